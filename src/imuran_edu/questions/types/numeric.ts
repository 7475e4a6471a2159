// Give a number with its unit.
import { line } from "../../widgets/js/line.ts";
import type { QuestionTypeScript } from "../../widgets/js/question_type.ts";

export default {
  type: "numeric",
  draw: (view, controls) => line(view, controls, true),
} satisfies QuestionTypeScript;
