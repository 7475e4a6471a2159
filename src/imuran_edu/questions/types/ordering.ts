// Put things in their order, with buttons. Untouched is not an answer: the shown order is only a shuffle.
import { orderShare } from "../../widgets/js/credit.ts";
import { button, el, icon, setText, show } from "../../widgets/js/dom.ts";
import { makeDraggable } from "../../widgets/js/drag.ts";
import type { PartMark, QuestionView, Shown } from "../../widgets/js/generated/protocol.ts";
import { makeMark } from "../../widgets/js/marks.ts";
import {
  type Input,
  marksOnly,
  type QuestionControls,
  questionType,
} from "../../widgets/js/question_type.ts";
import { t } from "../../widgets/js/words.ts";

function makeRow(item: Shown, move: (item: Shown, step: number) => void) {
  const node = el("li", { class: "imuran-order-item" });
  const mark = makeMark(node, "row");
  const texts = { item: item.text ?? "" };
  const arrow = (name: "up" | "down", step: number) =>
    button(icon(name), () => move(item, step), {
      class: "imuran-icon-button",
      "aria-label": name === "up" ? t("Move up: {item}", texts) : t("Move down: {item}", texts),
    });
  const [up, down] = [arrow("up", -1), arrow("down", 1)];
  const arrows = el("span", { class: "imuran-order-buttons" }, up, down);
  const place = el("span", { class: "imuran-place" });
  const grip = el("span", { class: "imuran-grip", "aria-hidden": "true" });
  const text = el("div", { class: "imuran-html", html: item.html });
  node.append(
    el("div", { class: "imuran-order-line" }, grip, place, text, mark.badge, arrows),
    mark.note,
  );
  return { id: item.id, node, mark, up, down, place, grip, arrows };
}

function draw(view: QuestionView, controls: QuestionControls): Input {
  const items = view.items ?? [];
  let touched = false;
  let locked = false;
  const rows = new Map(items.map((item) => [item.id, makeRow(item, move)]));
  let order = items.map(({ id }) => id);
  const list = el("ol", { class: "imuran-order", role: "list" });
  const keep = button(t("Keep this order"), () => {
    touched = true;
    // The button is about to go, and focus must not go with it.
    if (document.activeElement === keep) rows.get(order[0] ?? "")?.down.focus();
    tell();
    controls.changed(0);
    controls.say(t("Order kept as your answer."));
  });
  const note = el("span", { class: "imuran-small", text: t("This order is not your answer yet.") });
  const keepLine = el("div", { class: "imuran-order-keep" }, keep, note);

  function tell() {
    for (const { id, place, grip, up, down, arrows } of rows.values()) {
      const index = order.indexOf(id);
      setText(place, `${index + 1}.`);
      // aria-disabled, not disabled: a disabled button would drop the focus that follows the item.
      up.setAttribute("aria-disabled", String(locked || index === 0));
      down.setAttribute("aria-disabled", String(locked || index === order.length - 1));
      show(arrows, !locked);
      show(grip, !locked);
    }
    show(keepLine, !touched && !locked);
  }

  function move(item: Shown, step: number) {
    const node = rows.get(item.id)?.node;
    const other = step < 0 ? node?.previousElementSibling : node?.nextElementSibling;
    if (locked || !node) return;
    if (!other) {
      const name = { item: item.text ?? "" };
      controls.say(
        step < 0 ? t("{item} is already first.", name) : t("{item} is already last.", name),
      );
      return;
    }
    shift(item.id, node, other, step);
    settle(item);
  }

  /** Change places with a neighbour; it is moved, not the item, since a button out of the page loses its focus. */
  function shift(id: string, node: Element, other: Element, step: number) {
    if (step < 0) node.after(other);
    else node.before(other);
    const from = order.indexOf(id);
    order = order.toSpliced(from, 1).toSpliced(from + step, 0, id);
    touched = true;
    tell();
  }

  function settle(item: Shown) {
    controls.changed(0);
    const place = order.indexOf(item.id) + 1;
    controls.say(
      t("{item} is now {place} of {all}.", { item: item.text ?? "", place, all: rows.size }),
    );
  }

  for (const item of items) {
    const row = rows.get(item.id);
    if (!row) continue;
    const { node, grip } = row;
    makeDraggable(node, grip, {
      allowed: () => !locked,
      step(by) {
        const other = by < 0 ? node.previousElementSibling : node.nextElementSibling;
        if (other) shift(item.id, node, other, by);
        return other !== null;
      },
      dropped: () => settle(item),
    });
  }

  function arrange(wanted: string[]) {
    const known = wanted.filter((id) => rows.has(id));
    order = [...known, ...items.map(({ id }) => id).filter((id) => !known.includes(id))];
    list.append(...order.flatMap((id) => rows.get(id)?.node ?? []));
  }
  arrange([]);
  tell();

  return {
    node: el("div", {}, list, keepLine),
    get: () => (touched ? order : null),
    set(answer) {
      touched = Array.isArray(answer);
      arrange(Array.isArray(answer) ? answer.map(String) : []);
      tell();
    },
    lock(value) {
      locked = value;
      tell();
    },
    mark(feedback) {
      for (const { id, mark } of rows.values()) mark.show(feedback, id);
    },
    focus: () => rows.get(order[0] ?? "")?.down.focus(),
  };
}

interface Key {
  key: string[];
  credit: string;
  mend: Record<string, string>;
  html: string;
}

export default questionType<Key>({
  type: "ordering",
  draw,
  score({ key, credit }, answer) {
    const items = Array.isArray(answer) ? answer : [];
    if (items.length !== key.length || !key.every((item) => items.includes(item))) {
      return { share: null, reason: t("The answer does not name every item once.") };
    }
    const places = items.map((item) => key.indexOf(item as string));
    let right = 0;
    for (const [i, place] of places.entries()) {
      right += places.slice(i + 1).filter((later) => place < later).length;
    }
    const pairs = (key.length * (key.length - 1)) / 2;
    const tally = { right, wrong: pairs - right, key: pairs, options: pairs };
    const exact = places.every((place, i) => place === i);
    const reason = exact
      ? t("Everything is in order.")
      : t(
          "Pairs of lines in the right order: {right}; in the wrong order: {wrong}. So {count} of {pairs} count.",
          { right, wrong: tally.wrong, count: Math.max(0, right - tally.wrong), pairs },
        );
    return { share: orderShare(credit, tally), reason };
  },
  explain({ key, mend, html }, answer) {
    const items = answer as string[];
    const marked = key.map((id, place): [string, PartMark] =>
      items[place] === id
        ? [id, { mark: "right", html: "" }]
        : [id, { mark: "wrong", html: mend[id] ?? "" }],
    );
    return { html, parts: Object.fromEntries(marked) };
  },
  withoutKey: (_key, _answer, explanation) => marksOnly(explanation),
  left: (view) => ((view.items?.length ?? 0) > 2 ? Number.POSITIVE_INFINITY : 1),
});
