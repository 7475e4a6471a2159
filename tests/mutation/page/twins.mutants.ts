// The twins on cases of which twins.py has written down what is right.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const lines = (path: string) =>
  readFileSync(path, "utf8")
    .split("\n")
    .map((line) => JSON.parse(line));

test.each([
  ["score", ["score.questions", "score.cases"]],
  ["progress", ["progress.cases"]],
])("%s", async (kind, files) => {
  const own = mkdtempSync(join(tmpdir(), "twins-"));
  const told = join(own, "told");
  const before = process.argv;
  const given = files.map((name) => join("twins", name));
  process.argv = [...before.slice(0, 2), resolve("src", `${kind}.ts`), ...given, told];
  try {
    await import(/* @vite-ignore */ pathToFileURL(resolve("tests", "twins", `${kind}.mjs`)).href);
    expect(lines(told)).toEqual(lines(join("twins", `${kind}.told`)));
  } finally {
    process.argv = before;
    rmSync(own, { recursive: true });
  }
});
