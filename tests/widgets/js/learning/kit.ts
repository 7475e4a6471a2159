// Attempts and questions for tests of what is learnt.
import fc from "fast-check";
import type { Attempt } from "../../../../src/imuran_edu/widgets/js/learning/attempts.ts";
import { addDays } from "../../../../src/imuran_edu/widgets/js/learning/calendar.ts";
import type { Card } from "../../../../src/imuran_edu/widgets/js/learning/mastery.ts";

const FIRST_DAY = "2026-01-01";

/** An attempt on a day, counted from 1; right without help unless said otherwise. */
export function attempt(day: number, said: Partial<Attempt> = {}): Attempt {
  const date = addDays(FIRST_DAY, day - 1);
  return {
    time: `${date}T12:00:00Z`,
    day: date,
    question: "q",
    share: 1,
    hint: false,
    shown: false,
    unsure: false,
    carried: false,
    exam: false,
    seconds: 0,
    version: "",
    ...said,
  };
}

export function card(id = "q", said: Partial<Card> = {}): Card {
  const rest = { lesson: "l", objective: "l-1", type: "single", points: 1, corrected: [] };
  return { id, parts: [id], ...rest, ...said };
}

export const dayNumber = (day: number) => addDays(FIRST_DAY, day - 1);

/** Histories of one question: days that never go back, and anything at all on each. */
export const histories = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 40 }),
      share: fc.constantFrom(0, 0.5, 0.8, 1, 1, 1),
      hint: fc.boolean(),
      shown: fc.boolean(),
      unsure: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((steps) => {
    let day = 1;
    return steps.map(({ gap, ...rest }, i) => {
      day += gap;
      const made = attempt(day, rest);
      return {
        ...made,
        time: made.time.replace("12:00:00", `12:00:${String(i).padStart(2, "0")}`),
      };
    });
  });
