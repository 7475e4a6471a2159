// Choose every right option.
import { type ChoiceKey, choices, chosenOnly, explainChosen } from "../../widgets/js/choices.ts";
import { selectionShare } from "../../widgets/js/credit.ts";
import { questionType } from "../../widgets/js/question_type.ts";
import { t } from "../../widgets/js/words.ts";

export default questionType<ChoiceKey & { credit: string }>({
  type: "multiple",
  draw(view, controls) {
    const options = (view.options ?? []).map(({ id, html }) => ({ id, html, value: id }));
    return choices(options, controls, true);
  },
  score({ key, notes, credit }, answer) {
    const known = (each: unknown) => typeof each === "string" && Object.hasOwn(notes, each);
    if (!Array.isArray(answer) || !answer.every(known)) {
      return { share: null, reason: t("The answer names an option that is not there.") };
    }
    const chosen = [...new Set(answer as string[])];
    const right = chosen.filter((each) => key.includes(each)).length;
    const wrong = chosen.length - right;
    const options = Object.keys(notes).length;
    const share = selectionShare(credit, { right, wrong, key: key.length, options });
    if (right === key.length && !wrong) {
      return { share, reason: t("Exactly the right options were chosen.") };
    }
    const counts = { right, wrong };
    const reason = wrong
      ? t("Of the options chosen, {right} right and {wrong} wrong.", counts)
      : t("Of the options chosen, {right} right and {wrong} wrong; not all were found.", counts);
    return { share, reason };
  },
  explain: (key, answer) => ({ parts: explainChosen(key, answer as string[]) }),
  withoutKey: (_key, _answer, explanation) => chosenOnly(explanation),
});
