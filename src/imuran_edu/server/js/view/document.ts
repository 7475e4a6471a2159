// How JupyterLab knows the view: a document factory whose widget only keeps the view's place in its layout.
import type {
  App,
  DocumentContext,
  DocumentManager,
  DocumentPanel,
  Packages,
  Widget,
} from "../lab.ts";
import { mayBeOurs } from "./address.ts";
import { liftedFor } from "./cover.ts";

export const FACTORY = "Lesson";

/** What a place in JupyterLab's layout tells the view. */
export interface Places {
  /** JupyterLab made a place for this page. */
  made(path: string, place: DocumentPanel): void;
  /** JupyterLab shows this page. */
  appeared(path: string, place: DocumentPanel): void;
  hidden(path: string): void;
}

interface Lumino {
  readonly isVisible: boolean;
  onAfterShow(message: unknown): void;
  onAfterHide(message: unknown): void;
  onAfterAttach(message: unknown): void;
  onBeforeDetach(message: unknown): void;
}

/** Register the factory, and let it open what may be a page of the course. */
export function registerFactory(
  app: App,
  { Widget }: Packages["@lumino/widgets"],
  { ABCWidgetFactory, DocumentWidget }: Packages["@jupyterlab/docregistry"],
  places: Places,
  isNotebook: (path: string) => boolean,
) {
  const Base = Widget as unknown as new () => Widget & Lumino;

  class Place extends Base {
    panel: DocumentPanel | null = null;
    readonly path: string;

    constructor(path: string) {
      super();
      this.path = path;
      this.node.tabIndex = -1;
    }

    override onAfterAttach(message: unknown) {
      super.onAfterAttach(message);
      this.appear();
    }

    override onAfterShow(message: unknown) {
      super.onAfterShow(message);
      this.appear();
    }

    override onAfterHide(message: unknown) {
      super.onAfterHide(message);
      places.hidden(this.path);
    }

    override onBeforeDetach(message: unknown) {
      super.onBeforeDetach(message);
      places.hidden(this.path);
    }

    private appear() {
      if (this.isVisible && this.panel) places.appeared(this.path, this.panel);
    }
  }

  class LessonFactory extends ABCWidgetFactory {
    createNewWidget(context: DocumentContext): DocumentPanel {
      const content = new Place(context.path);
      const panel = new DocumentWidget({ content, context });
      content.panel = panel;
      panel.addClass("imr-document");
      panel.toolbar.hide();
      places.made(context.path, panel);
      return panel;
    }
  }

  const factory = new LessonFactory({
    name: FACTORY,
    label: "Lesson",
    modelName: "notebook",
    fileTypes: ["notebook"],
    defaultFor: [],
    readOnly: true,
    canStartKernel: false,
    preferKernel: false,
  });
  const { docRegistry } = app;
  docRegistry.addWidgetFactory(factory);
  // JupyterLab chooses by file types, which know a file's name and not its folder
  const usual = docRegistry.defaultWidgetFactory.bind(docRegistry);
  docRegistry.defaultWidgetFactory = (path) =>
    path && mayBeOurs(path) && !isNotebook(path)
      ? (docRegistry.getWidgetFactory(FACTORY.toLowerCase()) ?? usual(path))
      : usual(path);
}

/** Open a page in JupyterLab's layout, in the place of another. */
export function openDocument(
  docManager: DocumentManager,
  path: string,
  factory: string,
  former: DocumentPanel | null,
  oneDocument: boolean,
): Widget | undefined {
  if (oneDocument) {
    former?.dispose(); // its shell shows one document
    return docManager.open(path, factory, undefined, { ref: "_noref" });
  }
  const options = former && !former.isDisposed ? { ref: former.id, mode: "tab-after" } : {};
  const opened = docManager.openOrReveal(path, factory, undefined, options);
  if (former && opened !== former) setTimeout(() => former.dispose(), 0);
  return opened;
}

/** JupyterLab learns from the focus which document is current: its address and its menus follow. */
export function claim(view: HTMLElement, panel: DocumentPanel) {
  const former = document.activeElement as HTMLElement | null;
  liftedFor(view, () => panel.content.node.focus({ preventScroll: true }));
  former?.focus({ preventScroll: true });
}
