// Text with its mentions, emoji and links.

import { el } from "../dom.js";
import { nameOf } from "../world.js";
import { emojiDrawing } from "./sticker.js";

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,!?)\]}]/g;
const PLACEHOLDER = /\{\{|\}\}|\{([0-9A-Za-z_]{1,20})\}/g;

/** A text bubble, whether of a bot (`text`, `textV2`) or of a person. */
export function textMessage(message) {
  return el("div", { class: "text" }, parts(message));
}

function parts(message) {
  if (message.type === "textV2") return substituted(message);
  const marks = [
    ...(message.emojis ?? []).map((emoji) => ({ index: emoji.index, length: emoji.length ?? 1, node: () => emojiDrawing(emoji) })),
    ...(message.mention?.mentionees ?? []).map(({ index, length }) => ({ index, length, node: mention })),
  ];
  return marked(message.text, marks);
}

/** Text in which some ranges (in UTF-16 units, as in JavaScript) are drawn by themselves. */
function marked(text, marks) {
  const pieces = [];
  let from = 0;
  for (const { index, length, node } of marks.sort((one, other) => one.index - other.index)) {
    pieces.push(...withLinks(text.slice(from, index)), node(text.slice(index, index + length)));
    from = index + length;
  }
  return [...pieces, ...withLinks(text.slice(from))];
}

function substituted({ text, substitution = {} }) {
  const pieces = [];
  let from = 0;
  for (const found of text.matchAll(PLACEHOLDER)) {
    pieces.push(...withLinks(text.slice(from, found.index)), substitute(found, substitution));
    from = found.index + found[0].length;
  }
  return [...pieces, ...withLinks(text.slice(from))];
}

function substitute([written, key], substitution) {
  if (!key) return written[0];
  const value = substitution[key];
  if (value?.type === "emoji") return emojiDrawing(value);
  if (value?.type !== "mention") return written;
  return mention(value.mentionee.type === "all" ? "@All" : `@${nameOf(value.mentionee.userId)}`);
}

const mention = (words) => el("span", { class: "mention" }, words);

function withLinks(text) {
  const pieces = [];
  let from = 0;
  for (const { 0: address, index } of text.matchAll(LINK)) {
    pieces.push(text.slice(from, index), el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address));
    from = index + address.length;
  }
  return [...pieces, text.slice(from)];
}
