// Calls every operation of LINE's Node SDK that the simulator offers. Reads what it needs as JSON from standard input,
// writes {"<operation>": "ok" or what went wrong} to standard output.

import { createRequire } from "node:module";
import { text } from "node:stream/consumers";

const require = createRequire(`${process.env.NODE_FOLDER}/`);
const { channelAccessToken, messagingApi, validateSignature } = require("@line/bot-sdk");

const given = JSON.parse(await text(process.stdin));
const config = { channelAccessToken: given.token, baseURL: given.host };
const api = new messagingApi.MessagingApiClient(config);
const blob = new messagingApi.MessagingApiBlobClient(config);
const tokens = new channelAccessToken.ChannelAccessTokenClient({ baseURL: given.host });

const messages = [{ type: "text", text: "สวัสดี" }];
const jwt = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const grant = "client_credentials";
const batch = { operations: [{ type: "unlinkAll" }] };
const date = "20200101";
const { user, group, room } = given;

const picture = () => new Blob([Buffer.from(given.picture, "base64")], { type: "image/png" });
const requestId = ({ httpResponse }) => httpResponse.headers.get("x-line-request-id");

async function menu() {
  const { richMenuId } = await api.createRichMenu(given.menu);
  await blob.setRichMenuImage(richMenuId, picture());
  return richMenuId;
}

async function alias(name) {
  await api.createRichMenuAlias({ richMenuAliasId: name, richMenuId: await menu() });
  return name;
}

