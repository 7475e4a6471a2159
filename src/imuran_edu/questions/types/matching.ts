// Give each thing on the left its partner on the right, or each thing its class.
import { placingShare } from "../../widgets/js/credit.ts";
import { el, newId, setHtml, show } from "../../widgets/js/dom.ts";
import { makeCarried } from "../../widgets/js/drag.ts";
import type { Answer, PartMark, Shown } from "../../widgets/js/generated/protocol.ts";
import {
  type Explanation,
  type Input,
  type Judgement,
  marksOnly,
  questionType,
} from "../../widgets/js/question_type.ts";
import { isBlank } from "../../widgets/js/reading.ts";
import { rows } from "../../widgets/js/rows.ts";
import { pairs } from "../../widgets/js/text.ts";
import { t } from "../../widgets/js/words.ts";

interface Key {
  key: Record<string, string>;
  partners: string[];
  credit: string;
  mend: Record<string, string>;
}

function score({ key, partners, credit }: Key, answer: Answer): Judgement {
  if (!answer || typeof answer !== "object" || Array.isArray(answer)) {
    return { share: null, reason: t("The answer is not a set of pairs.") };
  }
  const given = Object.entries(answer).filter(([, partner]) => !isBlank(partner));
  const known = ([thing, partner]: [string, Answer]) =>
    Object.hasOwn(key, thing) && partners.includes(partner as string);
  if (!given.every(known)) {
    return { share: null, reason: t("The answer names something that is not there.") };
  }
  const right = given.filter(([thing, partner]) => key[thing] === partner).length;
  const all = Object.keys(key).length;
  const share = placingShare(credit, { right, wrong: 0, key: all, options: all });
  return { share, reason: t("{right} of {all} placed rightly.", { right, all }) };
}

function explain({ key, mend }: Key, answer: Answer): Explanation {
  const given = answer as Record<string, Answer>;
  const marked = Object.entries(key).map(([thing, partner]): [string, PartMark] => {
    if (given[thing] === partner) return [thing, { mark: "right", html: "" }];
    return [thing, { mark: isBlank(given[thing]) ? "missed" : "wrong", html: mend[thing] ?? "" }];
  });
  return { parts: Object.fromEntries(marked) };
}

const withoutKey = (_key: Key, _answer: Answer, explanation: Explanation) => marksOnly(explanation);

/** How many rows have no partner yet; "" if all have one. The twin of `rows_missing` in `_pairs.py`. */
function rowsMissing(things: Shown[], answer: Answer): string {
  const given = pairs(answer);
  const empty = things.filter(({ id }) => isBlank(given[id] ?? null)).length;
  return empty ? t("{empty} of {all} rows have no choice yet.", { empty, all: things.length }) : "";
}

const matching = questionType<Key>({
  type: "matching",
  unfinished: (view, answer) => rowsMissing(view.left ?? [], answer),
  score,
  explain,
  withoutKey,
  draw(view, controls) {
    const partners = view.right ?? [];
    return rows(view.left ?? [], () => {
      const select = el(
        "select",
        { class: "imuran-field", on: { change: () => controls.changed(0) } },
        el("option", { value: "", text: t("Choose…") }),
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
});

const categorise = questionType<Key>({
  type: "categorise",
  unfinished: (view, answer) => rowsMissing(view.items ?? [], answer),
  score,
  explain,
  withoutKey,
  left: (view) => ((view.classes?.length ?? 0) > 2 ? Number.POSITIVE_INFINITY : 1),
  draw(view, controls) {
    const boxes: HTMLInputElement[][] = [];
    const drawn = rows(view.items ?? [], () => {
      const name = newId();
      const on = { change: () => controls.changed(0) };
      const classes = (view.classes ?? []).map(({ id, html }) => {
        const box = el("input", { type: "radio", name, value: id, on });
        const text = el("span", { class: "imuran-html", html });
        return { id, box, pill: el("label", { class: "imuran-pill" }, box, text) };
      });
      boxes.push(classes.map(({ box }) => box));
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
    return withDragging(drawn, boxes);
  },
});

/** Let each item be dragged onto a class: that of its own row or of any other. */
function withDragging(drawn: Input, boxes: HTMLInputElement[][]): Input {
  let locked = false;
  const grips = boxes.map((own, index) => {
    const item = drawn.node.querySelectorAll<HTMLElement>(".imuran-pair-left")[index];
    const grip = el("span", { class: "imuran-grip", "aria-hidden": "true" });
    if (!item) return grip;
    const words = el("div");
    words.append(...item.childNodes);
    item.append(grip, words);
    item.classList.add("imuran-carriable");
    let pill: Element | null = null;
    makeCarried(item, grip, {
      allowed: () => !locked,
      over(at) {
        pill?.classList.remove("imuran-target");
        pill = (drawn.node.contains(at) && at?.closest(".imuran-pill")) || null;
        pill?.classList.add("imuran-target");
      },
      dropped(at) {
        const target = drawn.node.contains(at) ? at.closest(".imuran-pill") : null;
        const value = target?.querySelector("input")?.value;
        own.find((box) => value !== undefined && box.value === value)?.click();
      },
    });
    return grip;
  });
  return {
    ...drawn,
    lock(value) {
      locked = value;
      drawn.lock(value);
      for (const grip of grips) show(grip, !value);
    },
  };
}

export default [matching, categorise];
