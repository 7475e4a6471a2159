// The top of the start page: a picture, one button (begin, or go on where you were), and the map of the lessons.
import { el } from "../../../widgets/js/dom.ts";
import type { Entries } from "../../../widgets/js/hosts/host.ts";
import { pageStorage } from "../../../widgets/js/page_storage.ts";
import { t } from "../../../widgets/js/words.ts";
import { type Asked, inFolder, nameOf } from "./address.ts";
import type { OutlineLesson, Page } from "./page_data.ts";
import { standing } from "./sections.ts";

const LAST = "imuran-edu:last-read:";

/** Where somebody was reading: kept by the browser for each folder of lessons. */
export function rememberPlace(folder: string, { path, fragment }: Asked) {
  pageStorage.set(LAST + folder, `${nameOf(path)}#${fragment}`);
}

export const forgetPlace = (folder = "") => pageStorage.remove(LAST + folder);

function lastPlace(folder: string): { file: string; fragment: string } | null {
  const [file = "", fragment = ""] = (pageStorage.get(LAST + folder) ?? "").split("#", 2);
  return file ? { file, fragment } : null;
}

/** The lesson to go on with: where its reader was, else the first that is not done. */
export function whereToGo(
  lessons: readonly OutlineLesson[],
  last: { file: string; fragment: string } | null,
  entries: Entries,
): { lesson: OutlineLesson; fragment: string; begun: boolean } | null {
  const read = lessons.find(({ file }) => file === last?.file);
  if (read && last && standing(read.questions, entries) !== "done")
    return { lesson: read, fragment: last.fragment, begun: true };
  const open = lessons.find(({ questions }) => standing(questions, entries) !== "done");
  const lesson = open ?? lessons[0];
  const begun = lessons.some(({ questions }) => standing(questions, entries) !== "open");
  return lesson ? { lesson, fragment: "", begun } : null;
}

/** Whether a page is the one that the course begins with, before its outline is there. */
export const isStart = ({ assignment }: Page, path: string) =>
  !assignment && nameOf(path).startsWith("00_");

export class StartPage {
  readonly node = el("section", { class: "imr-start", "aria-label": t("The course") });
  private readonly folder: string;
  private outline: readonly OutlineLesson[] = [];
  private entries: Entries = {};

  constructor(folder: string) {
    this.folder = folder;
  }

  draw(outline: readonly OutlineLesson[], entries: Entries = this.entries) {
    this.outline = outline;
    this.entries = entries;
    const [start, ...lessons] = outline;
    this.node.hidden = lessons.length === 0;
    if (!start || this.node.hidden) return;
    const focused = this.node.contains(document.activeElement);
    const at = focused ? document.activeElement?.getAttribute("href") : null;
    const picture = el("div", { class: "imr-start-picture", html: start.picture ?? "" });
    const map = el(
      "ol",
      { class: "imr-map" },
      ...lessons.map((each, i) => this.lesson(each, i + 1)),
    );
    this.node.replaceChildren(
      el("div", { class: "imr-start-words" }, this.button(lessons), map),
      start.picture ? picture : "",
    );
    if (at) this.node.querySelector<HTMLElement>(`a[href="${CSS.escape(at)}"]`)?.focus();
  }

  /** Show what is answered. */
  answered(entries: Entries) {
    this.draw(this.outline, entries);
  }

  private button(lessons: readonly OutlineLesson[]) {
    const to = whereToGo(lessons, lastPlace(this.folder), this.entries);
    if (!to) return null;
    const { lesson, fragment, begun } = to;
    const { title } = lesson;
    const text = begun ? t("Go on: {title}", { title }) : t("Begin: {title}", { title });
    const href = lesson.file + (fragment && `#${encodeURIComponent(fragment)}`);
    return el("a", { class: "imr-button imr-main imr-start-button", href, text });
  }

  private lesson({ file, title, minutes, questions }: OutlineLesson, number: number) {
    const how = standing(questions, this.entries);
    const said = { done: t("done"), begun: t("begun"), open: t("{n} min", { n: minutes }) }[how];
    const link = el("a", { href: file, "data-path": inFolder(this.folder, file) }, title);
    const mark = el("span", { class: "imr-mark", "aria-hidden": "true", text: String(number) });
    return el("li", { "data-standing": how }, mark, link, el("small", { text: said }));
  }
}
