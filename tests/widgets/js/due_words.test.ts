import { dueWords } from "../../../src/imuran_edu/widgets/js/due_words.ts";

const DATES = {
  zone: "Europe/Berlin",
  due: "2026-11-22T22:59:00Z",
  sections: { monday: "2026-11-20T22:59:00Z" },
  penalty: "Late: 10 %.",
  own: "",
};

// browsers differ in a comma behind the day of the week
const words = (...given: Parameters<typeof dueWords>) =>
  dueWords(...given).map((line) => line.replaceAll("day,", "day"));

test("an assignment without dates says nothing", () => {
  expect(dueWords(null)).toEqual([]);
});

test("the class reads its date and those of the sections, by the course's clock", () => {
  expect(words(DATES, "Europe/Berlin")).toEqual([
    "Due: Sunday 22 November 2026 at 23:59 (Europe/Berlin)",
    "Section monday: Friday 20 November 2026 at 23:59 (Europe/Berlin)",
    "Late: 10 %.",
  ]);
});

test("who has a date of her own reads that and no other", () => {
  const own = { ...DATES, own: "2026-11-25T22:59:00Z", penalty: "" };
  expect(words(own, "Europe/Berlin")).toEqual([
    "Due for you: Wednesday 25 November 2026 at 23:59 (Europe/Berlin)",
  ]);
});

test("who sits in another time zone reads both clocks", () => {
  const [line] = words({ ...DATES, sections: {}, penalty: "" }, "Asia/Tokyo");
  expect(line).toBe(
    "Due: Sunday 22 November 2026 at 23:59 (Europe/Berlin); by your clock Monday 23 November 2026 at 07:59",
  );
  // a place with the same clock is not told twice
  expect(dueWords({ ...DATES, sections: {}, penalty: "" }, "Europe/Paris")[0]).not.toContain(
    "clock",
  );
});
