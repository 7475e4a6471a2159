import {
  calibrationOf,
  inWords,
} from "../../../../src/imuran_edu/widgets/js/learning/calibration.ts";
import { streakOf } from "../../../../src/imuran_edu/widgets/js/learning/streak.ts";
import { attempt, dayNumber } from "./kit.ts";

const streak = (today: number, ...days: number[]) =>
  streakOf(days.map(dayNumber), dayNumber(today));

test("days in a row, today or not yet", () => {
  expect(streak(3, 1, 2, 3)).toEqual({ days: 3, today: true, forgiven: 0 });
  expect(streak(4, 1, 2, 3)).toEqual({ days: 3, today: false, forgiven: 0 });
  expect(streak(3)).toEqual({ days: 0, today: false, forgiven: 0 });
});

test("a day is forgiven, two in a row are not, nor two within a week", () => {
  expect(streak(5, 1, 2, 4, 5)).toEqual({ days: 4, today: true, forgiven: 1 });
  expect(streak(5, 1, 2, 5)).toEqual({ days: 1, today: true, forgiven: 0 });
  expect(streak(7, 1, 2, 4, 6, 7)).toEqual({ days: 3, today: true, forgiven: 1 });
  expect(streak(12, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11)).toMatchObject({ days: 10, forgiven: 1 });
  expect(streak(9, 5, 6, 7)).toEqual({ days: 3, today: false, forgiven: 1 });
  expect(streak(10, 5, 6, 7).days).toBe(0);
});

test("a day in the future counts for nothing", () => {
  expect(streak(3, 3, 9)).toEqual({ days: 1, today: true, forgiven: 0 });
});

test("calibration counts first answers of a day", () => {
  const counts = calibrationOf([
    attempt(1),
    attempt(1, { share: 0 }),
    attempt(2, { share: 0 }),
    attempt(3, { unsure: true }),
    attempt(4, { unsure: true, share: 0.5 }),
    attempt(5, { carried: true }),
  ]);
  expect(counts).toEqual({ sureRight: 1, sureWrong: 1, unsureRight: 1, unsureWrong: 1 });
  expect(inWords(counts)).toBe(
    "When you were sure, you were right 50\u00a0% of the time; when unsure, 50\u00a0%. " +
      "Too few answers yet to read anything into it.",
  );
});
