// The reading view: a page of the course over all of the browser's page. Its home gives pages and keeps answers.
import { el } from "../../../widgets/js/dom.ts";
import { addNotes } from "../../../widgets/js/section_notes.ts";
import { spoken } from "../../../widgets/js/words.ts";
import { type Asked, clicked, folderOf, inFolder, nameOf } from "./address.ts";
import { PageAnswers } from "./answers.ts";
import { Cells, type CellTools } from "./cells.ts";
import { cover, guardKeys, uncover } from "./cover.ts";
import { Frame } from "./frame.ts";
import type { Home } from "./home.ts";
import { type Open, type Shell, sameCells, words } from "./open_page.ts";
import type { OutlineLesson, Page, PageCell, PageReply } from "./page_data.ts";
import { questionsOf } from "./page_data.ts";
import { PageFaults } from "./page_faults.ts";
import { PagesAhead } from "./pages_ahead.ts";
import { Notices } from "./parts.ts";
import { PlaceInPage } from "./place_in_page.ts";
import { Rail } from "./rail.ts";
import { sections } from "./sections.ts";
import { isStart, rememberPlace, StartPage } from "./start.ts";

export class ReadingView {
  readonly node = el("div", {
    class: "imr-view",
    ...spoken(),
    "data-lm-suppress-shortcuts": "true",
  });
  readonly notices = new Notices();
  private readonly rail: Rail;
  private readonly frame: Frame;
  private readonly column = el("article", { class: "imr-column", tabindex: "-1" });
  private readonly scroller = el("main", { class: "imr-scroll" }, this.notices.node, this.column);
  private readonly pages = new PagesAhead((path) => this.home.page(path, "whole"));
  private outline: OutlineLesson[] = [];
  private now: Open | null = null;
  private start: StartPage | null = null;
  private asked: Asked = { path: "", fragment: "" };
  private readonly place: PlaceInPage;
  private readonly faults: PageFaults;

