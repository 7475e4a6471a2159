import type {
  CourseIndex,
  Entry,
  Loaded,
  Parcel,
  QuestionView,
} from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import type { CourseHost } from "../../../src/imuran_edu/widgets/js/hosts/course.ts";
import type { Entries } from "../../../src/imuran_edu/widgets/js/hosts/host.ts";
import { fromLine } from "../../../src/imuran_edu/widgets/js/learning/attempts.ts";
import { mountToday } from "../../../src/imuran_edu/widgets/js/mount_today.ts";

const QUIET = { level: "none", text: "" } as const;
const option = (id: string) => ({ id, html: id, text: id });

function view(id: string): QuestionView {
  return {
    id,
    type: "single",
    number: "1",
    points: 1,
    stem: `<p>Question ${id}</p>`,
    hints: [],
    version: "0123456789ab",
    options: ["a", "b", "c", "d"].map(option),
    key: {
      data: { key: ["b"], notes: { a: "<p>Not a.</p>", b: "<p>Yes.</p>", c: "", d: "" } },
      several: false,
      rationale: "<p>Why b</p>",
      evidence: "",
      corrected: [],
    },
  };
}

const card = (id: string, lesson: string) => ({
  id,
  lesson,
  objective: `${lesson}-1`,
  type: "single",
  parts: [id],
  points: 1,
  corrected: [],
  bound: false,
  section: id.endsWith("2") ? "" : `Part-of-${id}`,
});
const lesson = (id: string) => ({
  id,
  title: `Lesson ${id}`,
  notebook: `${id}.ipynb`,
  objectives: [{ id: `${id}-1`, text: `Objective of ${id}` }],
  sections: [1, 3, 4].map((n) => ({ id: `Part-of-${id}-${n}`, title: `Part ${n} of ${id}` })),
});
const index: CourseIndex = {
  cards: [
    ...[1, 2, 3, 4].map((n) => card(`a-${n}`, "a")),
    ...[1, 2, 3].map((n) => card(`b-${n}`, "b")),
  ],
  lessons: [lesson("a"), lesson("b")],
  blueprint: { questions: 3, lessons: { a: 2, b: 1 } },
};

/** A folder in memory: what the page keeps there is there for the next page. */
class Folder implements CourseHost {
  entries: Entries = {};
  lines: string[] = [];
  deleted = false;
  readonly answers = {
    savedWord: "Saved",
    silence: "silent",
    server: "memory",
    load: async () => this.loaded,
    save: async ({ entries }: Parcel) => {
      for (const [id, { attempts = [], ...entry }] of Object.entries(entries)) {
        this.lines.push(...attempts.filter((line) => !this.lines.includes(line)));
        this.entries[id] = { ...entry, saved: new Date().toISOString() } as Entry;
      }
      return this.loaded;
    },
    onChange: () => () => {},
  };
  get loaded(): Loaded {
    return { entries: { ...this.entries }, notice: QUIET, attempts: [...this.lines] };
  }
  load = async () => ({ index, loaded: this.loaded });
  views = async (ids: string[]) => ids.map(view);
  handIn = async () => ({ name: "imuran-practice.json", text: "{}" });
  deleteAll = async () => {
    this.deleted = true;
    this.entries = {};
    this.lines = [];
  };
}

const places: HTMLElement[] = [];
let ends: (() => void)[] = [];

