// A tool of the bar: a button, and what it opens beneath itself.

import { el } from "../dom.js";
import { icon } from "../icons.js";

let number = 0;

/** A button with a small panel; `shown` is updated by the caller. */
export function popover(name, iconName, title, help, ...content) {
  number += 1;
  const id = `popover-${number}`;
  const shown = el("span", { class: "tool-words" }, title);
  const panel = el("div", { class: "popover", id, popover: "auto", role: "dialog", "aria-label": title }, el("h2", {}, title), el("p", { class: "help" }, help), content);
  const button = el("button", { type: "button", class: `tool ${name}`, popovertarget: id, "aria-label": title }, icon(iconName, 20), shown);
  return { element: el("div", { class: "tool-place" }, button, panel), button, shown, panel };
}
