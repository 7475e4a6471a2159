// The progress file, which carries answers between the homes of the course. The twin of answers/progress_file.py.
import type { FileMessage } from "../../../widgets/js/generated/protocol.ts";
import type { Entries } from "../../../widgets/js/hosts/host.ts";
import { type Attempt, readLines } from "../../../widgets/js/learning/attempts.ts";
import { t } from "../../../widgets/js/words.ts";
import { pack, unpack } from "./columns.ts";
import { isPlain, plainEntry, readEntries } from "./entries.ts";
import { NumberText, parseKeepingNumbers, pythonJson } from "./python.ts";
import { sha256 } from "./sha256.ts";

const SCHEMA = "imuran-edu/progress";
const PRACTICE = "imuran-edu/practice";
const RESPONSES = "imuran-edu/responses";
const VERSION = 1;
const MAX_BYTES = 4_000_000;

export interface ProgressFile {
  answers: Entries;
  /** When the file was made; "" if it does not say. */
  made: string;
  attempts: Attempt[];
}

/** A file that is not taken in: why, and what to do. */
export class RefusedError extends Error {}

/** A time as entries have it, so that texts sort by time. */
export const asSaved = (time: Date): string => time.toISOString().replace("Z", "000+00:00");

const seconds = (now: Date) => `${now.toISOString().slice(0, 19)}+00:00`;

const inLines = (data: object) => `${JSON.stringify(data, null, 1)}\n`;

/** The file of all answers and attempts. */
export async function progressFile(
  entries: Entries,
  lines: readonly string[],
  now: Date,
): Promise<FileMessage> {
  const plain = Object.entries(entries).map(([id, entry]) => [id, plainEntry(entry)]);
  const answers = Object.fromEntries(plain);
  const { attempts } = readLines(lines);
  const made = seconds(now);
  const text = inLines({
    schema: SCHEMA,
    version: VERSION,
    made,
    digest: sha256(pythonJson(answers)),
    answers,
    ...(attempts.length && { attempts: await pack(attempts) }),
  });
  return { type: "file", name: `imuran-progress-${made.slice(0, 10)}.json`, text };
}

/** The file that is handed in for a class: attempts, nothing else. */
export async function practiceFile(lines: readonly string[], now: Date) {
  const attempts = await pack(readLines(lines).attempts);
  const made = seconds(now);
  const text = inLines({ schema: PRACTICE, version: VERSION, made, attempts });
  return { name: `imuran-practice-${made.slice(0, 10)}.json`, text };
}

/** A time of a file, at most now; "" if it cannot be read. */
function timeOf(text: unknown, now: string): string {
  if (typeof text !== "string") return "";
  const exact = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/.test(text);
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return "";
  const time = exact ? text : asSaved(moment);
  return time < now ? time : now;
}

/** Read a file, whatever somebody dropped. Rejects with a RefusedError. */
export async function readProgress(text: string, now: Date): Promise<ProgressFile> {
  if (new Blob([text]).size > MAX_BYTES)
    throw new RefusedError(
      t(
        "This file is larger than any progress file (4 MB). Choose the one whose name begins with imuran-progress. Nothing here was changed.",
      ),
    );
  const data = ours(parsed(text));
  const limit = asSaved(now);
  const { answers, attempts } = await contents(data);
  if (!Object.keys(answers).length && !attempts.length)
    throw new RefusedError(t("This progress file holds no answers. Nothing here was changed."));
  const timed = Object.entries(answers).map(([id, entry]) => [
    id,
    { ...entry, saved: timeOf(entry.saved, limit) },
  ]);
  return { answers: Object.fromEntries(timed), made: timeOf(data.made, limit), attempts };
}

function parsed(text: string): unknown {
  try {
    return parseKeepingNumbers(text);
  } catch {
    throw new RefusedError(
      t(
        "This is no progress file, or only a part of one. Choose the file whose name begins with imuran-progress; if it is that one, it was damaged: download it once more, or type your resume code. Nothing here was changed.",
      ),
    );
  }
}

async function contents({ answers, digest, attempts }: Record<string, unknown>) {
  try {
    if (!isPlain(answers) || digest !== sha256(pythonJson(answers))) throw new RangeError();
    return {
      answers: readEntries(answers),
      attempts: attempts === undefined ? [] : await unpack(attempts),
    };
  } catch {
    throw new RefusedError(
      t(
        "This progress file was damaged or changed after it was made. Download it once more where you worked, or type your resume code. Nothing here was changed.",
      ),
    );
  }
}

/** Refuse what is another program's, and what a newer version of this one wrote. */
function ours(data: unknown): Record<string, unknown> {
  const { schema, version } = isPlain(data) ? data : {};
  if (schema === RESPONSES)
    throw new RefusedError(
      t(
        "This is responses.json, the working copy of one folder. Open the course where it lies and press 'Download my progress' there; then drop that file here. Nothing here was changed.",
      ),
    );
  const known = version instanceof NumberText && /^\d+$/.test(version.text);
  const number = known ? Number(version.text) : 0;
  if (!isPlain(data) || schema !== SCHEMA || number < 1)
    throw new RefusedError(
      t(
        "This file was not written by this course. Choose the one whose name begins with imuran-progress. Nothing here was changed.",
      ),
    );
  if (number > VERSION)
    throw new RefusedError(
      t(
        "This progress file was written by a newer version of the course. Bring the course here up to date, then drop the file again; keep it until then. Nothing here was changed.",
      ),
    );
  return data;
}
