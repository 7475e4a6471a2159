// "Saved 15:04:05", or why not. One per question, and one for a whole case.
import { el, icon, setText, show } from "./dom.ts";
import type { Store } from "./store.ts";
import { clock } from "./text.ts";
import { t } from "./words.ts";

export function makeStatus(store: Store, id: string) {
  const line = el("span", { class: "imuran-status" });
  const props = { class: "imuran-banner", "data-level": "error", role: "alert", hidden: true };
  const trouble = el("div", props);
  let told = "";
  let sending = false;

  /** "Saved", once, when an answer that was on its way has arrived. */
  function arrived(unreadable: boolean): string {
    const { saving, waits } = store.delivery(id);
    const before = sending;
    sending = store.mode === "graded" && (saving || Boolean(waits));
    if (!before || sending || !store.whole(id).saved) return "";
    return unreadable ? (line.textContent ?? "") : store.host.savedWord;
  }

  function text(answered: boolean | string, unreadable: boolean) {
    const { saving, waits } = store.delivery(id);
    const { saved } = store.whole(id);
    if (store.mode !== "graded") return "";
    if (waits === "in browser") return t("Kept in this browser, not saved yet");
    if (waits) return t("Not saved");
    if (saving) return t("Saving…");
    if (!saved || !answered) return t("Not answered yet");
    const kept = `${answered === true ? "" : `${answered}. `}${store.host.savedWord} ${clock(saved)}`;
    return unreadable ? t("{saved}, but it will not count as it stands", { saved: kept }) : kept;
  }

  return {
    line,
    trouble,
    /**
     * @param answered whether, or how much of it, is answered
     * @param unreadable whether something of it cannot be read
     * @returns what is to be read out
     */
    update(answered: boolean | string, unreadable = false): string {
      const words = text(answered, unreadable);
      setText(line, words);
      line.dataset.saved = String(
        Boolean(store.whole(id).saved) && words.includes(store.host.savedWord) && !unreadable,
      );
      const { problem } = store.delivery(id);
      if (problem !== told) {
        told = problem;
        trouble.replaceChildren(
          ...(problem ? [icon("warning"), el("span", { text: problem })] : []),
        );
      }
      show(trouble, Boolean(problem));
      return arrived(unreadable);
    },
  };
}
