// Builds what ships to the page. `node build.mjs` writes it; `--check` says what is out of step.
import { execSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const SRC = dirname(fileURLToPath(import.meta.url));
const COURSE = join(SRC, "imuran_edu");
const check = process.argv.includes("--check");
const stale = [];

/** A package that came to package.json since the last install is fetched, as the lock file names it. */
function install() {
  const { devDependencies } = JSON.parse(readFileSync(join(SRC, "package.json"), "utf8"));
  const there = (name) => existsSync(join(SRC, "node_modules", name));
  if (Object.keys(devDependencies).every(there)) return;
  execSync("npm ci --no-audit --no-fund", { cwd: SRC, stdio: "inherit" });
}

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

/** A style sheet that a script imports becomes its text, with what it imports. */
const styleAsText = {
  name: "style-as-text",
  setup(building) {
    building.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const made = await build({ entryPoints: [path], bundle: true, minify: true, write: false });
      return { contents: made.outputFiles[0].text, loader: "text" };
    });
  },
};

const SCRIPTS = [
  ["widgets/js/loader.ts", "widgets/static/loader.js", "esm"],
  ["widgets/js/quiz.ts", "widgets/static/quiz.js", "esm"],
  ["widgets/js/progress.ts", "widgets/static/progress.js", "esm"],
  ["widgets/js/today.ts", "widgets/static/today.js", "esm"],
  ["authoring/preview/preview.ts", "authoring/preview/static/preview.js", "iife"],
  ["site/js/sheet.ts", "site/static/sheet.js", "iife"],
  ["site/js/sheet.css", "site/static/sheet.css"],
  ["server/js/index.ts", "server/labextension/static/imuran_edu.js", "iife"],
  ["site/js/site.ts", "site/static/site.js", "iife"],
  ["site/js/site.css", "site/static/site.css"],
  ["widgets/js/quiz.css", "widgets/static/quiz.css"],
  ["widgets/js/today.css", "widgets/static/today.css"],
  ["widgets/js/progress.css", "widgets/static/progress.css"],
  ["widgets/js/evidence.css", "widgets/static/evidence.css"],
  ["widgets/js/figure.css", "widgets/static/figure.css"],
];

/** The catalogue of strings is Babel's work, so Python's. */
function catalogue() {
  const own = [".venv/bin/python", ".venv/Scripts/python.exe"].map((name) => join(SRC, "..", name));
  const python = process.env.PYTHON ?? own.find(existsSync) ?? "python3";
  const script = [join(SRC, "../.ci/catalogue.py"), ...(check ? ["--check"] : [])];
  if (spawnSync(python, script, { stdio: "inherit" }).status !== 0) process.exit(1);
}

/** The languages that the page may ask for. */
function languages() {
  const names = readdirSync(join(COURSE, "widgets/static/words")).map((name) => name.slice(0, -5));
  const list = names.sort().map((name) => `"${name}"`);
  return `// Made by build.mjs from static/words. Do not edit.\nexport const LANGUAGES = [${list.join(", ")}];\n`;
}

catalogue();
put(join(COURSE, "widgets/js/generated/languages.ts"), languages());
install();
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
    ...(format && { format, plugins: [styleAsText] }),
  });
  put(join(COURSE, target), made.outputFiles[0].text);
}
if (stale.length) {
  console.error(`out of step: ${stale.join(", ")}; run "npm run build" in src/`);
  process.exit(1);
}
