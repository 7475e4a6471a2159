// Answers that wait for a store: in the page and the browser, by folder.
import { EMPTY } from "../../../src/imuran_edu/widgets/js/engine.ts";
import { Outbox } from "../../../src/imuran_edu/widgets/js/outbox.ts";
import type { PageStorage } from "../../../src/imuran_edu/widgets/js/page_storage.ts";

const SERVER = "http://test/";
const given = (answer: string, at: number) => ({ entry: { ...EMPTY, answer }, at });

/** A storage in memory; `full` takes nothing. */
class Memory implements PageStorage {
  readonly kept = new Map<string, string>();
  full = false;
  set(key: string, text: string) {
    if (!this.full) this.kept.set(key, text);
    return !this.full;
  }
  get = (key: string) => this.kept.get(key) ?? null;
  remove = (key: string) => this.kept.delete(key);
  keys = () => [...this.kept.keys()];
}

let storage = new Memory();
beforeEach(() => {
  storage = new Memory();
  newPage();
});

/** The page is loaded anew: only the browser's storage is left. */
function newPage() {
  (globalThis as { imuranWaiting?: Map<string, unknown> }).imuranWaiting?.clear();
}

function outbox(folder = "a", stand = "n.ipynb", server = SERVER) {
  const made = new Outbox(server, stand, storage);
  made.name(folder, ["q", "r"]);
  return made;
}

test("what waits outlives the page, under the name of its folder", () => {
  expect(outbox().put("q", given("x", 5))).toBe(true);
  newPage();
  expect(outbox().get("q")).toEqual(given("x", 5));
  expect(outbox().get("r")).toBeNull();
  expect(outbox("b").get("q")).toBeNull();
  expect(outbox("a", "n.ipynb", "http://other/").get("q")).toBeNull();
});

test("without a folder's name, or in a full storage, it waits in the page alone, and that is told", () => {
  const nameless = outbox("");
  expect(nameless.put("q", given("x", 5))).toBe(false);
  expect(nameless.get("q")).toEqual(given("x", 5));
  expect(outbox("", "other.ipynb").get("q")).toBeNull();
  expect(storage.keys()).toEqual([]);
  storage.full = true;
  const full = outbox();
  expect(full.put("q", given("y", 6))).toBe(false);
  expect(full.get("q")).toEqual(given("y", 6));
});

test("what waits in the page without a name is of the folder that is named first", () => {
  const box = outbox("");
  box.put("q", given("x", 5));
  box.put("z", given("not asked here", 5));
  box.name("a", ["q"]);
  expect(box.get("q")).toEqual(given("x", 5));
  expect(storage.keys()).toEqual([`imuran-edu waiting ${SERVER} a q`]);
  expect(outbox("").get("q")).toBeNull(); // it has gone to the folder's name
  newPage();
  expect(outbox().get("q")).toEqual(given("x", 5));
});

test("a folder that gets another name leaves what waited of the first", () => {
  const box = outbox("a");
  box.put("q", given("x", 5));
  box.name("b", ["q"]);
  expect(box.get("q")).toBeNull();
  expect(box.strays().entries).toEqual({ q: given("x", 5).entry });
});

test("what is only in the page stays there while nothing is new of it", () => {
  storage.full = true;
  const box = outbox("a");
  box.put("q", given("x", 5));
  box.name("", ["q"]);
  box.name("a", ["q"]);
  box.taken("q", 4);
  expect(box.get("q")).toEqual(given("x", 5));
});

test("the later one of page and storage counts; of one time that of the page", () => {
  const box = outbox();
  box.put("q", given("page", 5));
  const stored = (answer: string, at: number) =>
    storage.set(`imuran-edu waiting ${SERVER} a q`, JSON.stringify(given(answer, at)));
  stored("another tab", 6);
  expect(box.get("q")?.entry.answer).toBe("another tab");
  stored("another tab", 5);
  expect(box.get("q")?.entry.answer).toBe("page");
});

test("what a store has taken waits no more, but what was given since does", () => {
  const box = outbox();
  box.put("q", given("x", 5));
  box.taken("q", 4);
  expect(box.get("q")).toEqual(given("x", 5));
  newPage();
  expect(box.get("q")).toEqual(given("x", 5)); // in the storage too
  box.put("q", given("x", 5));
  box.taken("q", 5);
  expect(box.get("q")).toBeNull();
  expect(storage.keys()).toEqual([]);
  const nameless = outbox("");
  nameless.put("q", given("y", 7));
  nameless.taken("q", 7);
  expect(nameless.get("q")).toBeNull();
});

test("what is no waiting answer is passed over, and goes when a store takes one", () => {
  const key = `imuran-edu waiting ${SERVER} a q`;
  const entry = { answer: "x", checked: [], hints: {} };
  const damaged = [
    ...["{", "null", "5", "{}"],
    JSON.stringify({ at: "5", entry }),
    JSON.stringify({ at: 5 }),
    JSON.stringify({ at: 5, entry: { checked: [], hints: {} } }),
    JSON.stringify({ at: 5, entry: { ...entry, checked: "q" } }),
    JSON.stringify({ at: 5, entry: { ...entry, hints: "one" } }),
  ];
  for (const text of damaged) {
    storage.set(key, text);
    expect(outbox().get("q"), text).toBeNull();
    expect(outbox("b").strays().entries, text).toEqual({});
    outbox().taken("q", 0);
    expect(storage.keys(), text).toEqual([]);
  }
  storage.set(key, JSON.stringify({ at: 5, entry }));
  expect(outbox().get("q")?.entry.answer).toBe("x");
});

describe("strays", () => {
  test("are what waits of other folders of the same server, and can be forgotten", () => {
    outbox("a").put("q", given("x", 5));
    outbox("b").put("r", given("y", 6));
    outbox("c", "n.ipynb", "http://other/").put("q", given("z", 7));
    storage.set("something else", "1");
    const { entries, drop } = outbox("b").strays();
    expect(entries).toEqual({ q: given("x", 5).entry });
    drop();
    expect(outbox("b").strays().entries).toEqual({});
    expect(storage.keys().length).toBe(3);
    expect(outbox("b").get("r")).toEqual(given("y", 6));
  });

  test("are not told while the folder has no name", () => {
    outbox("a").put("q", given("x", 5));
    expect(outbox("").strays().entries).toEqual({});
  });

  test("of a folder whose name begins like this one's are strays", () => {
    outbox("ab").put("q", given("x", 5));
    expect(Object.keys(outbox("a").strays().entries)).toEqual(["q"]);
  });
});
