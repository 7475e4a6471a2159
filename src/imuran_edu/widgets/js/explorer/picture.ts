// What an explorer shows: a picture with words for those who cannot see it, or a table.
import { el, setHtml, setText } from "../dom.ts";
import type { ExplorerView, StillView } from "../generated/protocol.ts";
import { t } from "../words.ts";
import { snapped, type Values } from "./values.ts";

const CHUNK = 8192; // bytes that one call of fromCharCode takes safely

/** A picture of values: as PNG, or as HTML (a table, or SVG). */
export interface Shown {
  png?: DataView | undefined;
  html: string;
  words: string;
  brief: string;
  dark?: boolean;
}

/** A picture as its own address: a Blob's takes the browser some 7 ms to fetch, this one takes none. */
function address(png: DataView): string {
  const bytes = new Uint8Array(png.buffer, png.byteOffset, png.byteLength);
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return `data:image/png;base64,${btoa(text)}`;
}

export function makePicture(view: ExplorerView, drag: (values: Values) => void) {
  const image = el("img", { class: "imuran-shown-picture" });
  const html = el("div", { class: "imuran-drawn" });
  const sheet = el("div", { class: "imuran-drawing" }, html);
  const box = el(
    "div",
    { class: "imuran-view-box", role: "group", "aria-label": view.title },
    sheet,
  );
  const words = el("p");
  const details = el(
    "details",
    { class: "imuran-details" },
    el("summary", { text: t("In words") }),
    words,
  );
  // where the letters of a picture get small
  const brief = el("p", { class: "imuran-brief", "aria-hidden": "true" });
  const node = el("div", { class: "imuran-view" }, box, brief, details);
  const label = t("{title}: what it shows stands below, in words.", { title: view.title });
  if (view.drag) sheet.append(makeHandle(view, view.drag, drag));
  return {
    node,
    still({ picture, words, brief }: StillView) {
      this.show({ html: picture, words, brief });
    },
    show(shown: Shown) {
      setText(words, shown.words);
      setText(brief, shown.brief);
      if (shown.png) {
        image.src = address(shown.png);
        image.alt = label;
        image.classList.toggle("imuran-dark-picture", shown.dark === true);
        if (!image.isConnected) html.replaceWith(image);
        node.classList.add("imuran-shown-pictured");
        box.tabIndex = 0;
        return;
      }
      if (!html.isConnected) image.replaceWith(html);
      setHtml(html, shown.html);
      const svg = html.querySelector("svg");
      svg?.setAttribute("role", "img");
      svg?.setAttribute("aria-label", label);
      node.classList.toggle("imuran-shown-pictured", svg !== null);
      if (svg) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    },
  };
}

/** The part of the picture in which its point follows a finger or a mouse. By keyboard the sliders do the same. */
function makeHandle(
  view: ExplorerView,
  drag: NonNullable<ExplorerView["drag"]>,
  move: (values: Values) => void,
) {
  const [left = 0, low = 0, right = 1, high = 1] = drag.area;
  const controls = [drag.x, drag.y].map((id) => view.controls.find((each) => each.id === id));
  const follow = (event: PointerEvent) => {
    if (!node.hasPointerCapture(event.pointerId)) return;
    const place = node.getBoundingClientRect();
    const shares = [
      (event.clientX - place.left) / place.width,
      (place.bottom - event.clientY) / place.height,
    ];
    const values: Values = {};
    controls.forEach((control, index) => {
      if (!control) return;
      const { low = 0, high = 0 } = control;
      values[control.id] = snapped(control, low + (shares[index] ?? 0) * (high - low));
    });
    move(values);
  };
  const node = el("div", {
    class: "imuran-drag",
    title: t("Drag the point, or use the sliders."),
    on: {
      pointerdown: (event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        node.setPointerCapture(event.pointerId);
        follow(event);
      },
      pointermove: follow,
    },
  });
  const edges = { left, bottom: low, right: 1 - right, top: 1 - high };
  for (const [edge, share] of Object.entries(edges))
    node.style.setProperty(edge, `${100 * share}%`);
  return node;
}
