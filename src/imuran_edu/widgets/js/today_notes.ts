// Notes and flags, and what a learner may do with all that is kept.
import { button, el, setText, show, small } from "./dom.ts";
import type { CourseHost } from "./hosts/course.ts";
import { asMarkdown, type Course, flagged, lessonOf, notesOf } from "./learning/course.ts";
import { stateWord } from "./learning/daily_set.ts";
import { hrefOf } from "./learning/read_again.ts";
import { saveFile } from "./save_file.ts";
import { t, tn } from "./words.ts";

const heading = (text: string) =>
  el("div", {}, el("div", { class: "imuran-title", role: "heading", "aria-level": "2", text }));

const label = (text: string) =>
  el("div", { class: "imuran-part", role: "heading", "aria-level": "3", text });

export function makeNotes(course: Course, practise: () => void, back: () => void): HTMLElement {
  const notes = notesOf(course).map(({ text, notebook, section, title }) => {
    const lesson = course.index.lessons.find((each) => each.notebook === notebook)?.title ?? "";
    const link = el("a", { href: hrefOf(notebook, section), text: title });
    return el(
      "li",
      {},
      el("small", {}, `${lesson}: `, link),
      el("p", { class: "imuran-note-text", text }),
    );
  });
  const flags = flagged(course).map(({ card, state }) => {
    const lesson = lessonOf(course, card.lesson);
    return el("li", { text: `${card.id} (${lesson?.title ?? card.lesson}): ${stateWord(state)}` });
  });
  const save = () =>
    saveFile(`imuran-notes-${course.today}.md`, asMarkdown(course), "text/markdown");
  return el(
    "div",
    { class: "imuran-today" },
    heading(t("Notes and flags")),
    label(t("Notes")),
    notes.length
      ? el("ul", { class: "imuran-notes" }, ...notes)
      : small(t("No notes yet: press “Note” beside the heading of a section in the reading view.")),
    label(t("Flagged questions")),
    flags.length
      ? el("ul", {}, ...flags)
      : small(t("No flags yet: press “Flag” under a question to find it here again.")),
    el(
      "div",
      { class: "imuran-buttons" },
      button(t("Back to Today"), back, { class: "imuran-primary" }),
      ...(flags.length ? [button(t("Practise the flagged"), practise)] : []),
      ...(notes.length || flags.length ? [button(t("Export as Markdown"), save)] : []),
    ),
  );
}

/** The file for a class, and the end of everything. */
export function makeData(
  course: Course,
  host: CourseHost,
  deleted: () => void,
  back: () => void,
): HTMLElement {
  const said = el("p", { class: "imuran-message", role: "status" });
  const failed = (error: unknown) =>
    setText(said, error instanceof Error ? error.message : String(error));
  const handIn = async () => {
    try {
      const { name, text } = await host.handIn();
      saveFile(name, text);
      setText(said, t("Your browser saves {name}.", { name }));
    } catch (error) {
      failed(error);
    }
  };
  const answers = Object.keys(course.entries).length;
  const n = course.attempts.length;
  const what = host.inBrowser
    ? tn(
        "This deletes, in this browser: {n} attempt, every answer, your notes and flags, and the mock exams. Files that you downloaded stay where you put them. It cannot be undone.",
        "This deletes, in this browser: {n} attempts, every answer, your notes and flags, and the mock exams. Files that you downloaded stay where you put them. It cannot be undone.",
        n,
      )
    : tn(
        "This deletes, in the folder of these lessons: {n} attempt, every answer, your notes and flags, the mock exams, and copies that were set aside. Files that you downloaded stay where you put them. It cannot be undone.",
        "This deletes, in the folder of these lessons: {n} attempts, every answer, your notes and flags, the mock exams, and copies that were set aside. Files that you downloaded stay where you put them. It cannot be undone.",
        n,
      );
  const where = host.inBrowser
    ? t("Everything is kept in this browser and nowhere else.")
    : t("Everything lies in the folder of the lessons and nowhere else.");
  const really = button(t("Delete everything now"), async () => {
    try {
      await host.deleteAll();
      deleted();
    } catch (error) {
      failed(error);
    }
  });
  const keep = button(t("Keep it"), () => ask(false), { class: "imuran-primary" });
  const confirm = el(
    "div",
    { hidden: true },
    el("p", { text: what }),
    el("div", { class: "imuran-buttons" }, keep, really),
  );
  const first = button(t("Delete my data"), () => ask(true));
  function ask(open: boolean) {
    show(confirm, open);
    show(first, !open);
    (open ? keep : first).focus();
  }
  return el(
    "div",
    { class: "imuran-today" },
    heading(t("My data")),
    label(t("For your class")),
    small(
      t(
        "A file with your attempts alone: which question, when, right or not. No notes, no answers, no name.",
      ),
    ),
    el("div", { class: "imuran-buttons" }, button(t("Save the file for my class"), handIn)),
    label(t("Delete")),
    small(answers || course.attempts.length ? where : t("Nothing is kept yet.")),
    el("div", { class: "imuran-buttons" }, first),
    confirm,
    said,
    el(
      "div",
      { class: "imuran-buttons" },
      button(t("Back to Today"), back, { class: "imuran-link" }),
    ),
  );
}
