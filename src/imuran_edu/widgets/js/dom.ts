// Small helpers around the DOM. Nothing here knows how a question works.

/** Every model loads its own copy of this script, so ids need a part of their own. */
const ID_BASE = `imuran-${Math.random().toString(36).slice(2, 9)}`;
let idCount = 0;

/** A new id that no other widget on the page has. */
export function newId(): string {
  idCount += 1;
  return `${ID_BASE}-${idCount}`;
}

type Child = Node | string | null | undefined | false;

/**
 * What an element is made with: `text` is plain, `html` was rendered and sanitised by Python, `on` maps events to
 * handlers; anything else is an attribute (true: present; false, null, undefined: left out).
 */
export interface Props {
  class?: string;
  text?: string;
  html?: string;
  on?: { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void };
  [attribute: string]: unknown;
}

/** Make an element. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  const { class: name, text, html, on = {}, ...attributes } = props;
  if (name) node.className = name;
  // what the course says is in its own language, whatever that of the interface
  if (name?.split(" ").includes("imuran-html")) Object.assign(node, { lang: "en", dir: "auto" });
  if (text !== undefined) node.textContent = text;
  if (html !== undefined) node.innerHTML = html;
  for (const [event, handler] of Object.entries(on)) {
    node.addEventListener(event, handler as EventListener);
  }
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(key, String(value));
    }
  }
  node.append(...children.filter((child) => child || child === "").map((child) => child as Node));
  return node;
}

/** Set text only when it differs, so that screen readers do not read the same status twice. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

const HTML = new WeakMap<Element, string>();

/** Set rendered HTML only when it differs, so that open <details> and selections inside survive. */
export function setHtml(node: Element, html: string): void {
  if (HTML.get(node) === html) return;
  HTML.set(node, html);
  node.innerHTML = html;
}

export function show(node: HTMLElement, visible: boolean): void {
  node.hidden = !visible;
}

// Line icons on a 16 x 16 grid: no font has to have the sign, and no emoji can take its place.
const RING = "M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6";
const INFO = [RING, "M8 7.4v3.4M8 5v.3"];
const ICONS: Record<string, string[]> = {
  right: ["M3 8.5l3.2 3.3L13 4.5"],
  wrong: ["M4 4l8 8M12 4l-8 8"],
  partial: [RING, "M8 2.2v11.6a5.8 5.8 0 0 0 0-11.6z"],
  missed: ["M8 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10"],
  info: INFO,
  warning: ["M8 2.4L14.2 13.2H1.8z", "M8 6.6v3M8 11.3v.2"],
  note: ["M3.5 12.5l.7-2.9 6.6-6.6 2.2 2.2-6.6 6.6z"],
  up: ["M8 13V3.5M3.8 7.5L8 3.3l4.2 4.2"],
  down: ["M8 3v9.5M3.8 8.5L8 12.7l4.2-4.2"],
};

/** An icon; always hidden from screen readers, words stand beside it. */
export function icon(name: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  svg.setAttribute("class", `imuran-icon imuran-icon-${name}`);
  for (const d of ICONS[name] ?? INFO) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/** A button that never submits anything. */
export function button(label: string | Node, onClick: () => void, props: Props = {}) {
  const { class: extra = "", ...rest } = props;
  const on = { click: onClick };
  const name = `imuran-button ${extra}`.trim();
  return el("button", { type: "button", class: name, on, ...rest }, label);
}

/** A line that steps back. */
export const small = (text: string) => el("p", { class: "imuran-small", text });

/** A polite live region: `say` reads a sentence out, also when it is the same sentence again, after some ms. */
export function liveRegion() {
  const node = el("div", {
    class: "imuran-hidden",
    role: "status",
    "aria-live": "polite",
    "aria-atomic": "true",
  });
  let timer = 0;
  return {
    node,
    say(text: string, after = 60) {
      clearTimeout(timer);
      node.textContent = "";
      timer = window.setTimeout(() => {
        node.textContent = text;
      }, after);
    },
  };
}

/** Move focus to something that is not a control (a heading, a hint, the feedback). */
export function focusOn(node: HTMLElement): void {
  if (!node.hasAttribute("tabindex")) node.setAttribute("tabindex", "-1");
  // The browser's own jump to the middle of the page is rough; the nearest edge is enough.
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest" });
}

const LOW = "0123456789+-−";
const HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻";

/** A raised text in letters: 10⁹ must not become 109. */
function raised(text: string): string {
  const high = [...text.replace(/\s/g, "")].map((each) => HIGH[LOW.indexOf(each)]);
  return high.every(Boolean) ? high.join("") : `^${text.trim()}`;
}

/** What a piece of HTML says, as plain text for labels and announcements. */
export function plainText(html: string): string {
  const box = document.createElement("template");
  box.innerHTML = html;
  for (const tip of box.content.querySelectorAll("[role=tooltip]")) tip.remove(); // shown on demand only
  for (const power of box.content.querySelectorAll("msup, msubsup, sup")) {
    const node = power.localName === "sup" ? power : power.lastElementChild;
    if (node) node.textContent = raised(node.textContent ?? "");
  }
  return (box.content.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Keep plain keys, and Enter with any other, from JupyterLab's notebook, which would take them for its commands. */
export function keepKeys(
  root: HTMLElement,
  withModifier: (event: KeyboardEvent) => void = () => {},
) {
  root.addEventListener("keydown", (event) => {
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (!modified || event.key === "Enter") event.stopPropagation();
    if (modified) withModifier(event);
  });
}