const calls = {
  broadcast: () => api.broadcast({ messages }),
  cancelDefaultRichMenu: () => api.cancelDefaultRichMenu(),
  createRichMenu: () => api.createRichMenu(given.menu),
  createRichMenuAlias: () => alias("created"),
  deleteRichMenu: async () => api.deleteRichMenu(await menu()),
  deleteRichMenuAlias: async () => api.deleteRichMenuAlias(await alias("deleted")),
  getAggregationUnitNameList: () => api.getAggregationUnitNameList(),
  getAggregationUnitUsage: () => api.getAggregationUnitUsage(),
  getBotInfo: () => api.getBotInfo(),
  getDefaultRichMenuId: async () => {
    await api.setDefaultRichMenu(await menu());
    return api.getDefaultRichMenuId();
  },
  getFollowers: () => api.getFollowers(),
  getGroupMemberCount: () => api.getGroupMemberCount(group),
  getGroupMemberProfile: () => api.getGroupMemberProfile(group, user),
  getGroupMembersIds: () => api.getGroupMembersIds(group),
  getGroupSummary: () => api.getGroupSummary(group),
  getMessageQuota: () => api.getMessageQuota(),
  getMessageQuotaConsumption: () => api.getMessageQuotaConsumption(),
  getNarrowcastProgress: async () =>
    api.getNarrowcastProgress(requestId(await api.narrowcastWithHttpInfo({ messages }))),
  getNumberOfSentBroadcastMessages: () => api.getNumberOfSentBroadcastMessages(date),
  getNumberOfSentMulticastMessages: () => api.getNumberOfSentMulticastMessages(date),
  getNumberOfSentPushMessages: () => api.getNumberOfSentPushMessages(date),
  getNumberOfSentReplyMessages: () => api.getNumberOfSentReplyMessages(date),
  getProfile: () => api.getProfile(user),
  getRichMenu: async () => api.getRichMenu(await menu()),
  getRichMenuAlias: async () => api.getRichMenuAlias(await alias("got")),
  getRichMenuAliasList: () => api.getRichMenuAliasList(),
  getRichMenuBatchProgress: async () =>
    api.getRichMenuBatchProgress(requestId(await api.richMenuBatchWithHttpInfo(batch))),
  getRichMenuIdOfUser: async () => {
    await api.linkRichMenuIdToUser(user, await menu());
    return api.getRichMenuIdOfUser(user);
  },
  getRichMenuList: () => api.getRichMenuList(),
  getRoomMemberCount: () => api.getRoomMemberCount(room),
  getRoomMemberProfile: () => api.getRoomMemberProfile(room, user),
  getRoomMembersIds: () => api.getRoomMembersIds(room),
  getWebhookEndpoint: () => api.getWebhookEndpoint(),
  issueLinkToken: () => api.issueLinkToken(user),
  linkRichMenuIdToUser: async () => api.linkRichMenuIdToUser(user, await menu()),
  linkRichMenuIdToUsers: async () => api.linkRichMenuIdToUsers({ richMenuId: await menu(), userIds: [user] }),
  markMessagesAsReadByToken: () => api.markMessagesAsReadByToken({ markAsReadToken: given.readToken }),
  multicast: () => api.multicast({ to: [user], messages }),
  narrowcast: () => api.narrowcast({ messages }),
  pushMessage: () => api.pushMessage({ to: user, messages }, "123e4567-e89b-12d3-a456-426614174000"),
  replyMessage: () => api.replyMessage({ replyToken: given.replyToken, messages }),
  richMenuBatch: () => api.richMenuBatch(batch),
  setDefaultRichMenu: async () => api.setDefaultRichMenu(await menu()),
  showLoadingAnimation: () => api.showLoadingAnimation({ chatId: user, loadingSeconds: 5 }),
  testWebhookEndpoint: () => api.testWebhookEndpoint({}),
  setWebhookEndpoint: () => api.setWebhookEndpoint({ endpoint: "https://example.com/webhook" }),
  unlinkRichMenuIdFromUser: () => api.unlinkRichMenuIdFromUser(user),
  unlinkRichMenuIdFromUsers: () => api.unlinkRichMenuIdFromUsers({ userIds: [user] }),
  updateRichMenuAlias: async () => api.updateRichMenuAlias(await alias("updated"), { richMenuId: await menu() }),
  validateBroadcast: () => api.validateBroadcast({ messages }),
  validateMulticast: () => api.validateMulticast({ messages }),
  validateNarrowcast: () => api.validateNarrowcast({ messages }),
  validatePush: () => api.validatePush({ messages }),
  validateReply: () => api.validateReply({ messages }),
  validateRichMenuBatchRequest: () => api.validateRichMenuBatchRequest(batch),
  validateRichMenuObject: () => api.validateRichMenuObject(given.menu),
  leaveGroup: () => api.leaveGroup(group),
  leaveRoom: () => api.leaveRoom(room),
  getMessageContent: async () => (await blob.getMessageContent(given.messageId)).resume(),
  getMessageContentPreview: async () => (await blob.getMessageContentPreview(given.messageId)).resume(),
  getMessageContentTranscodingByMessageId: () => blob.getMessageContentTranscodingByMessageId(given.messageId),
  getRichMenuImage: async () => (await blob.getRichMenuImage(await menu())).resume(),
  setRichMenuImage: () => menu(),
  issueChannelToken: () => tokens.issueChannelToken(grant, given.channelId, given.secret),
  issueChannelTokenByJWT: () => tokens.issueChannelTokenByJWT(grant, jwt, given.assertion),
  issueStatelessChannelToken: () =>
    tokens.issueStatelessChannelToken(grant, undefined, undefined, given.channelId, given.secret),
  issueStatelessChannelTokenByJWTAssertion: () => tokens.issueStatelessChannelTokenByJWTAssertion(given.assertion),
  issueStatelessChannelTokenByClientSecret: () =>
    tokens.issueStatelessChannelTokenByClientSecret(given.channelId, given.secret),
  getsAllValidChannelAccessTokenKeyIds: () => tokens.getsAllValidChannelAccessTokenKeyIds(jwt, given.assertion),
  verifyChannelToken: () => tokens.verifyChannelToken(given.token),
  verifyChannelTokenByJWT: () => tokens.verifyChannelTokenByJWT(given.token),
  revokeChannelToken: async () =>
    tokens.revokeChannelToken((await tokens.issueChannelToken(grant, given.channelId, given.secret)).access_token),
  revokeChannelTokenByJWT: async () => {
    const { access_token } = await tokens.issueChannelTokenByJWT(grant, jwt, given.assertion);
    return tokens.revokeChannelTokenByJWT(given.channelId, given.secret, access_token);
  },
  validateSignature: () => {
    if (!validateSignature(given.webhook, given.secret, given.signature)) throw new Error("the signature is wrong");
  },
};

const came = {};
for (const [name, call] of Object.entries(calls)) {
  try {
    await call();
    came[name] = "ok";
  } catch (error) {
    came[name] = `${error.message} ${error.body ?? ""}`;
  }
}

const operations = [api, blob, tokens].flatMap((client) => Object.getOwnPropertyNames(Object.getPrototypeOf(client)));
const offered = operations.filter((name) => name !== "constructor" && !name.endsWith("WithHttpInfo"));
const untried = offered.filter((name) => !(name in calls));
process.stdout.write(JSON.stringify({ came, untried }));
