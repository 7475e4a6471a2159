// A mock exam when it is over: the result by objective, against the one before, and the questions.
import { drawQuestion } from "./case.ts";
import { button, el, focusOn, show, small } from "./dom.ts";
import { answerAt, EMPTY } from "./engine.ts";
import type { Entry, IndexLesson, QuestionView } from "./generated/protocol.ts";
import { type Course, lessonOf } from "./learning/course.ts";
import { EXAMS, examsOf } from "./learning/exam_record.ts";
import {
  compared,
  type ExamResult,
  examResult,
  type ObjectiveResult,
  type Scored,
} from "./learning/mock_exam.ts";
import { hrefOf, toReadAgain } from "./learning/read_again.ts";
import type { SetHost } from "./learning/set_host.ts";
import { judge } from "./score.ts";
import { Store } from "./store.ts";
import { leavesOf } from "./tally.ts";
import { percent, tidy } from "./text.ts";
import { type ExamEvents, HEADING } from "./today_exam.ts";
import type { Running } from "./today_runner.ts";
import { t, tn } from "./words.ts";

/** The points of an exam's answers; what was left blank earns nothing. */
export function scoreOf(views: QuestionView[], entries: Record<string, Entry>): Scored[] {
  return views.map((view) => {
    const entry = entries[view.id] ?? EMPTY;
    let [got, of] = [0, 0];
    for (const { view: part, address } of leavesOf(view)) {
      got += judge(part, answerAt(entry, address.part))?.earned ?? 0;
      of += part.points;
    }
    return { id: view.id, got, of };
  });
}

/** The sections to read again; where none is known, the lesson. */
function readAgain({ index }: Course, lesson: IndexLesson, row: ObjectiveResult) {
  const { title, notebook } = lesson;
  const sections = toReadAgain(index.cards, lesson.sections, row);
  if (!sections.length)
    return el("td", {}, t("Read again:"), " ", el("a", { href: notebook, text: title }));
  const links = sections.map(({ id, title: text }) =>
    el("li", {}, el("a", { href: hrefOf(notebook, id), text })),
  );
  return el("td", {}, t("Read again in “{title}”:", { title }), el("ul", {}, ...links));
}

/** The objectives, the weak ones first, with what to read again. */
function makeObjectives(course: Course, { objectives }: ExamResult) {
  const rows = objectives
    .toSorted((a, b) => a.got / a.of - b.got / b.of)
    .map((row) => {
      const { objective, lesson, got, of } = row;
      const its = lessonOf(course, lesson);
      const words = its?.objectives.find(({ id }) => id === objective)?.text ?? objective;
      const weak = got < of;
      const points = tn("{got} of {n} point", "{got} of {n} points", Number(tidy(of)), {
        got: tidy(got),
      });
      const bar = el("span", { class: "imuran-share", "aria-hidden": "true" }, el("span"));
      (bar.firstElementChild as HTMLElement).style.setProperty("width", `${percent(got, of)}%`);
      return el(
        "tr",
        { "data-weak": String(weak) },
        el("td", { text: words }),
        el("td", {}, bar, el("span", { text: points })),
        weak && its ? readAgain(course, its, row) : el("td", { text: its?.title ?? lesson }),
      );
    });
  const heads = [t("Objective"), t("Points"), t("Lesson")].map((text) =>
    el("th", { scope: "col", text }),
  );
  return el(
    "div",
    { class: "imuran-wide" },
    el(
      "table",
      { class: "imuran-table" },
      el("thead", {}, el("tr", {}, ...heads)),
      el("tbody", {}, ...rows),
    ),
  );
}

/** The exam when it is over: the result by objective, against the one before, and the questions with their keys. */
export function makeExamResult(
  course: Course,
  host: SetHost,
  views: QuestionView[],
  events: Pick<ExamEvents, "say" | "leave">,
): Running {
  const { set } = host;
  const result = examResult(course.index.cards, scoreOf(views, set.entries));
  const before = examsOf(course.entries[EXAMS])
    .filter(({ started }) => started < set.started)
    .at(-1);
  const got = tidy(result.got);
  const all = Number(tidy(result.of));
  const words = tn("{got} of {n} point ({percent} %)", "{got} of {n} points ({percent} %)", all, {
    got,
    percent: percent(result.got, result.of),
  });
  const heading = el("p", { class: "imuran-result", text: words });
  const place = el("div", { class: "imuran-list", hidden: true });
  const data = { mode: "practice" as const, title: "", introduction: "", round_id: "" };
  const entries = Object.fromEntries(
    Object.entries(set.entries).map(([id, { attempts: _, ...entry }]) => [id, entry]),
  );
  const store = new Store(
    { ...data, questions: views, loaded: { entries, notice: course.notice } },
    host,
  );
  const look = button(t("Look at the questions"), () => {
    place.replaceChildren(
      ...views.map((view, i) => {
        const question = drawQuestion(
          view,
          store,
          t("Question {number}", { number: i + 1 }),
          events.say,
          3,
        );
        question.update();
        return question.node;
      }),
    );
    show(place, true);
    show(look, false);
    focusOn(place.firstElementChild as HTMLElement);
  });
  const comparison = compared(result, before);
  const node = el(
    "div",
    { class: "imuran-today imuran-reviewed" },
    el("div", { ...HEADING, text: t("Result of the mock exam") }),
    heading,
    comparison ? el("p", { text: comparison }) : null,
    small(
      t("Practice questions only: the final asks others. What you missed is in Today from now on."),
    ),
    el(
      "div",
      { class: "imuran-buttons" },
      button(t("Back to Today"), events.leave, { class: "imuran-primary" }),
      look,
    ),
    makeObjectives(course, result),
    place,
  );
  return { node, close: () => store.close() };
}
