// Questions to be scored, and what is said of an answer to them.
import type {
  Answer,
  PracticeKey,
  QuestionView,
} from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import { judge } from "../../../src/imuran_edu/widgets/js/score.ts";

export const shown = (id: string) => ({ id, html: id, text: id });
export const why = {
  several: true,
  rationale: "<p>Why</p>",
  evidence: "<p>Where</p>",
  corrected: [] as PracticeKey["corrected"],
};

export function asked(type: string, data: Answer, points = 1, more: Partial<QuestionView> = {}) {
  const base = { id: "q", number: "1", stem: "", hints: [], version: "v1" };
  return { ...base, type, points, key: { ...why, data }, ...more } as QuestionView;
}

export function said(view: QuestionView, answer: Answer) {
  const found = judge(view, answer);
  if (!found) throw new Error("nothing was said");
  return found;
}
export const earned = (view: QuestionView, answer: Answer) => said(view, answer).earned;
export const status = (view: QuestionView, answer: Answer) => said(view, answer).status;

export const notes = { a: "A", b: "B", c: "C", d: "", e: "" };
export const multiple = (credit: string, points = 1) =>
  asked("multiple", { key: ["b", "d"], notes, credit }, points);
export const single = asked("single", { key: ["b"], notes: { a: "A", b: "B", c: "C" } });
export const verdict = (key: boolean) =>
  asked("true_false", { key, notes: { true: "on true", false: "on false" } });
export const number = {
  ...{ value: 137.5, unit: "mg/day", accepts: [], tolerance: 2.5, right: "right" },
  ranges: [
    { low: 130, high: 145, fraction: 0.5, html: "near" },
    { low: 270, high: null, fraction: 1, html: "too" },
    { low: null, high: 10, fraction: 0, html: "low" },
  ],
  otherwise: "other",
};
export const numeric = asked("numeric", number, 2, { unit: "mg/day" });
export const word = {
  ...{ accepted: ["hypoxanthine"], typos: 2, right: "right", spelt: "spelt", otherwise: "other" },
  others: [
    { text: "xanthine", fraction: 0, html: "later" },
    { text: "purine", fraction: 0.5, html: "class" },
    { text: "sarkine", fraction: 1, html: "old" },
  ],
};
export const short = asked("short_text", word, 2);
export const ordering = (credit: string) =>
  asked("ordering", { key: [..."cadb"], credit, mend: { c: "first" }, html: "<p>whole</p>" }, 3);
