// Write a word or two.
import { line } from "../../widgets/js/line.ts";
import { questionType } from "../../widgets/js/question_type.ts";
import { nearest, strange } from "../../widgets/js/reading.ts";
import { t } from "../../widgets/js/words.ts";

const LONGEST = 200; // characters of an answer that are read

interface Key {
  accepted: string[];
  typos: number;
  right: string;
  spelt: string;
  others: Other[];
  otherwise: string;
}

interface Other {
  text: string;
  fraction: number;
  html: string;
}

/** The first of the others that is nearest, and as near as the key. */
function otherOf({ accepted, typos: allowed, others }: Key, answer: string): Other | undefined {
  const texts = others.map(({ text }) => text);
  const best = nearest(answer, texts, allowed);
  const typos = nearest(answer, accepted, allowed);
  if (best === null || (typos !== null && typos < best)) return undefined;
  return others.find(({ text }) => nearest(answer, [text], best) === best);
}

/** Why a text of the others, or of no list, earns a share. */
function reasonFor(share: number): string {
  if (share === 1) return t("This word counts as right too.");
  return share
    ? t("The word is near enough for part of the points.")
    : t("Another word was given.");
}

export default questionType<Key>({
  type: "short_text",
  draw: (view, controls) => line(view, controls, false),
  score(key, answer) {
    if (typeof answer !== "string") return { share: null, reason: t("The answer is not a text.") };
    if ([...answer].length > LONGEST) {
      return { share: null, reason: t("The answer is too long; a word or two will do.") };
    }
    const unknown = strange(answer);
    if (unknown) {
      return {
        share: null,
        reason: t("“{text}” cannot be read here; write letters and digits.", { text: unknown }),
      };
    }
    const other = otherOf(key, answer);
    if (other) return { share: other.fraction, reason: reasonFor(other.fraction) };
    const typos = nearest(answer, key.accepted, key.typos);
    if (typos === null) return { share: 0, reason: reasonFor(0) };
    return {
      share: 1,
      reason: typos === 0 ? t("The word is right.") : t("The word is right but for its spelling."),
    };
  },
  explain(key, answer, right) {
    const text = answer as string;
    const other = otherOf(key, text);
    if (other) return { html: other.html };
    if (right) return { html: nearest(text, key.accepted, 0) === null ? key.spelt : key.right };
    return { html: key.otherwise };
  },
  withoutKey({ accepted, others }, _answer, { html = "" }) {
    const right = others.filter(({ fraction }) => fraction === 1).map(({ text }) => text);
    const text = html.toLowerCase();
    const tells = [...accepted, ...right].some((word) => text.includes(word.toLowerCase()));
    return { html: tells ? "" : html };
  },
});
