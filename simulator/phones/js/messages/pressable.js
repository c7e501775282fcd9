// Anything that can be pressed: a real button is laid over it, so that keyboard and screen reader find it, and
// buttons inside stay reachable above it.

import { el } from "../dom.js";

/** Make a node press its action; without an action it stays as it is. */
export function pressable(node, action, press) {
  if (!action) return node;
  node.classList.add("pressable");
  const words = action.label || node.textContent.trim() || actionLabel(action);
  node.append(el("button", { type: "button", class: "press-area", "aria-label": words, onclick: () => press(action) }));
  return node;
}

/** What is written on a button, or what stands in for it where LINE lets the label be left out. */
export function actionLabel(action) {
  return action.label || action.displayText || action.text || action.clipboardText || action.uri || action.type;
}
