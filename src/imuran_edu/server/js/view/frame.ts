// What stands around a page: the bar at the top, the foot bar with the way back and on, the line that shows how far.
import { el } from "../../../widgets/js/dom.ts";
import { t } from "../../../widgets/js/words.ts";
import { iconButton, sign } from "./parts.ts";
import type { Section } from "./sections.ts";

export interface FrameActions {
  toggleRail(): void;
  openNotebook?: (() => void) | undefined;
  step(by: 1 | -1): void;
}

/** What the foot bar says. */
export interface FootState {
  sections: Section[];
  now: number;
  /** What comes before the first and after the last section. */
  before: boolean;
  after: "lesson" | "start" | "nothing";
}

export class Frame {
  readonly top: HTMLElement;
  readonly foot: HTMLElement;
  readonly line = el("progress", { class: "imr-line", max: 1, value: 0, "aria-hidden": "true" });
  private readonly title = el("span", { class: "imr-lesson-name" });
  private readonly backWords = el("span");
  private readonly nextWords = el("span");
  private readonly back: HTMLButtonElement;
  private readonly next: HTMLButtonElement;
  private numbered = false;
  private readonly where = el("div", { class: "imr-where" });

  constructor(actions: FrameActions) {
    const { openNotebook } = actions;
    const print = () => window.print();
    const course = el("span", { class: "imr-course-name", text: "Imuran (azathioprine)" });
    this.top = el(
      "header",
      { class: "imr-top" },
      iconButton("menu", t("Lessons and sections"), () => actions.toggleRail(), {
        class: "imr-menu",
        "aria-expanded": "false",
      }),
      course,
      this.title,
      iconButton("print", t("Print this page"), print, { class: "imr-print" }),
      openNotebook &&
        iconButton("code", t("Show as a notebook in JupyterLab"), openNotebook, {
          class: "imr-as-notebook",
        }),
    );
    const step = (by: 1 | -1, name: string, ...children: Node[]) =>
      el(
        "button",
        { type: "button", class: name, on: { click: () => actions.step(by) } },
        ...children,
      );
    this.back = step(-1, "imr-button imr-step imr-back", sign("back"), this.backWords);
    this.next = step(1, "imr-button imr-main imr-step", this.nextWords, sign("next"));
    this.foot = el("footer", { class: "imr-foot" }, this.back, this.where, this.next);
  }

  /** @param numbered its sections are questions, which carry their numbers */
  name(title: string, numbered: boolean) {
    this.title.textContent = title;
    this.numbered = numbered;
  }

  railOpen(open: boolean) {
    this.top.querySelector(".imr-menu")?.setAttribute("aria-expanded", String(open));
  }

  /** @param share of the page that was scrolled past, 0 to 1 */
  scrolled(share: number) {
    this.line.value = share;
  }

  draw({ sections, now, before, after }: FootState) {
    const last = now === sections.length - 1;
    const n = { number: now + 1, of: sections.length };
    this.where.replaceChildren(
      el("b", { text: sections[now]?.text ?? "" }),
      el("span", {
        text: sections.length && !this.numbered ? t("Section {number} of {of}", n) : "",
      }),
    );
    this.backWords.textContent = now === 0 && before ? t("Previous lesson") : t("Back");
    this.back.disabled = now <= 0 && !before;
    const onward = { lesson: t("Next lesson"), start: t("To the start page"), nothing: t("Next") };
    this.nextWords.textContent = last ? onward[after] : t("Next");
    this.next.disabled = last && after === "nothing";
  }
}
