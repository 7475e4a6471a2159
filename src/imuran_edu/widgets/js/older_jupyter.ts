// A Jupyter that is older than the course supports: its lessons work as notebooks, and the first question says so.
import { el, icon } from "./dom.ts";
import { pageConfig } from "./hosts/jupyter.ts";
import { t } from "./words.ts";

const OLDEST: Record<string, [number, number]> = { JupyterLab: [4, 4], "Jupyter Notebook": [7, 4] };

interface OldNotebook {
  notebook?: unknown;
  version?: unknown;
}

/** Jupyter's name and version, if it is older than we support; "" for all others, and where nothing is known. */
export function olderJupyter(): string {
  const classic = (globalThis as { Jupyter?: OldNotebook }).Jupyter;
  if (classic?.notebook) return `Notebook ${String(classic.version)}`;
  const [name, version] = [pageConfig("appName"), pageConfig("appVersion")];
  const [first = 0, second = 0] = version.split(".").map(Number);
  const [least, then] = OLDEST[name] ?? [0, 0];
  return first < least || (first === least && second < then) ? `${name} ${version}` : "";
}

/** Say it before a widget, once on a page. */
export function sayIfOlder(place: HTMLElement) {
  const page = globalThis as { imuranSaidOlder?: true };
  if (page.imuranSaidOlder) return;
  const name = olderJupyter();
  if (!name) return;
  page.imuranSaidOlder = true;
  const words = t(
    "{name} is older than this course supports. The lesson works here as a plain notebook; its own pages need JupyterLab 4.4 or Notebook 7.4.",
    { name },
  );
  const banner = { class: "imuran-banner imuran-notice", "data-level": "warning" };
  place.prepend(el("div", banner, icon("warning"), el("span", { text: words })));
}
