// A copy of an assignment: what its seed makes of the questions, and the file to hand in. Pure.
import { strToU8, zipSync } from "fflate";
import { hash, random } from "../../widgets/js/chance.ts";
import type { Dates } from "../../widgets/js/due_words.ts";
import type { Entry, QuestionView } from "../../widgets/js/generated/protocol.ts";
import type { Entries } from "../../widgets/js/hosts/host.ts";
import { inOrder, withMixedLists } from "../../widgets/js/rounds.ts";
import { inRow } from "../../widgets/js/variants.ts";
import { sha256 } from "./progress/sha256.ts";

const FIRST_SEED = 2 ** 31; // as in questions/variants/seeds.py

/** What `site/assignment.py` tells of an assignment. */
export interface Assignment {
  assignment: string;
  title: string;
  /** As HTML. */
  introduction: string;
  points: number;
  dates: Dates | null;
  /** The text of the notebook that is handed in beside the answers. */
  notebook: string;
  cells: { html?: string; question?: QuestionView }[];
}

/** A seed for a copy, from a number of 32 bits. */
export const seedFrom = (chance: number) => FIRST_SEED + (chance % FIRST_SEED);

export const isSeed = (seed: unknown): seed is number =>
  Number.isInteger(seed) && Number(seed) >= FIRST_SEED && Number(seed) < 2 * FIRST_SEED;

/** The row of a question in a copy; the grader finds it by the same rule (`questions/variants/seeds.py`). */
export function rowOf(seed: number, question: string, rows: number): number {
  const start = sha256(`${seed}/${question}`).slice(0, 16);
  return Number(BigInt(`0x${start}`) % BigInt(rows));
}

type Option = { id: string };

const isList = (value: unknown): value is Option[] =>
  Array.isArray(value) && value.every((each) => typeof each?.id === "string");

/** A question as a copy asks it: with its numbers or options, and the lists in an order of its own, in every row. */
export function ownCopy(view: QuestionView, seed: number): QuestionView {
  const chance = () => random(seed ^ hash(view.id));
  const mixed = (each: QuestionView) => withMixedLists(each, chance());
  const { rows } = view;
  if (!rows) return mixed(view);
  const marked = Object.entries(mixed({ ...view, ...(rows.view as Partial<QuestionView>) }));
  const shown = Object.fromEntries(marked.filter(([name]) => name in rows.view));
  // of a pool each row has a list of its own
  const own = (value: unknown) => (isList(value) ? inOrder(value, chance()) : value);
  const values = view.mixed?.length ? rows.values.map((row) => row.map(own)) : rows.values;
  const row = rowOf(seed, view.id, values.length);
  return inRow({ ...mixed(view), rows: { ...rows, view: shown, values } as typeof rows }, row);
}

/** A graded question as a copy asks it: it stays in its row. */
export function inCopy(view: QuestionView, seed: number): QuestionView {
  const { rows: _, ...asked } = ownCopy(view, seed);
  return asked;
}

const bare = ({ answer, version, saved, checked, hints }: Entry) => ({
  answer,
  version,
  saved,
  checked,
  hints,
});

/** `responses.json`, as Python's store would have written it. */
export function responsesText(assignment: string, seed: number, entries: Entries): string {
  const answers = Object.fromEntries(Object.entries(entries).map(([id, each]) => [id, bare(each)]));
  const data = { schema: "imuran-edu/responses", version: 1, assignment, seed, answers };
  return `${JSON.stringify(data, null, 1)}\n`;
}

/** Whether a name can stand in the name of a file to hand in (`grading/zip_transfer.py`). */
export const isStudent = (name: string) =>
  /^[A-Za-z0-9][A-Za-z0-9.@_]*(?:-[A-Za-z0-9.@_]+)*$/.test(name);

/** The file to hand in: the name and the content of the zip that `imuran-edu hand-in` makes. */
export function handInFile(
  { assignment, notebook }: Pick<Assignment, "assignment" | "notebook">,
  responses: string,
  student: string,
  now: Date,
): { name: string; content: Uint8Array<ArrayBuffer> } {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const files = {
    [`${assignment}.ipynb`]: strToU8(notebook),
    "responses.json": strToU8(responses),
  };
  return { name: `${assignment}--${student}--${stamp}.zip`, content: zipSync(files) };
}
