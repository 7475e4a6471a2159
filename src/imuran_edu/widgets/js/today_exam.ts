// A mock exam: questions without feedback under a clock that no reload stops, then the result.
import { drawQuestion } from "./case.ts";
import { button, el, focusOn, setText, show } from "./dom.ts";
import type { Entry, QuestionView } from "./generated/protocol.ts";
import { keptShare, toLine } from "./learning/attempts.ts";
import { dayOf, secondOf } from "./learning/calendar.ts";
import { type Course, lessonOf } from "./learning/course.ts";
import { EXAMS, examsOf } from "./learning/exam_record.ts";
import type { KeptSet } from "./learning/kept_set.ts";
import {
  compared,
  type ExamResult,
  examResult,
  type Scored,
  secondsLeft,
} from "./learning/mock_exam.ts";
import type { SetHost } from "./learning/set_host.ts";
import { makeNotice } from "./notice.ts";
import { isBlank } from "./reading.ts";
import { judge } from "./score.ts";
import { OWN, Store } from "./store.ts";
import { leavesOf } from "./tally.ts";
import { pairs, tidy } from "./text.ts";
import { small } from "./today_home.ts";
import type { Running } from "./today_runner.ts";
import { t, tn } from "./words.ts";

const HEADING = { class: "imuran-title", role: "heading", "aria-level": "2" };

