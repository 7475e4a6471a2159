// Choose the one right option.
import { type ChoiceKey, choices, chosenOnly, explainChosen } from "../../widgets/js/choices.ts";
import { questionType } from "../../widgets/js/question_type.ts";
import { t } from "../../widgets/js/words.ts";

export default questionType<ChoiceKey>({
  type: "single",
  draw(view, controls) {
    const options = (view.options ?? []).map(({ id, html }) => ({ id, html, value: id }));
    return choices(options, controls, false);
  },
  score({ key, notes }, answer) {
    if (typeof answer !== "string" || !Object.hasOwn(notes, answer)) {
      return { share: null, reason: t("The answer names no option of this question.") };
    }
    const right = key.includes(answer);
    const reason = right ? t("The right option was chosen.") : t("Another option was chosen.");
    return { share: Number(right), reason };
  },
  explain: (key, answer) => ({ parts: explainChosen(key, [answer]) }),
  withoutKey: (_key, _answer, explanation) => chosenOnly(explanation),
  left: (view) => (view.options?.length ?? 0) - 1,
});
