// The course in JupyterLab: lessons and assignments of questions are shown as pages of their own (`view/`), and a lesson
// that is opened as a notebook comes alive, if it holds calls of the course and nothing else (`lesson.ts`).

import { keepEvidenceKeys } from "./evidence_keys.ts";
import {
  type App,
  type DocumentManager,
  type NotebookPanel,
  type NotebookTracker,
  type Packages,
  type Rendermime,
  type ShareScope,
  shared,
  type Translator,
} from "./lab.ts";
import { useLanguage, useLastLanguage } from "./language.ts";
import { attend } from "./lesson.ts";
import { patientAnywidget } from "./patient_anywidget.ts";
import { PageShell } from "./view/shell.ts";
import { addStyle, rememberTheme, useTheme } from "./view/style.ts";

declare global {
  interface Window {
    _JUPYTERLAB?: Record<string, unknown>;
  }
}

patientAnywidget();
addStyle();
useTheme();
useLastLanguage();
keepEvidenceKeys();
let scope: ShareScope = {};
// JupyterLab takes seconds to come up: the page that its address asks for is there before it
const shell = new PageShell();
shell.start();

const take = <Name extends keyof Packages>(name: Name) => shared(scope, name);

async function load() {
  await shell.settled; // JupyterLab asks for this before it starts, and then keeps the page busy for a second
  const [{ INotebookTracker, NotebookActions }, { ITranslator }, widgets, manager, mime] =
    await Promise.all([
      take("@jupyterlab/notebook"),
      take("@jupyterlab/translation"),
      take("@lumino/widgets"),
      take("@jupyterlab/docmanager"),
      take("@jupyterlab/rendermime"),
    ]);
  const notebooks = {
    id: "imuran-edu:start",
    description: "Starts a lesson of the course when it is opened as a notebook.",
    autoStart: true,
    requires: [INotebookTracker],
    optional: [ITranslator],
    async activate(_app: App, tracker: NotebookTracker, translator: Translator | null) {
      await useLanguage(translator?.languageCode ?? "en");
      const begin = (panel: NotebookPanel) =>
        attend(panel, { actions: NotebookActions, widgets }).catch((error) =>
          console.error("imuran-edu:", error),
        );
      tracker.forEach(begin);
      tracker.widgetAdded.connect((_, panel) => begin(panel));
    },
  };
  const pages = {
    id: "imuran-edu:pages",
    description: "Shows lessons and assignments as pages.",
    autoStart: true,
    requires: [manager.IDocumentManager, mime.IRenderMimeRegistry],
    async activate(app: App, docManager: DocumentManager, rendermime: Rendermime) {
      rememberTheme();
      await shell.begin({ app, docManager, rendermime, shared: take });
    },
  };
  return () => ({ __esModule: true, default: [notebooks, pages] });
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
