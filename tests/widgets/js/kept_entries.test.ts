// What is kept of a quiz's questions, and what the page shows when its host tells of something.
import { EMPTY } from "../../../src/imuran_edu/widgets/js/engine.ts";
import type {
  Entry,
  Loaded,
  QuestionView,
} from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import type { Entries } from "../../../src/imuran_edu/widgets/js/hosts/host.ts";
import { SAVED } from "../../../src/imuran_edu/widgets/js/kept_entries.ts";
import type { QuizData } from "../../../src/imuran_edu/widgets/js/mount.ts";
import { Store } from "../../../src/imuran_edu/widgets/js/store.ts";
import { FakeHost, QUIET } from "./fake_host.ts";
import { freshPage, leavePage, settle } from "./fake_page.ts";

beforeEach(() => {
  freshPage();
  vi.setSystemTime("2026-03-01T12:00:00Z");
});
afterEach(leavePage);

const word = (id: string): QuestionView => ({
  ...{ id, type: "short_text", number: "1", points: 1, stem: "", hints: [], version: "v0" },
});
const template: QuestionView = {
  ...word("t"),
  type: "numeric",
  stem: "10 mg",
  rows: {
    view: { stem: "700000000007 mg" },
    values: [["10"], ["20"], ["30"]],
    versions: ["v0", "v1", "v2"],
    row: 0,
  },
};
const given = (answer: Entry["answer"], more: Partial<Entry> = {}): Entry => ({
  ...{ ...EMPTY, answer, ...more },
});
const attempt = (id: string, minute: number) =>
  `2026-02-01T12:0${minute}:00Z 2026-02-01 ${id} 0 - 0 -`;

interface Made {
  questions?: QuestionView[];
  entries?: Entries;
  attempts?: string[];
  loaded?: Loaded | null;
  folder?: string;
}

function made({ questions = [word("q"), word("r")], entries = {}, ...more }: Made = {}) {
  const { attempts = [], folder = "folder-a" } = more;
  const loaded = { entries, attempts, folder, notice: QUIET };
  const data = {
    ...{ mode: "practice", title: "", introduction: "", round_id: "round-of-x", questions },
    loaded: more.loaded === null ? undefined : loaded,
  } as QuizData;
  const host = new FakeHost();
  const store = new Store(data, host);
  const log: string[] = [];
  store.views.add({ update: (id) => log.push(id || "all"), rebuild: () => log.push("rebuild") });
  return { host, store, log };
}

const told = (entries: Entries, more: Partial<Loaded> = {}) => ({
  entries,
  notice: QUIET,
  ...more,
});
const stems = (store: Store) => store.questions.map(({ stem }) => stem);

describe("a template", () => {
  test("shows the next row after every attempt, and begins again after the last", () => {
    const rows = [0, 1, 2, 3].map((count) => {
      const attempts = Array.from({ length: count }, (_, i) => attempt("t", i));
      return stems(made({ questions: [template], attempts }).store)[0];
    });
    expect(rows).toEqual(["10 mg", "20 mg", "30 mg", "10 mg"]);
  });

  test("keeps the row of the answer", () => {
    const entries = { t: given("5", { version: "v2" }) };
    const { store } = made({ questions: [template], entries, attempts: [attempt("t", 0)] });
    expect(stems(store)).toEqual(["30 mg"]);
  });

  test("of a case is another after most attempts at a part", () => {
    const stages = [{ id: "s", title: "", story: "", questions: [word("p1"), word("p2")] }];
    const casus = { ...template, type: "case", stages };
    const attempts = [attempt("p2", 0), attempt("p2", 1), attempt("p1", 2)];
    expect(stems(made({ questions: [casus], attempts }).store)).toEqual(["30 mg"]);
  });

  test("that was answered elsewhere by other numbers is drawn anew, with those", () => {
    const { host, store, log } = made({ questions: [template] });
    host.tell(told({ t: given("5", { version: "v1" }) }));
    expect(stems(store)).toEqual(["20 mg"]);
    expect(log).toContain("rebuild");
    log.length = 0;
    host.tell(told({ t: given("6", { version: "v1" }) }));
    expect(log).toEqual(["t", "all"]);
  });

  test("stays as it is while its answer is on its way", () => {
    const { host, store, log } = made({ questions: [template, word("q")] });
    store.answer({ id: "t" }, "5", 0);
    log.length = 0;
    host.tell(told({ q: given("x") }, { attempts: [attempt("t", 0), attempt("t", 1)] }));
    expect(stems(store)[0]).toBe("10 mg");
    expect(log).toEqual(["q", "all"]);
  });
});

