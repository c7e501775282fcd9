// The drawer with every call and every webhook: when, what, how it went, how long it took and what it cost.

import { get } from "../api.js";
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { exactTime, wallAt } from "../times.js";
import { t } from "../words.js";
import { jsonView } from "./json_view.js";

const KEPT = 300;
const KINDS = { both: () => true, callsOnly: (entry) => entry.direction === "call", webhooksOnly: (entry) => entry.direction === "webhook" };

export class Drawer {
  #element;
  #entries = [];
  #list = el("ol", { class: "log", reversed: true });
  #kind = "both";
  #words = "";

  constructor(element) {
    this.#element = element;
    this.toggled = () => undefined;
    element.setAttribute("aria-label", t("log"));
    element.append(
      el("header", { class: "drawer-head" }, el("h2", {}, t("log")), el("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => this.toggle() }, icon("close", 20)), el("p", { class: "help" }, t("logHelp")), this.#filters()),
      this.#list,
    );
    element.addEventListener("keydown", (event) => event.key === "Escape" && this.toggle());
  }

  /** Open or close. */
  toggle() {
    this.#element.hidden = !this.#element.hidden;
    this.toggled(!this.#element.hidden);
    if (!this.#element.hidden) this.refresh();
  }

  /** Read the whole log again. */
  async refresh() {
    if (this.#element.hidden) return;
    const read = (await get("/sim/log?after=0")).entries.slice(-KEPT).reverse();
    const newest = read[0]?.seq ?? 0;
    // What came in while the answer was on its way is newer than the answer.
    this.#entries = [...this.#entries.filter(({ seq }) => seq > newest), ...read];
    this.#draw();
  }

  /** One more call or webhook. */
  add(entry) {
    if (this.#element.hidden) return;
    this.#entries = [entry, ...this.#entries].slice(0, KEPT);
    if (!this.#matches(entry)) return;
    this.#list.querySelector(".log-empty")?.remove();
    this.#list.prepend(row(entry));
    while (this.#list.childElementCount > KEPT) this.#list.lastElementChild.remove();
  }

  #draw() {
    const rows = this.#entries.filter((entry) => this.#matches(entry)).map(row);
    this.#list.replaceChildren(...(rows.length ? rows : [el("li", { class: "log-empty" }, t("logEmpty"))]));
  }

  #matches(entry) {
    return KINDS[this.#kind](entry) && JSON.stringify(entry).toLowerCase().includes(this.#words);
  }

  #filters() {
    const choices = Object.keys(KINDS).map((kind) => {
      const choose = () => {
        this.#kind = kind;
        this.#draw();
      };
      return el("label", {}, el("input", { type: "radio", name: "log-kind", checked: kind === this.#kind, onchange: choose }), el("span", {}, t(kind)));
    });
    const search = (event) => {
      this.#words = event.target.value.toLowerCase();
      this.#draw();
    };
    return el(
      "div",
      { class: "drawer-filters" },
      el("div", { class: "segments", role: "radiogroup", "aria-label": t("filter") }, choices),
      el("input", { type: "search", "aria-label": t("filter"), placeholder: t("filter"), oninput: search }),
    );
  }
}

function row(entry) {
  const call = entry.direction === "call";
  const good = entry.status >= 200 && entry.status < 300;
  const details = el(
    "details",
    { class: call ? "call" : "webhook" },
    el(
      "summary",
      {},
      icon(call ? "into" : "out", 16),
      el("span", { class: "log-what" }, el("b", {}, call ? `${entry.method} ${shortPath(entry.path)}` : events(entry)), el("small", {}, exactTime(wallAt(entry.at)))),
      entry.cost > 0 && el("span", { class: "log-cost", title: t("cost", { count: entry.cost }) }, `−${entry.cost}`),
      el("span", { class: "log-time" }, `${entry.ms < 10 ? entry.ms.toFixed(1) : Math.round(entry.ms)} ms`),
      el("span", { class: `log-status ${good ? "good" : "bad"}` }, String(entry.status ?? t("failedCall"))),
    ),
  );
  // Bodies are only drawn when somebody looks.
  details.addEventListener("toggle", () => details.open && details.childElementCount === 1 && details.append(bodies(entry)));
  return el("li", {}, details);
}

function bodies({ path, requestId, request, response }) {
  const body = (value) => (value === null || value === undefined ? el("p", { class: "help" }, t("noBody")) : jsonView(value));
  return el(
    "div",
    { class: "log-bodies" },
    el("p", { class: "log-path" }, path),
    requestId && el("p", { class: "log-path" }, `X-Line-Request-Id: ${requestId}`),
    el("h3", {}, t("request")),
    body(request),
    el("h3", {}, t("response")),
    body(response),
  );
}

const shortPath = (path) => path.replace(/^\/v2\/bot\//, "").replace(/([UCR])[0-9a-f]{26}(?=[0-9a-f]{6})/g, "$1…");

function events({ request }) {
  const kinds = (request?.events ?? []).map(({ type, message }) => (message ? `${type} ${message.type}` : type));
  return kinds.length ? kinds.join(", ") : "webhook (0)";
}
