// Typed numbers and words, on the examples of tests/questions and at the ends of what is read.
import type { Answer } from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import {
  isBlank,
  nearest,
  plain,
  readNumber,
  strange,
} from "../../../src/imuran_edu/widgets/js/reading.ts";
import examples from "../../questions/reading_examples.json" with { type: "json" };

const WORD = "azathioprine";
const understood = examples.understood as [Answer, string, number][];
const refused = examples.refused as [Answer, string, string][];
const slips = examples.slips as [string, number | null][];
const otherDigits = examples.other_digits as [string, string][];

test.each(understood)("%j as %j is read", (answer, unit, value) => {
  const reading = readNumber(answer, unit);
  expect(reading.problem).toBe("");
  expect(Math.abs((reading.value ?? Number.NaN) - value)).toBeLessThanOrEqual(
    1e-12 * Math.abs(value),
  );
});

test.each(refused)("%j as %j is refused with a reason", (answer, unit, says) => {
  const reading = readNumber(answer, unit);
  expect(reading.value).toBeNull();
  expect(reading.problem).toContain(says);
});

test("numbers that no JSON holds are refused", () => {
  for (const number of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(readNumber(number, "")).toEqual({
      value: null,
      problem: "This number is too large to be an answer.",
    });
  }
  expect(readNumber("9".repeat(400), "").problem).toContain("cannot be read");
});

test("fractions have a sign, a whole and a unit", () => {
  const read = (text: string, unit = "") => readNumber(text, unit).value;
  expect(read("3/4")).toBe(0.75);
  expect(read("-3/4")).toBe(-0.75);
  expect(read("-2 1/2")).toBe(-2.5);
  expect(read("10/16")).toBe(0.625);
  expect(read("1/4 g", "mg")).toBe(250);
  expect(read("1 1/2 tablets", "tablet")).toBe(1.5);
  expect(read("-10^2")).toBe(-100);
  expect(read("-3 x 10^2")).toBe(-300);
  expect(read("3 x 1.5")).toBe(4.5);
  expect(read("10^-2")).toBe(0.01);
  expect(read("-1,5")).toBe(-1.5);
});

test("raised figures are read as one power", () => {
  expect(readNumber("2 x 10\u00b9\u00b2", "").value).toBe(2e12);
  expect(readNumber("2 x 10\u207b\u00b9\u2070", "").value).toBe(2e-10);
});

test("a unit of several parts is changed part by part, in any order of what it is divided by", () => {
  const read = (text: string, unit: string) => readNumber(text, unit).value;
  expect(read("2 mg/kg/day", "mg/kg/week")).toBeCloseTo(14, 10);
  expect(read("2 mg/day/kg", "mg/kg/day")).toBe(2);
  expect(read("2 mcg/g/day", "mg/kg/day")).toBeCloseTo(2, 10);
  expect(read("1 g/L", "mg/dL")).toBeCloseTo(100, 10);
  expect(read("6 mg/h", "mg/min")).toBeCloseTo(0.1, 10);
  expect(read("2 mg/day", "day/mg")).toBeNull();
  expect(read("2 mg/kg/day/day", "mg/kg/day")).toBeNull();
  expect(read("2 mg/bananas", "mg/day")).toBeNull();
  expect(read("2 bananas/day", "mg/day")).toBeNull();
  expect(read("2 mg", "bananas")).toBeNull();
  expect(read("2 bananas", "bananas")).toBe(2); // the same words measure the same
  // four parts are no unit, even where both sides have them
  expect(read("2 mg/kg/day/h", "g/kg/day/h")).toBeNull();
});

test("a bare number is in the wanted unit; what a change of unit makes too large is refused", () => {
  expect(readNumber("2", "mg").value).toBe(2);
  expect(readNumber(2, "mg").value).toBe(2);
  expect(readNumber("1e308 kg", "mg").problem).toContain("too large");
  expect(readNumber("1e400 bananas", "mg").problem).toContain("too large"); // before its unit is
});

test("a unit may stand before its number", () => {
  expect(readNumber("week 16", "day").value).toBe(112);
  expect(readNumber("week 16", "mg").problem).toBe("The unit “week” does not measure mg.");
});

test("what is counted may be named where no unit is wanted, and no other size of it", () => {
  for (const answer of ["238", "238 tablets", "238 tabs", "238 Tablets."]) {
    expect(readNumber(answer, "", ["tablets"]).value).toBe(238);
    expect(readNumber(answer, "", ["mg", "tablets"]).value).toBe(238);
  }
  for (const answer of ["238 mg", "238 tablets/day", "2 days", "12 weeks"]) {
    const { value, problem } = readNumber(answer, "", ["tablets", "year"]);
    expect(value).toBeNull();
    expect(problem).toContain("No unit is wanted");
  }
  expect(readNumber("2 mg", "").problem).toBe("No unit is wanted here, and “mg” was given.");
});

