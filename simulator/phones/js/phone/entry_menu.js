// What can be done with a message: answer it, copy it, take it back, correct it.

import { act } from "../api.js";
import { summary } from "../messages/message.js";
import { t } from "../words.js";
import { isOwn } from "./inbox.js";
import { choose } from "./sheet.js";

const QUOTABLE = ["text", "textV2", "sticker", "image", "video"];

/** Open the menu of a message and do what is chosen. */
export async function entryMenu(entry, { phone, chat, composer, toText }) {
  const own = isOwn(entry, phone.userId);
  const isText = entry.message.type.startsWith("text");
  const write = (begin) => () => {
    toText();
    begin(entry);
  };
  const copy = async () => {
    await navigator.clipboard?.writeText(summary(entry)).catch(() => undefined); // not allowed everywhere
    phone.toast(t("copied"));
  };
  const choices = [
    QUOTABLE.includes(entry.message.type) && { words: t("quote"), icon: "quote", value: write((one) => composer.quote(one)) },
    isText && { words: t("copy"), icon: "copy", value: copy },
    own && isText && chat.groupId && { words: t("edit"), icon: "pencil", value: write((one) => composer.edit(one)) },
    own && { words: t("unsend"), icon: "undo", danger: true, value: () => act(phone.userId, chat, "unsend", { messageId: entry.id }) },
  ].filter(Boolean);
  const chosen = await choose(phone.layer, t("messageMenu"), choices);
  await chosen?.();
}
