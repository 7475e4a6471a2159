// Days of practice in a row. It forgives: one free day in any seven breaks nothing. Pure.
import { addDays, daysBetween } from "./calendar.ts";

const FORGIVES_ONE_IN = 7; // days

export interface Streak {
  /** Days on which something was practised, from the start of the run on. */
  days: number;
  /** Whether something was practised today. */
  today: boolean;
  /** Days that were forgiven within it. */
  forgiven: number;
}

/**
 * The run of days that reaches today or yesterday (or, with a forgiven day between, the day before).
 * @param practised the days on which anything was answered, in any order
 */
export function streakOf(practised: Iterable<string>, today: string): Streak {
  const days = new Set([...practised].filter((day) => day <= today));
  let count = 0;
  let forgiven = 0;
  let lastFree = "";
  for (let day = days.has(today) ? today : addDays(today, -1); ; day = addDays(day, -1)) {
    if (days.has(day)) {
      count += 1;
      continue;
    }
    const tooSoon = lastFree && daysBetween(day, lastFree) < FORGIVES_ONE_IN;
    if (tooSoon || !days.has(addDays(day, -1))) break;
    lastFree = day;
    forgiven += 1;
  }
  return { days: count, today: days.has(today), forgiven };
}
