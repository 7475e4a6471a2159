// Draws the cells of a page. The text comes first; what a call stands for is put into its place when it is known.
import { el } from "../../../widgets/js/dom.ts";
import type { CourseHost } from "../../../widgets/js/hosts/course.ts";
import type { CardHost } from "../../../widgets/js/hosts/host.ts";
import { mountQuiz, type QuizData } from "../../../widgets/js/mount.ts";
import { mountProgress } from "../../../widgets/js/mount_progress.ts";
import { mountToday } from "../../../widgets/js/mount_today.ts";
import { t } from "../../../widgets/js/words.ts";
import type { PageAnswers } from "./answers.ts";
import type { PageCell } from "./page_data.ts";

/** What cells are drawn with. */
export interface CellTools {
  answers: PageAnswers;
  card: CardHost;
  course: CourseHost;
  /** Show an explorer once its place comes near the view. Returns what takes it away. */
  explorer(place: HTMLElement, cell: string, name: string): () => void;
}

/** The cells of one page on the screen. */
export class Cells {
  readonly node = el("div", { class: "imr-cells" });
  private readonly places = new Map<string, HTMLElement>();
  private readonly ends: (() => void)[] = [];
  private filled = new Set<string>();
  private readonly tables = new ResizeObserver((changed) => {
    for (const { target } of changed) letKeysScroll(target);
  });

  constructor() {
    this.onClose(letTipsBeDismissed(this.node));
    this.onClose(() => this.tables.disconnect());
  }

  /** Draw the text, with a place for all else. */
  drawText(cells: readonly PageCell[]) {
    for (const cell of cells) {
      const place = el("div", { class: `imr-cell imr-${cell.kind}`, "data-cell": cell.id });
      if (cell.kind === "markdown") place.innerHTML = cell.html;
      else if (cell.kind === "code") place.append(otherCode(cell.source));
      else place.classList.add("imr-waits");
      this.places.set(cell.id, place);
      this.node.append(place);
      this.watch(place);
    }
  }

  private watch(place: HTMLElement) {
    for (const table of place.querySelectorAll("table")) this.tables.observe(table);
  }

  /** Put one cell's content into its place. */
  fill(cell: PageCell, tools: CellTools) {
    const place = this.places.get(cell.id);
    if (!place || this.filled.has(cell.id) || cell.kind === "code") return;
    this.filled.add(cell.id);
    if (cell.kind === "markdown") {
      freshen(place, cell.html);
      this.watch(place);
      return;
    }
    place.classList.remove("imr-waits");
    const end = draw(cell, place, tools);
    this.watch(place);
    if (end) this.ends.push(end);
  }

  /** Do this when the page is closed. */
  onClose(end: () => void) {
    this.ends.push(end);
  }

  place(cell: string): HTMLElement | null {
    return this.places.get(cell) ?? null;
  }

  close() {
    for (const end of this.ends.splice(0)) end();
    this.node.remove();
  }
}

function draw(cell: PageCell, place: HTMLElement, tools: CellTools): (() => void) | undefined {
  switch (cell.kind) {
    case "html":
    case "figure":
      place.innerHTML = cell.html ?? "";
      return;
    case "quiz":
    case "ask":
      return cell.quiz && mountQuiz(place, withAnswers(cell.quiz, tools.answers), tools.answers);
    case "progress":
      return mountProgress(place, tools.card, tools.course);
    case "today":
      return mountToday(place, tools.course);
    case "explorer":
      if (cell.still) place.append(stillOf(cell.title ?? "", cell.still));
      return tools.explorer(place, cell.id, cell.call[1] ?? "");
    case "problem":
      place.append(el("p", { class: "imr-problem", role: "alert", text: cell.text }));
  }
}

/** An explorer as it opens: the picture that stands in its place until it can be moved. */
function stillOf(title: string, html: string) {
  const picture = el("div", { class: "imuran-figure-box", html });
  const words = el("figcaption", { text: t("{title}. The controls come in a moment.", { title }) });
  return el("figure", { class: "imuran-figure imr-still" }, picture, words);
}

/** What the page has heard of the answers already need not be asked again. */
const withAnswers = (quiz: QuizData, { loaded }: PageAnswers): QuizData =>
  loaded ? { ...quiz, loaded } : quiz;

/** Code that is not the course's: it is shown, and never run from here. */
function otherCode(source: string) {
  const summary = el("summary", { text: t("Code that is not the course's") });
  return el("details", {}, summary, el("pre", {}, el("code", { text: source })));
}

/** Take over what the whole page adds to a text (the meanings of terms); headings, which others hold, stay the same. */
function freshen(place: HTMLElement, html: string) {
  const made = el("div", { html });
  const [old, fresh] = [[...place.children], [...made.children]];
  if (old.length !== fresh.length) return;
  old.forEach((node, index) => {
    const other = fresh[index];
    if (other && node.outerHTML !== other.outerHTML) node.replaceWith(other);
  });
}

/** A table that is wider than its place is scrolled by arrow keys, once Tab reaches it. */
function letKeysScroll(table: Element) {
  if (table.scrollWidth > table.clientWidth) table.setAttribute("tabindex", "0");
  else table.removeAttribute("tabindex");
}

/** Escape puts a term's meaning away until the pointer or the focus comes back. Returns what ends it. */
function letTipsBeDismissed(node: HTMLElement): () => void {
  const away = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    for (const gloss of node.querySelectorAll(".imuran-gloss:hover, .imuran-gloss:focus-within")) {
      gloss.classList.add("imuran-dismissed");
      const back = () => gloss.classList.remove("imuran-dismissed");
      gloss.addEventListener("pointerleave", back, { once: true });
      gloss.addEventListener("focusout", back, { once: true });
    }
  };
  document.addEventListener("keydown", away, true);
  return () => document.removeEventListener("keydown", away, true);
}
