// Every string of the interface goes through here: `t("Saved {time}", { time })`. Pure.
//
// The English text is the key. Where the page's language has a catalogue (made at build from the translations in
// `locale/`), its text is shown instead; a text that it misses stays English. Texts are written out where they are
// used, never put together from parts, so that `.ci/catalogue.py` finds them and a translator can move a name.

/** A language's texts as the build writes them: `static/words/*.json`. */
export interface Words {
  language: string;
  direction: "ltr" | "rtl";
  /** Which form a number takes: one digit for each of 0 to 199; larger ones are as 100 to 199. */
  plural: string;
  messages: Record<string, string | string[]>;
}

// each bundle of the page has its own copy of this module: the texts are the page's
const page = globalThis as { imuranWords?: Words };

/** The names in braces that a text holds. */
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;
type Value = string | number;
type Values<Text extends string> = string extends Text
  ? [values?: Record<string, Value>]
  : [Names<Text>] extends [never]
    ? []
    : [values: Record<Names<Text>, Value>];
type Others<Text extends string> = [Exclude<Names<Text>, "n">] extends [never]
  ? []
  : [values: Record<Exclude<Names<Text>, "n">, Value>];

function filled(text: string, values: Record<string, Value> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** A text in the page's language; names in braces are replaced by their values. */
export function t<Text extends string>(text: Text, ...[values]: Values<Text>): string {
  const found = page.imuranWords?.messages[text];
  return filled(typeof found === "string" ? found : text, values);
}

/** A text that depends on a number, which is `{n}` in it: `tn("{n} point", "{n} points", 2)`. */
export function tn<One extends string, Many extends string>(
  one: One,
  many: Many,
  n: number,
  ...[values]: Others<One | Many>
): string {
  const words = page.imuranWords;
  const found = words?.messages[one];
  const form = Number(words?.plural[n < 200 ? n : 100 + (n % 100)] ?? 1);
  const translated = Array.isArray(found) ? (found[form] ?? found.at(-1)) : undefined;
  return filled(translated ?? (n === 1 ? one : many), { n, ...values });
}

/** Mark a text that is only shown later, by `t(kept)`: for tables at the top of a module. */
export const kept = <Text extends string>(text: Text): Text => text;

/** Use a language's texts from now on; null is English. */
export function setWords(words: Words | null): void {
  if (words) page.imuranWords = words;
  else delete page.imuranWords;
}

/** Of the interface, as `lang` and `dir` of what it is in. */
export const language = (): string => page.imuranWords?.language ?? "en";
export const direction = (): "ltr" | "rtl" => page.imuranWords?.direction ?? "ltr";

/** The attributes of whatever holds parts of the interface. */
export const spoken = () => ({ lang: language(), dir: direction() });