  constructor(
    private readonly shell: Shell,
    private readonly home: Home,
  ) {
    this.rail = new Rail({
      go: (section, place) => this.goTo(section, place),
      address: (path, fragment) => home.address(path, fragment),
      courseText: () => home.courseText(),
    });
    this.frame = new Frame({
      toggleRail: () => this.toggleRail(),
      openNotebook: shell.openNotebook && (() => shell.openNotebook?.(this.asked.path)),
      step: (by) => this.step(by),
    });
    const shade = el("div", { class: "imr-shade", on: { click: () => this.toggleRail(false) } });
    const { top, foot, line } = this.frame;
    this.node.append(top, this.rail.node, this.scroller, foot, line, shade);
    this.node.addEventListener("click", (event) => this.click(event));
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.toggleRail(false);
    });
    this.place = new PlaceInPage(this.scroller, this.column, {
      section: (index) => this.inSection(index),
      scrolled: (share) => this.frame.scrolled(share),
    });
    this.rail.node.addEventListener("pointerover", (event) => {
      const path = (event.target as Element).closest("[data-path]")?.getAttribute("data-path");
      if (path && path !== this.asked.path) this.pages.want(path);
    });
    this.faults = new PageFaults(this.notices, {
      open: (asked) => this.open(asked),
      close: () => this.closePage(),
      openNotebook: shell.openNotebook && ((path) => shell.openNotebook?.(path)),
      silence: () => home.silence(),
    });
    guardKeys(this.node);
    home.outline().then(
      (outline) => {
        this.outline = outline;
        this.drawRail();
      },
      () => {},
    );
  }

  /** The path of the page in the view; "" if there is none. */
  get path(): string {
    return this.node.isConnected ? this.asked.path : "";
  }
  get folder(): string {
    return folderOf(this.asked.path);
  }

  /**
   * Show a page.
   * @returns whether it is one: a notebook that is none of ours, or that students write code in, is not
   */
  async open(asked: Asked): Promise<boolean> {
    if (asked.path === this.path && this.now?.path === asked.path) {
      this.asked = asked;
      this.place.scrollTo(asked.fragment);
      this.shell.shown(asked);
      return true;
    }
    this.asked = asked;
    const early = await this.pages.take(asked.path);
    if (this.asked !== asked) return true;
    if (early) return this.draw(early, true);
    const whole = this.home.page(asked.path, "whole");
    whole.catch(() => {}); // told below
    try {
      const text = await this.home.page(asked.path, "text");
      if (this.asked !== asked) return true;
      if (!this.draw(text, false)) return false;
      const reply = await whole;
      return this.asked !== asked || this.draw(reply, true);
    } catch (error) {
      if (this.asked !== asked) return true;
      return this.failed(error, asked);
    }
  }

  hide() {
    this.closePage();
    this.asked = { path: "", fragment: "" };
    uncover(this.node);
  }

  /** Draw the page that has come, or put into it what its text lacked. */
  private draw(reply: PageReply, whole: boolean): boolean {
    if ("problem" in reply) {
      this.broken(reply.problem, Boolean(reply.changed));
      return true;
    }
    if ("other" in reply || reply.editable) {
      this.hide();
      return false;
    }
    const same = this.now?.path === this.asked.path && sameCells(this.now.page.cells, reply.cells);
    if (!same || !this.now) this.now = this.begin(reply);
    this.now.page = reply;
    this.now.sections = sections(reply, words());
    this.drawRail();
    if (whole) this.fill(this.now);
    if (reply.changed) this.faults.changed(this.asked);
    return true;
  }

  private begin(page: Page): Open {
    this.closePage();
    const { path } = this.asked;
    const cells = new Cells();
    cells.drawText(page.cells);
    const answers = new PageAnswers(this.home.answers(path));
    this.node.dataset.kind = page.assignment ? "assignment" : "lesson";
    this.start = isStart(page, path) ? new StartPage(folderOf(path)) : null;
    this.column.replaceChildren(this.start?.node ?? "", cells.node);
    cover(this.node);
    this.frame.name(page.title, Boolean(page.assignment));
    document.title = page.title;
    const now = { path, page, cells, answers, sections: sections(page, words()), whole: false };
    this.now = now;
    this.place.begin(now.sections);
    this.place.scrollTo(this.asked.fragment, "instant");
    this.column.focus({ preventScroll: true });
    this.shell.shown(this.asked);
    return now;
  }

  /** Put into their places what the cells call for: what is in sight first. */
  private async fill(now: Open) {
    now.whole = true;
    const tools: CellTools = {
      answers: now.answers,
      card: this.home.card(now.path),
      course: this.home.course(now.path, now.answers),
      explorer: (place, cell, name) => this.shell.explorer(now.path, place, cell, name),
    };
    await now.answers.load().catch(() => {}); // the questions say it
    const waiting = now.page.cells.filter((cell) => cell.kind !== "code");
    const far = (cell: PageCell) => this.place.distance(now.cells.place(cell.id));
    waiting.sort((a, b) => far(a) - far(b));
    for (const cell of waiting) {
      if (this.now !== now) return;
      this.place.keeping(now.cells.node, () => now.cells.fill(cell, tools));
      await new Promise((resolve) => setTimeout(resolve, 0)); // the page stays quick meanwhile
    }
    now.answers.follow((entries) => {
      this.rail.answered(entries);
      this.start?.answered(entries);
    });
    if (this.home.addEnd) now.cells.onClose(this.home.addEnd(now.cells.node));
    if (now.page.assignment) this.addHandIn(now);
    else if (now.answers.loaded) {
      const { entries } = now.answers.loaded;
      now.cells.onClose(addNotes(now.cells.node, nameOf(now.path), now.answers, entries));
    }
    this.node.dataset.ready = "true";
    this.shell.ready?.();
    if (this.asked.fragment && this.place.isAtTop) this.place.scrollTo(this.asked.fragment);
    this.place.follow();
    const next = this.outline[this.placeInCourse() + 1];
    if (next && this.placeInCourse() >= 0) this.pages.want(inFolder(this.folder, next.file));
  }

  private addHandIn(now: Open) {
    const place = el("div", { class: "imr-cell" });
    now.cells.node.append(place);
    const { path, page } = now;
    const go = (question: string) => {
      this.goTo(page.cells.find((each) => questionsOf(each).includes(question))?.id ?? "");
    };
    now.cells.onClose(this.home.handIn(place, { path, page }, now.answers, { go }));
  }

  private closePage() {
    this.now?.cells.close();
    this.now?.answers.close();
    this.now = null;
    this.notices.clear();
    delete this.node.dataset.ready;
  }

  private failed(error: unknown, asked: Asked): boolean {
    if ((error as { status?: number }).status === 404) {
      this.hide();
      return false; // Jupyter says what is wrong with the address
    }
    cover(this.node);
    this.faults.noAnswer(asked);
    return true;
  }

  private broken(problem: string, changed: boolean) {
    this.closePage();
    this.column.replaceChildren();
    cover(this.node);
    this.faults.broken(this.asked, problem, changed);
  }

  private drawRail() {
    const { now, outline } = this;
    if (!now) return;
    this.start?.draw(outline);
    this.rail.draw({ path: now.path, page: now.page, sections: now.sections, outline });
    this.place.begin(now.sections);
  }

  private inSection(index: number) {
    this.rail.follow(index);
    const place = this.placeInCourse();
    const section = this.now?.sections[index]?.id ?? "";
    if (place > 0) rememberPlace(this.folder, { path: this.path, fragment: index ? section : "" });
    const after =
      this.outline[place + 1] && place >= 0 ? "lesson" : place > 0 ? "start" : "nothing";
    this.frame.draw({ sections: this.now?.sections ?? [], now: index, before: place > 0, after });
  }

  private placeInCourse(): number {
    if (this.now?.page.assignment) return -1;
    return this.outline.findIndex(({ file }) => file === nameOf(this.asked.path));
  }

  private step(by: 1 | -1) {
    const section = this.place.next(by);
    if (section) return this.goTo(section.id);
    const lesson = this.outline[this.placeInCourse() + by] ?? this.outline[0];
    if (lesson) this.shell.go({ path: inFolder(this.folder, lesson.file), fragment: "" });
  }

  private goTo(section: string, found?: { cell: string; question?: string }) {
    this.toggleRail(false);
    this.asked = { path: this.asked.path, fragment: section };
    history.pushState({}, "", this.home.address(this.asked.path, section));
    if (!found) return this.place.scrollTo(section);
    const cell = this.now?.cells.place(found.cell);
    const { question } = found;
    const asked = question && cell?.querySelector(`[data-question="${CSS.escape(question)}"]`);
    const node = asked || cell;
    if (node) this.place.show(node);
  }

  private toggleRail(open = !this.node.classList.contains("imr-open")) {
    this.node.classList.toggle("imr-open", open);
    this.frame.railOpen(open);
  }

  private click(event: MouseEvent) {
    const to = clicked(event, this.asked.path);
    if (!to) return;
    event.preventDefault();
    if (to.path === this.asked.path) this.goTo(to.fragment);
    else {
      this.toggleRail(false);
      this.shell.go(to);
    }
  }
}
