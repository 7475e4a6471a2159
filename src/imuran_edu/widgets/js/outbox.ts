// Answers that no store has taken yet. They wait in the page, where a cell that runs again makes everything else anew,
// and in the browser's storage, where they outlive the page: under the server's address, a random name of the folder
// that they belong to, and the question's id. What belongs to another folder is never delivered, only offered as a file.
import type { Entry } from "./generated/protocol.ts";
import type { Entries } from "./hosts/host.ts";
import { type PageStorage, pageStorage, parsed } from "./page_storage.ts";

/** An answer that waits; `at` is when it was given, by the page's clock (ms). */
export interface Waiting {
  entry: Entry;
  at: number;
}

const PREFIX = "imuran-edu waiting";
const page = globalThis as { imuranWaiting?: Map<string, Waiting> };
page.imuranWaiting ??= new Map();
const IN_PAGE = page.imuranWaiting;

function asWaiting(text: string | null): Waiting | null {
  const found = parsed(text) as Partial<Waiting> | null;
  const entry = found?.entry as Partial<Entry> | undefined;
  const whole =
    typeof found?.at === "number" &&
    entry &&
    "answer" in entry &&
    Array.isArray(entry.checked) &&
    typeof entry.hints === "object";
  return whole ? (found as Waiting) : null;
}

/** Answers of another folder that was opened at the same address. */
export interface Strays {
  entries: Entries;
  /** Forget them. */
  drop(): void;
}

export class Outbox {
  private readonly server: string;
  private readonly storage: PageStorage;
  /** The folder's random name; "" while it is not known or none can be kept. */
  private folder = "";
  /** Stands for the folder in the page while its name is not known: the notebook that the page shows. */
  private stand: string;

  constructor(server: string, stand: string, storage: PageStorage = pageStorage) {
    this.server = server;
    this.stand = stand;
    this.storage = storage;
  }

  /** The store has told the folder's name. What waits in the page without one is of this folder. */
  name(folder: string, ids: string[]) {
    if (!folder || folder === this.folder) return;
    const before = this.folder;
    const waiting = ids.map((id) => [id, IN_PAGE.get(this.key(id))] as const);
    for (const id of ids) IN_PAGE.delete(this.key(id));
    this.folder = folder;
    // of a folder that had another name these are not
    if (!before) for (const [id, each] of waiting) if (each) this.put(id, each);
  }

  /** Let an answer wait. Returns whether it would outlive the page. */
  put(id: string, waiting: Waiting): boolean {
    IN_PAGE.set(this.key(id), waiting);
    return Boolean(this.folder) && this.storage.set(this.key(id), JSON.stringify(waiting));
  }

  get(id: string): Waiting | null {
    const stored = this.folder ? asWaiting(this.storage.get(this.key(id))) : null;
    const here = IN_PAGE.get(this.key(id)) ?? null;
    return stored && stored.at > (here?.at ?? 0) ? stored : here;
  }

  /** A store has taken what was given at that time; what was given since goes on waiting. */
  taken(id: string, at: number) {
    const key = this.key(id);
    if ((IN_PAGE.get(key)?.at ?? 0) <= at) IN_PAGE.delete(key);
    const stored = this.folder ? asWaiting(this.storage.get(key)) : null;
    if (!stored || stored.at <= at) this.storage.remove(key);
  }

  strays(): Strays {
    const start = `${PREFIX} ${this.server} `;
    const own = `${start}${this.folder} `;
    const keys = this.folder
      ? this.storage.keys().filter((key) => key.startsWith(start) && !key.startsWith(own))
      : [];
    const found = keys.map((key) => [key, asWaiting(this.storage.get(key))?.entry] as const);
    const entries = found.flatMap(([key, entry]) =>
      entry ? [[key.slice(key.lastIndexOf(" ") + 1), entry] as const] : [],
    );
    return {
      entries: Object.fromEntries(entries),
      drop: () => {
        for (const key of keys) this.storage.remove(key);
      },
    };
  }

  private key(id: string): string {
    return `${PREFIX} ${this.server} ${this.folder || `?${this.stand}`} ${id}`;
  }
}
