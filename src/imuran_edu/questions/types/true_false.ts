// Say whether a statement holds.
import { choices } from "../../widgets/js/choices.ts";
import type { QuestionTypeScript } from "../../widgets/js/question_type.ts";

const VERDICTS = [
  { id: "true", value: true, text: "True" },
  { id: "false", value: false, text: "False" },
];

export default {
  type: "true_false",
  draw: (_view, controls) => choices(VERDICTS, controls, false),
} satisfies QuestionTypeScript;
