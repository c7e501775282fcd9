// One line of a chat: the message with face, name, time and marks; or a note of the system.

import { avatar } from "../avatars.js";
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { drawMessage, summary } from "../messages/message.js";
import { clockTime, wallAt } from "../times.js";
import { channels, nameOf, person } from "../world.js";
import { t } from "../words.js";

/** Draw an entry. `first` is the first of several by the same sender. */
export function drawEntry(entry, { own, first }, hands) {
  if (entry.from === "system") return note(entry.message.text);
  if (entry.unsent) return note(own ? t("youUnsent") : t("theyUnsent", { name: entry.name }));
  const bubble = drawMessage(entry.message, (action) => hands.press(action, entry.id));
  const name = entry.message.sender?.name ?? entry.name;
  return el(
    "div",
    { class: `entry ${own ? "own" : "theirs"} ${first ? "first" : ""} kind-${entry.message.type}`, role: "listitem", "data-entry": entry.id },
    !own && first && face(entry),
    el(
      "div",
      { class: "entry-column" },
      !own && first && el("p", { class: "entry-name" }, name),
      entry.quoted && quotation(entry.quoted),
      el("div", { class: "entry-line" }, bubble, el("div", { class: "entry-side" }, menuButton(entry, hands), marks(entry, own))),
    ),
  );
}

/** The dots that a bot shows while it prepares an answer. */
export function loadingDots(name) {
  return el(
    "div",
    { class: "entry theirs", role: "listitem" },
    el("div", { class: "text loading", role: "img", "aria-label": t("typing", { name }) }, el("i"), el("i"), el("i")),
  );
}

const note = (text) => el("p", { class: "system", role: "listitem" }, el("span", {}, text));

function face(entry) {
  const bot = channels().find(({ userId }) => userId === entry.userId);
  const known = bot ?? person(entry.userId) ?? { userId: entry.userId ?? entry.name, name: entry.name };
  const sender = entry.message.sender;
  return avatar({ ...known, name: sender?.name ?? known.name, pictureUrl: sender?.iconUrl ?? known.pictureUrl }, 36);
}

function marks(entry, own) {
  return el(
    "p",
    { class: "entry-marks" },
    entry.edited && el("span", {}, t("edited")),
    own && entry.read && el("span", {}, t("read")),
    el(
      "span",
      {},
      entry.notificationDisabled && el("span", { class: "silent", role: "img", "aria-label": t("silent"), title: t("silent") }, icon("mute", 12)),
      el("time", { datetime: entry.at }, clockTime(wallAt(entry.at))),
    ),
  );
}

function menuButton(entry, hands) {
  return el(
    "button",
    { type: "button", class: "entry-menu", tabindex: "-1", "aria-label": `${t("messageMenu")}: ${summary(entry).slice(0, 60)}`, onclick: () => hands.menu(entry) },
    icon("more", 18),
  );
}

function quotation({ name, text, userId }) {
  return el("div", { class: "quotation" }, el("b", {}, name || nameOf(userId)), el("span", {}, text || t("unsent")));
}
