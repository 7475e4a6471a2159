// One kernel for the explorers of all lessons in a folder. It starts when the first of them is wanted.
import type {
  App,
  CommHandler,
  Kernel,
  Packages,
  Rendermime,
  SessionContext,
  WidgetManager,
} from "../lab.ts";
import { shadowingFiles } from "../trust.ts";
import { inFolder } from "./address.ts";

/** What JupyterLab lends. */
export interface KernelTools {
  app: App;
  rendermime: Rendermime;
  shared<Name extends keyof Packages>(name: Name): Promise<Packages[Name]>;
}

const WIDGET_VIEW = "application/vnd.jupyter.widget-view+json";
// for each cell, what it made: closed when the cell runs again or its lesson is left
const KEEP =
  "from imuran_edu.widgets import shared_kernel; shared_kernel.keep(); del shared_kernel";

export class SharedKernel {
  readonly ready: Promise<Kernel>;
  readonly context: Promise<SessionContext>;
  /** Python files of the folder that could be imported in the course's place; null if nobody can tell. */
  files: string[] | null = null;
  private readonly tools: KernelTools;
  private readonly rendermime: Rendermime;

  constructor(folder: string, tools: KernelTools) {
    this.tools = tools;
    this.rendermime = tools.rendermime.clone();
    this.context = this.makeContext(folder);
    this.ready = this.start();
    this.ready.catch((error) => console.error("imuran-edu:", error));
  }

  private async makeContext(folder: string): Promise<SessionContext> {
    const { SessionContext } = await this.tools.shared("@jupyterlab/apputils");
    const { kernels, sessions, kernelspecs } = this.tools.app.serviceManager;
    // no notebook's path, so that no notebook's session is taken for it; its folder is the kernel's
    const place = {
      path: inFolder(folder, "imuran-course"),
      name: "The course",
      type: "imuran-course",
    };
    // started here, since a SessionContext that cannot puts its own dialog over the lesson
    await sessions.refreshRunning();
    if (![...sessions.running()].some(({ path }) => path === place.path)) {
      (await sessions.startNew({ ...place, kernel: { name: "python3" } })).dispose();
    }
    return new SessionContext({
      kernelManager: kernels,
      sessionManager: sessions,
      specsManager: kernelspecs,
      ...place,
      kernelPreference: {
        name: "python3",
        language: "python",
        autoStartDefault: true,
        canStart: true,
        shouldStart: true,
        shutdownOnDispose: false,
      },
    });
  }

  private async start(): Promise<Kernel> {
    const context = await this.context;
    await context.initialize();
    await context.ready;
    const kernel = context.session?.kernel;
    if (!kernel) throw new Error("no kernel");
    await kernel.info;
    this.files = await shadowingFiles(kernel);
    await this.makeManager(context, kernel);
    return kernel;
  }

  /** The widget extension's own way for other documents: its manager knows every registered package. */
  private async makeManager(context: SessionContext, kernel: Kernel) {
    const [{ registerWidgetManager, WidgetRenderer }, { Signal }] = await Promise.all([
      this.tools.shared("@jupyter-widgets/jupyterlab-manager"),
      this.tools.shared("@lumino/signaling"),
    ]);
    const manager = await new Promise<WidgetManager>((resolve) => {
      const probe = {
        set manager(value: WidgetManager) {
          resolve(value);
        },
      };
      const document = {
        sessionContext: context,
        model: { getMetadata: () => undefined, setMetadata() {} },
        saveState: new Signal({}),
      };
      registerWidgetManager(document, this.rendermime, [probe]);
    });
    // what another tab opens in this kernel is not ours to draw
    const own: CommHandler = (comm, message) =>
      message.parent_header.session === kernel.clientId
        ? manager._handleCommOpen(comm, message)
        : undefined;
    kernel.removeCommTarget("jupyter.widget", manager._handleCommOpen);
    kernel.registerCommTarget("jupyter.widget", own);
    this.rendermime.removeMimeType(WIDGET_VIEW);
    const createRenderer = (options: object) => new WidgetRenderer(options, manager);
    this.rendermime.addFactory({ safe: false, mimeTypes: [WIDGET_VIEW], createRenderer }, -10);
  }

  /** Run one call of the course and show what it displays. */
  async show(place: HTMLElement, code: string, cell: string) {
    const kernel = await this.ready;
    const [{ OutputArea, OutputAreaModel }, { Widget }] = await Promise.all([
      this.tools.shared("@jupyterlab/outputarea"),
      this.tools.shared("@lumino/widgets"),
    ]);
    const area = new OutputArea({
      model: new OutputAreaModel({ trusted: true }),
      rendermime: this.rendermime,
      contentFactory: OutputArea.defaultContentFactory,
      promptOverlay: false,
    });
    area.addClass("imr-output");
    Widget.attach(area, place);
    const content = { code: `${KEEP}\n${code}`, store_history: false, stop_on_error: false };
    area.future = kernel.requestExecute(content, false, { cellId: cell });
    await area.future.done;
    return area;
  }

  /** Close in the kernel what a page made there. */
  async leave(path: string) {
    const kernel = await this.ready.catch(() => null);
    if (!kernel || kernel.isDisposed) return;
    const code = `from imuran_edu.widgets import shared_kernel; shared_kernel.leave(${JSON.stringify(path)}); del shared_kernel`;
    kernel.requestExecute({ code, silent: true, store_history: false }, true).done.catch(() => {});
  }
}
