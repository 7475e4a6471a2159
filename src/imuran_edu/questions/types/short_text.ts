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
  others: { text: string; html: string }[];
  otherwise: string;
}

export default questionType<Key>({
  type: "short_text",
  draw: (view, controls) => line(view, controls, false),
  score({ accepted, typos: allowed, others }, answer) {
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
    const typos = nearest(answer, accepted, allowed);
    const rival = nearest(
      answer,
      others.map(({ text }) => text),
      allowed,
    );
    if (typos === null || (rival !== null && rival <= typos)) {
      return { share: 0, reason: t("Another word was given.") };
    }
    return {
      share: 1,
      reason: typos === 0 ? t("The word is right.") : t("The word is right but for its spelling."),
    };
  },
  explain(key, answer, right) {
    const text = answer as string;
    if (right) return { html: nearest(text, key.accepted, 0) === null ? key.spelt : key.right };
    const other = key.others.find((each) => nearest(text, [each.text], key.typos) !== null);
    return { html: other?.html ?? key.otherwise };
  },
  withoutKey({ accepted }, _answer, { html = "" }) {
    const text = html.toLowerCase();
    return { html: accepted.some((word) => text.includes(word.toLowerCase())) ? "" : html };
  },
});
