// Give each thing on the left its partner on the right.
import { el, setHtml, show } from "../../widgets/js/dom.ts";
import type { QuestionTypeScript } from "../../widgets/js/question_type.ts";
import { rows } from "../../widgets/js/rows.ts";

export default {
  type: "matching",
  draw(view, controls) {
    const partners = view.right ?? [];
    return rows(view.left ?? [], () => {
      const select = el(
        "select",
        { class: "imuran-field", on: { change: () => controls.changed(0) } },
        el("option", { value: "", text: "Choose…" }),
        ...partners.map(({ id, text }) => el("option", { value: id, text })),
      );
      // A closed <select> cuts long text off; an answer that is being judged must be readable in full.
      const full = el("span", { class: "imuran-html", hidden: true });
      return {
        node: el("div", { class: "imuran-match" }, select, full),
        control: select,
        get: () => select.value || null,
        set(value) {
          select.value = partners.find(({ id }) => id === value)?.id ?? "";
        },
        lock(locked) {
          select.disabled = locked;
          setHtml(full, partners.find(({ id }) => id === select.value)?.html ?? "");
          show(full, locked && Boolean(select.value));
          show(select, !(locked && select.value));
        },
        focus: () => select.focus(),
      };
    });
  },
} satisfies QuestionTypeScript;
