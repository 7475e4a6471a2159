// Connections cut at any instant, requests doubled, pages and servers killed: what the page has taken arrives.
import { EMPTY } from "../../../src/imuran_edu/widgets/js/engine.ts";
import type {
  Entry,
  Loaded,
  Parcel,
  QuestionView,
} from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import {
  type Entries,
  type Host,
  NotSavedError,
} from "../../../src/imuran_edu/widgets/js/hosts/host.ts";
import type { QuizData } from "../../../src/imuran_edu/widgets/js/mount.ts";
import { Store } from "../../../src/imuran_edu/widgets/js/store.ts";

const RUNS = 1000;
const STEPS = 12;
const IDS = ["q-a", "q-b", "q-c"];
const QUIET = { level: "none", text: "" } as const;

/** Numbers from 0 to below 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const view = (id: string): QuestionView => ({
  id,
  type: "short_text",
  number: "1",
  points: 1,
  stem: "",
  hints: [],
  version: "v1",
});
const data: QuizData = {
  mode: "graded",
  title: "",
  introduction: "",
  round_id: "",
  questions: IDS.map(view),
};

/** The store on the server's disk: of two answers the later counts, and attempts are a set. */
class Disk {
  entries: Entries = {};
  attempts = new Set<string>();

  write({ entries, given }: Parcel) {
    for (const [id, { attempts = [], ...entry }] of Object.entries(entries)) {
      for (const line of attempts) this.attempts.add(line);
      const moment = Math.min(given[id] ?? Date.now(), Date.now());
      const saved = new Date(moment).toISOString();
      if ((this.entries[id]?.saved ?? "") <= saved) this.entries[id] = { ...entry, saved };
    }
  }

  get loaded(): Loaded {
    return { entries: { ...this.entries }, notice: QUIET, folder: "folder-a", now: Date.now() };
  }
}

/** A connection that loses requests, loses replies, doubles both, and takes its time. */
class BadHost implements Host {
  readonly savedWord = "Saved";
  readonly silence = "Nobody is there.";
  readonly server = "http://test/";
  private readonly disk: Disk;
  private readonly next: () => number;
  healed = false;

  constructor(disk: Disk, next: () => number) {
    this.disk = disk;
    this.next = next;
  }

  async load() {
    return this.disk.loaded;
  }

  async save(parcel: Parcel): Promise<Loaded> {
    const luck = this.healed ? 1 : this.next();
    const wait = this.healed ? 0 : this.next() * 3000;
    const copy = structuredClone(parcel);
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (luck < 0.25) throw new NotSavedError("cut before", true);
    this.disk.write(copy);
    if (luck < 0.4) throw new NotSavedError("cut after", true);
    if (luck < 0.5) return new Promise(() => {}); // the server died with the reply
    if (luck < 0.6) this.disk.write(copy);
    return this.disk.loaded;
  }

  onChange() {
    return () => {};
  }
}

async function term(seed: number) {
  const next = random(seed);
  const disk = new Disk();
  let host = new BadHost(disk, next);
  let store = new Store({ ...data, loaded: disk.loaded }, host);
  const taken: Record<string, string> = {};
  let count = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const deed = next();
    const id = IDS[Math.floor(next() * IDS.length)] as string;
    if (deed < 0.65) {
      count += 1;
      taken[id] = `answer ${count}`;
      store.answer({ id }, taken[id], next() < 0.5 ? 0 : 400);
    } else if (deed < 0.8) {
      // the page is killed: only the browser's storage is left
      store.close();
      forgetPage();
      host = new BadHost(disk, next);
      store = new Store({ ...data, loaded: disk.loaded }, host);
      store.recover();
    }
    await vi.advanceTimersByTimeAsync(next() * 2500);
  }
  host.healed = true;
  store.flushAll();
  await vi.advanceTimersByTimeAsync(60_000);
  const kept = Object.fromEntries(IDS.map((id) => [id, disk.entries[id]?.answer ?? undefined]));
  const shown = Object.fromEntries(IDS.map((id) => [id, store.entry(id).answer ?? undefined]));
  const expected = Object.fromEntries(IDS.map((id) => [id, taken[id]]));
  store.close();
  return { kept, shown, expected };
}

/** A browser's storage. In Node the timers of a term pass fifty times as fast. */
class Kept {
  [key: string]: unknown;
  setItem(key: string, text: string) {
    this[key] = text;
  }
  getItem(key: string) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  removeItem(key: string) {
    delete this[key];
  }
  clear() {
    for (const key of Object.keys(this)) delete this[key];
  }
}
vi.stubGlobal("localStorage", new Kept());
vi.stubGlobal("window", globalThis);
vi.stubGlobal("document", new EventTarget());
vi.stubGlobal("addEventListener", () => {});
vi.stubGlobal("removeEventListener", () => {});

const forgetPage = () =>
  (globalThis as { imuranWaiting?: Map<string, unknown> }).imuranWaiting?.clear();
beforeEach(() => {
  vi.useFakeTimers();
  forgetPage();
  localStorage.clear();
});
afterEach(() => vi.useRealTimers());

test(`${RUNS} terms of cuts and kills lose no answer that the page had taken`, async () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    forgetPage();
    localStorage.clear();
    const { kept, shown, expected } = await term(seed);
    expect(kept, `seed ${seed}: on the disk`).toEqual(expected);
    expect(shown, `seed ${seed}: on the page`).toEqual(expected);
    const left = Object.keys(localStorage).filter((key) => key.startsWith("imuran-edu waiting"));
    expect(left, `seed ${seed}: nothing waits`).toEqual([]);
  }
}, 300_000);

test("answers of another folder are not delivered here, and can be asked for", async () => {
  localStorage.clear();
  const disk = new Disk();
  const entry: Entry = { ...EMPTY, answer: "from there" };
  localStorage.setItem(
    "imuran-edu waiting http://test/ folder-b q-a",
    JSON.stringify({ entry, at: 1 }),
  );
  const host = new BadHost(disk, () => 0.9);
  host.healed = true;
  const store = new Store({ ...data, loaded: disk.loaded }, host);
  store.recover();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(disk.entries).toEqual({});
  expect(store.strays.entries).toEqual({ "q-a": entry });
  store.strays.drop();
  expect(store.strays.entries).toEqual({});
  store.close();
});

test("a browser that keeps nothing still delivers from the page, and says where answers are", async () => {
  const set = vi.spyOn(Kept.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const disk = new Disk();
  const host = new BadHost(disk, () => 0.1);
  const store = new Store({ ...data, loaded: disk.loaded }, host);
  store.answer({ id: "q-a" }, "only here", 0);
  await vi.advanceTimersByTimeAsync(5000);
  expect(store.delivery("q-a").waits).toBe("on page");
  expect(store.trouble?.kept).toBe(false);
  host.healed = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(disk.entries["q-a"]?.answer).toBe("only here");
  store.close();
  set.mockRestore();
});
