import type { PageCell } from "../../../../src/imuran_edu/server/js/view/page_data.ts";
import { find, findInLessons, passages } from "../../../../src/imuran_edu/server/js/view/search.ts";
import type { QuizData } from "../../../../src/imuran_edu/widgets/js/mount.ts";

const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
const cells: PageCell[] = [
  {
    id: "a",
    kind: "markdown",
    html: '<h2 id="One">One</h2><p>The <b>Bone marrow</b> is slow.</p><p>Naïve cells die.</p>',
  },
  {
    id: "q",
    kind: "quiz",
    call: [],
    quiz: {
      questions: [
        {
          id: "q1",
          stem: "<p>Which cell?</p>",
          options: [{ id: "x", html: "marrow stem cell", text: "marrow stem cell" }],
          hints: ["a secret hint"],
          key: { rationale: "secret reason" },
        },
      ],
    } as unknown as QuizData,
  },
];
const all = passages(cells, plain);

test("words are found in the text and in questions, with their section", () => {
  const hits = find("marrow", all);
  expect(hits.map((hit) => [hit.section, hit.cell, hit.question])).toEqual([
    ["One", "a", undefined],
    ["One", "q", "q1"],
  ]);
  expect(hits[0]?.around).toEqual(["The Bone ", "marrow", " is slow."]);
});

test("every word of a query must begin a word; accents and case do not matter", () => {
  expect(find("BONE slow", all)).toHaveLength(1);
  expect(find("naive", all)).toHaveLength(1);
  expect(find("arrow", all)).toHaveLength(0);
  expect(find("marrow heart", all)).toHaveLength(0);
  expect(find(" ", all)).toHaveLength(0);
});

test("what gives an answer away is not found", () => {
  expect(find("secret", all)).toHaveLength(0);
});

test("other lessons are searched in their order, with a few places of each", () => {
  const many = Array.from({ length: 9 }, (_, n) => ({
    section: `S${n}`,
    heading: `S${n}`,
    cell: `c${n}`,
    text: `Marrow number ${n}`,
  }));
  const lessons = [
    { file: "01.ipynb", title: "One", passages: many },
    { file: "02.ipynb", title: "Two", passages: [] },
    { file: "03.ipynb", title: "Three", passages: all },
  ];
  const found = findInLessons("marrow", lessons);
  expect(found.map(({ file, hits }) => [file, hits.length])).toEqual([
    ["01.ipynb", 5],
    ["03.ipynb", 2],
  ]);
  expect(found[1]?.hits[0]?.section).toBe("One");
});
