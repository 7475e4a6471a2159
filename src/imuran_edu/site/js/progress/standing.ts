// What the progress card shows, from what is kept. The twin of `mastery` in answers/mastery.py. Pure.
import type { Loaded, ProgressView } from "../../../widgets/js/generated/protocol.ts";
import { byQuestion, readLines } from "../../../widgets/js/learning/attempts.ts";
import { DAYS_NEEDED, standing } from "../../../widgets/js/learning/mastery.ts";
import type { CourseData } from "../data.ts";
import { BY_CODE, brought, codeAttempts } from "./by_code.ts";
import { writeCode } from "./resume_code.ts";

/** Which questions are mastered, begun and right on one day. */
function counted({ index, register }: CourseData, { entries, attempts = [] }: Loaded) {
  const known = brought(entries[BY_CODE]);
  const lines = [...attempts, ...codeAttempts(entries, index.cards)];
  const tried = byQuestion(readLines(lines).attempts);
  const cards = new Map(index.cards.map((card) => [card.id, card]));
  const every = new Set(register.questions.map(([id]) => id));
  const mastered = new Set<string>();
  const once = new Set<string>();
  const begun = new Set([...known.mastered, ...known.once].filter((id) => every.has(id)));
  for (const id of every) {
    const card = cards.get(id);
    const found = (card?.parts ?? [id]).map((part) => tried.get(part) ?? []);
    if (!found.every(({ length }) => length)) continue;
    begun.add(id);
    const least = Math.min(...found.map((each) => standing(each, card?.corrected).days));
    if (least >= DAYS_NEEDED) mastered.add(id);
    else if (least) once.add(id);
  }
  return { known, mastered, once, begun };
}

export function progressView(course: CourseData, loaded: Loaded): ProgressView {
  const { known, mastered, once, begun } = counted(course, loaded);
  const lessons = course.outline.flatMap(({ id, title, questions }) => {
    if (!course.register.questions.some(([, lesson]) => lesson === id)) return [];
    const own = questions.filter((question) => mastered.has(question)).length;
    const all = questions.filter((question) => begun.has(question)).length;
    const done = known.done.has(id) || (questions.length > 0 && all === questions.length);
    return [{ id, title, mastered: own, learning: all - own, of: questions.length, done }];
  });
  const done = new Set(lessons.flatMap((lesson) => (lesson.done ? lesson.id : [])));
  const sum = (name: "mastered" | "learning" | "of") =>
    lessons.reduce((total, lesson) => total + lesson[name], 0);
  const some = mastered.size + once.size + done.size > 0;
  return {
    mastered: sum("mastered"),
    learning: sum("learning"),
    of: sum("of"),
    done: done.size,
    lessons,
    code: some ? writeCode(course.register, { mastered, done, once }) : "",
    answers: Object.keys(loaded.entries).length + (loaded.attempts?.length ?? 0),
    away: "",
  };
}
