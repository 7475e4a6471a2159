// What resume codes brought, kept as one entry. The twin of the second half of answers/merge.py. Pure.
import { EMPTY } from "../../../widgets/js/engine.ts";
import type { Answer, CardView, Entry } from "../../../widgets/js/generated/protocol.ts";
import type { Entries } from "../../../widgets/js/hosts/host.ts";
import { toLine } from "../../../widgets/js/learning/attempts.ts";
import { pairs } from "../../../widgets/js/text.ts";

export const BY_CODE = "from-resume-codes";
const FORM = 2; // version 0.1.0 wrote no number, and called mastered what was right once

/** Ids of questions and lessons. */
export interface ByCode {
  mastered: Set<string>;
  done: Set<string>;
  once: Set<string>;
}

const names = (value: Answer | undefined): Set<string> =>
  new Set(Array.isArray(value) ? value.filter((each) => typeof each === "string") : []);

export function brought(entry: Entry | undefined): ByCode {
  const { mastered, done, once, form } = pairs(entry?.answer);
  const found = { mastered: names(mastered), done: names(done), once: names(once) };
  if (form === FORM) return found;
  return { ...found, mastered: new Set(), once: new Set([...found.mastered, ...found.once]) };
}

/** What two entries say together. */
export function both(one: Entry | undefined, other: Entry): Entry {
  const [a, b] = [brought(one), brought(other)];
  const sum = (name: keyof ByCode) => [...new Set([...a[name], ...b[name]])].sort();
  const answer = { mastered: sum("mastered"), done: sum("done"), once: sum("once"), form: FORM };
  const saved = [one?.saved ?? "", other.saved].sort().at(-1) ?? "";
  return { ...EMPTY, answer, saved };
}

/** The entry with what a code says. */
export function withCode(entries: Entries, code: ByCode, saved: string): Entry {
  const [mastered, done, once] = [code.mastered, code.done, code.once].map((each) => [...each]);
  const answer = { mastered, done, once, form: FORM } as unknown as Answer;
  return both(entries[BY_CODE], { ...EMPTY, answer, saved });
}

/** Lines of attempts that stand for what codes brought: mastered on two days, right on one. */
export function codeAttempts(entries: Entries, cards: readonly CardView[]): string[] {
  const entry = entries[BY_CODE];
  const { mastered, once } = brought(entry);
  const time = `${entry?.saved.slice(0, 19)}Z`;
  const day = time.slice(0, 10);
  const noon = Date.parse(`${day}T12:00:00Z`);
  if (Number.isNaN(noon)) return [];
  const before = new Date(noon - 86_400_000).toISOString().slice(0, 10);
  const parts = new Map(cards.map((card) => [card.id, card.parts]));
  const line = (question: string, on: string) =>
    toLine({
      ...{ time, day: on, question, share: 1, seconds: 0, version: "", carried: true },
      ...{ hint: false, shown: false, unsure: false, exam: false },
    });
  return [...new Set([...mastered, ...once])]
    .sort()
    .flatMap((name) =>
      (parts.get(name) ?? [name]).flatMap((part) =>
        (mastered.has(name) ? [before, day] : [day]).map((on) => line(part, on)),
      ),
    );
}
