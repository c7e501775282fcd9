// The screen with all chats of a person, and the official accounts that could be added.

import { avatar, groupAvatar } from "../avatars.js";
import { el } from "../dom.js";
import { summary } from "../messages/message.js";
import { clockTime, dayOf, shortDay, wallAt } from "../times.js";
import { channel, channels, chatsOf, group, now } from "../world.js";
import { t } from "../words.js";

/** The list; `open(key)` opens a chat, `befriend(channelId)` adds an official account. */
export function listScreen(userId, inbox, { open, befriend }) {
  const chats = chatsOf(userId).sort((one, other) => newestTime(inbox, other.key).localeCompare(newestTime(inbox, one.key)));
  const known = new Set(chats.map(({ key }) => key));
  const strangers = channels().filter(({ channelId }) => !known.has(channelId));
  return el(
    "section",
    { class: "list-screen", "aria-label": t("chats") },
    el("h2", { class: "list-title" }, t("chats")),
    el(
      "div",
      { class: "list-scroll" },
      chats.length ? el("ul", { class: "chat-rows" }, chats.map((chat) => row(chat, inbox, open))) : el("p", { class: "list-empty" }, t("noChats")),
      strangers.length > 0 && el("h3", { class: "list-heading" }, t("discover")),
      strangers.length > 0 && el("ul", { class: "chat-rows" }, strangers.map((one) => strangerRow(one, befriend))),
    ),
  );
}

/** The face of a chat: the bot's or the group's. */
export const chatAvatar = (chat, size) =>
  chat.groupId ? groupAvatar(group(chat.groupId), size) : avatar(channel(chat.channelId), size);

function row(chat, inbox, open) {
  const newest = inbox.newest(chat.key);
  const unread = inbox.unread(chat.key);
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "chat-row", onclick: () => open(chat.key) },
      chatAvatar(chat, 48),
      el("span", { class: "chat-row-words" }, el("b", {}, chat.title), el("span", {}, newest ? summary(newest) : "")),
      el(
        "span",
        { class: "chat-row-side" },
        newest && el("time", {}, timeOf(wallAt(newest.at))),
        unread > 0 && el("span", { class: "count", "aria-label": t("unreadFor", { count: unread }) }, String(unread)),
      ),
    ),
  );
}

function strangerRow(account, befriend) {
  return el(
    "li",
    { class: "chat-row" },
    avatar(account, 48),
    el("span", { class: "chat-row-words" }, el("b", {}, account.name), el("span", {}, account.basicId)),
    el(
      "button",
      { type: "button", class: "small-button", "aria-label": `${t("addFriend")} ${account.name}`, onclick: () => befriend(account.channelId) },
      t("addFriend"),
    ),
  );
}

const newestTime = (inbox, key) => inbox.newest(key)?.at ?? "";

const timeOf = (date) => (dayOf(date) === dayOf(now()) ? clockTime(date) : shortDay(date));
