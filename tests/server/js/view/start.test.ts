import { whereToGo } from "../../../../src/imuran_edu/server/js/view/start.ts";
import { EMPTY } from "../../../../src/imuran_edu/widgets/js/engine.ts";

const lesson = (id: string) => ({
  id,
  file: `${id}.ipynb`,
  title: id,
  minutes: 10,
  questions: [`${id}-1`, `${id}-2`],
});
const lessons = ["a", "b", "c"].map(lesson);
const checked = (...ids: string[]) =>
  Object.fromEntries(ids.map((id) => [id, { ...EMPTY, checked: [id] }]));

test("who is new begins with the first lesson", () => {
  expect(whereToGo(lessons, null, {})).toMatchObject({ lesson: { id: "a" }, begun: false });
});

test("who was reading goes on there, and who has done with it with the next", () => {
  const last = { file: "b.ipynb", fragment: "Two" };
  expect(whereToGo(lessons, last, {})).toEqual({
    lesson: lessons[1],
    fragment: "Two",
    begun: true,
  });
  const done = checked("b-1", "b-2");
  expect(whereToGo(lessons, last, done)).toMatchObject({ lesson: { id: "a" }, fragment: "" });
  expect(whereToGo(lessons, { file: "gone.ipynb", fragment: "" }, checked("a-1", "a-2"))).toEqual({
    lesson: lessons[1],
    fragment: "",
    begun: true,
  });
});

test("who has done everything is led to the first lesson again", () => {
  const all = checked(...lessons.flatMap(({ questions }) => questions));
  expect(whereToGo(lessons, null, all)).toMatchObject({ lesson: { id: "a" }, begun: true });
  expect(whereToGo([], null, {})).toBeNull();
});
