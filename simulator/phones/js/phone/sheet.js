// A sheet that comes up from the bottom of a phone and asks for something.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../words.js";

/**
 * Ask in a sheet. `build(answer)` returns what the sheet shows and calls `answer(value)` when the person has chosen.
 * Gives the value, or null when the sheet is put away.
 */
export function ask(layer, title, build) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const beneath = [...layer.parentElement.children].filter((one) => one !== layer && !one.inert);
    const answer = (value) => {
      layer.replaceChildren();
      beneath.forEach((one) => (one.inert = false));
      if (before?.isConnected) before.focus();
      resolve(value);
    };
    const sheet = el(
      "div",
      { class: "sheet", role: "dialog", "aria-modal": "true", "aria-label": title },
      el("header", { class: "sheet-head" }, el("h2", {}, title), closeButton(() => answer(null))),
      build(answer),
    );
    sheet.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      answer(null);
    });
    beneath.forEach((one) => (one.inert = true));
    layer.replaceChildren(el("div", { class: "sheet-shade", onclick: () => answer(null) }), sheet);
    (sheet.querySelector("[autofocus]") ?? sheet.querySelector(".sheet-head ~ * button, .sheet-head ~ * input") ?? sheet).focus();
  });
}

/** Let the person choose from a list: `[{words, icon, value, danger?}]`. */
export function choose(layer, title, choices) {
  return ask(layer, title, (answer) =>
    el(
      "ul",
      { class: "sheet-choices" },
      choices.map((choice) =>
        el(
          "li",
          {},
          el(
            "button",
            { type: "button", class: choice.danger ? "danger" : null, onclick: () => answer(choice.value) },
            icon(choice.icon, 22),
            choice.words,
          ),
        ),
      ),
    ),
  );
}

/** Show a picture over the whole screen of the phone. */
export function showPicture(layer, image) {
  return ask(layer, t("image"), () => el("div", { class: "sheet-picture" }, image));
}

function closeButton(onclick) {
  return el("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick }, icon("close", 20));
}
