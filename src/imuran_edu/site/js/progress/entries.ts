// Entries as a progress file holds them. Pure.
import type { Answer, Entry } from "../../../widgets/js/generated/protocol.ts";
import type { Entries } from "../../../widgets/js/hosts/host.ts";
import { NumberText } from "./python.ts";

const MOST = 2 ** 63; // of a count
const DEEPEST = 20;

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  value !== null &&
  typeof value === "object" &&
  !Array.isArray(value) &&
  !(value instanceof NumberText);

/** A value with plain numbers. Throws where it is nested deeper than any question's. */
function clean(value: unknown, depth = DEEPEST): Answer {
  if (depth < 0) throw new RangeError();
  if (value instanceof NumberText) return Number(value.text);
  if (Array.isArray(value)) return value.map((each) => clean(each, depth - 1));
  if (isPlain(value)) return mapped(value, (each) => clean(each, depth - 1));
  return value as Answer;
}

function mapped<T>(value: Plain, act: (value: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, act(each)]));
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];

function counts(value: unknown): Record<string, number> {
  const count = (each: unknown) => {
    const number = each instanceof NumberText && /^\d+$/.test(each.text) ? Number(each.text) : 0;
    return number < MOST ? number : 0;
  };
  return isPlain(value) ? mapped(value, count) : {};
}

function days(value: unknown): Record<string, string> {
  const found = isPlain(value) ? Object.entries(value) : [];
  return Object.fromEntries(found.filter(([, day]) => typeof day === "string")) as Record<
    string,
    string
  >;
}

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** An entry as it is kept: what only newer versions know is there if it says anything. */
export function plainEntry({ answer, version, saved, checked, hints, tries, seen }: Entry): Entry {
  const some = (value: object | undefined) => value && Object.keys(value).length > 0;
  return {
    answer,
    version,
    saved,
    checked,
    hints,
    ...(some(tries) && { tries: tries as Record<string, number> }),
    ...(some(seen) && { seen: seen as Record<string, string> }),
  };
}

/** The entries of plain data; what is no entry is left out. */
export function readEntries(answers: Plain): Entries {
  const found = Object.entries(answers).flatMap(([id, raw]): [string, Entry][] => {
    if (!isPlain(raw) || !("answer" in raw)) return [];
    const { answer, version, saved, checked, hints, tries, seen } = raw;
    const entry = {
      answer: clean(answer),
      version: text(version),
      saved: text(saved),
      checked: texts(checked),
      hints: counts(hints),
      tries: counts(tries),
      seen: days(seen),
    };
    return [[id, plainEntry(entry)]];
  });
  return Object.fromEntries(found);
}

export { isPlain };
