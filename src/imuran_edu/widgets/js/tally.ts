// Where a whole practice quiz stands. Pure.
import { type Address, type PartState, partsOf } from "./engine.ts";
import type { QuestionView } from "./generated/protocol.ts";
import { isFinal } from "./text.ts";

/** What was counted; `again` holds the places of questions to look at once more. */
export interface Tally {
  total: number;
  answered: number;
  right: number;
  got: number;
  of: number;
  again: number[];
}

/** A question's own answerable questions: the parts of a case, or the question itself. */
export function leavesOf(view: QuestionView): { view: QuestionView; address: Address }[] {
  if (!view.stages) return [{ view, address: { id: view.id } }];
  return partsOf(view).map((part) => ({ view: part, address: { id: view.id, part: part.id } }));
}

export function tally(questions: QuestionView[], state: (at: Address) => PartState): Tally {
  const sum: Tally = { total: 0, answered: 0, right: 0, got: 0, of: 0, again: [] };
  for (const [index, question] of questions.entries()) {
    if (question.predict) continue;
    sum.total += 1;
    const leaves = leavesOf(question);
    const results = leaves.map(({ address }) => state(address).feedback).filter(isFinal);
    if (results.length < leaves.length) continue;
    sum.answered += 1;
    for (const [i, { view }] of leaves.entries()) {
      sum.got += results[i]?.earned ?? 0;
      sum.of += view.points;
    }
    const right = results.every(({ status }) => status === "right");
    if (right) sum.right += 1;
    else sum.again.push(index);
  }
  return sum;
}
