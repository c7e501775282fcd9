// Stickers and emoji: our own dumpling with a leaf, in twelve moods. LINE's drawings are not ours to show, so every
// sticker id gets one of these.

import { el, svg } from "../dom.js";
import { t } from "../words.js";

const INK = "#3b3346";

const MOODS = [
  { name: "สวัสดี", keywords: ["Hello", "Hi"], skin: "#fff3dc", eyes: "dots", mouth: "smile", arms: "wave" },
  { name: "ขอบคุณ", keywords: ["Thank you"], skin: "#ffe1e6", eyes: "closed", mouth: "small", arms: "wai" },
  { name: "โอเค", keywords: ["OK", "Good"], skin: "#e3f6d5", eyes: "wink", mouth: "smile", arms: "thumb" },
  { name: "รัก", keywords: ["Love"], skin: "#ffe1e6", eyes: "hearts", mouth: "open", arms: "up" },
  { name: "เย้", keywords: ["Happy", "Hooray"], skin: "#fff0b8", eyes: "happy", mouth: "open", arms: "up", extra: "sparks" },
  { name: "ง่วง", keywords: ["Sleepy", "Good night"], skin: "#dfe6ff", eyes: "closed", mouth: "small", arms: "down", extra: "sleep" },
  { name: "ขอโทษ", keywords: ["Sorry"], skin: "#e4eefc", eyes: "sad", mouth: "frown", arms: "wai", extra: "sweat" },
  { name: "อะไรนะ", keywords: ["Question", "What?"], skin: "#f0e6ff", eyes: "dots", mouth: "round", arms: "chin", extra: "question" },
  { name: "ฮือ", keywords: ["Crying", "Sad"], skin: "#dff1fb", eyes: "sad", mouth: "frown", arms: "down", extra: "tears" },
  { name: "สู้ ๆ", keywords: ["Fight", "You can do it"], skin: "#ffe4cc", eyes: "fierce", mouth: "smile", arms: "up", extra: "sparks" },
  { name: "ทำงาน", keywords: ["Working", "Busy"], skin: "#e8f2e8", eyes: "dots", mouth: "small", arms: "down", extra: "laptop" },
  { name: "บ๊ายบาย", keywords: ["Bye", "See you"], skin: "#fff3dc", eyes: "happy", mouth: "smile", arms: "wave" },
];

/** The stickers a person can choose from, with the ids under which they are sent. */
export const STICKERS = MOODS.map(({ name, keywords }, index) => ({
  name,
  keywords,
  packageId: "446",
  stickerId: String(1988 + index),
}));

/** A sticker message. */
export function stickerMessage({ stickerId }) {
  const mood = moodOf(stickerId);
  return el("div", { class: "sticker", role: "img", "aria-label": `${t("sticker")}: ${mood.name}` }, drawing(mood));
}

/** The drawing of a sticker, for choosing. */
export const stickerDrawing = ({ stickerId }) => drawing(moodOf(stickerId));

/** A small face in the line of a text. */
export function emojiDrawing({ emojiId }) {
  const mood = moodOf(emojiId);
  return svg(
    "svg",
    { viewBox: "30 34 100 92", class: "emoji", role: "img", "aria-label": `(${mood.name})` },
    body(mood),
    EYES[mood.eyes](),
    MOUTHS[mood.mouth](),
  );
}

function moodOf(id) {
  const number = Number(String(id).slice(-6)) || 0;
  return MOODS[(((number - 1988) % MOODS.length) + MOODS.length) % MOODS.length];
}

function drawing(mood) {
  return svg(
    "svg",
    { viewBox: "0 0 160 160", "aria-hidden": "true" },
    svg("ellipse", { cx: 80, cy: 126, rx: 38, ry: 6, fill: "#0000001a" }),
    leaf(),
    body(mood),
    svg("circle", { cx: 54, cy: 92, r: 6, fill: "#ff9c9c66" }),
    svg("circle", { cx: 106, cy: 92, r: 6, fill: "#ff9c9c66" }),
    EYES[mood.eyes](),
    MOUTHS[mood.mouth](),
    ARMS[mood.arms](mood.skin),
    EXTRAS[mood.extra]?.(),
    caption(mood.name),
  );
}

const line = (d, attributes = {}) =>
  svg("path", { d, fill: "none", stroke: INK, "stroke-width": 3.6, "stroke-linecap": "round", "stroke-linejoin": "round", ...attributes });

const leaf = () =>
  svg("g", {}, line("M80 44C80 36 80 33 79 28"), line("M79 31C68 32 62 26 60 18 70 17 78 21 79 31z", { fill: "#8fce6a" }), line("M79 29C86 27 92 22 93 14 84 13 78 19 79 29z", { fill: "#a9dd84" }));

