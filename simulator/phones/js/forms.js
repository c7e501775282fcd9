// Parts of forms.

import { el } from "./dom.js";

/** An input under its words. */
export const field = (words, input) => el("label", { class: "field" }, el("span", {}, words), input);

/** A box to tick, before its words. */
export const tick = (words, input) => el("label", { class: "tick" }, input, el("span", {}, words));
