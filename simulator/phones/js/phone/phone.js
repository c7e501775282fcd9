// One person's phone: what is on its screen, and what happens on it.

import { act, Refused } from "../api.js";
import { avatar } from "../avatars.js";
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { summary } from "../messages/message.js";
import { clockTime } from "../times.js";
import { channels, chatByKey, chatsOf, now, person } from "../world.js";
import { t } from "../words.js";
import { ChatScreen } from "./chat_screen.js";
import { Inbox } from "./inbox.js";
import { listScreen } from "./list_screen.js";
import { lockScreen, notice } from "./lock_screen.js";

const BANNER_SECONDS = 6;
const TOAST_SECONDS = 3.5;

export class Phone {
  #desk;
  #inbox;
  #chatScreen = null;
  #isNew = false; // there is no chat yet: the first one opens by itself
  #locked = false;
  #notices = [];
  #screen = el("div", { class: "view" });
  #banner = el("div", { class: "banner" });
  #toast = el("p", { class: "toast", role: "status" });
  #spoken = el("p", { class: "visually-hidden", "aria-live": "polite" });
  #time = el("span", { class: "status-time" });
  #lockButton;

  /** `desk` gets close(userId) and moved(), the latter when another chat is on the screen. */
  constructor(userId, desk) {
    this.userId = userId;
    this.chatKey = null;
    this.#desk = desk;
    this.#inbox = new Inbox(userId, (key, entry) => this.#arrive(key, entry));
    this.layer = el("div", { class: "sheets" });
    this.toast = (words) => this.#showToast(words);
    this.element = this.#build();
    this.tick();
  }

  /** Read the chats and show one of them: the wanted one if it exists, else the channel's, else the list. */
  async open(chatKey, channelId) {
    await this.#inbox.load();
    const keys = chatsOf(this.userId).map(({ key }) => key);
    const [key] = [chatKey, channelId, keys[0]].filter((one) => one && keys.includes(one));
    this.#isNew = !key;
    if (this.#locked) this.chatKey = key ?? null; // somebody was quicker; the chat comes when the phone is unlocked
    else if (key) await this.openChat(key);
    else this.back();
  }

  /** Put a chat on the screen. */
  async openChat(key) {
    const chat = chatByKey(key);
    if (!chat) return;
    this.#locked = false;
    if (!this.#inbox.view(key)) await this.#inbox.update(key);
    this.chatKey = key;
    this.#inbox.markSeen(key);
    this.#notices = this.#notices.filter((one) => one.key !== key);
    this.#chatScreen = new ChatScreen(this, chat);
    this.#put(this.#chatScreen.element, "chat");
    this.#chatScreen.show(this.#inbox.view(key));
    this.#banner.replaceChildren();
    this.#desk.moved();
  }

  /** Put the list of chats on the screen. */
  back() {
    this.chatKey = null;
    this.#chatScreen = null;
    this.#locked = false;
    this.#draw();
    this.#desk.moved();
  }

  /** A chat has changed: read it again and show what is new. */
  async reread(key) {
    if (chatByKey(key)) await this.#inbox.update(key);
    this.#show();
  }

  /** People, groups, friends or blocks have changed. */
  async worldChanged() {
    await this.#inbox.load();
    const keys = chatsOf(this.userId).map(({ key }) => key);
    if (this.#isNew && keys.length > 0) await this.open();
    else if (this.chatKey && !keys.includes(this.chatKey)) this.back();
    else this.#show();
  }

  /** Whether a chat of this id (a person's for one-to-one chats, a group's) is on this phone; gives its key. */
  keyOf(chatId, channelId) {
    if (chatId === this.userId) return channelId;
    return chatsOf(this.userId).find(({ key }) => key === chatId)?.key;
  }

  get unread() {
    return this.#inbox.unreadInAll();
  }

  /** Show the present time. */
  tick() {
    this.#time.textContent = clockTime(now());
    if (this.#locked) this.element.querySelector(".lock-time")?.replaceChildren(clockTime(now()));
  }

  /** Do something and say it on the phone if the simulator refuses. */
  async attempt(work) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.toast(error.message);
    }
  }

  #build() {
    const { name } = person(this.userId);
    this.#lockButton = el(
      "button",
      { type: "button", class: "icon-button", "aria-label": t("lock"), "aria-pressed": "false", onclick: () => this.#lock(!this.#locked) },
      icon("lock", 18),
    );
    const close = el(
      "button",
      { type: "button", class: "icon-button", "aria-label": t("closePhone", { name }), onclick: () => this.#desk.close(this.userId) },
      icon("close", 18),
    );
    return el(
      "article",
      { class: "phone", "aria-label": t("phoneOf", { name }), "data-user": this.userId },
      el("header", { class: "phone-tag" }, avatar(person(this.userId), 28), el("b", {}, name), this.#lockButton, close),
      el(
        "div",
        { class: "device" },
        el("div", { class: "screen" }, this.#statusBar(), this.#screen, this.#banner, this.layer, this.#toast, el("span", { class: "home", "aria-hidden": "true" })),
      ),
      this.#spoken,
    );
  }

  #statusBar() {
    return el(
      "div",
      { class: "status-bar", "aria-hidden": "true" },
      this.#time,
      el("span", { class: "island" }),
      el("span", { class: "status-signs" }, el("i", { class: "signal" }), el("i", { class: "battery" })),
    );
  }

  #isOnScreen(key) {
    return this.#chatScreen !== null && this.chatKey === key && !this.#locked;
  }

  /** Bring the screen up to date with what was read; for somebody who is gone there is nothing to show. */
  #show() {
    if (!person(this.userId)) return;
    if (this.#isOnScreen(this.chatKey)) {
      this.#inbox.markSeen(this.chatKey);
      this.#chatScreen.show(this.#inbox.view(this.chatKey));
    } else {
      this.#draw();
    }
    this.#desk.moved();
  }

  #lock(locked) {
    this.#locked = locked;
    if (locked || !this.chatKey) this.#draw();
    else this.attempt(() => this.openChat(this.chatKey));
  }

