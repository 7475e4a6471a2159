import { EMPTY } from "../../../src/imuran_edu/widgets/js/engine.ts";
import type { QuestionView } from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import { type Entries, NotSavedError } from "../../../src/imuran_edu/widgets/js/hosts/host.ts";
import type { QuizData } from "../../../src/imuran_edu/widgets/js/mount.ts";
import { OWN, Store } from "../../../src/imuran_edu/widgets/js/store.ts";
import { FakeHost, QUIET } from "./fake_host.ts";

const view: QuestionView = {
  id: "q-word",
  type: "short_text",
  number: "1",
  points: 1,
  stem: "",
  hints: [],
  version: "v1",
};

function makeStore(entries: Entries = {}, folder = "folder-a") {
  const data: QuizData = {
    mode: "graded",
    title: "",
    introduction: "",
    round_id: "",
    questions: [view],
    loaded: { entries, notice: QUIET, folder },
  };
  const host = new FakeHost();
  return { host, store: new Store(data, host) };
}

beforeEach(() => {
  vi.useFakeTimers();
  (globalThis as { imuranWaiting?: Map<string, unknown> }).imuranWaiting?.clear();
  localStorage.clear();
});
afterEach(() => vi.useRealTimers());
const settle = () => vi.advanceTimersByTimeAsync(0);

test("saved is said when the store said so, and not before", async () => {
  const { host, store } = makeStore();
  store.answer({ id: "q-word" }, "x", 0);
  expect(store.delivery("q-word")).toEqual({ saving: true, problem: "", waits: "" });
  expect(store.whole("q-word").saved).toBeNull();
  await host.confirm(0);
  await settle();
  expect(store.delivery("q-word").saving).toBe(false);
  expect(store.whole("q-word").saved).toBe("2026-01-01T10:00:00");
});

test("typing is sent once, after a pause", async () => {
  const { host, store } = makeStore();
  for (const text of ["a", "ab", "abc"]) store.answer({ id: "q-word" }, text, 400);
  expect(host.saves).toEqual([]);
  await vi.advanceTimersByTimeAsync(400);
  expect(host.saves.map((each) => each["q-word"]?.answer)).toEqual(["abc"]);
});

test("a late reply does not take back what was typed since", async () => {
  const { host, store } = makeStore();
  store.answer({ id: "q-word" }, "old", 0);
  store.answer({ id: "q-word" }, "new", 0);
  await host.confirm(0);
  await settle();
  expect(store.whole("q-word").answer).toBe("new");
  expect(store.delivery("q-word").saving).toBe(true);
});

test("a silent store is told after a while, and what it says later counts", async () => {
  const { host, store } = makeStore();
  store.answer({ id: "q-word" }, "x", 0);
  await vi.advanceTimersByTimeAsync(4000);
  expect(store.trouble?.words).toBe("The store is silent.");
  expect(store.delivery("q-word").waits).toBe("in browser");
  await host.confirm(0);
  await settle();
  expect(store.delivery("q-word")).toEqual({ saving: false, problem: "", waits: "" });
  expect(store.trouble).toBeNull();
});

