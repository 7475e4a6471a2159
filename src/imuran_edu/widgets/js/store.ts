// Joins the engine to the host that keeps answers: what the views of one model share.
import {
  type Address,
  answered,
  checked,
  EMPTY,
  hinted,
  inRound,
  type PartState,
  type QuestionState,
  restarted,
  retried,
  stateOf,
} from "./engine.ts";
import type { Answer, Entry, Loaded, Notice, QuestionView } from "./generated/protocol.ts";
import { type Entries, type Host, NotSavedError } from "./hosts/host.ts";
import { KernelHost } from "./hosts/kernel.ts";
import { sameAnswer } from "./text.ts";
import type { Model } from "./widget.ts";

export type { Address, PartState } from "./engine.ts";

export interface StoreView {
  update(id: string): void;
  rebuild(): void;
}

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

/** What is shown of a part beside its entry, until it is edited. */
type Messages = Record<string, string>;

export class Store {
  readonly mode: string;
  readonly title: string;
  readonly introduction: string;
  questions: QuestionView[] = [];
  notice: Notice;
  readonly views = new Set<StoreView>();
  /** The notebook it is shown in, known once a view is attached. */
  page = "";
  readonly host: Host;
  private readonly asked: QuestionView[];
  private readonly roundId: string;
  private entries: Entries;
  private messages: Messages = {};
  private states = new WeakMap<Entry, QuestionState>();
  private readonly deliveries = new Map<string, Delivery>();

  constructor(model: Model, host: Host = new KernelHost(model)) {
    this.mode = String(model.get("mode"));
    this.title = String(model.get("title"));
    this.introduction = String(model.get("introduction"));
    this.roundId = String(model.get("round_id"));
    this.asked = model.get("questions") as QuestionView[];
    const { entries, notice } = model.get("loaded") as Loaded;
    this.entries = { ...entries };
    this.notice = notice;
    this.host = host;
    this.arrange();
    host.onChange((loaded) => this.changedElsewhere(loaded));
  }

  get practice() {
    return this.mode === "practice";
  }

  whole(id: string): QuestionState {
    const view = this.view(id);
    const entry = this.entry(id);
    const known = this.states.get(entry);
    if (known && entry !== EMPTY) return known;
    const state = stateOf(view, entry, this.practice);
    this.states.set(entry, state);
    return state;
  }

  state({ id, part }: Address): PartState & { changed?: boolean } {
    const whole = this.whole(id);
    const state = part === undefined ? whole : (whole.parts[part] ?? whole);
    const message = this.messages[part ?? id];
    return message ? { ...state, message } : state;
  }

  delivery(id: string): { saving: boolean; problem: string } {
    const { sent, unsent, problem } = this.post(id);
    return { saving: unsent || sent > 0, problem };
  }

  /** The student changed an answer: it is shown at once, and saved now or after a pause in typing. */
  answer({ id, part }: Address, value: Answer, delay: number) {
    delete this.messages[part ?? id];
    this.put(id, answered(this.view(id), this.entry(id), part, value), delay);
  }

  check({ id, part }: Address, value: Answer) {
    const { answer } = this.state({ id, part });
    const view = this.view(id);
    const before = this.entry(id);
    const given = sameAnswer(answer, value) ? before : answered(view, before, part, value);
    const { entry, message } = checked(view, given, part);
    this.messages[part ?? id] = message;
    this.put(id, entry, 0);
  }

  hint({ id, part }: Address) {
    this.put(id, hinted(this.view(id), this.entry(id), part), 0);
  }

  retry({ id, part }: Address) {
    this.put(id, retried(this.view(id), this.entry(id), part), 0);
  }

  restart() {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const entries = restarted(this.asked, this.entries, this.roundId, seed);
    for (const id of this.deliveries.keys()) clearTimeout(this.post(id).pause);
    this.entries = { ...this.entries, ...entries };
    this.messages = {};
    this.arrange();
    for (const view of this.views) view.rebuild();
    this.send(entries);
  }

  flush(id: string) {
    if (this.post(id).unsent) this.send({ [id]: this.entry(id) });
  }

  flushAll() {
    for (const id of this.deliveries.keys()) this.flush(id);
  }

  /** Send everything once more that no store has confirmed. */
  saveAgain() {
    const waiting = [...this.deliveries].filter(([, { unsent, problem }]) => unsent || problem);
    const ids = waiting.map(([id]) => id).filter((id) => id !== OWN);
    this.send(Object.fromEntries(ids.map((id) => [id, this.entry(id)])));
  }

