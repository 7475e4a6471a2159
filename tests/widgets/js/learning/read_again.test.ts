import { dueByLesson, known } from "../../../../src/imuran_edu/widgets/js/learning/daily_set.ts";
import {
  standingOfObjectives,
  toReadAgain,
} from "../../../../src/imuran_edu/widgets/js/learning/read_again.ts";
import { attempt, card, dayNumber } from "./kit.ts";

const section = (id: string) => ({ id, title: `The ${id}` });

test("an objective counts every question of the lesson, by the last answer to it", () => {
  const objective = {
    id: "l-1",
    text: "Say it",
    questions: [["q"], ["r"], ["case-a", "case-b"], ["s"]],
    sections: [section("one")],
  };
  const none = { ...objective, id: "l-2", questions: [] };
  const attempts = new Map([
    ["q", [attempt(1, { share: 0 }), attempt(2)]],
    ["r", [attempt(1), attempt(2, { share: 0.5 })]],
    ["case-a", [attempt(1)]],
  ]);
  expect(standingOfObjectives([objective, none], attempts)).toEqual([
    { objective, right: 1, missed: 1, open: 2 },
  ]);
  attempts.set("case-b", [attempt(1, { share: 0 })]);
  expect(standingOfObjectives([objective], attempts)).toMatchObject([
    { right: 1, missed: 2, open: 1 },
  ]);
});

test("what was missed leads to its section, and from the last quiz to those of its objective", () => {
  const cards = [
    card("a", { section: "two" }),
    card("b", { section: "one" }),
    card("at-the-end", { section: "" }),
    card("other", { objective: "l-2", section: "three" }),
  ];
  const sections = ["one", "two", "three"].map(section);
  const again = (...missed: string[]) =>
    toReadAgain(cards, sections, { objective: "l-1", missed }).map(({ id }) => id);
  expect(again("a")).toEqual(["two"]);
  expect(again("a", "b")).toEqual(["one", "two"]);
  expect(again("at-the-end")).toEqual(["one", "two"]);
  expect(again()).toEqual([]);
});

test("due is counted for each lesson, and what is mastered is not counted twice", () => {
  const cards = [card("a"), card("b", { lesson: "m" }), card("c")];
  const attempts = new Map([
    ["a", [attempt(1, { question: "a" })]],
    ["b", [attempt(1, { question: "b" }), attempt(4, { question: "b" })]],
  ]);
  const on = (day: number) => dueByLesson(known(cards, attempts, dayNumber(day)));
  expect([...on(1)]).toEqual([]);
  expect([...on(300)]).toEqual([["l", 1]]); // b is due as well, and mastered
});
