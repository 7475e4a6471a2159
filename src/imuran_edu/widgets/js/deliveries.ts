// Brings entries to the host, question by question, until it has confirmed them; what it has not waits in the outbox.
import type { Entry, Loaded } from "./generated/protocol.ts";
import {
  asNotSaved,
  type Entries,
  type Host,
  type NotSavedError,
  type Remedy,
} from "./hosts/host.ts";
import type { Outbox } from "./outbox.ts";

const PATIENCE = 4000; // ms without an answer, after which the page says that the store is silent
const PAUSES = [2, 4, 8, 15, 30]; // seconds until the next try

/** Stands for what belongs to no question. */
export const OWN = "";

let last = 0;

/** Now, and later than any answer before: two that follow each other at once keep their order. */
function moment(): number {
  last = Math.max(Date.now(), last + 1);
  return last;
}

/** What is on its way for one question. */
class Delivery {
  /** When it was given, by the page's clock. */
  at = 0;
  /** Changed and not sent yet. */
  unsent = false;
  /** What was sent and not answered, and may still be of use. */
  readonly sent = new Set<object>();
  pause = 0;
  limit = 0;
  /** What the store has refused it for. */
  problem = "";
  /** The store is silent, and the answer is kept in the browser: or not even there. */
  silent = false;
  kept = false;
}

/** What the page shows of it. */
export interface Progress {
  saving: boolean;
  problem: string;
  /** Where an answer is that no store has taken. */
  waits: "" | "in browser" | "on page";
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
}

export class Deliveries {
  private readonly sender: Sender;
  private readonly posts = new Map<string, Delivery>();
  readonly outbox: Outbox;
  /** What is wrong with the store as a whole, while it is silent, and what helps. */
  trouble: { words: string; remedy: Remedy | null; kept: boolean } | null = null;
  private tries = 0;
  /** How far the store's clock is ahead of the page's (ms): times are told by the store's. */
  private ahead = 0;
  private timer = 0;
  private closed = false;

  constructor(sender: Sender, outbox: Outbox) {
    this.sender = sender;
    this.outbox = outbox;
    window.addEventListener("online", this.soon);
    document.addEventListener("visibilitychange", this.soon);
  }

  /** Nobody looks any more: what waits is tried on, until it is taken or another delivers it. */
  close() {
    this.closed = true;
    window.removeEventListener("online", this.soon);
    document.removeEventListener("visibilitychange", this.soon);
  }

  of(id: string): Progress {
    const { sent, unsent, problem, silent, kept } = this.post(id);
    const waits = silent || problem ? (kept ? "in browser" : "on page") : "";
    return { saving: unsent || sent.size > 0, problem, waits };
  }

  /** An entry has changed, now or at that time: save it now or after a pause. */
  put(id: string, delay: number, at = moment()) {
    const post = this.post(id);
    post.at = at;
    post.kept = this.outbox.put(id, { entry: this.sender.entry(id), at });
    post.unsent = true;
    clearTimeout(post.pause);
    if (delay === Number.POSITIVE_INFINITY) return;
    if (delay) post.pause = window.setTimeout(() => this.flush(id), delay);
    else this.flush(id);
  }

  /** Entries have changed that belong together: one parcel. */
  putAll(ids: string[]) {
    for (const id of ids) this.put(id, Number.POSITIVE_INFINITY);
    this.send(ids);
  }

  flush(id: string) {
    if (this.post(id).unsent) this.send([id]);
  }

  flushAll() {
    for (const id of this.posts.keys()) this.flush(id);
  }

  /** Send everything once more that no store has confirmed. */
  again() {
    clearTimeout(this.timer);
    this.timer = 0;
    const waiting = ({ unsent, problem, silent }: Delivery) => unsent || problem || silent;
    const mine = (id: string, { at }: Delivery) => !this.closed || this.outbox.get(id)?.at === at;
    const left = [...this.posts].filter(([id, post]) => waiting(post) && mine(id, post));
    if (left.length) this.send(left.map(([id]) => id));
  }

  /** Is it worth another try? The network is back, say. */
  private readonly soon = () => {
    if (this.trouble && document.visibilityState === "visible") this.again();
  };

  async send(ids: string[]) {
    const entries = Object.fromEntries(ids.map((id) => [id, this.sender.entry(id)]));
    const times = Object.fromEntries(ids.map((id) => [id, this.post(id).at]));
    const flight = {};
    for (const id of ids) {
      const post = this.post(id);
      clearTimeout(post.pause);
      post.unsent = false;
      post.sent.add(flight);
      if (!post.limit) this.expect(id);
    }
    try {
      const given = Object.fromEntries(
        ids.map((id) => [id, (times[id] || Date.now()) + this.ahead]),
      );
      this.confirmed(entries, times, flight, await this.sender.host.save({ entries, given }));
    } catch (error) {
      const refused = asNotSaved(error);
      for (const id of ids) this.arrived(id, flight);
      if (refused.silent) this.silent(ids, refused);
      else this.refused(ids, refused.message);
    }
  }

  /** A store that says nothing for so long is silent. */
  private expect(id: string) {
    this.post(id).limit = window.setTimeout(() => this.silent([id]), PATIENCE);
  }

  private post(id: string): Delivery {
    const post = this.posts.get(id) ?? new Delivery();
    this.posts.set(id, post);
    return post;
  }

  /** The store has spoken of this question: it lives. */
  private arrived(id: string, flight: object) {
    const post = this.post(id);
    post.sent.delete(flight);
    clearTimeout(post.limit);
    post.limit = 0;
    if (post.sent.size) this.expect(id); // of what was sent since, nobody has spoken
  }

  /** The store has told its clock's time. */
  setClock(now: number | undefined) {
    if (now) this.ahead = now - Date.now();
  }

  private confirmed(sent: Entries, times: Record<string, number>, flight: object, loaded: Loaded) {
    this.setClock(loaded.now);
    for (const id of Object.keys(sent)) {
      const post = this.post(id);
      // of an answer that was given since, and perhaps got lost, this says nothing; but what was sent
      // before, and never answered, is of no more use
      if (times[id] === post.at) {
        post.sent.clear();
        post.problem = "";
        post.silent = false;
      }
      this.arrived(id, flight);
      if (loaded.entries[id]) this.outbox.taken(id, times[id] ?? 0);
    }
    this.alive();
    this.sender.saved(sent, loaded);
    for (const id of Object.keys(sent)) this.sender.tell(id);
  }

  /** The store answers: nothing is wrong with it, and what it missed may come. */
  alive() {
    this.tries = 0;
    if (!this.trouble) return;
    this.trouble = null;
    this.sender.tell(OWN);
    this.again();
  }

  private refused(ids: string[], words: string) {
    for (const id of ids) {
      this.post(id).problem = words;
      this.sender.tell(id);
    }
    this.sender.refused(words);
    this.later();
  }

  private silent(ids: string[], error?: NotSavedError) {
    for (const id of ids) {
      this.post(id).silent = true;
      this.sender.tell(id);
    }
    const words = error?.message || this.sender.host.silence;
    const kept = [...this.posts.values()].every((post) => !post.silent || post.kept);
    this.trouble = { words, remedy: error?.remedy ?? null, kept };
    this.sender.tell(OWN);
    this.later();
  }

  /** Try again by itself, at longer and longer intervals. */
  private later() {
    if (this.timer) return;
    const seconds = PAUSES[Math.min(this.tries, PAUSES.length - 1)] ?? 30;
    this.tries += 1;
    this.timer = window.setTimeout(() => this.again(), seconds * 1000);
  }
}
