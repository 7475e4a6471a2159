// The data of a folder of pages. Each is a classic script that puts itself into `imuranData` (`site/page.py`), since from
// a disk a page may load nothing else.
import type { OutlineLesson, Page } from "../../server/js/view/page_data.ts";
import type { CourseIndex, ExplorerView } from "../../widgets/js/generated/protocol.ts";
import { NotSavedError } from "../../widgets/js/hosts/host.ts";
import { t } from "../../widgets/js/words.ts";

/** What every page knows of the whole course. */
export interface CourseData {
  outline: OutlineLesson[];
  index: CourseIndex;
  /** Every practice question there ever was, with its lesson, in the order in which it came. */
  register: { questions: [id: string, lesson: string][]; retired: string[] };
  /** The page of each notebook. */
  pages: Record<string, string>;
}

/** The cell of an explorer holds its drawings here. */
export interface DrawnCell {
  explorer?: ExplorerView;
}

const all = (): Record<string, unknown> =>
  (globalThis as { imuranData?: Record<string, unknown> }).imuranData ?? {};

export const courseData = (): CourseData => all().course as CourseData;

const asked = new Map<string, Promise<Page>>();

/** A lesson, by the name of its notebook; its data are loaded when they are first asked for. */
export function pageOf(notebook: string): Promise<Page> {
  const known = asked.get(notebook);
  if (known) return known;
  const made = load(notebook);
  asked.set(notebook, made);
  made.catch(() => asked.delete(notebook));
  return made;
}

export const noData = () => t("A part of these pages is missing. Copy the whole folder once more.");

function load(notebook: string): Promise<Page> {
  const here = all()[notebook];
  if (here) return Promise.resolve(here as Page);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `data/${notebook.replace(/\.ipynb$/, ".js")}`;
    const end = () => {
      script.remove();
      const found = all()[notebook];
      if (found) resolve(found as Page);
      else reject(new NotSavedError(noData()));
    };
    script.onload = end;
    script.onerror = end;
    document.head.append(script);
  });
}
