// Where answers are kept. The engine asks a host to load, to save, and to tell of changes by others; it knows
// nothing of files, kernels and servers. A host is one file in this folder: `kernel.ts` (messages to the kernel's
// store), `server.ts` (Jupyter's server), `browser.ts` (the page's own storage).
import type {
  Entry,
  FileMessage,
  FromCard,
  Loaded,
  Parcel,
  ProgressView,
  ToCard,
} from "../generated/protocol.ts";

/** Entries as they stand in `responses.json`, by question id. A quiz's round is an entry too: `round-of-NAME`. */
export type Entries = Record<string, Entry>;

/** The one button that helps where an answer cannot be saved. */
export interface Remedy {
  label: string;
  act(): void;
}

/** Why something was not saved, in a sentence for the student. */
export class NotSavedError extends Error {
  /** The store could not be reached at all: it will be asked again. */
  readonly silent: boolean;
  /** What helps, if it is not just trying again. */
  readonly remedy: Remedy | null;

  constructor(message: string, silent = false, remedy: Remedy | null = null) {
    super(message);
    this.name = "NotSavedError";
    this.silent = silent;
    this.remedy = remedy;
  }
}

/** What went wrong, as a NotSavedError; each script of a page has its own class of that name. */
export function asNotSaved(error: unknown): NotSavedError {
  const named = error instanceof Error && error.name === "NotSavedError";
  return named ? (error as NotSavedError) : new NotSavedError(String(error));
}

export interface Host {
  /** What "saved" is called on the page: "Saved" in a store, "Kept in this browser" in the page's storage. */
  readonly savedWord: string;

  /** What is the matter while the store does not answer, in a sentence. */
  readonly silence: string;

  /** The address under which answers wait in the browser that the store has not taken. */
  readonly server: string;

  /** What the store holds now. Rejects with a NotSavedError if it cannot be reached. */
  load(): Promise<Loaded>;

  /**
   * Write entries. Need not end while the store is silent: the page says so after a while, and the reply still counts.
   * What was not confirmed is sent again, so saving twice must do no harm. Of two answers to a question the later counts.
   * @returns the entries as the store keeps them, each with its time, once they are safe and not before
   * Rejects with a NotSavedError otherwise.
   */
  save(parcel: Parcel): Promise<Loaded>;

  /** Call back when somebody else changed the store: another tab, a progress file. Returns what ends it. */
  onChange(callback: (loaded: Loaded) => void): () => void;

  /** Make a progress file of answers that are not this folder's. */
  export?(entries: Entries): Promise<FileMessage>;
}

/** Who answers a progress card. */
export interface CardHost {
  /** What to say while nobody answers. */
  readonly silence: string;

  /** What the card shows now, or null where that is asked for first. */
  view(): ProgressView | null;

  /** Ask for something; what comes of it is told. Throws if nobody is there. */
  ask(message: FromCard): void;

  /** Call back with all that is told. Returns what ends it. */
  listen(callback: (message: ToCard) => void): () => void;
}
