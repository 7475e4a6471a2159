// A lesson is alive when opened: runs the cells of a marked notebook, if they are calls of the course and nothing else.
import {
  type NotebookPanel,
  type NotebookTracker,
  type ShareScope,
  shared,
  type Translator,
} from "./lab.ts";
import { useLanguage } from "./language.ts";
import { attend } from "./lesson.ts";
import { patientAnywidget } from "./patient_anywidget.ts";

declare global {
  interface Window {
    _JUPYTERLAB?: Record<string, unknown>;
  }
}

patientAnywidget();
let scope: ShareScope = {};

async function load() {
  const [{ INotebookTracker, NotebookActions }, { ITranslator }, widgets] = await Promise.all([
    shared(scope, "@jupyterlab/notebook"),
    shared(scope, "@jupyterlab/translation"),
    shared(scope, "@lumino/widgets"),
  ]);
  const plugin = {
    id: "imuran-edu:start",
    description: "Starts a lesson of the course when it is opened.",
    autoStart: true,
    requires: [INotebookTracker],
    optional: [ITranslator],
    async activate(_app: unknown, tracker: NotebookTracker, translator: Translator | null) {
      await useLanguage(translator?.languageCode ?? "en");
      const begin = (panel: NotebookPanel) =>
        attend(panel, { actions: NotebookActions, widgets }).catch((error) =>
          console.error("imuran-edu:", error),
        );
      tracker.forEach(begin);
      tracker.widgetAdded.connect((_, panel) => begin(panel));
    },
  };
  return () => ({ __esModule: true, default: plugin });
}

// How JupyterLab finds a prebuilt extension: a container of module federation, here written by hand.
window._JUPYTERLAB ??= {};
window._JUPYTERLAB["imuran-edu"] = {
  init(shareScope: ShareScope) {
    scope = shareScope;
  },
  get: (module: string) =>
    module === "./extension"
      ? load()
      : Promise.reject(new Error(`imuran-edu has no module ${module}`)),
};
