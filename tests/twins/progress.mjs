// Read, write and merge progress with the modules that ship for pages without a server: lines of JSON in, lines out.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [script, cases, results] = process.argv.slice(2);
const { merge, progressFile, readCode, readProgress, toLine, writeCode, withCode } = await import(
  pathToFileURL(script).href
);

const sets = (code) =>
  Object.fromEntries(Object.entries(code).map(([name, ids]) => [name, new Set(ids)]));
const lists = (code) =>
  Object.fromEntries(Object.entries(code).map(([name, ids]) => [name, [...ids].sort()]));

async function read(text, now) {
  try {
    const { answers, made, attempts } = await readProgress(text, new Date(now));
    return { answers, made, attempts: attempts.map(toLine) };
  } catch (error) {
    return { refused: error.message };
  }
}

function readTyped(register, text) {
  try {
    return lists(readCode(register, text));
  } catch (error) {
    return { refused: error.message };
  }
}

const WORK = {
  read: ({ text, now }) => read(text, now),
  // what was read is written again: so numbers and times are those of this language
  write: async ({ text, now }) => {
    const { answers, attempts } = await read(text, now);
    return (await progressFile(answers, attempts, new Date(now))).text;
  },
  merge: ({ here, brought, now }) => {
    const { entries, added, renewed, kept } = merge(here, brought, now);
    return { answers: { ...here, ...entries }, added, renewed, kept };
  },
  code: ({ register, says }) => writeCode(register, sets(says)),
  typed: ({ register, text }) => readTyped(register, text),
  add: ({ entries, says, saved }) => withCode(entries, sets(says), saved),
};

const told = [];
for (const line of readFileSync(cases, "utf8").split("\n").filter(Boolean)) {
  const { work, ...given } = JSON.parse(line);
  told.push(JSON.stringify(await WORK[work](given)));
}
writeFileSync(results, told.join("\n"));
