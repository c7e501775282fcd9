// An open chat: its head, messages, quick replies, the rich menu and the line to write on.

import { act } from "../api.js";
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { channelOf, group, isBlocked, person } from "../world.js";
import { t } from "../words.js";
import { chatMenu } from "./chat_menu.js";
import { Composer } from "./composer.js";
import { entryMenu } from "./entry_menu.js";
import { pressAction } from "./press.js";
import { quickReplies } from "./quick_replies.js";
import { RichMenu } from "./rich_menu.js";
import { Timeline } from "./timeline.js";

export class ChatScreen {
  #phone;
  #chat;
  #view = null;
  #title = el("h2");
  #mode = "menu"; // what the foot shows when there is a rich menu: "menu" or "text"
  #offered = null;
  #dotsEnd = 0;
  #timeline;
  #composer;
  #richMenu;
  #quickReplies = el("div", { class: "quick-reply-place" });
  #notice = el("div", { class: "chat-notice", hidden: true });

  /** `phone` offers userId, layer (for sheets), toast(words), attempt(work), back() and reread(key). */
  constructor(phone, chat) {
    this.#phone = phone;
    this.#chat = chat;
    const press = (action, entryId) => this.#press(action, entryId);
    this.#timeline = new Timeline(phone.userId, chat.title, { press, menu: (entry) => this.#entryMenu(entry) });
    this.#composer = new Composer(phone, chat);
    this.#richMenu = new RichMenu(press, () => this.#layOut());
    this.#composer.toMenu = () => this.#layOut("menu");
    this.#richMenu.toKeyboard = () => this.#layOut("text");
    this.element = el(
      "section",
      { class: "chat-screen", "aria-label": chat.title },
      this.#head(),
      this.#notice,
      this.#timeline.element,
      this.#quickReplies,
      el("div", { class: "chat-foot" }, this.#richMenu.bar, this.#composer.element, this.#richMenu.panel),
    );
  }

  /** Show the chat as GET …/chat tells it. */
  show(view) {
    this.#view = view;
    this.#showTitle(view);
    this.#timeline.show(view);
    this.#composer.offerMention(this.#chat.groupId ? channelOf(this.#chat) : undefined);
    this.#showQuickReplies(view);
    this.#richMenu.show(view.richMenu);
    this.#showFriendship();
    this.#layOut();
    this.#waitForDots(view.loading);
  }

  #head() {
    return el(
      "header",
      { class: "chat-head" },
      el("button", { type: "button", class: "icon-button", "aria-label": t("back"), onclick: () => this.#phone.back() }, icon("back", 22)),
      this.#title,
      el("button", { type: "button", class: "icon-button", "aria-label": t("chatMenu"), onclick: () => this.#chatMenu() }, icon("menu", 22)),
    );
  }

  #showTitle({ title }) {
    const members = group(this.#chat.groupId)?.members.length;
    this.#title.replaceChildren(
      members ? "" : el("span", { class: "official", role: "img", "aria-label": t("officialAccount") }, icon("badge", 16)),
      el("span", { class: "chat-title" }, title),
      members ? el("span", { class: "members" }, `(${members})`) : "",
    );
  }

  /** Draw the quick replies, but only when they are others, so that focus and position stay. */
  #showQuickReplies(view) {
    const offered = JSON.stringify(view.buttons.filter((button) => button.in === "quickReply"));
    if (offered === this.#offered) return;
    this.#offered = offered;
    const row = quickReplies(view, (action, entryId) => this.#press(action, entryId));
    this.#quickReplies.replaceChildren(...(row ? [row] : []));
  }

  #showFriendship() {
    const { channelId } = this.#chat;
    const { userId } = this.#phone;
    const blocked = isBlocked(userId, this.#chat);
    const stranger = Boolean(channelId) && !blocked && !person(userId).friends.includes(channelId);
    this.#notice.hidden = !(blocked || stranger);
    this.#composer.disable(blocked);
    if (this.#notice.hidden) return;
    const follow = () => this.#phone.attempt(() => act(userId, this.#chat, "follow"));
    this.#notice.replaceChildren(
      el("span", {}, blocked ? t("blockedNote") : t("strangerNote")),
      el("button", { type: "button", class: "small-button", onclick: follow }, blocked ? t("unblock") : t("addFriend")),
    );
  }

  /** With a rich menu the foot is either the menu's bar or the line to write on. */
  #layOut(mode = this.#mode) {
    this.#mode = mode;
    const hasMenu = Boolean(this.#view?.richMenu) && !this.#composer.disabled;
    this.#richMenu.setVisible(hasMenu && mode === "menu");
    this.#composer.element.hidden = hasMenu && mode === "menu";
    this.#composer.offerMenu(hasMenu);
  }

  #press(action, entryId) {
    const tools = { userId: this.#phone.userId, chat: this.#chat, view: this.#view, layer: this.#phone.layer, toast: this.#phone.toast };
    this.#phone.attempt(async () => {
      await pressAction(action, entryId, { ...tools, composer: this.#composer });
      if (action.inputOption) this.#follow(action);
    });
  }

  /** What a postback wants done with menu and keyboard. */
  #follow({ inputOption, fillInText }) {
    if (inputOption === "openRichMenu") this.#layOut("menu");
    if (inputOption === "closeRichMenu" || inputOption === "openRichMenu") this.#richMenu.setOpen(inputOption === "openRichMenu");
    if (inputOption !== "openKeyboard" && inputOption !== "openVoice") return;
    this.#layOut("text");
    if (fillInText) this.#composer.fill(fillInText);
    this.#composer.focus();
  }

  #entryMenu(entry) {
    this.#phone.attempt(() => entryMenu(entry, { phone: this.#phone, chat: this.#chat, composer: this.#composer, toText: () => this.#layOut("text") }));
  }

  #chatMenu() {
    this.#phone.attempt(() => chatMenu(this.#phone, this.#chat, channelOf(this.#chat)));
  }

  /** Nobody tells when the dots have had their time: look again until they are gone. */
  #waitForDots(loading) {
    clearTimeout(this.#dotsEnd);
    if (loading) this.#dotsEnd = setTimeout(() => this.element.isConnected && this.#phone.reread(this.#chat.key), 2500);
  }
}
