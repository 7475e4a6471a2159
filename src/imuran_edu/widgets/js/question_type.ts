// What the script of a question type offers, and what it may ask of the question around it.
import type { Answer, FeedbackView, QuestionView } from "./generated/protocol.ts";

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

/** A question type on the page: `questions/types/NAME.ts` exports one as its default. */
export interface QuestionTypeScript {
  /** As in the bank. */
  type: string;
  draw(view: QuestionView, controls: QuestionControls): Input;
}

/** How long to wait for more typing before an answer is sent, in ms. */
export const TYPING_PAUSE = 400;
