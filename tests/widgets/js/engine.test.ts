import {
  answered,
  carried,
  checked,
  EMPTY,
  hinted,
  retried,
  revealed,
  stateOf,
} from "../../../src/imuran_edu/widgets/js/engine.ts";
import type {
  Answer,
  Entry,
  QuestionView,
} from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import { inRound, restarted } from "../../../src/imuran_edu/widgets/js/rounds.ts";

import { tally } from "../../../src/imuran_edu/widgets/js/tally.ts";

const NOON = new Date("2026-03-01T12:00:00Z");
const TODAY = "2026-03-01";
const check = (view: QuestionView, entry: Entry, part?: string, how = {}) =>
  checked(view, entry, part, { moment: NOON, ...how });

const why = { several: false, rationale: "<p>Why</p>", evidence: "", corrected: [] };
const base = {
  number: "1",
  points: 2,
  stem: "",
  hints: ["<p>one</p>", "<p>two</p>"],
  version: "v1",
};
const option = (id: string) => ({ id, html: id, text: id });
const options = ["a", "b", "c", "d"].map(option);
const notes = { a: "A", b: "B", c: "", d: "" };
const single: QuestionView = {
  ...base,
  id: "q-single",
  type: "single",
  options,
  mixed: ["options"],
  key: { ...why, data: { key: ["b"], notes } },
};
const numeric: QuestionView = {
  ...base,
  id: "q-number",
  type: "numeric",
  unit: "mg",
  key: {
    ...why,
    data: { value: 5, unit: "mg", tolerance: 0, right: "", ranges: [], otherwise: "<p>No</p>" },
  },
};
const stage = (id: string, ...questions: QuestionView[]) => ({
  id,
  title: id,
  story: "",
  questions,
});
const casus: QuestionView = {
  ...base,
  id: "q-case",
  type: "case",
  stages: [stage("s1", single), stage("s2", numeric)],
};

test("an answer alone tells nothing; a check tells why", () => {
  const entry = answered(single, EMPTY, undefined, "a");
  expect(stateOf(single, entry, true).feedback).toBeNull();
  const { feedback } = stateOf(single, check(single, entry).entry, true);
  expect(feedback).toMatchObject({ status: "wrong", earned: 0, score: "0 of 2 points" });
  expect(feedback?.parts).toEqual({ a: { mark: "wrong", html: "A" } });
});

test("what is blank or cannot be read is not checked, and says so", () => {
  expect(check(single, EMPTY)).toEqual({
    entry: EMPTY,
    message: "Answer the question first, then check.",
  });
  const typed = answered(numeric, EMPTY, undefined, "5 bananas");
  expect(check(numeric, typed).entry.checked).toEqual([]);
  expect(check(numeric, typed).message).toContain("does not measure mg");
  expect(stateOf(numeric, typed, true).message).toContain("does not measure mg");
});

test("a graded question has no feedback", () => {
  const { key: _, ...graded } = single;
  const entry = { ...answered(graded, EMPTY, undefined, "b"), checked: ["q-single"] };
  expect(stateOf(graded, entry, false).feedback).toBeNull();
});

test("trying again keeps the answer", () => {
  const entry = check(single, answered(single, EMPTY, undefined, "a")).entry;
  expect(retried(single, entry, undefined, TODAY)).toMatchObject({ answer: "a", checked: [] });
});

test("hints come one at a time and no further", () => {
  let entry = EMPTY;
  const shown = [1, 2, 3].map(() => {
    entry = hinted(single, entry);
    return stateOf(single, entry, true).hints.length;
  });
  expect(shown).toEqual([1, 2, 2]);
  expect(entry.hints).toEqual({ "q-single": 2 });
});

test("a stage opens when the one before was checked, or, where nothing is checked, answered", () => {
  const first = answered(casus, EMPTY, "q-single", "a");
  expect(stateOf(casus, first, true).openStages).toBe(1);
  expect(stateOf(casus, first, false).openStages).toBe(2);
  const wrong = check(casus, first, "q-single").entry;
  expect(stateOf(casus, wrong, true).openStages).toBe(1);
  expect(stateOf(casus, revealed(casus, wrong, "q-single"), true).openStages).toBe(2);
});

