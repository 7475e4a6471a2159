// An attempt: what is kept of every check of a practice question, as one line of text. The twin of
// answers/attempts.py. Pure.
//
//     2026-11-28T04:12:33Z 2026-11-28 mech-p01 1 u 12 fd7a07018681
//
// when (UTC); the learner's calendar day; the question, or the part of a case; the share of the points; flags, or "-";
// how many seconds it took, 0 if not known; the version of the question, or "-".

/** One check of one question, or of one part of a case. */
export interface Attempt {
  /** When, ISO 8601 in UTC, to the second. */
  time: string;
  /** The calendar day where the learner was, as 2026-11-28. */
  day: string;
  /** The question's id, or that of a case's part. */
  question: string;
  /** The share of the points, 0 to 1, to two decimals; only a full answer has 1. */
  share: number;
  /** A hint was shown before. */
  hint: boolean;
  /** The key was on the page before, that day. */
  shown: boolean;
  /** The learner said "unsure". */
  unsure: boolean;
  /** Made from an answer of a version that kept no attempts: how it came about is not known. */
  carried: boolean;
  /** In a mock exam: nothing was said of it at once. */
  exam: boolean;
  /** How long it took, 0 if not known. */
  seconds: number;
  /** Of the question. */
  version: string;
}

export const HEAD = "#imuran-edu-attempts 1";
const VERSION = /^[0-9a-f]{12}$/; // of a fixed length, so that no cut line looks whole
export const LONGEST_SECONDS = 3600; // a page that was left open says nothing of how long an answer took

const FLAGS = { h: "hint", k: "shown", u: "unsure", o: "carried", x: "exam" } as const;
const LINE =
  /^(\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ) (\d{4}-\d\d-\d\d) ([A-Za-z0-9_-]{1,80}) (0|1|0\.\d{1,2}) (-|h?k?u?o?x?) (\d{1,4}) ([0-9a-f]{12}|-)$/;

/** A share as it is kept: rounded, but only a full answer is 1 and only an empty-handed one 0. */
export function keptShare(share: number): number {
  if (share >= 1) return 1;
  return share > 0 ? Math.min(Math.max(Math.round(share * 100) / 100, 0.01), 0.99) : 0;
}

/** The line of an attempt. */
export function toLine(attempt: Attempt): string {
  const flags = Object.entries(FLAGS).map(([letter, name]) => (attempt[name] ? letter : ""));
  const { time, day, question, share, seconds } = attempt;
  const version = VERSION.test(attempt.version) ? attempt.version : "-";
  return [time, day, question, share, flags.join("") || "-", seconds, version].join(" ");
}

const isDay = (text: string) => {
  const date = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
};

/** The attempt of a line; null if it is none. */
export function fromLine(line: string): Attempt | null {
  const found = LINE.exec(line);
  if (!found) return null;
  const [time, day, question, share, flags, seconds, version] = found.slice(1) as string[];
  if (!isDay(day as string) || Number.isNaN(Date.parse(time as string))) return null;
  const has = (letter: string) => (flags as string).includes(letter);
  return {
    time: time as string,
    day: day as string,
    question: question as string,
    share: Number(share),
    hint: has("h"),
    shown: has("k"),
    unsure: has("u"),
    carried: has("o"),
    exam: has("x"),
    seconds: Math.min(Number(seconds), LONGEST_SECONDS),
    version: version === "-" ? "" : (version as string),
  };
}

/** What was read: the attempts, each once and in order, and how many lines made no sense. */
export interface ReadAttempts {
  attempts: Attempt[];
  unreadable: number;
}

/** Read lines as they were kept: doubled, in any order, some cut, some of a newer version. Never raises. */
export function readLines(lines: Iterable<string>): ReadAttempts {
  const found = new Map<string, Attempt>();
  const unreadable = new Set<string>();
  let ours = true;
  for (const line of lines) {
    if (line === "" || found.has(line)) continue;
    if (line.startsWith("#")) {
      ours = line === HEAD;
      continue;
    }
    const attempt = ours ? fromLine(line) : null;
    if (attempt) found.set(line, attempt);
    else unreadable.add(line);
  }
  // a line begins with its time; what happened in one second has one order too, so that two homes agree
  const ordered = [...found.keys()].sort();
  return {
    attempts: ordered.map((line) => found.get(line) as Attempt),
    unreadable: unreadable.size,
  };
}

/** Those that count on a day: a clock that was ahead has left others, which wait for theirs. */
export function untilDay(attempts: Attempt[], today: string): { past: Attempt[]; ahead: number } {
  const past = attempts.filter(({ day }) => day <= today);
  return { past, ahead: attempts.length - past.length };
}

/** Attempts by question, in their order. */
export function byQuestion(attempts: Iterable<Attempt>): Map<string, Attempt[]> {
  const found = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    const own = found.get(attempt.question);
    if (own) own.push(attempt);
    else found.set(attempt.question, [attempt]);
  }
  return found;
}
