// What the reading view and the page beneath it know of each other.
import { t } from "../../../widgets/js/words.ts";
import type { Asked } from "./address.ts";
import type { PageAnswers } from "./answers.ts";
import type { Cells } from "./cells.ts";
import type { Page, PageCell } from "./page_data.ts";
import type { Section } from "./sections.ts";

/** What the view asks of the page that it lies over. */
export interface Shell {
  /** Go to another page of the course: it comes back by `open`. */
  go(asked: Asked): void;
  /** Where there is JupyterLab: show a page as the notebook that it is made of. */
  openNotebook?(path: string): void;
  /** The view shows this now. */
  shown(asked: Asked): void;
  /** Everything of the page stands in its place. */
  ready?(): void;
  explorer: (path: string, place: HTMLElement, cell: string, name: string) => () => void;
}

/** A page in the view. */
export interface Open {
  path: string;
  page: Page;
  cells: Cells;
  answers: PageAnswers;
  sections: Section[];
  whole: boolean;
}

/** Words for sections that have no heading of their own. */
export const words = () => ({
  introduction: t("Introduction"),
  question: (number: number) => t("Question {number}", { number }),
});

/** Whether a page that came again has the cells that are drawn. */
export const sameCells = (a: readonly PageCell[], b: readonly PageCell[]) =>
  a.length === b.length && a.every((cell, index) => cell.id === b[index]?.id);
