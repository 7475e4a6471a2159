// How answers travel to a store: when they are sent, what is told meanwhile, and when it is tried again.
import { Deliveries, OWN, type Sender } from "../../../src/imuran_edu/widgets/js/deliveries.ts";
import { EMPTY } from "../../../src/imuran_edu/widgets/js/engine.ts";
import type { Entry, Loaded } from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import { type Entries, NotSavedError } from "../../../src/imuran_edu/widgets/js/hosts/host.ts";
import { Outbox } from "../../../src/imuran_edu/widgets/js/outbox.ts";
import { FakeHost, QUIET } from "./fake_host.ts";
import { freshPage, leavePage, limitStorage, settle } from "./fake_page.ts";

beforeEach(() => {
  freshPage();
  vi.setSystemTime("2026-03-01T12:00:00Z");
});
afterEach(leavePage);

const DONE = { saving: false, problem: "", waits: "" };
const SENT = { saving: true, problem: "", waits: "" };
const later = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

class Page implements Sender {
  readonly host = new FakeHost();
  readonly entries: Entries = {};
  readonly log: string[] = [];
  readonly outbox = new Outbox("http://test/", "n.ipynb");
  readonly deliveries: Deliveries;

  constructor(folder = "folder-a") {
    this.outbox.name(folder, ["q", "r"]);
    this.deliveries = new Deliveries(this, this.outbox);
  }
  entry(id: string): Entry {
    return this.entries[id] ?? EMPTY;
  }
  saved(sent: Entries, _loaded: Loaded) {
    this.log.push(`saved ${Object.keys(sent)}`);
  }
  refused(words: string) {
    this.log.push(`refused ${words}`);
  }
  tell(id: string) {
    this.log.push(`tell ${id || "all"}`);
  }
  give(id: string, answer: string, delay = 0) {
    this.entries[id] = { ...EMPTY, answer };
    this.deliveries.put(id, delay);
  }
  get sent() {
    return this.host.saves.map((entries) => Object.keys(entries).join());
  }
  of(id: string) {
    return this.deliveries.of(id);
  }
}

const silence = (page: Page, index: number) =>
  page.host.replies[index]?.reject(new NotSavedError("No network.", true));
const refusal = (page: Page, index: number) =>
  page.host.replies[index]?.reject(new NotSavedError("The disk is full."));

test("what was never given is on no way", () => {
  expect(new Page().of("q")).toEqual(DONE);
});

test("an answer is on its way until the store has it, and then all are told", async () => {
  const page = new Page();
  page.give("q", "x");
  expect(page.of("q")).toEqual(SENT);
  expect(page.outbox.get("q")?.entry.answer).toBe("x");
  await page.host.confirm(0);
  await settle();
  expect(page.of("q")).toEqual(DONE);
  expect(page.log).toEqual(["saved q", "tell q"]);
  expect(page.outbox.get("q")).toBeNull();
  await later(300);
  expect(page.sent).toEqual(["q"]);
  expect(page.deliveries.trouble).toBeNull();
});

test("typing waits for a pause; flushing sends at once, and once only", async () => {
  const page = new Page();
  page.give("q", "a", 400);
  await vi.advanceTimersByTimeAsync(300);
  page.give("q", "ab", 400);
  await vi.advanceTimersByTimeAsync(399);
  expect(page.sent).toEqual([]);
  expect(page.of("q")).toEqual(SENT); // the page knows that it is not saved
  page.deliveries.flush("q");
  page.deliveries.flush("q");
  page.deliveries.flush("r");
  await later(1);
  expect(page.sent).toEqual(["q"]);
  page.give("q", "abc", 400);
  page.give("r", "z", 400);
  page.deliveries.flushAll();
  page.deliveries.flushAll();
  expect(page.sent).toEqual(["q", "q", "r"]);
});

test("what belongs together goes in one parcel", async () => {
  const page = new Page();
  page.give("q", "typed", 400);
  page.deliveries.putAll(["q", "r"]);
  await later(1);
  expect(page.sent).toEqual(["q,r"]);
  await page.host.confirm(0);
  await settle();
  expect([page.of("q"), page.of("r")]).toEqual([DONE, DONE]);
});

test("times are told by the store's clock, and two answers at once keep their order", async () => {
  vi.setSystemTime("2026-04-01T12:00:00Z");
  const page = new Page();
  const now = Date.now();
  page.deliveries.setClock(now + 60_000);
  page.deliveries.setClock(undefined); // a store that tells no time
  page.give("q", "x");
  page.give("q", "y");
  page.give("r", "z");
  const times = page.host.given.map((each) => Object.values(each)[0] as number);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(new Set(times).size).toBe(3);
  expect((times[0] as number) - now).toBeGreaterThanOrEqual(60_000);
  expect((times[0] as number) - now).toBeLessThan(61_000);
  page.host.replies[2]?.resolve({ entries: {}, notice: QUIET, now: Date.now() - 5000 });
  await settle();
  page.give("q", "w");
  expect((page.host.given[3]?.q as number) - Date.now()).toBeLessThan(-4000);
});

