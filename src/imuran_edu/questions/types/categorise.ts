// Put each thing in its class.
import { el, newId } from "../../widgets/js/dom.ts";
import type { QuestionTypeScript } from "../../widgets/js/question_type.ts";
import { rows } from "../../widgets/js/rows.ts";

export default {
  type: "categorise",
  draw(view, controls) {
    return rows(view.items ?? [], () => {
      const name = newId();
      const on = { change: () => controls.changed(0) };
      const classes = (view.classes ?? []).map(({ id, html }) => {
        const box = el("input", { type: "radio", name, value: id, on });
        const text = el("span", { class: "imuran-html", html });
        return { id, box, pill: el("label", { class: "imuran-pill" }, box, text) };
      });
      const chosen = () => classes.find(({ box }) => box.checked);
      const pills = classes.map(({ pill }) => pill);
      return {
        node: el("div", { class: "imuran-pills", role: "radiogroup" }, ...pills),
        get: () => chosen()?.id ?? null,
        set(value) {
          for (const { id, box } of classes) box.checked = id === value;
        },
        lock(locked) {
          for (const { box } of classes) box.disabled = locked;
        },
        focus: () => (chosen() ?? classes[0])?.box.focus(),
      };
    });
  },
} satisfies QuestionTypeScript;
