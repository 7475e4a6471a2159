// Answers kept by Jupyter's server (`server/extension/answers.py`): without a kernel, and for all tabs alike.
import type {
  FileMessage,
  FromCard,
  Loaded,
  Parcel,
  ProgressView,
  ToCard,
} from "../generated/protocol.ts";
import { t } from "../words.ts";
import { type CardHost, type Entries, type Host, NotSavedError } from "./host.ts";
import { ask, encoded, jupyterAddress, silence } from "./jupyter.ts";

/** What the server answers: what the store holds, and a text that differs once somebody has written. */
interface Told {
  loaded: Loaded;
  state: string;
  problem?: string;
}

const OFTEN = 700; // ms between looks for others' answers, while somebody is at work here
const SELDOM = 10_000;
const AT_WORK = 5 * 60_000; // ms since the last key or click

let leaving = false;
addEventListener(
  "pagehide",
  () => {
    leaving = true;
  },
  true,
);
addEventListener(
  "pageshow",
  () => {
    leaving = false;
  },
  true,
);

export class ServerHost implements Host {
  readonly savedWord = t("Saved");
  readonly silence = silence();
  readonly server = jupyterAddress();
  private readonly path: () => string;
  private readonly callbacks = new Set<(loaded: Loaded) => void>();
  private loading: Promise<Loaded> | null = null;
  private state = "";
  private folder = "";
  private timer = 0;
  private sent: Promise<unknown> = Promise.resolve();
  private lastWork = Date.now();
  /** How many saves have begun or ended, and how often there was news: what was asked before says nothing any more. */
  private turns = 0;

  /** @param path of the notebook below Jupyter's root, or what tells it: a notebook may get another name */
  constructor(path: string | (() => string)) {
    this.path = typeof path === "string" ? () => path : path;
  }

  private get address(): string {
    return `answers/${encoded(this.path())}`;
  }

  /** Quizzes of one notebook that ask at once share one answer. */
  load(): Promise<Loaded> {
    this.loading ??= this.read().finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  private async read(): Promise<Loaded> {
    const { turns } = this;
    const told = (await ask("GET", this.address)) as Told;
    return turns === this.turns ? this.heard(told) : this.read();
  }

  /**
   * One parcel after another: two requests at once may arrive in the other order, and the older answer would be kept.
   * Who leaves the page cannot wait.
   */
  save(parcel: Parcel): Promise<Loaded> {
    const saved = leaving ? this.put(parcel) : this.sent.then(() => this.put(parcel));
    this.sent = saved.catch(() => {});
    return saved;
  }

  private async put(parcel: Parcel): Promise<Loaded> {
    this.turns += 1;
    const sent = ask("PUT", this.address, { parcel, folder: this.folder });
    const told = (await sent.finally(() => {
      this.turns += 1;
    })) as Told;
    if (told.problem) throw new NotSavedError(told.problem);
    return this.heard(told);
  }

  async export(entries: Entries): Promise<FileMessage> {
    return (await ask("POST", this.address, { entries })) as FileMessage;
  }

  onChange(callback: (loaded: Loaded) => void): () => void {
    this.callbacks.add(callback);
    if (this.callbacks.size === 1) this.watch();
    return () => {
      this.callbacks.delete(callback);
      if (this.callbacks.size === 0) this.unwatch();
    };
  }

  /** Others' answers may come along with any reply, and only once: so all questions that share this host are told. */
  private heard({ loaded, state }: Told): Loaded {
    const isNews = state !== this.state;
    this.state = state;
    this.folder = loaded.folder ?? "";
    if (!isNews) return loaded;
    this.turns += 1;
    for (const callback of [...this.callbacks]) callback(loaded);
    return loaded;
  }

  private readonly work = () => {
    this.lastWork = Date.now();
  };

  private readonly seen = () => {
    if (document.visibilityState === "visible") this.soon(0);
  };

  private watch() {
    for (const name of ["keydown", "pointerdown"]) addEventListener(name, this.work, true);
    document.addEventListener("visibilitychange", this.seen);
    this.soon(OFTEN);
  }

  private unwatch() {
    for (const name of ["keydown", "pointerdown"]) removeEventListener(name, this.work, true);
    document.removeEventListener("visibilitychange", this.seen);
    clearTimeout(this.timer);
  }

  private soon(milliseconds: number) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.look(), milliseconds);
  }

  /** Has somebody written? A page that nobody sees need not know. */
  private async look() {
    let pause = Date.now() - this.lastWork < AT_WORK ? OFTEN : SELDOM;
    if (this.state && document.visibilityState === "visible") {
      try {
        const { turns } = this;
        const told = await ask("GET", `${this.address}?since=${encodeURIComponent(this.state)}`);
        if (told && turns === this.turns) this.heard(told as Told);
      } catch {
        pause = SELDOM; // whoever saves says what is the matter
      }
    }
    if (this.callbacks.size) this.soon(pause);
  }
}

/** The progress card of a notebook's folder, by Jupyter's server. */
export class ServerCardHost implements CardHost {
  readonly silence = silence();
  private readonly address: string;
  private readonly callbacks = new Set<(message: ToCard) => void>();
  private turn: Promise<void> = Promise.resolve();
  private lookWaits = false;

  constructor(path: string) {
    this.address = `progress/${encoded(path)}`;
  }

  view(): ProgressView | null {
    return null;
  }

  /** One after the other: what is told last is then what was asked last. Of looks that wait one is enough. */
  ask(message: FromCard) {
    const look = message.type === "look";
    if (look && this.lookWaits) return;
    this.lookWaits ||= look;
    this.turn = this.turn.then(async () => {
      if (look) this.lookWaits = false;
      try {
        await this.post(message);
      } catch (error) {
        this.tell({ type: "said", level: "error", text: String((error as Error).message) });
      }
    });
  }

  listen(callback: (message: ToCard) => void): () => void {
    this.callbacks.add(callback);
    this.ask({ type: "look" });
    return () => this.callbacks.delete(callback);
  }

  private async post(message: FromCard) {
    const told = (await ask("POST", this.address, message)) as { messages: ToCard[] };
    for (const each of told.messages) this.tell(each);
  }

  private tell(message: ToCard) {
    for (const callback of [...this.callbacks]) callback(message);
  }
}
