// One message object of LINE, whatever its kind, as a node.

import { el } from "../dom.js";
import { t } from "../words.js";
import { flexMessage } from "./flex.js";
import { imagemapMessage } from "./imagemap.js";
import { audioMessage, fileMessage, imageMessage, locationMessage, videoMessage } from "./media.js";
import { stickerMessage } from "./sticker.js";
import { templateMessage } from "./templates.js";
import { textMessage } from "./text.js";

const KINDS = {
  text: textMessage,
  textV2: textMessage,
  sticker: stickerMessage,
  image: imageMessage,
  video: videoMessage,
  audio: audioMessage,
  file: fileMessage,
  location: locationMessage,
  template: templateMessage,
  imagemap: imagemapMessage,
  flex: flexMessage,
};

/** Draw a message; `press(action)` is called for what is pressed in it. */
export function drawMessage(message, press) {
  const draw = KINDS[message.type];
  if (draw) return draw(message, press);
  return el("div", { class: "text unknown" }, message.altText ?? t("unknownMessage", { type: message.type }));
}

/** One line that stands for a chat entry in lists, notifications and quotes. */
export function summary(entry) {
  const { message } = entry;
  if (entry.unsent) return t("unsent");
  if (message.type.startsWith("text")) return textMessage(message).textContent;
  return message.altText ?? message.fileName ?? t(message.type);
}
