// The learner's calendar days, as texts like 2026-11-28 that sort by time. Pure.

const DAY = 86_400_000; // ms

/** The calendar day of a moment where the learner is. */
export function dayOf(moment: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const [year, month, day] = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

/** A moment as attempts keep it: UTC, to the second. */
export const secondOf = (moment: Date): string => `${moment.toISOString().slice(0, 19)}Z`;

const NUMBERS = new Map<string, number>(); // days that were met: a history asks for the same few thousand times

function numberOf(day: string): number {
  const known = NUMBERS.get(day);
  if (known !== undefined) return known;
  const number = Date.parse(`${day}T00:00:00Z`) / DAY;
  NUMBERS.set(day, number);
  return number;
}

/** How many days from one to another; negative if the other is earlier. */
export const daysBetween = (from: string, to: string): number => numberOf(to) - numberOf(from);

/** The day so many days later. */
export function addDays(day: string, days: number): string {
  return new Date((numberOf(day) + days) * DAY).toISOString().slice(0, 10);
}

/** "28 November 2026". */
export function dayInWords(day: string): string {
  const form = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Date(`${day}T12:00:00Z`).toLocaleDateString("en-GB", form);
}
