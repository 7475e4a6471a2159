// Radio buttons or checkboxes as full-width rows.
import { el, newId } from "./dom.ts";
import type { Answer, PartMark } from "./generated/protocol.ts";
import { makeMark } from "./marks.ts";
import type { Explanation, Input, QuestionControls } from "./question_type.ts";

/** An option; `value` is its answer, and its label is HTML or plain text. */
export interface Choice {
  id: string;
  value: string | boolean;
  html?: string;
  text?: string;
}

/** Build the input; with `several` the answer is a list of values, else one of them. */
export function choices(options: Choice[], controls: QuestionControls, several: boolean): Input {
  const name = newId();
  const rows = options.map(({ id, value, html, text }) => {
    const row = el("div", { class: "imuran-option" });
    const mark = makeMark(row, several ? "several" : "one");
    const box = el("input", {
      type: several ? "checkbox" : "radio",
      name,
      value: id,
      "aria-describedby": mark.note.id,
      on: { change: () => controls.changed(0) },
    });
    const label =
      html === undefined ? el("span", { text }) : el("span", { class: "imuran-html", html });
    row.append(el("label", {}, box, label, mark.badge), mark.note);
    return { id, value, box, row, mark };
  });
  const chosen = () => rows.filter((row) => row.box.checked);
  return {
    node: el("div", { class: "imuran-options" }, ...rows.map((row) => row.row)),
    get: () => (several ? chosen().map((row) => row.value) : (chosen()[0]?.value ?? null)),
    set(answer) {
      const wanted: Answer[] = Array.isArray(answer) ? answer : [answer];
      for (const row of rows) row.box.checked = wanted.includes(row.value);
    },
    lock(locked) {
      for (const row of rows) row.box.disabled = locked;
    },
    mark(feedback) {
      for (const row of rows) row.mark.show(feedback, row.id, row.box.checked);
    },
    focus: () => (chosen()[0] ?? rows[0])?.box.focus(),
  };
}

/** The key of a choice: the right options, and what to say at each option. */
export interface ChoiceKey {
  key: string[];
  notes: Record<string, string>;
}

/** What to say at each option that was chosen or should have been. */
export function explainChosen({ key, notes }: ChoiceKey, chosen: Answer[]) {
  const marked = Object.entries(notes).flatMap(([id, html]): [string, PartMark][] => {
    if (chosen.includes(id)) return [[id, { mark: key.includes(id) ? "right" : "wrong", html }]];
    return key.includes(id) ? [[id, { mark: "missed", html }]] : [];
  });
  return Object.fromEntries(marked);
}

/** Of a first wrong choice: what was chosen, and why the wrong ones of it fail; nothing of what was missed. */
export function chosenOnly({ parts = {} }: Explanation): Explanation {
  const told = Object.entries(parts).flatMap(([id, { mark, html }]): [string, PartMark][] => {
    if (mark === "wrong") return [[id, { mark, html }]];
    return mark === "right" ? [[id, { mark }]] : [];
  });
  return { parts: Object.fromEntries(told) };
}
