// Things beside each other that can be slid through: by finger, mouse wheel, keyboard, or in steps with the arrows.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../words.js";

/** A row of cards that can be slid through. */
export function carousel(cards, name) {
  return slider(el("div", { class: "carousel-row", role: "group", "aria-label": `${name}. ${t("cards")}` }, cards));
}

/** Put arrows to a row that is wider than the screen. */
export function slider(row) {
  row.tabIndex = 0;
  const back = arrow("back", t("previousCard"), () => step(row, -1));
  const next = arrow("next", t("nextCard"), () => step(row, 1));
  const update = () => {
    back.hidden = row.scrollLeft < 4;
    next.hidden = row.scrollLeft + row.clientWidth > row.scrollWidth - 4;
  };
  row.addEventListener("scroll", update, { passive: true });
  new ResizeObserver(update).observe(row);
  return el("div", { class: "slider" }, row, back, next);
}

function arrow(name, words, onclick) {
  return el("button", { type: "button", class: `slider-arrow ${name}`, "aria-label": words, tabindex: "-1", hidden: true, onclick }, icon(name, 18));
}

function step(row, direction) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  row.scrollBy({ left: direction * (row.clientWidth * 0.75), behavior: calm ? "auto" : "smooth" });
}
