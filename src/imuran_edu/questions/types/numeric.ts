// Give a number with its unit.
import { line } from "../../widgets/js/line.ts";
import { questionType } from "../../widgets/js/question_type.ts";
import { isBlank, readNumber } from "../../widgets/js/reading.ts";
import { t } from "../../widgets/js/words.ts";

interface Range {
  low: number | null;
  high: number | null;
  fraction: number;
  html: string;
}

interface Key {
  value: number;
  unit: string;
  accepts: string[];
  tolerance: number;
  right: string;
  ranges: Range[];
  otherwise: string;
}

function holds({ value: key, tolerance }: Key, value: number): boolean {
  const slack = 1e-9 * Math.max(1, Math.abs(key)); // for what binary fractions lose, not for students
  return Math.abs(value - key) <= tolerance + slack;
}

const rangeOf = ({ ranges }: Key, value: number) =>
  ranges.find(
    ({ low, high }) => (low === null || value >= low) && (high === null || value <= high),
  );

/** Why a number that is not the key earns a share. */
function reasonFor(share: number): string {
  if (share === 1) return t("This number counts as right too.");
  return share ? t("The number is near enough for part of the points.") : t("Another number.");
}

export default questionType<Key>({
  type: "numeric",
  draw: (view, controls) => line(view, controls, true),
  unreadable: (view, answer) =>
    isBlank(answer) ? "" : readNumber(answer, view.unit ?? "", view.accepts).problem,
  score(key, answer) {
    const { value, problem } = readNumber(answer, key.unit, key.accepts);
    if (value === null) return { share: null, reason: problem };
    if (holds(key, value)) return { share: 1, reason: t("The number is within the tolerance.") };
    const share = rangeOf(key, value)?.fraction ?? 0;
    return { share, reason: reasonFor(share) };
  },
  explain(key, answer) {
    const { value } = readNumber(answer, key.unit, key.accepts);
    if (value === null) return { html: key.otherwise };
    if (holds(key, value)) return { html: key.right };
    return { html: (rangeOf(key, value) ?? { html: key.otherwise }).html };
  },
  withoutKey(key, _answer, { html = "" }) {
    const numbers = html.replaceAll(/<[^>]*>/g, " ").match(/\d+(?:\.\d+)?/g) ?? [];
    const right = (value: number) => holds(key, value) || rangeOf(key, value)?.fraction === 1;
    return { html: numbers.some((each) => right(Number(each))) ? "" : html };
  },
});
