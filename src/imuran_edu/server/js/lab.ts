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
  readonly info: Promise<{ language_info?: { name?: string } }>;
  requestExecute(content: object, disposeOnDone: boolean): { done: Promise<ExecuteReply> };
}

interface ExecuteReply {
  content: {
    user_expressions?: { names?: { data?: Record<string, string> } };
  };
}

export interface SessionContext {
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

export interface Notebook {
  readonly node: HTMLElement;
  readonly widgets: readonly unknown[];
}

export interface NotebookPanel {
  readonly isDisposed: boolean;
  readonly disposed: Signal<unknown, void>;
  readonly content: Notebook;
  readonly contentHeader: { addWidget(widget: Widget): void; fit?(): void };
  readonly model: { cells: Iterable<CellModel>; getMetadata(name: string): unknown } | null;
  readonly sessionContext: SessionContext;
  readonly context: { readonly ready: Promise<void> };
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

export interface Translator {
  /** Of the interface, such as "fr_FR". */
  readonly languageCode: string;
}

/** The packages that the extension takes from JupyterLab. */
export interface Packages {
  "@jupyterlab/notebook": { INotebookTracker: unknown; NotebookActions: NotebookActions };
  "@jupyterlab/translation": { ITranslator: unknown };
  "@lumino/widgets": { Widget: new () => Widget };
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
