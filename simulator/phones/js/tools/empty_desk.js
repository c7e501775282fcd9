// What the desk says when no phone lies on it.

import { el, svg } from "../dom.js";
import { icon } from "../icons.js";
import { stickerDrawing } from "../messages/sticker.js";
import { channels, people } from "../world.js";
import { t } from "../words.js";
import { addChannel, addPerson } from "./new.js";

/** A friendly word and the next step: a channel, then a person, then a phone. */
export function emptyDesk() {
  if (people().length > 0) return card(t("noPhonesTitle"), t("noPhonesText"));
  const [first] = channels();
  if (!first) return card(t("emptyTitle"), t("emptyChannelText"), bigButton(t("addChannel"), addChannel));
  return card(t("emptyTitle"), t("emptyText"), bigButton(t("addPerson"), () => addPerson(first.channelId)), example());
}

function card(title, text, ...more) {
  return el("section", { class: "empty-desk" }, twoPhones(), el("h2", {}, title), el("p", {}, text), more);
}

const bigButton = (words, onclick) => el("button", { type: "button", class: "big-button", onclick }, icon("add", 20), words);

const example = () =>
  el("pre", { class: "example", tabindex: "0" }, `curl ${location.origin}/sim/people \\\n  -d '{"name": "${t("somebody")}"}'`);

function twoPhones() {
  const phone = (x, y, tilt, lines) =>
    svg(
      "g",
      { transform: `translate(${x} ${y}) rotate(${tilt})` },
      svg("rect", { width: 84, height: 156, rx: 16, class: "sketch-frame" }),
      svg("rect", { x: 6, y: 6, width: 72, height: 144, rx: 11, class: "sketch-screen" }),
      lines,
    );
  const bubble = (x, y, width, own) => svg("rect", { x, y, width, height: 14, rx: 7, class: own ? "sketch-own" : "sketch-theirs" });
  return el(
    "div",
    { class: "sketch", "aria-hidden": "true" },
    svg(
      "svg",
      { viewBox: "0 0 260 190" },
      phone(30, 26, -7, [bubble(13, 26, 40), bubble(31, 48, 40, true), bubble(13, 70, 50)]),
      phone(146, 12, 6, [bubble(13, 30, 46), bubble(13, 50, 32), bubble(35, 74, 36, true)]),
    ),
    el("div", { class: "sketch-sticker" }, stickerDrawing({ stickerId: "1988" })),
  );
}