test("parts of a case are answered, checked and hinted apart", () => {
  let entry = answered(casus, EMPTY, "q-single", "b");
  entry = answered(casus, entry, "q-number", "5");
  entry = hinted(casus, check(casus, entry, "q-single").entry, "q-number");
  const { parts } = stateOf(casus, entry, true);
  expect(entry.answer).toEqual({ "q-single": "b", "q-number": "5" });
  expect(parts["q-single"]?.feedback?.status).toBe("right");
  expect(parts["q-number"]).toMatchObject({ feedback: null, hints: ["<p>one</p>"] });
});

test("a question that was edited since is said to be, when it was answered", () => {
  const old = { ...EMPTY, version: "v0", answer: "a" };
  expect(stateOf(single, old, true).changed).toBe(true);
  expect(stateOf(single, { ...old, version: "v1" }, true).changed).toBe(false);
  expect(stateOf(single, { ...old, answer: " " }, true).changed).toBe(false);
});

test("whoever answered by a key that was corrected reads so", () => {
  const corrected = [{ day: "2026-03-01", html: "<p>corrected</p>" }];
  const view = { ...single, key: { ...why, data: { key: ["b"], notes }, corrected } };
  const entry = check(view, answered(view, EMPTY, undefined, "b")).entry;
  const told = (saved: string) => stateOf(view, { ...entry, saved }, true).feedback?.html;
  expect(told("2026-02-28T10:00:00")).toBe("<p>corrected</p>");
  expect(told("2026-03-01T10:00:00")).toBe("");
});

test("a new start clears all and draws an order that stays", () => {
  const views = [single, numeric];
  const entries = { "q-single": answered(single, EMPTY, undefined, "a") };
  const after = restarted(views, entries, "round-of-x", 7, TODAY);
  expect(after["q-single"]).toEqual(EMPTY);
  expect(after["round-of-x"]?.answer).toEqual({ round: 2, seed: 7 });
  expect(restarted(views, after, "round-of-x", 8, TODAY)["round-of-x"]?.answer).toMatchObject({
    round: 3,
  });
  const order = inRound(views, after["round-of-x"]);
  expect(order).toEqual(inRound(views.toReversed(), after["round-of-x"]));
  expect(order.map(({ number }) => number)).toEqual(["1", "2"]);
  expect(order.find(({ id }) => id === "q-single")?.options?.toSorted()).toHaveLength(4);
});

test("orders differ between rounds, and lists that are not mixed stay", () => {
  const { mixed: _, ...still } = single;
  const orders = [...Array(20).keys()].map((seed) => {
    const kept = { ...EMPTY, answer: { round: 2, seed } };
    expect(inRound([still], kept)[0]?.options).toEqual(options);
    return inRound([single], kept)[0]
      ?.options?.map(({ id }) => id)
      .join("");
  });
  expect(new Set(orders).size).toBeGreaterThan(8);
});

test("options stay where they are when other questions come and go", () => {
  const kept = { ...EMPTY, answer: { round: 2, seed: 11 } };
  const other = { ...single, id: "q-other" };
  const among = inRound([numeric, other, single], kept).find(({ id }) => id === "q-single");
  const alone = inRound([single], kept)[0];
  expect(alone?.options).toEqual(among?.options);
});

test("a prediction is not counted", () => {
  const guess = { ...single, id: "q-guess", predict: true };
  const state = (id: string) => stateOf(id === "q-guess" ? guess : single, EMPTY, true);
  expect(tally([guess, single], ({ id }) => state(id))).toMatchObject({ total: 1, answered: 0 });
  const entry = check(guess, answered(guess, EMPTY, undefined, "a")).entry;
  expect(stateOf(guess, entry, true).feedback).toMatchObject({ score: "", status: "wrong" });
});

test.each([undefined, 1, 3, "x", null, { round: "2" }])(
  "in round %j the order is as it came",
  (kept) => {
    const entry = kept === undefined ? undefined : { ...EMPTY, answer: kept as never };
    expect(inRound([numeric, single], entry)).toEqual([numeric, single]);
  },
);

// ---- Attempts -----------------------------------------------------------------------------------

const after = (entry: Entry, value: Answer, how = {}) =>
  check(single, answered(single, entry, undefined, value), undefined, how).entry;

