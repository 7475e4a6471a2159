import fc from "fast-check";
import {
  fromLine,
  HEAD,
  keptShare,
  readLines,
  toLine,
  untilDay,
} from "../../../../src/imuran_edu/widgets/js/learning/attempts.ts";
import {
  addDays,
  dayOf,
  daysBetween,
} from "../../../../src/imuran_edu/widgets/js/learning/calendar.ts";
import { attempt, histories } from "./kit.ts";

const ONE = "2026-11-28T04:12:33Z 2026-11-28 mech-p01 1 - 12 fd7a07018681";
const TWO = "2026-11-28T04:13:00Z 2026-11-28 mech-p02 0.33 hu 40 -";

test("a line gives back its attempt, and a cut one nothing", () => {
  expect(toLine(fromLine(ONE) ?? attempt(1))).toBe(ONE);
  expect(fromLine(TWO)).toMatchObject({ share: 0.33, hint: true, unsure: true, shown: false });
  for (let end = 0; end < ONE.length; end += 1) expect(fromLine(ONE.slice(0, end))).toBeNull();
});

test("lines that are doubled, cut, out of order, or of a newer version", () => {
  const lines = [HEAD, TWO, "x", "x", ONE, TWO, "", "#imuran-edu-attempts 2", ONE, "y", HEAD];
  const { attempts, unreadable } = readLines(lines);
  expect(attempts.map(toLine)).toEqual([ONE, TWO]);
  expect(unreadable).toBe(2);
});

test("days and times that are none are no attempt", () => {
  for (const wrong of [
    ONE.replace("11-28 ", "11-31 "),
    ONE.replace("T04", "T25"),
    `${ONE} more`,
    ONE.replace(" 1 ", " 1.5 "),
  ]) {
    expect(fromLine(wrong)).toBeNull();
  }
});

test("only a full answer is kept as 1, and only an empty-handed one as 0", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      const kept = keptShare(share);
      expect(kept === 1).toBe(share === 1);
      expect(kept === 0).toBe(share === 0);
      expect(fromLine(toLine(attempt(1, { share: kept })))?.share).toBe(kept);
    }),
  );
});

test("homes merge in any order to the same", () => {
  fc.assert(
    fc.property(histories, histories, (one, other) => {
      const lines = [...one, ...other].map(toLine);
      const again = [...other, ...one, ...one].map(toLine);
      expect(readLines(again)).toEqual(readLines(lines));
    }),
  );
});

test("what a clock that was ahead has left waits for its day", () => {
  const { past, ahead } = untilDay([attempt(1), attempt(400)], attempt(2).day);
  expect([past.length, ahead]).toEqual([1, 1]);
});

test("a day is the learner's own, and days are counted by the calendar", () => {
  expect(dayOf(new Date(2026, 10, 28, 23, 59))).toBe("2026-11-28");
  expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2); // over the change to summer time
  expect(addDays("2028-02-28", 2)).toBe("2028-03-01");
});
