// Small helpers around the DOM. Nothing here knows how a question works.

/** Every model loads its own copy of this script, so ids need a part of their own. */
const ID_BASE = `imuran-${Math.random().toString(36).slice(2, 9)}`;
let idCount = 0;

/** A new id that no other widget on the page has. */
function newId() {
  idCount += 1;
  return `${ID_BASE}-${idCount}`;
}

/**
 * Make an element.
 * @param {string} tag
 * @param {object} [props] `class`, `text` (plain text), `html` (rendered and sanitised by Python),
 *   `on` (event name -> handler); anything else is an attribute (true: present, false/null: left out).
 * @param {...(Node|string|null|false)} children
 */
function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key === "class") node.className = value;
    else if (key === "text") node.textContent = value;
    else if (key === "html") node.innerHTML = value;
    else if (key === "on") for (const [name, handler] of Object.entries(value)) node.addEventListener(name, handler);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Set text only when it differs, so that screen readers do not read the same status twice. */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Set rendered HTML only when it differs, so that open <details> and selections inside survive. */
function setHtml(node, html) {
  if (node.imuranHtml === html) return;
  node.imuranHtml = html;
  node.innerHTML = html;
}

function show(node, visible) {
  node.hidden = !visible;
}

// Line icons on a 16 x 16 grid: no font has to have the sign, and no emoji can take its place.
const ICONS = {
  right: ["M3 8.5l3.2 3.3L13 4.5"],
  wrong: ["M4 4l8 8M12 4l-8 8"],
  partial: ["M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6", "M8 2.2v11.6a5.8 5.8 0 0 0 0-11.6z"],
  missed: ["M8 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10"],
  info: ["M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6", "M8 7.4v3.4M8 5v.3"],
  warning: ["M8 2.4L14.2 13.2H1.8z", "M8 6.6v3M8 11.3v.2"],
  up: ["M8 13V3.5M3.8 7.5L8 3.3l4.2 4.2"],
  down: ["M8 3v9.5M3.8 8.5L8 12.7l4.2-4.2"],
};

/** An icon; always hidden from screen readers, words stand beside it. */
function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  svg.setAttribute("class", `imuran-icon imuran-icon-${name}`);
  for (const d of ICONS[name] ?? ICONS.info) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/** A button that never submits anything. */
function button(text, onClick, props = {}) {
  const { class: extra = "", ...rest } = props;
  return el("button", { type: "button", class: `imuran-button ${extra}`.trim(), on: { click: onClick }, ...rest }, text);
}

/** One polite live region: `say` reads a sentence out, also when it is the same sentence again. */
function liveRegion() {
  const node = el("div", { class: "imuran-hidden", role: "status", "aria-live": "polite", "aria-atomic": "true" });
  let timer = 0;
  return {
    node,
    say(text) {
      clearTimeout(timer);
      node.textContent = "";
      timer = setTimeout(() => { node.textContent = text; }, 60);
    },
  };
}

/** Move focus to something that is not a control (a heading, a hint, the feedback). */
function focusOn(node) {
  if (!node.hasAttribute("tabindex")) node.setAttribute("tabindex", "-1");
  // The browser's own jump to the middle of the page is rough; the nearest edge is enough.
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest" });
}

/** What a piece of HTML says, as plain text for labels and announcements. */
function plainText(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  return box.content.textContent.replace(/\s+/g, " ").trim();
}

const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** "1 of 2.5" without trailing zeros or floating dust. */
const tidy = (number) => String(Math.round(number * 100) / 100);

/** Equal answers, whatever their shape (text, list, dict, null). */
function sameAnswer(a, b) {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => sameAnswer(a[key], b[key]));
}
