// The whole course for Today, from the data of the pages and what the browser keeps.
import { forgetPlace } from "../../server/js/view/start.ts";
import type { QuestionView } from "../../widgets/js/generated/protocol.ts";
import type { CourseHost } from "../../widgets/js/hosts/course.ts";
import type { Host } from "../../widgets/js/hosts/host.ts";
import { host, storage } from "./answers.ts";
import { courseData, pageOf } from "./data.ts";
import { codeAttempts } from "./progress/by_code.ts";
import { practiceFile } from "./progress/progress_file.ts";
import { seedKey } from "./seed.ts";

/** Questions as their lessons' pages have them, numbered anew; unknown ones are left out. */
export async function questionViews(ids: readonly string[]): Promise<QuestionView[]> {
  const { index } = courseData();
  const lessons = new Map(index.lessons.map(({ id, notebook }) => [id, notebook]));
  const cards = new Map(index.cards.map((card) => [card.id, card]));
  const wanted = ids.map((id) => lessons.get(cards.get(id)?.lesson ?? "") ?? "");
  const pages = await Promise.all([...new Set(wanted)].filter(Boolean).map(pageOf));
  const views = pages.flatMap(({ cells }) =>
    cells.flatMap((cell) => (cell.kind === "quiz" ? (cell.quiz?.questions ?? []) : [])),
  );
  const known = new Map(views.map((view) => [view.id, view]));
  return ids
    .flatMap((id) => known.get(id) ?? [])
    .map((view, at) => ({ ...view, number: String(at + 1) }));
}

export class SiteCourseHost implements CourseHost {
  readonly answers: Host;
  readonly inBrowser = true;

  constructor(answers: Host) {
    this.answers = answers;
  }

  async load() {
    const { index } = courseData();
    const loaded = host.now();
    const told = codeAttempts(loaded.entries, index.cards);
    return { index, loaded: { ...loaded, attempts: [...(loaded.attempts ?? []), ...told] } };
  }

  views(ids: string[]) {
    return questionViews(ids);
  }

  async handIn() {
    const { loaded } = await this.load();
    return practiceFile(loaded.attempts, new Date());
  }

  /** Whoever comes next has a copy of their own. */
  async deleteAll() {
    host.clear();
    storage.remove(seedKey());
    forgetPlace();
    location.reload(); // what stands on the page goes too
  }
}
