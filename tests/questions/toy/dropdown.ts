// A question type for tests: choose a word from a list that unfolds.
import { el, newId } from "../../widgets/js/dom.ts";
import type { QuestionView } from "../../widgets/js/generated/protocol.ts";
import { questionType } from "../../widgets/js/question_type.ts";

interface DropdownView extends QuestionView {
  choices: Record<string, string>;
}

export default questionType<{ key: string; mend: string }>({
  type: "dropdown",
  draw(view, controls) {
    const { choices } = view as DropdownView;
    const select = el(
      "select",
      {
        id: newId(),
        "aria-describedby": controls.describedBy,
        on: { change: () => controls.changed(0) },
      },
      el("option", { value: "", text: "Choose…" }),
      ...Object.entries(choices).map(([value, text]) => el("option", { value, text })),
    );
    return {
      node: select,
      get: () => select.value || null,
      set(answer) {
        select.value = typeof answer === "string" && answer in choices ? answer : "";
      },
      lock(locked) {
        select.disabled = locked;
      },
      mark(feedback) {
        select.dataset.mark = feedback?.status ?? "";
      },
      focus: () => select.focus(),
    };
  },
  score({ key }, answer) {
    if (typeof answer !== "string")
      return { share: null, reason: "The answer is not in the list." };
    return { share: Number(answer === key), reason: "A word was chosen." };
  },
  explain: ({ mend }, answer, right) => ({
    html: right ? "" : mend,
    parts: { [String(answer)]: { mark: right ? "right" : "wrong", html: "" } },
  }),
});
