import {
  answered,
  checked,
  EMPTY,
  hinted,
  inRound,
  restarted,
  retried,
  stateOf,
} from "../../../src/imuran_edu/widgets/js/engine.ts";
import type { QuestionView } from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";

import { tally } from "../../../src/imuran_edu/widgets/js/tally.ts";

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
  const { feedback } = stateOf(single, checked(single, entry).entry, true);
  expect(feedback).toMatchObject({ status: "wrong", earned: 0, score: "0 of 2 points" });
  expect(feedback?.parts).toEqual({
    a: { mark: "wrong", html: "A" },
    b: { mark: "missed", html: "B" },
  });
});

test("what is blank or cannot be read is not checked, and says so", () => {
  expect(checked(single, EMPTY)).toEqual({
    entry: EMPTY,
    message: "Answer the question first, then check.",
  });
  const typed = answered(numeric, EMPTY, undefined, "5 bananas");
  expect(checked(numeric, typed).entry.checked).toEqual([]);
  expect(checked(numeric, typed).message).toContain("does not measure mg");
  expect(stateOf(numeric, typed, true).message).toContain("does not measure mg");
});

test("a graded question has no feedback", () => {
  const { key: _, ...graded } = single;
  const entry = { ...answered(graded, EMPTY, undefined, "b"), checked: ["q-single"] };
  expect(stateOf(graded, entry, false).feedback).toBeNull();
});

test("trying again keeps the answer", () => {
  const entry = checked(single, answered(single, EMPTY, undefined, "a")).entry;
  expect(retried(single, entry)).toMatchObject({ answer: "a", checked: [] });
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
  expect(stateOf(casus, checked(casus, first, "q-single").entry, true).openStages).toBe(2);
});

test("parts of a case are answered, checked and hinted apart", () => {
  let entry = answered(casus, EMPTY, "q-single", "b");
  entry = answered(casus, entry, "q-number", "5");
  entry = hinted(casus, checked(casus, entry, "q-single").entry, "q-number");
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
  const entry = checked(view, answered(view, EMPTY, undefined, "b")).entry;
  const told = (saved: string) => stateOf(view, { ...entry, saved }, true).feedback?.html;
  expect(told("2026-02-28T10:00:00")).toBe("<p>corrected</p>");
  expect(told("2026-03-01T10:00:00")).toBe("");
});

test("a new start clears all and draws an order that stays", () => {
  const views = [single, numeric];
  const entries = { "q-single": answered(single, EMPTY, undefined, "a") };
  const after = restarted(views, entries, "round-of-x", 7);
  expect(after["q-single"]).toEqual(EMPTY);
  expect(after["round-of-x"]?.answer).toEqual({ round: 2, seed: 7 });
  expect(restarted(views, after, "round-of-x", 8)["round-of-x"]?.answer).toMatchObject({
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
  const entry = checked(guess, answered(guess, EMPTY, undefined, "a")).entry;
  expect(stateOf(guess, entry, true).feedback).toMatchObject({ score: "", status: "wrong" });
});

test.each([undefined, 1, 3, "x", null, { round: "2" }])(
  "in round %j the order is as it came",
  (kept) => {
    const entry = kept === undefined ? undefined : { ...EMPTY, answer: kept as never };
    expect(inRound([numeric, single], entry)).toEqual([numeric, single]);
  },
);
