// Switches for things to go wrong.

import { post, remove } from "../api.js";
import { el } from "../dom.js";
import { field } from "../forms.js";
import { faults } from "../world.js";
import { label, t } from "../words.js";
import { popover } from "./popover.js";

const WHERE = ["reply", "push", "multicast", "broadcast", "*", "webhook"];
const CALLS = ["timeout-after-accept", "timeout", "drop", "drop-after-accept", "slow", "500", "html", "429-rate", "429-monthly"];
const WEBHOOKS = ["drop", "slow", "duplicate", "reorder"];

export class FaultsTool {
  #tool;
  #list = el("ul", { class: "fault-list" });

  constructor() {
    this.#tool = popover("faults", "bolt", t("faults"), t("faultsHelp"), this.#list, form());
    this.element = this.#tool.element;
    this.show();
  }

  /** Show the faults in force. */
  show() {
    const all = faults();
    this.#tool.button.classList.toggle("alarm", all.length > 0);
    this.#tool.shown.textContent = all.length ? `${t("faults")} ${all.length}` : t("faults");
    this.#list.replaceChildren(...all.map(row));
  }
}

function row(fault) {
  const left = fault.times === null ? t("faultAlways") : t("leftOf", { count: fault.times - fault.struck });
  return el(
    "li",
    {},
    el("span", {}, el("code", {}, whereWords(fault.endpoint)), ` ${whatWords(fault)}`, el("small", {}, `${left} · ${t("struck", { count: fault.struck })}`)),
    el("button", { type: "button", class: "small-button", onclick: () => remove(`/sim/faults/${fault.id}`) }, t("switchOff")),
  );
}

function form() {
  const where = el("select", { name: "endpoint" }, WHERE.map((name) => el("option", { value: name }, whereWords(name))));
  const what = el("select", { name: "kind" });
  const times = el("input", { type: "number", min: "1", max: "1000", value: "1", required: true });
  const always = el("input", { type: "checkbox", onchange: () => (times.disabled = always.checked) });
  const fill = () => {
    const kinds = where.value === "webhook" ? WEBHOOKS : CALLS;
    what.replaceChildren(...kinds.map((kind) => el("option", { value: kind }, whatWords({ endpoint: where.value, kind }))));
  };
  where.addEventListener("change", fill);
  fill();
  const order = (event) => {
    event.preventDefault();
    post("/sim/faults", { endpoint: where.value, kind: what.value, times: always.checked ? null : times.valueAsNumber });
  };
  return el(
    "form",
    { class: "form", onsubmit: order },
    field(t("faultWhere"), where),
    field(t("faultWhat"), what),
    el("div", { class: "field-row" }, field(t("faultTimes"), times), el("label", { class: "tick" }, always, el("span", {}, t("faultAlways")))),
    el("button", { class: "big-button" }, t("switchOn")),
  );
}

const whereWords = (endpoint) => (endpoint === "*" ? t("everyCall") : endpoint);

const whatWords = ({ endpoint, kind }) => label(endpoint === "webhook" ? `webhook:${kind}` : kind);
