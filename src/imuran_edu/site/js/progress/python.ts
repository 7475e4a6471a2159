// JSON as Python writes it, to the letter: the digest of a progress file is taken of it. Pure.

/** A number with the text that a file has it in: 1.0 and 1 are two texts to Python. */
export class NumberText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const TOKEN = /"(?:[^"\\]+|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const MARK = "\u0000number"; // the one name of what stands for a number while the text is read

/** JSON with its numbers as texts. Throws as JSON.parse does. */
export function parseKeepingNumbers(text: string): unknown {
  JSON.parse(text); // what follows is only right for what is JSON
  const marked = JSON.stringify(MARK);
  const told = text.replace(TOKEN, (token) =>
    token.startsWith('"') ? token : `{${marked}:"${token}"}`,
  );
  return JSON.parse(told, (_, value) => {
    const number = value?.[MARK];
    return typeof number === "string" && NUMBER.test(number) ? new NumberText(number) : value;
  });
}

/** A number of a file as Python writes it. */
export function pythonNumber(text: string): string {
  if (!/[.eE]/.test(text)) return text === "-0" ? "0" : text;
  const number = Number(text);
  if (number === 0) return Object.is(number, -0) ? "-0.0" : "0.0";
  const [digits = "", power = "0"] = number.toExponential().split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${digits}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  const plain = String(number);
  return plain.includes(".") ? plain : `${plain}.0`;
}

function byCodePoint(a: string, b: string): number {
  const [one, other] = [[...a], [...b]];
  for (let at = 0; at < one.length && at < other.length; at += 1) {
    const gap = (one[at]?.codePointAt(0) ?? 0) - (other[at]?.codePointAt(0) ?? 0);
    if (gap) return gap;
  }
  return one.length - other.length;
}

const quoted = (text: string) =>
  JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/**
 * `json.dumps(value, sort_keys=True)`.
 * @param signs what stands between items, and after a key
 */
export function pythonJson(value: unknown, signs: [string, string] = [",", ":"]): string {
  const [comma, colon] = signs;
  if (value instanceof NumberText) return pythonNumber(value.text);
  if (typeof value === "number") return pythonNumber(JSON.stringify(value));
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map((each) => pythonJson(each, signs)).join(comma)}]`;
  if (value !== null && typeof value === "object") {
    const keys = Object.keys(value).sort(byCodePoint);
    const named = value as Record<string, unknown>;
    const items = keys.map((key) => `${quoted(key)}${colon}${pythonJson(named[key], signs)}`);
    return `{${items.join(comma)}}`;
  }
  return JSON.stringify(value ?? null);
}