/** "31:05". */
function asClock(seconds: number): string {
  const rest = String(seconds % 60).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${rest}`;
}

/** The points of an exam's answers; what was left blank earns nothing. */
export function scoreOf(views: QuestionView[], entries: Record<string, Entry>): Scored[] {
  return views.map((view) => {
    const answer = entries[view.id]?.answer ?? null;
    let [got, of] = [0, 0];
    for (const { view: part, address } of leavesOf(view)) {
      const given = address.part ? (pairs(answer)[address.part] ?? null) : answer;
      got += judge(part, given)?.earned ?? 0;
      of += part.points;
    }
    return { id: view.id, got, of };
  });
}

/** The set when it is over: every answer checked, and an attempt for each that was given. */
export function closed(set: KeptSet, views: QuestionView[], now: Date): KeptSet {
  const entries = Object.fromEntries(
    views.map((view): [string, Entry] => {
      const entry = set.entries[view.id];
      const base = { answer: null, version: view.version, saved: "", hints: {}, ...entry };
      const leaves = leavesOf(view);
      const attempts = leaves.flatMap(({ view: part, address }) => {
        const given = address.part ? (pairs(base.answer)[address.part] ?? null) : base.answer;
        const feedback = judge(part, given);
        if (isBlank(given) || !feedback || feedback.status === "invalid") return [];
        const share = feedback.status === "right" ? 1 : keptShare(feedback.earned / part.points);
        const plain = { hint: false, shown: false, unsure: false, carried: false, seconds: 0 };
        const time = secondOf(now);
        const attempt = { ...plain, time, day: dayOf(now), question: part.id, share, exam: true };
        return [toLine({ ...attempt, version: view.version })];
      });
      const checked = leaves.map(({ view: part }) => part.id);
      return [view.id, { ...base, checked, tries: {}, attempts }];
    }),
  );
  return { ...set, over: true, entries };
}

/** In an exam nothing helps. */
const withoutHints = (view: QuestionView): QuestionView => ({
  ...view,
  hints: [],
  ...(view.stages && {
    stages: view.stages.map((stage) => ({
      ...stage,
      questions: stage.questions.map(withoutHints),
    })),
  }),
});

export interface ExamEvents {
  say(text: string): void;
  leave(): void;
  /** Time is over, or it was handed in. */
  over(): void;
}

/** The exam while it runs. */
export function makeExam(host: SetHost, views: QuestionView[], events: ExamEvents): Running {
  const { set } = host;
  const loaded = { entries: set.entries, notice: { level: "none" as const, text: "" } };
  const numbered = views.map((view, i) => withoutHints({ ...view, number: String(i + 1) }));
  const base = { mode: "graded" as const, title: "", introduction: "", round_id: "" };
  const store = new Store({ ...base, questions: numbered, loaded }, host);
  const notice = makeNotice(store);
  const place = el("div");
  const time = el("span", { class: "imuran-clock", role: "timer" });
  const numbers = el("ol", { class: "imuran-exam-numbers", "aria-label": t("Questions") });
  const back = button(t("Back"), () => go(at - 1));
  const next = button(t("Next question"), () => go(at + 1), { class: "imuran-primary" });
  const leave = button(t("Leave; the clock goes on"), events.leave, { class: "imuran-link" });
  const sure = el("p", { class: "imuran-message", role: "status" });
  const hand = button(t("Finish the exam"), finish);
  let asked = false;
  let at = 0;
  let question: ReturnType<typeof drawQuestion> | null = null;
  const title = el("div", { ...HEADING, text: set.title });
  const node = el(
    "div",
    { class: "imuran-today" },
    el("div", { class: "imuran-exam-top" }, title, time),
    numbers,
    notice.node,
    place,
    el("div", { class: "imuran-buttons" }, back, next, hand),
    sure,
    el("div", {}, leave),
  );

  const answered = (view: QuestionView) =>
    leavesOf(view).every(({ address }) => !isBlank(store.state(address).answer));

  function finish() {
    const open = numbered.filter((view) => !answered(view)).length;
    if (open && !asked) {
      asked = true;
      const words =
        "{n} questions are not answered yet. Press “Finish the exam” once more to end it.";
      setText(
        sure,
        tn(
          "{n} question is not answered yet. Press “Finish the exam” once more to end it.",
          words,
          open,
        ),
      );
      return;
    }
    events.over();
  }

  function go(index: number) {
    at = Math.max(0, Math.min(index, numbered.length - 1));
    asked = false;
    setText(sure, "");
    const view = numbered[at] as QuestionView;
    const { number } = view;
    const name = t("Question {number} of {all}", { number, all: numbered.length });
    question = drawQuestion(view, store, name, events.say, 3);
    question.update();
    place.replaceChildren(question.node);
    update();
    if (node.contains(document.activeElement)) question.focus();
  }

  function update() {
    show(back, at > 0);
    show(next, at + 1 < numbered.length);
    hand.classList.toggle("imuran-primary", at + 1 === numbered.length);
    numbers.replaceChildren(
      ...numbered.map((view, i) => {
        const state = answered(view);
        const label = state
          ? t("Question {number}, answered", { number: i + 1 })
          : t("Question {number}, open", { number: i + 1 });
        const props = {
          "aria-label": label,
          "data-done": String(state),
          "aria-current": i === at && "true",
        };
        return el(
          "li",
          {},
          button(String(i + 1), () => go(i), { class: "imuran-exam-number", ...props }),
        );
      }),
    );
  }

  let told = Number.POSITIVE_INFINITY;
  function tick() {
    const left = secondsLeft(set.started, set.minutes, new Date());
    setText(time, t("{time} left", { time: asClock(left) }));
    time.dataset.late = String(left <= 300);
    if (left <= 300 && told > 300) events.say(t("Five minutes left."));
    told = left;
    if (left === 0) {
      clearInterval(timer);
      events.over();
    }
  }
  const timer = setInterval(tick, 500);
  const view = {
    update(id: string) {
      if (id === OWN) notice.update();
      else if (id === numbered[at]?.id) {
        question?.update();
        update();
      }
    },
    rebuild: () => go(at),
  };
  store.views.add(view);
  notice.update();
  go(numbered.findIndex((each) => !answered(each)));
  tick();
  return {
    node,
    close() {
      clearInterval(timer);
      store.flushAll();
      store.views.delete(view);
      store.close();
    },
  };
}

const percent = (got: number, of: number) => (of > 0 ? Math.round((100 * got) / of) : 0);

/** The objectives, the weak ones first, with what to read again. */
function makeObjectives(course: Course, { objectives }: ExamResult) {
  const rows = objectives
    .toSorted((a, b) => a.got / a.of - b.got / b.of)
    .map(({ objective, lesson, got, of }) => {
      const its = lessonOf(course, lesson);
      const words = its?.objectives.find(({ id }) => id === objective)?.text ?? objective;
      const weak = got < of;
      const props = { href: its?.notebook ?? "", text: its?.title ?? lesson };
      const link = weak && its ? el("a", props) : el("span", { text: its?.title ?? lesson });
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
        el("td", {}, weak ? t("read again: ") : "", link),
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
    makeObjectives(course, result),
    el(
      "div",
      { class: "imuran-buttons" },
      button(t("Back to Today"), events.leave, { class: "imuran-primary" }),
      look,
    ),
    place,
  );
  return { node, close: () => store.close() };
}
