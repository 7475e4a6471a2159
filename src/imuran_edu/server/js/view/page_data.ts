// What the server tells of a page: `widgets/lesson_page.py`, `widgets/outline.py`.
import type { QuizData } from "../../../widgets/js/mount.ts";

export type PageCell = { id: string } & (
  | { kind: "markdown"; html: string }
  | { kind: "html" | "figure"; html?: string; call: string[] }
  | { kind: "quiz" | "ask"; quiz?: QuizData; call: string[] }
  | { kind: "explorer"; title?: string; still?: string; call: string[] }
  | { kind: "progress" | "today"; call: string[] }
  | { kind: "code"; source: string }
  | { kind: "problem"; text: string }
);

export interface Page {
  /** The lesson's id, or "" in an assignment. */
  lesson: string;
  /** The assignment's name, or "" in a lesson. */
  assignment: string;
  title: string;
  /** Students write code in it: it belongs into a notebook. */
  editable: boolean;
  cells: PageCell[];
  /** The copy says something else than the lesson that we ship. Not known of the text alone. */
  changed?: boolean;
}

/** A page, or why there is none: the notebook is none of ours, or is no notebook. */
export type PageReply = Page | { other: true } | { problem: string; changed?: boolean };

export interface OutlineLesson {
  id: string;
  file: string;
  title: string;
  minutes: number;
  questions: string[];
  /** Of the start page, as HTML. */
  picture?: string;
}

/** What a lesson says, for a search over the course: its text and its questions, without keys and hints. */
export interface LessonText {
  file: string;
  title: string;
  cells: PageCell[];
}

/** The ids of the questions of a cell. */
export function questionsOf(cell: PageCell): string[] {
  if (cell.kind !== "quiz" && cell.kind !== "ask") return [];
  return cell.quiz?.questions.map((question) => question.id) ?? [];
}
