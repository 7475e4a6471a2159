// What a learner does with the questions of a quiz, beside answering: check, see the key, flag, begin anew.
import { EMPTY } from "../../../src/imuran_edu/widgets/js/engine.ts";
import type { QuestionView } from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import type { Entries } from "../../../src/imuran_edu/widgets/js/hosts/host.ts";
import type { QuizData } from "../../../src/imuran_edu/widgets/js/mount.ts";
import { Store } from "../../../src/imuran_edu/widgets/js/store.ts";
import { FakeHost, QUIET } from "./fake_host.ts";
import { freshPage, leavePage } from "./fake_page.ts";

beforeEach(() => {
  freshPage();
  vi.setSystemTime("2026-03-01T12:00:00Z");
});
afterEach(leavePage);

const word = (id: string): QuestionView => ({
  ...{ id, type: "short_text", number: "1", points: 1, stem: "", hints: ["one"], version: "v1" },
  key: {
    ...{ several: false, rationale: "<p>Why</p>", evidence: "", corrected: [] },
    data: {
      ...{ accepted: ["marrow"], typos: 0, right: "", spelt: "", others: [], otherwise: "no" },
    },
  },
});
const stages = [{ id: "s", title: "", story: "", questions: [word("p1"), word("p2")] }];
const casus: QuestionView = { ...word("c"), type: "case", key: undefined, stages };

function made(entries: Entries = {}, more: Partial<QuizData> = {}) {
  const questions = [word("q"), word("r"), casus];
  const rest = { mode: "practice", title: "T", introduction: "I", round_id: "round-of-x" };
  const loaded = { entries, notice: QUIET };
  const host = new FakeHost();
  const store = new Store({ ...rest, questions, loaded, ...more } as QuizData, host);
  const log: string[] = [];
  store.views.add({ update: (id) => log.push(id || "all"), rebuild: () => log.push("rebuild") });
  return { host, store, log, last: () => host.saves.at(-1) ?? {} };
}

test("a quiz has its words, and a lesson only if that has an id", () => {
  expect(made().store).toMatchObject({ mode: "practice", title: "T", introduction: "I" });
  expect(made().store.practice).toBe(true);
  expect(made({}, { mode: "graded" }).store.practice).toBe(false);
  const lesson = (id: string) => ({ id, objectives: [], next: [] });
  expect(made({}, { lesson: lesson("") }).store.lesson).toBeNull();
  expect(made({}, { lesson: lesson("doses") }).store.lesson?.id).toBe("doses");
  expect(made().store.lesson).toBeNull();
});

test("a question that is not there is a fault", () => {
  expect(() => made().store.whole("z")).toThrow("imuran-edu: no question 'z' here");
});

test("a state is made once for an entry, and anew for the next", () => {
  const { store } = made({ q: { ...EMPTY, answer: "x" } });
  expect(store.whole("q")).toBe(store.whole("q"));
  const before = store.whole("q");
  store.answer({ id: "q" }, "y", 0);
  expect(store.whole("q")).not.toBe(before);
  expect(store.whole("q").answer).toBe("y");
  expect(store.whole("r")).not.toBe(store.whole("c")); // both are empty, of other questions
});

test("the parts of a case have states of their own", () => {
  const { store, last } = made();
  store.answer({ id: "c", part: "p1" }, "marrow", 0);
  expect(last().c?.answer).toEqual({ p1: "marrow" });
  expect(store.state({ id: "c", part: "p1" }).answer).toBe("marrow");
  expect(store.state({ id: "c", part: "p2" }).answer).toBeNull();
  expect(store.state({ id: "c" }).answer).toEqual({ p1: "marrow" });
});

test("what keeps a check from being one is said until the next answer", () => {
  const { store, last } = made();
  store.check({ id: "q" }, null);
  const say = "Answer the question first, then check.";
  expect(store.state({ id: "q" }).message).toBe(say);
  expect(store.state({ id: "r" }).message).toBe("");
  store.answer({ id: "q" }, "x", 0);
  expect(store.state({ id: "q" }).message).toBe("");
  store.check({ id: "c", part: "p2" }, null);
  expect(store.state({ id: "c", part: "p2" }).message).toBe(say);
  expect(store.state({ id: "c", part: "p1" }).message).toBe("");
  store.check({ id: "c", part: "p2" }, "marrow");
  expect(store.state({ id: "c", part: "p2" })).toMatchObject({ message: "" });
  expect(store.state({ id: "c", part: "p2" }).feedback?.status).toBe("right");
  expect(last().c).toMatchObject({ answer: { p2: "marrow" }, checked: ["p2"] });
});

