// Choose the one right option.
import { choices } from "../../widgets/js/choices.ts";
import type { QuestionTypeScript } from "../../widgets/js/question_type.ts";

export default {
  type: "single",
  draw(view, controls) {
    const options = (view.options ?? []).map(({ id, html }) => ({ id, html, value: id }));
    return choices(options, controls, false);
  },
} satisfies QuestionTypeScript;
