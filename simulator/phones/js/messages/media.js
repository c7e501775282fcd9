// Pictures, videos, sounds, files and places.

import { el, picture, svg, webAddress } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../words.js";

/** A picture; pressing it shows it large. */
export function imageMessage({ originalContentUrl, previewImageUrl }, press) {
  const show = { type: "picture", uri: originalContentUrl };
  return el(
    "button",
    { type: "button", class: "photo", "aria-label": t("showPicture"), onclick: () => press(show) },
    picture(previewImageUrl ?? originalContentUrl),
  );
}

export function videoMessage({ originalContentUrl, previewImageUrl }) {
  return player(originalContentUrl, previewImageUrl, "16 / 10", t("play"));
}

/** A still picture that becomes a playing video when pressed. */
export function player(url, previewUrl, aspectRatio, words) {
  const frame = el("div", { class: "video", style: { "aspect-ratio": aspectRatio } });
  const start = () => frame.replaceChildren(el("video", { src: webAddress(url), controls: true, autoplay: true }));
  const button = el("button", { type: "button", class: "video-play", "aria-label": words, onclick: start }, icon("play", 26));
  frame.append(previewUrl ? picture(previewUrl) : el("span", { class: "video-blank" }), button);
  return frame;
}

const LOUDNESS = [5, 9, 15, 11, 7, 13, 20, 16, 9, 6, 12, 18, 22, 14, 8, 11, 6, 4];

export function audioMessage({ originalContentUrl, duration }) {
  const sound = new Audio();
  const toggle = () => {
    sound.src ||= webAddress(originalContentUrl);
    if (sound.paused) sound.play().catch(() => undefined); // a sound that can't be had stays silent
    else sound.pause();
  };
  return el(
    "div",
    { class: "text audio" },
    el("button", { type: "button", class: "audio-play", "aria-label": t("play"), onclick: toggle }, icon("play", 18)),
    svg(
      "svg",
      { class: "audio-wave", viewBox: "0 0 90 24", "aria-hidden": "true" },
      LOUDNESS.map((height, index) => svg("rect", { x: index * 5, y: 12 - height / 2, width: 2.4, height, rx: 1.2 })),
    ),
    el("span", {}, duration ? playingTime(duration) : ""),
  );
}

export function fileMessage({ fileName, fileSize, originalContentUrl }) {
  return el(
    "a",
    { class: "file", href: webAddress(originalContentUrl), target: "_blank", rel: "noopener" },
    icon("file", 32),
    el("span", {}, el("b", {}, fileName), el("small", {}, readableSize(fileSize))),
  );
}

/** A place: an invented town plan with a pin, then title and address. */
export function locationMessage({ title, address, latitude, longitude }, press) {
  const map = { type: "uri", uri: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}` };
  return el(
    "button",
    {
      type: "button",
      class: "place",
      "aria-label": t("openPlace", { title: title ?? t("location"), address: address ?? "" }),
      onclick: () => press(map),
    },
    townPlan(),
    el("b", {}, title ?? t("location")),
    address && el("span", {}, address),
  );
}

function townPlan() {
  const roads = ["M-5 78C60 60 120 96 245 52", "M52 -5C66 50 40 90 74 145", "M168 -5C150 40 196 90 178 145", "M-5 22 245 14", "M-5 118 245 112"];
  return svg(
    "svg",
    { class: "place-plan", viewBox: "0 0 240 130", "aria-hidden": "true" },
    svg("rect", { width: 240, height: 130, fill: "#e9efe3" }),
    svg("path", { d: "M186 60h54v48h-54zM78 22h62v36H78z", fill: "#cfe6bd" }),
    svg("path", { d: "M-5 96c40-18 60 20 90 6s40-6 60 34H-5z", fill: "#bcdcf0" }),
    roads.map((d) => svg("path", { d, fill: "none", stroke: "#fff", "stroke-width": 8 })),
    svg("ellipse", { cx: 120, cy: 84, rx: 12, ry: 4, fill: "#0003" }),
    svg("path", { d: "M120 84c-4-12-16-20-16-34a16 16 0 1 1 32 0c0 14-12 22-16 34z", fill: "#e5484d" }),
    svg("circle", { cx: 120, cy: 50, r: 6, fill: "#fff" }),
  );
}

const playingTime = (milliseconds) => {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

const readableSize = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
