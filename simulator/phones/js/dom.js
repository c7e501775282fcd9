// Building the page from nodes only: people's text never passes through an HTML parser.

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties and children; strings become text, null and false are left out. */
export function el(tag, properties = {}, ...children) {
  return furnish(document.createElement(tag), properties, children);
}

/** The same for drawings. */
export function svg(tag, attributes = {}, ...children) {
  return furnish(document.createElementNS(SVG, tag), attributes, children);
}

function furnish(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") Object.entries(value).forEach(([key, text]) => node.style.setProperty(key, text));
    else if (name === "value" || name === "checked") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A link that may be fetched or opened: http(s), or one of our own paths; otherwise null. */
export function webAddress(text) {
  try {
    const address = new URL(text, location.href);
    return ["http:", "https:", "blob:"].includes(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

/** A picture that turns into a quiet placeholder when it can't be had. */
export function picture(url, properties = {}) {
  const image = el("img", { alt: "", loading: "lazy", decoding: "async", draggable: "false", ...properties });
  image.addEventListener("error", () => image.classList.add("missing"), { once: true });
  const address = webAddress(url);
  if (address) image.src = address;
  else image.classList.add("missing");
  return image;
}

/** Run the function after the calls have paused for a frame; many calls in one frame count as one. */
export function oncePerFrame(work) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      work();
    });
  };
}
