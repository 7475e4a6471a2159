// What an answer earns and what is said of it, at the edges of the rules.
import type {
  Answer,
  QuestionView,
} from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import {
  judge,
  leavesSecondTry,
  rounded,
  scriptOf,
  withoutKey,
} from "../../../src/imuran_edu/widgets/js/score.ts";
import {
  asked,
  earned,
  multiple,
  notes,
  number,
  numeric,
  ordering,
  said,
  short,
  shown,
  single,
  status,
  verdict,
  why,
} from "./asked.ts";

describe("points", () => {
  test("are rounded to four decimals, an exact half to the even digit as in Python", () => {
    expect(rounded(1 / 3)).toBe(0.3333);
    expect(rounded(2 / 3)).toBe(0.6667);
    expect(rounded(1 / 32)).toBe(0.0312); // 0.03125
    expect(rounded(3 / 32)).toBe(0.0938); // 0.09375
    expect(rounded(1 / 16)).toBe(0.0625);
    expect(rounded(1.03125)).toBe(1.0312);
    expect(rounded(0)).toBe(0);
  });

  test("are all there for a right answer, whatever they are, and never more", () => {
    expect(earned({ ...single, points: 1 / 3 }, "b")).toBe(1 / 3);
    expect(earned(multiple("each-answer", 0.00007), ["b"])).toBe(0.00007);
  });

  test("are told with two decimals, of one point or several", () => {
    expect(said(multiple("coverage", 1), ["b", "d", "a"]).score).toBe("0.67 of 1 point");
    expect(said(multiple("coverage", 2), ["b", "d", "a"]).score).toBe("1.33 of 2 points");
    expect(said({ ...single, predict: true }, "b").score).toBe("");
  });
});

test("a blank answer is no answer, and says so without the key", () => {
  const blanks: [QuestionView, Answer[]][] = [
    [multiple("off"), [null, [], ""]],
    [single, [null, "", "  "]],
    [verdict(false), [null]],
    [numeric, [null, "", " \t"]],
    [ordering("pairs"), [null, []]],
  ];
  for (const [view, answers] of blanks) {
    for (const answer of answers) {
      expect(said(view, answer)).toMatchObject({
        ...{ status: "blank", earned: 0, headline: "Not answered yet", reason: "Not answered." },
        ...{ rationale: "", evidence: "", html: "", parts: {} },
      });
    }
  }
});

test("what is of another kind cannot be read, and earns nothing", () => {
  const unreadable: [QuestionView, Answer[]][] = [
    [multiple("off"), ["b", ["b", "z"], [1], { b: true }, ["toString"]]],
    [single, ["z", ["b"], 1, true, "toString"]],
    [verdict(true), ["true", 1, ["true"]]],
    [numeric, [true, ["5"], "bananas", "5 kg"]],
    [short, [5, ["x"], "x".repeat(201), "\u4e2d"]],
    [ordering("pairs"), ["cadb", ["c", "a", "d"], [..."cadbc"], [..."caad"], { c: "a" }]],
  ];
  for (const [view, answers] of unreadable) {
    for (const answer of answers) {
      const found = said(view, answer);
      expect(found, JSON.stringify(answer)).toMatchObject({ status: "invalid", earned: 0 });
      expect(found.reason).not.toBe("");
      expect([found.html, found.rationale, found.parts]).toEqual(["", "", {}]);
    }
  }
});

test("without a key, or where a person grades, nothing is said", () => {
  expect(judge({ ...single, key: undefined }, "b")).toBeNull();
  expect(judge(asked("written", {}), "a text")).toBeNull();
  expect(leavesSecondTry({ ...single, key: undefined, options: [..."abcd"].map(shown) })).toBe(
    false,
  );
  expect(leavesSecondTry(asked("written", {}))).toBe(false);
  expect(() => scriptOf("riddle")).toThrow(
    "imuran-edu: this version knows no question type 'riddle'",
  );
});

