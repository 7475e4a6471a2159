// All that Today shows of a learner, computed from the index of the course and what is kept. Pure.
import type { CourseIndex, IndexLesson, Loaded } from "../generated/protocol.ts";
import type { Entries } from "../hosts/host.ts";
import { pairs } from "../text.ts";
import { type Attempt, byQuestion, readLines, untilDay } from "./attempts.ts";
import { dayOf } from "./calendar.ts";
import { type Known, known } from "./daily_set.ts";
import { flagId, isFlagged } from "./flags.ts";

export interface Course {
  index: CourseIndex;
  /** The learner's calendar day. */
  today: string;
  attempts: Attempt[];
  byQuestion: Map<string, Attempt[]>;
  /** Attempts of days that are still to come: a clock was ahead. */
  ahead: number;
  known: Known[];
  /** Sets, exams, notes and flags. */
  entries: Entries;
  notice: Loaded["notice"];
}

export function courseOf(index: CourseIndex, loaded: Loaded, now: Date): Course {
  const today = dayOf(now);
  const { past, ahead } = untilDay(readLines(loaded.attempts ?? []).attempts, today);
  const own = byQuestion(past);
  return {
    index,
    today,
    attempts: past,
    byQuestion: own,
    ahead,
    known: known(index.cards, own, today),
    entries: loaded.entries,
    notice: loaded.notice,
  };
}

export const lessonOf = ({ index }: Course, id: string): IndexLesson | undefined =>
  index.lessons.find((lesson) => lesson.id === id);

/** A note at a place of a lesson. */
export interface Note {
  /** Under which it is kept. */
  id: string;
  text: string;
  /** Where it stands: the lesson's notebook and the heading. */
  notebook: string;
  section: string;
  title: string;
  saved: string;
}

const NOTE = "note-of-";

export const noteId = (notebook: string, section: string) => `${NOTE}${notebook}#${section}`;

/** The questions that carry a flag, in the order of the course. */
export function flagged({ known: all, entries }: Course): Known[] {
  return all.filter(({ card }) => isFlagged(entries[flagId(card.id)]));
}

/** The notes, in the order of the lessons. */
export function notesOf({ entries, index }: Course): Note[] {
  const order = index.lessons.map(({ notebook }) => notebook);
  const found = Object.entries(entries).flatMap(([id, entry]): Note[] => {
    if (!id.startsWith(NOTE)) return [];
    const { text, notebook, section, title } = pairs(entry.answer);
    if (typeof text !== "string" || !text.trim()) return [];
    const place = { notebook: String(notebook), section: String(section) };
    return [{ id, text, ...place, title: String(title ?? section), saved: entry.saved }];
  });
  const place = ({ notebook }: Note) => order.indexOf(notebook);
  return found.toSorted((a, b) => place(a) - place(b) || (a.section < b.section ? -1 : 1));
}

/** Notes and flags as Markdown. */
export function asMarkdown(course: Course, stems: Record<string, string> = {}): string {
  const parts = ["# My notes"];
  for (const { notebook, title } of course.index.lessons) {
    const own = notesOf(course).filter((note) => note.notebook === notebook);
    if (!own.length) continue;
    parts.push(`## ${title}`);
    for (const note of own) parts.push(`### ${note.title}`, note.text.trim());
  }
  const flags = flagged(course);
  if (flags.length) {
    const line = ({ card }: Known) => {
      const lesson = lessonOf(course, card.lesson)?.title ?? card.lesson;
      return `- ${stems[card.id] ?? card.id} (${lesson})`;
    };
    parts.push("## Flagged questions", flags.map(line).join("\n"));
  }
  return `${parts.join("\n\n")}\n`;
}

/** The day on which the next questions fall due, and how many; null if none will. */
export function nextDue({ known: all, today }: Course): { day: string; count: number } | null {
  const days = all.flatMap(({ memory }) => (memory && memory.due > today ? [memory.due] : []));
  const day = days.toSorted()[0];
  return day ? { day, count: days.filter((each) => each === day).length } : null;
}
