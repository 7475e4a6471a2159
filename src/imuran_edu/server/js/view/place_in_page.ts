// Where its reader is on a page: which section is in front, and how to get to another.
import type { Section } from "./sections.ts";

const EDGE = 120; // pixels below the top at which a section begins to be the one that is read
const END = 8; // pixels from the end at which the last section is

export interface Watcher {
  /** Another section is in front. */
  section(index: number): void;
  /** @param share of the page that was scrolled past, 0 to 1 */
  scrolled(share: number): void;
}

export class PlaceInPage {
  /** Index of the section in front; -1 before it is known. */
  here = -1;
  private sections: Section[] = [];
  private readonly scroller: HTMLElement;
  private readonly column: HTMLElement;
  private readonly watcher: Watcher;

  constructor(scroller: HTMLElement, column: HTMLElement, watcher: Watcher) {
    this.scroller = scroller;
    this.column = column;
    this.watcher = watcher;
    scroller.addEventListener("scroll", () => this.follow(), { passive: true });
  }

  /** The page has these sections now. */
  begin(sections: Section[]) {
    this.sections = sections;
    this.here = -1;
    this.follow();
  }

  get isAtTop(): boolean {
    return this.scroller.scrollTop < 4;
  }

  headingOf(section: string): HTMLElement | null {
    if (!section) return null;
    const id = CSS.escape(section);
    return this.column.querySelector<HTMLElement>(`[id="${id}"], [data-cell="${id}"]`);
  }

  follow() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const edge = this.top + EDGE;
    const passed = this.sections.filter((section) => {
      const node = this.headingOf(section.id);
      return node && node.getBoundingClientRect().top < edge;
    });
    const atEnd = scrollTop > 0 && scrollTop + clientHeight > scrollHeight - END;
    const index = Math.max(0, (atEnd ? this.sections.length : passed.length) - 1);
    this.watcher.scrolled(scrollTop / Math.max(1, scrollHeight - clientHeight));
    if (index === this.here) return;
    this.here = index;
    this.watcher.section(index);
  }

  /** The section one step on or back; in the middle of one, back is its beginning. Null: there is none. */
  next(by: 1 | -1): Section | null {
    const now = this.sections[this.here];
    const top = this.headingOf(now?.id ?? "")?.getBoundingClientRect().top ?? 0;
    const within = by < 0 && top < this.top - EDGE / 2;
    return (within ? now : this.sections[this.here + by]) ?? null;
  }

  /** Scroll to a section; without one, to the top. */
  scrollTo(section: string, behavior: ScrollBehavior = this.pace) {
    const first = this.sections[0]?.id === section;
    const heading = first ? null : this.headingOf(section);
    if (heading) this.show(heading, behavior);
    else this.scroller.scrollTo({ top: 0, behavior });
  }

  show(node: Element, behavior: ScrollBehavior = this.pace) {
    node.scrollIntoView({ block: "start", behavior });
  }

  /** How far a cell is from what is in sight; what was passed counts as far. */
  distance(node: HTMLElement | null): number {
    const box = node?.getBoundingClientRect();
    if (!box) return 0;
    return box.bottom < 0 ? -box.bottom + 1000 : Math.max(0, box.top);
  }

  /** Do what makes cells grow: what grows above the reader moves nothing before the reader's eyes. */
  keeping(cells: HTMLElement, act: () => void) {
    const { top } = this;
    const all = [...cells.children];
    const anchor = all.find((cell) => cell.getBoundingClientRect().bottom > top + 1);
    const before = anchor?.getBoundingClientRect().top ?? 0;
    act();
    if (anchor && this.scroller.scrollTop > 0)
      this.scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  private get top(): number {
    return this.scroller.getBoundingClientRect().top;
  }

  private get pace(): ScrollBehavior {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  }
}
