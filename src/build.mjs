// Builds what ships to the page. `node build.mjs` writes it; `--check` says what is out of step.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const SRC = dirname(fileURLToPath(import.meta.url));
const COURSE = join(SRC, "imuran_edu");
const check = process.argv.includes("--check");
const stale = [];

function put(path, text) {
  let before = null;
  try {
    before = readFileSync(path, "utf8");
  } catch {
    // it is new
  }
  if (before === text) return;
  if (check) stale.push(relative(SRC, path));
  else writeFileSync(path, text);
}

/** The script of each question type lies beside its module: the registry lists them. */
function registry() {
  const names = readdirSync(join(COURSE, "questions/types"))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.slice(0, -3))
    .sort();
  const imports = names.map((name) => `import ${name} from "../../../questions/types/${name}.ts";`);
  return `// Made by build.mjs from the files of questions/types. Do not edit.
${imports.join("\n")}

export const TYPES = [${names.join(", ")}].flat();
`;
}

const SCRIPTS = [
  ["widgets/js/loader.ts", "widgets/static/loader.js", "esm"],
  ["widgets/js/quiz.ts", "widgets/static/quiz.js", "esm"],
  ["widgets/js/progress.ts", "widgets/static/progress.js", "esm"],
  ["widgets/js/explorer_picture.ts", "widgets/static/explorer_picture.js", "esm"],
  ["server/js/index.ts", "server/labextension/static/imuran_edu.js", "iife"],
  ["widgets/js/quiz.css", "widgets/static/quiz.css"],
  ["widgets/js/progress.css", "widgets/static/progress.css"],
  ["widgets/js/explorer.css", "widgets/static/explorer.css"],
];

put(join(COURSE, "widgets/js/generated/types.ts"), registry());
for (const [source, target, format] of SCRIPTS) {
  const made = await build({
    absWorkingDir: SRC,
    entryPoints: [join(COURSE, source)],
    bundle: true,
    minify: true,
    charset: "utf8",
    target: "es2022",
    write: false,
    ...(format && { format }),
  });
  put(join(COURSE, target), made.outputFiles[0].text);
}
if (stale.length) {
  console.error(`out of step: ${stale.join(", ")}; run "npm run build" in src/`);
  process.exit(1);
}
