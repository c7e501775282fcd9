// The simulator's control API, as the page uses it.

import { t } from "./words.js";

/** What the simulator said no to, in its own words. */
export class Refused extends Error {}

async function call(method, path, body) {
  const json = body !== undefined && !(body instanceof FormData);
  const response = await fetch(path, {
    method,
    headers: json ? { "Content-Type": "application/json" } : {},
    body: json ? JSON.stringify(body) : body,
  }).catch(() => {
    throw new Refused(t("offline"));
  });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  if (!response.ok) throw new Refused(answer.message ?? `${response.status}`);
  return answer;
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const remove = (path) => call("DELETE", path);

/** Do something in a chat as a person: type, tap, send a picture, … */
export function act(userId, chat, verb, body = {}) {
  const { path, who } = inChat(userId, chat, verb);
  return post(path, { ...who, ...body });
}

/** Send a picture, video, sound or any other file. */
export function upload(userId, chat, file) {
  const { path, who } = inChat(userId, chat, "file");
  const form = new FormData();
  Object.entries(who).forEach(([name, value]) => form.append(name, value));
  form.append("file", file, file.name);
  return post(path, form);
}

/** What the person's phone shows of a chat. */
export function readChat(userId, chat) {
  return chat.groupId
    ? get(`/sim/groups/${chat.groupId}/chat?userId=${userId}`)
    : get(`/sim/people/${userId}/chat?channel=${chat.channelId}`);
}

/** Listen to what happens. `heard` gets each piece of news, `connected` whether the line stands. */
export function listen(heard, connected) {
  const stream = new EventSource("/sim/live");
  stream.onopen = () => connected(true);
  stream.onerror = () => connected(false);
  stream.onmessage = (event) => heard(JSON.parse(event.data));
}

// The path of what somebody does in a chat, and what must be said with it.
function inChat(userId, chat, verb) {
  return chat.groupId
    ? { path: `/sim/groups/${chat.groupId}/${verb}`, who: { userId } }
    : { path: `/sim/people/${userId}/${verb}`, who: { channel: chat.channelId } };
}
