// A learner's thirty days, with the clock set by the test, against a table made by hand.
import {
  type Attempt,
  byQuestion,
  readLines,
  toLine,
} from "../../../../src/imuran_edu/widgets/js/learning/attempts.ts";
import { calibrationOf } from "../../../../src/imuran_edu/widgets/js/learning/calibration.ts";
import {
  countStates,
  dailySet,
  known,
  mistakes,
} from "../../../../src/imuran_edu/widgets/js/learning/daily_set.ts";
import type { Card } from "../../../../src/imuran_edu/widgets/js/learning/mastery.ts";
import { streakOf } from "../../../../src/imuran_edu/widgets/js/learning/streak.ts";
import { attempt, card, dayNumber } from "./kit.ts";

const cards: Card[] = [
  ...["a1", "a2", "a3", "a4", "a5", "a6"].map((id) => card(id, { lesson: "a" })),
  ...["b1", "b2"].map((id) => card(id, { lesson: "b" })),
];

/** What the learner does on a day, beside what Today asks: answers by question. */
const LESSONS: Record<number, [string, Partial<Attempt>][]> = {
  1: [
    ["a1", {}],
    ["a2", {}],
    ["a3", {}],
    ["a4", { share: 0 }],
    ["a4", {}], // the second try, after feedback
    ["a5", { hint: true }],
    ["a6", { unsure: true }],
  ],
  8: [
    ["b1", {}],
    ["b2", { share: 0.8 }],
  ],
};
/** Days without a minute for it. */
const FREE = new Set([3, 15, 16]);
/** What is missed in Today, and when. */
const MISSES: Record<number, string[]> = { 5: ["a2"], 12: ["b1"] };

/**
 * By hand. After a first answer FSRS waits 3 days if it was good, 2 if hard, 1 if it was missed (initial stabilities 2.31,
 * 1.29 and 0.21 days, and a better grade waits a day longer). Mastered are those right without help on two days since
 * the last miss.
 *
 * day: what is due in the morning, mastered in the evening, the streak in the evening
 */
const TABLE: Record<number, [due: string, mastered: string, streak: number]> = {
  1: ["", "", 1],
  2: ["a4", "", 2],
  3: ["a5 a6", "", 2], // a free day: what is due stays due
  4: ["a1 a2 a3 a5 a6", "a1 a2 a3 a6", 3], // a4 and a5 were right without help on one day only
};

const own = (all: Attempt[]) => byQuestion(readLines(all.map(toLine)).attempts);

function live(until: number) {
  const attempts: Attempt[] = [];
  const diary: { day: number; due: string; mastered: string; streak: number; fresh: number }[] = [];
  const names = (all: { card: Card }[]) => all.map((each) => each.card.id).join(" ");
  for (let day = 1; day <= until; day += 1) {
    const morning = known(cards, own(attempts), dayNumber(day));
    const due = names(morning.filter((each) => each.due));
    const set = dailySet(morning, own(attempts), dayNumber(day));
    let second = 0;
    const answer = (question: string, said: Partial<Attempt>) => {
      const time = attempt(day).time.replace(
        "12:00:00",
        `12:00:${String(second).padStart(2, "0")}`,
      );
      second += 1;
      attempts.push(attempt(day, { time, question, ...said }));
    };
    for (const [question, said] of LESSONS[day] ?? []) answer(question, said);
    if (!FREE.has(day) && !LESSONS[day]) {
      for (const { card: asked } of set.questions) {
        const missed = MISSES[day]?.includes(asked.id);
        answer(asked.id, { share: missed ? 0 : 1 });
        if (missed) answer(asked.id, {});
      }
    }
    const evening = known(cards, own(attempts), dayNumber(day));
    const mastered = names(evening.filter(({ standing }) => standing.mastered));
    const days = attempts.map((each) => each.day);
    const streak = streakOf(days, dayNumber(day)).days;
    diary.push({ day, due, mastered, streak, fresh: set.fresh });
  }
  return { attempts, diary };
}

test("the first days are those of the table", () => {
  const { diary } = live(4);
  const told = Object.fromEntries(
    diary.map(({ day, due, mastered, streak }) => [day, [due, mastered, streak]]),
  );
  expect(told).toEqual(TABLE);
});

test("in thirty days all is learnt, misses come back, and less and less is asked", () => {
  const { attempts, diary } = live(30);
  const on = (day: number) => diary[day - 1] ?? { due: "", mastered: "", streak: 0, fresh: 0 };
  // a2 is due on day 5 only if the schedule is wrong: it was right on days 1 and 4
  expect(on(5).due).not.toContain("a2");
  // a5 was right with a hint on day 1 and without on day 4: one day, and not due again before day 8
  expect(on(8).mastered).toBe("a1 a2 a3 a4 a6");
  // b2 was partly right (hard): two days; b1 right: three; no new ones are left to be brought
  expect(on(10).due).toContain("b2");
  expect(on(11).due).toContain("b1");
  expect(on(30).mastered.split(" ").length).toBe(8);
  const asked = (from: number, to: number) =>
    diary
      .slice(from - 1, to)
      .reduce((sum, { due }) => sum + due.split(" ").filter(Boolean).length, 0);
  expect(asked(21, 30)).toBeLessThan(asked(1, 10) / 2);
  const evening = known(cards, own(attempts), dayNumber(30));
  expect(countStates(evening)).toMatchObject({ mastered: 8, learning: 0, new: 0 });
  expect(mistakes(evening)).toEqual([]);
  const { sureWrong, unsureRight } = calibrationOf(attempts);
  expect([sureWrong, unsureRight]).toEqual([2, 1]); // a4 and b2 at first; a6
});

test("a journey to a second computer and back: both homes agree on every day", () => {
  const { attempts } = live(30);
  const here = attempts.filter((_, i) => i % 3 !== 0).map(toLine);
  const there = attempts.filter((_, i) => i % 2 === 0).map(toLine);
  const home = readLines([...here, ...there]).attempts;
  const away = readLines([...there, ...here]).attempts;
  for (let day = 1; day <= 30; day += 1) {
    const [one, other] = [home, away].map((all) => known(cards, byQuestion(all), dayNumber(day)));
    expect(one).toEqual(other);
  }
});
