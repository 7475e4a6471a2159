// One question with an input of its own: what is asked, buttons, hints, feedback and the status line.
// The DOM is built once; `update` changes what differs, so that focus and typing survive every reply.
import { button, el, focusOn, icon, newId, plainText, setText, show } from "./dom.ts";
import { makeFeedback } from "./feedback_box.ts";
import type { FeedbackView, QuestionView } from "./generated/protocol.ts";
import { isBlank } from "./reading.ts";
import { scriptOf } from "./score.ts";
import { makeStatus } from "./status_line.ts";
import type { Address, PartState, Store } from "./store.ts";
import { isFinal, sameAnswer } from "./text.ts";
import { t, tn } from "./words.ts";

/** Where a question stands on the page, and how it reads out. */
export interface Place {
  title: string;
  level: number;
  say(text: string): void;
}

/** A question on the page. */
export interface DrawnQuestion {
  node: HTMLElement;
  /** Bring the page in line with the store; returns what should be read out, if anything. */
  update(): string;
  focus(): void;
}

const DOUBLE_CLICK = 400;

export function heading(level: number, text: string): HTMLElement {
  const props = { class: "imuran-number", role: "heading", "aria-level": level, text };
  return el("span", props);
}

/** The hints: those already on the page stay as they are, only new ones are added. */
function makeHints(view: QuestionView, ask: () => void) {
  const list = el("ol", { class: "imuran-hints" });
  const next = button("", ask);
  return {
    list,
    next,
    set(given: string[], final: boolean) {
      if (given.length < list.children.length) list.replaceChildren();
      for (let i = list.children.length; i < given.length; i += 1) {
        const name = t("Hint {number} of {all}", { number: i + 1, all: view.hints.length });
        const title = { class: "imuran-hint-title", text: name };
        const body = el("div", { class: "imuran-html", html: given[i] });
        list.append(el("li", { class: "imuran-hint" }, el("span", title), body));
      }
      show(list, given.length > 0);
      const number = Math.min(given.length + 1, view.hints.length);
      setText(next, t("Hint ({number} of {all})", { number, all: view.hints.length }));
      show(next, given.length < view.hints.length && !final);
    },
    last: () => list.lastElementChild as HTMLElement,
  };
}

/** What its buttons say: a prediction and a claim are no questions that one has to know. */
function wordsOf({ predict }: QuestionView, mode: string) {
  if (mode === "claims") {
    return { check: t("See our verdict"), reveal: t("Show why without judging") };
  }
  if (!predict) return { check: t("Check"), reveal: "" };
  return { check: t("Check my prediction"), reveal: t("Show the answer without predicting") };
}

/** What is said of a verdict: it is ours, and a learner may see it otherwise. */
function toldOf(feedback: FeedbackView | null, mode: string): FeedbackView | null {
  if (!feedback || mode !== "claims") return feedback;
  const agreed = feedback.status === "right";
  return { ...feedback, headline: agreed ? t("You agree with us") : t("We judge otherwise") };
}

/** What a prediction reveals, for whoever does not want to predict: found by a search, and printed. */
function makeReveal(text: string, html: string): HTMLElement {
  const props = { class: "imuran-details imuran-reveal" };
  const summary = el("summary", { text });
  return el("details", props, summary, el("div", { class: "imuran-html", html }));
}

