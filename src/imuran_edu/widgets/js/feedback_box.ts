// The box under a checked question.
import { el, icon, setHtml, setText, show } from "./dom.ts";
import type { FeedbackView } from "./generated/protocol.ts";
import { t } from "./words.ts";

const SIGN: Partial<Record<FeedbackView["status"], string>> = {
  right: "right",
  partial: "partial",
  wrong: "wrong",
  invalid: "warning",
};

function details(title: string, open: boolean) {
  const body = el("div", { class: "imuran-html" });
  const summary = el("summary", { text: title });
  const node = el("details", { class: "imuran-details", open }, summary, body);
  return {
    node,
    set(html: string) {
      setHtml(body, html);
      show(node, Boolean(html));
    },
  };
}

export function makeFeedback() {
  const sign = el("span", { class: "imuran-feedback-icon" });
  const headline = el("strong");
  const score = el("span", { class: "imuran-score" });
  const words = el("span", {}, headline, " ", score);
  const top = el("div", { class: "imuran-headline" }, sign, words);
  const reason = el("p", { class: "imuran-reason" });
  const general = el("div", { class: "imuran-html" });
  const why = details(t("Why"), true);
  const source = details(t("Where this comes from"), false);
  const next = el("p", {
    class: "imuran-small",
    text: t("Change your answer and check it once more; then comes the key."),
  });
  const shown = [top, reason, general, next, why.node, source.node];
  const node = el("div", { class: "imuran-feedback", hidden: true }, ...shown);
  return {
    node,
    top,
    set(feedback: FeedbackView | null) {
      show(node, Boolean(feedback));
      if (!feedback) return;
      node.dataset.status = feedback.status;
      sign.replaceChildren(icon(SIGN[feedback.status] ?? "info"));
      setText(headline, feedback.headline);
      setText(score, feedback.score);
      setText(reason, feedback.reason);
      show(reason, Boolean(feedback.reason));
      setHtml(general, feedback.html);
      show(general, Boolean(feedback.html));
      show(next, Boolean(feedback.again));
      why.set(feedback.rationale);
      source.set(feedback.evidence);
    },
  };
}
