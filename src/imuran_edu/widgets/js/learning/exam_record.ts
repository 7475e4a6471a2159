// What is kept of mock exams: a line for each, under one entry. Pure.
import { EMPTY } from "../engine.ts";
import type { Answer, Entry } from "../generated/protocol.ts";
import { pairs } from "../text.ts";
import type { ExamResult } from "./mock_exam.ts";

export const EXAMS = "exams";

export interface ExamRecord {
  /** When it was begun (ISO 8601). */
  started: string;
  got: number;
  of: number;
  ids: string[];
}

export function examsOf(entry: Entry | undefined): ExamRecord[] {
  const kept = Array.isArray(entry?.answer) ? entry.answer : [];
  return kept.flatMap((each): ExamRecord[] => {
    const { started, got, of, ids } = pairs(each);
    const whole = typeof started === "string" && typeof got === "number" && typeof of === "number";
    const names = Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
    return whole ? [{ started, got, of, ids: names }] : [];
  });
}

/** The exams with one more; the same exam twice counts once. */
export function withExam(
  entry: Entry | undefined,
  started: string,
  ids: string[],
  { got, of }: ExamResult,
): Entry {
  const others = examsOf(entry).filter((each) => each.started !== started);
  const all = [...others, { started, got, of, ids }].toSorted((a, b) =>
    a.started < b.started ? -1 : 1,
  );
  return { ...EMPTY, answer: all as unknown as Answer };
}
