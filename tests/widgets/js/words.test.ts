import { afterEach, expect, test } from "vitest";
import {
  direction,
  language,
  setWords,
  t,
  tn,
  type Words,
} from "../../../src/imuran_edu/widgets/js/words.ts";
import arabic from "../../../src/imuran_edu/widgets/static/words/ar_XB.json";

const WORDS: Words = {
  language: "xx",
  direction: "rtl",
  plural: `012${"2".repeat(197)}`,
  messages: {
    "Saved {time}": "{time}: saved",
    "{n} point": ["no points", "a point", "{n} points!"],
  },
};

afterEach(() => setWords(null));

test("English where there is no catalogue, and where it misses a text", () => {
  expect(t("Saved {time}", { time: "9:00" })).toBe("Saved 9:00");
  expect(tn("{n} point", "{n} points", 1)).toBe("1 point");
  expect(tn("{n} point", "{n} points", 2.5)).toBe("2.5 points");
  setWords(WORDS);
  expect(t("Wrong")).toBe("Wrong");
  expect(tn("{n} try", "{n} tries", 2)).toBe("2 tries");
});

test("a translation moves names, and picks the form that its language has for a number", () => {
  setWords(WORDS);
  expect(t("Saved {time}", { time: "{time}" })).toBe("{time}: saved");
  expect([0, 1, 7, 1000].map((n) => tn("{n} point", "{n} points", n))).toEqual([
    "no points",
    "a point",
    "7 points!",
    "1000 points!",
  ]);
  expect([language(), direction()]).toEqual(["xx", "rtl"]);
});

test("what the build writes is read", () => {
  setWords(arabic as Words);
  expect(t("Wrong")).toContain("\u202eWrong");
  expect(direction()).toBe("rtl");
});
