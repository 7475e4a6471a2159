// The rail beside a page: the lessons, the sections of this one, and a field that finds words.
import { el } from "../../../widgets/js/dom.ts";
import type { Entries } from "../../../widgets/js/hosts/host.ts";
import { t } from "../../../widgets/js/words.ts";
import { folderOf, inFolder, nameOf } from "./address.ts";
import { Finder, type FinderActions } from "./finder.ts";
import type { OutlineLesson, Page } from "./page_data.ts";
import { sign } from "./parts.ts";
import { type Section, type Standing, standing, unreadable } from "./sections.ts";

/** What the rail can do. */
export interface RailActions extends Pick<FinderActions, "courseText"> {
  /** Go to a section, or to a place in it. */
  go(section: string, place?: { cell: string; question?: string }): void;
  address(path: string, fragment: string): string;
}

/** What the rail shows. */
export interface RailState {
  path: string;
  page: Page;
  sections: Section[];
  outline: OutlineLesson[];
}

export class Rail {
  readonly node = el("nav", { class: "imr-rail", "aria-label": t("Course") });
  private readonly actions: RailActions;
  private readonly finder: Finder;
  private readonly list = el("div", { class: "imr-list" });
  private state: RailState | null = null;
  private entries: Entries = {};
  private here = 0;

  constructor(actions: RailActions) {
    this.actions = actions;
    this.finder = new Finder({
      go: (section, place) => actions.go(section, place),
      courseText: () => actions.courseText(),
      searching: (on) => {
        this.list.hidden = on;
      },
    });
    this.node.append(this.finder.label, this.finder.found, this.list);
  }

  draw(state: RailState) {
    this.state = state;
    this.redraw();
    const { page, path } = state;
    this.finder.draw(nameOf(path), page.cells, this.isListed(state));
  }

  /** Show what is answered. */
  answered(entries: Entries) {
    this.entries = entries;
    if (this.state) this.redraw();
  }

  /** Show which section is being read. */
  follow(index: number) {
    this.here = index;
    for (const [i, link] of this.sectionLinks().entries()) {
      link.classList.toggle("imr-here", i === index);
      if (i === index) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }

  private sectionLinks() {
    return this.list.querySelectorAll<HTMLAnchorElement>("a[data-section]");
  }

  private redraw() {
    const { state } = this;
    if (!state) return;
    const { page, outline } = state;
    const listed = this.isListed(state);
    const head = el("p", {
      class: "imr-rail-head",
      text: page.assignment ? t("This assignment") : t("The course"),
    });
    const items = listed ? outline.map((lesson, at) => this.lesson(lesson, at)) : [];
    const own = listed ? el("ol", {}, ...items) : this.sectionList();
    const inside = this.list.contains(document.activeElement);
    const focused = inside ? document.activeElement?.getAttribute("href") : null;
    this.list.replaceChildren(head, own);
    if (focused) this.list.querySelector<HTMLElement>(`a[href="${CSS.escape(focused)}"]`)?.focus();
    this.follow(this.here);
  }

  private isListed({ page, outline, path }: RailState): boolean {
    return outline.some(({ file }) => file === nameOf(path)) && !page.assignment;
  }

  private lesson({ file, title, questions }: OutlineLesson, at: number) {
    const { path } = this.state as RailState;
    const to = inFolder(folderOf(path), file);
    const here = to === path;
    const how = standing(questions, this.entries);
    const link = el(
      "a",
      {
        href: this.actions.address(to, ""),
        "data-path": to,
        "data-standing": how,
        "aria-current": here ? "page" : null,
      },
      mark(how, String(at)),
      el("span", {}, title, spoken(how)),
    );
    return el("li", {}, link, here ? this.sectionList() : null);
  }

  private sectionList() {
    const { sections, page, path } = this.state as RailState;
    const unread = unreadable(page, this.entries);
    const items = sections.map(({ id, text, questions }) => {
      const counting = questions.filter((each) => !unread.has(each));
      const how = standing(counting, this.entries, Boolean(page.assignment));
      const props = {
        href: this.actions.address(path, id),
        "data-section": id,
        "data-standing": how,
      };
      const shown = questions.length > 0 && how !== "open" ? mark(how, "") : null;
      return el("li", {}, el("a", props, el("span", {}, text, spoken(how)), shown));
    });
    return el("ol", { class: "imr-sections" }, ...items);
  }
}

function mark(how: Standing, text: string) {
  const shown = how === "done" ? sign("tick") : how === "begun" ? sign("half") : text;
  return el("span", { class: "imr-mark", "aria-hidden": "true" }, shown as Node | string);
}

/** The same for who hears the page. */
function spoken(how: Standing) {
  const words = { done: t("(all answered)"), begun: t("(begun)"), open: "" }[how];
  return words ? el("span", { class: "imr-spoken", text: ` ${words}` }) : null;
}