test("the power of ten of a count belongs to its unit, and a number within a unit too", () => {
  for (const answer of ["1.1 x 10^9/L", "1.1 × 10⁹/L", "1.1x10^9 / l", "1.1·10⁹/L", "1.1"]) {
    expect(readNumber(answer, "", ["10^9/L"]).value).toBe(1.1);
  }
  expect(readNumber("1.1 x 10^6/L", "", ["10^9/L"]).value).toBeNull();
  for (const unit of ["pmol/8 x 10^8 RBC", "pmol per 8 × 10⁸ RBC", "pmol/8×10⁸ rbc"]) {
    expect(readNumber(`240 ${unit}`, "", ["pmol/8 x 10^8 RBC"]).value).toBe(240);
  }
  expect(readNumber("240 pmol/10^8 RBC", "", ["pmol/8 x 10^8 RBC"]).value).toBeNull();
});

test("messages repeat a short piece of what was typed, and only that much is read", () => {
  const long = "x".repeat(300);
  expect(readNumber(long, "").problem).toBe(`“${"x".repeat(40)}” cannot be read as a number.`);
  expect(readNumber(`5 ${"m".repeat(300)}`, "mg").problem).toBe(
    `The unit “${"m".repeat(20)}” does not measure mg.`,
  );
  expect(readNumber(`5 ${"m".repeat(300)}`, "").problem).toContain(`“${"m".repeat(20)}”`);
  expect(readNumber(`5${" ".repeat(198)}\u2082`, "").problem).toContain("has no place");
  expect(readNumber(`5${" ".repeat(199)}\u2082`, "").value).toBe(5); // two hundred characters
});

test("white space around a number is nothing, and nothing else is no number", () => {
  expect(readNumber("\t 5 \n", "").value).toBe(5);
  expect(readNumber("  ", "").problem).toContain("cannot be read");
  expect(readNumber("5  mg", "mg").value).toBe(5);
  expect(readNumber("\t ten \n", "").problem).toBe("“ten” cannot be read as a number.");
});

test("what is no answer at all", () => {
  const blank: (Answer | undefined)[] = [
    undefined,
    null,
    "",
    " \t\n",
    [],
    {},
    { a: "" },
    { a: null, b: [] },
  ];
  for (const answer of [...blank, { a: { b: "" } }, { a: { b: {} } }])
    expect(isBlank(answer)).toBe(true);
  const given: Answer[] = [
    "x",
    " x",
    0,
    false,
    ["", ""],
    { a: "", b: "x" },
    { a: 0 },
    { a: { b: "x" } },
  ];
  for (const answer of given) expect(isBlank(answer)).toBe(false);
  // as deep as the parts of a case go, and no further
  expect(isBlank({ a: { b: { c: "" } } })).toBe(false);
});

test.each(slips)("the slips of %j are counted", (text, count) => {
  expect(nearest(text, [WORD], 2)).toBe(count);
  if (count) expect(nearest(text, [WORD], count - 1)).toBeNull();
});

test.each(otherDigits)("the digits of %j and %j do not agree", (text, accepted) => {
  expect(nearest(text, [accepted], 3)).toBeNull();
});

test("one slip anywhere is one: a letter left out, changed, put in, or swapped with its neighbour", () => {
  for (let place = 0; place < WORD.length; place += 1) {
    const [before, letter, after] = [WORD.slice(0, place), WORD[place], WORD.slice(place + 1)];
    expect(nearest(before + after, [WORD], 1)).toBe(1);
    expect(nearest(`${before}q${after}`, [WORD], 1)).toBe(1);
    expect(nearest(`${before}q${letter}${after}`, [WORD], 1)).toBe(1);
    if (!after) continue;
    expect(nearest(`${before}${after[0]}${letter}${after.slice(1)}`, [WORD], 1)).toBe(1);
  }
  expect(nearest(`${WORD}q`, [WORD], 1)).toBe(1);
  expect(nearest("ba", ["ab"], 2)).toBe(1);
  expect(nearest("ca", ["abc"], 3)).toBe(3); // no letter is moved twice
  expect(nearest("", ["abc"], 3)).toBe(3);
  expect(nearest("abc", [""], 3)).toBe(3);
  expect(nearest("", ["abc"], 2)).toBeNull();
});

test("of several accepted words the nearest counts, wherever it stands", () => {
  expect(nearest("guanane", ["guanine", "guanane"], 2)).toBe(0);
  expect(nearest("guanane", ["guanane", "guanine"], 2)).toBe(0);
  expect(nearest("guanone", ["adenine", "guanine", "thymine"], 2)).toBe(1);
  expect(nearest("guanone", [], 2)).toBeNull();
  expect(nearest("guanine", ["guanine"], 0)).toBe(0);
  expect(nearest("guanin", ["guanine"], 0)).toBeNull();
});

test("words are compared by their letters and digits alone", () => {
  expect(plain(" Aza-Thioprin\u00e9! ")).toBe("azathioprine");
  expect(plain("6-MP")).toBe("6mp");
  expect(strange("6-MP, é")).toBe("");
  expect(strange("6-MP \u4e2d\u6587")).toBe("\u4e2d");
});
