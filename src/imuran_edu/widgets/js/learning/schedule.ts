// When a question is due again: FSRS (ts-fsrs), computed from the attempts alone. Pure.
//
// What was decided, and why, stands in ARCHITECTURE.md. A review is the first answer of a day; in a case it is the day
// on which every part was answered since the last review, and its weakest part speaks for it.
import { FSRSAlgorithm, type FSRSState, Rating } from "ts-fsrs";
import type { Attempt } from "./attempts.ts";
import { addDays, daysBetween } from "./calendar.ts";
import type { Card } from "./mastery.ts";

export const RETENTION = 0.9; // of what is due, this share should still be known
export const LONGEST_INTERVAL = 365; // days; a course is over by then, and an exam is not
const PARTLY_KNOWN = 0.75; // share from which a partly right answer is "hard" and below which it is "again"

export const PARAMETERS = {
  request_retention: RETENTION,
  maximum_interval: LONGEST_INTERVAL,
  enable_fuzz: false, // two homes must agree
  enable_short_term: false, // no steps of minutes: what was missed comes back in the quiz itself
} as const;

const ALGORITHM = new FSRSAlgorithm(PARAMETERS);

export type ReviewGrade = Rating.Again | Rating.Hard | Rating.Good;

/** How well it was known. */
export function gradeOf({ share, hint, shown, unsure }: Attempt): ReviewGrade {
  if (shown || share < PARTLY_KNOWN) return Rating.Again;
  return share < 1 || hint || unsure ? Rating.Hard : Rating.Good;
}

export interface Review {
  day: string;
  grade: ReviewGrade;
}

/** The reviews of a question, in order: at most one a day. A day before the last one counts as the last one. */
export function reviewsOf(card: Card, attempts: Map<string, Attempt[]>): Review[] {
  const own = card.parts.map((part) => attempts.get(part) ?? []);
  const all = own.length === 1 ? (own[0] as Attempt[]) : merged(own);
  const reviews: Review[] = [];
  const open = new Map<string, ReviewGrade>();
  let day = "";
  let done = "";
  for (const attempt of all) {
    if (attempt.day > day) day = attempt.day;
    if (day === done || open.has(attempt.question)) continue;
    open.set(attempt.question, gradeOf(attempt));
    if (open.size < card.parts.length) continue;
    reviews.push({ day, grade: Math.min(...open.values()) as ReviewGrade });
    open.clear();
    done = day;
  }
  return reviews;
}

const merged = (lists: Attempt[][]) =>
  lists.flat().toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));

/** What the schedule says of a question. */
export interface Memory {
  /** The day of the last review. */
  last: string;
  /** The day on which it is due. */
  due: string;
  /** Days after which it is known with the probability of `RETENTION`. */
  stability: number;
  difficulty: number;
  reviews: number;
}

/** What is remembered after these reviews; null before the first. */
export function memoryOf(reviews: Review[]): Memory | null {
  let before: FSRSState | null = null;
  let state: FSRSState | null = null;
  let elapsed = 0;
  let last: Review | null = null;
  for (const review of reviews) {
    before = state;
    elapsed = last ? Math.max(daysBetween(last.day, review.day), 0) : 0;
    state = ALGORITHM.next_state(before, elapsed, review.grade);
    last = review;
  }
  if (!state || !last) return null;
  const due = addDays(last.day, interval(before, elapsed, last.grade));
  const { stability, difficulty } = state;
  return { last: last.day, due, stability, difficulty, reviews: reviews.length };
}

/** Days until a question is due, by the library's rule that a better grade waits at least a day longer. */
function interval(before: FSRSState | null, elapsed: number, grade: ReviewGrade): number {
  const after = (each: ReviewGrade) =>
    ALGORITHM.next_interval(ALGORITHM.next_state(before, elapsed, each).stability, elapsed);
  const hard = after(Rating.Hard);
  const again = Math.min(after(Rating.Again), hard);
  if (grade === Rating.Again) return again;
  const harder = Math.max(hard, again + 1);
  return grade === Rating.Hard ? harder : Math.max(after(Rating.Good), harder + 1);
}

/** How likely it is known on a day. */
export function recall({ last, stability }: Memory, day: string): number {
  return ALGORITHM.forgetting_curve(Math.max(daysBetween(last, day), 0), stability);
}
