// The data of a folder of pages. Each is a classic script that puts itself into `imuranData` (`site/page.py`), since from
// a disk a page may load nothing else.
import type { LessonText, OutlineLesson, Page } from "../../server/js/view/page_data.ts";
import type { CourseIndex, ExplorerView } from "../../widgets/js/generated/protocol.ts";
import { NotSavedError } from "../../widgets/js/hosts/host.ts";
import { t } from "../../widgets/js/words.ts";
import { storage } from "./answers.ts";
import { ownCopy } from "./copy.ts";
import { seedOf } from "./seed.ts";

/** What every page knows of the whole course. */
export interface CourseData {
  outline: OutlineLesson[];
  index: CourseIndex;
  /** Every practice question there ever was, with its lesson, in the order in which it came. */
  register: { questions: [id: string, lesson: string][]; retired: string[] };
  /** The page of each notebook. */
  pages: Record<string, string>;
}

/** The cell of an explorer holds its drawings here. */
export interface DrawnCell {
  explorer?: ExplorerView;
}

const all = (): Record<string, unknown> =>
  (globalThis as { imuranData?: Record<string, unknown> }).imuranData ?? {};

export const courseData = (): CourseData => all().course as CourseData;

const asked = new Map<string, Promise<unknown>>();

const copies = new WeakMap<Page, Page>();

/** A lesson as this browser's copy asks it, by its notebook's name; its data are loaded when they are first asked for. */
export async function pageOf(notebook: string): Promise<Page> {
  const page = await dataOf<Page>(notebook, notebook.replace(/\.ipynb$/, ""));
  const known = copies.get(page) ?? copyOf(page, seedOf(storage));
  copies.set(page, known);
  return known;
}

const copyOf = (page: Page, seed: number): Page => ({
  ...page,
  cells: page.cells.map((cell) => {
    if (cell.kind !== "quiz" || !cell.quiz) return cell;
    const questions = cell.quiz.questions.map((view) => ownCopy(view, seed));
    return { ...cell, quiz: { ...cell.quiz, questions } };
  }),
});

/** What all lessons say, for a search over the course. */
export const courseText = (): Promise<LessonText[]> => dataOf("text", "text");

function dataOf<T>(name: string, file: string): Promise<T> {
  const known = asked.get(name) ?? load(name, file);
  asked.set(name, known);
  known.catch(() => asked.delete(name));
  return known as Promise<T>;
}

export const noData = () => t("A part of these pages is missing. Copy the whole folder once more.");

function load(name: string, file: string): Promise<unknown> {
  const here = all()[name];
  if (here) return Promise.resolve(here);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `data/${file}.js`;
    const end = () => {
      script.remove();
      const found = all()[name];
      if (found) resolve(found);
      else reject(new NotSavedError(noData()));
    };
    script.onload = end;
    script.onerror = end;
    document.head.append(script);
  });
}
