// Finds words: on this page first, then in all other lessons of the course.
import { el, plainText } from "../../../widgets/js/dom.ts";
import { t, tn } from "../../../widgets/js/words.ts";
import type { LessonText, PageCell } from "./page_data.ts";
import { sign } from "./parts.ts";
import {
  type FoundLesson,
  find,
  findInLessons,
  type Hit,
  passages,
  type SearchedLesson,
} from "./search.ts";

export interface FinderActions {
  /** Go to a place on this page. */
  go(section: string, place: { cell: string; question?: string }): void;
  /** What all lessons say; asked for when somebody begins to search. */
  courseText(): Promise<LessonText[]>;
  /** Somebody searches, or has done with it. */
  searching(on: boolean): void;
}

const PAUSE = 120; // ms after the last key of a search

export class Finder {
  readonly field = el("input", { type: "search", class: "imr-field" });
  readonly label = el(
    "label",
    { class: "imr-search" },
    sign("search") as unknown as Node,
    this.field,
  );
  readonly found = el("div", { class: "imr-found", hidden: true });
  private readonly told = el("p", { class: "imr-rail-head", role: "status" });
  private readonly hits = el("div");
  private readonly actions: FinderActions;
  private here: { file: string; cells: readonly PageCell[]; inCourse: boolean } | null = null;
  /** Of this page; made when it is first searched. */
  private own: ReturnType<typeof passages> | null = null;
  private lessons: SearchedLesson[] = [];
  private coming: Promise<void> | null = null;
  private pause = 0;

  constructor(actions: FinderActions) {
    this.actions = actions;
    this.found.append(this.told, this.hits);
    this.field.addEventListener("focus", () => this.fetch());
    this.field.addEventListener("input", () => {
      clearTimeout(this.pause);
      this.pause = window.setTimeout(() => this.search(), PAUSE);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.field.value) return;
      event.stopPropagation();
      this.field.value = "";
      this.search();
    });
  }

  /**
   * Search this page from now on.
   * @param inCourse whether it is a lesson, so that the others are searched as well
   */
  draw(file: string, cells: readonly PageCell[], inCourse: boolean) {
    this.here = { file, cells, inCourse };
    this.own = null;
    const words = inCourse ? t("Find in the course") : t("Find on this page");
    this.field.placeholder = words;
    this.field.setAttribute("aria-label", words);
    if (this.field.value) this.search();
  }

  /** The other lessons come once, and if that fails, with the next search. */
  private fetch(): Promise<void> {
    if (!this.here?.inCourse) return Promise.resolve();
    this.coming ??= this.actions.courseText().then(
      async (texts) => {
        const made: SearchedLesson[] = [];
        for (const { file, title, cells } of texts) {
          made.push({ file, title, passages: passages(cells, plainText) });
          await new Promise((resolve) => setTimeout(resolve, 0)); // typing stays quick meanwhile
        }
        this.lessons = made;
      },
      () => {
        this.coming = null;
      },
    );
    return this.coming;
  }

  private async search() {
    const query = this.field.value.trim();
    this.actions.searching(Boolean(query));
    this.found.hidden = !query;
    if (!query || !this.here) return;
    this.show(query);
    if (!this.here.inCourse || this.lessons.length) return;
    await this.fetch();
    if (this.field.value.trim() === query) this.show(query);
  }

  private show(query: string) {
    const { here } = this;
    if (!here) return;
    this.own ??= passages(here.cells, plainText);
    const own = find(query, this.own);
    const others = here.inCourse
      ? findInLessons(query, this.lessons).filter(({ file }) => file !== here.file)
      : [];
    const told = own.length
      ? tn("{n} place on this page", "{n} places on this page", own.length)
      : t("Nothing on this page, neither in its text nor in its questions.");
    if (this.told.textContent !== told) this.told.textContent = told;
    this.hits.replaceChildren(
      el("ol", {}, ...own.map((hit) => el("li", {}, this.hit(hit)))),
      ...others.flatMap(foundLesson),
    );
  }

  private hit(hit: Hit) {
    const { section, cell, question } = hit;
    const go = () => this.actions.go(section, { cell, ...(question && { question }) });
    const props = { type: "button", class: "imr-hit", on: { click: go } } as const;
    return el("button", props, ...inWords(hit));
  }
}

function inWords({ heading, question, around: [before, match, after] }: Hit) {
  return [
    el("small", { text: question ? t("{section}, question", { section: heading }) : heading }),
    el("span", {}, before, el("mark", { text: match }), after),
  ];
}

/** The places of another lesson: links, so that they open in another tab as well. */
function foundLesson({ file, title, hits }: FoundLesson) {
  const items = hits.map((hit) => {
    const href = `${file}#${encodeURIComponent(hit.section)}`;
    return el("li", {}, el("a", { class: "imr-hit", href }, ...inWords(hit)));
  });
  return [el("p", { class: "imr-rail-head", text: title }), el("ol", {}, ...items)];
}
