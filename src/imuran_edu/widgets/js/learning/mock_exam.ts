// A mock exam: practice questions by the blueprint of the final, a clock, and a result by objective. Pure.
import { shuffled } from "../chance.ts";
import { percent } from "../text.ts";
import { t, tn } from "../words.ts";
import type { Card } from "./mastery.ts";

/** What the final is made of (`quizzes/goals.yaml`). */
export interface Blueprint {
  questions: number;
  /** Questions on each lesson. */
  lessons: Record<string, number>;
}

export const MINUTES_A_QUESTION = 1.5;

/** How many minutes an exam of so many questions has. */
export const minutesFor = (questions: number) => Math.ceil(questions * MINUTES_A_QUESTION);

/**
 * Draw the questions: as many of each lesson as the blueprint says, spread over the lesson's objectives, in mixed order.
 * @param avoid ids of the mock before, which come last
 * @param next gives numbers from 0 to below 1
 */
export function drawExam(
  cards: Card[],
  { lessons }: Blueprint,
  avoid: Set<string>,
  next: () => number,
): string[] {
  const drawn = Object.entries(lessons).flatMap(([lesson, count]) => {
    const own = shuffled(
      cards.filter((card) => card.lesson === lesson && !card.bound),
      next,
    );
    const fresh = [
      ...own.filter(({ id }) => !avoid.has(id)),
      ...own.filter(({ id }) => avoid.has(id)),
    ];
    return spread(fresh, count).map(({ id }) => id);
  });
  return shuffled(drawn, next);
}

/** The first of each objective, then the second of each, and so on. */
function spread(cards: Card[], count: number): Card[] {
  const taken = new Map<string, number>();
  const rounds = cards.map((card) => {
    const round = taken.get(card.objective) ?? 0;
    taken.set(card.objective, round + 1);
    return { card, round };
  });
  const order = rounds.toSorted((a, b) => a.round - b.round).map(({ card }) => card);
  return order.slice(0, count);
}

/** Seconds left, by the clock of now: a reload, or a computer that slept, stops nothing. Never more than there were. */
export function secondsLeft(started: string, minutes: number, now: Date): number {
  const gone = (now.getTime() - Date.parse(started)) / 1000;
  return Math.max(0, Math.min(minutes * 60, Math.ceil(minutes * 60 - gone)));
}

/** The points of one question. */
export interface Scored {
  id: string;
  got: number;
  of: number;
}

export interface ObjectiveResult {
  objective: string;
  lesson: string;
  got: number;
  of: number;
  /** Ids of questions that were not fully right. */
  missed: string[];
}

export interface ExamResult {
  got: number;
  of: number;
  objectives: ObjectiveResult[];
}

/** The result, objectives in the course's order; the weak ones are those with points lost. */
export function examResult(cards: Card[], scored: Scored[]): ExamResult {
  const own = new Map(scored.map((each) => [each.id, each]));
  const rows = new Map<string, ObjectiveResult>();
  for (const { id, objective, lesson } of cards) {
    const points = own.get(id);
    if (!points) continue;
    const row = rows.get(objective) ?? { objective, lesson, got: 0, of: 0, missed: [] };
    row.got += points.got;
    row.of += points.of;
    if (points.got < points.of) row.missed.push(id);
    rows.set(objective, row);
  }
  const objectives = [...rows.values()];
  const sum = (field: "got" | "of") => objectives.reduce((all, row) => all + row[field], 0);
  return { got: sum("got"), of: sum("of"), objectives };
}

/** How an exam compares with the one before, in a sentence; "" where there was none. */
export function compared(now: { got: number; of: number }, before?: { got: number; of: number }) {
  if (!before?.of || !now.of) return "";
  const points = percent(now.got, now.of) - percent(before.got, before.of);
  if (points === 0) return t("The same share of the points as in the mock exam before.");
  return points > 0
    ? tn(
        "{n} percentage point more than in the mock exam before.",
        "{n} percentage points more than in the mock exam before.",
        points,
      )
    : tn(
        "{n} percentage point fewer than in the mock exam before.",
        "{n} percentage points fewer than in the mock exam before.",
        -points,
      );
}
