// The questions of a store on the page, one under the other.
import { drawQuestion } from "./case.ts";
import { el } from "./dom.ts";
import type { QuestionView } from "./generated/protocol.ts";
import type { DrawnQuestion } from "./question.ts";
import type { Store } from "./store.ts";

export function makeList(
  store: Store,
  say: (text: string) => void,
  level: number,
  nameOf: (view: QuestionView) => string,
) {
  const node = el("div", { class: "imuran-list" });
  let questions: DrawnQuestion[] = [];
  return {
    node,
    /** Draw them anew, in the order of the store. */
    build() {
      questions = store.questions.map((view) => {
        const question = drawQuestion(view, store, nameOf(view), say, level);
        question.update();
        return question;
      });
      node.replaceChildren(...questions.map((question) => question.node));
    },
    /** Bring one in line with the store; returns what is to be read out. */
    update(id: string): string {
      const words = store.questions.map((view, i) =>
        view.id === id ? questions[i]?.update() : "",
      );
      return words.filter(Boolean).join(" ");
    },
    focus: (index = 0) => questions[index]?.focus(),
  };
}
