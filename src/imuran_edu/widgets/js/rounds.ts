// A quiz from its start: which questions are answered once more, and in which order. Pure: entries in, entries out.
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

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A number that goes with a text (FNV-1a). */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (const letter of text) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return sum;
}

/** A copy in an order drawn by chance (Fisher and Yates). */
function mixed<T>(items: T[], next: () => number): T[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(next() * left.length), 1)[0] as T);
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

function withMixedLists(view: QuestionView, next: () => number): QuestionView {
  const lists = (view.mixed ?? []).map((name) => {
    const items = view[name as "options"] ?? [];
    return [name, mixed(items.toSorted(byId), next)];
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
  return mixed(views.toSorted(byId), next).map((view, index) => ({
    ...withMixedLists(view, random(round.seed ^ hash(view.id))),
    number: String(index + 1),
  }));
}
