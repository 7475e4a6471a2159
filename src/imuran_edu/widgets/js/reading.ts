// Read what was typed, by the table that Python reads by too (questions/reading.json). Pure.
// Its twin is questions/reading.py; a test holds the two together, so every step stands in the same order.
import table from "../../questions/reading.json" with { type: "json" };
import type { Answer } from "./generated/protocol.ts";
import { t } from "./words.ts";

const MAX_TYPED = 200; // characters of a number or word that are looked at
const QUOTED = 40; // characters of an answer that a message repeats
const QUOTED_UNIT = 20;

/** A number in the wanted unit, or what is wrong with the text. */
export type Reading = { value: number; problem: "" } | { value: null; problem: string };

type Problem = keyof typeof table.problems;
interface NumberRule {
  pattern: RegExp;
  groups: string[];
  problem: Problem | undefined;
}

const CHARACTERS: Map<string, string> = new Map(Object.entries(table.characters));
const NUMBERS: NumberRule[] = table.numbers.map((rule) => ({
  pattern: new RegExp(`^(?:${rule.pattern})`),
  groups: "groups" in rule ? (rule.groups as string[]) : [],
  problem: "problem" in rule ? (rule.problem as Problem) : undefined,
}));
const UNIT_FORMS = (table.unit_forms as [string, string][]).map(
  ([pattern, form]): [RegExp, string] => [new RegExp(pattern, "g"), form],
);
const UNITS = new Map(Object.entries(table.units) as [string, [string, number]][]);
const LETTERS = new Map(
  (table.letters as [number, number, string[]][]).flatMap(([first, , letters]) =>
    letters.map((counts, index): [string, string] => [String.fromCodePoint(first + index), counts]),
  ),
);
const BLANK = new Set(table.blank);

/** Whether an answer is no answer: nothing, white space, an empty collection, or a case or pairs of such. */
export function isBlank(answer: Answer | undefined, depth = 2): boolean {
  if (answer === null || answer === undefined) return true;
  if (typeof answer === "string") return [...answer].every((each) => BLANK.has(each));
  if (Array.isArray(answer)) return answer.length === 0;
  if (typeof answer !== "object") return false;
  const parts = Object.values(answer);
  return depth ? parts.every((part) => isBlank(part, depth - 1)) : parts.length === 0;
}

/** Without white space at both ends. */
function stripped(characters: string[]): string[] {
  const first = characters.findIndex((each) => !BLANK.has(each));
  const last = characters.findLastIndex((each) => !BLANK.has(each));
  return first < 0 ? [] : characters.slice(first, last + 1);
}

const withoutSpaces = (text: string) => text.replace(/^ +| +$/g, "");

/** Read an answer such as "0.15 g/day" as a number in `unit`; see questions/reading.py. */
export function readNumber(answer: Answer, unit: string, accepts: string[] = []): Reading {
  if (typeof answer === "number") return finite(answer);
  if (typeof answer !== "string") return problem("kind");
  const typed = stripped([...answer].slice(0, MAX_TYPED));
  const quoted = typed.slice(0, QUOTED).join("");
  const unknown = typed.find((each) => !CHARACTERS.has(each));
  if (unknown !== undefined) return problem("character", { text: quoted, what: unknown });
  const mapped = typed.map((each) => CHARACTERS.get(each)).join("");
  const text = withoutSpaces(joined(mapped).replace(/ +/g, " "));
  for (const { pattern, groups, problem: wrong } of NUMBERS) {
    const match = pattern.exec(text);
    if (!match) continue;
    if (wrong) return problem(wrong, { text: quoted });
    const found = Object.fromEntries(groups.map((name, i) => [name, match[i + 1]]));
    const rest = text.slice(match[0].length) + (found.unit ?? "");
    return measured(numberOf(found), withoutSpaces(rest), unit, accepts);
  }
  return problem("unreadable", { text: quoted });
}

/** Join what stands raised side by side: ^-^1^2 is ^-12. */
function joined(text: string): string {
  const next = text.replace(/(\^-?[0-9]*)\^(?=[0-9])/g, "$1");
  return next === text ? text : joined(next);
}

