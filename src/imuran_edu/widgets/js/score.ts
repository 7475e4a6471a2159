// Score an answer to a practice question and say what mends it; the twin of questions/score.py and feedback.py. Pure.
import type {
  Answer,
  FeedbackView,
  PartMark,
  PracticeKey,
  QuestionView,
} from "./generated/protocol.ts";
import { TYPES } from "./generated/types.ts";
import type { QuestionTypeScript } from "./question_type.ts";
import { isBlank } from "./reading.ts";
import { kept, t, tn } from "./words.ts";

const HEADLINES: Record<FeedbackView["status"], string> = {
  right: kept("Right"),
  partial: kept("Partly right"),
  wrong: kept("Not right"),
  blank: kept("Not answered yet"),
  invalid: kept("This answer cannot be read"),
  manual: kept("Graded by hand"),
};

/** The script of a question type. */
export function scriptOf(type: string): QuestionTypeScript {
  const script = TYPES.find((each) => each.type === type);
  if (!script) throw new Error(`imuran-edu: this version knows no question type '${type}'`);
  return script;
}

/** Python's round(value, 4): an exact half, which only odd multiples of 1/32 are, goes to the even digit. */
export function rounded(value: number): number {
  const halves = value * 32;
  if (Number.isInteger(halves) && halves % 2) {
    const below = Math.floor(value * 10_000);
    return (below + (below % 2)) / 10_000;
  }
  return Number(value.toFixed(4));
}

/** Points as they are shown: at most two decimals. */
const shown = (points: number) => String(Math.floor(points * 100 + 0.5) / 100);

function feedbackOf(
  status: FeedbackView["status"],
  earned: number,
  view: QuestionView,
  said: Partial<FeedbackView>,
): FeedbackView {
  const [got, all] = [shown(earned), Number(shown(view.points))];
  return {
    status,
    headline: t(HEADLINES[status]),
    earned,
    score: view.predict ? "" : tn("{got} of {n} point", "{got} of {n} points", all, { got }),
    reason: "",
    parts: {} as Record<string, PartMark>,
    html: "",
    rationale: "",
    evidence: "",
    ...said,
  };
}

/** Feedback on an answer; null where there is no key, or a person grades. */
export function judge(view: QuestionView, answer: Answer, saved = ""): FeedbackView | null {
  const script = scriptOf(view.type);
  const { key } = view;
  if (!key || script.manual) return null;
  if (isBlank(answer)) return feedbackOf("blank", 0, view, { reason: t("Not answered.") });
  const judged = script.score(key.data, answer);
  if (judged.share === null) return feedbackOf("invalid", 0, view, { reason: judged.reason });
  const share = Math.min(Math.max(judged.share, 0), 1);
  const status = share === 1 ? "right" : share > 0 ? "partial" : "wrong";
  const earned = share === 1 ? view.points : Math.min(rounded(share * view.points), view.points);
  const { html = "", parts = {} } = script.explain(key.data, answer, share === 1);
  return feedbackOf(status, earned, view, {
    reason: key.several ? judged.reason : "",
    parts,
    html: corrections(key, saved) + html,
    rationale: key.rationale,
    evidence: key.evidence,
  });
}

/** What a learner must read whose answer is older than a correction of its key. */
function corrections(key: PracticeKey, saved: string): string {
  const later = key.corrected.filter(({ day }) => saved && saved.slice(0, 10) < day);
  return later.map(({ html }) => html).join("");
}

const FEW = 2; // answers left to choose from: a second try would be a toss of a coin

/** Whether a wrong answer leaves a second try before the key is told. */
export function leavesSecondTry(view: QuestionView): boolean {
  const script = scriptOf(view.type);
  if (!view.key || view.predict || script.manual) return false;
  return (script.left?.(view) ?? Number.POSITIVE_INFINITY) > FEW;
}

/** Feedback on a first wrong answer: why it fails, without the key. */
export function withoutKey(view: QuestionView, answer: Answer, whole: FeedbackView): FeedbackView {
  const script = scriptOf(view.type);
  if (!view.key || script.manual) return whole;
  const explanation = {
    html: script.explain(view.key.data, answer, false).html,
    parts: whole.parts,
  };
  const told = script.withoutKey?.(view.key.data, answer, explanation) ?? {};
  return {
    ...whole,
    headline: whole.status === "wrong" ? t("Not right yet") : whole.headline,
    html: told.html ?? "",
    parts: told.parts ?? {},
    rationale: "",
    evidence: "",
    again: true,
  };
}
