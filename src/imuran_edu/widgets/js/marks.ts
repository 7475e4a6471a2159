// The mark beside an option or row, with its words: colour and icon repeat them and never stand alone.
import { el, icon, newId, setHtml, show } from "./dom.ts";
import type { FeedbackView, PartMark } from "./generated/protocol.ts";
import { t } from "./words.ts";

/**
 * What is marked: a row that is right or wrong by itself, an option of which one is right, or an option of which
 * several may be right.
 */
export type Marked = "row" | "one" | "several";

function words(mark: PartMark["mark"], chosen: boolean, kind: Marked): string {
  if (mark === "none") return kind !== "row" && chosen ? t("Your choice") : "";
  if (kind === "row") return { right: t("Right"), wrong: t("Wrong"), missed: t("Missed") }[mark];
  if (mark === "right") return chosen ? t("Your choice, right") : t("Right answer");
  if (mark === "wrong") return chosen ? t("Your choice, wrong") : t("Wrong");
  return kind === "several" ? t("Missed") : t("Right answer");
}

/** The place for a mark and for the note under it. */
export function makeMark(row: HTMLElement, kind: Marked) {
  row.dataset.mark = "";
  const badge = el("span", { class: "imuran-mark", hidden: true });
  const note = el("div", { class: "imuran-note imuran-html", id: newId(), hidden: true });
  return {
    badge,
    note,
    show(feedback: FeedbackView | null, id: string, chosen = false) {
      const part: PartMark | null = feedback ? (feedback.parts[id] ?? { mark: "none" }) : null;
      const text = part ? words(part.mark, chosen, kind) : "";
      row.dataset.mark = part ? part.mark : "";
      const sign = part && part.mark !== "none" && text ? [icon(part.mark)] : [];
      badge.replaceChildren(...sign, text);
      show(badge, Boolean(text));
      setHtml(note, part?.html ?? "");
      show(note, Boolean(part?.html));
    },
  };
}
