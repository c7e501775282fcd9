// The simulator's clock: shows it and turns it.

import { post } from "../api.js";
import { el } from "../dom.js";
import { field } from "../forms.js";
import { clockTime, fullDay, momentOf, shortDay, wall, wallText } from "../times.js";
import { now } from "../world.js";
import { t } from "../words.js";
import { popover } from "./popover.js";

const HOUR = 3600;
const DAY = 24 * HOUR;

export class ClockTool {
  #tool;
  #face = el("p", { class: "clock-face" });
  #goal = el("input", { type: "datetime-local", required: true });

  constructor() {
    const step = (key, seconds) =>
      el("button", { type: "button", class: "small-button", onclick: () => post("/sim/clock", { advanceSeconds: seconds }) }, t(key));
    const goTo = el(
      "form",
      { class: "field-row", onsubmit: (event) => (event.preventDefault(), post("/sim/clock", { at: momentOf(wall(this.#goal.value)).toISOString() })) },
      field(t("goTo"), this.#goal),
      el("button", { class: "small-button" }, t("set")),
    );
    this.#tool = popover("clock", "clock", t("clock"), t("clockHelp"), this.#face, el("div", { class: "button-row" }, step("plusHour", HOUR), step("plusDay", DAY)), goTo);
    this.#tool.panel.addEventListener("beforetoggle", () => (this.#goal.value = wallText(now())));
    this.element = this.#tool.element;
    this.tick();
  }

  /** Show the present time. */
  tick() {
    const time = now();
    this.#tool.shown.textContent = `${shortDay(time)} ${clockTime(time)}`;
    this.#tool.button.setAttribute("aria-label", `${t("clock")}: ${fullDay(time)} ${clockTime(time)}`);
    this.#face.replaceChildren(el("b", {}, clockTime(time)), fullDay(time));
  }
}
