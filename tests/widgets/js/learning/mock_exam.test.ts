import fc from "fast-check";
import type { Card } from "../../../../src/imuran_edu/widgets/js/learning/mastery.ts";
import {
  compared,
  drawExam,
  examResult,
  minutesFor,
  secondsLeft,
} from "../../../../src/imuran_edu/widgets/js/learning/mock_exam.ts";
import { card } from "./kit.ts";

const cards: Card[] = ["a", "b", "c"].flatMap((lesson) =>
  Array.from({ length: 12 }, (_, i) =>
    card(`${lesson}-${i}`, { lesson, objective: `${lesson}-${i % 4}` }),
  ),
);
const blueprint = { questions: 9, lessons: { a: 2, b: 3, c: 4 } };

test("as many of each lesson as the blueprint says, over all objectives, none twice", () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (numbers) => {
      const next = () => numbers.next().value as number;
      const ids = drawExam(cards, blueprint, new Set(), next);
      const of = (lesson: string) => ids.filter((id) => id.startsWith(lesson));
      expect([of("a").length, of("b").length, of("c").length]).toEqual([2, 3, 4]);
      expect(new Set(ids).size).toBe(9);
      const objectives = of("c").map((id) => cards.find((each) => each.id === id)?.objective);
      expect(new Set(objectives).size).toBe(4);
    }),
  );
});

test("what the mock before asked comes last", () => {
  const first = new Set(drawExam(cards, blueprint, new Set(), () => 0.5));
  const second = drawExam(cards, blueprint, first, () => 0.5);
  expect(second.some((id) => first.has(id))).toBe(false);
});

test("the clock is honest: a reload gives no time, a clock that went back no more than there was", () => {
  const started = "2026-11-28T10:00:00.000Z";
  const at = (time: string) => secondsLeft(started, 45, new Date(`2026-11-28T${time}Z`));
  expect([at("10:00:00"), at("10:44:00"), at("10:45:00"), at("12:00:00")]).toEqual([
    2700, 60, 0, 0,
  ]);
  expect(at("09:00:00")).toBe(2700);
  expect(minutesFor(30)).toBe(45);
});

test("the result by objective, in the course's order", () => {
  const scored = [
    { id: "b-0", got: 1, of: 2 },
    { id: "a-0", got: 1, of: 1 },
    { id: "a-4", got: 0, of: 1 },
  ];
  expect(examResult(cards, scored)).toEqual({
    got: 2,
    of: 4,
    objectives: [
      { objective: "a-0", lesson: "a", got: 1, of: 2, missed: ["a-4"] },
      { objective: "b-0", lesson: "b", got: 1, of: 2, missed: ["b-0"] },
    ],
  });
});

test("compared with the one before, in a sentence", () => {
  expect(compared({ got: 20, of: 40 }, { got: 10, of: 40 })).toBe(
    "25 percentage points more than in the mock exam before.",
  );
  expect(compared({ got: 1, of: 4 }, { got: 26, of: 100 })).toBe(
    "1 percentage point fewer than in the mock exam before.",
  );
  expect(compared({ got: 1, of: 4 })).toBe("");
});
