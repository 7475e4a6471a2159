// The sections of a page: from a heading to the next one. Pure.

import { answerAt, EMPTY } from "../../../widgets/js/engine.ts";
import type { QuestionView } from "../../../widgets/js/generated/protocol.ts";
import type { Entries } from "../../../widgets/js/hosts/host.ts";
import { isBlank } from "../../../widgets/js/reading.ts";
import { scriptOf } from "../../../widgets/js/score.ts";
import { leavesOf } from "../../../widgets/js/tally.ts";
import { type Page, type PageCell, questionsOf } from "./page_data.ts";

export interface Heading {
  /** The cell that it stands in. */
  cell: number;
  id: string;
  text: string;
}

export interface Section {
  /** Of its heading, or of the cell of an assignment's question. */
  id: string;
  text: string;
  questions: string[];
}

/** Words for sections that have no heading of their own. */
export interface SectionWords {
  introduction: string;
  question(number: number): string;
}

/** The headings of the first two levels in a page's text. */
export function headings(cells: readonly PageCell[]): Heading[] {
  return cells.flatMap((cell, index) =>
    cell.kind === "markdown"
      ? [...cell.html.matchAll(/<h[12] id="([^"]*)">(.*?)<\/h[12]>/gs)].map(([, id, html]) => ({
          cell: index,
          id: unescaped(id ?? ""),
          text: unescaped((html ?? "").replace(/<[^>]*>/g, "")).trim(),
        }))
      : [],
  );
}

const NAMED: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  "#x27": "'",
};
const unescaped = (html: string): string =>
  html.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name) => NAMED[name] ?? "");

/** The sections of a page, with the questions that stand in each; of an assignment each question is one. */
export function sections(page: Page, words: SectionWords): Section[] {
  const { cells } = page;
  const found = headings(cells);
  const first = found[0] && { id: found[0].id, text: words.introduction };
  if (page.assignment) {
    const asked = cells.filter((cell) => cell.kind === "ask");
    const each = asked.map((cell, index) => ({
      id: cell.id,
      text: words.question(index + 1),
      questions: questionsOf(cell),
    }));
    return first ? [{ ...first, questions: [] }, ...each] : each;
  }
  return found.map(({ id, text, cell }, index) => {
    const end = found[index + 1]?.cell ?? cells.length;
    const questions = cells.slice(cell, Math.max(end, cell + 1)).flatMap(questionsOf);
    return { id, text: index === 0 ? words.introduction : text, questions };
  });
}

/** The questions of an assignment whose answers will not count as they stand. */
export function unreadable({ assignment, cells }: Page, entries: Entries): Set<string> {
  const views = cells.flatMap((cell) => (cell.kind === "ask" ? (cell.quiz?.questions ?? []) : []));
  const wrong = (view: QuestionView) =>
    leavesOf(view).some(({ view: part, address }) => {
      const answer = answerAt(entries[view.id] ?? EMPTY, address.part);
      return scriptOf(part.type).unreadable?.(part, answer);
    });
  return new Set(assignment ? views.filter(wrong).map(({ id }) => id) : []);
}

/** Whether a question counts as answered: checked in practice, given in an assignment. */
export function isAnswered(id: string, entries: Entries, graded: boolean): boolean {
  const entry = entries[id];
  if (!entry) return false;
  return graded ? !isBlank(entry.answer) : entry.checked.length > 0;
}

/** How far a section or a lesson is: a tick, a part of it, or nothing. */
export type Standing = "done" | "begun" | "open";

export function standing(questions: readonly string[], entries: Entries, graded = false): Standing {
  const answered = questions.filter((id) => isAnswered(id, entries, graded)).length;
  if (answered === 0) return "open";
  return answered === questions.length ? "done" : "begun";
}
