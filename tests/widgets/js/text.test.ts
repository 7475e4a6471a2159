import { clock, isFinal, sameAnswer, tidy } from "../../../src/imuran_edu/widgets/js/text.ts";

test("answers are compared by what they hold", () => {
  expect(sameAnswer({ a: ["x", null] }, { a: ["x", null] })).toBe(true);
  expect(sameAnswer(["x", "y"], ["y", "x"])).toBe(false);
  expect(sameAnswer({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(sameAnswer(null, {})).toBe(false);
});

test("only what was judged is final", () => {
  expect(isFinal({ status: "right" })).toBe(true);
  expect(isFinal({ status: "invalid" })).toBe(false);
  expect(isFinal(null)).toBe(false);
});

test("numbers and times read well", () => {
  expect(tidy(0.1 + 0.2)).toBe("0.3");
  expect(clock("nonsense")).toBe("nonsense");
  expect(clock("2026-01-01T10:20:30")).toBe("10:20:30");
});
