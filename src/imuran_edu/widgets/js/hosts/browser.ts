// Answers kept by the browser alone: for pages without a server, and where one folder serves many readers.
import type {
  Entry,
  FromCard,
  Loaded,
  Notice,
  Parcel,
  ProgressView,
  ToCard,
} from "../generated/protocol.ts";
import { type PageStorage, pageStorage, parsed } from "../page_storage.ts";
import { t } from "../words.ts";
import { type CardHost, type Entries, type Host, NotSavedError } from "./host.ts";

// Browsers tell other tabs of a change, and not the one that made it. Each script of a page has its own copy of this module.
const page = globalThis as { imuranHearing?: Set<(loaded: Loaded) => void> };
page.imuranHearing ??= new Set();
const HEARING = page.imuranHearing;

/** The time as a store writes it, so that texts sort by time. */
const asSaved = (time: number) => new Date(time).toISOString().replace("Z", "000+00:00");

function asEntry(text: string | null): Entry | null {
  const found = parsed(text) as Partial<Entry> | null;
  const whole =
    found !== null &&
    typeof found === "object" &&
    "answer" in found &&
    typeof found.saved === "string" &&
    typeof found.version === "string" &&
    Array.isArray(found.checked) &&
    found.hints !== null &&
    typeof found.hints === "object";
  return whole ? (found as Entry) : null;
}

export class BrowserHost implements Host {
  readonly silence = t("This browser does not answer.");
  readonly server: string = location.origin;
  private readonly storage: PageStorage;
  private readonly prefix: string;
  private readonly attemptsKey: string;

  /** @param name of an assignment, whose answers are kept apart from those of the course */
  constructor(storage: PageStorage = pageStorage, name = "") {
    this.storage = storage;
    const own = name ? `imuran-edu of ${name}` : "imuran-edu";
    this.prefix = `${own} answer `;
    this.attemptsKey = `${own} attempts`;
  }

  get savedWord(): string {
    return this.storage.fleeting ? t("Kept on this page only") : t("Kept in this browser");
  }

  async load(): Promise<Loaded> {
    return this.now();
  }

  /** Keep these as they are, with their times, and tell the questions of this page. */
  replace(entries: Entries, attempts: string[]) {
    this.storage.set(this.attemptsKey, attempts.join("\n"));
    for (const [id, entry] of Object.entries(entries)) {
      this.storage.set(this.prefix + id, JSON.stringify(entry));
    }
    this.tell();
  }

  /** What is kept now, as the other questions of this page hear it. */
  private tell(): Loaded {
    const loaded = this.now();
    for (const callback of [...HEARING]) callback(loaded);
    return loaded;
  }

  /** Forget everything of the learner. */
  clear() {
    for (const key of this.storage.keys())
      if (key === this.attemptsKey || key.startsWith(this.prefix)) this.storage.remove(key);
  }

  async save({ entries, given }: Parcel): Promise<Loaded> {
    const lines = new Set(this.attempts);
    for (const entry of Object.values(entries))
      for (const line of entry.attempts ?? []) lines.add(line);
    const attempts = [...lines].join("\n");
    if (lines.size && !this.storage.set(this.attemptsKey, attempts)) throw this.refusal();
    for (const [id, { attempts: _, ...entry }] of Object.entries(entries)) {
      const saved = asSaved(Math.min(given[id] ?? Date.now(), Date.now()));
      const there = asEntry(this.storage.get(this.prefix + id));
      const now = asSaved(Date.now());
      if (there && there.saved > saved && there.saved <= now) continue;
      if (!this.storage.set(this.prefix + id, JSON.stringify({ ...entry, saved })))
        throw this.refusal();
    }
    return this.tell();
  }

  onChange(callback: (loaded: Loaded) => void): () => void {
    const listener = ({ key }: StorageEvent) => {
      if (key === null || key.startsWith(this.prefix)) callback(this.now());
    };
    addEventListener("storage", listener);
    HEARING.add(callback);
    return () => {
      removeEventListener("storage", listener);
      HEARING.delete(callback);
    };
  }

  private get attempts(): string[] {
    return (this.storage.get(this.attemptsKey) ?? "").split("\n").filter(Boolean);
  }

  now(): Loaded {
    const keys = this.storage.keys().filter((key) => key.startsWith(this.prefix));
    const found = keys.map((key) => [
      key.slice(this.prefix.length),
      asEntry(this.storage.get(key)),
    ]);
    const notice: Notice = { level: "none", text: "" };
    const entries = Object.fromEntries(found.filter(([, entry]) => entry));
    return { entries, notice, attempts: this.attempts };
  }

  private refusal() {
    return new NotSavedError(
      t(
        "Not saved: this browser keeps nothing here, or has no room. Your answers are on this page only.",
      ),
    );
  }
}

/** A progress card whose kernel serves many readers: it is lent what this browser keeps, and gives back what came to it. */
export class LendingCardHost implements CardHost {
  private readonly kernel: CardHost;
  private readonly browser: BrowserHost;

  constructor(kernel: CardHost, browser = new BrowserHost()) {
    this.kernel = kernel;
    this.browser = browser;
  }

  get silence() {
    return this.kernel.silence;
  }

  /** What the kernel knows before it is lent anything is nobody's. */
  view(): ProgressView | null {
    return null;
  }

  ask(message: FromCard) {
    this.lend();
    this.kernel.ask(message);
  }

  /** Let the kernel know what this browser keeps, before it is asked about it. */
  lend() {
    const { entries, attempts = [] } = this.browser.now();
    this.kernel.ask({ type: "lend", entries, attempts });
  }

  listen(callback: (message: ToCard) => void): () => void {
    const stop = this.kernel.listen((message) => {
      if (message.type === "lent") this.browser.replace(message.entries, message.attempts);
      else callback(message);
    });
    this.ask({ type: "look" });
    return stop;
  }
}
