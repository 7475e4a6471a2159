// The rules of partial credit; the twin of questions/credit.py. Pure.

/** How an answer compares with the key; see questions/credit.py. */
export interface Tally {
  right: number;
  wrong: number;
  key: number;
  options: number;
}

type Rule = (tally: Tally) => number;

const off: Rule = ({ right, wrong, key }) => Number(right === key && !wrong);
const net: Rule = ({ right, wrong, key }) => (right - wrong) / key;

const SELECTION: Record<string, Rule> = {
  off,
  "net-correct": net,
  coverage: ({ right, wrong, key }) => ((right / key) * right) / (right + wrong),
  "each-answer": ({ right, wrong, key, options }) => (options - wrong - (key - right)) / options,
};
const PLACING: Record<string, Rule> = { off, "each-answer": ({ right, key }) => right / key };
const ORDER: Record<string, Rule> = { off, pairs: net };

function shareBy(rules: Record<string, Rule>) {
  return (rule: string, tally: Tally): number => {
    const share = rules[rule];
    if (!share) throw new Error(`imuran-edu: this version knows no credit rule '${rule}'`);
    return share(tally);
  };
}

export const selectionShare = shareBy(SELECTION);
export const placingShare = shareBy(PLACING);
export const orderShare = shareBy(ORDER);
