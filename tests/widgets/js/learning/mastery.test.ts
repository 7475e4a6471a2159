import fc from "fast-check";
import { byQuestion } from "../../../../src/imuran_edu/widgets/js/learning/attempts.ts";
import {
  isUnaided,
  NOTHING,
  standing,
  standingOf,
} from "../../../../src/imuran_edu/widgets/js/learning/mastery.ts";
import { attempt, card, dayNumber, histories } from "./kit.ts";

test("right without help on two different days is mastered, and not before", () => {
  expect(standing([])).toEqual(NOTHING);
  expect(standing([attempt(1)])).toMatchObject({ days: 1, mastered: false, since: "" });
  expect(standing([attempt(1), attempt(2)])).toMatchObject({
    mastered: true,
    since: dayNumber(2),
    missed: false,
  });
});

test("the second try of a day counts for nothing, since it comes after feedback", () => {
  const wrong = attempt(1, { share: 0 });
  expect(standing([wrong, attempt(1)]).days).toBe(0);
  expect(standing([wrong, attempt(1), attempt(2)]).days).toBe(1);
  expect(standing([attempt(1), attempt(1), attempt(1)]).days).toBe(1);
});

test("a later miss takes mastery back, on the same day too", () => {
  const mastered = [attempt(1), attempt(2)];
  expect(standing([...mastered, attempt(9, { share: 0.9 })])).toMatchObject({
    days: 0,
    mastered: false,
    missed: true,
  });
  expect(standing([...mastered, attempt(2, { share: 0 })]).mastered).toBe(false);
  expect(standing([...mastered, attempt(9, { share: 0 }), attempt(10), attempt(11)])).toMatchObject(
    {
      mastered: true,
      since: dayNumber(11),
      missed: false,
    },
  );
});

test("a hint neither adds nor takes", () => {
  const hinted = attempt(2, { hint: true });
  expect(standing([attempt(1), hinted])).toMatchObject({ days: 1, mastered: false });
  expect(standing([attempt(1), hinted, attempt(3)]).mastered).toBe(true);
});

test("a corrected key takes back what was reached by the old one, and says which day", () => {
  const [old, corrected] = [[attempt(1), attempt(2)], [dayNumber(5)]];
  expect(standing(old, corrected, dayNumber(4)).mastered).toBe(true);
  expect(standing(old, corrected, dayNumber(5))).toMatchObject({
    mastered: false,
    days: 0,
    corrected: dayNumber(5),
  });
  expect(standing([...old, attempt(5)], corrected, dayNumber(6))).toMatchObject({
    days: 1,
    corrected: "",
  });
  expect(standing([attempt(6), attempt(7)], corrected, dayNumber(9)).mastered).toBe(true);
});

test("a case is as well known as its weakest part", () => {
  const casus = card("case", { type: "case", parts: ["a", "b"] });
  const of = (question: string, ...days: number[]) => days.map((day) => attempt(day, { question }));
  const standingWith = (...all: ReturnType<typeof of>) => standingOf(casus, byQuestion(all));
  expect(standingWith()).toEqual(NOTHING);
  expect(standingWith(...of("a", 1, 2))).toMatchObject({ mastered: false, last: dayNumber(2) });
  expect(standingWith(...of("a", 1, 2), ...of("b", 1, 3))).toMatchObject({
    mastered: true,
    since: dayNumber(3),
  });
});

test("no history of copying, of one day, or of hints alone ever reaches mastered", () => {
  const only = (change: Partial<ReturnType<typeof attempt>>) =>
    fc.property(histories, (history) => {
      expect(standing(history.map((each) => ({ ...each, ...change }))).mastered).toBe(false);
    });
  fc.assert(only({ shown: true }), { numRuns: 2000 });
  fc.assert(only({ hint: true }), { numRuns: 2000 });
  fc.assert(only({ day: dayNumber(1) }), { numRuns: 2000 });
  // the first answer of every day is a miss: what is right comes after the key
  const afterMisses = fc.property(histories, (history) => {
    const copied = history.flatMap((each) => [
      { ...each, share: 0 },
      { ...each, share: 1 },
    ]);
    expect(standing(copied).mastered).toBe(false);
  });
  fc.assert(afterMisses, { numRuns: 2000 });
});

test("mastered is what two unaided days since the last miss make, in any history", () => {
  const byHand = (history: ReturnType<typeof attempt>[]) => {
    const from = history.findLastIndex(({ share }) => share < 1) + 1;
    const days = history
      .slice(from)
      .filter((each) => isUnaided(each) && history.find(({ day }) => day === each.day) === each)
      .map(({ day }) => day);
    return new Set(days).size >= 2;
  };
  fc.assert(
    fc.property(histories, (history) => {
      expect(standing(history).mastered).toBe(byHand(history));
    }),
    { numRuns: 3000 },
  );
});
