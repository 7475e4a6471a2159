// A practice quiz: progress at the top, all questions on one page, a summary once everything is checked.
import { button, el, newId, setText, show } from "./dom.ts";
import type { QuestionView } from "./generated/protocol.ts";
import { makeList } from "./question_list.ts";
import type { Store } from "./store.ts";
import { makeSummary } from "./summary.ts";
import { tally } from "./tally.ts";
import { t, tn } from "./words.ts";

/** What a widget shows of its questions, all together. */
export interface Body {
  node: HTMLElement;
  build(): void;
  update(id: string): void;
  /** After a new start the button that was pressed is gone; the first question is where to go on. */
  focusStart(): void;
}

/** What a question is called; alone in its place it needs no number. */
function nameOf(view: QuestionView, all: QuestionView[]): string {
  const { number } = view;
  if (view.of) return t("Question {number} of {all}", { number, all: view.of });
  if (view.predict) return t("Predict first");
  const counted = all.filter((each) => !each.predict).length;
  return counted === 1 ? t("Question") : t("Question {number} of {all}", { number, all: counted });
}

/** Questions without a title, a result and a new start: those of a section, and a graded one. */
export function makeInline(store: Store, say: (text: string) => void): Body {
  const level = store.mode === "graded" ? 2 : 3;
  const list = makeList(store, say, level, (view) => nameOf(view, store.questions));
  return {
    node: list.node,
    build: list.build,
    update(id) {
      const said = list.update(id);
      if (said) say(said);
    },
    focusStart: list.focus,
  };
}

export function makePractice(store: Store, say: (text: string) => void): Body {
  const labelId = newId();
  const label = el("div", { class: "imuran-progress-label", id: labelId });
  const bar = el("progress", {
    class: "imuran-progress",
    "aria-labelledby": labelId,
    max: 1,
    value: 0,
  });
  const heading = { class: "imuran-title", role: "heading", "aria-level": "3", text: store.title };
  const text = { class: "imuran-html imuran-introduction", html: store.introduction };
  const list = makeList(store, say, 4, (view) => nameOf(view, store.questions));
  const left = el("p", { class: "imuran-small imuran-left" });
  const summary = makeSummary(store, list.focus);
  const title = store.title && el("div", heading);
  const introduction = store.introduction && el("div", text);
  const undo = button(t("Undo the new start"), () => store.undo(), { class: "imuran-link" });
  const undoLine = el("p", { class: "imuran-small", hidden: true }, undo);
  const top = el(
    "div",
    { class: "imuran-top" },
    title || null,
    introduction || null,
    label,
    bar,
    undoLine,
  );
  const node = el("div", { class: "imuran-practice" }, top, list.node, left, summary.node);
  let done: boolean | null = null;

  function build() {
    list.build();
    done = null;
    sumUp();
  }

  function sumUp(): string {
    const sum = tally(store.questions, (address) => store.state(address));
    bar.max = Math.max(1, sum.total);
    bar.value = sum.answered;
    const { answered, total, right } = sum;
    setText(label, t("{answered} of {total} answered, {right} right", { answered, total, right }));
    const missing = sum.total - sum.answered;
    setText(left, tn("{n} question left", "{n} questions left", missing));
    show(left, missing > 0);
    show(undoLine, store.canUndo);
    summary.update(missing === 0 && sum.total > 0 ? sum : null);
    const finished = missing === 0 && done === false;
    done = missing === 0;
    return finished ? t("All questions are checked. {result}", { result: summary.text() }) : "";
  }

  return {
    node,
    build,
    update(id) {
      const said = [list.update(id), sumUp()].filter(Boolean).join(" ");
      if (said) say(said);
    },
    focusStart: list.focus,
  };
}
