// What the script of a question type offers, and what it may ask of the question around it.
import type { Answer, FeedbackView, PartMark, QuestionView } from "./generated/protocol.ts";

/** What an input may ask of its question. */
export interface QuestionControls {
  /** Ids of the elements that tell what is asked. */
  describedBy: string;
  /** The answer changed; wait `delay` ms for more before it is sent. */
  changed(delay: number): void;
  /** Send what waits. */
  flush(): void;
  /** Enter was pressed: check it, or save it now. */
  submit(): void;
  /** Read out. */
  say(text: string): void;
}

/** The input of one question. */
export interface Input {
  node: HTMLElement;
  /** The answer as it stands; null when nothing was given. */
  get(): Answer;
  /** Show an answer (also null) without reporting a change. */
  set(answer: Answer): void;
  /** After a check: readable, not editable. */
  lock(locked: boolean): void;
  /** Show the marks at the options; null clears them. */
  mark(feedback: FeedbackView | null): void;
  focus(): void;
}

/** The share of the points that an answer earns, null if it cannot be read; and why, in a line. */
export interface Judgement {
  share: number | null;
  reason: string;
}

/** What to say of a readable answer, in HTML: as a whole, and on its parts by id. */
export interface Explanation {
  html?: string;
  parts?: Record<string, PartMark>;
}

interface Drawn {
  /** As in the bank. */
  type: string;
  draw(view: QuestionView, controls: QuestionControls): Input;
  /** Why what was typed cannot be read; "" if it can. Tells nothing of the key. */
  unreadable?(view: QuestionView, answer: Answer): string;
  /** What an answer that is not blank still lacks; "" if nothing. It is told before a check. */
  unfinished?(view: QuestionView, answer: Answer): string;
}

/** A type that a person grades. */
interface ManualType extends Drawn {
  manual: true;
}

/** A type that the page scores in practice, by what Python's `page_key` of the same type gives. */
interface ScoredType<Key = never> extends Drawn {
  manual?: false;
  /** Score an answer that is not blank, whatever else it is; never raises. */
  score(key: Key, answer: Answer): Judgement;
  explain(key: Key, answer: Answer, right: boolean): Explanation;
  /**
   * What of an explanation may be told of a first wrong answer, before a second try: why it fails, and nothing that
   * gives the key away. Without this method nothing is told but that it is wrong.
   */
  withoutKey?(key: Key, answer: Answer, explanation: Explanation): Explanation;
  /** How many answers are left to choose from after a wrong one, where they are few: with two, the key is told at once. */
  left?(view: QuestionView): number;
}

/** A question type on the page: `questions/types/NAME.ts` exports one, or several, as its default. */
export type QuestionTypeScript = ManualType | ScoredType<unknown>;

/** Check a type's script against what it must offer; the key's shape is the type's own. */
export function questionType<Key>(script: ManualType | ScoredType<Key>): QuestionTypeScript {
  return script as QuestionTypeScript;
}

/** The marks of parts without what mends them. */
export function marksOnly({ parts = {} }: Explanation): Explanation {
  const bare = Object.entries(parts).map(([id, { mark }]): [string, PartMark] => [id, { mark }]);
  return { parts: Object.fromEntries(bare) };
}

/** How long to wait for more typing before an answer is sent, in ms. */
export const TYPING_PAUSE = 400;
