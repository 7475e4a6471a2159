// Say whether a statement holds.
import { choices } from "../../widgets/js/choices.ts";
import type { PartMark } from "../../widgets/js/generated/protocol.ts";
import { questionType } from "../../widgets/js/question_type.ts";
import { t } from "../../widgets/js/words.ts";

const verdicts = () => [
  { id: "true", value: true, text: t("True") },
  { id: "false", value: false, text: t("False") },
];

export default questionType<{ key: boolean; notes: Record<string, string> }>({
  type: "true_false",
  draw: (_view, controls) => choices(verdicts(), controls, false),
  score({ key }, answer) {
    if (typeof answer !== "boolean") {
      return { share: null, reason: t("The answer is neither true nor false.") };
    }
    const right = answer === key;
    const reason = right
      ? t("The statement was judged rightly.")
      : t("The statement was misjudged.");
    return { share: Number(right), reason };
  },
  explain({ key, notes }, answer, right) {
    const html = notes[String(answer)] ?? "";
    const parts: Record<string, PartMark> = {
      [String(answer)]: { mark: right ? "right" : "wrong", html },
    };
    if (!right) parts[String(key)] = { mark: "missed", html: "" };
    return { parts };
  },
  left: () => 1,
});
