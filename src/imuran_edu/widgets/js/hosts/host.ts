// Where answers are kept. The engine asks a host to load, to save, and to tell of changes by others; it knows
// nothing of files, kernels and servers. A host is one file in this folder: `kernel.ts` (messages to the kernel's
// store), `server.ts` (Jupyter's server), `browser.ts` (the page's own storage).
import type { Entry, Notice } from "../generated/protocol.ts";

/** Entries as they stand in `responses.json`, by question id. A quiz's round is an entry too: `round-of-NAME`. */
export type Entries = Record<string, Entry>;

/** What a store holds of the questions of this page. */
export interface Loaded {
  entries: Entries;
  /** What the student must be told of the store as a whole, such as a file that was set aside. */
  notice: Notice;
}

/** Why something was not saved, in a sentence for the student. */
export class NotSavedError extends Error {
  /** The store did not answer at all; whatever comes from it next ends the trouble. */
  readonly silent: boolean;

  constructor(message: string, silent = false) {
    super(message);
    this.name = "NotSavedError";
    this.silent = silent;
  }
}

export interface Host {
  /** What "saved" is called on the page: "Saved" in a store, "Kept in this browser" in the page's storage. */
  readonly savedWord: string;

  /** What the store holds now. Rejects with a NotSavedError if it cannot be reached. */
  load(): Promise<Loaded>;

  /**
   * Write entries. The engine calls again only with entries that changed since, and never drops one that was refused.
   * @returns when each was saved (ISO 8601), once the store has said so and not before
   * Rejects with a NotSavedError otherwise; entries may have come through all the same, so saving twice is harmless.
   */
  save(entries: Entries): Promise<Record<string, string>>;

  /** Call back when somebody else changed the store: another tab, a progress file. Returns what ends it. */
  onChange(callback: (loaded: Loaded) => void): () => void;
}