describe("several options", () => {
  test("nothing is earned below zero, all only by the key", () => {
    expect(status(multiple("net-correct", 4), ["a", "c"])).toBe("wrong");
    expect(earned(multiple("net-correct", 4), ["a", "c"])).toBe(0);
    expect(earned(multiple("net-correct", 4), ["a", "b"])).toBe(0); // as many right as wrong
    expect(earned(multiple("net-correct", 4), ["b"])).toBe(2);
    expect(earned(multiple("net-correct", 4), ["b", "d", "a"])).toBe(2);
    expect(status(multiple("net-correct", 4), ["d", "b"])).toBe("right");
    expect(earned(multiple("net-correct", 4), ["d", "b"])).toBe(4);
    expect(status(multiple("off"), ["b"])).toBe("wrong");
    expect(status(multiple("each-answer"), ["b"])).toBe("partial");
  });

  test("an option that is named twice counts once", () => {
    expect(earned(multiple("net-correct", 4), ["b", "b", "a", "a", "d"])).toBe(2);
    expect(status(multiple("off"), ["b", "d", "b"])).toBe("right");
  });

  test("the reason counts right and wrong", () => {
    const reason = (answer: string[]) => said(multiple("net-correct"), answer).reason;
    expect(reason(["b", "d"])).toBe("Exactly the right options were chosen.");
    expect(reason(["b"])).toBe("Of the options chosen, 1 right and 0 wrong; not all were found.");
    expect(reason(["a", "b"])).toBe("Of the options chosen, 1 right and 1 wrong.");
    expect(reason(["a", "b", "d"])).toBe("Of the options chosen, 2 right and 1 wrong.");
  });

  test("a first wrong choice tells why it fails, and nothing of what was missed", () => {
    const view = multiple("off");
    const whole = said(view, ["a", "b"]);
    expect(whole.parts).toEqual({
      a: { mark: "wrong", html: "A" },
      b: { mark: "right", html: "B" },
      d: { mark: "missed", html: "" },
    });
    const first = withoutKey(view, ["a", "b"], whole);
    expect(first.parts).toEqual({ a: { mark: "wrong", html: "A" }, b: { mark: "right" } });
    expect(first).toMatchObject({ headline: "Not right yet", again: true, html: "" });
    expect([first.rationale, first.evidence]).toEqual(["", ""]);
    const part = said(multiple("each-answer"), ["b"]);
    expect(withoutKey(multiple("each-answer"), ["b"], part).headline).toBe("Partly right");
  });
});

test("one option or a verdict is right or wrong", () => {
  expect(said(single, "b")).toMatchObject({ status: "right", earned: 1 });
  expect(said(single, "b").reason).toBe("The right option was chosen.");
  expect(said(single, "a")).toMatchObject({ status: "wrong", earned: 0, headline: "Not right" });
  expect(said(single, "a").reason).toBe("Another option was chosen.");
  const both = asked("single", { key: ["a", "b"], notes });
  expect([status(both, "a"), status(both, "b"), status(both, "c")]).toEqual([
    ...["right", "right", "wrong"],
  ]);
  expect(said({ ...single, key: { ...single.key, several: false } as never }, "b").reason).toBe("");
  expect(said(verdict(false), false)).toMatchObject({
    status: "right",
    reason: "The statement was judged rightly.",
    parts: { false: { mark: "right", html: "on false" } },
  });
  const wrong = said(verdict(false), true);
  expect(wrong).toMatchObject({ status: "wrong", reason: "The statement was misjudged." });
  expect(wrong.parts).toEqual({
    true: { mark: "wrong", html: "on true" },
    false: { mark: "missed", html: "" },
  });
  // a type that says nothing of a first wrong answer
  expect(withoutKey(verdict(false), true, wrong)).toMatchObject({ html: "", parts: {} });
});

