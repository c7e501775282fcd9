// The date, time and date-time pickers that a button opens. They give the wall clock of the phone, without a zone.

import { el } from "../dom.js";
import { now } from "../world.js";
import { t } from "../words.js";
import { clockTime, dayWithYear, two, wall, wallText } from "../times.js";
import { calendar } from "./calendar.js";
import { ask } from "./sheet.js";

const TITLES = { date: "pickDate", time: "pickTime", datetime: "pickDatetime" };
const EARLIEST = "1900-01-01T00:00";
const LATEST = "2100-12-31T23:59";
const ANY_DAY = "2000-01-01";

/** Ask for what a datetimepicker action wants. Gives the value in the action's form, or null. */
export async function pickDatetime(layer, { mode, initial, min, max }) {
  const bounds = { min: whole(min, mode, EARLIEST), max: whole(max, mode, LATEST) };
  const start = clamp(whole(initial, mode, wallText(now())), bounds);
  const picked = await ask(layer, t(TITLES[mode]), (answer) => picker(mode, start, bounds, answer));
  return picked && part(picked, mode);
}

function picker(mode, start, bounds, answer) {
  let [day, time] = start.split("T");
  const chosen = el("p", { class: "picker-chosen", "aria-live": "polite" });
  const done = el("button", { type: "button", class: "big-button", onclick: () => answer(`${day}T${time}`) }, t("done"));
  const update = () => {
    const value = `${day}T${time}`;
    chosen.textContent = inWords(value, mode);
    done.disabled = value < bounds.min || value > bounds.max;
  };
  const parts = [chosen];
  if (mode !== "time") parts.push(calendar(day, bounds.min.slice(0, 10), bounds.max.slice(0, 10), (value) => ((day = value), update())));
  if (mode !== "date") parts.push(timeWheels(time, (value) => ((time = value), update())));
  update();
  return el("div", { class: "picker" }, parts, done);
}

function timeWheels(time, changed) {
  let [hour, minute] = time.split(":").map(Number);
  const tell = () => changed(`${two(hour)}:${two(minute)}`);
  return el(
    "div",
    { class: "wheels" },
    wheel(t("hour"), 24, hour, (value) => ((hour = value), tell())),
    el("span", { class: "wheels-colon", "aria-hidden": "true" }, ":"),
    wheel(t("minute"), 60, minute, (value) => ((minute = value), tell())),
  );
}

/** A number to turn: arrow keys, mouse wheel, or the buttons above and below. */
function wheel(name, count, start, changed) {
  let value = start;
  const shown = [-1, 0, 1].map((offset) => el("span", { class: offset ? "wheel-near" : "wheel-value" }));
  const dial = el("div", { class: "wheel", role: "spinbutton", tabindex: "0", "aria-label": name, "aria-valuemin": "0", "aria-valuemax": String(count - 1) }, shown);
  const turn = (steps) => {
    value = (value + steps + count) % count;
    shown.forEach((node, index) => (node.textContent = two((value + index - 1 + count) % count)));
    dial.setAttribute("aria-valuenow", String(value));
    dial.setAttribute("aria-valuetext", two(value));
    changed(value);
  };
  const steps = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 };
  dial.addEventListener("keydown", (event) => {
    if (!(event.key in steps)) return;
    event.preventDefault();
    turn(steps[event.key]);
  });
  dial.addEventListener("wheel", (event) => (event.preventDefault(), turn(Math.sign(event.deltaY))), { passive: false });
  shown[0].addEventListener("click", () => turn(-1));
  shown[2].addEventListener("click", () => turn(1));
  turn(0);
  return dial;
}

/** A value of any mode as date and time; a bare time counts as of any one day. */
function whole(value, mode, otherwise) {
  if (mode === "time") return `${ANY_DAY}T${value ?? otherwise.slice(11)}`;
  if (!value) return otherwise;
  return mode === "date" ? `${value}T${otherwise.slice(11)}` : value.replace("t", "T");
}

const part = (value, mode) => ({ date: value.slice(0, 10), time: value.slice(11), datetime: value })[mode];

const clamp = (value, { min, max }) => (value < min ? min : value > max ? max : value);

function inWords(value, mode) {
  const date = wall(value);
  return { date: dayWithYear(date), time: clockTime(date), datetime: `${dayWithYear(date)} · ${clockTime(date)}` }[mode];
}