test("a request that is never answered holds nothing up once its answer is saved", async () => {
  const { host, store } = makeStore();
  store.answer({ id: "q-word" }, "x", 0);
  await vi.advanceTimersByTimeAsync(6000); // nobody answers, and it is sent again
  expect(host.saves.length).toBe(2);
  await host.confirm(1);
  await settle();
  expect(store.delivery("q-word")).toEqual({ saving: false, problem: "", waits: "" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(host.saves.length).toBe(2);
  expect(store.trouble).toBeNull();
});

test("a store that nobody looks at tries on, until another has delivered", async () => {
  const { host, store } = makeStore();
  store.answer({ id: "q-word" }, "x", 0);
  store.close();
  await vi.advanceTimersByTimeAsync(6000);
  expect(host.saves.length).toBe(2);
  const later = makeStore();
  later.store.recover();
  await later.host.confirm(0);
  await settle();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(host.saves.length).toBe(2);
  expect(later.host.saves.length).toBe(1);
});

test("a refusal is told, and saving again sends what was refused", async () => {
  const { host, store } = makeStore();
  store.answer({ id: "q-word" }, "x", 0);
  host.replies[0]?.reject(new NotSavedError("Not saved: the disk is full."));
  await settle();
  expect(store.notice).toEqual({ level: "error", text: "Not saved: the disk is full." });
  store.saveAgain();
  expect(host.saves[1]?.["q-word"]?.answer).toBe("x");
  await host.confirm(1);
  await settle();
  expect(store.notice).toEqual(QUIET);
  expect(store.delivery(OWN).problem).toBe("");
});

test("a new store sends what the former could not", async () => {
  const before = makeStore();
  before.store.answer({ id: "q-word" }, "x", 0);
  const { host, store } = makeStore();
  store.recover();
  expect(store.whole("q-word").answer).toBe("x");
  expect(host.saves[0]?.["q-word"]?.answer).toBe("x");
});

test("what another tab saved is shown, but nothing over what is being typed", async () => {
  const { host, store } = makeStore();
  host.tell({ entries: { "q-word": { ...EMPTY, answer: "there" } }, notice: QUIET });
  expect(store.whole("q-word").answer).toBe("there");
  store.answer({ id: "q-word" }, "here", 400);
  host.tell({ entries: { "q-word": { ...EMPTY, answer: "again" } }, notice: QUIET });
  expect(store.whole("q-word").answer).toBe("here");
});

test("what another tab gave while an answer was sent twice is shown, and stays", async () => {
  const { host, store } = makeStore();
  store.answer({ id: "q-word" }, "here", 0);
  await vi.advanceTimersByTimeAsync(6000);
  expect(host.saves.map((each) => each["q-word"]?.answer)).toEqual(["here", "here"]);
  await host.confirm(0);
  await settle();
  const entry = { ...EMPTY, answer: "there", saved: "2026-01-01T10:00:01" };
  const later = { entries: { "q-word": entry }, notice: QUIET };
  host.tell(later);
  expect(store.whole("q-word").answer).toBe("there");
  await host.confirm(1); // an older reply
  await settle();
  expect(store.whole("q-word").answer).toBe("there");
});

const LINE = "2026-03-01T12:00:00Z 2026-03-01 q-word 0 - 0 -";
const keyed: QuestionView = {
  ...view,
  key: {
    data: { accepted: ["bone marrow"], typos: 1, right: "", spelt: "", others: [], otherwise: "" },
    several: false,
    rationale: "",
    evidence: "",
    corrected: [],
  },
};

function makePractice(attempts: string[] = []) {
  const host = new FakeHost();
  const rest = { title: "", introduction: "", round_id: "round-of-x", questions: [keyed] };
  const loaded = { entries: {}, notice: QUIET, attempts };
  return { host, store: new Store({ mode: "practice", ...rest, loaded }, host) };
}

test("an attempt travels with its answer, and is sent until the host has it", async () => {
  vi.setSystemTime("2026-03-01T12:00:00Z");
  const { host, store } = makePractice();
  store.check({ id: "q-word" }, "liver");
  expect(host.saves[0]?.["q-word"]?.attempts).toEqual([LINE]);
  expect(store.attempts().get("q-word")).toHaveLength(1);
  host.replies[0]?.reject(new NotSavedError("Not saved: the disk is full."));
  await settle();
  store.saveAgain();
  expect(host.saves[1]?.["q-word"]?.attempts).toEqual([LINE]);
  await host.confirm(1);
  await settle();
  store.hint({ id: "q-word" });
  expect(host.saves[2]?.["q-word"]?.attempts).toBeUndefined();
  expect(store.attempts().get("q-word")).toHaveLength(1);
});

test("how long an answer took is counted from the one before", () => {
  vi.setSystemTime("2026-03-01T12:00:00Z");
  const { store } = makePractice();
  store.startClock();
  vi.setSystemTime("2026-03-01T12:00:42Z");
  store.check({ id: "q-word" }, "liver");
  expect(store.attempts().get("q-word")?.[0]?.seconds).toBe(42);
});

test("a new start can be undone until the next answer, and attempts stay", async () => {
  vi.setSystemTime("2026-03-01T12:00:00Z");
  const { host, store } = makePractice();
  store.check({ id: "q-word" }, "bone marrow");
  await host.confirm(0);
  await settle();
  store.restart();
  expect(store.state({ id: "q-word" })).toMatchObject({ answer: null, feedback: null });
  expect(store.canUndo).toBe(true);
  store.undo();
  expect(store.state({ id: "q-word" }).feedback?.status).toBe("right");
  expect(store.canUndo).toBe(false);
  expect(host.saves.at(-1)?.["q-word"]).toMatchObject({ answer: "bone marrow" });
  store.restart();
  store.answer({ id: "q-word" }, "x", 0);
  expect(store.canUndo).toBe(false);
  expect(store.attempts().get("q-word")).toHaveLength(1);
});