  /** A view has found its place on the page: send what an earlier model could not. */
  recover() {
    for (const { id } of this.asked) {
      const entry = UNCONFIRMED.get(this.key(id));
      const { saving, problem } = this.delivery(id);
      if (!entry || saving || problem) continue;
      UNCONFIRMED.delete(this.key(id));
      if (!sameAnswer({ ...entry, saved: "" }, { ...this.entry(id), saved: "" })) {
        this.put(id, { ...entry, saved: this.entry(id).saved }, 0);
      }
    }
  }

  private view(id: string): QuestionView {
    const view = this.questions.find((each) => each.id === id);
    if (!view) throw new Error(`imuran-edu: no question '${id}' here`);
    return view;
  }

  private entry(id: string): Entry {
    return this.entries[id] ?? EMPTY;
  }

  private arrange() {
    this.questions = inRound(this.asked, this.entries[this.roundId]);
    this.states = new WeakMap();
  }

  private key(id: string) {
    return [this.page, this.mode, id].join("|");
  }

  private tell(id: string) {
    for (const view of this.views) view.update(id);
  }

  private post(id: string): Delivery {
    const post = this.deliveries.get(id) ?? new Delivery();
    this.deliveries.set(id, post);
    return post;
  }

  /** Keep an entry, show it, and save it now or after a pause. */
  private put(id: string, entry: Entry, delay: number) {
    this.entries[id] = entry;
    UNCONFIRMED.set(this.key(id), entry);
    const post = this.post(id);
    post.unsent = true;
    clearTimeout(post.pause);
    if (delay) post.pause = window.setTimeout(() => this.flush(id), delay);
    else this.flush(id);
    this.tell(id);
  }

  private async send(entries: Entries) {
    const ids = Object.keys(entries);
    for (const id of ids) {
      const post = this.post(id);
      clearTimeout(post.pause);
      post.unsent = false;
      post.sent += 1;
      post.limit ||= window.setTimeout(() => this.fail([id], this.host.silence, true), PATIENCE);
    }
    try {
      const saved = await this.host.save(entries);
      this.confirmed(entries, saved);
    } catch (error) {
      const refused = error instanceof NotSavedError ? error : new NotSavedError(String(error));
      for (const id of ids) this.arrived(id);
      this.fail(ids, refused.message, refused.silent);
    }
  }

  /** The store has spoken of this question: it lives. */
  private arrived(id: string) {
    const post = this.post(id);
    post.sent = Math.max(0, post.sent - 1);
    clearTimeout(post.limit);
    post.limit = 0;
  }

  private confirmed(sent: Entries, { entries, notice }: Loaded) {
    for (const [id, entry] of Object.entries(sent)) {
      const stored = entries[id];
      this.arrived(id);
      this.post(id).problem = "";
      if (this.entries[id] === entry && stored) {
        this.adopt(id, { ...entry, saved: stored.saved });
        UNCONFIRMED.delete(this.key(id));
      }
      this.tellOf(id);
    }
    this.post(OWN).problem = "";
    this.setNotice(notice);
  }

  private fail(ids: string[], words: string, silent: boolean) {
    const text = silent ? `Not saved: ${words}` : words;
    for (const id of ids) {
      this.post(id).problem = text;
      this.tellOf(id);
    }
    if (!silent) this.setNotice({ level: "error", text });
  }

  /** Somebody else changed the store: show what is newer there, but nothing over what is still on its way. */
  private changedElsewhere({ entries, notice }: Loaded) {
    const round = this.entries[this.roundId]?.answer ?? null;
    for (const [id, entry] of Object.entries(entries)) {
      if (this.delivery(id).saving || sameAnswer(entry, this.entries[id])) continue;
      this.adopt(id, entry);
      if (sameAnswer(round, this.entries[this.roundId]?.answer ?? null)) this.tellOf(id);
    }
    if (!sameAnswer(round, this.entries[this.roundId]?.answer ?? null)) {
      this.arrange();
      for (const view of this.views) view.rebuild();
    }
    this.setNotice(notice);
  }

  private adopt(id: string, entry: Entry) {
    this.entries[id] = entry;
  }

  private tellOf(id: string) {
    if (this.questions.some((view) => view.id === id)) this.tell(id);
  }

  private setNotice(notice: Notice) {
    this.notice = notice;
    this.tell(OWN);
  }
}

// anywidget hands out a new model object to every call, but the traits inside are the same objects.
const STORES = new WeakMap<object, Store>();

/** The one store of a model. */
export function storeOf(model: Model): Store {
  const questions = model.get("questions") as object;
  const store = STORES.get(questions) ?? new Store(model);
  STORES.set(questions, store);
  return store;
}
