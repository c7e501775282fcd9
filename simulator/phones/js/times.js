// Times as the phones show them, in their time zone and the language of the page.
//
// A wall clock, which knows no zone, is a Date here whose UTC fields are what the clock shows. Moments become wall
// clocks where they come in; everything that is shown or picked is a wall clock.

import { language } from "./words.js";

const cache = new Map();
let zone; // undefined: the browser's own

/** Let the phones lie in this time zone; null for the browser's own. */
export function liveIn(timeZone) {
  zone = timeZone ?? undefined;
}

/** What the wall clock shows at a moment (a Date, or LINE's text of one). */
export function wallAt(moment) {
  // Swedish writes 2026-11-21 09:06:03
  const shown = written("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }, new Date(moment));
  return wall(shown.replace(" ", "T"));
}

/** The wall clock that shows this day and time: `2027-01-31T09:30`. */
export const wall = (text) => new Date(`${text}Z`);

/** The moment at which the wall clock shows this. */
export function momentOf(shown) {
  const near = new Date(2 * shown - wallAt(shown));
  return new Date(near - (wallAt(near) - shown));
}

function written(locale, options, date) {
  const key = locale + JSON.stringify(options);
  if (!cache.has(key)) cache.set(key, new Intl.DateTimeFormat(locale, options));
  return cache.get(key).format(date);
}

const format = (shown, options) => written(language === "th" ? "th-TH" : "en-GB", { ...options, timeZone: "UTC" }, shown);

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

/** The day that the wall clock shows: 2027-01-31. */
export const dayOf = (shown) => shown.toISOString().slice(0, 10);

/** Two digits, as in 09:05. */
export const two = (number) => String(number).padStart(2, "0");

/** What the wall clock shows, as LINE's date picker writes it: 2027-01-31T09:30. */
export const wallText = (shown) => shown.toISOString().slice(0, 16);
