import {
  Moves,
  PAUSE,
  presetValues,
  sameValues,
  snapped,
  startValues,
} from "../../../src/imuran_edu/widgets/js/explorer/values.ts";
import type {
  ExplorerControl,
  ExplorerView,
} from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import { dayOf } from "../../../src/imuran_edu/widgets/js/learning/calendar.ts";

const dose: ExplorerControl = {
  kind: "slider",
  id: "dose",
  label: "Dose",
  low: 0,
  high: 3,
  step: 0.1,
  value: 2,
};
const view = {
  controls: [
    dose,
    { kind: "date", id: "day", label: "Day" },
    { kind: "switch", id: "on", label: "On", value: false },
  ],
} as unknown as ExplorerView;
const today = new Date(2026, 10, 8, 23, 59);

test("a date starts at today, by the clock on the wall", () => {
  expect(dayOf(today)).toBe("2026-11-08");
  expect(startValues(view, today)).toEqual({ dose: 2, day: "2026-11-08", on: false });
});

test("a preset keeps the day that was chosen and sets all else", () => {
  const now = { dose: 1, day: "2025-01-02", on: true };
  expect(presetValues(view, { dose: 3 }, now, today)).toEqual({
    dose: 3,
    day: "2025-01-02",
    on: false,
  });
  expect(presetValues(view, {}, { ...now, day: null }, today).day).toBe("2026-11-08");
});

test("a slider's values are its steps and stay within its ends", () => {
  expect([-1, 0.149, 0.151, 1.7, 9].map((each) => snapped(dose, each))).toEqual([
    0, 0.1, 0.2, 1.7, 3,
  ]);
});

test("after a pause the former values are those to compare with", () => {
  const moves = new Moves({ dose: 2 });
  expect(moves.before).toBe(null);
  expect(moves.take({ dose: 2.1 }, 0)).toBe(true);
  for (const [at, value] of [2.2, 2.3, 2.4].entries()) {
    moves.take({ dose: value }, ((at + 1) * PAUSE) / 2); // one slide of the hand
    expect(moves.before).toEqual({ dose: 2 });
  }
  moves.take({ dose: 1 }, 1.5 * PAUSE + PAUSE + 1);
  expect(moves).toMatchObject({ now: { dose: 1 }, before: { dose: 2.4 } });
});

test("what did not move, or was emptied, is no move", () => {
  const moves = new Moves({ dose: 2, day: "2026-01-05" });
  expect(moves.take({ dose: 2 }, 0)).toBe(false);
  expect(moves.take({ day: null }, 0)).toBe(false);
  expect(moves.now).toEqual({ dose: 2, day: "2026-01-05" });
  expect(sameValues({ a: 1 }, { a: 2 })).toBe(false);
});