describe("an order", () => {
  test("two neighbours that changed places cost one pair, twice counted", () => {
    const points = (order: string) => earned(ordering("pairs"), [...order]);
    expect(points("cadb")).toBe(3);
    for (const swapped of ["acdb", "cdab", "cabd"]) expect(points(swapped)).toBe(2);
    expect(points("dcab")).toBe(1); // two pairs
    expect(points("bcad")).toBe(0); // three pairs of six: as many right as wrong
    expect(points("bdac")).toBe(0); // turned round
    expect(status(ordering("off"), [..."cadb"])).toBe("right");
    expect(status(ordering("off"), [..."cabd"])).toBe("wrong");
  });

  test("the reason counts pairs, and none below nothing", () => {
    const reason = (order: string) => said(ordering("pairs"), [...order]).reason;
    expect(reason("cadb")).toBe("Everything is in order.");
    expect(reason("acdb")).toContain("right order: 5; in the wrong order: 1. So 4 of 6 count.");
    expect(reason("bdac")).toContain("right order: 0; in the wrong order: 6. So 0 of 6 count.");
  });

  test("what stands in another place is mended, after a first try without words", () => {
    const view = ordering("pairs");
    const whole = said(view, [..."acdb"]);
    expect(whole.html).toBe("<p>whole</p>");
    expect(whole.parts).toEqual({
      c: { mark: "wrong", html: "first" },
      a: { mark: "wrong", html: "" },
      d: { mark: "right", html: "" },
      b: { mark: "right", html: "" },
    });
    const first = withoutKey(view, [..."acdb"], whole);
    expect(first.html).toBe("");
    expect(first.parts.c).toEqual({ mark: "wrong" });
  });
});

describe("rows", () => {
  const key = { a: "p", b: "q", c: "p" };
  const rows = (type: string, credit: string) =>
    asked(type, { key, partners: ["p", "q", "r"], credit, mend: { b: "mend b" } }, 3);

  test.each(["matching", "categorise"])("%s: each that is placed rightly counts", (type) => {
    const points = (answer: Answer) => earned(rows(type, "each-answer"), answer);
    expect(points({ a: "p", b: "q", c: "p" })).toBe(3);
    expect(points({ a: "p", b: "p", c: "p" })).toBe(2);
    expect(points({ a: "p", b: null, c: "" })).toBe(1);
    expect(points({ a: "q", b: "p", c: "r" })).toBe(0);
    expect(status(rows(type, "off"), { a: "p", b: "p", c: "p" })).toBe("wrong");
    const found = said(rows(type, "each-answer"), { a: "p", b: "r" });
    expect(found.reason).toBe("1 of 3 placed rightly.");
    expect(found.parts).toEqual({
      a: { mark: "right", html: "" },
      b: { mark: "wrong", html: "mend b" },
      c: { mark: "missed", html: "" },
    });
    const strange: Answer[] = [{ z: "p" }, { a: "z" }, { toString: "p" }, ["p"], "p"];
    for (const answer of strange) {
      expect(status(rows(type, "each-answer"), answer)).toBe("invalid");
    }
  });
});

test("a second try is left where more than two answers are", () => {
  const options = (text: string) => ({ options: [...text].map(shown) });
  expect(leavesSecondTry({ ...single, ...options("abcd") })).toBe(true);
  expect(leavesSecondTry({ ...single, ...options("abc") })).toBe(false);
  expect(leavesSecondTry({ ...single, ...options("abcd"), predict: true })).toBe(false);
  expect(leavesSecondTry(single)).toBe(false);
  expect(leavesSecondTry(verdict(true))).toBe(false);
  for (const view of [numeric, short, multiple("off")]) expect(leavesSecondTry(view)).toBe(true);
  const items = (text: string) => ({ ...ordering("off"), items: [...text].map(shown) });
  expect([leavesSecondTry(items("ab")), leavesSecondTry(items("abc"))]).toEqual([false, true]);
  const classes = (text: string) => asked("categorise", {}, 1, { classes: [...text].map(shown) });
  expect([leavesSecondTry(classes("ab")), leavesSecondTry(classes("abc"))]).toEqual([false, true]);
});

test("who answered before a key was corrected reads of it, on its day no more", () => {
  const corrected = [
    { day: "2026-03-01", html: "<p>one</p>" },
    { day: "2026-04-01", html: "<p>two</p>" },
  ];
  const view = { ...numeric, key: { ...why, data: number, corrected } };
  const told = (saved?: string) => judge(view, 137.5, saved)?.html;
  expect(told()).toBe("right");
  expect(told("2026-02-28T23:59:59")).toBe("<p>one</p><p>two</p>right");
  expect(told("2026-03-01T00:00:00")).toBe("<p>two</p>right");
  expect(told("2026-04-01T00:00:00")).toBe("right");
});
