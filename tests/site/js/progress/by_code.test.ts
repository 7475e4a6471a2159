// What resume codes brought, as an entry and as attempts; and how it is merged.
import {
  BY_CODE,
  both,
  brought,
  codeAttempts,
  withCode,
} from "../../../../src/imuran_edu/site/js/progress/by_code.ts";
import { merge } from "../../../../src/imuran_edu/site/js/progress/merge.ts";
import { EMPTY } from "../../../../src/imuran_edu/widgets/js/engine.ts";
import type { Answer, CardView } from "../../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import { readLines } from "../../../../src/imuran_edu/widgets/js/learning/attempts.ts";

const SAVED = "2026-03-01T12:00:00.000000+00:00";
const entry = (answer: Answer, saved = SAVED) => ({ ...EMPTY, answer, saved });
const said = (more: Record<string, Answer>) => ({
  ...{ mastered: [], done: [], once: [], form: 2 },
  ...more,
});
const sets = (mastered: string[], done: string[], once: string[]) => ({
  mastered: new Set(mastered),
  done: new Set(done),
  once: new Set(once),
});
const card = (id: string, parts: string[]) => ({ id, parts }) as CardView;

test("an entry of today says what is mastered, done and right once", () => {
  const full = said({ mastered: ["a"], done: ["l"], once: ["b"] });
  expect(brought(entry(full))).toEqual(sets(["a"], ["l"], ["b"]));
  expect(brought(entry(said({ mastered: ["a", 5, null] })))).toEqual(sets(["a"], [], []));
  for (const nothing of [undefined, entry(null), entry("x"), entry(["a"]), entry({ once: "b" })]) {
    expect(brought(nothing)).toEqual(sets([], [], []));
  }
});

test("an entry of version 0.1.0 called mastered what was right once", () => {
  const old: Answer = { mastered: ["a"], done: ["l"], once: ["b"] };
  expect(brought(entry(old))).toEqual(sets([], ["l"], ["a", "b"]));
  expect(brought(entry({ ...old, form: 1 }))).toEqual(sets([], ["l"], ["a", "b"]));
});

test("two entries say together what each says, in order, at the later time", () => {
  const one = entry(said({ mastered: ["b", "a"], done: ["l"] }), "2026-03-02");
  const other = entry(said({ mastered: ["a", "c"], once: ["z", "d"] }), "2026-03-01");
  const sum = said({ mastered: ["a", "b", "c"], done: ["l"], once: ["d", "z"] });
  expect(both(one, other)).toEqual(entry(sum, "2026-03-02"));
  expect(both(other, one)).toEqual(entry(sum, "2026-03-02"));
  expect(both(undefined, other).saved).toBe("2026-03-01");
  expect(both(undefined, other).answer).toEqual(said({ mastered: ["a", "c"], once: ["d", "z"] }));
});

test("a code adds to what was brought before", () => {
  const code = sets(["a"], ["l"], ["b"]);
  expect(withCode({}, code, SAVED)).toEqual(
    entry(said({ mastered: ["a"], done: ["l"], once: ["b"] })),
  );
  const before = { [BY_CODE]: entry(said({ once: ["c"] }), "2026-02-01") };
  expect(withCode(before, code, SAVED)).toEqual(
    entry(said({ mastered: ["a"], done: ["l"], once: ["b", "c"] })),
  );
});

