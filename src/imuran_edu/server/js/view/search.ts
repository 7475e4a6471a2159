// Finds words in the text and the questions of a page. Pure.
import type { PageCell } from "./page_data.ts";
import { headings } from "./sections.ts";

export interface Passage {
  /** The section that it stands in. */
  section: string;
  heading: string;
  /** The cell. */
  cell: string;
  /** The question, where it is one. */
  question?: string;
  text: string;
}

export interface Hit extends Passage {
  /** The words around the first match: before it, the match, and after it. */
  around: [string, string, string];
}

const AROUND = 48; // characters on each side

/** What a page says, piece by piece. */
export function passages(cells: readonly PageCell[], plain: (html: string) => string): Passage[] {
  const found = headings(cells);
  const found_in = (index: number) => found.filter((each) => each.cell <= index).at(-1);
  return cells.flatMap((cell, index): Passage[] => {
    const heading = found_in(index);
    const place = { section: heading?.id ?? "", heading: heading?.text ?? "", cell: cell.id };
    if (cell.kind === "markdown") {
      return cell.html
        .split(/(?<=<\/(?:p|li|tr|h\d|blockquote)>)/)
        .map((html) => ({ ...place, text: plain(html) }));
    }
    if (cell.kind === "quiz" || cell.kind === "ask") {
      const questions = cell.quiz?.questions ?? [];
      return questions.map((asked) => ({
        ...place,
        question: asked.id,
        text: plain(shown(asked).join(" ")),
      }));
    }
    if (cell.kind === "html" && cell.html) {
      return cell.html
        .split(/(?<=<\/(?:tr|li|p)>)/)
        .map((html) => ({ ...place, text: plain(html) }));
    }
    return [];
  });
}

/** All that a question shows before it is answered; keys, hints and reasons are left out. */
function shown(value: unknown, name = ""): string[] {
  if (typeof value === "string")
    return ["stem", "html", "title", "text", "label"].includes(name) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => shown(each, name));
  if (value && typeof value === "object") {
    const hidden = ["key", "hints", "id", "version", "text"];
    return Object.entries(value).flatMap(([key, each]) =>
      hidden.includes(key) ? [] : shown(each, key),
    );
  }
  return [];
}

const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** What a lesson says, piece by piece. */
export interface SearchedLesson {
  file: string;
  title: string;
  passages: Passage[];
}

/** A lesson in which words were found. */
export interface FoundLesson {
  file: string;
  title: string;
  hits: Hit[];
}

/** The lessons in which a query is found, in their order, each with as many of its places as are shown. */
export function findInLessons(
  query: string,
  lessons: readonly SearchedLesson[],
  most = 5,
): FoundLesson[] {
  return lessons.flatMap(({ file, title, passages: all }) => {
    const hits = find(query, all, most);
    return hits.length ? [{ file, title, hits }] : [];
  });
}

/** The passages in which all words of a query begin a word, in the order of the page. */
export function find(query: string, all: readonly Passage[], most = 40): Hit[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0 || words.join("").length < 2) return [];
  const hits: Hit[] = [];
  for (const passage of all) {
    const text = folded(passage.text);
    const at = words.map((word) => beginning(text, word));
    if (at.some((place) => place < 0)) continue;
    hits.push({ ...passage, around: cut(passage.text, text, at[0] ?? 0, words[0] ?? "") });
    if (hits.length === most) break;
  }
  return hits;
}

function beginning(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return at;
  }
  return -1;
}

function cut(text: string, fold: string, at: number, word: string): [string, string, string] {
  // a text whose folding changed its length is cut where it begins
  const start = fold.length === text.length ? at : 0;
  const length = fold.length === text.length ? word.length : 0;
  const before = text.slice(Math.max(0, start - AROUND), start);
  const after = text.slice(start + length, start + length + AROUND);
  return [
    start > AROUND ? `…${before.replace(/^\S*\s/, "")}` : before,
    text.slice(start, start + length),
    after.length === AROUND ? `${after.replace(/\s\S*$/, "")}…` : after,
  ];
}