/** What is read out of a feedback. */
function spoken(state: PartState, feedback: FeedbackView): string {
  const { headline, score, reason, html, parts } = feedback;
  // Where one option was chosen, its note is what there is to hear.
  const chosen = typeof state.answer === "object" ? "" : (parts[String(state.answer)]?.html ?? "");
  return [headline, score, reason, plainText(html), plainText(chosen)]
    .filter(Boolean)
    .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`))
    .join(" ");
}

/** A plain question, or one part of a case. */
export function makeQuestion(
  view: QuestionView,
  store: Store,
  address: Address,
  place: Place,
): DrawnQuestion {
  const { practice } = store;
  const [stemId, pictureId, ruleId, messageId] = [newId(), newId(), newId(), newId()];
  const stem = el("div", { class: "imuran-html imuran-stem", id: stemId, html: view.stem });
  const pictureProps = { class: "imuran-html", id: pictureId, html: view.picture };
  const picture = view.picture ? el("div", pictureProps) : null;
  const ruleProps = { class: "imuran-small imuran-rule", id: ruleId, text: view.rule };
  const rule = view.rule ? el("p", ruleProps) : null;
  const bannerProps = {
    class: "imuran-banner",
    "data-level": "warning",
    role: "status",
    hidden: true,
  };
  const edited = t("This question was changed after you answered it. Look at your answer again.");
  const changed = el("div", bannerProps, icon("warning"), el("span", { text: edited }));
  const message = el("p", { class: "imuran-message", id: messageId, role: "status" });
  const feedback = makeFeedback();
  const hints = makeHints(view, () => store.hint(address));
  const status = address.part ? null : makeStatus(store, address.id);
  const asked = [stemId, picture && pictureId, rule && ruleId].filter(Boolean).join(" ");

  const check = (unsure = false) => store.check(address, input.get(), unsure);
  const input = scriptOf(view.type).draw(view, {
    describedBy: `${asked} ${messageId}`,
    say: place.say,
    changed: (delay) => store.answer(address, input.get(), delay),
    flush: () => store.flush(address.id),
    submit() {
      if (!practice) store.flush(address.id);
      else if (!isFinal(store.state(address).feedback)) check();
    },
  });
  let openedAt = 0;
  const words = wordsOf(view, store.mode);
  const checkButton = button(words.check, () => check(), { class: "imuran-primary" });
  const unsureButton = button(t("Check, unsure"), () => check(true));
  const keyButton = button(t("Show me"), () => store.reveal(address));
  const reveal = view.predict && view.key ? makeReveal(words.reveal, view.key.rationale) : null;
  const retryButton = button(t("Try again"), () => {
    // It stands where Check stood: the second half of a double click is not meant for it.
    if (performance.now() - openedAt > DOUBLE_CLICK) store.retry(address);
  });
  const buttons = el(
    "div",
    { class: "imuran-buttons" },
    practice && checkButton,
    practice && !view.predict && unsureButton,
    retryButton,
    hints.next,
    keyButton,
    !practice && status?.line,
  );
  show(retryButton, false);
  const worth = view.predict ? t("no points") : tn("{n} point", "{n} points", view.points);
  const points = el("span", { class: "imuran-points", text: worth });
  const title = heading(place.level, place.title);
  const node = el(
    "fieldset",
    { class: "imuran-question", "aria-describedby": asked, "data-type": view.type },
    el("legend", {}, title, points),
    stem,
    picture,
    rule,
    changed,
    el("div", { class: "imuran-input" }, input.node),
    message,
    buttons,
    status?.trouble,
    hints.list,
    reveal,
    feedback.node,
  );

  let before: PartState | null = null;

  function redraw(state: PartState & { changed?: boolean }, final: boolean) {
    if (!sameAnswer(input.get(), state.answer)) input.set(state.answer);
    input.lock(final);
    input.mark(state.feedback);
    setText(message, state.message);
    show(changed, Boolean(state.changed));
    feedback.set(toldOf(state.feedback, store.mode));
    node.dataset.status = state.feedback?.status ?? "";
    hints.set(state.hints, final);
    if (reveal) show(reveal, !final);
    // after a first wrong answer the question is open, and Check is back as soon as the answer is another
    const open = !final && !state.feedback?.again;
    show(checkButton, open);
    show(unsureButton, open);
    show(keyButton, Boolean(state.feedback?.again));
    show(retryButton, final && state.feedback?.status !== "right");
    show(
      buttons,
      [...buttons.children].some((child) => !(child as HTMLElement).hidden),
    );
    status?.update(!isBlank(state.answer), Boolean(state.message) && !isBlank(state.answer));
  }

  function update() {
    const state = store.state(address);
    const final = isFinal(state.feedback);
    const focused = node.contains(document.activeElement) ? document.activeElement : null;
    redraw(state, final);
    const former = before;
    before = state;
    if (!former) return "";
    let say = "";
    if (state.hints.length > former.hints.length) {
      const hint = plainText(state.hints.at(-1) ?? "");
      say = t("Hint {number}: {hint}", { number: state.hints.length, hint });
      if (focused === hints.next && hints.next.hidden) focusOn(hints.last());
    }
    if (state.feedback && !sameAnswer(state.feedback, former.feedback)) {
      say = spoken(state, state.feedback);
    }
    const wasFinal = isFinal(former.feedback);
    if (final && !wasFinal) openedAt = performance.now();
    if (state.feedback && !sameAnswer(state.feedback, former.feedback)) {
      const lost = focused && focused !== document.activeElement;
      const pressed = [checkButton, unsureButton, keyButton, hints.next] as (Element | null)[];
      if (lost || pressed.includes(focused)) focusOn(feedback.top);
    }
    // The button that was pressed has gone: go back to the answer.
    if (wasFinal && !final && (focused === retryButton || focused === feedback.top)) input.focus();
    return say;
  }

  return { node, update, focus: () => focusOn(title) };
}
