// The line to write on, and what else can be sent: pictures, files, a place, stickers.

import { act, upload } from "../api.js";
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { STICKERS, stickerDrawing } from "../messages/sticker.js";
import { summary } from "../messages/message.js";
import { t } from "../words.js";
import { askPlace } from "./place_sheet.js";

export class Composer {
  #phone;
  #chat;
  #about = null; // {verb: "quote" | "edit", entry} while a message is answered or corrected
  #mention = false;
  #text = el("textarea", { rows: "1", "aria-label": t("write"), placeholder: t("write"), enterkeyhint: "send" });
  #aboutLine = el("div", { class: "composer-about", hidden: true });
  #panel = el("div", { class: "composer-panel", hidden: true });
  #menuButton = this.#button("menu", t("menu"), () => this.toMenu(), { hidden: true });
  #mentionButton = this.#button("at", "", () => this.#toggleMention(), { hidden: true, "aria-pressed": "false" });
  #send = el("button", { class: "icon-button composer-send", "aria-label": t("send"), hidden: true }, icon("send", 22));
  #picker = el("input", { type: "file", hidden: true, onchange: () => this.#sendFile() });

  constructor(phone, chat) {
    this.#phone = phone;
    this.#chat = chat;
    this.disabled = false;
    this.toMenu = () => undefined;
    this.#text.addEventListener("input", () => this.#typed());
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    this.#text.addEventListener("focus", () => this.#showPanel(null));
    const stickers = this.#button("smile", t("stickers"), () => this.#showPanel("stickers"));
    this.element = el(
      "form",
      { class: "composer", onsubmit: (event) => (event.preventDefault(), this.#submit()) },
      this.#aboutLine,
      el(
        "div",
        { class: "composer-line" },
        this.#menuButton,
        this.#button("add", t("more"), () => this.#showPanel("more")),
        this.#mentionButton,
        el("div", { class: "composer-text" }, this.#text, stickers),
        this.#send,
      ),
      this.#panel,
      this.#picker,
    );
  }

  focus() {
    this.#text.focus();
  }

  /** Put text on the line, as a postback's fillInText does. */
  fill(text) {
    this.#text.value = text;
    this.#typed();
  }

  disable(disabled) {
    this.disabled = disabled;
    this.element.inert = disabled;
  }

  /** Whether there is a rich menu to go back to. */
  offerMenu(offered) {
    this.#menuButton.hidden = !offered;
  }

  /** Which bot can be mentioned here, if any. */
  offerMention(bot) {
    this.#mentionButton.hidden = !bot;
    if (bot) this.#mentionButton.setAttribute("aria-label", t("mentionBot", bot));
  }

  /** Answer a message with what is written next. */
  quote(entry) {
    this.#setAbout({ verb: "quote", entry });
  }

  /** Correct a message that was sent. */
  edit(entry) {
    this.#setAbout({ verb: "edit", entry });
    this.fill(summary(entry));
  }

  /** Let the person choose a picture, from the camera or from the pictures they have. */
  choosePicture(camera) {
    this.#choose("image/*,video/*", camera);
  }

  #choose(accept, camera = false) {
    this.#picker.accept = accept;
    this.#picker.toggleAttribute("capture", camera);
    this.#picker.click();
  }

  #setAbout(about) {
    this.#about = about;
    this.#aboutLine.hidden = !about;
    if (!about) return;
    const { verb, entry } = about;
    const words = verb === "edit" ? t("editing") : t("replyingTo", { name: entry.name });
    const stop = this.#button("close", t("cancel"), () => this.#setAbout(null));
    this.#aboutLine.replaceChildren(el("span", {}, el("b", {}, words), el("span", {}, summary(entry))), stop);
    this.focus();
  }

  #typed() {
    this.#text.style.height = "auto";
    this.#text.style.height = `${Math.min(this.#text.scrollHeight, 96)}px`;
    this.#send.hidden = this.#text.value.trim() === "";
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape" && this.#about) {
      this.#setAbout(null);
    }
  }

  #submit() {
    const text = this.#text.value.trim();
    if (!text) return;
    const { verb, entry } = this.#about ?? {};
    const quote = verb === "quote" ? entry.id : undefined;
    const mention = this.#mention || undefined;
    this.fill("");
    this.#setAbout(null);
    this.#setMention(false);
    this.#do(() => (verb === "edit" ? this.#act("edit", { messageId: entry.id, text }) : this.#act("text", { text, quote, mention })));
  }

  #toggleMention() {
    this.#setMention(!this.#mention);
    this.focus();
  }

  #setMention(mention) {
    this.#mention = mention;
    this.#mentionButton.setAttribute("aria-pressed", String(mention));
  }

  #showPanel(name) {
    const open = name && this.#panel.dataset.name !== name;
    this.#panel.dataset.name = open ? name : "";
    this.#panel.hidden = !open;
    if (!open) return;
    this.#panel.replaceChildren(...(name === "stickers" ? this.#stickers() : this.#otherThings()));
    this.#panel.querySelector("button").focus();
  }

  #stickers() {
    return STICKERS.map((sticker) => {
      const send = () => {
        const { packageId, stickerId, keywords } = sticker;
        this.#showPanel(null);
        this.#do(() => this.#act("sticker", { packageId, stickerId, keywords }));
      };
      return el("button", { type: "button", class: "sticker-choice", "aria-label": sticker.name, onclick: send }, stickerDrawing(sticker));
    });
  }

  #otherThings() {
    const things = [
      ["picture", () => this.choosePicture(false)],
      ["camera", () => this.choosePicture(true)],
      ["file", () => this.#choose("")],
      ["place", () => this.#do(() => askPlace(this.#phone.userId, this.#chat, this.#phone.layer))],
    ];
    return things.map(([name, use]) => {
      const onclick = () => {
        this.#showPanel(null);
        use();
      };
      return el("button", { type: "button", class: "thing", onclick }, icon(name, 26), t(name));
    });
  }

  async #sendFile() {
    const [chosen] = this.#picker.files;
    this.#picker.value = "";
    if (chosen) this.#do(() => upload(this.#phone.userId, this.#chat, chosen));
  }

  #act(verb, body) {
    return act(this.#phone.userId, this.#chat, verb, body);
  }

  #do(work) {
    this.#phone.attempt(work);
  }

  #button(name, words, onclick, more = {}) {
    return el("button", { type: "button", class: "icon-button", "aria-label": words, onclick, ...more }, icon(name, 22));
  }
}
