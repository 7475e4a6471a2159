// What a number or a word earns and what is said of it, at the ends of what counts.
import { scriptOf, withoutKey } from "../../../src/imuran_edu/widgets/js/score.ts";
import { asked, earned, number, numeric, said, short, status, word } from "./asked.ts";

describe("a number", () => {
  test("is right to both ends of the tolerance, and no further", () => {
    for (const right of [135, 140, "0.14 g/day", 137.5]) expect(earned(numeric, right)).toBe(2);
    for (const near of [134.999, 140.001, 130, 145]) expect(earned(numeric, near)).toBe(1);
    for (const wrong of [129.999, 145.001, -137.5]) expect(earned(numeric, wrong)).toBe(0);
    expect(said(numeric, 135).reason).toBe("The number is within the tolerance.");
    expect(said(numeric, 130).reason).toBe("The number is near enough for part of the points.");
    expect(said(numeric, 200).reason).toBe("Another number.");
  });

  test("may count in full outside the tolerance, with words of its own", () => {
    expect(said(numeric, 270)).toMatchObject({ status: "right", earned: 2, html: "too" });
    expect(said(numeric, 270).reason).toBe("This number counts as right too.");
    expect(said(numeric, 269.9)).toMatchObject({ status: "wrong", html: "other" });
    expect([137.5, 130, 10, 10.1, 1e9].map((each) => said(numeric, each).html)).toEqual([
      ...["right", "near", "low", "other", "too"],
    ]);
  });

  test("loses nothing by binary fractions", () => {
    const exact = asked("numeric", { ...number, value: 0.3, tolerance: 0, ranges: [] });
    expect(status(exact, 0.1 + 0.2)).toBe("right");
    expect(status(exact, 0.3 + 1e-8)).toBe("wrong");
    const great = asked("numeric", { ...number, value: -1e6, tolerance: 0.1, ranges: [] });
    expect(status(great, -1e6 - 0.1 - 1e-4)).toBe("right"); // a billionth of the key
    expect(status(great, -1e6 - 0.1 - 1e-2)).toBe("wrong");
  });

  test("the first range that holds it gives its share", () => {
    const range = (low: number, high: number, fraction: number, html: string) => ({
      ...{ low, high, fraction, html },
    });
    const ranges = [range(0, 200, 0.25, "first"), range(100, 300, 0.75, "second")];
    const view = asked("numeric", { ...number, ranges }, 4);
    expect([100, 200, 200.5, 300, 300.5].map((each) => earned(view, each))).toEqual([
      1, 1, 3, 3, 0,
    ]);
    expect(said(view, 200).html).toBe("first");
  });

  test("a first wrong one is told why, unless the words hold the key or another right number", () => {
    const told = (otherwise: string) => {
      const view = asked("numeric", { ...number, otherwise });
      return withoutKey(view, 200, said(view, 200)).html;
    };
    expect(told("<p>Divide by 2, not by 3.</p>")).toBe("<p>Divide by 2, not by 3.</p>");
    expect(told("<p>It is <b>137.5</b>.</p>")).toBe("");
    expect(told("about 136")).toBe("");
    expect(told("or 300 as well")).toBe("");
    expect(told('<img width="137">no')).toBe('<img width="137">no'); // no number of the text
  });

  test("says while it is typed why it cannot be read", () => {
    const { unreadable } = scriptOf("numeric");
    expect(unreadable?.(numeric, "5 bananas")).toContain("does not measure mg/day");
    expect(unreadable?.(numeric, "")).toBe("");
    expect(unreadable?.(numeric, "5")).toBe("");
    expect(unreadable?.({ ...numeric, unit: undefined }, "5 mg")).toContain("No unit is wanted");
    expect(unreadable?.({ ...numeric, unit: undefined, accepts: ["mg"] }, "5 mg")).toBe("");
  });
});

describe("a word", () => {
  test("is right up to the slips that are forgiven", () => {
    const result = (text: string) => [earned(short, text), said(short, text).html];
    expect(result("Hypo-xanthine")).toEqual([2, "right"]);
    expect(result("hypoxantine")).toEqual([2, "spelt"]);
    expect(result("hypxantine")).toEqual([2, "spelt"]);
    expect(result("pxanthin")).toEqual([0, "later"]); // two slips of xanthine, four of the key
    expect(result("guanine")).toEqual([0, "other"]);
    expect(said(short, "hypoxanthine").reason).toBe("The word is right.");
    expect(said(short, "hypoxantine").reason).toBe("The word is right but for its spelling.");
    expect(said(short, "guanosine").reason).toBe("Another word was given.");
  });

  test("may be one of the others, with its own share", () => {
    expect(said(short, "purine")).toMatchObject({ status: "partial", earned: 1, html: "class" });
    expect(said(short, "purine").reason).toBe("The word is near enough for part of the points.");
    expect(said(short, "Sarkine")).toMatchObject({ status: "right", earned: 2, html: "old" });
    expect(said(short, "sarkine").reason).toBe("This word counts as right too.");
    expect(said(short, "xanthine")).toMatchObject({ status: "wrong", html: "later" });
  });

  test("as near to a known other one as to the key is that other one", () => {
    const others = [{ text: "guanane", fraction: 0, html: "no such base" }];
    const tie = asked("short_text", { ...word, accepted: ["guanine"], typos: 1, others });
    expect(said(tie, "guanone")).toMatchObject({ status: "wrong", html: "no such base" });
    expect(status(tie, "guanine")).toBe("right");
    expect(status(tie, "guaninee")).toBe("right"); // nearer to the key
  });

  test("of several known ones is the nearest", () => {
    const others = ["guanane", "guanone"].map((text) => ({ text, fraction: 0, html: text }));
    const view = asked("short_text", { ...word, accepted: ["adenine"], typos: 1, others });
    expect(said(view, "guanone").html).toBe("guanone");
    expect(said(view, "guanane").html).toBe("guanane");
    expect(said(view, "guanene").html).toBe("guanane"); // of equally near ones the first
  });

  test("is read to two hundred characters", () => {
    expect(said(short, "x".repeat(200))).toMatchObject({ status: "wrong" });
    expect(said(short, "x".repeat(201)).reason).toBe(
      "The answer is too long; a word or two will do.",
    );
  });

  test("a first wrong one is told why, unless the words hold a right one", () => {
    const told = (html: string) => {
      const others = [...word.others.slice(1), { text: "xanthine", fraction: 0, html }];
      const view = asked("short_text", { ...word, accepted: ["HYPOXANTHINE"], others });
      return withoutKey(view, "xanthine", said(view, "xanthine")).html;
    };
    expect(told("That comes a step later.")).toBe("That comes a step later.");
    expect(told("It is Hypoxanthine.")).toBe("");
    expect(told("Once it was called SARKINE.")).toBe("");
    expect(told("A purine, but which?")).toBe("A purine, but which?");
  });
});