function numberOf(found: Record<string, string | undefined>): number {
  const sign = found.sign === "-" ? -1 : 1;
  if (found.under) {
    return sign * (Number(found.whole ?? 0) + Number(found.over ?? 0) / Number(found.under));
  }
  let number = found.base || "1";
  if (found.decimals) number += `.${found.decimals}`;
  if (found.power) number += `e${found.power}`;
  return sign * Number(found.times || 1) * Number(number);
}

/** A value in the wanted unit. */
function measured(value: number, given: string, wanted: string, accepts: string[]): Reading {
  if (!Number.isFinite(value) || !given) return finite(value);
  if (!wanted && accepts.some((each) => ratioOf(given, each) === 1)) return finite(value);
  if (!wanted) return problem("unwanted", { what: given.slice(0, QUOTED_UNIT) });
  const ratio = ratioOf(given, wanted);
  if (ratio === null) {
    return problem("unit", { what: given.slice(0, QUOTED_UNIT), unit: wanted });
  }
  return finite(value * ratio);
}

function ratioOf(given: string, wanted: string): number | null {
  if (formOf(given) === formOf(wanted)) return 1;
  const [source, target] = [unitOf(given), unitOf(wanted)];
  if (!source || !target || source.measures !== target.measures) return null;
  return source.size / target.size;
}

/** A unit in the form a/b/c. */
function formOf(unit: string): string {
  let text = [...unit].map((each) => CHARACTERS.get(each) ?? "\0").join("");
  for (const [pattern, form] of UNIT_FORMS) {
    text = text.replace(pattern, (...match) =>
      form.replace(/\{([0-9])\}/g, (_, index) => match[Number(index)] ?? ""),
    );
  }
  return text;
}

/** What a unit measures, such as "mass/mass/time", and its size; null if it is unknown. */
function unitOf(text: string): { measures: string; size: number } | null {
  const known = formOf(text)
    .split("/")
    .map((name) => UNITS.get(name));
  const [unit, ...divisors] = known.filter((each) => each !== undefined);
  if (!unit || known.length > 3 || divisors.length + 1 < known.length) return null;
  const size = divisors.reduce((left, [, divisor]) => left / divisor, unit[1]);
  return { measures: [unit[0], ...divisors.map(([each]) => each).sort()].join("/"), size };
}

function finite(value: number): Reading {
  return Number.isFinite(value) ? { value, problem: "" } : problem("large");
}

function problem(name: Problem, words: Record<string, string> = {}): Reading {
  return { value: null, problem: t(table.problems[name] as string, words) };
}

/** A text without capitals, accents, spaces and punctuation. */
export const plain = (text: string) => [...text].map((each) => LETTERS.get(each) ?? each).join("");

/** The first character of a text that the table does not know; "" if there is none. */
export const strange = (text: string) => [...text].find((each) => !LETTERS.has(each)) ?? "";

const digits = (text: string) => text.replace(/[^0-9]/g, "");

/** The optimal string alignment distance: wrong, missing and extra letters, and neighbours swapped. */
function distance(left: string[], right: string[]): number {
  const width = right.length + 1;
  let [before, above]: [number[], number[]] = [[], Array.from({ length: width }, (_, j) => j)];
  for (const [i, letter] of left.entries()) {
    const row = [i + 1];
    for (const [j, other] of right.entries()) {
      const changed = (above[j] as number) + Number(letter !== other);
      const moved = Math.min((above[j + 1] as number) + 1, (row[j] as number) + 1, changed);
      const swap = i && j && letter === right[j - 1] && left[i - 1] === other;
      row.push(swap ? Math.min(moved, (before[j - 1] as number) + 1) : moved);
    }
    [before, above] = [above, row];
  }
  return above[width - 1] as number;
}

/** Count the typing slips that turn a text into an accepted one; null if they are too many. */
function typosBetween(text: string, accepted: string, allowed: number): number | null {
  const [left, right] = [plain(text), plain(accepted)];
  if (left === right) return 0;
  if (digits(left) !== digits(right) || allowed === 0) return null;
  const typos = distance([...left], [...right]);
  return typos <= allowed ? typos : null;
}

/** The fewest slips to any accepted text, or null. */
export function nearest(text: string, accepted: string[], allowed: number): number | null {
  const found = accepted.map((each) => typosBetween(text, each, allowed));
  return found.reduce((least, each) => {
    return each === null || (least !== null && least <= each) ? least : each;
  }, null);
}
