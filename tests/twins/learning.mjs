// Read attempts and say where a learner stands, with the modules that ship: lines of JSON in, lines out.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [script, cases, results] = process.argv.slice(2);
const { readLines, toLine, standing } = await import(pathToFileURL(script).href);
const told = readFileSync(cases, "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => {
    const { lines, corrected, today } = JSON.parse(line);
    const { attempts, unreadable } = readLines(lines);
    const { days, mastered, last, missed, corrected: day } = standing(attempts, corrected, today);
    return JSON.stringify([attempts.map(toLine), unreadable, days, mastered, last, missed, day]);
  });
writeFileSync(results, told.join("\n"));
