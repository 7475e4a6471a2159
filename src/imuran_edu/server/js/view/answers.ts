// The answers of a page's folder, asked for once and shared by all its questions, its ticks and its card.
import type { Loaded } from "../../../widgets/js/generated/protocol.ts";
import type { Entries, Host } from "../../../widgets/js/hosts/host.ts";

/** One host for a page: every question of it saves here, and who watches hears of every change. */
export class PageAnswers implements Host {
  /** What is known of the folder's answers. */
  entries: Entries = {};
  private readonly host: Host;
  private loading: Promise<Loaded> | null = null;
  private readonly watchers = new Set<(entries: Entries) => void>();
  private readonly end: () => void;

  constructor(host: Host) {
    this.host = host;
    this.end = host.onChange((loaded) => this.heard(loaded));
  }

  get savedWord() {
    return this.host.savedWord;
  }

  get silence() {
    return this.host.silence;
  }

  load(): Promise<Loaded> {
    this.loading ??= this.host.load().then((loaded) => {
      this.heard(loaded);
      return { ...loaded, entries: this.entries };
    });
    return this.loading;
  }

  async save(entries: Entries): Promise<Loaded> {
    // a tick does not wait for the disk; the question itself says whether it is saved
    this.heard({ entries });
    const loaded = await this.host.save(entries);
    this.heard(loaded);
    return loaded;
  }

  onChange(callback: (loaded: Loaded) => void): () => void {
    return this.host.onChange(callback);
  }

  /** Call back now and whenever an answer changes. Returns what ends it. */
  watch(callback: (entries: Entries) => void): () => void {
    this.watchers.add(callback);
    callback(this.entries);
    return () => this.watchers.delete(callback);
  }

  close() {
    this.watchers.clear();
    this.end();
  }

  private heard({ entries }: { entries: Entries }) {
    this.entries = { ...this.entries, ...entries };
    for (const watcher of this.watchers) watcher(this.entries);
  }
}
