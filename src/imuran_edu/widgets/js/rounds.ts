// A quiz from its start: which questions are answered once more, and in which order. Pure: entries in, entries out.
import { hash, random, shuffled } from "./chance.ts";
import { carried, EMPTY, seenNow, withAttempts } from "./engine.ts";
import type { Answer, Entry, QuestionView } from "./generated/protocol.ts";
import type { Entries } from "./hosts/host.ts";
import { pairs } from "./text.ts";

/** A round that the page began: its number, and the seed of its order. */
interface Round {
  round: number;
  seed: number;
}

function roundOf(kept: Answer): Round | null {
  const { round, seed } = pairs(kept);
  return typeof round === "number" && typeof seed === "number" ? { round, seed } : null;
}

/** Questions to be answered once more: nothing is left of their answers but what counts. */
export function cleared(views: QuestionView[], entries: Entries, today: string): Entries {
  const empty = views.map((view): [string, Entry] => {
    const entry = entries[view.id] ?? EMPTY;
    const seen = seenNow(view, entry, today);
    const kept = Object.keys(seen).length ? { ...EMPTY, seen } : EMPTY;
    return [view.id, withAttempts(kept, [...(entry.attempts ?? []), ...carried(view, entry)])];
  });
  return Object.fromEntries(empty);
}

/** A new start: every answer is cleared, and a new round is kept under its own id. Attempts stay. */
export function restarted(
  views: QuestionView[],
  entries: Entries,
  roundId: string,
  seed: number,
  today: string,
): Entries {
  const kept = entries[roundId]?.answer ?? 1;
  const before = roundOf(kept)?.round ?? (typeof kept === "number" ? kept : 1);
  const round: Entry = { ...EMPTY, answer: { round: before + 1, seed } };
  return { ...cleared(views, entries, today), [roundId]: round };
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

/** A list in an order by chance: the same for the same items, however they stood. */
export const inOrder = <T extends { id: string }>(items: readonly T[], next: () => number): T[] =>
  shuffled(items.toSorted(byId), next);

/** A question with those lists mixed whose order tells nothing; a mark in the place of a list stays. */
export function withMixedLists(view: QuestionView, next: () => number): QuestionView {
  const lists = (view.mixed ?? []).map((name) => {
    const items = view[name as "options"] ?? [];
    return [name, Array.isArray(items) ? inOrder(items, next) : items];
  });
  const stages = view.stages?.map((stage) => ({
    ...stage,
    questions: stage.questions.map((part) => withMixedLists(part, next)),
  }));
  return { ...view, ...Object.fromEntries(lists), ...(stages && { stages }) };
}

/** The questions in the order of the round: as they came, or, in one that the page began, in its own. */
export function inRound(views: QuestionView[], kept: Entry | undefined): QuestionView[] {
  const round = roundOf(kept?.answer ?? null);
  if (!round) return views;
  const next = random(round.seed);
  // each has its lists mixed by itself, so that they stay when questions come and go
  return shuffled(views.toSorted(byId), next).map((view, index) => ({
    ...withMixedLists(view, random(round.seed ^ hash(view.id))),
    number: String(index + 1),
  }));
}