test("a check keeps whether the learner was sure, and how long it took", () => {
  const { store } = made();
  store.startClock();
  vi.setSystemTime("2026-03-01T12:00:10Z");
  store.check({ id: "q" }, "liver", true);
  expect(store.attempts().get("q")).toMatchObject([{ unsure: true, seconds: 10, share: 0 }]);
  vi.setSystemTime("2026-03-01T12:00:15Z");
  store.check({ id: "r" }, "");
  vi.setSystemTime("2026-03-01T12:00:17Z");
  store.check({ id: "r" }, "marrow");
  // a check that was none does not start the clock
  expect(store.attempts().get("r")).toMatchObject([{ unsure: false, seconds: 7, share: 1 }]);
});

test("after a first wrong answer the key is held back until it is asked for", () => {
  const { store, last } = made();
  store.check({ id: "q" }, "liver");
  expect(store.state({ id: "q" }).feedback).toMatchObject({ again: true, rationale: "" });
  store.check({ id: "q" }, "liver"); // the same once more
  expect(store.state({ id: "q" }).message).toContain("Change your answer first");
  store.reveal({ id: "q" });
  expect(store.state({ id: "q" }).message).toBe("");
  expect(store.state({ id: "q" }).feedback?.again).toBeUndefined();
  expect(store.state({ id: "q" }).feedback?.rationale).toBe("<p>Why</p>");
  expect(last().q?.tries).toEqual({ q: 2 });
  store.check({ id: "c", part: "p1" }, "liver");
  store.reveal({ id: "c", part: "p1" });
  expect(store.state({ id: "c", part: "p1" }).feedback?.rationale).toBe("<p>Why</p>");
});

test("a hint and a new try are saved at once", () => {
  const { store, last } = made();
  store.hint({ id: "q" });
  expect(last().q?.hints).toEqual({ q: 1 });
  expect(store.state({ id: "q" }).hints).toEqual(["one"]);
  store.check({ id: "q" }, "marrow");
  store.retry({ id: "q" });
  expect(last().q).toMatchObject({ answer: "marrow", checked: [], seen: { q: "2026-03-01" } });
  expect(store.state({ id: "q" }).feedback).toBeNull();
});

test("a flag is put, taken off, and kept beside the answer", () => {
  const { store, log, last } = made();
  expect(store.flagged("q")).toBe(false);
  store.flag("q");
  expect(last()).toEqual({ "flag-of-q": { ...EMPTY, answer: true } });
  expect(log).toContain("q");
  expect([store.flagged("q"), store.flagged("r")]).toEqual([true, false]);
  store.flag("q");
  expect(last()).toEqual({ "flag-of-q": EMPTY });
  expect(store.flagged("q")).toBe(false);
});

test("some questions are practised once more, the others stay", () => {
  const { store, log, last } = made();
  store.check({ id: "q" }, "marrow");
  store.check({ id: "r" }, null);
  store.answer({ id: "c", part: "p1" }, "x", 0);
  log.length = 0;
  store.practise(["q"]);
  expect(Object.keys(last())).toEqual(["q"]);
  expect(last().q).toMatchObject({ answer: null, checked: [], seen: { q: "2026-03-01" } });
  expect(store.attempts().get("q")).toHaveLength(1);
  expect(store.entry("c").answer).toEqual({ p1: "x" });
  expect(store.state({ id: "r" }).message).toBe(""); // nothing is said any more
  expect(log).toEqual(["rebuild"]);
});

test("a new start is one parcel of all questions and the round, and can be taken back", () => {
  const { store, last } = made({ q: { ...EMPTY, answer: "x" } });
  expect(store.canUndo).toBe(false);
  store.undo(); // there is nothing to take back
  expect(last()).toEqual({});
  store.restart();
  expect(Object.keys(last()).sort()).toEqual(["c", "q", "r", "round-of-x"]);
  expect(last()["round-of-x"]?.answer).toMatchObject({ round: 2 });
  const { seed } = (last()["round-of-x"]?.answer ?? {}) as { seed: number };
  expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31).toBe(true);
  expect(store.canUndo).toBe(true);
  store.check({ id: "r" }, "liver"); // a check alone does not make it final
  store.undo();
  expect(last().q?.answer).toBe("x");
  expect(last()["round-of-x"]?.answer).toBeNull();
  expect(last().r).toMatchObject({ answer: null });
  expect(last().r?.attempts).toHaveLength(1); // what counts stays
  expect(store.canUndo).toBe(false);
});
