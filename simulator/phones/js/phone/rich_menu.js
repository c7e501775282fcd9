// The rich menu at the foot of a chat: a bar with its text, and a picture with areas to press.

import { el, picture } from "../dom.js";
import { icon } from "../icons.js";
import { place } from "../messages/imagemap.js";
import { actionLabel } from "../messages/pressable.js";
import { t } from "../words.js";

export class RichMenu {
  #press;
  #resized;
  #menu = null;
  #open = null; // null: as the menu itself wishes when it is first seen
  #visible = false;
  #text = el("span", {});
  #toggle = el(
    "button",
    { type: "button", class: "menu-toggle", "aria-expanded": "false", onclick: () => this.setOpen(!this.#open) },
    this.#text,
    icon("down", 14),
  );

  /** `press(action)` presses an area; `resized()` is called when the menu opens or closes. */
  constructor(press, resized) {
    this.#press = press;
    this.#resized = resized;
    this.toKeyboard = () => undefined;
    this.panel = el("div", { class: "rich-menu", role: "group", hidden: true });
    this.bar = el(
      "div",
      { class: "menu-bar", hidden: true },
      el("button", { type: "button", class: "icon-button", "aria-label": t("keyboard"), onclick: () => this.toKeyboard() }, icon("keyboard", 22)),
      this.#toggle,
    );
  }

  /** Show this menu (`RichMenu` of GET …/chat), or none. */
  show(menu) {
    if (JSON.stringify(menu) === JSON.stringify(this.#menu)) return;
    this.#menu = menu;
    if (!menu) return;
    this.#open ??= menu.selected;
    this.#text.textContent = menu.chatBarText;
    this.panel.setAttribute("aria-label", menu.chatBarText);
    this.panel.style.aspectRatio = `${menu.size.width} / ${menu.size.height}`;
    this.#draw(menu);
  }

  setVisible(visible) {
    this.#visible = visible;
    this.#update();
  }

  setOpen(open) {
    this.#open = open;
    this.#update();
    this.#resized();
  }

  #update() {
    this.bar.hidden = !this.#visible;
    this.panel.hidden = !(this.#visible && this.#open);
    this.#toggle.setAttribute("aria-expanded", String(Boolean(this.#open)));
  }

  /** Put up the new picture; the old one stays beneath until it has come, so that switching tabs does not flicker. */
  #draw(menu) {
    const image = picture(menu.imageUrl, { loading: "eager", class: "rich-menu-picture" });
    const old = this.panel.querySelector(".rich-menu-picture");
    const areas = menu.areas.map(({ bounds, action }) => place(this.#area(action), bounds, menu.size));
    const focused = [...this.panel.querySelectorAll(".press-area")].indexOf(document.activeElement);
    this.panel.replaceChildren(...(old ? [old] : []), image, ...areas);
    image.addEventListener("load", () => old?.remove(), { once: true });
    if (focused >= 0) areas[Math.min(focused, areas.length - 1)]?.focus();
  }

  #area(action) {
    return el("button", { type: "button", class: "press-area", "aria-label": actionLabel(action), onclick: () => this.#press(action) });
  }
}
