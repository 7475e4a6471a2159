// A set of questions that a learner is at work on: it is kept as one entry, apart from the answers in the lessons, so
// that practising never clears a lesson. Its attempts are kept like all others. Pure.
import { EMPTY } from "../engine.ts";
import type { Answer, Entry } from "../generated/protocol.ts";
import type { Entries } from "../hosts/host.ts";
import { pairs } from "../text.ts";

/** Under which ids sets are kept: the one that is practised, and the mock exam. */
export const PRACTICE_SET = "set-today";
export const EXAM_SET = "set-exam";

export interface KeptSet {
  /** "daily", "mistakes", "unsure", "lesson", "objective" or "exam". */
  kind: string;
  /** The learner's day on which it was begun, and the moment (ISO 8601). */
  day: string;
  started: string;
  title: string;
  ids: string[];
  /** The answers of this set, by question. */
  entries: Entries;
  /** Of a mock exam: how long it lasts, and whether it is over. */
  minutes: number;
  over: boolean;
}

const text = (value: Answer | undefined) => (typeof value === "string" ? value : "");

function asEntry(kept: Answer): Entry {
  const { answer = null, version, saved, checked, hints, tries, seen } = pairs(kept);
  return {
    ...EMPTY,
    answer,
    version: text(version),
    saved: text(saved),
    checked: Array.isArray(checked) ? checked.filter((id) => typeof id === "string") : [],
    hints: pairs(hints) as Record<string, number>,
    tries: pairs(tries) as Record<string, number>,
    seen: pairs(seen) as Record<string, string>,
  };
}

/** The set in an entry; null if there is none, or it makes no sense. */
export function setOf(entry: Entry | undefined): KeptSet | null {
  const { kind, day, started, title, ids, entries, minutes, over } = pairs(entry?.answer);
  if (!text(kind) || !text(day) || !Array.isArray(ids) || !ids.length) return null;
  const known = Object.entries(pairs(entries)).map(([id, kept]): [string, Entry] => [
    id,
    asEntry(kept),
  ]);
  return {
    kind: text(kind),
    day: text(day),
    started: text(started),
    title: text(title),
    ids: ids.filter((id) => typeof id === "string"),
    entries: Object.fromEntries(known),
    minutes: typeof minutes === "number" ? minutes : 0,
    over: over === true,
  };
}

/** The entry of a set; with it go the attempts that its answers brought. */
export function entryOf(set: KeptSet): Entry {
  const attempts = Object.values(set.entries).flatMap((entry) => entry.attempts ?? []);
  const entries = Object.entries(set.entries).map(([id, { attempts: _, ...rest }]) => [id, rest]);
  const answer = { ...set, entries: Object.fromEntries(entries) } as unknown as Answer;
  return { ...EMPTY, answer, ...(attempts.length && { attempts }) };
}
