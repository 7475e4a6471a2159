// What answers and counts are in words. Pure.
import type { Answer, FeedbackView } from "./generated/protocol.ts";

/** "2.5" without trailing zeros or floating dust. */
export const tidy = (number: number) => String(Math.round(number * 100) / 100);

/** A part of all in percent, as a whole number; of nothing, none. */
export const percent = (part: number, all: number) =>
  all > 0 ? Math.round((100 * part) / all) : 0;

/** Equal answers, whatever their shape. */
export function sameAnswer(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => sameAnswer(one[key], other[key]))
  );
}

/** Feedback that closes a question. Blank, unreadable and first wrong answers stay open for changing. */
export function isFinal<T extends Pick<FeedbackView, "status" | "again">>(
  feedback: T | null | undefined,
): feedback is T {
  if (!feedback || feedback.again) return false;
  return !["blank", "invalid"].includes(feedback.status);
}

/** The time of day of an ISO 8601 text. */
export function clock(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : time.toLocaleTimeString("en-GB");
}

/** An answer as pairs; empty when it is none. */
export function pairs(answer: Answer | undefined): Record<string, Answer> {
  return answer && typeof answer === "object" && !Array.isArray(answer) ? answer : {};
}
