// Judge answers with the script that ships: reads cases as lines of JSON, writes one line for each.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [script, questions, cases, results] = process.argv.slice(2);
const { judge } = await import(pathToFileURL(script).href);
const views = JSON.parse(readFileSync(questions, "utf8"));
const lines = readFileSync(cases, "utf8").split("\n").filter(Boolean);
const judged = lines.map((line) => {
  const [index, answer] = JSON.parse(line);
  const { earned, status, reason, headline, html, parts } = judge(views[index], answer);
  return JSON.stringify({ earned, status, reason, headline, html, parts });
});
writeFileSync(results, judged.join("\n"));
