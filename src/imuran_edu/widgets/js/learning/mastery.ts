// Where a learner stands with a question, from the attempts at it. The twin of answers/mastery.py. Pure.
//
// Mastered is a question that was answered rightly, without help, on two different days. Only the first answer of a
// day counts towards it, since every later one comes after feedback; and an answer is helped by a hint, or by the key
// on the page. A miss, at any time, takes both days back. So does a correction of the key.
import type { Attempt } from "./attempts.ts";

export const DAYS_NEEDED = 2;

/** A question as the schedule needs it: a line of the course's index. */
export interface Card {
  id: string;
  lesson: string;
  objective: string;
  /** As in the bank: "single", "case". */
  type: string;
  /** Where attempts count: the id itself, or those of a case's parts. */
  parts: string[];
  points: number;
  /** The days on which its key was corrected. */
  corrected: string[];
  /** Asked in its lesson only: it needs an explorer that stands there. */
  bound?: boolean;
  /** The id of the heading under which it stands; "" in a quiz over the whole lesson. */
  section?: string;
}

export interface Standing {
  /** How many days count towards mastery. */
  days: number;
  mastered: boolean;
  /** The day on which it became mastered; "" if it is not. */
  since: string;
  /** The day of the last attempt; "" if there was none. */
  last: string;
  /** Whether it was missed, and not answered rightly without help on a later day. */
  missed: boolean;
  /** Whether the learner was unsure at the first attempt of the last day. */
  unsure: boolean;
  /** The correction that took the days back; "" if none did since. */
  corrected: string;
}

export const NOTHING: Standing = {
  days: 0,
  mastered: false,
  since: "",
  last: "",
  missed: false,
  unsure: false,
  corrected: "",
};

/** Whether an answer was right without help. */
export const isUnaided = ({ share, hint, shown }: Attempt) => share === 1 && !hint && !shown;

/**
 * The standing after these attempts at one question.
 * @param attempts in order
 * @param corrected days on which its key was corrected
 * @param today corrections that are still to come do not count
 */
export function standing(attempts: Attempt[], corrected: string[] = [], today = "9"): Standing {
  if (!attempts.length) return NOTHING;
  const left = corrected.filter((day) => day <= today).toSorted();
  const now = { ...NOTHING };
  const days = new Set<string>();
  const tried = new Set<string>();
  const correct = (until: string) => {
    while (left[0] !== undefined && left[0] <= until) {
      const day = left.shift() as string;
      if (now.last === "" || now.last >= day) continue;
      if (days.size) now.corrected = day;
      days.clear();
    }
  };
  for (const attempt of attempts) {
    correct(attempt.day);
    const first = !tried.has(attempt.day);
    if (attempt.share < 1) {
      days.clear();
      now.missed = true;
    } else if (first && isUnaided(attempt)) {
      days.add(attempt.day);
      if (days.size === DAYS_NEEDED) now.since = attempt.day;
      now.missed = false;
      now.corrected = "";
    }
    if (first) now.unsure = attempt.unsure;
    tried.add(attempt.day);
    if (attempt.day > now.last) now.last = attempt.day;
  }
  correct(today);
  now.days = days.size;
  now.mastered = days.size >= DAYS_NEEDED;
  if (!now.mastered) now.since = "";
  return now;
}

/** The standing with a question: of a case, that of its weakest part. */
export function standingOf(card: Card, attempts: Map<string, Attempt[]>, today = "9"): Standing {
  const parts = card.parts.map((part) => standing(attempts.get(part) ?? [], card.corrected, today));
  const tried = parts.filter(({ last }) => last);
  if (!tried.length) return NOTHING;
  const latest = (texts: string[]) => texts.toSorted().at(-1) ?? "";
  const mastered = parts.every((part) => part.mastered);
  return {
    days: Math.min(...parts.map(({ days }) => days)),
    mastered,
    since: mastered ? latest(parts.map(({ since }) => since)) : "",
    last: latest(tried.map(({ last }) => last)),
    missed: tried.some(({ missed }) => missed),
    unsure: tried.some(({ unsure }) => unsure),
    corrected: latest(parts.map(({ corrected }) => corrected)),
  };
}
