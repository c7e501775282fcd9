// The bar over the desk: who is there, which channel, and the tools.

import { addressIn } from "../address.js";
import { get } from "../api.js";
import { avatar } from "../avatars.js";
import { el, oncePerFrame } from "../dom.js";
import { icon } from "../icons.js";
import { channel, channels, people } from "../world.js";
import { language, t } from "../words.js";
import { ClockTool } from "./clock.js";
import { FaultsTool } from "./faults.js";
import { addChannel, addGroup, addPerson } from "./new.js";

export class Bar {
  #desk;
  #drawer;
  #clock = new ClockTool();
  #faults = new FaultsTool();
  #dock = el("ul", { class: "dock", "aria-label": t("people") });
  #channels = el("div", { class: "channels" });
  #meter = el("span", { class: "meter-fill" });
  #usage = el("span", { class: "meter", role: "img" }, el("span", { class: "meter-track" }, this.#meter));
  #offline = el("p", { class: "offline", role: "alert", hidden: true }, t("offline"));

  constructor(element, desk, drawer) {
    this.#desk = desk;
    this.#drawer = drawer;
    element.append(
      el("div", { class: "brand" }, el("img", { src: "/sim/assets/icon.svg", alt: "", width: "34", height: "34" }), el("div", {}, el("h1", {}, t("title")), el("p", {}, t("subtitle")))),
      this.#channels,
      el("nav", { class: "who", "aria-label": t("people") }, this.#dock, this.#addButtons()),
      el("div", { class: "tools" }, this.#clock.element, this.#faults.element, this.#drawerButton(), languageLink()),
      this.#offline,
    );
    this.usageChanged = oncePerFrame(() => this.#showUsage());
    this.worldChanged();
  }

  worldChanged() {
    this.#showPeople();
    this.#showChannels();
    this.#faults.show();
    this.usageChanged();
  }

  /** Phones were opened or closed, or something new is on them. */
  phonesChanged() {
    this.#showPeople();
  }

  tick() {
    this.#clock.tick();
  }

  connected(connected) {
    this.#offline.hidden = connected;
  }

  #showPeople() {
    const focused = document.activeElement?.dataset?.key;
    this.#dock.replaceChildren(...people().map((one) => el("li", {}, this.#chip(one))));
    if (focused) this.#dock.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  #chip(one) {
    const isOpen = this.#desk.isOpen(one.userId);
    const unread = this.#desk.unread(one.userId);
    const words = [t("openPhone", one), unread && t("unreadFor", { count: unread })].filter(Boolean).join(", ");
    return el(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-pressed": String(isOpen),
        "aria-label": words,
        "data-key": one.userId,
        onclick: () => this.#desk.open(one.userId),
      },
      avatar(one, 26),
      el("span", { class: "chip-name" }, one.name),
      unread > 0 && el("span", { class: "count" }, String(unread)),
    );
  }

  #addButtons() {
    const add = (key, name, work) =>
      el("button", { type: "button", class: "icon-button", "aria-label": t(key), title: t(key), onclick: work }, icon(name, 20), icon("add", 11));
    return el(
      "div",
      { class: "dock-add" },
      add("addPerson", "person", () => addPerson(this.#desk.channelId)),
      add("addGroup", "group", () => addGroup(this.#desk.channelId)),
    );
  }

  #showChannels() {
    const all = channels();
    const chosen = channel(this.#desk.channelId);
    this.#channels.hidden = all.length === 0;
    if (!chosen) return;
    const choice = el(
      "select",
      { "aria-label": t("channel"), onchange: (event) => this.#turnTo(event.target.value) },
      all.map((one) => el("option", { value: one.channelId, selected: one === chosen }, one.name)),
      el("option", { value: "" }, `＋ ${t("addChannel")}`),
    );
    this.#channels.replaceChildren(avatar(chosen, 26), el("div", {}, choice, this.#usage));
  }

  async #turnTo(channelId) {
    if (channelId) await this.#desk.turnTo(channelId);
    else await addChannel();
    this.#showChannels();
    this.usageChanged();
  }

  async #showUsage() {
    const used = (await get("/sim/usage")).channels.find((one) => one.channelId === this.#desk.channelId);
    if (!used) return;
    const words = used.quota === null ? t("usageFree", { used: used.usedThisMonth }) : t("usage", { used: used.usedThisMonth, quota: used.quota });
    this.#usage.setAttribute("aria-label", words);
    this.#usage.title = words;
    this.#usage.dataset.words = used.quota === null ? String(used.usedThisMonth) : `${used.usedThisMonth}/${used.quota}`;
    this.#meter.style.width = `${used.quota ? Math.min(100, (used.usedThisMonth / used.quota) * 100) : 0}%`;
  }

  #drawerButton() {
    const button = el(
      "button",
      { type: "button", class: "tool", "aria-expanded": "false", "aria-controls": "drawer", "aria-label": t("log"), onclick: () => this.#drawer.toggle() },
      icon("log", 20),
      el("span", { class: "tool-words" }, t("logShort")),
    );
    this.#drawer.toggled = (open) => button.setAttribute("aria-expanded", String(open));
    return button;
  }
}

function languageLink() {
  const other = language === "th" ? "en" : "th";
  const go = (event) => (event.currentTarget.href = addressIn(other));
  return el("a", { class: "tool", lang: other, href: addressIn(other), "aria-label": t("otherLanguage"), onclick: go }, icon("globe", 20), el("span", { class: "tool-words" }, t("language")));
}
