// One month to choose a day from, by finger or by arrow keys.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { dayOf, dayWithYear, monthWithYear, two, wall, weekdayLetter, weekdayName } from "../times.js";
import { t } from "../words.js";

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A calendar with the chosen day, days as `2027-01-31`; `changed(day)` is called when another one is chosen. */
export function calendar(start, min, max, changed) {
  let chosen = start;
  const root = el("div", { class: "calendar" });
  const show = (day, takeFocus) => {
    chosen = day < min ? min : day > max ? max : day;
    changed(chosen);
    root.replaceChildren(head(chosen, show), grid(chosen, min, max, show));
    if (takeFocus) root.querySelector('[aria-pressed="true"]').focus();
  };
  root.addEventListener("keydown", (event) => {
    if (!(event.key in STEPS) || !event.target.matches(".calendar-day")) return;
    event.preventDefault();
    show(moved(chosen, STEPS[event.key]), true);
  });
  show(chosen, false);
  return root;
}

function head(chosen, show) {
  const other = (months) => () => show(inOtherMonth(chosen, months), false);
  return el(
    "div",
    { class: "calendar-head" },
    el("button", { type: "button", class: "icon-button", "aria-label": t("previousMonth"), onclick: other(-1) }, icon("back", 18)),
    el("b", { "aria-live": "polite" }, monthWithYear(toDate(chosen))),
    el("button", { type: "button", class: "icon-button", "aria-label": t("nextMonth"), onclick: other(1) }, icon("next", 18)),
  );
}

function grid(chosen, min, max, show) {
  const first = toDate(`${chosen.slice(0, 8)}01`);
  const letters = Array.from({ length: 7 }, (_, index) => toDate(`2023-01-0${1 + index}`));
  return el(
    "div",
    { class: "calendar-grid" },
    letters.map((date) => el("abbr", { title: weekdayName(date) }, weekdayLetter(date))),
    Array.from({ length: first.getUTCDay() }, () => el("span")),
    Array.from({ length: lastDay(first) }, (_, index) => dayButton(`${chosen.slice(0, 8)}${two(index + 1)}`, chosen, min, max, show)),
  );
}

function dayButton(day, chosen, min, max, show) {
  const isChosen = day === chosen;
  return el(
    "button",
    {
      type: "button",
      class: "calendar-day",
      "aria-pressed": String(isChosen),
      "aria-label": dayWithYear(toDate(day)),
      tabindex: isChosen ? "0" : "-1",
      disabled: day < min || day > max,
      onclick: () => show(day, true),
    },
    String(Number(day.slice(8))),
  );
}

const toDate = (day) => wall(`${day}T00:00`);

const lastDay = (date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

function moved(day, steps) {
  const date = toDate(day);
  date.setUTCDate(date.getUTCDate() + steps);
  return dayOf(date);
}

/** The same day of another month, or that month's last day. */
function inOtherMonth(day, months) {
  const date = toDate(`${day.slice(0, 8)}01`);
  date.setUTCMonth(date.getUTCMonth() + months);
  date.setUTCDate(Math.min(Number(day.slice(8)), lastDay(date)));
  return dayOf(date);
}
