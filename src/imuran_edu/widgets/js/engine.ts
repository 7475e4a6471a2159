// What a learner does with a question: answer, check, hint, see the key, try again. Pure: entries in, entries out.
import type { Answer, Entry, FeedbackView, QuestionView } from "./generated/protocol.ts";
import { type Attempt, keptShare, LONGEST_SECONDS, toLine } from "./learning/attempts.ts";
import { dayOf, secondOf } from "./learning/calendar.ts";
import { isBlank } from "./reading.ts";
import { judge, leavesSecondTry, scriptOf, withoutKey } from "./score.ts";
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

/** The answer to what an address names. */
export const answerAt = (entry: Entry, part?: string): Answer =>
  part === undefined ? entry.answer : (pairs(entry.answer)[part] ?? null);

function partState(view: QuestionView, entry: Entry, answer: Answer): PartState {
  return {
    answer: isBlank(answer) ? null : answer,
    message: scriptOf(view.type).unreadable?.(view, answer) ?? "",
    hints: view.hints.slice(0, entry.hints[view.id] ?? 0),
    feedback: feedbackOn(view, entry, answer),
  };
}

/** Feedback on what was checked: after a first wrong answer without the key. */
function feedbackOn(view: QuestionView, entry: Entry, answer: Answer): FeedbackView | null {
  if (!entry.checked.includes(view.id)) return null;
  const feedback = judge(view, answer, entry.saved);
  // an entry of version 0.1.0 counts no tries: what it checked showed the key
  const first = entry.tries?.[view.id] === 1 && leavesSecondTry(view);
  return first && isFinal(feedback) && feedback.status !== "right"
    ? withoutKey(view, answer, feedback)
    : feedback;
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

/** The learner gave an answer. What was said of the one before is gone with it. */
export function answered(
  view: QuestionView,
  entry: Entry,
  part: string | undefined,
  value: Answer,
): Entry {
  const answer = part === undefined ? value : { ...pairs(entry.answer), [part]: value };
  return { ...entry, answer, version: view.version, checked: without(entry, part ?? view.id) };
}

/** When and how a learner checks: with "unsure", and after how many seconds (0: not known). */
export interface Check {
  moment: Date;
  unsure?: boolean;
  seconds?: number;
}

/** The learner wants feedback: the entry, with an attempt that waits to be kept; or why there is none yet. */
export function checked(
  view: QuestionView,
  entry: Entry,
  part: string | undefined,
  how: Check,
): { entry: Entry; message: string } {
  const asked = viewAt(view, part);
  const answer = answerAt(entry, part);
  const feedback = judge(asked, answer);
  if (!feedback || feedback.status === "blank") {
    return { entry, message: t("Answer the question first, then check.") };
  }
  if (feedback.status === "invalid") return { entry, message: feedback.reason };
  const lacking = scriptOf(asked.type).unfinished?.(asked, answer);
  if (lacking) return { entry, message: lacking };
  if (feedbackOn(asked, entry, answer)?.again) {
    return { entry, message: t("Change your answer first, then check it once more.") };
  }
  const attempt: Attempt = {
    ...attemptAt(view, entry, asked, feedback),
    time: secondOf(how.moment),
    day: dayOf(how.moment),
    shown: entry.seen?.[asked.id] === dayOf(how.moment),
    unsure: how.unsure ?? false,
    seconds: Math.min(Math.round(how.seconds ?? 0), LONGEST_SECONDS),
  };
  const lines = asked.predict ? [] : [toLine(attempt)];
  const tries = { ...entry.tries, [asked.id]: (entry.tries?.[asked.id] ?? 0) + 1 };
  const list = [...without(entry, asked.id), asked.id];
  return { entry: { ...withAttempts(entry, lines), checked: list, tries }, message: "" };
}

/** An attempt at a question or one part of a case, but for when and how it was made. */
export const attemptAt = (
  { version }: Pick<QuestionView, "version">,
  entry: Entry,
  { id, points }: QuestionView,
  { status, earned }: FeedbackView,
) => ({
  question: id,
  share: status === "right" ? 1 : keptShare(points > 0 ? earned / points : 0),
  hint: (entry.hints[id] ?? 0) > 0,
  shown: false,
  unsure: false,
  carried: false,
  exam: false,
  seconds: 0,
  version,
});

export const withAttempts = (entry: Entry, lines: string[]): Entry =>
  lines.length ? { ...entry, attempts: [...(entry.attempts ?? []), ...lines] } : entry;

const without = (entry: Entry, id: string) => entry.checked.filter((each) => each !== id);

/** The learner wants the key after a first wrong answer. */
export function revealed(view: QuestionView, entry: Entry, part?: string): Entry {
  return { ...entry, tries: { ...entry.tries, [viewAt(view, part).id]: SHOWN } };
}

const SHOWN = 2; // tries after which the key is on the page

/** The learner tries once more, with the key just seen; the answer stays to be changed. */
export function retried(
  view: QuestionView,
  entry: Entry,
  part: string | undefined,
  today: string,
): Entry {
  const asked = viewAt(view, part);
  const { [asked.id]: _, ...tries } = entry.tries ?? {};
  return {
    ...withAttempts(entry, carried(view, entry)),
    checked: without(entry, asked.id),
    tries,
    seen: seenNow(view, entry, today),
  };
}

/** The days on which keys were last seen, with those that are on the page now. */
export function seenNow(view: QuestionView, entry: Entry, today: string): Record<string, string> {
  const open = leaves(view).filter(({ id }) =>
    isFinal(feedbackOn(viewAt(view, id), entry, answerAt(entry, partId(view, id)))),
  );
  return { ...entry.seen, ...Object.fromEntries(open.map(({ id }) => [id, today])) };
}

/** What can be answered by itself: the parts of a case, or the question. */
const leaves = (view: QuestionView): QuestionView[] => (view.stages ? partsOf(view) : [view]);

const partId = (view: QuestionView, id: string) => (view.stages ? id : undefined);

/** Attempts made of what version 0.1.0 checked and did not count: one for each, at the time of saving. */
export function carried(view: QuestionView, entry: Entry): string[] {
  const saved = Date.parse(entry.saved);
  if (Number.isNaN(saved) || view.predict) return [];
  const time = secondOf(new Date(saved));
  return leaves(view).flatMap((part) => {
    if (!entry.checked.includes(part.id) || entry.tries?.[part.id]) return [];
    const feedback = judge(part, answerAt(entry, partId(view, part.id)));
    if (!isFinal(feedback)) return [];
    const attempt = attemptAt(entry, entry, part, feedback);
    return [toLine({ ...attempt, time, day: time.slice(0, 10), carried: true })];
  });
}

/** The learner asks for the next hint. */
export function hinted(view: QuestionView, entry: Entry, part?: string): Entry {
  const asked = viewAt(view, part);
  const shown = Math.min((entry.hints[asked.id] ?? 0) + 1, asked.hints.length);
  return { ...entry, hints: { ...entry.hints, [asked.id]: shown } };
}
