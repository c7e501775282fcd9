// Ask for a place to send.

import { act } from "../api.js";
import { el } from "../dom.js";
import { field } from "../forms.js";
import { t } from "../words.js";
import { ask } from "./sheet.js";

/** Ask for a place and send it. */
export async function askPlace(userId, chat, layer) {
  const place = await ask(layer, t("place"), form);
  if (place) await act(userId, chat, "location", place);
}

function form(answer) {
  const title = el("input", { name: "title", value: t("examplePlace"), maxlength: "100", required: true, autocomplete: "off" });
  const address = el("input", { name: "address", value: t("exampleAddress"), maxlength: "100", required: true, autocomplete: "off" });
  const latitude = coordinate("13.7563", 90);
  const longitude = coordinate("100.5018", 180);
  const send = (event) => {
    event.preventDefault();
    answer({ title: title.value, address: address.value, latitude: latitude.valueAsNumber, longitude: longitude.valueAsNumber });
  };
  return el(
    "form",
    { class: "form", onsubmit: send },
    field(t("placeTitle"), title),
    field(t("placeAddress"), address),
    el("div", { class: "field-pair" }, field(t("latitude"), latitude), field(t("longitude"), longitude)),
    el("button", { class: "big-button" }, t("sendPlace")),
  );
}

const coordinate = (value, limit) => el("input", { type: "number", step: "any", min: String(-limit), max: String(limit), value, required: true });
