// A lesson is alive when opened: runs the cells of a marked notebook, but only if its reader's Jupyter trusts it.
// Hand-written and loaded as it is: no bundler. JupyterLab's own packages come from the share scope.
(() => {
  "use strict";

  // anywidget gives a widget two seconds to start and then lets it hear nothing for good, though it starts all the same.
  // A page that stands still while a long lesson is drawn needs more; whose timeout it is, the stack tells.
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (milliseconds) => {
    const anywidgets = milliseconds === 2000 && new Error().stack.includes("/anywidget/");
    return timeout(anywidgets ? 60_000 : milliseconds);
  };

  let scope = null;

  /** A package of JupyterLab: the copy that runs already, or else the newest. */
  async function shared(name) {
    const copies = Object.entries(scope[name] ?? {}).sort(([a], [b]) => b.localeCompare(a, "en", { numeric: true }));
    const found = copies.find(([, copy]) => copy.loaded) ?? copies[0];
    if (!found) throw new Error(`imuran-edu: JupyterLab does not share ${name}`);
    return (await found[1].get())();
  }

  // ---- What may run on its own ------------------------------------------------------------------------------------

  // Jupyter's server signs an untrusted notebook without outputs when it is merely saved. So the page remembers that a
  // notebook was opened untrusted, until its reader starts it.
  const memoryKey = (path) => `imuran-edu:not-started:${path}`;
  const memory = {
    has: (path) => tryStorage(() => localStorage.getItem(memoryKey(path)) !== null, true),
    add: (path) => tryStorage(() => localStorage.setItem(memoryKey(path), "1")),
    remove: (path) => tryStorage(() => localStorage.removeItem(memoryKey(path))),
  };

  /** Storage can be closed (private windows): then nothing is remembered, and nothing counts as remembered as safe. */
  function tryStorage(action, otherwise) {
    try {
      return action();
    } catch {
      return otherwise;
    }
  }

  /** As the server delivered it: it marks every code cell of a notebook whose signature it knows. */
  const isTrusted = (code) => code.length > 0 && code.every((cell) => cell.getMetadata("trusted") === true);

  // One expression, from modules that every kernel has loaded: an import here could already run a file of the folder.
  // Answers with the JSON of the names in hex, so that no quoting can go wrong on the way.
  const NAMES = `(lambda m: m['json'].dumps((lambda os, ends: sorted(
    n + '/' * os.path.isdir(n) for n in os.listdir('.')
    if n.lower().endswith(ends) or (os.path.isdir(n) and any(
      i.lower().startswith('__init__.') and i.lower().endswith(ends) for i in (os.listdir(n) if os.access(n, os.R_OK) else ())))
  ))(m['os'], tuple(m['importlib.machinery'].all_suffixes()))).encode().hex())(__import__('sys').modules)`.replace(/\s+/g, " ");

  /**
   * Files in the kernel's folder that Python would import instead of an installed package.
   * @returns {Promise<string[]|null>} null when the kernel cannot tell
   */
  async function shadowingFiles(kernel) {
    try {
      const info = await kernel.info;
      if (info.language_info?.name !== "python") return null;
      const reply = await kernel.requestExecute(
        { code: "", silent: true, store_history: false, user_expressions: { names: NAMES } }, true).done;
      const text = reply.content.user_expressions?.names?.data?.["text/plain"] ?? "";
      const hex = /^'((?:[0-9a-f]{2})+)'$/.exec(text);
      if (!hex) return null;
      const bytes = Uint8Array.from(hex[1].match(/../g), (pair) => parseInt(pair, 16));
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      return null;
    }
  }

  // ---- The bar ----------------------------------------------------------------------------------------------------

  const STYLE = `
.imuran-edu-bar { background: var(--jp-layout-color2); border-bottom: 1px solid var(--jp-border-color1); overflow: hidden; }
.imuran-edu-bar > div { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 14px; padding: 8px 14px; color: var(--jp-ui-font-color1);
  font-family: var(--jp-ui-font-family); font-size: var(--jp-ui-font-size1); line-height: 1.45; }
.imuran-edu-bar span { flex: 1 1 16em; overflow-wrap: anywhere; }
.imuran-edu-bar button { max-width: 100%; min-height: 30px; padding: 4px 14px; border: 0; border-radius: 4px; background: var(--jp-brand-color1);
  color: var(--jp-ui-inverse-font-color1); font: inherit; font-weight: 600; cursor: pointer; }
.imuran-edu-bar button:focus-visible { outline: 2px solid var(--jp-ui-font-color0); outline-offset: 2px; }`;

  function addStyle() {
    if (document.getElementById("imuran-edu-style")) return;
    const style = document.createElement("style");
    style.id = "imuran-edu-style";
    style.textContent = STYLE;
    document.head.append(style);
  }

  /** A bar above the cells with one sentence and one button. */
  function makeBar(Widget, panel, reason, label, start) {
    addStyle();
    const bar = new Widget();
    bar.addClass("imuran-edu-bar");
    bar.node.setAttribute("role", "region");
    bar.node.setAttribute("aria-label", label);
    const row = document.createElement("div");
    const text = document.createElement("span");
    text.textContent = reason;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", start);
    row.append(text, button);
    bar.node.append(row);
    // Lumino lays the header out by minimum height, so that has to follow the text as it wraps.
    const observer = new ResizeObserver(() => {
      bar.node.style.minHeight = `${Math.ceil(row.getBoundingClientRect().height) + 1}px`;
      panel.contentHeader.fit?.();
      bar.parent?.fit?.();
    });
    observer.observe(row);
    bar.disposed.connect(() => observer.disconnect());
    panel.contentHeader.addWidget(bar);
    return bar;
  }

  function reasonFor(files, noun) {
    if (files?.length) {
      const shown = files.slice(0, 3).join(", ") + (files.length > 3 ? ", …" : "");
      return `This ${noun} was not started by itself: its folder holds Python files (${shown}) that could run instead of the course. Start it if you know where they come from.`;
    }
    if (files === null) return `This ${noun} was not started by itself: its kernel could not be checked. Starting it runs its code.`;
    return `This ${noun} has not been started on this computer. Starting it runs its code.`;
  }

  // ---- One notebook -----------------------------------------------------------------------------------------------

  async function attend(panel, { NotebookActions, Widget }) {
    await panel.context.ready;
    if (panel.isDisposed || !panel.model) return;
    const mark = panel.model.getMetadata("imuran_edu");
    const code = [...panel.model.cells].filter((cell) => cell.type === "code");
    if (!mark || code.length === 0) return;

    const context = panel.sessionContext;
    const noun = mark.assignment ? "assignment" : "lesson";
    const path = () => panel.context.path;
    let bar = null;
    let started = false; // in this page
    let asked = false; // started with the button: its reader has decided
    let ranIn = ""; // id of the kernel it ran in
    let lastRun = 0; // when any cell of it was last sent to the kernel

    const trusted = isTrusted(code) && !memory.has(path());
    if (!trusted) memory.add(path());
    let remembered = path();
    panel.context.pathChanged.connect(() => {
      if (!memory.has(remembered)) return;
      memory.remove(remembered);
      remembered = path();
      memory.add(remembered);
    });

    function removeBar() {
      bar?.dispose();
      bar = null;
    }

    function askFirst(files) {
      if (bar) return;
      bar = makeBar(Widget, panel, reasonFor(files, noun), `Start this ${noun}`, async () => {
        memory.remove(path());
        asked = true;
        removeBar();
        panel.content.node.focus();
        await kernelReady();
        await run();
      });
    }

    /** A kernel that has answered; "idle" alone can come before it is attached. */
    async function kernelReady() {
      await context.ready;
      const kernel = context.session?.kernel;
      await kernel?.info;
      return kernel ?? null;
    }

    async function run() {
      const kernel = context.session?.kernel;
      if (!kernel || panel.isDisposed) return;
      started = true;
      ranIn = kernel.id;
      // runCells leaves the active cell and the scroll position alone; runAll would jump to the end.
      await NotebookActions.runCells(panel.content, panel.content.widgets, context);
    }

    /** Run by itself, or say why not. */
    async function runIfClean() {
      const kernel = await kernelReady();
      if (!kernel || panel.isDisposed) return;
      const files = asked ? [] : await shadowingFiles(kernel);
      if (panel.isDisposed || context.session?.kernel !== kernel) return;
      if (files && files.length === 0) await run();
      else askFirst(files);
    }

    // A restarted or exchanged kernel has lost the answers' widgets; a connection that comes back has not.
    let restarting = 0;
    async function again(since) {
      await kernelReady();
      // "Restart and run all" and the like run cells themselves.
      await new Promise((resolve) => { setTimeout(resolve, 400); });
      if (!panel.isDisposed && lastRun < since) await runIfClean();
    }
    const onScheduled = (_, { notebook }) => { if (notebook === panel.content) lastRun = performance.now(); };
    NotebookActions.executionScheduled.connect(onScheduled);
    panel.disposed.connect(() => NotebookActions.executionScheduled.disconnect(onScheduled));
    context.statusChanged.connect((_, status) => {
      if (!started) return;
      if (status === "restarting" || status === "autorestarting") restarting = performance.now();
      else if (status === "idle" && restarting) {
        again(restarting);
        restarting = 0;
      }
    });
    context.kernelChanged.connect((_, { newValue }) => {
      if (started && newValue && newValue.id !== ranIn) {
        ranIn = newValue.id;
        again(performance.now());
      }
    });

    if (trusted) await runIfClean();
    else askFirst([]);
  }

  async function load() {
    const [{ INotebookTracker, NotebookActions }, { Widget }] = await Promise.all([shared("@jupyterlab/notebook"), shared("@lumino/widgets")]);
    const plugin = {
      id: "imuran-edu:start",
      description: "Starts a trusted lesson when it is opened.",
      autoStart: true,
      requires: [INotebookTracker],
      activate(_app, tracker) {
        const begin = (panel) => attend(panel, { NotebookActions, Widget }).catch((error) => console.error("imuran-edu:", error));
        tracker.forEach(begin);
        tracker.widgetAdded.connect((_, panel) => begin(panel));
      },
    };
    return () => ({ __esModule: true, default: plugin });
  }

  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB["imuran-edu"] = {
    init(shareScope) { scope = shareScope; },
    get(module) {
      return module === "./extension" ? load() : Promise.reject(new Error(`imuran-edu has no module ${module}`));
    },
  };
})();