const body = ({ skin }) =>
  line("M80 43C104 43 122 60 124 86 125 108 110 124 80 124S35 108 36 86C38 60 56 43 80 43z", { fill: skin });

const dot = (cx, cy, r = 4.2) => svg("circle", { cx, cy, r, fill: INK });

const heart = (x, y, size, fill = "#f0566b") =>
  svg("path", { d: "M0 9C-13 0-8-11 0-4 8-11 13 0 0 9z", fill, transform: `translate(${x} ${y}) scale(${size})` });

const EYES = {
  dots: () => svg("g", {}, dot(65, 80), dot(95, 80)),
  closed: () => line("M59 81c3 4 9 4 12 0M89 81c3 4 9 4 12 0"),
  happy: () => line("M59 82c2-6 10-6 12 0M89 82c2-6 10-6 12 0"),
  wink: () => svg("g", {}, dot(65, 80), line("M89 82c2-6 10-6 12 0")),
  hearts: () => svg("g", {}, heart(65, 79, 0.9), heart(95, 79, 0.9)),
  sad: () => svg("g", {}, dot(65, 82, 3.6), dot(95, 82, 3.6), line("M57 73l10-4M103 73l-10-4", { "stroke-width": 3 })),
  fierce: () => svg("g", {}, dot(65, 82), dot(95, 82), line("M57 70l11 4M103 70l-11 4", { "stroke-width": 3 })),
};

const MOUTHS = {
  smile: () => line("M71 92c5 7 13 7 18 0"),
  small: () => line("M76 94c2.5 2.5 5.5 2.5 8 0"),
  open: () => line("M70 90h20c0 14-20 14-20 0z", { fill: "#e8606b" }),
  frown: () => line("M73 98c4-5 10-5 14 0"),
  round: () => line("M80 91a4 5 0 1 0 .1 0z", { fill: "#e8606b" }),
};

const ARMS = {
  down: () => line("M40 98c-6 3-9 8-9 13M120 98c6 3 9 8 9 13"),
  up: () => line("M41 84c-8-3-14-10-15-19M119 84c8-3 14-10 15-19"),
  wave: () => svg("g", {}, line("M40 98c-6 3-9 8-9 13M119 84c9-4 14-11 15-21"), line("M142 62c3-4 3-9 1-13M150 66c5-6 5-14 2-20", { "stroke-width": 2.6, stroke: "#9aa" })),
  thumb: () => svg("g", {}, line("M40 98c-6 3-9 8-9 13M119 90c6 1 9 0 12-3"), line("M131 92v-14l3-8c4 0 5 3 4 8h7c3 0 3 15-1 16h-11z", { fill: "#ffe0b5" })),
  wai: (skin) => line("M62 112c8 0 14-3 18-12 4 9 10 12 18 12M80 99c-4 6-4 12 0 16 4-4 4-10 0-16z", { fill: skin }),
  chin: () => line("M40 98c-6 3-9 8-9 13M118 104c-8 4-14 3-22-1"),
};

const EXTRAS = {
  sparks: () => svg("g", {}, star(28, 44, 7), star(134, 38, 9), star(142, 96, 5)),
  sleep: () => svg("text", { x: 116, y: 46, class: "sticker-letters", fill: "#7b8fd6" }, "Zzz"),
  sweat: () => svg("path", { d: "M116 58c-5 8-5 12 0 12s5-4 0-12z", fill: "#79c3ee" }),
  question: () => svg("text", { x: 122, y: 52, class: "sticker-letters big", fill: "#8b6cc9" }, "?"),
  tears: () => svg("path", { d: "M62 88c-4 8-6 18-3 24h6c2-8 1-16-3-24zM98 88c4 8 6 18 3 24h-6c-2-8-1-16 3-24z", fill: "#79c3eecc" }),
  laptop: () => svg("g", {}, line("M52 98h56l5 26H47z", { fill: "#dfe5ee" }), svg("circle", { cx: 80, cy: 111, r: 4, fill: "#8fce6a" })),
};

const star = (x, y, size) =>
  svg("path", { d: "M0-1C.15-.2.2-.15 1 0 .2.15.15.2 0 1-.15.2-.2.15-1 0-.2-.15-.15-.2 0-1z", fill: "#f6b73c", transform: `translate(${x} ${y}) scale(${size})` });

const caption = (words) => svg("text", { x: 80, y: 152, class: "sticker-caption", "text-anchor": "middle" }, words);