describe("another tab", () => {
  test("is shown, and only what it changed", () => {
    const entries = { q: given("x") };
    const { host, store, log } = made({ entries });
    host.tell(told({ q: given("x"), r: given("y") }, { notice: { level: "error", text: "!" } }));
    expect([store.entry("q").answer, store.entry("r").answer]).toEqual(["x", "y"]);
    expect(store.notice).toEqual({ level: "error", text: "!" });
    expect(log).toEqual(["r", "all"]);
  });

  test("that began another round has the page drawn anew", () => {
    const { host, store, log } = made();
    host.tell(told({ "round-of-x": given({ round: 2, seed: 7 }), q: given("x") }));
    expect(log).toEqual(["rebuild", "all"]);
    expect(store.questions.map(({ number }) => number)).toEqual(["1", "2"]);
  });

  test("says nothing over an answer that waits", async () => {
    const { host, store } = made();
    store.answer({ id: "q" }, "here", 0);
    await vi.advanceTimersByTimeAsync(4000);
    host.tell(told({ q: given("there") }));
    expect(store.entry("q").answer).toBe("here");
  });
});

describe("what the host has kept", () => {
  test("gets its time, and its attempts wait no more; the page is told", async () => {
    const { host, store } = made();
    const heard = vi.fn();
    document.addEventListener(SAVED, heard);
    store.onSaved = heard;
    store.answer({ id: "q" }, "x", 0);
    expect(heard).not.toHaveBeenCalled();
    await host.confirm(0);
    await settle();
    expect(store.entry("q")).toMatchObject({ answer: "x", saved: "2026-01-01T10:00:00" });
    expect("attempts" in store.entry("q")).toBe(false);
    expect(heard).toHaveBeenCalledTimes(2);
  });

  test("is shown where a later answer of another tab was there", async () => {
    const { host, store } = made();
    store.answer({ id: "q" }, "x", 0);
    const later = given("later", { saved: "2026-03-01T13:00:00" });
    host.replies[0]?.resolve(told({ q: later }, { notice: { level: "info", text: "!" } as never }));
    await settle();
    expect(store.entry("q")).toEqual(later);
    expect(store.notice.text).toBe("!");
  });

  test("says nothing of what it does not name, nor of what was given since", async () => {
    const { host, store } = made();
    store.answer({ id: "q" }, "old", 0);
    store.answer({ id: "q" }, "new", 0);
    host.replies[0]?.resolve(told({ q: given("old", { saved: "2027" }) }));
    await settle();
    expect(store.entry("q")).toMatchObject({ answer: "new", saved: "" });
    host.replies[1]?.resolve(told({}));
    await settle();
    expect(store.entry("q")).toMatchObject({ answer: "new", saved: "" });
  });
});

