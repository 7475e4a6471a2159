// Write a word or two.
import { line } from "../../widgets/js/line.ts";
import type { QuestionTypeScript } from "../../widgets/js/question_type.ts";

export default {
  type: "short_text",
  draw: (view, controls) => line(view, controls, false),
} satisfies QuestionTypeScript;
