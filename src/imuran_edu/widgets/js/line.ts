// One line of text with an optional unit and example.
import { el, newId } from "./dom.ts";
import type { QuestionView } from "./generated/protocol.ts";
import { type Input, type QuestionControls, TYPING_PAUSE } from "./question_type.ts";
import { t } from "./words.ts";

/** Build the input; a numeric one is narrow and asks a phone for its keypad. */
export function line(view: QuestionView, controls: QuestionControls, numeric: boolean): Input {
  const [fieldId, labelId, unitId, exampleId] = [newId(), newId(), newId(), newId()];
  const field = el("input", {
    type: "text",
    id: fieldId,
    class: numeric ? "imuran-field imuran-number-field" : "imuran-field",
    inputmode: numeric ? "decimal" : "text",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": [controls.describedBy, view.example && exampleId].filter(Boolean).join(" "),
    "aria-labelledby": view.unit ? `${labelId} ${unitId}` : null,
    on: {
      input: () => controls.changed(TYPING_PAUSE),
      blur: () => controls.flush(),
      keydown(event) {
        const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
        if (event.key === "Enter" && plain && !event.isComposing) controls.submit();
      },
    },
  });
  const label = { for: fieldId, id: labelId, class: "imuran-label", text: t("Your answer") };
  const unit = view.unit ? el("span", { class: "imuran-unit", id: unitId, text: view.unit }) : null;
  const small = { class: "imuran-small", id: exampleId };
  const example = view.example
    ? el("div", small, t("For example: {example}", { example: view.example }))
    : null;
  const row = el("div", { class: "imuran-field-row" }, field, unit);
  return {
    node: el("div", { class: "imuran-line" }, el("label", label), row, example),
    get: () => (field.value.trim() === "" ? null : field.value),
    set(answer) {
      field.value = String(answer ?? "");
    },
    lock(locked) {
      field.readOnly = locked;
    },
    mark(feedback) {
      field.dataset.mark = feedback?.status ?? "";
    },
    focus: () => field.focus(),
  };
}
