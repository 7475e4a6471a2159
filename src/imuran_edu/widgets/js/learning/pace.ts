// How long questions take this learner, measured. Pure.
import type { Attempt } from "./attempts.ts";
import type { Card } from "./mastery.ts";

/** Seconds that a question of a type takes before anything was measured; a case, for each of its parts. */
const USUAL: Record<string, number> = {
  single: 35,
  true_false: 25,
  multiple: 50,
  numeric: 60,
  short_text: 30,
  matching: 60,
  categorise: 60,
  ordering: 60,
  case: 50,
};
const USUAL_OF_OTHERS = 45;
const READING = 20; // seconds for the feedback, which no attempt measures
const TIMES_KEPT = 5; // the latest of a question
const LONGEST = 600; // seconds; the page was left open

const median = (numbers: number[]) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2) return sorted[middle] as number;
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

export const usual = ({ type, parts }: Card) => (USUAL[type] ?? USUAL_OF_OTHERS) * parts.length;

const measured = (attempts: Attempt[] | undefined) =>
  (attempts ?? []).map(({ seconds }) => seconds).filter((each) => each > 0 && each <= LONGEST);

/**
 * Seconds that each question will take with its feedback: as it took this learner lately, or else as usual, times how
 * fast the learner is with the questions that were measured.
 */
export function paceOf(cards: Card[], attempts: Map<string, Attempt[]>): (card: Card) => number {
  const own = new Map<string, number>();
  const ratios: number[] = [];
  for (const card of cards) {
    const times = card.parts.map((part) => measured(attempts.get(part)).slice(-TIMES_KEPT));
    if (times.some((each) => !each.length)) continue;
    const seconds = times.reduce((sum, each) => sum + median(each), 0);
    own.set(card.id, seconds);
    ratios.push(seconds / usual(card));
  }
  const speed = ratios.length ? Math.min(Math.max(median(ratios), 0.25), 4) : 1;
  return (card) => (own.get(card.id) ?? usual(card) * speed) + READING;
}