function open(folder: Folder) {
  const place = document.createElement("div");
  document.body.append(place);
  places.push(place);
  ends.push(mountToday(place, folder));
  const named = (name: string) =>
    [...place.querySelectorAll<HTMLElement>("button")].find(
      (each) => each.textContent?.includes(name) && !each.hidden && each.offsetParent,
    );
  return {
    place,
    text: () => place.textContent ?? "",
    named,
    press: async (name: string) => {
      await vi.waitFor(() => expect(named(name), name).toBeTruthy());
      named(name)?.click();
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
    choose: (value: string) =>
      place.querySelector<HTMLInputElement>(`input[value="${value}"]:enabled`)?.click(),
    sees: (words: string | RegExp) => vi.waitFor(() => expect(place.textContent).toMatch(words)),
  };
}

afterEach(() => {
  for (const end of ends.splice(0)) end();
  for (const place of places.splice(0)) place.remove();
  ends = [];
  vi.useRealTimers();
});

const daysAgo = (days: number) => {
  const date = new Date();
  date.setDate(date.getDate() - days);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
const line = (id: string, day: string, share = 1) => `${day}T12:00:00Z ${day} ${id} ${share} - 9 -`;

test("before the first answer Today says how to begin", async () => {
  const page = open(new Folder());
  await page.sees("Begin with a lesson");
  expect(page.named("Practise")).toBeUndefined();
  expect(page.text()).toContain("7 new");
});

test("what is due is practised, missed once, mended, and kept as attempts", async () => {
  const folder = new Folder();
  folder.lines = [line("a-1", daysAgo(20)), line("a-2", daysAgo(30), 0)];
  const page = open(folder);
  await page.sees("2 questions due");
  await page.sees("1 mistake to mend");
  await page.press("Practise 4 questions"); // two due, two new of the lesson met
  await page.sees("Question 1 of 4");
  page.choose("a");
  await page.press("Check, unsure");
  await page.sees("Not right yet");
  expect(page.text()).toContain("Not a.");
  expect(page.text()).not.toContain("Why b");
  page.choose("b");
  await page.press("Check");
  await page.sees("Why b");
  await page.press("Next question");
  await page.sees("Question 2 of 4");
  await page.press("Leave");
  await page.sees("Continue: 3 questions left");
  const made = folder.lines.slice(2).map((each) => fromLine(each));
  expect(made.map((each) => [each?.share, each?.unsure])).toEqual([
    [0, true],
    [1, false],
  ]);
  expect(folder.entries["set-today"]).toBeDefined();
  expect(Object.keys(folder.entries)).not.toContain("a-1"); // the lesson's own answer is left alone
});

test("a set goes on where it was left, on another page, and ends with a result", async () => {
  const folder = new Folder();
  folder.lines = [
    line("a-1", daysAgo(20)),
    ...["a-2", "a-3", "a-4"].map((id) => line(id, daysAgo(1))),
  ];
  const first = open(folder);
  await first.press("Practise 1 question");
  await first.press("Leave");
  const second = open(folder);
  await second.press("Continue: 1 question left");
  second.choose("b");
  await second.press("Check");
  await second.press("See the result");
  await second.sees("1 of 1 answer right at the first try");
  await second.press("Back to Today");
  await second.sees("1 mastered");
});

test("a flag put on in a set is found on the first page", async () => {
  const folder = new Folder();
  folder.lines = [line("a-1", daysAgo(20))];
  const page = open(folder);
  await page.press("Practise");
  await page.press("Flag");
  await page.sees("Flagged");
  await page.press("Leave");
  await page.sees(/Flagged \(1\)/);
});

test("a mock exam tells nothing until its end, outlives a reload, and compares with the one before", async () => {
  const folder = new Folder();
  const page = open(folder);
  await page.press("Mock exam: 3 questions, 5 min");
  await page.sees("left");
  page.choose("b");
  await vi.waitFor(() => expect(folder.entries["set-exam"]?.answer).toMatchObject({ over: false }));
  expect(page.named("Check")).toBeUndefined();
  ends.splice(0)[0]?.(); // the page goes
  const again = open(folder);
  await again.press("Go on with the mock exam: 5 min left");
  await again.press("Finish the exam");
  await again.sees("2 questions are not answered yet");
  await again.press("Finish the exam");
  await again.sees("1 of 3 points (33 %)");
  expect(folder.lines.map((each) => fromLine(each)?.exam)).toEqual([true]);
  const hrefs = [...again.place.querySelectorAll("td a")].map((link) => link.getAttribute("href"));
  expect(hrefs.length).toBeGreaterThan(0);
  for (const href of hrefs) expect(href).toMatch(/^[ab]\.ipynb#Part-of-[ab]-\d$/);
  await again.press("Look at the questions");
  await again.sees("Why b");
  await again.press("Back to Today");
  await again.press("Mock exam: 3 questions");
  await again.press("Finish the exam");
  await again.press("Finish the exam");
  await again.sees("33 percentage points fewer than in the mock exam before");
});

test("a mock exam whose time is over ends by itself", async () => {
  const folder = new Folder();
  const first = open(folder);
  await first.press("Mock exam");
  await first.sees("left");
  const kept = folder.entries["set-exam"] as Entry;
  const started = new Date(Date.now() - 4 * 60_000 - 59_500).toISOString();
  folder.entries["set-exam"] = {
    ...kept,
    answer: { ...(kept.answer as object), started },
  } as Entry;
  const second = open(folder);
  await second.press("Go on with the mock exam");
  await vi.waitFor(() => expect(second.text()).toContain("0 of 3 points"), { timeout: 3000 });
});

test("everything is deleted only after saying what goes", async () => {
  const folder = new Folder();
  folder.lines = [line("a-1", daysAgo(20))];
  const page = open(folder);
  await page.press("My data");
  await page.press("Delete my data");
  await page.sees("1 attempt, every answer, your notes and flags");
  expect(folder.deleted).toBe(false);
  await page.press("Delete everything now");
  await page.sees("Begin with a lesson");
  expect(folder.deleted).toBe(true);
});

test("attempts with a date in the future are told and do not count yet", async () => {
  const folder = new Folder();
  folder.lines = [line("a-1", daysAgo(-30))];
  const page = open(folder);
  await page.sees("1 attempt carries a date in the future");
  await page.sees("7 new");
});

test("the pictures say in words what they show", async () => {
  const folder = new Folder();
  folder.lines = [line("a-1", daysAgo(3)), line("a-1", daysAgo(1)), line("b-1", daysAgo(1), 0)];
  const page = open(folder);
  await page.press("Map, calendar, calibration");
  await page.sees("1 mastered, 3 new");
  await page.sees("2 days of practice in the last 26 weeks, 3 answers");
  await page.sees("When you were sure, you were right 67");
});

test("a template comes with other numbers each time it is practised", async () => {
  class Templates extends Folder {
    override views = async (ids: string[]) =>
      ids.map((id) => ({
        ...view(id),
        stem: "<p>60 kg</p>",
        rows: {
          view: { stem: "<p>700000000007 kg</p>" },
          values: [["60"], ["45"], ["80"]],
          versions: ["0123456789ab", "1123456789ab", "2123456789ab"],
          row: 0,
        },
      }));
  }
  const seen: string[] = [];
  const folder = new Templates();
  for (const tries of [1, 2, 3]) {
    folder.entries = {};
    folder.lines = Array.from({ length: tries }, (_, n) => line("a-1", daysAgo(40 - n), 0));
    const page = open(folder);
    await page.press("My mistakes");
    await page.sees(/\d+ kg/);
    const shown = () => /\d+ kg/.exec(page.text())?.[0];
    seen.push(shown() ?? "");
    page.choose("b");
    await page.press("Check");
    await page.sees("Why b");
    expect(shown()).toBe(seen.at(-1)); // what was answered keeps its numbers
    ends.splice(0)[0]?.();
  }
  expect(seen).toEqual(["45 kg", "80 kg", "60 kg"]);
});
