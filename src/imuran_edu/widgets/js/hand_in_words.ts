// What every card says that hands an assignment in, in Jupyter and on a page without a server.
import { t } from "./words.ts";

/** Under which the browser keeps the name that a student gave. */
export const STUDENT = "imuran-edu:student";

/** How many questions are ready; names of those that are open follow. */
export function readyWords(total: number, open: number): string {
  if (!open) return t("All {total} questions are answered.", { total });
  return t("{ready} of {total} questions are ready. Still open:", { ready: total - open, total });
}
