// What is kept of the questions of one quiz or graded question: entries, brought to a host and heard from it. How a
// learner changes them is the business of `store.ts`.
import { Deliveries, OWN, type Progress } from "./deliveries.ts";
import { EMPTY, partsOf } from "./engine.ts";
import type { Answer, Entry, Loaded, Notice, QuestionView } from "./generated/protocol.ts";
import type { Entries, Host } from "./hosts/host.ts";
import { History } from "./learning/history.ts";
import type { QuizData } from "./mount.ts";
import { Outbox, type Strays } from "./outbox.ts";
import { inRound } from "./rounds.ts";
import { sameAnswer } from "./text.ts";
import { inRow, rowFor } from "./variants.ts";

export interface StoreView {
  update(id: string): void;
  rebuild(): void;
}

/** The page's own event: something was saved. The scripts of a page share nothing else. */
export const SAVED = "imuran-saved";

const QUIET: Notice = { level: "none", text: "" };

export class KeptEntries {
  host: Host;
  /** In the order of the round. */
  questions: QuestionView[] = [];
  notice: Notice;
  readonly views = new Set<StoreView>();
  /** Called when the host has saved something. */
  onSaved: () => void = () => {};
  protected readonly asked: QuestionView[];
  protected readonly roundId: string;
  protected readonly history = new History();
  protected entries: Entries;
  private deliveries: Deliveries;
  private stop: () => void = () => {};

  constructor(data: QuizData, host: Host) {
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
    const unsaved = this.ids().filter((id) => this.delivery(id).saving || this.delivery(id).waits);
    this.deliveries = this.connect(host);
    this.changedElsewhere(loaded);
    this.recover(unsaved);
  }

  /** Nobody shows it any more. */
  close() {
    this.stop();
    this.deliveries.close();
  }

  /** By which the text that stands in for the questions is found. */
  get name(): string {
    return this.asked[0]?.id ?? "";
  }

  private connect(host: Host): Deliveries {
    this.host = host;
    this.stop = host.onChange((loaded) => this.changedElsewhere(loaded));
    return new Deliveries(this, new Outbox(host.server, host.server));
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

  /**
   * A view has found its place on the page: send what waits of an earlier store, of this page or another.
   * @param unsaved shown here, but not yet known to be kept
   */
  recover(unsaved: string[] = []) {
    const round = this.round();
    for (const id of this.ids()) {
      const waiting = this.deliveries.outbox.get(id);
      if (!waiting || this.delivery(id).saving || this.delivery(id).waits) continue;
      const same = !waiting.entry.attempts?.length && sameKept(waiting.entry, this.entry(id));
      if (same && !unsaved.includes(id)) this.deliveries.outbox.taken(id, waiting.at);
      else this.put(id, { ...waiting.entry, saved: this.entry(id).saved }, 0, waiting.at);
    }
    if (!sameAnswer(round, this.round())) this.rearrange();
  }

  protected ids(): string[] {
    return [...this.asked.map(({ id }) => id), ...(this.roundId ? [this.roundId] : [])];
  }

  entry(id: string): Entry {
    return this.entries[id] ?? EMPTY;
  }

  /** Entries have changed that belong together: show them, and save them as one. */
  protected putAll(entries: Entries) {
    this.entries = { ...this.entries, ...entries };
    this.rearrange();
    this.deliveries.putAll(Object.keys(entries));
  }

  /** Keep an entry, show it, and save it now or after a pause. */
  protected put(id: string, entry: Entry, delay: number, at?: number) {
    this.entries[id] = entry;
    this.deliveries.put(id, delay, at);
    this.tell(id);
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
      const shown = this.entry(id);
      const { saving, waits } = this.delivery(id);
      if (shown === entry) {
        // a later answer may have been there
        const { attempts: _, ...rest } = entry;
        const own = sameAnswer(stored.answer, entry.answer);
        this.entries[id] = own ? { ...rest, saved: stored.saved } : stored;
      } else if (!saving && !waits && stored.saved >= shown.saved) {
        // sent twice, and somebody else's came between; one that was changed meanwhile is sent once more, with its
        // attempts: of equal ones one counts
        this.entries[id] = stored;
      }
    }
    this.setNotice(notice);
    this.onSaved();
    document.dispatchEvent(new Event(SAVED));
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
    if (!sameAnswer(round, this.round()) || this.otherRows()) this.rearrange();
    this.setNotice(notice);
  }

  private named({ folder, now }: Loaded) {
    this.deliveries.setClock(now);
    if (folder) this.deliveries.outbox.name(folder, this.ids());
  }

  private round(): Answer {
    return this.entries[this.roundId]?.answer ?? null;
  }

  private setNotice(notice: Notice) {
    this.notice = notice;
    this.tell(OWN);
  }

  private rearrange() {
    this.arrange();
    for (const view of this.views) view.rebuild();
  }

  /** Put the questions in the order of the round. */
  protected arrange() {
    const rows = this.rows();
    const asked = this.asked.map((view) => inRow(view, rows.get(view.id) ?? 0));
    this.questions = inRound(asked, this.entries[this.roundId]);
  }

  /** The row of each template, as it is to be shown now. */
  private rows(): Map<string, number> {
    const templates = this.asked.filter(({ rows }) => rows);
    const attempts = templates.length
      ? this.history.of(this.asked, (id) => this.entry(id))
      : new Map<string, unknown[]>();
    return new Map(
      templates.map((view) => {
        const ids = [view.id, ...partsOf(view).map(({ id }) => id)];
        const tries = Math.max(...ids.map((id) => attempts.get(id)?.length ?? 0));
        return [view.id, rowFor(view, this.entry(view.id), tries)];
      }),
    );
  }

  /** Whether an answer from elsewhere is to other numbers than those on the page. */
  private otherRows(): boolean {
    const shown = new Map(this.questions.map(({ id, rows }) => [id, rows?.row]));
    return [...this.rows()].some(([id, row]) => shown.get(id) !== row && !this.delivery(id).saving);
  }
}

/** Equal but for what a store adds. */
function sameKept(one: Entry, other: Entry): boolean {
  const bare = ({ answer, checked, hints }: Entry) => ({ answer, checked, hints });
  return sameAnswer(bare(one), bare(other));
}
