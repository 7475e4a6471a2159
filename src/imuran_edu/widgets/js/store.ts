// Joins the engine to the host that keeps answers: what the views of one quiz or graded question share.
import { Deliveries, OWN, type Progress } from "./deliveries.ts";
import {
  type Address,
  answered,
  checked,
  EMPTY,
  hinted,
  type PartState,
  type QuestionState,
  retried,
  revealed,
  stateOf,
} from "./engine.ts";
import type {
  Answer,
  Entry,
  LessonView,
  Loaded,
  Notice,
  QuestionView,
} from "./generated/protocol.ts";
import type { Entries, Host } from "./hosts/host.ts";
import { AnswerClock } from "./learning/answer_clock.ts";
import type { Attempt } from "./learning/attempts.ts";
import { dayOf } from "./learning/calendar.ts";
import { History } from "./learning/history.ts";
import type { QuizData } from "./mount.ts";
import { Outbox, type Strays } from "./outbox.ts";
import { cleared, inRound, restarted } from "./rounds.ts";
import { sameAnswer } from "./text.ts";

export { OWN } from "./deliveries.ts";
export type { Address, PartState } from "./engine.ts";

export interface StoreView {
  update(id: string): void;
  rebuild(): void;
}

/** What is shown of a part beside its entry, until it is edited. */
type Messages = Record<string, string>;

const QUIET: Notice = { level: "none", text: "" };

export class Store {
  readonly mode: string;
  readonly title: string;
  readonly introduction: string;
  readonly lesson: LessonView | null;
  questions: QuestionView[] = [];
  notice: Notice;
  readonly views = new Set<StoreView>();
  host: Host;
  /** Called when the host has saved something. */
  onSaved: () => void = () => {};
  private readonly asked: QuestionView[];
  private readonly roundId: string;
  private entries: Entries;
  private messages: Messages = {};
  private states = new WeakMap<Entry, QuestionState>();
  private deliveries: Deliveries;
  private stop: () => void = () => {};
  private readonly history = new History();
  private readonly clock = new AnswerClock();
  /** The entries before the quiz was begun anew, until the next answer. */
  private before: Entries | null = null;

  constructor(data: QuizData, host: Host) {
    this.mode = data.mode;
    this.title = data.title;
    this.introduction = data.introduction;
    this.lesson = data.lesson?.id ? data.lesson : null;
    this.roundId = data.round_id;
    this.asked = data.questions;
    this.entries = { ...data.loaded?.entries };
    this.notice = data.loaded?.notice ?? QUIET;
    this.history.add(data.loaded?.attempts);
    this.host = host;
    this.arrange();
    this.deliveries = this.connect(host);
    if (data.loaded) this.named(data.loaded);
    else this.load();
  }

  /** Go on with another host, which has said what it holds. */
  use(host: Host, loaded: Loaded) {
    this.flushAll(); // what that host does not take is in the outbox
    this.close();
    this.deliveries = this.connect(host);
    this.changedElsewhere(loaded);
    this.recover();
  }

  /** Nobody shows it any more. */
  close() {
    this.stop();
    this.deliveries.close();
  }

  private connect(host: Host): Deliveries {
    this.host = host;
    this.stop = host.onChange((loaded) => this.changedElsewhere(loaded));
    return new Deliveries(this, new Outbox(host.server, host.server));
  }

