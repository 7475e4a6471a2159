// The answers of a page's folder: asked for once, shared by its questions, and told to whoever shows how far one is.
import type { Loaded } from "../../../widgets/js/generated/protocol.ts";
import type { Entries } from "../../../widgets/js/hosts/host.ts";
import { ServerHost } from "../../../widgets/js/hosts/server.ts";

export class PageAnswers extends ServerHost {
  /** What the folder holds, as last heard; null before the first answer. */
  loaded: Loaded | null = null;
  private readonly watchers = new Set<(entries: Entries) => void>();
  private readonly end: () => void;

  /** @param path of the notebook below Jupyter's root */
  constructor(path: string) {
    super(path);
    this.end = this.onChange((loaded) => this.tell(loaded));
  }

  /** Call back now and whenever an answer changes. */
  follow(callback: (entries: Entries) => void) {
    this.watchers.add(callback);
    if (this.loaded) callback(this.loaded.entries);
  }

  close() {
    this.watchers.clear();
    this.end();
  }

  private tell(loaded: Loaded) {
    const entries = { ...this.loaded?.entries, ...loaded.entries };
    this.loaded = { ...loaded, entries };
    for (const watcher of this.watchers) watcher(entries);
  }
}