test("after a first wrong answer the key is held back, after the second it is told", () => {
  const first = after(EMPTY, "a");
  expect(stateOf(single, first, true).feedback).toMatchObject({
    status: "wrong",
    headline: "Not right yet",
    again: true,
    rationale: "",
  });
  const changed = answered(single, first, undefined, "c");
  expect(stateOf(single, changed, true).feedback).toBeNull();
  const second = check(single, changed).entry;
  expect(stateOf(single, second, true).feedback).toMatchObject({
    rationale: "<p>Why</p>",
    parts: { b: { mark: "missed", html: "B" } },
  });
  expect(second.attempts).toEqual([
    "2026-03-01T12:00:00Z 2026-03-01 q-single 0 - 0 -",
    "2026-03-01T12:00:00Z 2026-03-01 q-single 0 - 0 -",
  ]);
});

test("the same wrong answer is not checked twice, and 'Show me' tells the key", () => {
  const first = after(EMPTY, "a");
  expect(check(single, first)).toEqual({
    entry: first,
    message: "Change your answer first, then check it once more.",
  });
  const shown = revealed(single, first);
  expect(stateOf(single, shown, true).feedback?.parts).toHaveProperty("b");
  expect(shown.attempts).toEqual(first.attempts);
});

test("where only two options are left the key is told at once", () => {
  const three = { ...single, options: options.slice(0, 3) };
  const entry = check(three, answered(three, EMPTY, undefined, "a")).entry;
  expect(stateOf(three, entry, true).feedback?.parts).toHaveProperty("b");
});

test("what is told of a first wrong number does not hold the key", () => {
  const data = { value: 5, unit: "mg", tolerance: 0.1, right: "", ranges: [], otherwise: "" };
  const of = (otherwise: string) => {
    const view = { ...numeric, key: { ...why, data: { ...data, otherwise } } };
    const entry = check(view, answered(view, EMPTY, undefined, "7")).entry;
    return stateOf(view, entry, true).feedback?.html;
  };
  expect(of("<p>You took 7 mg.</p>")).toBe("<p>You took 7 mg.</p>");
  expect(of("<p>It is 5.05 mg.</p>")).toBe("");
});

test("an attempt says: hint, unsure, how long, and whether the key was seen that day", () => {
  const how = { unsure: true, seconds: 41.6 };
  const [line] = after(hinted(single, EMPTY), "b", how).attempts ?? [];
  expect(line).toBe("2026-03-01T12:00:00Z 2026-03-01 q-single 1 hu 42 -");
  const wrong = revealed(single, after(EMPTY, "a"));
  const copied = after(retried(single, wrong, undefined, TODAY), "b");
  expect(copied.attempts?.at(-1)).toContain("q-single 1 k ");
  const moment = new Date("2026-03-02T12:00:00Z");
  const nextDay = after(retried(single, wrong, undefined, TODAY), "b", { moment });
  expect(nextDay.attempts?.at(-1)).toContain("q-single 1 - ");
});

test("a new start remembers that the key was on the page", () => {
  const entries = { "q-single": revealed(single, after(EMPTY, "a")) };
  const cleared = restarted([single], entries, "round-of-x", 7, TODAY)["q-single"];
  expect(cleared).toMatchObject({ answer: null, checked: [], seen: { "q-single": TODAY } });
  expect(cleared?.attempts).toEqual(entries["q-single"].attempts);
});

test("what version 0.1.0 checked keeps its key, and becomes an attempt before it is changed", () => {
  const saved = "2025-12-31T23:30:00.123456+00:00";
  const old = { ...EMPTY, answer: "b", version: "0123456789ab", saved, checked: ["q-single"] };
  const line = "2025-12-31T23:30:00Z 2025-12-31 q-single 1 o 0 0123456789ab";
  expect(carried(single, old)).toEqual([line]);
  expect(carried(single, after(EMPTY, "b"))).toEqual([]);
  expect(stateOf(single, { ...old, answer: "a" }, true).feedback?.parts).toHaveProperty("b");
  expect(retried(single, old, undefined, TODAY).attempts).toEqual([line]);
  expect(restarted([single], { "q-single": old }, "r", 1, TODAY)["q-single"]?.attempts).toEqual([
    line,
  ]);
});

test("a prediction makes no attempt", () => {
  const guess = { ...single, id: "q-guess", predict: true };
  expect(check(guess, answered(guess, EMPTY, undefined, "a")).entry.attempts).toBeUndefined();
});
