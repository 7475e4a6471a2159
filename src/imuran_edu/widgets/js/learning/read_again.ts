// How far the objectives of a lesson are, and which sections to read again. Pure.
import type { LessonObjective, SectionView } from "../generated/protocol.ts";
import type { Attempt } from "./attempts.ts";
import type { Card } from "./mastery.ts";

/** An objective over all questions of its lesson, by the last answer to each. */
export interface ObjectiveStanding {
  objective: LessonObjective;
  right: number;
  /** Answered, and the last time not rightly. */
  missed: number;
  /** Not answered yet. */
  open: number;
}

/** Where the objectives stand; those without a question are left out. */
export function standingOfObjectives(
  objectives: LessonObjective[],
  attempts: Map<string, Attempt[]>,
): ObjectiveStanding[] {
  return objectives.flatMap((objective) => {
    if (!objective.questions.length) return [];
    const now = { objective, right: 0, missed: 0, open: 0 };
    for (const parts of objective.questions) {
      const last = parts.map((part) => attempts.get(part)?.at(-1));
      if (last.some((attempt) => !attempt)) now.open += 1;
      else if (last.every((attempt) => attempt?.share === 1)) now.right += 1;
      else now.missed += 1;
    }
    return [now];
  });
}

/**
 * The sections to read again: where what was missed is taught. A question of a quiz over the whole lesson stands in
 * none, so it leads to all that belong to its objective.
 * @param cards of the course
 * @param sections of the lesson, in their order
 */
export function toReadAgain(
  cards: Card[],
  sections: SectionView[],
  { objective, missed }: { objective: string; missed: string[] },
): SectionView[] {
  const own = cards.filter((card) => card.objective === objective);
  const all = own.flatMap(({ section }) => section || []);
  const wanted = own
    .filter(({ id }) => missed.includes(id))
    .flatMap(({ section }) => (section ? [section] : all));
  return sections.filter(({ id }) => wanted.includes(id));
}

/** Where a section stands, as a link says it. */
export const hrefOf = (notebook: string, section: string) =>
  `${notebook}#${encodeURIComponent(section)}`;
