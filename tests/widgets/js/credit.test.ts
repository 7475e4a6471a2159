// The rules for partial credit, on the worked cases of tests/questions/test_credit.py.
import {
  orderShare,
  placingShare,
  selectionShare,
} from "../../../src/imuran_edu/widgets/js/credit.ts";

const tally = (right: number, wrong: number, key: number, options: number) => ({
  right,
  wrong,
  key,
  options,
});

// r right and w wrong chosen of k = 2 right ones among n = 5: off, net-correct, coverage, each-answer
const WORKED: [number, number, number[]][] = [
  [2, 0, [1, 1, 1, 1]],
  [1, 0, [0, 1 / 2, 1 / 2, 4 / 5]],
  [1, 1, [0, 0, 1 / 4, 3 / 5]],
  [2, 1, [0, 1 / 2, 2 / 3, 4 / 5]],
  [2, 2, [0, 0, 1 / 2, 3 / 5]],
  [2, 3, [0, -1 / 2, 2 / 5, 2 / 5]],
  [0, 1, [0, -1 / 2, 0, 2 / 5]],
  [0, 2, [0, -1, 0, 1 / 5]],
  [0, 3, [0, -3 / 2, 0, 0]],
];

test.each(WORKED)("options: %i right and %i wrong", (right, wrong, shares) => {
  const rules = ["off", "net-correct", "coverage", "each-answer"];
  for (const [i, rule] of rules.entries()) {
    expect(selectionShare(rule, tally(right, wrong, 2, 5)), rule).toBeCloseTo(
      shares[i] as number,
      12,
    );
  }
});

test("rows: each that is placed rightly, or all or nothing", () => {
  const shares = [0, 1, 3, 4].map((right) => placingShare("each-answer", tally(right, 0, 4, 4)));
  expect(shares).toEqual([0, 1 / 4, 3 / 4, 1]);
  expect([3, 4].map((right) => placingShare("off", tally(right, 0, 4, 4)))).toEqual([0, 1]);
});

test("orders: pairs in the right order less those in the wrong one, or all or nothing", () => {
  const pairs = (right: number) => tally(right, 6 - right, 6, 6);
  const shares = [6, 5, 3, 1].map((right) => orderShare("pairs", pairs(right)));
  expect(shares).toEqual([1, 4 / 6, 0, -4 / 6]);
  expect([6, 5].map((right) => orderShare("off", pairs(right)))).toEqual([1, 0]);
});

test("a rule that is not known is said to be, and none of another kind of question is taken", () => {
  const says = (rule: string) => `imuran-edu: this version knows no credit rule '${rule}'`;
  expect(() => selectionShare("pairs", tally(1, 0, 2, 5))).toThrow(says("pairs"));
  expect(() => placingShare("coverage", tally(1, 0, 2, 5))).toThrow(says("coverage"));
  expect(() => orderShare("each-answer", tally(1, 0, 2, 5))).toThrow(says("each-answer"));
});
