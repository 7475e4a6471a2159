// Write a text that a person grades by the rubric.
import { el, newId, setText } from "../../widgets/js/dom.ts";
import { questionType, TYPING_PAUSE } from "../../widgets/js/question_type.ts";
import { t, tn } from "../../widgets/js/words.ts";

export default questionType({
  type: "written",
  manual: true,
  draw(view, controls) {
    const [areaId, counterId] = [newId(), newId()];
    const counter = el("div", { class: "imuran-small", id: counterId });
    const area = el("textarea", {
      id: areaId,
      class: "imuran-field",
      rows: "7",
      "aria-describedby": `${controls.describedBy} ${counterId}`,
      on: {
        input() {
          tell();
          controls.changed(TYPING_PAUSE);
        },
        blur: () => controls.flush(),
      },
    });
    function tell() {
      const words = area.value.split(/\s+/).filter(Boolean).length;
      const about = view.words
        ? tn("{words} of about {n} word", "{words} of about {n} words", view.words, { words })
        : tn("{n} word", "{n} words", words);
      setText(counter, about);
    }
    tell();
    const summary = el("summary", { text: t("How this answer is marked") });
    const table = el("div", { class: "imuran-html", html: view.rubric ?? "" });
    const rubric = view.rubric ? el("details", { class: "imuran-details" }, summary, table) : null;
    const label = el("label", { for: areaId, class: "imuran-label", text: t("Your answer") });
    return {
      node: el("div", { class: "imuran-line" }, rubric, label, area, counter),
      get: () => (area.value.trim() === "" ? null : area.value),
      set(answer) {
        area.value = String(answer ?? "");
        tell();
      },
      lock(locked) {
        area.readOnly = locked;
      },
      mark() {},
      focus: () => area.focus(),
    };
  },
});
