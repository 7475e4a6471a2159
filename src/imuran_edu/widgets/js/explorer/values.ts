// What an explorer's controls hold, and what was there before the last move. Pure.
import type { Answer, ExplorerControl, ExplorerView } from "../generated/protocol.ts";
import { dayOf } from "../learning/calendar.ts";

export type Values = Record<string, Answer>;

/** ms without a move, after which the next one is compared with what is shown now. */
export const PAUSE = 800;

/** The values that an explorer opens with; a date is today's. */
export function startValues(view: ExplorerView, today: Date): Values {
  const entries = view.controls.map((each) => [
    each.id,
    each.kind === "date" ? dayOf(today) : (each.value ?? null),
  ]);
  return Object.fromEntries(entries);
}

/** Those of a preset: from the start on, but a date that was chosen stays, as a preset can name none. */
export function presetValues(view: ExplorerView, values: Values, now: Values, today: Date): Values {
  const days = view.controls.filter((each) => each.kind === "date" && now[each.id]);
  const kept = Object.fromEntries(days.map((each) => [each.id, now[each.id] ?? null]));
  return { ...startValues(view, today), ...kept, ...values };
}

export function sameValues(one: Values, other: Values): boolean {
  return Object.keys(one).every((id) => one[id] === other[id]);
}

/** How many decimals a slider's values have. */
export function decimals(step: number): number {
  return String(step).split(".")[1]?.length ?? 0;
}

/** The value of a slider that is nearest to a number. */
export function snapped({ low = 0, high = 0, step = 1 }: ExplorerControl, number: number): number {
  const within = Math.min(high, Math.max(low, number));
  const nearest = low + Math.round((within - low) / step) * step;
  return Number(Math.min(high, nearest).toFixed(decimals(step)));
}

/** The values now and, after a pause, those that the picture compares them with. */
export class Moves {
  now: Values;
  before: Values | null = null;
  private moved = Number.NEGATIVE_INFINITY;

  constructor(start: Values) {
    this.now = start;
  }

  /** Take new values at a time in ms; says whether anything moved. A value that is empty changes nothing. */
  take(values: Values, at: number): boolean {
    const next = { ...this.now, ...values };
    if (Object.values(next).includes(null) || sameValues(next, this.now)) return false;
    if (at - this.moved > PAUSE) this.before = this.now;
    this.moved = at;
    this.now = next;
    return true;
  }
}
