// Give each thing on the left its partner on the right, or each thing its class.
import { el, newId, setHtml, show } from "../../widgets/js/dom.ts";
import type { QuestionTypeScript } from "../../widgets/js/question_type.ts";
import { rows } from "../../widgets/js/rows.ts";

const matching: QuestionTypeScript = {
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
};

const categorise: QuestionTypeScript = {
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
};

export default [matching, categorise];
