// Flex messages, laid out by LINE's rules: a box is a CSS flex container, its children share the room by `flex`.

import { el, picture } from "../dom.js";
import { t } from "../words.js";
import { carousel } from "./carousel.js";
import { align, border, bubbleWidth, colour, gradient, gravity, imageSize, ratio, space, textSize } from "./flex_values.js";
import { player } from "./media.js";
import { pressable } from "./pressable.js";

const BLOCKS = ["header", "hero", "body", "footer"];
const PADDINGS = {
  paddingAll: "padding",
  paddingTop: "padding-top",
  paddingBottom: "padding-bottom",
  paddingStart: "padding-inline-start",
  paddingEnd: "padding-inline-end",
};
const OFFSETS = {
  offsetTop: "top",
  offsetBottom: "bottom",
  offsetStart: "inset-inline-start",
  offsetEnd: "inset-inline-end",
};
const SIZES = { width: "width", height: "height", maxWidth: "max-width", maxHeight: "max-height" };

const COMPONENTS = { box, text, button, image, icon, separator, filler, video };

/** A Flex message: one bubble, or several to slide through. `press(action)` is called for what is pressed. */
export function flexMessage({ contents, altText }, press) {
  if (contents.type === "bubble") return bubble(contents, press);
  return carousel(contents.contents.map((one) => bubble(one, press)), altText);
}

function bubble(contents, press) {
  const size = contents.size ?? "mega";
  const card = el("div", {
    class: `flex-bubble flex-${size}`,
    dir: contents.direction ?? "ltr",
    style: { "--width": `${bubbleWidth(size)}px` },
  });
  for (const name of BLOCKS) {
    if (contents[name]) card.append(block(name, contents[name], contents.styles?.[name] ?? {}, press));
  }
  return pressable(card, contents.action, press);
}

function block(name, component, style, press) {
  const node = el("div", { class: `flex-block flex-${name}` }, draw(component, "vertical", press));
  set(node, "background-color", colour(style.backgroundColor));
  if (style.separator) {
    node.classList.add("with-separator");
    set(node, "border-color", colour(style.separatorColor));
  }
  return node;
}

/** Draw a component as a child of a box with the given layout. */
function draw(component, layout, press) {
  const node = COMPONENTS[component.type]?.(component, press) ?? el("div");
  shareRoom(node, component, layout);
  node.classList.add("flex-item");
  set(node, "position", component.position === "absolute" ? "absolute" : null);
  for (const [property, name] of Object.entries(OFFSETS)) set(node, name, space(component[property]));
  if (component.type !== "button") pressable(node, component.action, press);
  return node;
}

/** How much of the parent's room a component takes. Beside each other everything is 1 by default, below each other 0. */
function shareRoom(node, component, layout) {
  const fixed = layout === "vertical" ? component.height : component.width;
  const bare = ["icon", "separator"].includes(component.type) || (component.type === "box" && fixed);
  const usual = component.type === "filler" || (layout !== "vertical" && !bare) ? 1 : 0;
  const share = component.flex ?? usual;
  if (share === 0) set(node, "flex", "0 0 auto");
  else set(node, "flex", layout === "vertical" ? `${share} 0 auto` : `${share} 1 0`);
  if (layout === "horizontal") set(node, "align-self", gravity(component.gravity));
  if (layout === "vertical") set(node, "justify-content", gravity(component.gravity));
}

function box(component, press) {
  const node = el("div", { class: `flex-box flex-${component.layout}` });
  for (const [property, name] of Object.entries(PADDINGS)) set(node, name, space(component[property]));
  for (const [property, name] of Object.entries(SIZES)) set(node, name, space(component[property]));
  set(node, "background-color", colour(component.backgroundColor));
  set(node, "background-image", gradient(component.background));
  set(node, "border-width", border(component.borderWidth));
  set(node, "border-color", colour(component.borderColor));
  set(node, "border-radius", space(component.cornerRadius));
  if (component.cornerRadius) node.classList.add("rounded");
  set(node, "justify-content", component.justifyContent);
  set(node, "align-items", component.alignItems);
  const before = component.layout === "vertical" ? "margin-top" : "margin-inline-start";
  component.contents.forEach((child, index) => {
    const drawn = draw(child, component.layout, press);
    // A child's own margin takes the place of the spacing; the first child has no spacing before it.
    const spacing = index > 0 && child.position !== "absolute" ? component.spacing : undefined;
    set(drawn, before, space(child.margin ?? spacing));
    node.append(drawn);
  });
  return node;
}

function text(component) {
  const words = el("p", { class: component.wrap ? "wrap" : "" });
  set(words, "font-size", textSize(component.size));
  style(words, component);
  set(words, "text-align", component.align);
  set(words, "line-height", component.lineSpacing ? `calc(1.45em + ${space(component.lineSpacing)})` : null);
  if (component.maxLines && component.wrap) {
    words.classList.add("clamped");
    set(words, "-webkit-line-clamp", String(component.maxLines));
  }
  if (component.contents?.length) words.append(...component.contents.map(span));
  else words.append(component.text ?? "");
  const node = el("div", { class: "flex-text" }, words);
  if (component.adjustMode === "shrink-to-fit" && !component.wrap) shrinkToFit(words);
  return node;
}

function span(component) {
  const node = el("span", {}, component.text ?? "");
  set(node, "font-size", component.size ? textSize(component.size) : null);
  style(node, component);
  return node;
}

function style(node, component) {
  set(node, "color", colour(component.color));
  set(node, "font-weight", component.weight === "bold" ? "700" : null);
  set(node, "font-style", component.style === "italic" ? "italic" : null);
  set(node, "text-decoration", component.decoration === "none" ? null : component.decoration);
}

/** Make a line that is too long smaller until it fits, as soon as its place is known. */
function shrinkToFit(words) {
  new ResizeObserver((_, observer) => {
    observer.disconnect();
    const full = parseFloat(getComputedStyle(words).fontSize);
    const fits = words.clientWidth / words.scrollWidth;
    if (fits < 1) words.style.fontSize = `${Math.max(full * fits, 8)}px`;
  }).observe(words);
}

function button(component, press) {
  const look = component.style ?? "link";
  const face = el(
    "button",
    { type: "button", class: `flex-button ${look} ${component.height ?? "md"}`, onclick: () => press(component.action) },
    component.action.label ?? "",
  );
  set(face, look === "link" ? "color" : "background-color", colour(component.color));
  return el("div", { class: "flex-button-place" }, face);
}

function image(component) {
  const frame = el("div", { class: `flex-frame ${component.aspectMode ?? "fit"}` }, picture(component.url));
  set(frame, "width", imageSize(component.size));
  set(frame, "aspect-ratio", ratio(component.aspectRatio));
  set(frame, "background-color", colour(component.backgroundColor));
  const node = el("div", { class: "flex-image" }, frame);
  set(node, "align-items", align(component.align));
  return node;
}

function icon(component) {
  const node = el("div", { class: "flex-icon" }, picture(component.url));
  set(node, "height", textSize(component.size));
  set(node, "aspect-ratio", ratio(component.aspectRatio));
  return node;
}

function separator(component) {
  const node = el("div", { class: "flex-separator", role: "presentation" });
  set(node, "background-color", colour(component.color));
  return node;
}

function filler() {
  return el("div", { class: "flex-filler" });
}

function video(component) {
  return player(component.url, component.previewUrl, ratio(component.aspectRatio), t("play"));
}

function set(node, property, value) {
  if (value !== null && value !== undefined) node.style.setProperty(property, value);
}
