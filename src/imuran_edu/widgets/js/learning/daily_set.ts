// Today's set: what is due, mixed across the lessons met so far, as much of it as fits into the time. Pure.
import { hash } from "../chance.ts";
import { t } from "../words.ts";
import type { Attempt } from "./attempts.ts";
import { type Card, type Standing, standingOf } from "./mastery.ts";
import { paceOf } from "./pace.ts";
import { type Memory, memoryOf, recall, reviewsOf } from "./schedule.ts";

export const MINUTES = 10;
export const NEW_A_DAY = 5;

/** Of a question, the best first. */
export const STATES = ["mastered", "learning", "due", "new"] as const;
export type State = (typeof STATES)[number];

/** One word for a question, the same wherever progress is shown. */
export const stateWord = (state: State): string =>
  ({ mastered: t("mastered"), learning: t("learning"), due: t("due"), new: t("new") })[state];

/** A question with what is known of it. */
export interface Known {
  card: Card;
  standing: Standing;
  memory: Memory | null;
  /** Due today, mastered or not. */
  due: boolean;
  state: State;
}

/** All that is known of the course's questions on a day. */
export function known(cards: Card[], attempts: Map<string, Attempt[]>, today: string): Known[] {
  return cards.map((card) => {
    const standing = standingOf(card, attempts, today);
    const memory = standing.last ? memoryOf(reviewsOf(card, attempts)) : null;
    const late = memory !== null && (memory.due <= today || standing.corrected !== "");
    const due = late && !card.bound;
    const begun = standing.mastered ? "mastered" : due ? "due" : "learning";
    return { card, standing, memory, due, state: standing.last ? begun : "new" };
  });
}

/** How many questions are in each state, and how many are due whatever their state. */
export function countStates(all: Known[]): Record<State, number> & { of: number; dueNow: number } {
  const counts = { new: 0, learning: 0, due: 0, mastered: 0, of: all.length, dueNow: 0 };
  for (const { state, due } of all) {
    counts[state] += 1;
    counts.dueNow += Number(due);
  }
  return counts;
}

/** How many questions of each lesson are due and not mastered, as `countStates` counts them. */
export function dueByLesson(all: Known[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { state, card } of all)
    if (state === "due") found.set(card.lesson, (found.get(card.lesson) ?? 0) + 1);
  return found;
}

/** The lessons in which anything was answered. */
export const lessonsMet = (all: Known[]): Set<string> =>
  new Set(all.filter(({ standing }) => standing.last).map(({ card }) => card.lesson));

/** Questions in an order in which neighbours come from different lessons, as far as that can be. */
export function mixed(all: Known[], seed: string): Known[] {
  const piles = new Map<string, Known[]>();
  const drawn = all
    .map((each) => ({ each, at: hash(`${seed}/${each.card.id}`) }))
    .sort((a, b) => a.at - b.at || (a.each.card.id < b.each.card.id ? -1 : 1));
  for (const { each } of drawn) {
    const pile = piles.get(each.card.lesson) ?? [];
    pile.push(each);
    piles.set(each.card.lesson, pile);
  }
  const order: Known[] = [];
  let before = "";
  while (order.length < all.length) {
    const others = [...piles.values()].filter(
      (pile) => pile.length && pile[0]?.card.lesson !== before,
    );
    const from = others.length ? others : [...piles.values()].filter((pile) => pile.length);
    const largest = from.reduce((one, pile) => (pile.length > one.length ? pile : one));
    const next = largest.shift() as Known;
    before = next.card.lesson;
    order.push(next);
  }
  return order;
}

/** As many from the front as fit into the time; at least one. */
function fitting(all: Known[], seconds: number, pace: (card: Card) => number): Known[] {
  let sum = 0;
  return all.filter(({ card }, i) => {
    const next = sum + pace(card);
    if (i > 0 && next > seconds) return false;
    sum = next;
    return true;
  });
}

export interface DailySet {
  questions: Known[];
  /** How many of them are due, and how many are new. */
  due: number;
  fresh: number;
  /** About how long it takes. */
  minutes: number;
  /** How many due questions are left for later. */
  left: number;
}

/**
 * Today's set: due questions first, the likeliest forgotten before the others, then new ones of the lessons met.
 * @param all of the course
 * @param attempts by question, for how long questions take and for what was new today already
 */
export function dailySet(
  all: Known[],
  attempts: Map<string, Attempt[]>,
  today: string,
  { minutes = MINUTES, newADay = NEW_A_DAY } = {},
): DailySet {
  const pace = paceOf(
    all.map(({ card }) => card),
    attempts,
  );
  const due = all
    .filter((each) => each.due)
    .map((each) => ({ each, recall: recall(each.memory as Memory, today) }))
    .sort((a, b) => a.recall - b.recall || (a.each.card.id < b.each.card.id ? -1 : 1))
    .map(({ each }) => each);
  const met = lessonsMet(all);
  const begunToday = all.filter(({ card }) =>
    card.parts.some((part) => attempts.get(part)?.[0]?.day === today),
  ).length;
  const fresh = all
    .filter(({ state, card }) => state === "new" && met.has(card.lesson) && !card.bound)
    .slice(0, Math.max(newADay - begunToday, 0));
  const chosen = fitting([...due, ...fresh], minutes * 60, pace);
  const taken = chosen.filter((each) => each.due).length;
  const seconds = chosen.reduce((sum, { card }) => sum + pace(card), 0);
  return {
    questions: mixed(chosen, today),
    due: taken,
    fresh: chosen.length - taken,
    minutes: Math.max(Math.round(seconds / 60), chosen.length ? 1 : 0),
    left: due.length - taken,
  };
}

/** The questions whose last answer was a miss; the latest first. */
export const mistakes = (all: Known[]): Known[] =>
  latestFirst(all.filter((each) => each.standing.missed && !each.card.bound));

/** The questions last answered with "unsure"; the latest first. */
export const unsures = (all: Known[]): Known[] =>
  latestFirst(all.filter((each) => each.standing.unsure && !each.card.bound));

const latestFirst = (all: Known[]) =>
  all.toSorted((a, b) =>
    a.standing.last < b.standing.last ? 1 : a.standing.last > b.standing.last ? -1 : 0,
  );
