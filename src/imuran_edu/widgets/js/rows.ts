// Rows with something on the left, a control that answers for it, and room for a mark.
import { el, newId } from "./dom.ts";
import type { Answer, Shown } from "./generated/protocol.ts";
import { makeMark } from "./marks.ts";
import type { Input } from "./question_type.ts";
import { pairs } from "./text.ts";

/** The control of one row. */
export interface RowControl {
  /** What is shown. */
  node: HTMLElement;
  /** What takes the focus, where that is not `node`. */
  control?: HTMLElement;
  get(): Answer;
  set(value: Answer): void;
  lock(locked: boolean): void;
  focus(): void;
}

function frame(item: Shown, { node, control = node }: RowControl) {
  const row = el("div", { class: "imuran-pair", role: "listitem" });
  const mark = makeMark(row, "row");
  control.id = newId();
  const props = { class: "imuran-html imuran-pair-left", id: newId(), html: item.html };
  let left: HTMLElement;
  if (control.hasAttribute("role")) {
    left = el("div", props);
    control.setAttribute("aria-labelledby", left.id);
  } else left = el("label", { ...props, for: control.id });
  control.setAttribute("aria-describedby", mark.note.id);
  row.append(left, el("div", { class: "imuran-pair-right" }, node, mark.badge), mark.note);
  return { row, mark };
}

/** Pairs as the answer, from one control a row; null when no row was answered. */
export function rows(items: Shown[], build: (item: Shown) => RowControl): Input {
  const all = items.map((item) => {
    const control = build(item);
    return { id: item.id, control, ...frame(item, control) };
  });
  return {
    node: el("div", { class: "imuran-pairs", role: "list" }, ...all.map(({ row }) => row)),
    get() {
      const given = all.map(({ id, control }): [string, Answer] => [id, control.get()]);
      const answered = given.filter(([, value]) => value !== null);
      return answered.length ? Object.fromEntries(answered) : null;
    },
    set(answer) {
      for (const { id, control } of all) control.set(pairs(answer)[id] ?? null);
    },
    lock(locked) {
      for (const { control } of all) control.lock(locked);
    },
    mark(feedback) {
      for (const { id, mark } of all) mark.show(feedback, id);
    },
    focus: () => (all.find(({ control }) => control.get() === null) ?? all[0])?.control.focus(),
  };
}
