// Times as a phone shows them, in the phone's own zone and the language of the page.

import { language } from "./words.js";

const cache = new Map();

function format(date, options) {
  const locale = language === "th" ? "th-TH" : "en-GB";
  const key = locale + JSON.stringify(options);
  if (!cache.has(key)) cache.set(key, new Intl.DateTimeFormat(locale, options));
  return cache.get(key).format(date);
}

export const clockTime = (date) => format(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const exactTime = (date) =>
  format(date, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
export const shortDay = (date) => format(date, { weekday: "short", day: "numeric", month: "short" });
export const fullDay = (date) => format(date, { weekday: "long", day: "numeric", month: "long" });
export const dayWithYear = (date) =>
  format(date, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
export const monthWithYear = (date) => format(date, { month: "long", year: "numeric" });
export const weekdayLetter = (date) => format(date, { weekday: "narrow" });
export const weekdayName = (date) => format(date, { weekday: "long" });

export const sameDay = (one, other) => one.toDateString() === other.toDateString();

/** Two digits, as in 09:05. */
export const two = (number) => String(number).padStart(2, "0");

/** A wall clock time without zone, as LINE's date picker writes it: 2027-01-31T09:30. */
export const wallClock = (date) =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
