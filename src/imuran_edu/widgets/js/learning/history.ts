// The attempts at the questions of a quiz: kept by the host, on their way to it, or made of old answers.
import { carried } from "../engine.ts";
import type { Entry, QuestionView } from "../generated/protocol.ts";
import { type Attempt, byQuestion, readLines } from "./attempts.ts";

export class History {
  private readonly lines = new Set<string>();

  /** The host keeps these. */
  add(lines: Iterable<string> = []) {
    for (const line of lines) this.lines.add(line);
  }

  /** All of them, by question. */
  of(views: QuestionView[], entry: (id: string) => Entry): Map<string, Attempt[]> {
    const waiting = views.flatMap((view) => {
      const own = entry(view.id);
      return [...(own.attempts ?? []), ...carried(view, own)];
    });
    return byQuestion(readLines([...this.lines, ...waiting]).attempts);
  }
}
