// The claims of a lesson as a game: each is judged, and how often the learner agrees with the register is told.
import { el, newId, setText } from "./dom.ts";
import type { Body } from "./practice.ts";
import { makeList } from "./question_list.ts";
import type { Store } from "./store.ts";
import { isFinal } from "./text.ts";
import { t } from "./words.ts";

export function makeClaimsGame(store: Store, say: (text: string) => void): Body {
  const labelId = newId();
  const label = el("div", { class: "imuran-progress-label", id: labelId, role: "status" });
  const all = store.questions.length;
  const bar = el("progress", {
    class: "imuran-progress",
    "aria-labelledby": labelId,
    max: Math.max(1, all),
    value: 0,
  });
  const heading = { class: "imuran-title", role: "heading", "aria-level": "3", text: store.title };
  const text = { class: "imuran-html imuran-introduction", html: store.introduction };
  const top = el("div", { class: "imuran-top" }, el("div", heading), el("div", text), label, bar);
  const list = makeList(store, say, 4, ({ number }) =>
    t("Claim {number} of {all}", { number, all }),
  );

  function sumUp() {
    const judged = store.questions.map(({ id }) => store.state({ id }).feedback).filter(isFinal);
    const agreed = judged.filter(({ status }) => status === "right").length;
    bar.value = judged.length;
    const counts = { judged: judged.length, all, agreed };
    setText(label, t("{judged} of {all} judged; you and the register agree on {agreed}", counts));
  }

  return {
    node: el("div", { class: "imuran-practice" }, top, list.node),
    build() {
      list.build();
      sumUp();
    },
    update(id) {
      const said = list.update(id);
      sumUp();
      if (said) say(said);
    },
    focusStart: list.focus,
  };
}
