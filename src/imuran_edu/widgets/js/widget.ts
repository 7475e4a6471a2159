// What every widget of the course shares: its life on the page, and the text that stands in for it.
import { sayIfOlder } from "./older_jupyter.ts";

/** What we use of anywidget's model. */
export interface Model {
  get(name: string): unknown;
  send(message: unknown): void;
  on(events: string, callback: (message: unknown, buffers?: DataView[]) => void): void;
  off(events: string, callback: (message: unknown, buffers?: DataView[]) => void): void;
}

export interface RenderContext {
  model: Model;
  el: HTMLElement;
}

/** Call back once `node` is on the page: anywidget renders before it is. */
function whenAttached(node: HTMLElement, callback: () => void): () => void {
  if (node.isConnected) {
    callback();
    return () => {};
  }
  const observer = new ResizeObserver(() => {
    if (!node.isConnected) return;
    observer.disconnect();
    callback();
  });
  observer.observe(node);
  return () => observer.disconnect();
}

/** Hide the plain text that stands in for a widget in the same output area; it may come a moment later. */
function hideInArea(area: Element): () => void {
  const set = (selector: string, hidden: boolean) => {
    for (const node of area.querySelectorAll<HTMLElement>(selector)) node.hidden = hidden;
  };
  const hide = () => set(".imuran-static:not([hidden])", true);
  const observer = new MutationObserver(hide);
  observer.observe(area, { childList: true, subtree: true });
  hide();
  return () => {
    observer.disconnect();
    // unless another live widget is still there
    if (!area.querySelector(".imuran")) set(".imuran-static", false);
  };
}

/** Elsewhere than in JupyterLab nobody knows what lies around a widget: the text is found by the widget's name. */
function hideByName(name: string): () => void {
  const rule = document.createElement("style");
  rule.textContent = `.imuran-static[data-for="${CSS.escape(name)}"] { display: none }`;
  document.head.append(rule);
  return () => rule.remove();
}

function hideFallback(root: HTMLElement, name: string): () => void {
  const area = root.closest(".jp-OutputArea");
  if (area) return hideInArea(area);
  return name ? hideByName(name) : () => {};
}

/**
 * Put a widget on the page.
 * @param name of the widget, by which the text that stands in for it is found
 * @param attached is called once it is there
 * @returns takes it away again
 */
export function mount(
  host: HTMLElement,
  root: HTMLElement,
  name = "",
  attached: () => void = () => {},
) {
  host.append(root);
  let showFallback = () => {};
  const stop = whenAttached(root, () => {
    showFallback = hideFallback(root, name);
    sayIfOlder(root);
    attached();
  });
  return () => {
    stop();
    root.remove();
    showFallback();
  };
}

/** Listen to a model; the returned function ends it. */
export function listen(model: Model, events: string, callback: (message: unknown) => void) {
  model.on(events, callback);
  return () => model.off(events, callback);
}
