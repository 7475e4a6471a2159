// A resume code: which questions are right or mastered, which lessons done, short enough to type. The twin of
// answers/resume_code.py, which says how a code is made up. Pure.
import { t } from "../../../widgets/js/words.ts";
import type { CourseData } from "../data.ts";
import type { ByCode } from "./by_code.ts";
import { sha256 } from "./sha256.ts";

export type Register = CourseData["register"];

const ALPHABET = "0123456789ACDEFHJKMNPQRTVWXY";
const TWINS: Record<string, string> = {
  ...{ O: "0", I: "1", L: "1", Z: "2", S: "5", G: "6", B: "8", U: "V" },
};
const BASE = 28n;
const CHECK = BASE ** 3n;
const PRIME = 21943n;
const SALT_ONCE = 1n;
const SALT = 30n;
const MOST = 4096;
const DIGEST = 1024;
const [NONE, ALL, SOME] = [0, 1, 2] as const;

/** Why a code cannot be used, in a sentence. */
export class CodeError extends Error {}

const mistyped = (what: string) =>
  new CodeError(`${what} ${t("Compare it with what you wrote down; nothing was changed.")}`);
const wrong = () => mistyped(t("A character of this code is wrong, missing or too much."));

function digest({ questions }: Register, count: number): number {
  const text = questions.slice(0, count).map(([name, lesson]) => `${name} ${lesson}`);
  return Number.parseInt(sha256(text.join("\n")).slice(-4), 16) % DIGEST;
}

/** Neighbours of one lesson among the first questions. */
function runsOf({ questions }: Register, count: number): string[][] {
  const runs: string[][] = [];
  questions.slice(0, count).forEach(([name, lesson], at) => {
    if (at > 0 && questions[at - 1]?.[1] === lesson) runs.at(-1)?.push(name);
    else runs.push([name]);
  });
  return runs;
}

const lessonsOf = ({ questions }: Register, count: number) => [
  ...new Set(questions.slice(0, count).map(([, lesson]) => lesson)),
];

const allRight = ({ questions }: Register, lesson: string, count: number, right: Set<string>) =>
  questions.slice(0, count).every(([name, its]) => its !== lesson || right.has(name));

function comb(of: number, count: number): bigint {
  if (count < 0 || count > of) return 0n;
  let found = 1n;
  for (let i = 1; i <= count; i += 1) found = (found * BigInt(of - count + i)) / BigInt(i);
  return found;
}

type Digit = [digit: bigint, radix: bigint];

function digitsOfRun(bits: boolean[]): Digit[] {
  const size = bits.length;
  let left = bits.filter(Boolean).length;
  const kind = left === 0 ? NONE : left === size ? ALL : SOME;
  const digits: Digit[] = [[BigInt(kind), 3n]];
  if (kind !== SOME) return digits;
  const choices = comb(size, left);
  digits.push([BigInt(left - 1), BigInt(size - 1)]);
  let rank = 0n;
  bits.forEach((isIn, place) => {
    if (!isIn) return;
    rank += comb(size - place - 1, left);
    left -= 1;
  });
  digits.push([rank, choices]);
  return digits;
}

/** The code, in groups of four characters; what is not in the register is left out. */
export function writeCode(register: Register, { mastered, done, once }: ByCode): string {
  const right = new Set([...mastered, ...once]);
  const count = register.questions.length;
  const digits: Digit[] = [
    [BigInt(count), BigInt(MOST)],
    [BigInt(digest(register, count)), BigInt(DIGEST)],
  ];
  const runs = runsOf(register, count);
  for (const run of runs) digits.push(...digitsOfRun(run.map((name) => right.has(name))));
  for (const lesson of lessonsOf(register, count))
    if (!allRight(register, lesson, count, right)) digits.push([done.has(lesson) ? 1n : 0n, 2n]);
  const shares = runs.map((run) =>
    run.filter((name) => right.has(name)).map((name) => mastered.has(name)),
  );
  const bits = shares.flat();
  const kind = !bits.some(Boolean) ? NONE : bits.every(Boolean) ? ALL : SOME;
  digits.push([BigInt(kind), 3n]);
  if (kind === SOME) for (const share of shares) digits.push(...digitsOfRun(share));
  let number = digits.reduceRight((sum, [digit, radix]) => sum * radix + digit, 0n) * CHECK;
  number += (((SALT - number) % PRIME) + PRIME) % PRIME;
  let text = "";
  for (; number; number /= BASE) text = ALPHABET[Number(number % BASE)] + text;
  return text.match(/.{1,4}/g)?.join("-") ?? "";
}

function plain(text: string): string {
  const bare = text.toUpperCase().replace(/[\s\-‐‑–—_.]/g, "");
  return [...bare].map((each) => TWINS[each] ?? each).join("");
}

/** The number of a code whose check is right, and the salt that it was made with. */
function numberOf(text: string): [number: bigint, salt: bigint] {
  const typed = plain(text);
  if (!typed) throw new CodeError(t("Type the code first."));
  if (typed.length > MOST) throw mistyped(t("This is far too long for a resume code."));
  for (const character of typed)
    if (!ALPHABET.includes(character))
      throw mistyped(t("'{character}' is in no resume code.", { character }));
  const number = [...typed].reduce((sum, each) => sum * BASE + BigInt(ALPHABET.indexOf(each)), 0n);
  const salt = number % PRIME;
  if ((salt !== SALT && salt !== SALT_ONCE) || typed[0] === "0" || number < CHECK) throw wrong();
  return [number / CHECK, salt];
}

/** What a code says. Throws a CodeError. Case, spaces and dashes do not matter, and O is read as 0, and so on. */
export function readCode(register: Register, text: string): ByCode {
  let [number, salt] = numberOf(text);
  const take = (radix: bigint): bigint => {
    const digit = number % radix;
    number /= radix;
    return digit;
  };
  const chosen = (run: string[]): string[] => {
    const kind = Number(take(3n));
    if (kind !== SOME || run.length < 2) return kind === ALL ? run : [];
    let left = Number(take(BigInt(run.length - 1))) + 1;
    let rank = take(comb(run.length, left));
    return run.filter((_, place) => {
      const without = comb(run.length - place - 1, left);
      if (rank < without) return false;
      rank -= without;
      left -= 1;
      return true;
    });
  };
  const count = Number(take(BigInt(MOST)));
  if (count > register.questions.length)
    throw new CodeError(
      t(
        "This code was made by a newer version of the course. Bring this course up to date, then type it again; nothing was changed.",
      ),
    );
  if (Number(take(BigInt(DIGEST))) !== digest(register, count))
    throw new CodeError(t("This code belongs to another course; nothing was changed."));
  const runs = runsOf(register, count);
  const right = new Set(runs.flatMap(chosen));
  const done = lessonsOf(register, count).filter(
    (lesson) => allRight(register, lesson, count, right) || take(2n) === 1n,
  );
  const kind = salt === SALT ? Number(take(3n)) : NONE;
  const own = runs.map((run) => run.filter((name) => right.has(name)));
  const mastered = new Set(kind === ALL ? right : kind === SOME ? own.flatMap(chosen) : []);
  if (number) throw wrong();
  const once = new Set([...right].filter((name) => !mastered.has(name)));
  return { mastered, done: new Set(done), once };
}
