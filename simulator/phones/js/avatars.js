// Faces: the picture somebody has, otherwise a disc with their initial in a colour of their own.

import { el, picture } from "./dom.js";
import { icon } from "./icons.js";

const THAI_LEADING_VOWELS = /^[เแโใไ]+/u;
const TITLES = /^(ครู|ผอ\.|ศน\.|นาย|นางสาว|นาง|คุณ|ดร\.|Mr\.?|Ms\.?|Dr\.?)\s*(?=\S)/u;

/** The letter that stands for a name: Thai vowels that are written before their consonant are skipped. */
export function initial(name) {
  const bare = name.trim().replace(TITLES, "").replace(THAI_LEADING_VOWELS, "");
  return [...bare][0]?.toUpperCase() ?? "?";
}

/** A hue between 0 and 359 that always is the same for the same id. */
export function hue(id) {
  let sum = 7;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 3600;
  return sum % 360;
}

/** The face of a person or channel: `{userId, name, pictureUrl?}`. */
export function avatar({ userId, name, pictureUrl }, size = 36) {
  const face = el("span", {
    class: "avatar",
    "aria-hidden": "true",
    style: { "--size": `${size}px`, "--hue": hue(userId) },
  });
  face.append(pictureUrl ? picture(pictureUrl) : initial(name));
  return face;
}

/** The face of a group. */
export function groupAvatar({ groupId }, size = 36) {
  return el(
    "span",
    { class: "avatar", "aria-hidden": "true", style: { "--size": `${size}px`, "--hue": hue(groupId) } },
    icon("group", size * 0.6),
  );
}