test("an answer that waited keeps the time at which it was given", () => {
  const page = new Page();
  page.deliveries.put("q", 0, 1000);
  expect(page.host.given[0]).toEqual({ q: 1000 });
  expect(page.outbox.get("q")?.at).toBe(1000);
});

describe("a store that is silent", () => {
  test("is told after four seconds, with where the answer is kept", async () => {
    const page = new Page();
    page.give("q", "x");
    await vi.advanceTimersByTimeAsync(3999);
    expect(page.deliveries.trouble).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(page.deliveries.trouble).toEqual({
      ...{ words: "The store is silent.", remedy: null, kept: true },
    });
    expect(page.of("q")).toEqual({ ...SENT, waits: "in browser" });
    expect(page.log).toEqual(["tell q", "tell all"]);
  });

  test("with a full storage: the answer is on the page alone", async () => {
    limitStorage(0);
    const page = new Page();
    page.give("q", "x");
    await later(4);
    expect(page.of("q").waits).toBe("on page");
    expect(page.deliveries.trouble?.kept).toBe(false);
  });

  test("with room for one of two: not all are kept", async () => {
    limitStorage(1);
    const page = new Page();
    page.give("q", "x");
    page.give("r", "y");
    await later(4);
    expect([page.of("q").waits, page.of("r").waits]).toEqual(["in browser", "on page"]);
    expect(page.deliveries.trouble?.kept).toBe(false);
  });

  test("what is only typed says nothing of what is kept", async () => {
    limitStorage(1);
    const page = new Page();
    page.give("q", "x");
    page.give("r", "y", 9000);
    await later(4);
    expect(page.deliveries.trouble?.kept).toBe(true);
  });

  test("gets all that waits in one parcel, also what was typed meanwhile", async () => {
    const page = new Page();
    page.give("q", "x");
    page.give("r", "y");
    silence(page, 0);
    silence(page, 1);
    await later(2);
    expect(page.sent).toEqual(["q", "r", "q,r"]);
    silence(page, 2);
    await later(4); // the second pause, whatever the number of questions
    expect(page.sent.length).toBe(4);
    await page.host.confirm(3);
    page.give("q", "z");
    silence(page, 4);
    await settle();
    page.give("r", "typed", 9000);
    page.deliveries.again();
    expect(page.sent.at(-1)).toBe("q,r");
  });

  test("of one that is known at once, with its words and what helps", async () => {
    const page = new Page();
    const remedy = { label: "Log in", act() {} };
    page.give("q", "x");
    page.host.replies[0]?.reject(new NotSavedError("You are logged out.", true, remedy));
    await settle();
    expect(page.deliveries.trouble).toEqual({ words: "You are logged out.", remedy, kept: true });
    expect(page.of("q")).toEqual({ saving: false, problem: "", waits: "in browser" });
    expect(page.log).toEqual(["tell q", "tell all"]); // and nothing was refused
  });

  test("is asked again at longer and longer intervals", async () => {
    const page = new Page();
    page.give("q", "x");
    silence(page, 0);
    await settle();
    for (const [tries, pause] of [2, 4, 8, 15, 30, 30, 30].entries()) {
      await vi.advanceTimersByTimeAsync(pause * 1000 - 1);
      expect(page.sent.length).toBe(tries + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(page.sent.length).toBe(tries + 2);
      silence(page, tries + 1);
      await settle();
    }
  });

  test("that answers again is well, and the next trouble starts with a short pause", async () => {
    const page = new Page();
    page.give("q", "x");
    silence(page, 0);
    await later(2);
    silence(page, 1);
    await later(4);
    expect(page.sent.length).toBe(3);
    await page.host.confirm(2);
    await settle();
    expect(page.deliveries.trouble).toBeNull();
    expect(page.of("q")).toEqual(DONE);
    page.give("q", "y");
    silence(page, 3);
    await later(2);
    expect(page.sent.length).toBe(5);
  });

  test("that answers about one question gets the others at once", async () => {
    const page = new Page();
    page.give("q", "x");
    silence(page, 0);
    await settle();
    page.give("r", "y");
    await page.host.confirm(1);
    await settle();
    expect(page.sent).toEqual(["q", "r", "q"]);
    await page.host.confirm(2);
    await settle();
    expect([page.of("q"), page.of("r")]).toEqual([DONE, DONE]);
  });

  test("is asked when the network is back or the page is looked at, and only in trouble", async () => {
    const page = new Page();
    window.dispatchEvent(new Event("online"));
    page.give("q", "x", 9000); // typed, and nothing is wrong
    window.dispatchEvent(new Event("online"));
    expect(page.sent).toEqual([]);
    page.deliveries.flush("q");
    silence(page, 0);
    await settle();
    Object.assign(document, { visibilityState: "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
    expect(page.sent.length).toBe(1);
    Object.assign(document, { visibilityState: "visible" });
    document.dispatchEvent(new Event("visibilitychange"));
    expect(page.sent.length).toBe(2);
    silence(page, 1);
    await settle();
    window.dispatchEvent(new Event("online"));
    expect(page.sent.length).toBe(3);
    silence(page, 2);
    await settle();
    page.deliveries.close();
    window.dispatchEvent(new Event("online"));
    document.dispatchEvent(new Event("visibilitychange"));
    expect(page.sent.length).toBe(3);
  });

  test("a reply that comes late counts, and ends the wait", async () => {
    const page = new Page();
    page.give("q", "x");
    await later(3);
    await page.host.confirm(0);
    await later(60);
    expect(page.deliveries.trouble).toBeNull();
    expect(page.sent.length).toBe(1);
  });

  test("a reply about an older answer leaves the newer one waiting, and its silence is told", async () => {
    const page = new Page();
    page.give("q", "old");
    page.give("q", "new");
    await later(3);
    await page.host.confirm(0);
    await settle();
    expect(page.of("q")).toEqual(SENT);
    expect(page.outbox.get("q")?.entry.answer).toBe("new");
    await later(3.9);
    expect(page.deliveries.trouble).toBeNull(); // four seconds from the last word
    await later(0.1);
    expect(page.of("q").waits).toBe("in browser");
  });
});

describe("a store that refuses", () => {
  test("is told for these questions, and tried again by itself", async () => {
    const page = new Page();
    page.give("q", "x");
    refusal(page, 0);
    await settle();
    expect(page.of("q")).toEqual({
      ...{ saving: false, problem: "The disk is full.", waits: "in browser" },
    });
    expect(page.log).toEqual(["tell q", "refused The disk is full."]);
    expect(page.deliveries.trouble).toBeNull(); // it lives
    expect(page.of("r")).toEqual(DONE);
    await later(2);
    expect(page.sent).toEqual(["q", "q"]);
    await page.host.confirm(1);
    await settle();
    expect(page.of("q")).toEqual(DONE);
  });

  test("what is no refusal of ours is told all the same", async () => {
    const page = new Page();
    page.give("q", "x");
    page.host.replies[0]?.reject(new Error("a fault"));
    await settle();
    expect(page.of("q").problem).toContain("a fault");
  });

  test("trying again by hand takes the place of the next try, and sends only what waits", async () => {
    const page = new Page();
    page.give("r", "y");
    await page.host.confirm(0);
    page.give("q", "x");
    refusal(page, 1);
    await settle();
    page.deliveries.again();
    await later(3);
    expect(page.sent).toEqual(["r", "q", "q"]);
    await page.host.confirm(2);
    await later(60);
    expect(page.sent.length).toBe(3);
    page.deliveries.again();
    expect(page.sent.length).toBe(3);
  });

  test("what it confirms without an entry goes on waiting in the outbox", async () => {
    const page = new Page();
    page.give("q", "x");
    page.host.replies[0]?.resolve({ entries: {}, notice: QUIET });
    await settle();
    expect(page.outbox.get("q")?.entry.answer).toBe("x");
  });
});

test("what nobody looks at is tried on until another has given it", async () => {
  const page = new Page();
  page.give("q", "x");
  page.give("r", "y");
  silence(page, 0);
  silence(page, 1);
  await settle();
  const at = page.outbox.get("r")?.at ?? 0;
  page.outbox.put("r", { entry: { ...EMPTY, answer: "another's" }, at: at + 1 });
  page.deliveries.again(); // who looks at it sends all that is there
  expect(page.sent).toEqual(["q", "r", "q,r"]);
  silence(page, 2);
  await settle();
  page.deliveries.close();
  await later(10);
  expect(page.sent.slice(3)).toEqual(["q"]);
});

test("a store that tells of itself is well", async () => {
  const page = new Page();
  page.deliveries.alive();
  expect(page.log).toEqual([]);
  page.give("q", "x");
  silence(page, 0);
  await settle();
  page.log.length = 0;
  page.deliveries.alive();
  expect(page.log).toEqual([`tell ${OWN || "all"}`]);
  expect(page.sent).toEqual(["q", "q"]);
});
