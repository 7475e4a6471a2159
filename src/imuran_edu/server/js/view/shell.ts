// Joins the view to the page that it lies over: first to the bare address, later to JupyterLab.
import { encoded, pageConfig } from "../../../widgets/js/hosts/jupyter.ts";
import type { App, DocumentManager, DocumentPanel, Packages, Rendermime } from "../lab.ts";
import { type Asked, addressOf, asked } from "./address.ts";
import { coverAgain } from "./cover.ts";
import { claim, FACTORY, openDocument, registerFactory } from "./document.ts";
import { Explorers } from "./explorers.ts";
import type { Shell } from "./open_page.ts";
import { baseUrl } from "./server.ts";
import { serverHome } from "./server_home.ts";
import { ReadingView } from "./view.ts";

const SETTLE = 100; // ms after which a view has made room for what JupyterLab shows
const QUIET = 1000; // ms from a page that is all there to JupyterLab's start: the first answer is not to wait for it
const FILLING = 3000; // ms for what a page calls for to come into its places
const PATIENCE = 20_000; // ms that JupyterLab waits for a page at most
const SYNC = 800; // ms that JupyterLab has to put a document's path into the address

/** What JupyterLab lends, once it is there. */
export interface Lab {
  app: App;
  docManager: DocumentManager;
  rendermime: Rendermime;
  shared<Name extends keyof Packages>(name: Name): Promise<Packages[Name]>;
}

/** Jupyter's page: JupyterLab, its simple form that shows one document, or Notebook 7. */
type Host = "lab" | "doc" | "notebooks";

export class PageShell implements Shell {
  readonly view: ReadingView;
  private readonly explorers = new Explorers();
  /** Notebooks that are no pages of ours, or were asked for as notebooks. */
  private readonly notebooks = new Set<string>();
  private lab: Lab | null = null;
  private panel: DocumentPanel | null = null;
  /** All that JupyterLab made, each with its page; those that it opened in passing never appear. */
  private readonly panels = new Map<DocumentPanel, string>();
  private now: Asked | null = null;
  /** Of a page that the reader had left before JupyterLab showed it. */
  private overtaken: DocumentPanel | null = null;

  /** The page is all there, or there is none: JupyterLab may start. */
  readonly settled: Promise<void>;
  private settle = () => {};

  constructor() {
    this.settled = new Promise((resolve) => {
      this.settle = resolve;
    });
    this.view = new ReadingView(this, serverHome);
    window.addEventListener("popstate", () => this.wentBack());
  }

  private get host(): Host {
    if (pageConfig("notebookPage")) return "notebooks";
    return location.pathname.startsWith(`${baseUrl()}doc/`) ? "doc" : "lab";
  }

  /** The page that the address asks for is drawn before JupyterLab is there. */
  async start() {
    const to = asked(location);
    setTimeout(this.settle, PATIENCE);
    if (to && !(await this.view.open(to))) this.notebooks.add(to.path);
    setTimeout(this.settle, to && this.view.path ? FILLING : 0);
  }

  ready() {
    setTimeout(this.settle, QUIET);
  }

  /** JupyterLab is there. */
  async begin(lab: Lab) {
    const named = new URLSearchParams(location.search).get("factory");
    const [widgets, registry] = await Promise.all([
      lab.shared("@lumino/widgets"),
      lab.shared("@jupyterlab/docregistry"),
    ]);
    if (named === "Notebook") this.notebooks.add(notebookIn(location.pathname));
    this.lab = lab;
    const places = {
      made: (path: string, panel: DocumentPanel) => this.panels.set(panel, path),
      appeared: (path: string, panel: DocumentPanel) => this.appeared(path, panel),
      hidden: (path: string) => this.disappeared(path),
    };
    registerFactory(lab.app, widgets, registry, places, (path) => this.notebooks.has(path));
    this.explorers.begin(lab);
    lab.app.shell.currentPathChanged?.connect((_, { newValue }) => this.keepFragment(newValue));
    lab.app.restored.then(() => {
      coverAgain(this.view.node);
      setTimeout(() => this.keepAddress(false), SYNC);
    });
    // its file browser may write a folder's address later; browsers of before 2026 lack the event
    window.navigation?.addEventListener("currententrychange", (event) => {
      if (event.navigationType !== "traverse") setTimeout(() => this.keepAddress(false), SETTLE);
    });
    coverAgain(this.view.node);
  }

