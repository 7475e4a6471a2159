// The view's style, put into the page by the script itself: one file to load, and nothing is ever drawn without it.
import evidence from "../../../widgets/js/evidence.css";
import figure from "../../../widgets/js/figure.css";
import { pageStorage } from "../../../widgets/js/page_storage.ts";
import progress from "../../../widgets/js/progress.css";
import quiz from "../../../widgets/js/quiz.css";
import today from "../../../widgets/js/today.css";
import notebook from "../notebook.css";
import view from "./view.css";

const THEME = "imuran-edu:light";
const ATTRIBUTE = "data-jp-theme-light";

export function addStyle() {
  const style = document.createElement("style");
  style.id = "imr-style";
  style.textContent = [quiz, progress, today, figure, evidence, notebook, view].join("\n");
  document.head.append(style);
}

/** JupyterLab's theme of the last visit, until it says which it is now. */
export function useTheme() {
  const light = pageStorage.get(THEME);
  if (light && !document.body.hasAttribute(ATTRIBUTE)) document.body.setAttribute(ATTRIBUTE, light);
}

/** Keep the theme for the next visit. */
export function rememberTheme() {
  const keep = () => {
    const light = document.body.getAttribute(ATTRIBUTE);
    if (light) pageStorage.set(THEME, light);
  };
  new MutationObserver(keep).observe(document.body, { attributeFilter: [ATTRIBUTE] });
  keep();
}
