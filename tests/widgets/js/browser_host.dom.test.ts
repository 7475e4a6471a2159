import { EMPTY } from "../../../src/imuran_edu/widgets/js/engine.ts";
import { BrowserHost } from "../../../src/imuran_edu/widgets/js/hosts/browser.ts";

beforeEach(() => localStorage.clear());

const parcel = (answer: string, age = 0, attempts: string[] = []) => ({
  entries: { "q-a": { ...EMPTY, answer, attempts } },
  given: { "q-a": Date.now() - 1000 * age },
});

test("an answer comes back in another page of this browser, with its time and attempts", async () => {
  await new BrowserHost().save(parcel("x", 0, ["line 1"]));
  const { entries, attempts } = await new BrowserHost().load();
  expect(entries["q-a"]?.answer).toBe("x");
  expect(entries["q-a"]?.saved).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/);
  expect(attempts).toEqual(["line 1"]);
});

test("of two answers the later counts; an attempt that comes twice counts once", async () => {
  const host = new BrowserHost();
  await host.save(parcel("now", 0, ["line 1"]));
  await host.save(parcel("an hour ago", 3600, ["line 1"]));
  const { entries, attempts } = await host.load();
  expect(entries["q-a"]?.answer).toBe("now");
  expect(attempts).toEqual(["line 1"]);
});

test("a browser that is full says so, and what is no entry is passed over", async () => {
  localStorage.setItem("imuran-edu answer q-b", "{");
  localStorage.setItem("imuran-edu answer q-c", '{"answer": 1}');
  expect((await new BrowserHost().load()).entries).toEqual({});
  const set = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await expect(new BrowserHost().save(parcel("x"))).rejects.toThrow("Not saved");
  set.mockRestore();
});

test("what else stands on the page hears of an answer, such as Today", async () => {
  const heard: unknown[] = [];
  const stop = new BrowserHost().onChange(({ entries }) => heard.push(entries["q-a"]?.answer));
  await new BrowserHost().save(parcel("x"));
  stop();
  await new BrowserHost().save(parcel("y"));
  expect(heard).toEqual(["x"]);
});

test("an assignment's answers are kept apart from those of the course", async () => {
  const [course, assignment] = [new BrowserHost(), new BrowserHost(undefined, "mechanism")];
  await course.save(parcel("practised"));
  await assignment.save(parcel("graded"));
  expect(course.now().entries["q-a"]?.answer).toBe("practised");
  course.clear();
  expect(course.now().entries).toEqual({});
  expect(assignment.now().entries["q-a"]?.answer).toBe("graded");
});
