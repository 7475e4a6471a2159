// Tells the widgets of a notebook that Jupyter's server keeps its answers: then they wait for no kernel, outlive one, and
// live on in this tab when another opens the same notebook.
import type { Host } from "../../widgets/js/hosts/host.ts";
import { ServerHost } from "../../widgets/js/hosts/server.ts";
import type { NotebookPanel } from "./lab.ts";

const HOSTS = new Map<NotebookPanel, ServerHost>();
const page = globalThis as { imuranHostAt?: (node: HTMLElement) => Host | null };

function hostAt(node: HTMLElement): Host | null {
  const [found] = [...HOSTS].filter(([panel]) => panel.content.node.contains(node));
  return found?.[1] ?? null;
}

/** Offer a host to the widgets of a notebook, while it is open. */
export function offerHost(panel: NotebookPanel) {
  page.imuranHostAt = hostAt;
  HOSTS.set(panel, new ServerHost(() => panel.context.path));
  panel.disposed.connect(() => HOSTS.delete(panel));
}
