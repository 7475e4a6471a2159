// Templates and pools: the same question with other numbers or options. Python has made every row; one is put in.
import type { Answer, Entry, QuestionView } from "./generated/protocol.ts";
import { isBlank } from "./reading.ts";

// a mark stands for a number, or the list of options, of the row; `questions/variants/placeholders.py` sets them
const MARK = /7(0{6}[0-9]{4})7(?:[.]0(?![0-9]))?/g;

/** A value as it stands in JSON: within a text, or as a number or a verdict. */
function inJson(value: Answer): string {
  const text = JSON.stringify(value);
  return typeof value === "string" ? text.slice(1, -1) : text;
}

/** The question with the numbers or options of a row; itself if it has none. */
export function inRow(view: QuestionView, row: number): QuestionView {
  const rows = view.rows;
  const values = rows?.values[row];
  if (!rows || !values || row === rows.row) return view;
  const shown = JSON.stringify(rows.view).replace(MARK, (mark, number) => {
    const value = values[Number(number)];
    return value === undefined ? mark : inJson(value);
  });
  const version = rows.versions[row] ?? view.version;
  return { ...view, ...JSON.parse(shown), version, rows: { ...rows, row } };
}

/**
 * Questions of a set, each in its next row: a template or a pool is another each time it is asked.
 * @param entries of the set; what was answered keeps its row
 * @param attempts how many attempts at a question, or its parts, came before the set
 */
export const inNextRows = (
  views: QuestionView[],
  entries: Record<string, Entry>,
  attempts: (view: QuestionView) => number,
): QuestionView[] =>
  views.map((view) => inRow(view, rowFor(view, entries[view.id], attempts(view))));

/**
 * The row to show: that of the answer, or, for one who begins anew, another one than before.
 * @param attempts how many attempts there were at the question
 */
export function rowFor(view: QuestionView, entry: Entry | undefined, attempts: number): number {
  const rows = view.rows;
  if (!rows) return 0;
  const given = entry !== undefined && !isBlank(entry.answer);
  const answered = given ? rows.versions.indexOf(entry.version) : -1;
  return answered < 0 ? (rows.row + attempts) % rows.values.length : answered;
}
