// What a learner does with a question: answer, check, hint, try again, start anew. Pure: entries in, entries out.
import type { Answer, Entry, FeedbackView, QuestionView } from "./generated/protocol.ts";
import type { Entries } from "./hosts/host.ts";
import { isBlank } from "./reading.ts";
import { judge, scriptOf } from "./score.ts";
import { isFinal, pairs } from "./text.ts";
import { t } from "./words.ts";

/** Where an answer and its state live: a question, or one part of a case. */
export interface Address {
  id: string;
  part?: string;
}

/** What the page shows of an answer: of a question, or of one part of a case. */
export interface PartState {
  answer: Answer;
  /** Why what was typed cannot be read. */
  message: string;
  /** The hints that were asked for, as HTML. */
  hints: string[];
  feedback: FeedbackView | null;
}

/** The state of a question: `saved` is when it was (ISO 8601), `changed` that it was edited since. */
export interface QuestionState extends PartState {
  saved: string | null;
  changed: boolean;
  parts: Record<string, PartState>;
  openStages: number;
}

export const EMPTY: Entry = { answer: null, version: "", saved: "", checked: [], hints: {} };

/** The questions of a case, in order; none of another question. */
export const partsOf = (view: QuestionView): QuestionView[] =>
  (view.stages ?? []).flatMap((stage) => stage.questions);

/** The view of what an address names. */
const viewAt = (view: QuestionView, part?: string): QuestionView =>
  partsOf(view).find(({ id }) => id === part) ?? view;

const answerAt = (entry: Entry, part?: string): Answer =>
  part === undefined ? entry.answer : (pairs(entry.answer)[part] ?? null);

function partState(view: QuestionView, entry: Entry, answer: Answer): PartState {
  const checked = entry.checked.includes(view.id);
  return {
    answer: isBlank(answer) ? null : answer,
    message: scriptOf(view.type).unreadable?.(view, answer) ?? "",
    hints: view.hints.slice(0, entry.hints[view.id] ?? 0),
    feedback: checked ? judge(view, answer, entry.saved) : null,
  };
}

/** The state of a question, from what is kept of it. */
export function stateOf(view: QuestionView, entry: Entry, practice: boolean): QuestionState {
  const given = !isBlank(entry.answer);
  const parts = partsOf(view).map((part): [string, PartState] => [
    part.id,
    partState(part, entry, answerAt(entry, part.id)),
  ]);
  const whole = view.stages
    ? { answer: given ? entry.answer : null, message: "", hints: [], feedback: null }
    : partState(view, entry, entry.answer);
  const states = Object.fromEntries(parts);
  const done = ({ id }: QuestionView) =>
    practice ? isFinal(states[id]?.feedback) : !isBlank(states[id]?.answer);
  const closed = (view.stages ?? []).findIndex((stage) => !stage.questions.every(done));
  return {
    ...whole,
    saved: given && entry.saved ? entry.saved : null,
    changed: given && entry.version !== "" && entry.version !== view.version,
    parts: states,
    openStages: closed < 0 ? (view.stages?.length ?? 0) : closed + 1,
  };
}

/** The learner gave an answer. */
export function answered(
  view: QuestionView,
  entry: Entry,
  part: string | undefined,
  value: Answer,
): Entry {
  const answer = part === undefined ? value : { ...pairs(entry.answer), [part]: value };
  return { ...entry, answer, version: view.version };
}

/** The learner wants feedback: the entry, or why there is none yet. */
export function checked(
  view: QuestionView,
  entry: Entry,
  part?: string,
): { entry: Entry; message: string } {
  const asked = viewAt(view, part);
  const feedback = judge(asked, answerAt(entry, part));
  if (!feedback || feedback.status === "blank") {
    return { entry, message: t("Answer the question first, then check.") };
  }
  if (feedback.status === "invalid") return { entry, message: feedback.reason };
  return { entry: { ...entry, checked: [...without(entry, asked.id), asked.id] }, message: "" };
}

const without = (entry: Entry, id: string) => entry.checked.filter((each) => each !== id);

/** The learner tries once more; the answer stays to be changed. */
export function retried(view: QuestionView, entry: Entry, part?: string): Entry {
  return { ...entry, checked: without(entry, viewAt(view, part).id) };
}

/** The learner asks for the next hint. */
export function hinted(view: QuestionView, entry: Entry, part?: string): Entry {
  const asked = viewAt(view, part);
  const shown = Math.min((entry.hints[asked.id] ?? 0) + 1, asked.hints.length);
  return { ...entry, hints: { ...entry.hints, [asked.id]: shown } };
}

// ---- Rounds -------------------------------------------------------------------------------------

/** A round that the page began: its number, and the seed of its order. */
interface Round {
  round: number;
  seed: number;
}

function roundOf(kept: Answer): Round | null {
  const { round, seed } = pairs(kept);
  return typeof round === "number" && typeof seed === "number" ? { round, seed } : null;
}

/** A new start: every answer is cleared, and a new round is kept under its own id. */
export function restarted(
  views: QuestionView[],
  entries: Entries,
  roundId: string,
  seed: number,
): Entries {
  const kept = entries[roundId]?.answer ?? 1;
  const before = roundOf(kept)?.round ?? (typeof kept === "number" ? kept : 1);
  const cleared = views.map(({ id }): [string, Entry] => [id, EMPTY]);
  const round: Entry = { ...EMPTY, answer: { round: before + 1, seed } };
  return { ...Object.fromEntries(cleared), [roundId]: round };
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
