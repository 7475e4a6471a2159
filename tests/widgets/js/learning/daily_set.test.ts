import {
  type Attempt,
  byQuestion,
} from "../../../../src/imuran_edu/widgets/js/learning/attempts.ts";
import {
  countStates,
  dailySet,
  known,
  mistakes,
  mixed,
  unsures,
} from "../../../../src/imuran_edu/widgets/js/learning/daily_set.ts";
import type { Card } from "../../../../src/imuran_edu/widgets/js/learning/mastery.ts";
import { paceOf } from "../../../../src/imuran_edu/widgets/js/learning/pace.ts";
import { attempt, card, dayNumber } from "./kit.ts";

const cardsOf = (lesson: string, count: number): Card[] =>
  Array.from({ length: count }, (_, i) => card(`${lesson}-${i}`, { lesson }));

function setOn(day: number, cards: Card[], attempts: Attempt[], options = {}) {
  const own = byQuestion(attempts);
  return dailySet(known(cards, own, dayNumber(day)), own, dayNumber(day), options);
}

test("before any lesson was met there is nothing to repeat", () => {
  expect(setOn(1, cardsOf("a", 20), [])).toEqual({
    questions: [],
    due: 0,
    fresh: 0,
    minutes: 0,
    left: 0,
  });
});

test("new questions come from lessons met only, five a day in all", () => {
  const cards = [...cardsOf("a", 20), ...cardsOf("b", 20)];
  const begun = [attempt(1, { question: "a-0" })];
  expect(setOn(1, cards, begun).fresh).toBe(4);
  const next = setOn(2, cards, begun);
  expect(next.fresh).toBe(5);
  expect(next.questions.every(({ card: { lesson } }) => lesson === "a")).toBe(true);
});

test("what is likeliest forgotten comes before what is not, and ten minutes are kept to", () => {
  const cards = cardsOf("a", 60);
  const attempts = cards.map(({ id }, i) => attempt(1, { question: id, share: i < 30 ? 0 : 1 }));
  const set = setOn(30, cards, attempts);
  expect(set.minutes).toBeLessThanOrEqual(10);
  expect(set.left).toBeGreaterThan(30);
  expect(set.due + set.left).toBe(60);
  expect(set.questions.every(({ standing }) => standing.missed)).toBe(true);
});

test("the time is that which this learner was measured to take", () => {
  const cards = cardsOf("a", 60);
  const slow = cards.map(({ id }) => attempt(1, { question: id, seconds: 100 }));
  const fast = slow.map((each) => ({ ...each, seconds: 10 }));
  expect(setOn(30, cards, slow).questions.length).toBe(5); // 100 s and 20 for the feedback each
  expect(setOn(30, cards, fast).questions.length).toBe(20);
  const pace = paceOf(cards, byQuestion(slow.slice(0, 30)));
  expect(pace(cards[59] as Card)).toBe(120); // not measured itself: the learner's speed says it
});

test("no two neighbours come from one lesson where that can be", () => {
  const cards = [...cardsOf("a", 5), ...cardsOf("b", 4), ...cardsOf("c", 3)];
  const order = mixed(known(cards, new Map(), dayNumber(1)), "seed");
  expect(order.length).toBe(12);
  for (const [i, each] of order.slice(1).entries()) {
    expect(each.card.lesson).not.toBe(order[i]?.card.lesson);
  }
  expect(mixed(known(cards, new Map(), dayNumber(1)), "seed")).toEqual(order);
});

test("every question is in one state, in words", () => {
  const cards = cardsOf("a", 4);
  const own = byQuestion([
    attempt(1, { question: "a-0" }),
    attempt(20, { question: "a-0" }),
    attempt(1, { question: "a-1", share: 0 }),
    attempt(20, { question: "a-2", unsure: true }),
  ]);
  const all = known(cards, own, dayNumber(20));
  expect(all.map(({ state }) => state)).toEqual(["mastered", "due", "learning", "new"]);
  expect(countStates(all)).toEqual({ new: 1, learning: 1, due: 1, mastered: 1, of: 4, dueNow: 1 });
  expect(mistakes(all).map(({ card: { id } }) => id)).toEqual(["a-1"]);
  expect(unsures(all).map(({ card: { id } }) => id)).toEqual(["a-2"]);
});
