// The chats of one phone: what they show, and what has not been seen yet.

import { readChat } from "../api.js";
import { chatByKey, chatsOf } from "../world.js";

export class Inbox {
  #userId;
  #arrived;
  #views = new Map();
  #seen = new Map(); // chat key -> id of the newest entry that was seen
  #running = new Map(); // chat key -> the reading under way; answers must not overtake each other
  #waiting = new Map(); // chat key -> the reading that comes next, for all who ask meanwhile

  /** `arrived(key, entry)` is called once for every message of somebody else that comes from now on. */
  constructor(userId, arrived) {
    this.#userId = userId;
    this.#arrived = arrived;
  }

  /** Read all chats; what stands in chats that are read for the first time counts as seen. */
  async load() {
    await Promise.all(chatsOf(this.#userId).map(({ key }) => this.update(key)));
  }

  /** Read one chat again. */
  update(key) {
    const waiting = this.#waiting.get(key);
    if (waiting) return waiting;
    const turn = (this.#running.get(key) ?? Promise.resolve()).then(() => {
      this.#waiting.delete(key);
      const reading = this.#read(key);
      this.#running.set(key, reading.catch(() => undefined));
      return reading;
    });
    this.#waiting.set(key, turn);
    return turn;
  }

  async #read(key) {
    const view = await readChat(this.#userId, chatByKey(key));
    const before = this.#views.get(key);
    this.#views.set(key, view);
    if (!before) {
      this.markSeen(key);
      return;
    }
    const known = new Set(before.entries.map(({ id }) => id));
    const fresh = view.entries.filter((entry) => !known.has(entry.id) && isFromOthers(entry, this.#userId));
    fresh.forEach((entry) => this.#arrived(key, entry));
  }

  /** What a chat shows: the answer of GET …/chat, undefined before it was read. */
  view(key) {
    return this.#views.get(key);
  }

  newest(key) {
    return this.#views.get(key)?.entries.at(-1);
  }

  markSeen(key) {
    this.#seen.set(key, this.newest(key)?.id);
  }

  /** How many messages of others came since the chat was last looked at. */
  unread(key) {
    const entries = this.#views.get(key)?.entries ?? [];
    const from = entries.findIndex(({ id }) => id === this.#seen.get(key)) + 1;
    return entries.slice(from).filter((entry) => isFromOthers(entry, this.#userId)).length;
  }

  unreadInAll() {
    return [...this.#views.keys()].reduce((sum, key) => sum + this.unread(key), 0);
  }
}

/** Whether an entry is a message of a bot or of another person. */
const isFromOthers = (entry, userId) => entry.from !== "system" && !isOwn(entry, userId);

export const isOwn = (entry, userId) => entry.from === "person" && entry.userId === userId;
