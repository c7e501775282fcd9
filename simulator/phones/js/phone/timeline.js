// The messages of a chat from top to bottom. Entries that have not changed keep their nodes, so that nothing jumps.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { dayOf, shortDay, wallAt } from "../times.js";
import { now } from "../world.js";
import { t } from "../words.js";
import { drawEntry, loadingDots } from "./entry.js";
import { isOwn } from "./inbox.js";

const CLOSE_TO_END = 60;

export class Timeline {
  #userId;
  #hands;
  #nodes = new Map(); // key -> {signature, node}
  #list = el("div", { class: "entries", role: "list" });
  #down = el("button", { type: "button", class: "go-down", "aria-label": t("goDown"), hidden: true, onclick: () => this.#toEnd(true) }, icon("down", 20));
  #atEnd = true;

  /** `hands.press(action, entryId)` presses something, `hands.menu(entry)` opens the menu of a message. */
  constructor(userId, title, hands) {
    this.#userId = userId;
    this.#hands = hands;
    this.scroller = el("div", { class: "timeline", tabindex: "0", role: "region", "aria-label": t("messages", { name: title }) }, this.#list);
    this.element = el("div", { class: "timeline-frame" }, this.scroller, this.#down);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.scroller.addEventListener("keydown", (event) => this.#walk(event));
    // Pictures that arrive late push the end away: stay there if that is where the reader was.
    const keep = new ResizeObserver(() => this.#atEnd && this.#toEnd());
    keep.observe(this.#list);
    keep.observe(this.scroller);
  }

  /** Show a chat as GET …/chat tells it. */
  show(view) {
    const wanted = this.#wanted(view);
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, { node }] of this.#nodes) {
      if (keys.has(key)) continue;
      node.remove();
      this.#nodes.delete(key);
    }
    let place = this.#list.firstChild;
    for (const item of wanted) {
      const isInPlace = this.#nodes.get(item.key)?.node === place;
      const node = this.#node(item);
      if (isInPlace && place) place = node.nextSibling;
      else this.#list.insertBefore(node, place);
    }
    this.#oneTabStop();
  }

  #wanted({ entries, loading, title }) {
    const items = [];
    let before = null;
    for (const entry of entries) {
      const shown = wallAt(entry.at);
      const newDay = !before || dayOf(shown) !== dayOf(wallAt(before.at));
      if (newDay) items.push({ key: `day ${dayOf(shown)}`, signature: dayName(shown), draw: () => daySign(shown) });
      const first = newDay || before.userId !== entry.userId || before.from !== entry.from;
      items.push({ key: entry.id, signature: JSON.stringify([entry, first]), draw: () => this.#draw(entry, first) });
      before = entry;
    }
    if (entries.length === 0) items.push({ key: "empty", signature: "", draw: () => el("p", { class: "system" }, t("emptyChat")) });
    if (loading) items.push({ key: "loading", signature: "", draw: () => loadingDots(title) });
    return items;
  }

  #draw(entry, first) {
    if (isOwn(entry, this.#userId)) this.#atEnd = true;
    return drawEntry(entry, { own: isOwn(entry, this.#userId), first }, this.#hands);
  }

  #node({ key, signature, draw }) {
    const kept = this.#nodes.get(key);
    if (kept?.signature === signature) return kept.node;
    const node = draw();
    const hadFocus = kept?.node.contains(document.activeElement);
    kept?.node.replaceWith(node);
    this.#nodes.set(key, { signature, node });
    if (hadFocus) node.querySelector(".entry-menu")?.focus();
    return node;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < CLOSE_TO_END;
    this.#down.hidden = this.#atEnd;
  }

  #toEnd(slowly = false) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: slowly && !calm ? "smooth" : "instant" });
  }

  /** Of all the messages' menus only one is a tab stop; the arrow keys walk from one to the next. */
  #oneTabStop() {
    const menus = [...this.#list.querySelectorAll(".entry-menu")];
    menus.forEach((menu, index) => (menu.tabIndex = index === menus.length - 1 ? 0 : -1));
  }

  #walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.target.matches(".entry-menu")) return;
    const menus = [...this.#list.querySelectorAll(".entry-menu")];
    const next = menus[menus.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

function dayName(date) {
  const yesterday = now();
  if (dayOf(date) === dayOf(yesterday)) return t("today");
  yesterday.setUTCDate(yesterday.getUTCDate() - 1);
  return dayOf(date) === dayOf(yesterday) ? t("yesterday") : shortDay(date);
}

const daySign = (date) => el("p", { class: "day", role: "listitem" }, el("span", {}, dayName(date)));
