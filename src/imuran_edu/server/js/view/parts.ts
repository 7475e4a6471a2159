// Small pieces of the reading view's frame.
import { el, type Props } from "../../../widgets/js/dom.ts";

const ICONS = {
  menu: "M3 6h18M3 12h18M3 18h18",
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  tick: "M5 12.5l4.5 4.5L19 7.5",
  half: "M12 4a8 8 0 0 1 0 16z",
  close: "M6 6l12 12M18 6L6 18",
  code: "M8 7l-5 5 5 5M16 7l5 5-5 5",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.5 15.5L21 21",
  print: "M7 9V3h10v6M7 17H4v-7h16v7h-3M7 14h10v7H7z",
};

/** A line icon on a 24 x 24 grid; words stand beside it or in the button's name. */
export function sign(name: keyof typeof ICONS): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `imr-sign imr-sign-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows an icon only; its name is read out and shown on hover. */
export function iconButton(
  name: keyof typeof ICONS,
  label: string,
  act: () => void,
  props: Props = {},
) {
  const { class: extra = "", ...rest } = props;
  return el(
    "button",
    {
      type: "button",
      class: `imr-icon ${extra}`.trim(),
      "aria-label": label,
      title: label,
      on: { click: act },
      ...rest,
    },
    sign(name),
  );
}

/** A button with words. */
export function wordButton(label: string, act: () => void, main = false) {
  const name = main ? "imr-button imr-main" : "imr-button";
  return el("button", { type: "button", class: name, on: { click: act }, text: label });
}

export interface Offer {
  label: string;
  act(): void;
}

/** One sentence over the page, with buttons that mend. */
export class Notices {
  readonly node = el("div", { class: "imr-notices" });
  private readonly shown = new Map<string, HTMLElement>();

  /** Say something in place of what was said of the same matter; "" takes it away. */
  say(matter: string, text: string, offers: Offer[] = []) {
    this.shown.get(matter)?.remove();
    this.shown.delete(matter);
    if (!text) return;
    const buttons = offers.map(({ label, act }, index) => wordButton(label, act, index === 0));
    const node = el(
      "div",
      { class: "imr-notice", role: "status" },
      el("span", {}, text),
      ...buttons,
    );
    this.shown.set(matter, node);
    this.node.append(node);
  }

  clear() {
    for (const matter of [...this.shown.keys()]) this.say(matter, "");
  }
}
