// What was reached, as small pictures with words: a map by lesson, a calendar, calibration; and a page to print.
import { button, el, small } from "./dom.ts";
import { addDays, dayInWords, daysBetween } from "./learning/calendar.ts";
import { calibrationOf, inWords } from "./learning/calibration.ts";
import type { Course } from "./learning/course.ts";
import { coursePage } from "./learning/course_page.ts";
import { countStates, type Known, STATES, stateWord } from "./learning/daily_set.ts";
import { t, tn } from "./words.ts";

const WEEKS = 26;

const section = (title: string, ...nodes: (Node | null)[]) => {
  const props = { class: "imuran-part", role: "heading", "aria-level": "3", text: title };
  return el("section", { class: "imuran-today-part" }, el("div", props), ...nodes);
};

/** "3 mastered, 1 due", without what there is none of. */
function summary(all: Known[]): string {
  const counts = countStates(all);
  return STATES.filter((state) => counts[state])
    .map((state) => `${counts[state]} ${stateWord(state)}`)
    .join(", ");
}

function squares(all: Known[]) {
  return el(
    "span",
    { class: "imuran-squares", "aria-hidden": "true" },
    ...all.map(({ state }) => el("span", { class: "imuran-key", "data-state": state })),
  );
}

/** The map: a row for each lesson, which opens to its objectives. */
function makeMap(course: Course) {
  const rows = course.index.lessons.flatMap(({ id, title, objectives }) => {
    const own = course.known.filter(({ card }) => card.lesson === id);
    if (!own.length) return [];
    const inner = objectives.flatMap(({ id: objective, text }) => {
      const asked = own.filter(({ card }) => card.objective === objective);
      if (!asked.length) return [];
      return [
        el("li", {}, el("span", { text }), squares(asked), el("small", { text: summary(asked) })),
      ];
    });
    const name = el("span", { class: "imuran-map-name", text: title });
    const head = el("summary", {}, name, squares(own), el("small", { text: summary(own) }));
    return [el("details", { class: "imuran-map-lesson" }, head, el("ul", {}, ...inner))];
  });
  const legend = STATES.map((state) =>
    el(
      "li",
      {},
      el("span", { class: "imuran-key", "data-state": state, "aria-hidden": "true" }),
      stateWord(state),
    ),
  );
  return section(
    t("Mastery by lesson and objective"),
    el("ul", { class: "imuran-legend" }, ...legend),
    ...rows,
  );
}

/** How many answers a day, half a year back, weeks as columns that begin on Monday. */
function makeCalendar({ attempts, today }: Course) {
  const counts = new Map<string, number>();
  for (const { day } of attempts) counts.set(day, (counts.get(day) ?? 0) + 1);
  const weekday = (new Date(`${today}T12:00:00Z`).getUTCDay() + 6) % 7;
  const first = addDays(today, -7 * (WEEKS - 1) - weekday);
  const level = (count: number) => (count === 0 ? 0 : count < 5 ? 1 : count < 15 ? 2 : 3);
  const days = Array.from({ length: daysBetween(first, today) + 1 }, (_, i) => addDays(first, i));
  const grid = el(
    "div",
    { class: "imuran-calendar", "aria-hidden": "true" },
    ...days.map((day) => {
      const count = counts.get(day) ?? 0;
      const words = tn("{n} answer on {day}", "{n} answers on {day}", count, {
        day: dayInWords(day),
      });
      return el("span", { "data-level": level(count), title: words });
    }),
  );
  const shown = days.filter((day) => counts.get(day));
  const sum = shown.reduce((all, day) => all + (counts.get(day) ?? 0), 0);
  const words = tn(
    "{n} day of practice in the last 26 weeks, {answers} answers.",
    "{n} days of practice in the last 26 weeks, {answers} answers.",
    shown.length,
    { answers: sum },
  );
  return section(t("Calendar"), grid, small(words));
}

function makeCalibration({ attempts }: Course) {
  const counts = calibrationOf(attempts);
  const bar = (title: string, right: number, wrong: number) => {
    const all = right + wrong;
    if (!all) return null;
    const part = (state: string, count: number, words: string) => {
      const piece = el("span", { "data-state": state, text: count ? words : "" });
      piece.style.setProperty("flex-grow", String(count));
      return piece;
    };
    return el(
      "div",
      { class: "imuran-calibration" },
      el("span", { text: title }),
      el(
        "span",
        { class: "imuran-calibration-bar" },
        part("right", right, t("{n} right", { n: right })),
        part("wrong", wrong, t("{n} wrong", { n: wrong })),
      ),
    );
  };
  return section(
    t("Calibration: how well you know what you know"),
    bar(t("Sure"), counts.sureRight, counts.sureWrong),
    bar(t("Unsure"), counts.unsureRight, counts.unsureWrong),
    small(inWords(counts)),
  );
}

/** Open a page that says what was mastered and when, to be printed. */
function openPage(course: Course) {
  const blob = new Blob([coursePage(course)], { type: "text/html" });
  const address = URL.createObjectURL(blob);
  window.open(address, "_blank");
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function makePicture(course: Course, back: () => void): HTMLElement {
  const title = {
    class: "imuran-title",
    role: "heading",
    "aria-level": "2",
    text: t("What you reached"),
  };
  return el(
    "div",
    { class: "imuran-today" },
    el("div", title),
    makeMap(course),
    makeCalendar(course),
    makeCalibration(course),
    el(
      "div",
      { class: "imuran-buttons" },
      button(t("Back to Today"), back, { class: "imuran-primary" }),
      button(t("A page to print"), () => openPage(course)),
    ),
  );
}
