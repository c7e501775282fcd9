// The desk with the open phones beside each other; on a narrow screen they stand behind each other.

import { channelInAddress, phonesInAddress, writeAddress } from "./address.js";
import { oncePerFrame } from "./dom.js";
import { Phone } from "./phone/phone.js";
import { emptyDesk } from "./tools/empty_desk.js";
import { channels, people, person } from "./world.js";

const NARROW = matchMedia("(max-width: 760px)");
const ROOM_FOR_PHONE = 400;

export class Desk {
  #element;
  #phones = new Map(); // user id -> Phone
  #known = new Set();
  #changed;
  #front = null; // the phone in front on a narrow screen

  /** `changed()` is called when phones come, go, or show something else. */
  constructor(element, changed) {
    this.#element = element;
    this.channelId = channelInAddress() ?? channels()[0]?.channelId;
    this.#changed = oncePerFrame(() => {
      this.#keepAddress();
      changed();
    });
  }

  /** Open the phones that the address names, the first in front; without any, as many as fit. */
  async begin() {
    const wanted = phonesInAddress() ?? people().slice(0, this.#room()).map(({ userId }) => ({ userId }));
    people().forEach(({ userId }) => this.#known.add(userId));
    for (const { userId, chatKey } of wanted) await this.open(userId, chatKey);
    const [first] = this.#phones.keys();
    if (first) await this.open(first);
    this.#draw();
  }

  /** Open somebody's phone, or bring it to the front. */
  async open(userId, chatKey) {
    if (!person(userId)) return;
    const isNew = !this.#phones.has(userId);
    if (isNew) this.#phones.set(userId, new Phone(userId, { close: (id) => this.close(id), moved: this.#changed }));
    this.#front = userId;
    this.#draw();
    const phone = this.#phones.get(userId);
    phone.element.scrollIntoView({ inline: "nearest", block: "nearest" });
    if (isNew) await phone.open(chatKey, this.channelId);
  }

  close(userId) {
    this.#phones.get(userId)?.element.remove();
    this.#phones.delete(userId);
    if (this.#front === userId) this.#front = [...this.#phones.keys()].at(-1) ?? null;
    this.#draw();
  }

  isOpen(userId) {
    return this.#phones.has(userId) && (!NARROW.matches || this.#front === userId);
  }

  unread(userId) {
    return this.#phones.get(userId)?.unread ?? 0;
  }

  /** Let phones that are opened from now on show this channel, and turn the open ones to it. */
  async turnTo(channelId) {
    this.channelId = channelId;
    for (const phone of this.#phones.values()) {
      if (person(phone.userId).friends.includes(channelId)) await phone.openChat(channelId);
    }
    this.#changed();
  }

  /** A chat shows something new. */
  chatChanged(chatId, channelId) {
    for (const phone of this.#phones.values()) {
      const key = phone.keyOf(chatId, channelId);
      if (key) phone.attempt(() => phone.reread(key));
    }
  }

  /** People have come or gone, groups changed: new people's phones are opened as far as there is room. */
  async worldChanged() {
    this.channelId ??= channels()[0]?.channelId;
    for (const userId of this.#phones.keys()) if (!person(userId)) this.close(userId);
    for (const phone of this.#phones.values()) await phone.worldChanged();
    for (const { userId } of people()) {
      if (this.#known.has(userId)) continue;
      this.#known.add(userId);
      if (this.#phones.size < this.#room()) await this.open(userId);
    }
    this.#draw();
  }

  tick() {
    this.#phones.forEach((phone) => phone.tick());
  }

  #room() {
    return Math.max(1, Math.floor(this.#element.clientWidth / ROOM_FOR_PHONE));
  }

  #draw() {
    this.#element.querySelector(".empty-desk")?.remove();
    for (const phone of this.#phones.values()) {
      phone.element.classList.toggle("front", phone.userId === this.#front);
      if (!phone.element.isConnected) this.#element.append(phone.element);
    }
    if (this.#phones.size === 0) this.#element.append(emptyDesk());
    this.#element.classList.toggle("empty", this.#phones.size === 0);
    this.#changed();
  }

  #keepAddress() {
    const open = [...this.#phones.values()].map((phone) => ({
      userId: phone.userId,
      chatKey: phone.chatKey === this.channelId ? null : phone.chatKey,
    }));
    writeAddress(open, this.channelId);
  }
}
