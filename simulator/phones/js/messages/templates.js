// Template messages: buttons, confirm, carousel and image carousel.

import { el, picture } from "../dom.js";
import { carousel } from "./carousel.js";
import { colour } from "./flex_values.js";
import { actionLabel, pressable } from "./pressable.js";

const TEMPLATES = {
  buttons: (template, press) => column(template, template, press),
  confirm,
  carousel: (template, press, altText) =>
    carousel(template.columns.map((one) => column(one, template, press)), altText),
  image_carousel: (template, press, altText) => carousel(template.columns.map((one) => imageColumn(one, press)), altText),
};

/** A template message. `press(action)` is called for what is pressed. */
export function templateMessage({ template, altText }, press) {
  return TEMPLATES[template.type](template, press, altText);
}

/** A card with picture, title, text and buttons; `looks` says how the pictures of all columns look. */
function column(content, looks, press) {
  const top = el(
    "div",
    { class: "template-top" },
    content.thumbnailImageUrl && thumbnail(content, looks),
    content.title && el("p", { class: "template-title" }, content.title),
    el("p", { class: "template-text" }, content.text),
  );
  return el("div", { class: "template" }, pressable(top, content.defaultAction, press), actions(content.actions, press));
}

function thumbnail(content, looks) {
  const square = looks.imageAspectRatio === "square" ? "square" : "rectangle";
  const frame = el("div", { class: `template-picture ${square} ${looks.imageSize ?? "cover"}` }, picture(content.thumbnailImageUrl));
  const background = colour(content.imageBackgroundColor);
  if (background) frame.style.backgroundColor = background;
  return frame;
}

function confirm(template, press) {
  return el(
    "div",
    { class: "template template-confirm" },
    el("div", { class: "template-top" }, el("p", { class: "template-text" }, template.text)),
    actions(template.actions, press),
  );
}

function imageColumn({ imageUrl, action }, press) {
  const card = el("div", { class: "template-image" }, picture(imageUrl));
  if (action.label) card.append(el("span", { class: "template-image-label" }, action.label));
  return pressable(card, action, press);
}

function actions(list, press) {
  return el(
    "div",
    { class: "template-actions" },
    list.map((action) => el("button", { type: "button", onclick: () => press(action) }, actionLabel(action))),
  );
}
