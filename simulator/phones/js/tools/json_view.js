// JSON, indented and coloured, made of nodes.

import { el } from "../dom.js";

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A block with the JSON of a value. */
export function jsonView(value) {
  const text = JSON.stringify(value, null, 2);
  const pieces = [];
  let from = 0;
  for (const found of text.matchAll(TOKEN)) {
    pieces.push(text.slice(from, found.index), el("span", { class: kind(found) }, found[0]));
    from = found.index + found[0].length;
  }
  return el("pre", { class: "json", tabindex: "0" }, pieces, text.slice(from));
}

function kind([, string, colon, word]) {
  if (string) return colon ? "json-name" : "json-text";
  return word ? "json-word" : "json-number";
}
