// The locked phone: the time, and the notifications that came while nobody looked.

import { hue } from "../avatars.js";
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { clockTime, fullDay, wallAt } from "../times.js";
import { chatByKey, now } from "../world.js";
import { t } from "../words.js";
import { chatAvatar } from "./list_screen.js";

/** The lock screen with its notifications `[{key, title, text, at}]`, newest first; `open(key)` opens a chat. */
export function lockScreen(userId, notifications, { open, unlock }) {
  return el(
    "section",
    { class: "lock-screen", style: { "--hue": hue(userId) }, "aria-label": t("notifications") },
    el("p", { class: "lock-day" }, fullDay(now())),
    el("p", { class: "lock-time" }, clockTime(now())),
    notifications.length
      ? el("ul", { class: "lock-notices" }, notifications.map((one) => el("li", {}, notice(one, open))))
      : el("p", { class: "lock-nothing" }, t("noNotifications")),
    el("button", { type: "button", class: "lock-open", onclick: unlock }, icon("lock", 20), t("unlock")),
  );
}

/** A notification as the phone shows it: who, what, when; pressing it opens the chat. */
export function notice({ key, title, text, at }, open) {
  return el(
    "button",
    { type: "button", class: "notice", onclick: () => open(key) },
    chatAvatar(chatByKey(key), 36),
    el("span", { class: "notice-words" }, el("b", {}, title), el("span", {}, text)),
    el("time", {}, clockTime(wallAt(at))),
  );
}