  async go(to: Asked) {
    if (!(await this.view.open(to))) {
      this.openNotebook(to.path);
      return;
    }
    if (!this.lab) history.pushState({}, "", addressOf(to.path, to.fragment, location));
    else this.follow(to.path, true);
  }

  openNotebook(path: string) {
    this.notebooks.add(path);
    if (this.host === "lab" && this.lab) {
      this.lab.docManager.openOrReveal(path, "Notebook");
      this.view.hide(); // also where JupyterLab has not shown this page yet
    } else if (this.view.path)
      window.open(`${baseUrl()}lab/tree/${encoded(path)}?factory=Notebook`, "_blank", "noopener");
    else if (this.lab)
      openDocument(this.lab.docManager, path, "Notebook", this.panel, this.host === "notebooks");
  }

  shown(now: Asked) {
    this.now = now;
  }

  explorer = (path: string, place: HTMLElement, cell: string, name: string) =>
    this.explorers.show(path, place, cell, name);

  /** JupyterLab shows a document of ours: the view goes there, if no page is in it already. */
  private async appeared(path: string, panel: DocumentPanel) {
    if (this.view.path && this.view.path !== path) {
      this.leadOn(panel);
      return;
    }
    this.panel = panel;
    setTimeout(() => this.keepOne(), 0);
    if (this.view.path === path) {
      claim(this.view.node, panel);
      return;
    }
    const to = this.now?.path === path ? this.now : (asked(location) ?? { path, fragment: "" });
    if (await this.view.open(to.path === path ? to : { path, fragment: "" })) {
      if (this.panel === panel) claim(this.view.node, panel);
      return;
    }
    this.notebooks.add(path);
    if (!this.lab) return;
    openDocument(this.lab.docManager, path, "Notebook", panel, this.host === "notebooks");
    if (!panel.isDisposed) panel.dispose();
  }

  /** JupyterLab shows something else: the view makes room, unless that is a page too, which then follows the reader. */
  private disappeared(path: string) {
    setTimeout(() => {
      if (this.view.path === path && !this.panel?.isVisible) this.view.hide();
    }, 0);
  }

  /** One document: that of the page in view. */
  private keepOne() {
    for (const [panel, path] of this.panels) {
      if (panel !== this.panel && path !== this.view.path) panel.dispose();
      if (panel.isDisposed) this.panels.delete(panel);
    }
  }

  /**
   * Whoever reads a page touches nothing of JupyterLab below it: JupyterLab has only now opened what was asked for at
   * first, and follows its reader.
   */
  private leadOn(panel: DocumentPanel) {
    if (panel === this.overtaken) return; // it appears more than once
    this.overtaken = this.panel = panel;
    setTimeout(() => {
      if (this.view.path) this.follow(this.view.path, false);
    }, 0);
  }

  /** Let JupyterLab have the page's document too, so that its address and its menus mean this page. */
  private follow(path: string, push: boolean) {
    if (!this.lab) return;
    const one = this.host === "notebooks";
    openDocument(this.lab.docManager, path, FACTORY, this.panel, one);
    if (one && push) this.keepAddress(push);
    else setTimeout(() => this.keepAddress(push), SYNC);
  }

  /** Put the page into the address where JupyterLab did not, or wrote something else over it. */
  private keepAddress(push: boolean) {
    const { now } = this;
    if (!now || now.path !== this.view.path || asked(location)?.path === now.path) return;
    const address = addressOf(now.path, now.fragment, location);
    if (push) history.pushState({}, "", address);
    else history.replaceState(history.state, "", address);
  }

  /** JupyterLab writes a document's address without the section. */
  private keepFragment(path: string) {
    if (this.now?.path !== path || !this.now.fragment) return;
    if (asked(location)?.path === path)
      history.replaceState(history.state, "", addressOf(path, this.now.fragment, location));
  }

  private async wentBack() {
    const to = asked(location);
    if (!to || !this.view.path) return; // JupyterLab goes where the address leads
    if ((await this.view.open(to)) && this.host === "notebooks") this.follow(to.path, false);
  }
}

function notebookIn(pathname: string): string {
  return decodeURIComponent(/\/(?:tree|notebooks)\/(.+)$/.exec(pathname)?.[1] ?? "");
}
