import { CALLS, otherCode } from "../../../src/imuran_edu/server/js/grammar.ts";

interface Cell {
  cell_type: string;
  source: string | string[];
}

const notebooks = import.meta.glob<string>(
  ["../../../notebooks/*.ipynb", "../../../course/source/*/*.ipynb"],
  { query: "?raw", import: "default", eager: true },
);
const [calls = ""] = Object.values(
  import.meta.glob<string>("../../../src/imuran_edu/__init__.py", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

function codeOf(notebook: string): string[] {
  const { cells } = JSON.parse(notebook) as { cells: Cell[] };
  const code = cells.filter((cell) => cell.cell_type === "code");
  return code.map(({ source }) => (typeof source === "string" ? source : source.join("")));
}

test("every code cell of the course fits", () => {
  const cells = Object.values(notebooks).flatMap(codeOf);
  expect(Object.keys(notebooks).length).toBeGreaterThanOrEqual(22);
  expect(cells.length).toBeGreaterThanOrEqual(284);
  expect(cells.filter((source) => otherCode(source))).toEqual([]);
});

test("the calls are those of imuran_edu.__all__", () => {
  const listed = /^__all__ = \[([^\]]*)\]/m.exec(calls)?.[1]?.match(/\w+/g);
  expect(listed).toEqual(CALLS);
});

test.each([
  "",
  " \n\n  ",
  "from imuran_edu import ask",
  'from imuran_edu import ask, quiz\n\nask("a-1")\nquiz("b")  \n',
  "\nprogress()\n",
  "ask('a_b')",
  'claims_table(\n    "D1-035", "D1-037",\n    "D2-001",\n)',
  "claims_table(\n)",
])("%j is the course's own", (source) => expect(otherCode(source)).toBe(""));

test.each([
  // other imports, names and aliases
  "import imuran_edu",
  "import os",
  "from imuran_edu import *",
  "from imuran_edu import ask as quiz",
  "from imuran_edu import ask, system",
  "from imuran_edu import (ask)",
  "from imuran_edu import ask,",
  "from imuran_edu.core import ask",
  "from imuran_edu import core",
  "from .imuran_edu import ask",
  "from imuran_edu  import ask",
  "from imuran_education import ask",
  'print("a")',
  'ask_all("a")',
  'task("a")',
  'lambda("a")',
  'exec("a")',
  '__import__("os")',
  "ask = quiz",
  'x = ask("a")',
  "ask",
  // more than a call
  'ask("a").x',
  'ask("a")("b")',
  'ask("a")["b"]',
  'ask("a") + ask("b")',
  'ask("a"), ask("b")',
  'ask("a"); open("x", "w")',
  'ask("a");',
  'ask("a") or 1',
  'ask ("a")',
  'ask("a"))',
  'ask("a"',
  'ask("a") ask("b")',
  'ask("a") if 1 else 2',
  'ask("a") \\\n.x',
  'ask(\n"a"\n)\n.x',
  ' ask("a")',
  'ask("a")\n  ask("b")',
  'if 1: ask("a")',
  '@ask("a")\ndef f(): pass',
  "@ask\nclass A: pass",
  // other arguments
  'ask(quiz("a"))',
  "ask(name)",
  'ask(question="a")',
  'ask(*"a")',
  'ask(**{"a": 1})',
  'ask(["a"])',
  'ask(("a"))',
  'ask("a" "b")',
  'ask("a" + "b")',
  'ask("a",, "b")',
  "ask(,)",
  'ask("a" for a in b)',
  'ask((x := "a"))',
  'ask(f"{open(1)}")',
  'ask(r"a")',
  'ask(b"a")',
  'ask("{x}")',
  'ask("../a")',
  'ask("a\\")',
  'ask("a\\x41")',
  'ask("a\nb")',
  'ask("""a""")',
  "ask(\"a')",
  'ask("")',
  "ask(1)",
  "ask(None)",
  "ask(...)",
  // IPython's own
  "%run x.py",
  "%%bash\nls",
  '%%time\nask("a")',
  "!ls",
  '!!ask("a")',
  'ask("a")?',
  "ask?",
  '?ask("a")',
  ',ask "a"',
  '/ask "a"',
  ";ask a",
  'ask "a"',
  '>>> ask("a")',
  'In [1]: ask("a")',
  "ask(\n%run x\n)",
  'ask("a",\n!ls\n)',
  // comments
  "# a note",
  'ask("a")  # a note',
  '# -*- coding: utf-7 -*-\nask("a")',
  'ask(  # "a"\n"b")',
  // characters that look like others, or that Python reads in its own way
  '\u0430sk("a")',
  '\uff41sk("a")',
  'a\u017fk("a")',
  "ask(\u201ca\u201d)",
  'ask("\u0430")',
  'ask\uff08"a"\uff09',
  'ask("a")\u037e',
  'ask("a\u202e")',
  '\ufeffask("a")',
  'ask\u00a0("a")',
  'ask("a")\u00a0',
  'ask("a")\tquiz("b")',
  'ask("a")\t',
  '\task("a")',
  'ask("a")\rimport os',
  'ask("a")\r\n',
  'ask("a")\u2028import os',
  'ask("a")\u0085import os',
  'ask("a")\f',
  'ask("a")\0',
  'ask("a\0")',
])("%j is other code", (source) => expect(otherCode(source)).not.toBe(""));

test("what is other is told from what stands before it", () => {
  expect(otherCode('ask("a")\n\nquiz("b"); open("x")\nask("c")')).toBe(
    'quiz("b"); open("x")\nask("c")',
  );
});

test.each([" ", "\n", 'ask("a")\n', "ask(", 'claims_table("a", ', '"a" ', "ask(\n"])(
  "many times %j and then something else is other code",
  (piece) => {
    for (const length of [20_000, 2_000_000]) {
      expect(otherCode(`${piece.repeat(length / piece.length)}x`)).not.toBe("");
      expect(otherCode(`claims_table("a"${piece.repeat(length / piece.length)}x`)).not.toBe("");
    }
  },
);
