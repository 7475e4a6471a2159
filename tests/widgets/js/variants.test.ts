// Rows of a template: marks are replaced, an answer keeps its row, a new try gets another.
import { expect, test } from "vitest";
import { EMPTY } from "../../../src/imuran_edu/widgets/js/engine.ts";
import type { QuestionView } from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import { inRow, rowFor } from "../../../src/imuran_edu/widgets/js/variants.ts";

const view: QuestionView = {
  id: "q-1",
  type: "numeric",
  number: "1",
  points: 1,
  stem: "<p>60 kg</p>",
  hints: [],
  version: "v0",
  key: {
    data: { value: 120, right: "<p>120 mg</p>" },
    several: false,
    rationale: "",
    evidence: "",
    corrected: [],
  },
  rows: {
    view: {
      stem: "<p>700000000007 kg</p>",
      key: {
        data: { value: 700000000017, right: "<p>700000000027 “mg”</p>" },
        several: false,
        rationale: "<mn>700000000007</mn>",
        evidence: "PMC 7123456789017",
        corrected: [],
      },
    },
    values: [
      ["60", 120, "120"],
      ["45.5", 91, 'ninety-one "or so"'],
      ["80", -0.5, "none"],
    ],
    versions: ["v0", "v1", "v2"],
    row: 0,
  },
};

test("a row puts its numbers into texts and keys", () => {
  const shown = inRow(view, 1);
  expect(shown.stem).toBe("<p>45.5 kg</p>");
  expect(shown.version).toBe("v1");
  expect(shown.key).toMatchObject({
    data: { value: 91, right: '<p>ninety-one "or so" “mg”</p>' },
    rationale: "<mn>45.5</mn>",
    evidence: "PMC 7123456789017",
  });
  expect(inRow(view, 2).key?.data).toMatchObject({ value: -0.5 });
  expect(inRow(shown, 1)).toBe(shown);
  expect(inRow(inRow(view, 2), 1).stem).toBe("<p>45.5 kg</p>");
  expect(inRow(view, 99)).toBe(view);
  expect(inRow({ ...view, rows: undefined }, 1).stem).toBe("<p>60 kg</p>");
});

test("a row of a pool has its own options and notes", () => {
  const shown = (id: string) => ({ id, html: `<em>${id}</em>`, text: `"${id}"` });
  const key = { ...view.key, data: { key: ["a"], notes: 700000000017 } };
  const values = [
    [[shown("a"), shown("b")], { a: "Yes.", b: "No." }],
    [[shown("c"), shown("a")], { a: "Yes.", c: "7000000000 and 00007" }],
  ];
  const rows = { view: { options: 700000000007, key }, values, versions: ["v0", "v1"], row: 0 };
  const asked = inRow(
    { ...view, options: [shown("a"), shown("b")], rows } as unknown as QuestionView,
    1,
  );
  expect(asked.options).toEqual([shown("c"), shown("a")]);
  expect(asked.key?.data).toEqual({ key: ["a"], notes: { a: "Yes.", c: "7000000000 and 00007" } });
  expect(asked.version).toBe("v1");
});

test("an answer keeps its row, and after each attempt a new start has another", () => {
  const answered = { ...EMPTY, answer: "91", version: "v1" };
  expect(rowFor(view, answered, 5)).toBe(1);
  expect([0, 1, 2, 3].map((attempts) => rowFor(view, EMPTY, attempts))).toEqual([0, 1, 2, 0]);
  expect(rowFor(view, { ...answered, version: "of an edit" }, 1)).toBe(1);
  expect(rowFor(view, undefined, 0)).toBe(0);
});
