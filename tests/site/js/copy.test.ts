// A copy of an assignment on a page without a server: its rows, its order, the file to hand in.
import { strFromU8, unzipSync } from "fflate";
import {
  handInFile,
  inCopy,
  isSeed,
  isStudent,
  ownCopy,
  responsesText,
  rowOf,
  seedFrom,
} from "../../../src/imuran_edu/site/js/copy.ts";
import type { QuestionView } from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import { inRow } from "../../../src/imuran_edu/widgets/js/variants.ts";

const letters = ["a", "b", "c", "d", "e"];
const view: QuestionView = {
  id: "x-dose",
  type: "single",
  number: "1",
  points: 1,
  stem: "<p>Give 10 mg.</p>",
  hints: [],
  version: "v0",
  mixed: ["options"],
  options: letters.map((id) => ({ id, html: id, text: id })),
  rows: {
    view: { stem: "<p>Give 700000000007 mg.</p>" },
    values: [["10"], ["20"], ["30"]],
    versions: ["v0", "v1", "v2"],
    row: 0,
  },
};

test("the row of a copy is the one that the grader finds (row_of in questions/variants/seeds.py)", () => {
  const known: [number, string, number, number][] = [
    [2147483648, "mech-g01", 7, 1],
    [3141592653, "mech-g01", 7, 4],
    [4294967295, "dose-g11", 24, 12],
    [2147483648, "x-é", 1000, 304],
    [3141592653, "x-é", 1000, 749],
  ];
  for (const [seed, id, rows, row] of known) expect(rowOf(seed, id, rows)).toBe(row);
});

test("a seed is one that Python's store would have drawn", () => {
  for (const chance of [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]) {
    expect(isSeed(seedFrom(chance))).toBe(true);
  }
  for (const bad of [0, 7, Number.NaN, 2 ** 32, 2 ** 31 + 0.5, null]) {
    expect(isSeed(bad)).toBe(false);
  }
});

test("a copy has its numbers and its order, every time the same, and others have others", () => {
  const stems = new Set<string>();
  const orders = new Set<string>();
  for (let i = 0; i < 60; i += 1) {
    const seed = seedFrom(i * 7919);
    const asked = inCopy(view, seed);
    expect(inCopy(view, seed)).toEqual(asked);
    const row = rowOf(seed, view.id, 3);
    expect(asked.stem).toBe(`<p>Give ${(row + 1) * 10} mg.</p>`);
    expect(asked.version).toBe(`v${row}`);
    expect(asked.rows).toBeUndefined(); // no word of the numbers of others
    expect(asked.options?.map(({ id }) => id).sort()).toEqual(letters);
    stems.add(asked.stem);
    orders.add(asked.options?.map(({ id }) => id).join("") ?? "");
  }
  expect(stems.size).toBe(3);
  expect(orders.size).toBeGreaterThan(20);
});

test("the file to hand in holds notebook and answers, and is named as zip_collect wants it", () => {
  const entry = {
    answer: "ü \ud83d\ude00",
    version: "v1",
    saved: "2026-11-28T08:00:00.000000+00:00",
    checked: [],
    hints: { "x-dose": 1 },
    attempts: ["line"],
    tries: { "x-dose": 2 },
  };
  const text = responsesText("demo", 3141592653, { "x-dose": entry });
  const { attempts: _, tries: __, ...kept } = entry;
  expect(JSON.parse(text)).toEqual({
    schema: "imuran-edu/responses",
    version: 1,
    assignment: "demo",
    seed: 3141592653,
    answers: { "x-dose": kept },
  });
  const now = new Date("2026-11-22T19:30:05.123Z");
  const made = handInFile({ assignment: "demo", notebook: "{é}" }, text, "ann.lee", now);
  expect(made.name).toBe("demo--ann.lee--20261122T193005Z.zip");
  const inside = unzipSync(made.content);
  const texts = Object.entries(inside).map(([name, bytes]) => [name, strFromU8(bytes)]);
  expect(Object.fromEntries(texts)).toEqual({ "demo.ipynb": "{é}", "responses.json": text });
});

test("a name that cannot stand in a file's name is refused, as `hand-in` refuses it", () => {
  for (const good of ["ann", "ann.lee", "a@b.c", "Ann_1-x"]) expect(isStudent(good)).toBe(true);
  for (const bad of ["", "-ann", "ann--lee", "ann/../bob", "ann lee", "á", "..", "a\\b"]) {
    expect(isStudent(bad)).toBe(false);
  }
});

test("a practice question keeps its rows, and its order in each of them", () => {
  const options = letters.map((id) => ({ id, html: `${id} 700000000007`, text: id }));
  const marked: QuestionView = { ...view, rows: { ...view.rows, view: { options } } as never };
  const seed = seedFrom(7919);
  const asked = ownCopy(marked, seed);
  const order = (each: QuestionView) => each.options?.map(({ id }) => id).join("");
  expect(asked.rows?.row).toBe(rowOf(seed, view.id, 3));
  expect(asked.version).toBe(`v${asked.rows?.row}`);
  const others = [0, 1, 2].map((row) => inRow(asked, row));
  expect(new Set(others.map(order)).size).toBe(1);
  expect(order(asked)).not.toBe("abcde");
  expect(others[1]?.options?.[0]?.html).toContain(" 20");
});

test("a pool has a list of its own in each row, and each comes in the copy's order", () => {
  const list = (text: string) => [...text].map((id) => ({ id, html: id, text: id }));
  const rows = {
    view: { options: 700000000007, stem: "<p>700000000017</p>" },
    values: [
      [list("abcd"), "one"],
      [list("abce"), "two"],
    ],
    versions: ["v0", "v1"],
    row: 0,
  };
  const pool: QuestionView = { ...view, options: list("abcd"), rows: rows as never };
  const orders = new Set<string>();
  for (let i = 0; i < 40; i += 1) {
    const asked = ownCopy(pool, seedFrom(i * 7919));
    const row = asked.rows?.row as number;
    const shown = asked.options?.map(({ id }) => id) ?? [];
    expect(shown.toSorted().join("")).toBe(["abcd", "abce"][row]);
    expect(asked.stem).toBe(["<p>Give 10 mg.</p>", "<p>two</p>"][row]);
    expect(inCopy(pool, seedFrom(i * 7919)).options).toEqual(asked.options);
    orders.add(shown.join(""));
  }
  expect(orders.size).toBeGreaterThan(20);
});
