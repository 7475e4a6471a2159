// What the views of one model share, and its talk with Python.
import type {
  Answer,
  FromQuiz,
  Notice,
  PartState,
  QuestionState,
  QuestionView,
  ToQuiz,
} from "./generated/protocol.ts";
import { isFinal, pairs, sameAnswer } from "./text.ts";
import type { Model } from "./widget.ts";

/** Where an answer and its state live: a question, or one part of a case. */
export interface Address {
  id: string;
  part?: string;
}

export interface StoreView {
  update(id: string): void;
  rebuild(): void;
}

const REPLY_TIME = 4000;
const NO_KERNEL = "the notebook's kernel does not answer. Run this cell again.";
const NOT_DONE: Partial<Record<FromQuiz["type"], string>> = {
  answer: `Not saved: ${NO_KERNEL}`,
  check: `Not checked: ${NO_KERNEL}`,
  "save-again": `Not saved: ${NO_KERNEL}`,
};
const SILENT = NO_KERNEL.replace(/^t/, "T");

/** The delivery of messages that belong to no question. */
export const OWN = "";

const EMPTY: QuestionState = {
  answer: null,
  message: "",
  hints: [],
  feedback: null,
  saved: null,
  changed: false,
};

// Answers that Python has not confirmed, for the whole page: a cell that runs again makes a new model,
// and an answer given while the kernel was away must still be there.
const page = globalThis as { imuranUnconfirmed?: Map<string, Answer> };
page.imuranUnconfirmed ??= new Map();
const UNCONFIRMED = page.imuranUnconfirmed;

/** What is on its way for one question. */
class Delivery {
  /** Typed and not sent yet. */
  unsent = false;
  /** Sent and not confirmed. */
  answers = 0;
  acts = 0;
  pause = 0;
  limit = 0;
  problem = "";
  /** The problem is a silent kernel: any reply ends it. */
  silent = false;
  /** Parts that were edited since the last check. */
  edited = new Set<string | undefined>();
}

/** "Not answered" and "could not read" are about the answer before: gone once it is edited. */
const fresh = <State extends PartState>(state: State): State => ({
  ...state,
  feedback: isFinal(state.feedback) ? state.feedback : null,
});

/** Python's traits are the start; afterwards messages tell what changed. */
export class Store {
  readonly mode: string;
  readonly title: string;
  readonly introduction: string;
  questions: QuestionView[];
  states: Record<string, QuestionState>;
  notice: Notice;
  readonly views = new Set<StoreView>();
  /** The notebook it is shown in, known once a view is attached. */
  page = "";
  private readonly deliveries = new Map<string, Delivery>();
  private readonly model: Model;

  constructor(model: Model) {
    this.model = model;
    this.mode = String(model.get("mode"));
    this.title = String(model.get("title"));
    this.introduction = String(model.get("introduction"));
    this.questions = model.get("questions") as QuestionView[];
    this.states = { ...(model.get("states") as Record<string, QuestionState>) };
    this.notice = model.get("notice") as Notice;
    model.on("msg:custom", (message) => this.receive(message as ToQuiz));
  }

  whole(id: string): QuestionState {
    return this.states[id] ?? EMPTY;
  }

  state({ id, part }: Address): PartState & { changed?: boolean } {
    const state = this.whole(id);
    if (!part) return state;
    const own = state.parts?.[part] ?? EMPTY;
    return { ...own, answer: pairs(state.answer)[part] ?? own.answer };
  }

  delivery(id: string): { saving: boolean; problem: string } {
    const { answers, acts, unsent, problem } = this.post(id);
    return { saving: unsent || answers + acts > 0, problem };
  }

  /** The student changed an answer: keep it here at once, send it now or after a pause in typing. */
  answer(address: Address, value: Answer, delay: number) {
    this.keep(address, value);
    const post = this.post(address.id);
    post.unsent = true;
    clearTimeout(post.pause);
    if (delay) post.pause = window.setTimeout(() => this.flush(address.id), delay);
    else this.flush(address.id);
    this.tell(address.id);
  }

  flush(id: string) {
    const post = this.post(id);
    if (!post.unsent) return;
    clearTimeout(post.pause);
    post.unsent = false;
    this.send(id, { type: "answer", id, answer: this.whole(id).answer });
  }

  flushAll() {
    for (const id of this.deliveries.keys()) this.flush(id);
  }

  check(address: Address, value: Answer) {
    const { id } = address;
    if (!sameAnswer(this.state(address).answer, value)) this.keep(address, value);
    const post = this.post(id);
    clearTimeout(post.pause);
    post.unsent = false;
    post.edited.delete(address.part);
    this.send(id, { type: "check", ...address, answer: this.whole(id).answer });
  }

  hint(address: Address) {
    this.send(address.id, { type: "hint", ...address });
  }

  retry(address: Address) {
    this.send(address.id, { type: "retry", ...address });
  }

