import fc from "fast-check";
import { createEmptyCard, fsrs, type Grade, Rating } from "ts-fsrs";
import {
  type Attempt,
  byQuestion,
} from "../../../../src/imuran_edu/widgets/js/learning/attempts.ts";
import { daysBetween } from "../../../../src/imuran_edu/widgets/js/learning/calendar.ts";
import {
  gradeOf,
  memoryOf,
  PARAMETERS,
  recall,
  reviewsOf,
} from "../../../../src/imuran_edu/widgets/js/learning/schedule.ts";
import { attempt, card, dayNumber, histories } from "./kit.ts";

const reviews = (...all: Attempt[]) => reviewsOf(card(), byQuestion(all));

test("the grade from score, hint and confidence", () => {
  expect(gradeOf(attempt(1))).toBe(Rating.Good);
  for (const said of [{ unsure: true }, { hint: true }, { share: 0.75 }, { share: 0.99 }]) {
    expect(gradeOf(attempt(1, said))).toBe(Rating.Hard);
  }
  for (const said of [{ share: 0 }, { share: 0.74 }, { shown: true }]) {
    expect(gradeOf(attempt(1, said))).toBe(Rating.Again);
  }
});

test("the first answer of a day is the review; the others came after feedback", () => {
  const made = reviews(attempt(1, { share: 0 }), attempt(1), attempt(2), attempt(2, { share: 0 }));
  expect(made).toEqual([
    { day: dayNumber(1), grade: Rating.Again },
    { day: dayNumber(2), grade: Rating.Good },
  ]);
});

test("a clock that went back: the day counts as the last one", () => {
  const back = { ...attempt(3), time: attempt(6).time };
  expect(reviews(attempt(5), back, attempt(7)).map(({ day }) => day)).toEqual([
    dayNumber(5),
    dayNumber(7),
  ]);
});

test("a case is reviewed when every part was answered, and its weakest part speaks for it", () => {
  const casus = card("case", { parts: ["a", "b"] });
  const made = reviewsOf(
    casus,
    byQuestion([
      attempt(1, { question: "a" }),
      attempt(2, { question: "b", share: 0 }),
      attempt(2, { question: "b" }),
      attempt(9, { question: "a" }),
    ]),
  );
  expect(made).toEqual([{ day: dayNumber(2), grade: Rating.Again }]);
});

/** By the library's own scheduler, review by review; days as noon UTC, since it counts UTC midnights. */
function byTheLibrary(history: { day: string; grade: Grade }[]) {
  const scheduler = fsrs(PARAMETERS);
  const noon = (day: string) => new Date(`${day}T12:00:00Z`);
  let now = createEmptyCard(noon(history[0]?.day ?? dayNumber(1)));
  return history.map(({ day, grade }) => {
    now = scheduler.next(now, noon(day), grade).card;
    const { stability, difficulty } = now;
    return { due: now.due.toISOString().slice(0, 10), stability, difficulty };
  });
}

test("over 1,000 random histories the schedule equals the library's own, review by review", () => {
  fc.assert(
    fc.property(histories, (history) => {
      const own = reviews(...history);
      for (const [i, theirs] of byTheLibrary(own).entries()) {
        expect(memoryOf(own.slice(0, i + 1))).toMatchObject(theirs);
      }
    }),
    { numRuns: 1000 },
  );
});

test("what is due is known with nine in ten, and less every day after", () => {
  const memory = memoryOf(reviews(attempt(1), attempt(4), attempt(12)));
  if (!memory) throw new Error("no memory");
  expect(recall(memory, memory.due)).toBeCloseTo(0.9, 1);
  expect(recall(memory, dayNumber(400))).toBeLessThan(recall(memory, dayNumber(100)));
  expect(daysBetween(memory.last, memory.due)).toBeGreaterThan(8);
  expect(memoryOf([])).toBeNull();
});
