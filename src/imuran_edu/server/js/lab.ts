// What we use of JupyterLab's own packages, which come from its share scope.

export interface Signal<Sender, Args> {
  connect(slot: (sender: Sender, args: Args) => void): void;
  disconnect(slot: (sender: Sender, args: Args) => void): void;
}

export interface Widget {
  readonly node: HTMLElement;
  readonly parent: { fit?(): void } | null;
  readonly disposed: Signal<unknown, void>;
  addClass(name: string): void;
  dispose(): void;
}

export interface Kernel {
  readonly id: string;
  readonly clientId: string;
  readonly isDisposed: boolean;
  readonly info: Promise<{ language_info?: { name?: string } }>;
  readonly anyMessage: Signal<unknown, { msg: Message; direction: "send" | "recv" }>;
  requestExecute(content: object, disposeOnDone: boolean, metadata?: object): Future;
  registerCommTarget(name: string, callback: CommHandler): void;
  removeCommTarget(name: string, callback: CommHandler): void;
  reconnect(): Promise<void>;
}

export interface Future {
  readonly done: Promise<ExecuteReply>;
  readonly msg: Message;
}

export interface Message {
  header: { msg_id: string; msg_type: string };
  parent_header: { msg_id?: string; session?: string };
  content: { comm_id?: string };
}

export type CommHandler = (comm: unknown, message: Message) => unknown;

interface ExecuteReply {
  content: {
    user_expressions?: { names?: { data?: Record<string, string> } };
  };
}

export interface SessionContext {
  readonly isDisposed?: boolean;
  initialize(): Promise<boolean>;
  dispose(): void;
  readonly connectionStatusChanged: Signal<unknown, string>;
  readonly ready: Promise<void>;
  readonly session: { kernel: Kernel | null } | null;
  readonly statusChanged: Signal<unknown, string>;
  readonly kernelChanged: Signal<unknown, { newValue: Kernel | null }>;
}

export interface CellModel {
  readonly type: string;
  readonly sharedModel: { getSource(): string };
  getMetadata(name: string): unknown;
}

export interface Cell {
  readonly node: HTMLElement;
  readonly model: CellModel;
}

export interface Notebook {
  readonly node: HTMLElement;
  readonly widgets: readonly Cell[];
}

export interface NotebookPanel {
  readonly isDisposed: boolean;
  readonly disposed: Signal<unknown, void>;
  readonly content: Notebook;
  readonly contentHeader: { addWidget(widget: Widget): void; fit?(): void };
  readonly model: { cells: Iterable<CellModel>; getMetadata(name: string): unknown } | null;
  readonly sessionContext: SessionContext;
  readonly context: { readonly ready: Promise<void>; readonly path: string };
}

export interface NotebookTracker {
  forEach(callback: (panel: NotebookPanel) => void): void;
  readonly widgetAdded: Signal<unknown, NotebookPanel>;
}

export interface NotebookActions {
  runCells(
    notebook: Notebook,
    cells: readonly unknown[],
    context: SessionContext,
  ): Promise<boolean>;
  readonly executionScheduled: Signal<unknown, { notebook: Notebook }>;
}

/** A document as JupyterLab opens it. */
export interface DocumentContext {
  readonly path: string;
  readonly ready: Promise<void>;
}

export interface DocumentPanel extends Widget {
  readonly id: string;
  readonly isDisposed: boolean;
  readonly isVisible: boolean;
  readonly content: Widget;
  readonly toolbar: { hide(): void };
}

export interface DocumentManager {
  open(path: string, factory?: string, kernel?: unknown, options?: object): Widget | undefined;
  openOrReveal(
    path: string,
    factory?: string,
    kernel?: unknown,
    options?: object,
  ): Widget | undefined;
}

export interface WidgetFactory {
  readonly name: string;
}

export interface DocumentRegistry {
  defaultWidgetFactory(path?: string): WidgetFactory;
  getWidgetFactory(name: string): WidgetFactory | undefined;
  addWidgetFactory(factory: unknown): unknown;
}

export interface App {
  readonly docRegistry: DocumentRegistry;
  readonly restored: Promise<unknown>;
  readonly started: Promise<unknown>;
  readonly shell: {
    readonly currentPathChanged?: Signal<unknown, { newValue: string }>;
  };
  readonly serviceManager: {
    readonly kernels: unknown;
    readonly sessions: Sessions;
    readonly kernelspecs: unknown;
  };
}

/** The sessions of Jupyter's server. */
export interface Sessions {
  refreshRunning(): Promise<void>;
  running(): Iterable<{ path: string }>;
  startNew(options: object): Promise<{ dispose(): void }>;
}

export interface Rendermime {
  clone(options?: object): Rendermime;
  removeMimeType(type: string): void;
  addFactory(factory: object, rank?: number): void;
}

/** ipywidgets' manager of one kernel. */
export interface WidgetManager {
  _handleCommOpen: CommHandler;
  restored?: Signal<unknown, void>;
}

export interface OutputArea extends Widget {
  future: Future;
  readonly model: { clear(): void; readonly length: number };
  readonly isDisposed: boolean;
}

export interface Translator {
  /** Of the interface, such as "fr_FR". */
  readonly languageCode: string;
}

/** The packages that the extension takes from JupyterLab. */
export interface Packages {
  "@jupyterlab/notebook": { INotebookTracker: unknown; NotebookActions: NotebookActions };
  "@jupyterlab/translation": { ITranslator: unknown };
  "@lumino/widgets": {
    Widget: (new (
      options?: object,
    ) => Widget) & {
      attach(widget: Widget, host: HTMLElement): void;
    };
  };
  "@lumino/signaling": { Signal: new (sender: object) => unknown };
  "@jupyterlab/docregistry": {
    ABCWidgetFactory: new (options: object) => { readonly name: string };
    DocumentWidget: new (options: object) => DocumentPanel;
  };
  "@jupyterlab/docmanager": { IDocumentManager: unknown };
  "@jupyterlab/rendermime": { IRenderMimeRegistry: unknown };
  "@jupyterlab/apputils": { SessionContext: new (options: object) => SessionContext };
  "@jupyterlab/outputarea": {
    OutputArea: (new (options: object) => OutputArea) & { defaultContentFactory: unknown };
    OutputAreaModel: new (options: object) => unknown;
  };
  "@jupyter-widgets/jupyterlab-manager": {
    registerWidgetManager(
      context: object,
      rendermime: Rendermime,
      renderers: Iterable<object>,
    ): unknown;
    WidgetRenderer: new (options: object, manager: WidgetManager) => object;
  };
}

interface Copy {
  loaded?: number | boolean;
  get(): Promise<() => unknown>;
}

export type ShareScope = Record<string, Record<string, Copy>>;

/** A package of JupyterLab: the copy that runs already, or else the newest. */
export async function shared<Name extends keyof Packages>(
  scope: ShareScope,
  name: Name,
): Promise<Packages[Name]> {
  const newestFirst = (a: string, b: string) => b.localeCompare(a, "en", { numeric: true });
  const copies = Object.entries(scope[name] ?? {}).sort(([a], [b]) => newestFirst(a, b));
  const found = copies.find(([, copy]) => copy.loaded) ?? copies[0];
  if (!found) throw new Error(`imuran-edu: JupyterLab does not share ${name}`);
  return (await found[1].get())() as Packages[Name];
}
