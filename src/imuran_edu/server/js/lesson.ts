// One notebook of ours: run when it is opened if it may, and again when its kernel is new.

import { t } from "../../widgets/js/words.ts";
import { makeBar, type Noun, type Obstacle, reasonFor } from "./bar.ts";
import { otherCode } from "./grammar.ts";
import type {
  Cell,
  Kernel,
  Notebook,
  NotebookActions,
  NotebookPanel,
  Packages,
  Widget,
} from "./lab.ts";
import { offerHost } from "./notebook_host.ts";
import { isTrusted, shadowingFiles } from "./trust.ts";

/** What a lesson needs of JupyterLab. */
export interface Tools {
  actions: NotebookActions;
  widgets: Packages["@lumino/widgets"];
}

const OTHERS_RUN = 400; // ms in which "Restart and run all" and the like run cells themselves

class Lesson {
  private readonly panel: NotebookPanel;
  private readonly tools: Tools;
  private readonly noun: Noun;
  private bar: Widget | null = null;
  /** In this page. */
  private started = false;
  /** Started with the button: its reader has decided. */
  private asked = false;
  /** Id of the kernel it ran in. */
  private ranIn = "";
  /** When any cell of it was last sent to the kernel, and when the kernel last began to restart. */
  private lastRun = 0;
  private restarting = 0;

  constructor(panel: NotebookPanel, tools: Tools, noun: Noun) {
    this.panel = panel;
    this.tools = tools;
    this.noun = noun;
  }

  async attend(trusted: boolean) {
    this.followKernel();
    const obstacle = this.otherCode() ?? (trusted ? null : "new");
    if (obstacle) this.askFirst(obstacle);
    else await this.runIfClean();
  }

  /** A restarted or exchanged kernel has lost the answers' widgets; a connection that comes back has not. */
  private followKernel() {
    const { actions } = this.tools;
    const onScheduled = (_: unknown, { notebook }: { notebook: unknown }) => {
      if (notebook === this.panel.content) this.lastRun = performance.now();
    };
    actions.executionScheduled.connect(onScheduled);
    this.panel.disposed.connect(() => actions.executionScheduled.disconnect(onScheduled));
    const context = this.panel.sessionContext;
    context.statusChanged.connect((_, status) => {
      if (!this.started) return;
      if (status === "restarting" || status === "autorestarting")
        this.restarting = performance.now();
      else if (status === "idle" && this.restarting) {
        this.again(this.restarting);
        this.restarting = 0;
      }
    });
    context.kernelChanged.connect((_, { newValue }) => {
      if (!this.started || !newValue || newValue.id === this.ranIn) return;
      this.ranIn = newValue.id;
      this.again(performance.now());
    });
  }

  private startWord() {
    return this.noun === "lesson" ? t("Start this lesson") : t("Start this assignment");
  }

  private otherCode(): Obstacle | null {
    const sources = codeCells(this.panel).map((cell) => cell.sharedModel.getSource());
    const code = sources.map(otherCode).find((rest) => rest);
    return code ? { code } : null;
  }

  private askFirst(obstacle: Obstacle) {
    if (this.bar) return;
    const reason = reasonFor(obstacle, this.noun);
    const start = async () => {
      this.asked = true;
      this.bar?.dispose();
      this.bar = null;
      this.panel.content.node.focus();
      await this.kernelReady();
      await this.run();
    };
    this.bar = makeBar(this.tools.widgets, this.panel, reason, this.startWord(), start);
  }

  /** A kernel that has answered; "idle" alone can come before it is attached. */
  private async kernelReady(): Promise<Kernel | null> {
    const context = this.panel.sessionContext;
    await context.ready;
    const kernel = context.session?.kernel ?? null;
    await kernel?.info;
    return kernel;
  }

  private async run() {
    const { content, sessionContext, isDisposed } = this.panel;
    const kernel = sessionContext.session?.kernel;
    if (!kernel || isDisposed) return;
    this.started = true;
    this.ranIn = kernel.id;
    // runCells leaves the active cell and the scroll position alone; runAll would jump to the end. One at a time, so
    // that what a reader does comes between, and first what is in view, if the cells do not build on one another.
    const ordered = this.otherCode() ? codeOf(content) : inViewFirst(content);
    for (const cell of ordered) {
      if (this.panel.isDisposed || sessionContext.session?.kernel !== kernel) return;
      if (!(await this.tools.actions.runCells(content, [cell], sessionContext))) return;
    }
  }

  /** Run by itself, or say why not. */
  private async runIfClean() {
    const kernel = await this.kernelReady();
    if (!kernel || this.panel.isDisposed) return;
    const obstacle = this.asked ? null : await this.obstacle(kernel);
    if (this.panel.isDisposed || this.panel.sessionContext.session?.kernel !== kernel) return;
    if (obstacle) this.askFirst(obstacle);
    else await this.run();
  }

  private async obstacle(kernel: Kernel): Promise<Obstacle | null> {
    const files = await shadowingFiles(kernel);
    // the cells last: nothing is waited for between this look at them and their run
    return this.otherCode() ?? (files === null ? "unchecked" : files.length ? { files } : null);
  }

  private async again(since: number) {
    await this.kernelReady();
    await new Promise((resolve) => setTimeout(resolve, OTHERS_RUN));
    if (!this.panel.isDisposed && this.lastRun < since) await this.runIfClean();
  }
}

const codeOf = ({ widgets }: Notebook) => widgets.filter((cell) => cell.model.type === "code");

/** The imports, which all calls need, then the calls in view, then the others. */
function inViewFirst(content: Notebook): Cell[] {
  const { top, bottom } = content.node.getBoundingClientRect();
  const place = (cell: Cell) => {
    if (/\bimport\b/.test(cell.model.sharedModel.getSource())) return 0;
    const at = cell.node.getBoundingClientRect();
    return cell.node.isConnected && at.bottom > top && at.top < bottom ? 1 : 2;
  };
  const placed = codeOf(content).map((cell) => ({ cell, place: place(cell) }));
  return placed.sort((a, b) => a.place - b.place).map(({ cell }) => cell);
}

const codeCells = ({ model }: NotebookPanel) =>
  [...(model?.cells ?? [])].filter((cell) => cell.type === "code");

/** Look after a notebook, if it is one of ours. */
export async function attend(panel: NotebookPanel, tools: Tools) {
  await panel.context.ready;
  if (panel.isDisposed || !panel.model) return;
  const mark = panel.model.getMetadata("imuran_edu") as { assignment?: unknown } | undefined;
  const code = codeCells(panel);
  if (!mark || code.length === 0) return;
  offerHost(panel);
  const noun = mark.assignment ? "assignment" : "lesson";
  await new Lesson(panel, tools, noun).attend(isTrusted(code));
}
