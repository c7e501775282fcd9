// Cards beside each other: slide, swipe, or step with the arrows.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../words.js";

/** A row of cards that can be slid through. */
export function carousel(cards, name) {
  const row = el("div", { class: "carousel-row", tabindex: "0", role: "group", "aria-label": `${name}. ${t("cards")}` }, cards);
  const back = arrow("back", t("previousCard"), () => step(row, -1));
  const next = arrow("next", t("nextCard"), () => step(row, 1));
  const update = () => {
    back.hidden = row.scrollLeft < 4;
    next.hidden = row.scrollLeft + row.clientWidth > row.scrollWidth - 4;
  };
  row.addEventListener("scroll", update, { passive: true });
  new ResizeObserver(update).observe(row);
  return el("div", { class: "carousel" }, row, back, next);
}

function arrow(name, words, onclick) {
  return el("button", { type: "button", class: `carousel-arrow ${name}`, "aria-label": words, hidden: true, onclick }, icon(name, 18));
}

function step(row, direction) {
  row.scrollBy({ left: direction * (row.firstElementChild.offsetWidth + 8), behavior: motion() });
}

const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
