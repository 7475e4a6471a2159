// Answers the progress card where there is no server: the twin of widgets/progress_controller.py.
import { carried } from "../../widgets/js/engine.ts";
import type { FromCard, ProgressView, ToCard } from "../../widgets/js/generated/protocol.ts";
import type { CardHost, Entries } from "../../widgets/js/hosts/host.ts";
import { toLine } from "../../widgets/js/learning/attempts.ts";
import { t, tn } from "../../widgets/js/words.ts";
import { host } from "./answers.ts";
import { questionViews } from "./course_host.ts";
import { courseData } from "./data.ts";
import { BY_CODE, withCode } from "./progress/by_code.ts";
import { type Merged, merge } from "./progress/merge.ts";
import {
  asSaved,
  type ProgressFile,
  progressFile,
  readProgress,
} from "./progress/progress_file.ts";
import { readCode } from "./progress/resume_code.ts";
import { progressView } from "./progress/standing.ts";

/** The file with all that this browser keeps of the learner. */
export function ownFile() {
  const { entries, attempts = [] } = host.now();
  return progressFile(entries, attempts, new Date());
}

export class SiteCardHost implements CardHost {
  readonly silence = t("This browser does not answer.");
  private readonly callbacks = new Set<(message: ToCard) => void>();

  view(): ProgressView {
    return progressView(courseData(), host.now());
  }

  ask(message: FromCard) {
    this.answer(message).catch((error) =>
      this.tell({ type: "said", level: "error", text: String((error as Error).message) }),
    );
  }

  listen(callback: (message: ToCard) => void): () => void {
    this.callbacks.add(callback);
    const stop = host.onChange(() => this.look());
    return () => {
      stop();
      this.callbacks.delete(callback);
    };
  }

  private async answer(message: FromCard) {
    if (message.type === "look") this.look();
    else if (message.type === "download") this.tell(await ownFile());
    else if (message.type === "restore") this.said(await bringBack(message.text));
    else if (message.type === "code") this.said(typeIn(message.text));
  }

  private said(text: string) {
    this.look();
    this.tell({ type: "said", level: "info", text });
  }

  private look() {
    this.tell({ type: "view", view: this.view() });
  }

  private tell(message: ToCard) {
    for (const callback of [...this.callbacks]) callback(message);
  }
}

/** Attempts made of answers that version 0.1.0 checked: what replaces these would leave nothing to count. */
async function uncounted(entries: Entries): Promise<string[]> {
  const old = Object.entries(entries).filter(([, { checked, tries }]) =>
    checked.some((id) => !tries?.[id]),
  );
  const views = await questionViews(old.map(([id]) => id));
  return views.flatMap((view) => {
    const entry = entries[view.id];
    return entry ? carried(view, entry) : [];
  });
}

/** Merge a progress file into what is kept here; says what came of it. Rejects where nothing came of it. */
async function bringBack(text: string): Promise<string> {
  const now = new Date();
  const file = await readProgress(text, now);
  const left = await uncounted(host.now().entries);
  const fromOld = await uncounted(file.answers);
  const { entries, attempts = [] } = host.now();
  const merged = merge(entries, file.answers, asSaved(now));
  const there = new Set(attempts);
  const told = file.attempts.map(toLine).filter((line) => !there.has(line));
  if (!merged.added && !merged.renewed && !told.length) throw new Error(nothingNew(merged, file));
  host.replace(merged.entries, [...new Set([...attempts, ...told, ...left, ...fromOld])]);
  const count = merged.added + merged.renewed;
  const said = [tn("{n} answer brought back", "{n} answers brought back", count)];
  if (told.length)
    said.push(
      tn(
        "{n} attempt added to your history",
        "{n} attempts added to your history",
        new Set(told).size,
      ),
    );
  if (merged.kept)
    said.push(
      tn(
        "{n} left as it is here, where it is newer",
        "{n} left as they are here, where they are newer",
        merged.kept,
      ),
    );
  return `${said.join("; ")}.`;
}

function nothingNew({ kept }: Merged, { made }: ProgressFile): string {
  const untouched = t("Nothing here was changed.");
  const day = made.slice(0, 10);
  if (!kept) {
    const here = day
      ? t("Everything in this file, made on {day}, is here already.", { day })
      : t("Everything in this file is here already.");
    return `${here} ${untouched}`;
  }
  const older = day
    ? t("This file, made on {day}, is older than what is here:", { day })
    : t("This file is older than what is here:");
  const changed = tn(
    "{n} answer of it changed here since, and the others are the same.",
    "{n} answers of it changed here since, and the others are the same.",
    kept,
  );
  return `${older} ${changed} ${untouched}`;
}

function typeIn(text: string): string {
  const code = readCode(courseData().register, text);
  const { entries, attempts = [] } = host.now();
  host.replace({ [BY_CODE]: withCode(entries, code, asSaved(new Date())) }, attempts);
  const { mastered, done, once } = code;
  return t(
    "The code says: {questions}, {once} right once, {lessons}. That is added to what is here. A code carries no dates: what is due starts anew.",
    {
      questions: tn("{n} question mastered", "{n} questions mastered", mastered.size),
      once: once.size,
      lessons: tn("{n} lesson done", "{n} lessons done", done.size),
    },
  );
}
