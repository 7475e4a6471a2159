// Joins the engine to the host that keeps answers: what the views of one quiz or graded question share.
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
import type { Answer, Entry, LessonView, QuestionView } from "./generated/protocol.ts";
import type { Entries, Host } from "./hosts/host.ts";
import { KeptEntries } from "./kept_entries.ts";
import { AnswerClock } from "./learning/answer_clock.ts";
import type { Attempt } from "./learning/attempts.ts";
import { dayOf } from "./learning/calendar.ts";
import { flagId, isFlagged } from "./learning/flags.ts";
import type { QuizData } from "./mount.ts";
import { cleared, restarted } from "./rounds.ts";
import { sameAnswer } from "./text.ts";

export { OWN } from "./deliveries.ts";
export type { Address, PartState } from "./engine.ts";

/** What is shown of a part beside its entry, until it is edited. */
type Messages = Record<string, string>;

export class Store extends KeptEntries {
  readonly mode: string;
  readonly title: string;
  readonly introduction: string;
  readonly lesson: LessonView | null;
  private messages: Messages = {};
  private states = new WeakMap<Entry, QuestionState>();
  private readonly clock = new AnswerClock();
  /** The entries before the quiz was begun anew, until the next answer. */
  private before: Entries | null = null;

  constructor(data: QuizData, host: Host) {
    super(data, host);
    this.mode = data.mode;
    this.title = data.title;
    this.introduction = data.introduction;
    this.lesson = data.lesson?.id ? data.lesson : null;
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
    const waiting = (id: string) => now[id]?.attempts ?? [];
    this.renew(
      Object.fromEntries(
        this.ids().map((id) => [id, { ...(before[id] ?? EMPTY), attempts: waiting(id) }]),
      ),
    );
  }

  private renew(entries: Entries) {
    this.messages = {};
    this.putAll(entries);
  }

  /** Every attempt at these questions, by question: kept, on its way, or made of an old answer. */
  attempts(): Map<string, Attempt[]> {
    return this.history.of(this.asked, (id) => this.entry(id));
  }

  /** Whether the learner has put a flag on a question. */
  flagged(id: string): boolean {
    return isFlagged(this.entry(flagId(id)));
  }

  flag(id: string) {
    const answer = this.flagged(id) ? null : true;
    this.put(flagId(id), { ...EMPTY, answer }, 0);
    this.tell(id);
  }

  now(): Date {
    return new Date();
  }

  /** The page shows the question that is to be answered next. */
  startClock() {
    this.clock.start(this.now());
  }

  private view(id: string): QuestionView {
    const view = this.questions.find((each) => each.id === id);
    if (!view) throw new Error(`imuran-edu: no question '${id}' here`);
    return view;
  }
}