  #draw() {
    const open = (key) => this.attempt(() => this.openChat(key));
    if (this.#locked) {
      this.#put(lockScreen(this.userId, this.#notices, { open, unlock: () => this.#lock(false) }), "lock");
    } else if (!this.chatKey) {
      this.#put(listScreen(this.userId, this.#inbox, { open, befriend: (channelId) => this.#befriend(channelId) }), "list");
    }
  }

  /** Put a screen up. The focus stays where it was on the same screen, and goes to the top of another one. */
  #put(node, name) {
    const isSame = this.element.dataset.screen === name;
    const buttons = () => [...this.#screen.querySelectorAll("button")];
    const focused = buttons().indexOf(document.activeElement);
    const hadFocus = focused >= 0 || this.#banner.contains(document.activeElement);
    this.element.dataset.screen = name;
    this.#lockButton.setAttribute("aria-pressed", String(this.#locked));
    this.#screen.replaceChildren(node);
    if (hadFocus) buttons()[isSame ? Math.max(focused, 0) : 0]?.focus();
  }

  #befriend(channelId) {
    this.attempt(async () => {
      await act(this.userId, { channelId }, "follow");
      await this.openChat(channelId);
    });
  }

  /** A message of somebody else has come. Silent ones are only counted, as LINE does. */
  #arrive(key, entry) {
    const chat = chatByKey(key);
    const sender = channels().some(({ name }) => name === entry.name) ? "" : `${entry.name}: `;
    const text = summary(entry);
    this.#spoken.textContent = t("newMessage", { name: entry.name, text });
    if (this.#isOnScreen(key) || entry.notificationDisabled) return;
    const one = { key, title: chat.title, text: chat.groupId ? sender + text : text, at: entry.at };
    this.#notices = [one, ...this.#notices].slice(0, 20);
    if (this.#locked) this.#draw();
    else this.#showBanner(one);
  }

  #showBanner(one) {
    const shown = notice(one, (key) => this.attempt(() => this.openChat(key)));
    this.#banner.replaceChildren(shown);
    setTimeout(() => shown.remove(), BANNER_SECONDS * 1000);
  }

  #showToast(words) {
    this.#toast.textContent = words;
    setTimeout(() => this.#toast.textContent === words && (this.#toast.textContent = ""), TOAST_SECONDS * 1000);
  }
}