  get practice() {
    return this.mode !== "graded";
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

  get trouble() {
    return this.deliveries.trouble;
  }

  /** Answers of another folder that wait in this browser. */
  get strays(): Strays {
    return this.deliveries.outbox.strays();
  }

  delivery(id: string): Progress {
    return this.deliveries.of(id);
  }

  /** The student changed an answer: it is shown at once, and saved now or after a pause in typing. */
  answer({ id, part }: Address, value: Answer, delay: number) {
    delete this.messages[part ?? id];
    this.before = null;
    this.put(id, answered(this.view(id), this.entry(id), part, value), delay);
  }

  check({ id, part }: Address, value: Answer, unsure = false) {
    const { answer } = this.state({ id, part });
    const view = this.view(id);
    const before = this.entry(id);
    const given = sameAnswer(answer, value) ? before : answered(view, before, part, value);
    const moment = this.now();
    const how = { moment, unsure, seconds: this.clock.seconds(moment) };
    const { entry, message } = checked(view, given, part, how);
    this.messages[part ?? id] = message;
    if (!message) this.clock.start(moment);
    this.put(id, entry, 0);
  }

  /** After a first wrong answer: the key. */
  reveal({ id, part }: Address) {
    delete this.messages[part ?? id];
    this.put(id, revealed(this.view(id), this.entry(id), part), 0);
  }

  hint({ id, part }: Address) {
    this.put(id, hinted(this.view(id), this.entry(id), part), 0);
  }

  retry({ id, part }: Address) {
    this.put(id, retried(this.view(id), this.entry(id), part, dayOf(this.now())), 0);
  }

  /** Answer some questions once more. */
  practise(ids: string[]) {
    const views = this.questions.filter((view) => ids.includes(view.id));
    this.renew(cleared(views, this.entries, dayOf(this.now())));
  }

  /** Begin the quiz anew, in another order; what was answered counts on. */
  restart() {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const today = dayOf(this.now());
    this.before = this.entries;
    this.renew(restarted(this.asked, this.entries, this.roundId, seed, today));
  }

  get canUndo(): boolean {
    return this.before !== null;
  }

  /** Take the new start back: every answer is there again. */
  undo() {
    if (!this.before) return;
    const [now, before] = [this.entries, this.before];
    this.before = null;
    const ids = [...this.asked.map(({ id }) => id), this.roundId];
    const waiting = (id: string) => now[id]?.attempts ?? [];
    this.renew(
      Object.fromEntries(
        ids.map((id) => [id, { ...(before[id] ?? EMPTY), attempts: waiting(id) }]),
      ),
    );
  }

  private renew(entries: Entries) {
    this.entries = { ...this.entries, ...entries };
    this.messages = {};
    this.arrange();
    for (const view of this.views) view.rebuild();
    this.deliveries.putAll(Object.keys(entries));
  }

  /** Every attempt at these questions, by question: kept, on its way, or made of an old answer. */
  attempts(): Map<string, Attempt[]> {
    return this.history.of(this.asked, (id) => this.entry(id));
  }

  now(): Date {
    return new Date();
  }

  /** The page shows the question that is to be answered next. */
  startClock() {
    this.clock.start(this.now());
  }

  flush(id: string) {
    this.deliveries.flush(id);
  }

  flushAll() {
    this.deliveries.flushAll();
  }

  /** Send everything once more that no store has confirmed. */
  saveAgain() {
    this.deliveries.again();
  }

  /** A view has found its place on the page: send what waits of an earlier store, of this page or another. */
  recover() {
    for (const id of this.ids()) {
      const waiting = this.deliveries.outbox.get(id);
      if (!waiting || this.delivery(id).saving || this.delivery(id).waits) continue;
      const there = !waiting.entry.attempts?.length && sameKept(waiting.entry, this.entry(id));
      if (there) this.deliveries.outbox.taken(id, waiting.at);
      else this.put(id, { ...waiting.entry, saved: this.entry(id).saved }, 0, waiting.at);
    }
  }

  private ids(): string[] {
    return [...this.asked.map(({ id }) => id), ...(this.roundId ? [this.roundId] : [])];
  }

  private view(id: string): QuestionView {
    const view = this.questions.find((each) => each.id === id);
    if (!view) throw new Error(`imuran-edu: no question '${id}' here`);
    return view;
  }

  entry(id: string): Entry {
    return this.entries[id] ?? EMPTY;
  }

  private arrange() {
    this.questions = inRound(this.asked, this.entries[this.roundId]);
    this.states = new WeakMap();
  }

  tell(id: string) {
    if (id === OWN || this.questions.some((view) => view.id === id)) {
      for (const view of this.views) view.update(id);
    }
  }

  /** The host has these entries: as they were sent, and as it keeps them. */
  saved(sent: Entries, { entries, notice }: Loaded) {
    for (const [id, entry] of Object.entries(sent)) {
      const stored = entries[id];
      if (!stored) continue;
      this.history.add(entry.attempts);
      // one that was changed meanwhile is sent once more, with its attempts; of equal ones one counts
      if (this.entries[id] !== entry) continue;
      // a later answer may have been there
      const { attempts: _, ...rest } = entry;
      const own = sameAnswer(stored.answer, entry.answer);
      this.entries[id] = own ? { ...rest, saved: stored.saved } : stored;
    }
    this.setNotice(notice);
    this.onSaved();
  }

  refused(text: string) {
    this.setNotice({ level: "error", text });
  }

  private async load() {
    try {
      this.changedElsewhere(await this.host.load());
      this.recover();
    } catch (error) {
      this.refused(String(error instanceof Error ? error.message : error));
    }
  }

  /** Keep an entry, show it, and save it now or after a pause. */
  private put(id: string, entry: Entry, delay: number, at?: number) {
    this.entries[id] = entry;
    this.deliveries.put(id, delay, at);
    this.tell(id);
  }

  /** Somebody else changed the store: show what is newer there, but nothing over what is still on its way. */
  private changedElsewhere(loaded: Loaded) {
    const { entries, notice, attempts } = loaded;
    this.history.add(attempts);
    this.named(loaded);
    this.deliveries.alive();
    const round = this.round();
    for (const [id, entry] of Object.entries(entries)) {
      const { saving, waits } = this.delivery(id);
      if (saving || waits || sameAnswer(entry, this.entries[id])) continue;
      this.entries[id] = entry;
      if (sameAnswer(round, this.round())) this.tell(id);
    }
    if (!sameAnswer(round, this.round())) {
      this.arrange();
      for (const view of this.views) view.rebuild();
    }
    this.setNotice(notice);
  }

  private named({ folder }: Loaded) {
    if (folder) this.deliveries.outbox.name(folder, this.ids());
  }

  private round(): Answer {
    return this.entries[this.roundId]?.answer ?? null;
  }

  private setNotice(notice: Notice) {
    this.notice = notice;
    this.tell(OWN);
  }
}

/** Equal but for what a store adds. */
function sameKept(one: Entry, other: Entry): boolean {
  const bare = ({ answer, checked, hints }: Entry) => ({ answer, checked, hints });
  return sameAnswer(bare(one), bare(other));
}
