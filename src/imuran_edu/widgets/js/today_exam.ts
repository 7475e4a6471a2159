// A mock exam while it runs: questions without feedback under a clock that no reload stops.
import { drawQuestion } from "./case.ts";
import { button, el, setText, show } from "./dom.ts";
import { answerAt, attemptAt, EMPTY } from "./engine.ts";
import type { Entry, QuestionView } from "./generated/protocol.ts";
import { toLine } from "./learning/attempts.ts";
import { dayOf, secondOf } from "./learning/calendar.ts";
import type { KeptSet } from "./learning/kept_set.ts";
import { secondsLeft } from "./learning/mock_exam.ts";
import type { SetHost } from "./learning/set_host.ts";
import { makeNotice } from "./notice.ts";
import { isBlank } from "./reading.ts";
import { judge } from "./score.ts";
import { OWN, Store } from "./store.ts";
import { leavesOf } from "./tally.ts";
import type { Running } from "./today_runner.ts";
import { t, tn } from "./words.ts";

export const HEADING = { class: "imuran-title", role: "heading", "aria-level": "2" };

/** "31:05". */
function asClock(seconds: number): string {
  const rest = String(seconds % 60).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${rest}`;
}

/** The set when it is over: every answer checked, and an attempt for each that was given. */
export function closed(set: KeptSet, views: QuestionView[], now: Date): KeptSet {
  const entries = Object.fromEntries(
    views.map((view): [string, Entry] => {
      const entry = set.entries[view.id];
      const base = { ...EMPTY, version: view.version, ...entry };
      const leaves = leavesOf(view);
      const attempts = leaves.flatMap(({ view: part, address }) => {
        const given = answerAt(base, address.part);
        const feedback = judge(part, given);
        if (isBlank(given) || !feedback || feedback.status === "invalid") return [];
        const when = { time: secondOf(now), day: dayOf(now) };
        return [toLine({ ...attemptAt(view, base, part, feedback), ...when, exam: true })];
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
      setText(
        sure,
        tn(
          "{n} question is not answered yet. Press “Finish the exam” once more to end it.",
          "{n} questions are not answered yet. Press “Finish the exam” once more to end it.",
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