  restart() {
    this.send(OWN, { type: "restart" });
  }

  saveAgain() {
    this.send(OWN, { type: "save-again" });
  }

  /** A view has found its place on the page: send what an earlier model could not. */
  recover() {
    for (const { id } of this.questions) {
      const answer = UNCONFIRMED.get(this.key(id));
      const { saving, problem } = this.delivery(id);
      if (answer === undefined || saving || problem) continue;
      UNCONFIRMED.delete(this.key(id));
      const { answer: known, feedback } = this.whole(id);
      if (!sameAnswer(answer, known) && !isFinal(feedback)) this.answer({ id }, answer, 0);
    }
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

  /** Put an answer into the local state. */
  private keep({ id, part }: Address, value: Answer) {
    this.post(id).edited.add(part);
    const old = this.whole(id);
    const edited = <State extends PartState>(state: State) => ({
      ...fresh(state),
      message: "",
      answer: value,
    });
    this.states[id] = part
      ? {
          ...old,
          answer: { ...pairs(old.answer), [part]: value },
          parts: { ...old.parts, [part]: edited(old.parts?.[part] ?? EMPTY) },
        }
      : edited(old);
    UNCONFIRMED.set(this.key(id), this.states[id].answer);
  }

  private send(id: string, message: FromQuiz) {
    const post = this.post(id);
    post[message.type === "answer" ? "answers" : "acts"] += 1;
    try {
      this.model.send(message);
      if (!post.limit) this.wait(id, message.type);
    } catch {
      this.fail(id, message.type);
    }
    this.tell(id);
  }

  private wait(id: string, type: FromQuiz["type"]) {
    const post = this.post(id);
    clearTimeout(post.limit);
    post.limit = window.setTimeout(() => this.fail(id, type), REPLY_TIME);
  }

  private fail(id: string, type: FromQuiz["type"]) {
    const post = this.post(id);
    clearTimeout(post.limit);
    post.limit = 0;
    post.problem = NOT_DONE[type] ?? SILENT;
    post.silent = true;
    this.tell(id);
  }

  /** Python answered: the kernel lives. */
  private heard(id: string, kind: "answers" | "acts", all = false) {
    const post = this.post(id);
    if (all) post.answers = post.acts = 0;
    else post[kind] = Math.max(0, post[kind] - 1);
    if (post.silent) {
      post.problem = "";
      post.silent = false;
    }
    if (post.answers + post.acts === 0) {
      clearTimeout(post.limit);
      post.limit = 0;
      if (!post.unsent && !post.problem) UNCONFIRMED.delete(this.key(id));
    } else this.wait(id, "answer");
  }

  private receive(message: ToQuiz) {
    switch (message?.type) {
      case "saved":
        return this.saved(message.id, message.saved, message.message);
      case "state":
        return this.changed(message.id, message.state);
      case "notice":
        this.notice = message.notice;
        this.heard(OWN, "acts", true);
        return this.tell(OWN);
      case "reset":
        return this.reset(message.questions, message.states);
    }
  }

  private saved(id: string, saved: string | null, message: string) {
    const post = this.post(id);
    post.problem = saved ? "" : message || "Not saved.";
    post.silent = false;
    if (saved) this.states[id] = { ...this.whole(id), saved };
    this.heard(id, "answers");
    this.tell(id);
  }

  private changed(id: string, state: QuestionState) {
    const post = this.post(id);
    const local = this.whole(id).answer;
    const agrees = sameAnswer(local, state.answer);
    // A reply to something older must not take back what was typed since.
    const newer = !agrees && (post.unsent || post.answers > 0);
    const next = newer ? { ...state, answer: local } : state;
    const open = <State extends PartState>(part: string | undefined, own: State) =>
      post.edited.has(part) ? fresh(own) : own;
    const parts = Object.entries(state.parts ?? {}).map(([part, own]) => [part, open(part, own)]);
    const whole = open(undefined, next);
    this.states[id] = state.parts ? { ...whole, parts: Object.fromEntries(parts) } : whole;
    this.heard(id, "acts", agrees && !post.unsent);
    this.tell(id);
  }

  private reset(questions: QuestionView[], states: Record<string, QuestionState>) {
    for (const [id, post] of this.deliveries) {
      clearTimeout(post.pause);
      clearTimeout(post.limit);
      UNCONFIRMED.delete(this.key(id));
    }
    this.deliveries.clear();
    this.questions = questions;
    this.states = { ...states };
    for (const view of this.views) view.rebuild();
  }
}

// anywidget hands out a new model object to every call, but the traits inside are the same objects.
const STORES = new WeakMap<object, Store>();

/** The one store of a model. */
export function storeOf(model: Model): Store {
  const states = model.get("states") as object;
  const store = STORES.get(states) ?? new Store(model);
  STORES.set(states, store);
  return store;
}