describe("attempts that stand for it", () => {
  const entries = (answer: Answer, saved = SAVED) => ({ [BY_CODE]: entry(answer, saved) });

  test("are two days for what is mastered, and one for what was right once", () => {
    const answer = said({ mastered: ["m"], once: ["a"], done: ["l"] });
    expect(codeAttempts(entries(answer), [])).toEqual([
      "2026-03-01T12:00:00Z 2026-03-01 a 1 o 0 -",
      "2026-03-01T12:00:00Z 2026-02-28 m 1 o 0 -",
      "2026-03-01T12:00:00Z 2026-03-01 m 1 o 0 -",
    ]);
  });

  test("are full, carried, and nothing else, and can be read back", () => {
    const lines = codeAttempts(entries(said({ once: ["a"] })), []);
    expect(readLines(lines)).toEqual({
      attempts: [
        {
          ...{ time: "2026-03-01T12:00:00Z", day: "2026-03-01", question: "a", share: 1 },
          ...{ hint: false, shown: false, unsure: false, carried: true, exam: false },
          ...{ seconds: 0, version: "" },
        },
      ],
      unreadable: 0,
    });
  });

  test("of a case are at each of its parts", () => {
    const cards = [card("case", ["p1", "p2"]), card("m", ["m"])];
    const answer = said({ mastered: ["m"], once: ["case"] });
    const names = codeAttempts(entries(answer), cards).map((line) => line.split(" ")[2]);
    expect(names).toEqual(["p1", "p2", "m", "m"]);
  });

  test("count once where it is both", () => {
    const answer = said({ mastered: ["m"], once: ["m"] });
    expect(codeAttempts(entries(answer), []).length).toBe(2);
  });

  test("are none where nothing was brought, or nobody knows when", () => {
    expect(codeAttempts({}, [])).toEqual([]);
    expect(codeAttempts(entries(said({ once: ["a"] }), ""), [])).toEqual([]);
    expect(codeAttempts(entries(said({ once: ["a"] }), "some day"), [])).toEqual([]);
    expect(codeAttempts(entries(said({})), [])).toEqual([]);
  });
});

describe("two places become one", () => {
  const NOW = "2026-04-01";
  const at = (answer: Answer, saved: string) => entry(answer, saved);
  const merged = (here: Answer, mine: string, given: Answer, theirs: string) =>
    merge({ q: at(here, mine) }, { q: at(given, theirs) }, NOW);

  test("the later answer counts; what only one has is added", () => {
    const none = { entries: {}, added: 0, renewed: 0, kept: 0 };
    const given = at("y", "2026-03-02");
    expect(merge({}, { q: given }, NOW)).toEqual({ ...none, entries: { q: given }, added: 1 });
    expect(merge({ q: given }, {}, NOW)).toEqual(none);
    const renewed = merged("x", "2026-03-01", "y", "2026-03-02");
    expect(renewed).toEqual({ ...none, entries: { q: given }, renewed: 1 });
    expect(merged("x", "2026-03-03", "y", "2026-03-02")).toEqual({ ...none, kept: 1 });
    expect(merged("x", "2026-03-02", "x", "2026-03-02")).toEqual(none);
  });

  test("of one time the same one counts everywhere", () => {
    const one = merged("x", "2026-03-02", "y", "2026-03-02");
    const other = merged("y", "2026-03-02", "x", "2026-03-02");
    expect([one.renewed, one.kept, other.renewed, other.kept]).toEqual([1, 0, 0, 1]);
    expect(one.entries.q?.answer).toBe("y");
  });

  test("an answer here from a clock that was ahead gives way", () => {
    expect(merged("x", "2026-04-02", "y", "2026-03-02").entries.q?.answer).toBe("y");
    expect(merged("x", "2026-04-01", "y", "2026-03-02").kept).toBe(1); // now is not ahead
  });

  test("what codes brought is put together, and counted only where that says more", () => {
    const own = { [BY_CODE]: at(said({ once: ["a"] }), "2026-03-01") };
    const theirs = { [BY_CODE]: at(said({ once: ["b"] }), "2026-02-01") };
    const sum = merge(own, theirs, NOW);
    expect(sum.entries[BY_CODE]?.answer).toEqual(said({ once: ["a", "b"] }));
    expect([sum.renewed, sum.kept, sum.added]).toEqual([1, 0, 0]);
    expect(merge(own, own, NOW).renewed).toBe(0);
  });
});
