// A practice quiz, a graded question or an explorer, as anywidget calls it.
import { el } from "./dom.ts";
import { mountExplorer } from "./explorer/explorer.ts";
import { drawByKernel } from "./explorer/kernel.ts";
import type { ExplorerView, LessonView, Loaded, QuestionView } from "./generated/protocol.ts";
import { BrowserHost } from "./hosts/browser.ts";
import type { Host } from "./hosts/host.ts";
import { KernelHost } from "./hosts/kernel.ts";
import { drawStore } from "./mount.ts";
import { Store } from "./store.ts";
import type { Model, RenderContext } from "./widget.ts";

/** What JupyterLab's extension puts on a page: the host of the notebook that an element stands in, if it knows one. */
interface Page {
  imuranHostAt?: (node: HTMLElement) => Host | null;
}

// anywidget hands out a new model object to every call, but the traits inside are the same objects.
const STORES = new WeakMap<object, Store>();
const TOLD_SO_LATE = 1000; // ms after which the kernel is told what another host has saved

/** The one store of a model. */
function storeOf(model: Model): Store {
  const questions = model.get("questions") as QuestionView[];
  const known = STORES.get(questions);
  if (known) return known;
  const shared = model.get("keeper") === "browser";
  const data = {
    mode: model.get("mode") as "practice" | "graded",
    title: String(model.get("title")),
    introduction: String(model.get("introduction")),
    round_id: String(model.get("round_id")),
    questions,
    lesson: model.get("lesson") as LessonView,
    ...(!shared && { loaded: model.get("loaded") as Loaded }),
  };
  const store = new Store(data, shared ? new BrowserHost() : new KernelHost(model));
  STORES.set(questions, store);
  return store;
}

/** Where Jupyter's server keeps the answers, it does, so that no kernel is waited for. */
async function preferServer(store: Store, root: HTMLElement) {
  const { host: kernel } = store;
  const server = (globalThis as Page).imuranHostAt?.(root);
  if (server && kernel instanceof KernelHost) {
    try {
      const loaded = await server.load();
      if (store.host !== kernel) return;
      store.use(server, loaded);
      let timer = 0;
      store.onSaved = () => {
        clearTimeout(timer);
        timer = window.setTimeout(() => kernel.refresh(), TOLD_SO_LATE);
      };
      return;
    } catch {
      // it does not keep answers here: the kernel does
    }
  }
  store.recover();
}

/**
 * The kernel has ended the widget, or its cell runs anew. In the first case (another tab has run the notebook, say) the
 * questions stay where they are, since they need no kernel.
 */
function outlive(element: HTMLElement, place: HTMLElement, undraw: () => void) {
  const output = element.closest(".jp-OutputArea-child");
  const area = output?.parentElement;
  place.remove();
  const settle = () => {
    if (output?.isConnected) output.append(place);
    else undraw();
  };
  setTimeout(settle, 0);
  if (!area) return;
  const observer = new MutationObserver(() => {
    if (output?.isConnected) return;
    observer.disconnect();
    undraw();
  });
  observer.observe(area, { childList: true });
}

export { judge } from "./score.ts"; // for those who hold it against its twin in Python

const explorerOf = (model: Model) => model.get("explorer") as ExplorerView | undefined;

export default {
  render({ model, el: element }: RenderContext) {
    const explorer = explorerOf(model);
    if (explorer) return mountExplorer(element, explorer, drawByKernel(model));
    const store = storeOf(model);
    const place = el("div");
    element.append(place);
    const undraw = drawStore(place, store, (root) => preferServer(store, root));
    return () => (store.host instanceof KernelHost ? undraw() : outlive(element, place, undraw));
  },
};