describe("what waited", () => {
  const waits = (answer: string, more: Partial<Entry> = {}, id = "q") =>
    localStorage.setItem(
      `imuran-edu waiting http://test/ folder-a ${id}`,
      JSON.stringify({ entry: given(answer, more), at: 1000 }),
    );

  test("is sent, with the time of then, and shown with the saved time of the store", () => {
    waits("x", { saved: "never" });
    const { host, store } = made({ entries: { q: given("before", { saved: "2026-01-01" }) } });
    store.recover();
    expect(host.saves.map((each) => each.q?.answer)).toEqual(["x"]);
    expect(host.given[0]).toEqual({ q: 1000 });
    expect(store.entry("q")).toMatchObject({ answer: "x", saved: "2026-01-01" });
    store.recover(); // it is on its way
    expect(host.saves.length).toBe(1);
  });

  test("is forgotten where the store has it, but not with attempts", () => {
    waits("x");
    waits("y", { attempts: [attempt("r", 0)] }, "r");
    const entries = { q: given("x", { saved: "2026-01-01" }), r: given("y") };
    const { host, store } = made({ entries });
    store.recover();
    expect(host.saves.map((each) => Object.keys(each))).toEqual([["r"]]);
    expect(Object.keys(localStorage).length).toBe(1);
  });

  test("is sent where it was checked since, or a hint was shown", () => {
    waits("x", { checked: ["q"] });
    waits("y", { hints: { r: 1 } }, "r");
    const { host, store } = made({ entries: { q: given("x"), r: given("y") } });
    store.recover();
    expect(host.saves.map((each) => Object.keys(each).join())).toEqual(["q", "r"]);
  });

  test("of a round has the page drawn anew", () => {
    const round = given({ round: 2, seed: 7 });
    const key = "imuran-edu waiting http://test/ folder-a round-of-x";
    localStorage.setItem(key, JSON.stringify({ entry: round, at: 1000 }));
    const { store, log } = made();
    store.recover();
    expect(log).toEqual(["rebuild"]);
  });

  test("of another folder is a stray: not sent, but counted, until it is forgotten", () => {
    waits("x");
    const { host, store } = made({ folder: "folder-b" });
    store.recover();
    expect(host.saves).toEqual([]);
    expect(store.entry("q")).toEqual(EMPTY);
    expect(store.strays.entries).toEqual({ q: given("x") });
    store.strays.drop();
    expect(store.strays.entries).toEqual({});
  });
});

describe("hosts", () => {
  test("a page that came without answers asks for them, and sends what waits", async () => {
    const { host, store } = made({ loaded: null });
    host.load = async () => told({});
    expect(store.entry("q")).toEqual(EMPTY);
    await settle();
    const other = new FakeHost();
    other.load = async () => told({ q: given("there") }, { folder: "folder-a" });
    const key = "imuran-edu waiting http://test/ folder-a r";
    localStorage.setItem(key, JSON.stringify({ entry: given("waited"), at: 1000 }));
    const bare = { mode: "graded", title: "", introduction: "", round_id: "" };
    const late = new Store({ ...bare, questions: [word("q"), word("r")] } as QuizData, other);
    await settle();
    expect(late.entry("q").answer).toBe("there");
    expect(other.saves.map((each) => each.r?.answer)).toEqual(["waited"]);
  });

  test("one that cannot load says so", async () => {
    const other = new FakeHost();
    other.load = async () => {
      throw new Error("The folder cannot be read.");
    };
    const bare = { mode: "graded", title: "", introduction: "", round_id: "" };
    const late = new Store({ ...bare, questions: [word("q")] } as QuizData, other);
    await settle();
    expect(late.notice).toEqual({ level: "error", text: "The folder cannot be read." });
  });

  test("another host takes over: what was typed is sent to the first, and what it lacks to the next", async () => {
    const { host, store } = made();
    store.answer({ id: "q" }, "typed", 400);
    const next = new FakeHost();
    store.use(next, told({ r: given("there") }, { folder: "folder-a" }));
    expect(host.saves.map((each) => each.q?.answer)).toEqual(["typed"]);
    expect(host.stopped).toBe(1);
    expect(store.entry("r").answer).toBe("there");
    expect(next.saves.map((each) => each.q?.answer)).toEqual(["typed"]);
    await next.confirm(0);
    await settle();
    expect(store.delivery("q")).toEqual({ saving: false, problem: "", waits: "" });
    next.tell(told({ r: given("again") }));
    expect(store.entry("r").answer).toBe("again");
  });

  test("one that nobody shows any more tells nothing", () => {
    const { host, store } = made();
    store.close();
    expect(host.stopped).toBe(1);
  });

  test("a quiz goes by the id of its first question", () => {
    expect(made().store.name).toBe("q");
    expect(made({ questions: [] }).store.name).toBe("");
  });
});
