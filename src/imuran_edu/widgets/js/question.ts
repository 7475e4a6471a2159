// One question with an input of its own: what is asked, buttons, hints, feedback and the status line.
// The DOM is built once; `update` changes what differs, so that focus and typing survive every reply.
import { button, el, focusOn, icon, newId, plainText, setText, show } from "./dom.ts";
import { makeFeedback } from "./feedback_box.ts";
import type { FeedbackView, PartMark, QuestionView } from "./generated/protocol.ts";
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

/** The rows or options that are wrong or missed, by their names. */
function faults(view: QuestionView, { parts }: FeedbackView): string[] {
  const shown = [...(view.options ?? []), ...(view.left ?? []), ...(view.items ?? [])];
  const named = (mark: PartMark["mark"]) =>
    shown.filter(({ id }) => parts[id]?.mark === mark).map(({ text }) => text);
  const [wrong, missed] = [named("wrong").join("; "), named("missed").join("; ")];
  return [
    wrong && t("Wrong: {items}", { items: wrong }),
    missed && t("Missed: {items}", { items: missed }),
  ];
}

/** What is read out of a feedback; of one whose headline takes the focus, the rest. */
function spoken(
  view: QuestionView,
  state: PartState,
  feedback: FeedbackView,
  focused: boolean,
): string {
  const { reason, html, parts } = feedback;
  const [headline, score] = focused ? ["", ""] : [feedback.headline, feedback.score];
  // Where one option was chosen, its note is what there is to hear.
  const chosen = typeof state.answer === "object" ? "" : (parts[String(state.answer)]?.html ?? "");
  const several = typeof state.answer === "object" ? faults(view, feedback) : [];
  return [headline, score, reason, ...several, plainText(html), plainText(chosen)]
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
  const [legendId, stemId, pictureId, ruleId] = [newId(), newId(), newId(), newId()];
  const messageId = newId();
  const stem = el("div", { class: "imuran-html imuran-stem", id: stemId, html: view.stem });
  const pictureProps = { class: "imuran-html", id: pictureId, html: view.picture };
  const picture = view.picture ? el("div", pictureProps) : null;
  const ruleProps = { class: "imuran-small imuran-rule", id: ruleId, text: view.rule };
  const rule = view.rule && !view.predict ? el("p", ruleProps) : null;
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
  const told = [picture && pictureId, rule && ruleId].filter(Boolean).join(" ");

  const check = (unsure = false) => {
    const before = message.textContent;
    store.check(address, input.get(), unsure);
    // a text that stays is not read out by itself
    if (before && before === message.textContent) place.say(before);
  };
  const input = scriptOf(view.type).draw(view, {
    describedBy: `${told} ${messageId}`.trim(),
    say: place.say,
    changed: (delay) => store.answer(address, input.get(), delay),
    flush: () => store.flush(address.id),
    submit() {
      if (!practice) {
        store.flush(address.id);
        if (message.textContent) place.say(message.textContent);
      } else if (!isFinal(store.state(address).feedback)) check();
    },
  });
  let openedAt = 0;
  const words = wordsOf(view, store.mode);
  const checkButton = button(words.check, () => check(), { class: "imuran-primary" });
  const unsureButton = button(t("Check, unsure"), () => check(true));
  const flagButton = button(t("Flag"), () => store.flag(address.id), { class: "imuran-link" });
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
    practice && !view.predict && !address.part && flagButton,
    !practice && status?.line,
  );
  show(retryButton, false);
  const worth = view.predict ? t("no points") : tn("{n} point", "{n} points", view.points);
  const points = el("span", { class: "imuran-points", text: worth });
  const title = heading(place.level, place.title);
  const node = el(
    "fieldset",
    {
      class: "imuran-question",
      "data-question": view.id,
      "aria-labelledby": `${legendId} ${stemId}`,
      "aria-describedby": told || null,
      "data-type": view.type,
      on: {
        keydown(event) {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          if (practice && !checkButton.hidden) check();
        },
      },
    },
    el("legend", { id: legendId }, title, points),
    stem,
    picture,
    rule,
    changed,
    el("div", { class: "imuran-input" }, input.node),
    message,
    hints.list,
    feedback.node,
    buttons,
    reveal,
    status?.trouble,
  );

  let before: PartState | null = null;

  function redraw(state: PartState & { changed?: boolean }, final: boolean) {
    if (!sameAnswer(input.get(), state.answer)) input.set(state.answer);
    input.lock(final);
    input.mark(state.feedback);
    setText(message, state.message);
    const invalid = Boolean(state.message) && !isBlank(state.answer);
    for (const field of input.node.querySelectorAll("input[type=text]")) {
      field.setAttribute("aria-invalid", String(invalid));
    }
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
    const flag = store.flagged(address.id);
    setText(flagButton, flag ? t("Flagged") : t("Flag"));
    flagButton.setAttribute("aria-pressed", String(flag));
    show(retryButton, final && state.feedback?.status !== "right");
    show(
      buttons,
      [...buttons.children].some((child) => !(child as HTMLElement).hidden),
    );
    return status?.update(!isBlank(state.answer), invalid) ?? "";
  }

  function update() {
    const state = store.state(address);
    const final = isFinal(state.feedback);
    const focused = node.contains(document.activeElement) ? document.activeElement : null;
    const saved = redraw(state, final);
    const former = before;
    before = state;
    if (!former) return "";
    let say = saved;
    if (state.hints.length > former.hints.length) {
      const hint = plainText(state.hints.at(-1) ?? "");
      say = t("Hint {number}: {hint}", { number: state.hints.length, hint });
      if (focused === hints.next && hints.next.hidden) focusOn(hints.last());
    }
    const wasFinal = isFinal(former.feedback);
    if (final && !wasFinal) openedAt = performance.now();
    if (state.feedback && !sameAnswer(state.feedback, former.feedback)) {
      const lost = focused && focused !== document.activeElement;
      const pressed = [checkButton, unsureButton, keyButton, hints.next] as (Element | null)[];
      const goesThere = Boolean(lost) || pressed.includes(focused);
      if (goesThere) focusOn(feedback.top);
      say = spoken(view, state, state.feedback, goesThere);
    }
    // The button that was pressed has gone: go back to the answer.
    if (wasFinal && !final && (focused === retryButton || focused === feedback.top)) input.focus();
    return say;
  }

  return { node, update, focus: () => focusOn(title) };
}
