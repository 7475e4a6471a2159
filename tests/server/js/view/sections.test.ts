import type { Page, PageCell } from "../../../../src/imuran_edu/server/js/view/page_data.ts";
import {
  headings,
  isAnswered,
  sections,
  standing,
  unreadable,
} from "../../../../src/imuran_edu/server/js/view/sections.ts";
import type { QuizData } from "../../../../src/imuran_edu/widgets/js/mount.ts";

const words = { introduction: "Introduction", question: (number: number) => `Question ${number}` };
const text = (id: string, html: string): PageCell => ({ id, kind: "markdown", html });
const quiz = (kind: "quiz" | "ask", ...ids: string[]): PageCell => ({
  id: ids.join("-"),
  kind,
  call: [],
  quiz: { questions: ids.map((id) => ({ id })) } as unknown as QuizData,
});
const page = (cells: PageCell[], assignment = ""): Page => ({
  lesson: assignment ? "" : "doses",
  assignment,
  title: "Doses",
  editable: false,
  cells,
});
const entry = (checked: string[], answer: unknown = "x") =>
  ({ answer, version: "", saved: "", checked, hints: {} }) as never;

test("a section reaches to the next heading and holds the questions in between", () => {
  const cells = [
    text("a", '<h1 id="Doses">Doses</h1>'),
    quiz("quiz", "q1"),
    text(
      "b",
      '<h2 id="1-Salt-&amp;-acid">1 <em>Salt</em> &amp; acid</h2><p>…</p><h2 id="2">2</h2>',
    ),
    quiz("quiz", "q2", "q3"),
  ];
  expect(headings(cells).map(({ id, cell }) => [id, cell])).toEqual([
    ["Doses", 0],
    ["1-Salt-&-acid", 2],
    ["2", 2],
  ]);
  expect(sections(page(cells), words)).toEqual([
    { id: "Doses", text: "Introduction", questions: ["q1"] },
    { id: "1-Salt-&-acid", text: "1 Salt & acid", questions: [] },
    { id: "2", text: "2", questions: ["q2", "q3"] },
  ]);
});

test("of an assignment each question is a section", () => {
  const cells = [text("a", '<h1 id="A">A</h1>'), quiz("ask", "g1"), quiz("ask", "g2")];
  const found = sections(page(cells, "doses"), words);
  expect(found.map((each) => [each.text, each.questions])).toEqual([
    ["Introduction", []],
    ["Question 1", ["g1"]],
    ["Question 2", ["g2"]],
  ]);
});

test("a tick comes from what was answered: checked in practice, given in an assignment", () => {
  const entries = { a: entry([]), b: entry(["b"]), c: entry([], { part: " " }) };
  expect(isAnswered("a", entries, false)).toBe(false);
  expect(isAnswered("a", entries, true)).toBe(true);
  expect(isAnswered("c", entries, true)).toBe(false);
  expect(standing([], entries)).toBe("open");
  expect(standing(["b"], entries)).toBe("done");
  expect(standing(["a", "b"], entries)).toBe("begun");
  expect(standing(["missing"], entries)).toBe("open");
});

test("an answer that will not count as it stands is named, in a case too; practice has none", () => {
  const cell = quiz("ask", "g1", "g2", "g3");
  const number = { type: "numeric", units: [], decimals: 1, stem: "", hints: [] };
  const views = [
    { ...number, id: "g1" },
    { ...number, id: "g2" },
    { id: "g3", type: "case", stages: [{ questions: [{ ...number, id: "p1" }] }] },
  ];
  if (cell.kind === "ask") cell.quiz = { questions: views } as unknown as QuizData;
  const entries = {
    g1: entry([], "1,234"),
    g2: entry([], "1.5"),
    g3: entry([], { p1: "1,234" }),
  };
  expect([...unreadable(page([cell], "doses"), entries)]).toEqual(["g1", "g3"]);
  expect(unreadable(page([cell]), entries).size).toBe(0);
});
