// What the simulator knows: channels, people and groups, as last told.

import { get } from "./api.js";
import { liveIn, wallAt } from "./times.js";

let state = { now: new Date().toISOString(), channels: [], people: [], groups: [], faults: [] };
let ahead = 0; // how far the simulator's clock is ahead of this machine's, in milliseconds

/** Ask for the state of the world again. */
export async function refreshWorld() {
  state = await get("/sim/state");
  liveIn(state.timeZone);
  clockTold(new Date(state.now));
}

/** Take over what the simulator's clock says now. */
export function clockTold(now) {
  ahead = now.getTime() - Date.now();
}

/** What the phones' clocks show. */
export const now = () => wallAt(Date.now() + ahead);

export const people = () => state.people;
export const channels = () => state.channels;
export const groups = () => state.groups;
export const faults = () => state.faults;

export const person = (userId) => state.people.find((one) => one.userId === userId);
export const channel = (channelId) => state.channels.find((one) => one.channelId === channelId);
export const group = (groupId) => state.groups.find((one) => one.groupId === groupId);

/** The name of a person or bot by user id. */
export const nameOf = (userId) =>
  person(userId)?.name ?? state.channels.find((one) => one.userId === userId)?.name ?? userId;

/** The chats on a person's phone: `{key, title, channelId?}` or `{key, title, groupId}`. */
export function chatsOf(userId) {
  const { friends = [], blocked = [] } = person(userId) ?? {};
  const known = new Set([...friends, ...blocked]);
  const direct = state.channels
    .filter((one) => known.has(one.channelId))
    .map((one) => ({ key: one.channelId, title: one.name, channelId: one.channelId }));
  return [...direct, ...state.groups.filter((one) => one.members.includes(userId)).map(groupChat)];
}

/** The chat that a key means, also when the person and the bot don't know each other yet; undefined when there is none. */
export function chatByKey(key) {
  const found = channel(key);
  if (found) return { key, title: found.name, channelId: key };
  const inGroup = group(key);
  return inGroup && groupChat(inGroup);
}

/** The channel whose bot is in a chat, if any. */
export const channelOf = (chat) => channel(chat.channelId ?? group(chat.groupId)?.bots[0]);

/** Whether the person has blocked the bot of this chat. */
export const isBlocked = (userId, chat) => person(userId).blocked.includes(chat.channelId);

function groupChat({ groupId, name }) {
  return { key: groupId, title: name, groupId };
}
