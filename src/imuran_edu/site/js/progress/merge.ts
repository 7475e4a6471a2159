// How progress from two places becomes one. The twin of answers/merge.py. Pure.
import type { Entry } from "../../../widgets/js/generated/protocol.ts";
import type { Entries } from "../../../widgets/js/hosts/host.ts";
import { sameAnswer } from "../../../widgets/js/text.ts";
import { BY_CODE, both } from "./by_code.ts";
import { plainEntry } from "./entries.ts";
import { pythonJson } from "./python.ts";

export interface Merged {
  /** Those that the brought file has alone, or later ones. */
  entries: Entries;
  added: number;
  renewed: number;
  /** How many are later here, and stay. */
  kept: number;
}

/** Which of two entries is later, as a text that sorts: of two of one time it is the same one everywhere. */
const rank = (entry: Entry) => pythonJson(plainEntry(entry), [", ", ": "]);

function compare(one: Entry, other: Entry, now: string): number {
  const mine = one.saved > now ? "" : one.saved; // a clock that was ahead
  if (mine !== other.saved) return mine < other.saved ? -1 : 1;
  const [a, b] = [rank(one), rank(other)];
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * What a file brings to the answers of this place.
 * @param now the time, as entries have it
 */
export function merge(here: Entries, given: Entries, now: string): Merged {
  const merged: Merged = { entries: {}, added: 0, renewed: 0, kept: 0 };
  for (const [id, entry] of Object.entries(given)) {
    const mine = here[id];
    if (!mine) {
      merged.entries[id] = entry;
      merged.added += 1;
    } else if (id === BY_CODE) {
      const sum = both(mine, entry);
      merged.entries[id] = sum;
      merged.renewed += sameAnswer(sum.answer, both(mine, mine).answer) ? 0 : 1;
    } else {
      const order = compare(mine, entry, now);
      if (order < 0) {
        merged.entries[id] = entry;
        merged.renewed += 1;
      } else if (order > 0) merged.kept += 1;
    }
  }
  return merged;
}
