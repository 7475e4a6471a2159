// All attempts in some six bytes each, as one text. The twin of answers/attempt_columns.py.
import { type Attempt, fromLine } from "../../../widgets/js/learning/attempts.ts";

const MOST = 20_000_000; // bytes of what is unpacked
const DAY = 86_400_000; // ms

const NAMES = ["time", "day", "question", "share", "flags", "seconds", "version"] as const;

/** A text with each of its kind once, and where each stands among them. */
function numbered(texts: string[]): [string[], number[]] {
  const places = new Map<string, number>();
  const which = texts.map((text) => {
    const known = places.get(text) ?? places.size;
    places.set(text, known);
    return known;
  });
  return [[...places.keys()], which];
}

function flagsOf({ hint, shown, unsure, carried, exam }: Attempt): string {
  const flags = { h: hint, k: shown, u: unsure, o: carried, x: exam };
  return (
    Object.entries(flags)
      .flatMap(([letter, set]) => (set ? letter : []))
      .join("") || "-"
  );
}

/** Attempts as one text. They are best in order. */
export async function pack(attempts: Attempt[]): Promise<string> {
  const [questions, question] = numbered(attempts.map((each) => each.question));
  const [versions, version] = numbered(attempts.map((each) => each.version));
  const seconds = attempts.map(({ time }) => Date.parse(time) / 1000);
  const ahead = ({ day, time }: Attempt) => (Date.parse(day) - Date.parse(time.slice(0, 10))) / DAY;
  const columns = {
    questions,
    versions,
    time: seconds.map((moment, at) => moment - (seconds[at - 1] ?? 0)).join(),
    day: attempts.map(ahead).join(),
    question: question.join(),
    share: attempts.map(({ share }) => share).join(),
    flags: attempts.map(flagsOf).join(),
    seconds: attempts.map((each) => each.seconds).join(),
    version: version.join(),
  };
  const bytes = new TextEncoder().encode(JSON.stringify(columns));
  const packed = await through(bytes, new CompressionStream("deflate"));
  let text = "";
  for (const byte of packed) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The attempts of a text. Throws where it is damaged or holds something else. */
export async function unpack(text: unknown): Promise<Attempt[]> {
  if (typeof text !== "string") throw new TypeError();
  const packed = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const bytes = await through(packed, new DecompressionStream("deflate"));
  const columns = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  const lists = NAMES.map((name) => (columns[name] ? String(columns[name]).split(",") : []));
  const [times = []] = lists;
  if (lists.some((list) => list.length !== times.length)) throw new RangeError();
  let moment = 0;
  return times.map((gap, at) => {
    const [, ahead, question, share, flags, seconds, version] = lists.map((list) => list[at]);
    moment += whole(gap);
    const time = new Date(moment * 1000).toISOString();
    const day = new Date(Date.parse(time.slice(0, 10)) + whole(ahead) * DAY).toISOString();
    const name = columns.questions[whole(question)];
    const digest = columns.versions[whole(version)] || "-";
    const start = `${time.slice(0, 19)}Z ${day.slice(0, 10)} ${name}`;
    const attempt = fromLine(`${start} ${share} ${flags} ${seconds} ${digest}`);
    if (!attempt) throw new TypeError();
    return attempt;
  });
}

function whole(text: string | undefined): number {
  if (!/^-?\d+$/.test(text ?? "")) throw new TypeError();
  return Number(text);
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MOST) throw new RangeError();
    parts.push(value);
  }
  const found = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    found.set(part, at);
    at += part.length;
  }
  return found;
}
