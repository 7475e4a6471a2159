// The banner for what concerns the storage as a whole.
import { button, el, icon, setText, show } from "./dom.ts";
import { OWN, type Store } from "./store.ts";
import { t } from "./words.ts";

export function makeNotice(store: Store) {
  const text = el("span");
  const again = button(t("Try saving again"), () => store.saveAgain());
  const sign = el("span", { class: "imuran-banner-icon" });
  const node = el("div", { class: "imuran-banner imuran-notice", hidden: true }, sign, text, again);
  return {
    node,
    update() {
      const { problem } = store.delivery(OWN);
      const { level, text: words } = problem ? { level: "error", text: problem } : store.notice;
      // The role comes before the words: only then is the alert read out.
      node.setAttribute("role", level === "info" ? "status" : "alert");
      node.dataset.level = level;
      sign.replaceChildren(icon(level === "info" ? "info" : "warning"));
      show(node, level !== "none" && Boolean(words));
      setText(text, level === "none" ? "" : words);
      show(again, level === "error");
    },
  };
}
