// The answers of a page: asked for once, shared by its questions, and told to whoever shows how far one is.
import type { Loaded, Parcel } from "../../../widgets/js/generated/protocol.ts";
import type { Entries, Host } from "../../../widgets/js/hosts/host.ts";

export class PageAnswers implements Host {
  /** What the host holds, as last heard; null before the first answer. */
  loaded: Loaded | null = null;
  private readonly host: Host;
  private readonly watchers = new Set<(entries: Entries) => void>();
  private readonly end: () => void;

  /** @param host where this home of the course keeps answers */
  constructor(host: Host) {
    this.host = host;
    this.end = host.onChange((loaded) => this.tell(loaded));
  }

  get savedWord() {
    return this.host.savedWord;
  }

  get silence() {
    return this.host.silence;
  }

  get server() {
    return this.host.server;
  }

  async load(): Promise<Loaded> {
    const loaded = await this.host.load();
    this.tell(loaded);
    return loaded;
  }

  async save(parcel: Parcel): Promise<Loaded> {
    const loaded = await this.host.save(parcel);
    this.tell(loaded);
    return loaded;
  }

  onChange(callback: (loaded: Loaded) => void): () => void {
    return this.host.onChange(callback);
  }

  get export() {
    return this.host.export?.bind(this.host);
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
