// Brings entries to the host, question by question, and remembers what it has not confirmed.
import type { Entry, Loaded } from "./generated/protocol.ts";
import { type Entries, type Host, NotSavedError } from "./hosts/host.ts";
import { t } from "./words.ts";

const PATIENCE = 4000; // ms without an answer, after which the page says that the store is silent

/** Stands for what belongs to no question. */
export const OWN = "";

// Entries that no store has confirmed, for the whole page: a cell that runs again makes a new model,
// and an answer given while the kernel was away must still be there.
const page = globalThis as { imuranUnconfirmed?: Map<string, Entry> };
page.imuranUnconfirmed ??= new Map();
const UNCONFIRMED = page.imuranUnconfirmed;

/** What is on its way for one question. */
class Delivery {
  /** Changed and not sent yet. */
  unsent = false;
  /** Sent and not confirmed: how many times. */
  sent = 0;
  pause = 0;
  limit = 0;
  problem = "";
}

/** What deliveries ask of whoever has the entries, and tell it. */
export interface Sender {
  readonly host: Host;
  entry(id: string): Entry;
  /** The host has these entries: as they were sent, and as it keeps them. */
  saved(sent: Entries, loaded: Loaded): void;
  /** The host refused, and says why. */
  refused(words: string): void;
  /** Something is to be shown anew. */
  tell(id: string): void;
  /** Under which an entry waits for the whole page. */
  key(id: string): string;
}

export class Deliveries {
  private readonly sender: Sender;
  private readonly posts = new Map<string, Delivery>();

  constructor(sender: Sender) {
    this.sender = sender;
  }

  of(id: string): { saving: boolean; problem: string } {
    const { sent, unsent, problem } = this.post(id);
    return { saving: unsent || sent > 0, problem };
  }

  /** An entry has changed: save it now or after a pause. */
  put(id: string, delay: number) {
    UNCONFIRMED.set(this.sender.key(id), this.sender.entry(id));
    const post = this.post(id);
    post.unsent = true;
    clearTimeout(post.pause);
    if (delay) post.pause = window.setTimeout(() => this.flush(id), delay);
    else this.flush(id);
  }

  flush(id: string) {
    if (this.post(id).unsent) this.send([id]);
  }

  flushAll() {
    for (const id of this.posts.keys()) this.flush(id);
  }

  /** Send everything once more that no store has confirmed. */
  again() {
    const waiting = [...this.posts].filter(([, { unsent, problem }]) => unsent || problem);
    this.send(waiting.map(([id]) => id).filter((id) => id !== OWN));
  }

  /** What an earlier sender of this page could not deliver, and this one has not begun to. */
  left(id: string): Entry | undefined {
    const { saving, problem } = this.of(id);
    if (saving || problem) return undefined;
    const key = this.sender.key(id);
    const entry = UNCONFIRMED.get(key);
    UNCONFIRMED.delete(key);
    return entry;
  }

  async send(ids: string[]) {
    const entries = Object.fromEntries(ids.map((id) => [id, this.sender.entry(id)]));
    for (const id of ids) {
      const post = this.post(id);
      clearTimeout(post.pause);
      post.unsent = false;
      post.sent += 1;
      const silence = () => this.fail([id], this.sender.host.silence, true);
      post.limit ||= window.setTimeout(silence, PATIENCE);
    }
    try {
      this.confirmed(entries, await this.sender.host.save(entries));
    } catch (error) {
      const refused = error instanceof NotSavedError ? error : new NotSavedError(String(error));
      for (const id of ids) this.arrived(id);
      this.fail(ids, refused.message, refused.silent);
    }
  }

  private post(id: string): Delivery {
    const post = this.posts.get(id) ?? new Delivery();
    this.posts.set(id, post);
    return post;
  }

  /** The store has spoken of this question: it lives. */
  private arrived(id: string) {
    const post = this.post(id);
    post.sent = Math.max(0, post.sent - 1);
    clearTimeout(post.limit);
    post.limit = 0;
  }

  private confirmed(sent: Entries, loaded: Loaded) {
    for (const id of Object.keys(sent)) {
      this.arrived(id);
      this.post(id).problem = "";
      const kept = loaded.entries[id] && this.sender.entry(id) === sent[id];
      if (kept) UNCONFIRMED.delete(this.sender.key(id));
    }
    this.post(OWN).problem = "";
    this.sender.saved(sent, loaded);
    for (const id of Object.keys(sent)) this.sender.tell(id);
  }

  private fail(ids: string[], words: string, silent: boolean) {
    const text = silent ? t("Not saved: {reason}", { reason: words }) : words;
    for (const id of ids) {
      this.post(id).problem = text;
      this.sender.tell(id);
    }
    if (!silent) this.sender.refused(text);
  }
}
