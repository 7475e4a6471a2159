// The code that a notebook of the course may run by itself: imports of the course's calls, and the calls.
//
//     from imuran_edu import figure, quiz
//     quiz("mechanism")
//     claims_table(
//         "D1-035", "D1-037",
//     )
//
// A cell is any number of such statements, each at the start of a line, or empty. Arguments are ids in plain letters.
// Python and IPython have no second meaning for text of this form.

/** What a lesson may call: `imuran_edu.__all__`, held equal by a test. */
export const CALLS = [
  "ask",
  "claims_game",
  "claims_table",
  "corrections",
  "explore",
  "figure",
  "glossary",
  "progress",
  "quiz",
  "reference_list",
  "today",
];

const NAME = `(?:${CALLS.join("|")})`;
const IMPORT = `from imuran_edu import ${NAME}(?:, ${NAME})*`;
const ID = `(?:"[A-Za-z0-9_-]+"|'[A-Za-z0-9_-]+')`;
const GAP = "[ \\n]*"; // inside brackets a call may go on in the next line
const ARGUMENTS = `${ID}(?:${GAP},${GAP}${ID})*(?:${GAP},)?`;
const CALL = `${NAME}\\((?:${GAP}${ARGUMENTS})?${GAP}\\)`;
const LINES = new RegExp(`^(?:(?:${IMPORT}|${CALL})? *(?:\\n|$))*`);
const LONGEST = 20_000; // characters; a cell of the course has some hundreds

/** What of a code cell is not the course's own: all from the first statement that does not fit, or nothing. */
export function otherCode(source: string): string {
  const own = source.length <= LONGEST ? (LINES.exec(source)?.[0] ?? "") : "";
  return source.slice(own.length);
}
