// The menu of a chat: block and unblock, who comes into a group and who goes.

import { act, post, remove } from "../api.js";
import { group, channels, isBlocked, people } from "../world.js";
import { t } from "../words.js";
import { choose } from "./sheet.js";

/** Open the menu of a chat whose bot is `account`, and do what is chosen. */
export async function chatMenu({ userId, layer }, chat, account) {
  const choices = chat.groupId ? groupChoices(userId, chat, account) : friendChoices(userId, chat);
  const chosen = await choose(layer, chat.title, choices);
  await chosen?.();
}

function friendChoices(userId, chat) {
  return isBlocked(userId, chat)
    ? [{ words: t("unblock"), icon: "undo", value: () => act(userId, chat, "follow") }]
    : [{ words: t("block"), icon: "block", danger: true, value: () => act(userId, chat, "unfollow") }];
}

function groupChoices(userId, { groupId }, account) {
  const path = `/sim/groups/${groupId}`;
  const outside = people().filter((one) => !group(groupId).members.includes(one.userId));
  return [
    ...outside.map((one) => ({
      words: t("invitePerson", one),
      icon: "person",
      value: () => post(`${path}/members`, { members: [one.userId] }),
    })),
    ...(account
      ? [{ words: t("removeBot", account), icon: "block", danger: true, value: () => post(`${path}/leave`) }]
      : channels().map((one) => ({ words: t("inviteBot", one), icon: "badge", value: () => post(`${path}/join`, { channel: one.channelId }) }))),
    { words: t("leaveGroup"), icon: "leave", danger: true, value: () => remove(`${path}/members/${userId}`) },
  ];
}
