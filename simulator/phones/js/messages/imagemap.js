// Imagemap messages: one picture with areas to press, perhaps with a video in it.

import { el, picture } from "../dom.js";
import { t } from "../words.js";
import { player } from "./media.js";
import { actionLabel } from "./pressable.js";

/** An imagemap. Its actions say `linkUri` where other actions say `uri`; `press` gets the latter form. */
export function imagemapMessage({ baseUrl, baseSize, altText, actions, video }, press) {
  const map = el(
    "div",
    { class: "imagemap", style: { "aspect-ratio": `${baseSize.width} / ${baseSize.height}` } },
    picture(`${baseUrl}/1040`, { alt: altText }),
  );
  if (video) map.append(place(player(video.originalContentUrl, video.previewImageUrl, "auto", t("play")), video.area, baseSize));
  for (const action of actions) {
    const common = commonAction(action);
    const area = el("button", {
      type: "button",
      class: "press-area",
      "aria-label": actionLabel(common),
      onclick: () => press(common),
    });
    map.append(place(area, action.area, baseSize));
  }
  return map;
}

/** Lay something over the part of a picture that `area` names. */
export function place(node, area, size) {
  node.style.left = `${(area.x / size.width) * 100}%`;
  node.style.top = `${(area.y / size.height) * 100}%`;
  node.style.width = `${(area.width / size.width) * 100}%`;
  node.style.height = `${(area.height / size.height) * 100}%`;
  return node;
}

function commonAction({ area, linkUri, ...rest }) {
  return linkUri ? { ...rest, label: rest.label ?? linkUri, uri: linkUri } : rest;
}
