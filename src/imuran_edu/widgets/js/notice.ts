// The banner for what concerns the storage as a whole.
import { button, el, icon, setText, show } from "./dom.ts";
import type { Remedy } from "./hosts/host.ts";
import type { Store } from "./store.ts";
import { t } from "./words.ts";

interface Told {
  level: string;
  words: string;
  remedy: Remedy | null;
}

function told(store: Store): Told {
  const again = { label: t("Try saving again"), act: () => store.saveAgain() };
  const { trouble } = store;
  if (trouble) {
    const kept = trouble.kept
      ? t("Your answers are kept in this browser, and are saved as soon as that is mended.")
      : t("Your answers are on this page only: leave it open until that is mended.");
    const level = trouble.kept ? "warning" : "error";
    return { level, words: `${trouble.words} ${kept}`, remedy: trouble.remedy ?? again };
  }
  const { level, text } = store.notice;
  return { level, words: level === "none" ? "" : text, remedy: level === "error" ? again : null };
}

export function makeNotice(store: Store) {
  const text = el("span");
  let act = () => {};
  const help = button("", () => act());
  const sign = el("span", { class: "imuran-banner-icon" });
  const node = el("div", { class: "imuran-banner imuran-notice", hidden: true }, sign, text, help);
  return {
    node,
    update() {
      const { level, words, remedy } = told(store);
      // The role comes before the words: only then is the alert read out.
      node.setAttribute("role", level === "info" ? "status" : "alert");
      node.dataset.level = level;
      sign.replaceChildren(icon(level === "info" ? "info" : "warning"));
      show(node, Boolean(words));
      setText(text, words);
      setText(help, remedy?.label ?? "");
      show(help, Boolean(remedy));
      act = remedy?.act ?? (() => {});
    },
  };
}
