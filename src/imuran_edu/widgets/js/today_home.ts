// The first page of Today: what is due, the ways to practise, and what was reached.
import { button, el, icon, setText, show, small } from "./dom.ts";
import { dayInWords } from "./learning/calendar.ts";
import { type Course, flagged, lessonOf, nextDue } from "./learning/course.ts";
import {
  countStates,
  type DailySet,
  dailySet,
  type Known,
  mistakes,
  STATES,
  stateWord,
  unsures,
} from "./learning/daily_set.ts";
import { EXAM_SET, type KeptSet, PRACTICE_SET, setOf } from "./learning/kept_set.ts";
import { minutesFor, secondsLeft } from "./learning/mock_exam.ts";
import { streakOf } from "./learning/streak.ts";
import { t, tn } from "./words.ts";

/** What the first page can begin. */
export interface Actions {
  practise(kind: string, title: string, questions: Known[]): void;
  resume(): void;
  exam(): void;
  look(what: "picture" | "notes" | "data"): void;
}

const LONGEST = 20; // questions of a set that no time limits

/** How many questions of a set are not finished. */
export function left(set: KeptSet): number {
  return set.ids.filter((id) => !set.entries[id]?.checked.length).length;
}

/** "7 due, 3 mistakes, 4 days in a row", without what there is none of. */
function facts(course: Course): string {
  const { dueNow } = countStates(course.known);
  const wrong = mistakes(course.known).length;
  const streak = streakOf(
    course.attempts.map(({ day }) => day),
    course.today,
  );
  return [
    dueNow ? tn("{n} question due", "{n} questions due", dueNow) : t("nothing due"),
    wrong && tn("{n} mistake to mend", "{n} mistakes to mend", wrong),
    streak.days > 1 && tn("{n} day in a row", "{n} days in a row", streak.days),
    streak.forgiven > 0 && t("a free day forgiven"),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** What there is to do today: the sentence and the button. */
function makeDaily(course: Course, set: DailySet, actions: Actions) {
  const kept = setOf(course.entries[PRACTICE_SET]);
  const box = el("div", { class: "imuran-today-now" });
  if (kept && kept.day === course.today && left(kept) > 0) {
    const n = left(kept);
    const label = tn("Continue: {n} question left", "Continue: {n} questions left", n);
    box.append(button(label, actions.resume, { class: "imuran-primary" }), small(kept.title));
    return box;
  }
  if (!set.questions.length) {
    const next = nextDue(course);
    const words = !course.attempts.length
      ? t(
          "Begin with a lesson. What you answer there comes back here, when it is time to recall it.",
        )
      : next
        ? tn(
            "Done for today. {n} question is due on {day}.",
            "Done for today. {n} questions are due on {day}.",
            next.count,
            { day: dayInWords(next.day) },
          )
        : t("Done for today.");
    box.append(el("p", { text: words }));
    return box;
  }
  const label = tn(
    "Practise {n} question, about {minutes} min",
    "Practise {n} questions, about {minutes} min",
    set.questions.length,
    { minutes: set.minutes },
  );
  const start = () => actions.practise("daily", t("Today's set"), set.questions);
  const parts = [
    set.due && t("{n} due", { n: set.due }),
    set.fresh && t("{n} new", { n: set.fresh }),
    set.left && t("{n} more wait for tomorrow", { n: set.left }),
  ];
  box.append(
    button(label, start, { class: "imuran-primary" }),
    small(parts.filter(Boolean).join(", ")),
  );
  return box;
}

/** A set by lesson or objective. */
function makeChooser(course: Course, actions: Actions) {
  const of = (test: (each: Known) => boolean) =>
    course.known.filter((each) => !each.card.bound && test(each));
  const options = new Map<string, { title: string; questions: Known[] }>();
  const groups = course.index.lessons.flatMap(({ id, title, objectives }) => {
    const lesson = of(({ card }) => card.lesson === id);
    if (!lesson.length) return [];
    options.set(id, { title, questions: lesson });
    const own = objectives.flatMap(({ id: objective, text }) => {
      const questions = of(({ card }) => card.objective === objective);
      if (!questions.length) return [];
      options.set(objective, { title: text, questions });
      return [el("option", { value: objective, text: `${text} (${questions.length})` })];
    });
    const all = el("option", { value: id, text: t("All of “{title}”", { title }) });
    return [el("optgroup", { label: title }, all, ...own)];
  });
  const select = el(
    "select",
    {
      class: "imuran-field",
      "aria-label": t("A set by lesson or objective"),
      on: {
        change() {
          const chosen = options.get(select.value);
          if (!chosen) return;
          const weakest = chosen.questions.toSorted(
            (a, b) =>
              a.standing.days - b.standing.days || (a.standing.last < b.standing.last ? -1 : 1),
          );
          actions.practise("lesson", chosen.title, weakest.slice(0, LONGEST));
        },
      },
    },
    el("option", { value: "", text: t("A lesson or an objective…") }),
    ...groups,
  );
  return select;
}

function makeWays(course: Course, actions: Actions, now: Date) {
  const set = (label: string, kind: string, questions: Known[]) =>
    questions.length
      ? [
          button(t("{label} ({n})", { label, n: questions.length }), () =>
            actions.practise(kind, label, questions.slice(0, LONGEST)),
          ),
        ]
      : [];
  const exam = setOf(course.entries[EXAM_SET]);
  const { questions } = course.index.blueprint;
  const running = exam && !exam.over ? secondsLeft(exam.started, exam.minutes, now) : 0;
  const label = running
    ? t("Go on with the mock exam: {minutes} min left", { minutes: Math.ceil(running / 60) })
    : t("Mock exam: {n} questions, {minutes} min", {
        n: questions,
        minutes: minutesFor(questions),
      });
  return el(
    "div",
    { class: "imuran-today-ways" },
    ...set(t("My mistakes"), "mistakes", mistakes(course.known)),
    ...set(t("Unsure"), "unsure", unsures(course.known)),
    ...set(t("Flagged"), "flagged", flagged(course)),
    button(label, actions.exam, running ? { class: "imuran-primary" } : {}),
    makeChooser(course, actions),
  );
}

/** The states of all questions as one bar and in words. */
function makeStates(course: Course) {
  const counts = countStates(course.known);
  const bar = el("div", { class: "imuran-states", "aria-hidden": "true" });
  const words = el("ul", { class: "imuran-legend" });
  for (const state of STATES) {
    if (!counts[state]) continue;
    const piece = el("span", { "data-state": state });
    piece.style.setProperty("flex-grow", String(counts[state]));
    bar.append(piece);
    const key = el("span", { class: "imuran-key", "data-state": state, "aria-hidden": "true" });
    const again = state === "mastered" ? counts.dueNow - counts.due : 0;
    const text = `${counts[state]} ${stateWord(state)}`;
    words.append(
      el("li", {}, key, again ? t("{text}, {n} of them due", { text, n: again }) : text),
    );
  }
  return el("div", {}, bar, words);
}

/** Keys that were put right since they were answered: which and when. */
function makeCorrected(course: Course) {
  const corrected = course.known.filter(({ standing }) => standing.corrected);
  if (!corrected.length) return [];
  const rows = corrected.map(({ card, standing }) => {
    const lesson = lessonOf(course, card.lesson)?.title ?? card.lesson;
    const day = dayInWords(standing.corrected);
    const values = { lesson, day, id: card.id };
    return el("li", { text: t("{lesson}: question {id}, corrected on {day}", values) });
  });
  const words = tn(
    "The key of {n} question was corrected since you answered it; it is to be answered anew",
    "The keys of {n} questions were corrected since you answered them; they are to be answered anew",
    corrected.length,
  );
  const list = el("details", {}, el("summary", { text: words }), el("ul", {}, ...rows));
  return [el("div", { class: "imuran-banner", "data-level": "warning" }, icon("warning"), list)];
}

/** What must be told: damage, a clock that was ahead. */
function makeNotices(course: Course) {
  const told: string[] = [];
  if (course.notice.level !== "none" && course.notice.text) told.push(course.notice.text);
  if (course.ahead) {
    told.push(
      tn(
        "{n} attempt carries a date in the future; it counts when that day comes.",
        "{n} attempts carry a date in the future; they count when that day comes.",
        course.ahead,
      ),
    );
  }
  return told.map((text) =>
    el(
      "div",
      { class: "imuran-banner", "data-level": "warning", role: "status" },
      icon("warning"),
      el("span", { text }),
    ),
  );
}

export function makeHome(course: Course, actions: Actions, now: Date): HTMLElement {
  const greeting = course.attempts.length ? t("Welcome back") : t("Welcome");
  const title = { class: "imuran-title", role: "heading", "aria-level": "3", text: greeting };
  const line = el("p", { class: "imuran-progress-label" });
  setText(line, facts(course));
  const set = dailySet(course.known, course.byQuestion, course.today);
  const ways = makeWays(course, actions, now);
  show(line, course.attempts.length > 0);
  const more = el(
    "div",
    { class: "imuran-buttons imuran-today-more" },
    button(t("Map, calendar, calibration"), () => actions.look("picture"), {
      class: "imuran-link",
    }),
    button(t("Notes and flags"), () => actions.look("notes"), { class: "imuran-link" }),
    button(t("My data"), () => actions.look("data"), { class: "imuran-link" }),
  );
  return el(
    "div",
    { class: "imuran-today" },
    el("div", title),
    line,
    ...makeNotices(course),
    makeDaily(course, set, actions),
    ...makeCorrected(course),
    makeStates(course),
    el("p", { class: "imuran-label", text: t("Or choose") }),
    ways,
    more,
  );
}
