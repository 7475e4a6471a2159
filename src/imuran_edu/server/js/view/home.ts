// Where a page of the course is at home: what gives its pages, keeps its answers and knows the addresses. Jupyter's
// server is one home (`server_home.ts`), a folder of static pages another (`site/js/`).
import type { CourseHost } from "../../../widgets/js/hosts/course.ts";
import type { CardHost, Host } from "../../../widgets/js/hosts/host.ts";
import type { PageAnswers } from "./answers.ts";
import type { HandInActions } from "./hand_in.ts";
import type { LessonText, OutlineLesson, Page, PageReply } from "./page_data.ts";

export interface Home {
  outline(): Promise<OutlineLesson[]>;
  /** A page; its text alone may come sooner. Rejects with `status` 404 where there is none. */
  page(path: string, part: "text" | "whole"): Promise<PageReply>;
  /** What all lessons say, for a search over the course. */
  courseText(): Promise<LessonText[]>;
  /** Where the answers of a page are kept. */
  answers(path: string): Host;
  card(path: string): CardHost;
  course(path: string, answers: Host): CourseHost;
  /** The browser's address of a page. */
  address(path: string, fragment: string): string;
  /** What is the matter while a page does not come, in a sentence. */
  silence(): string;
  /** Draw the end of an assignment; returns what takes it away. */
  handIn(
    place: HTMLElement,
    page: { path: string; page: Page },
    answers: PageAnswers,
    actions: HandInActions,
  ): () => void;
  /** What stands at the end of each page; returns what takes it away. */
  addEnd?(place: HTMLElement): () => void;
}
