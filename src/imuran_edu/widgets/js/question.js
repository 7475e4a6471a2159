// One question: what is asked, the input, buttons, hints, feedback and the status line.
// The DOM is built once; `update` changes what differs, so that focus and typing survive every reply from Python.

/** Feedback that ends an attempt. Blank and unreadable answers stay open for changing. */
const isFinal = (feedback) => Boolean(feedback) && !["blank", "malformed"].includes(feedback.status);

/** Nothing given: also an emptied text, an unticked list, a case without any part. */
function isBlank(answer) {
  if (answer === null || answer === undefined || answer === "") return true;
  return typeof answer === "object" && Object.values(answer).every((value) => isBlank(value));
}

const STATUS_ICON = { right: "right", partial: "partial", wrong: "wrong", malformed: "warning" };

function heading(level, text) {
  return el("span", { class: "imuran-number", role: "heading", "aria-level": String(level), text });
}

function details(title, open) {
  const body = el("div", { class: "imuran-html" });
  const node = el("details", { class: "imuran-details", open }, el("summary", { text: title }), body);
  return { node, set(html) { setHtml(body, html ?? ""); show(node, Boolean(html)); } };
}

/** Words beside a mark. Colour and icon repeat them; they never stand alone. */
function markWords(mark, chosen, rows) {
  if (rows) return { right: "Right", wrong: "Wrong", missed: "Missed" }[mark] ?? "";
  if (mark === "right") return chosen ? "Your choice, right" : "Right answer";
  if (mark === "wrong") return chosen ? "Your choice, wrong" : "Wrong";
  if (mark === "missed") return rows === null ? "Missed" : "Right answer";
  return chosen ? "Your choice" : "";
}

/**
 * The place for a mark and for the note under it.
 * @param {boolean|null} rows true: a row that is right or wrong by itself; false: an option of which one is right;
 *   null: an option of which several may be right
 */
function makeMark(row, rows) {
  row.dataset.mark = "";
  const badge = el("span", { class: "imuran-mark", hidden: true });
  const note = el("div", { class: "imuran-note imuran-html", id: newId(), hidden: true });
  return {
    badge,
    note,
    /** @param {{mark: string, html?: string}|null} part */
    show(part, chosen) {
      const words = part ? markWords(part.mark, chosen, rows) : "";
      row.dataset.mark = part ? part.mark : "";
      badge.replaceChildren(...(words && part.mark !== "none" ? [icon(part.mark)] : []), words);
      show(badge, Boolean(words));
      setHtml(note, part?.html ?? "");
      show(note, Boolean(part?.html));
    },
  };
}

/** The box under a checked question. */
function makeFeedback() {
  const mark = el("span", { class: "imuran-feedback-icon" });
  const headline = el("strong");
  const score = el("span", { class: "imuran-score" });
  const top = el("div", { class: "imuran-headline" }, mark, el("span", {}, headline, " ", score));
  const reason = el("p", { class: "imuran-reason" });
  const general = el("div", { class: "imuran-html" });
  const why = details("Why", true);
  const source = details("Where this comes from", false);
  const node = el("div", { class: "imuran-feedback", hidden: true }, top, reason, general, why.node, source.node);
  return {
    node,
    top,
    set(feedback) {
      show(node, Boolean(feedback));
      if (!feedback) return;
      node.dataset.status = feedback.status;
      mark.replaceChildren(icon(STATUS_ICON[feedback.status] ?? "info"));
      setText(headline, feedback.headline);
      setText(score, feedback.score ?? "");
      setText(reason, feedback.reason ?? "");
      show(reason, Boolean(feedback.reason));
      setHtml(general, feedback.html ?? "");
      show(general, Boolean(feedback.html));
      why.set(feedback.rationale);
      source.set(feedback.evidence);
    },
  };
}

/** "Saved 15:04:05", or why not. One per question, and one for a whole case. */
function makeStatus(store, id) {
  const line = el("span", { class: "imuran-status" });
  const trouble = el("div", { class: "imuran-banner", "data-level": "error", role: "alert", hidden: true });
  return {
    line,
    trouble,
    update(answered) {
      const state = store.states[id] ?? {};
      const { saving, problem } = store.delivery(id);
      let text = "";
      if (store.mode === "graded") {
        if (problem) text = "Not saved";
        else if (saving) text = "Saving…";
        else if (state.saved && answered) text = `${answered === true ? "" : `${answered}. `}Saved ${clock(state.saved)}`;
        else text = "Not answered yet";
      }
      setText(line, text);
      line.dataset.saved = String(text.includes("Saved "));
      if (problem !== trouble.imuranProblem) {
        trouble.imuranProblem = problem;
        trouble.replaceChildren(...(problem ? [icon("warning"), el("span", { text: problem })] : []));
      }
      show(trouble, Boolean(problem));
    },
  };
}

function clock(iso) {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : time.toLocaleTimeString("en-GB");
}

/**
 * A question with an input of its own: a plain question, or one part of a case.
 * @param {object} view what Python says of the question
 * @param {object} store
 * @param {{id: string, part?: string}} address where its answer and state live
 * @param {{title: string, level: number, say: (text: string) => void}} place
 */
function makeQuestion(view, store, address, place) {
  const practice = store.mode === "practice";
  const stemId = newId();
  const ruleId = newId();
  const messageId = newId();

  const stem = el("div", { class: "imuran-html imuran-stem", id: stemId, html: view.stem });
  const rule = view.rule ? el("p", { class: "imuran-small imuran-rule", id: ruleId, text: view.rule }) : null;
  const changed = el("div", { class: "imuran-banner", "data-level": "warning", role: "status", hidden: true },
    icon("warning"), el("span", { text: "This question was changed after you answered it. Look at your answer again." }));
  const message = el("p", { class: "imuran-message", id: messageId, role: "status" });
  const hints = el("ol", { class: "imuran-hints" });
  const feedback = makeFeedback();
  const status = address.part ? null : makeStatus(store, address.id);

  const desk = {
    describedBy: [stemId, rule && ruleId, messageId].filter(Boolean).join(" "),
    say: place.say,
    changed: (delay) => store.answer(address, input.get(), delay),
    flush: () => store.flush(address.id),
    submit() {
      if (!practice) store.flush(address.id);
      else if (!isFinal(store.state(address).feedback)) check();
    },
  };
  const input = INPUTS[view.type](view, desk);

  function check() {
    store.check(address, input.get());
  }
  let openedAt = 0;
  const checkButton = button("Check", check, { class: "imuran-primary" });
  const hintButton = button("Hint", () => store.hint(address));
  const retryButton = button("Try again", () => {
    // It stands where Check stood: the second half of a double click is not meant for it.
    if (performance.now() - openedAt > 400) store.retry(address);
  });
  const buttons = el("div", { class: "imuran-buttons" }, practice && checkButton, retryButton, hintButton, !practice && status?.line);
  show(retryButton, false);

  const node = el("fieldset", {
    class: "imuran-question", lang: view.lang, "aria-describedby": [stemId, rule && ruleId].filter(Boolean).join(" "),
  },
    el("legend", {}, heading(place.level, place.title), el("span", { class: "imuran-points", text: count(view.points, "point") })),
    stem, rule, changed, el("div", { class: "imuran-input" }, input.node), message, buttons, status?.trouble, hints, feedback.node);
  node.dataset.type = view.type;

  let shownHints = 0;
  let wasFinal = false;
  let lastFeedback = null;
  let first = true;

  /** Hints already on the page stay as they are: only new ones are added. */
  function updateHints(given) {
    if (given.length < hints.children.length) hints.replaceChildren();
    for (let i = hints.children.length; i < given.length; i += 1) {
      hints.append(el("li", { class: "imuran-hint" },
        el("span", { class: "imuran-hint-title", text: `Hint ${i + 1} of ${view.hints}` }), el("div", { class: "imuran-html", html: given[i] })));
    }
    show(hints, given.length > 0);
    const left = (view.hints ?? 0) - given.length;
    setText(hintButton, `Hint (${Math.min(given.length + 1, view.hints ?? 0)} of ${view.hints ?? 0})`);
    return left > 0;
  }

  /** Bring the page in line with the store. Returns what should be read out, if anything. */
  function update() {
    const state = store.state(address);
    const given = state.hints ?? [];
    const final = isFinal(state.feedback);
    const focused = node.contains(document.activeElement) ? document.activeElement : null;
    let say = "";

    if (!sameAnswer(input.get(), state.answer ?? null)) input.set(state.answer ?? null);
    input.lock(final);
    input.mark(state.feedback);
    setText(message, state.message ?? "");
    show(changed, Boolean(state.changed));
    feedback.set(state.feedback);
    node.dataset.status = state.feedback?.status ?? "";
    const moreHints = updateHints(given);
    show(checkButton, !final);
    show(retryButton, final && state.feedback.status !== "right");
    show(hintButton, moreHints && !final);
    show(buttons, [...buttons.children].some((child) => !child.hidden));
    status?.update(!isBlank(state.answer));

    if (!first && given.length > shownHints) {
      say = `Hint ${given.length}: ${plainText(given[given.length - 1])}`;
      if (focused === hintButton && hintButton.hidden) focusOn(hints.lastElementChild);
    }
    if (!first && state.feedback && !sameAnswer(state.feedback, lastFeedback)) {
      const { headline, score, reason, html } = state.feedback;
      // Where one option was chosen, its note is what there is to hear.
      const chosen = typeof state.answer === "object" ? "" : state.feedback.parts?.[String(state.answer)]?.html;
      say = [headline, score, reason, plainText(html ?? ""), plainText(chosen ?? "")].filter(Boolean).map((text) => (/[.!?]$/.test(text) ? text : `${text}.`)).join(" ");
    }
    if (!first && final && !wasFinal) {
      openedAt = performance.now();
      if (focused && focused !== document.activeElement || focused === checkButton || focused === hintButton) focusOn(feedback.top);
    }
    // The button that was pressed has gone: go back to the answer.
    if (!first && wasFinal && !final && (focused === retryButton || focused === feedback.top)) input.focus();

    shownHints = given.length;
    wasFinal = final;
    lastFeedback = state.feedback ?? null;
    first = false;
    return say;
  }

  return { node, update, focus: () => focusOn(node.querySelector(".imuran-number")) };
}

/** A case: stages that open one after the other, each with a story and its own questions. */
function makeCase(view, store, place) {
  const { level, say } = place;
  const titleId = newId();
  const title = heading(level, place.title);
  title.id = titleId;
  const status = makeStatus(store, view.id);
  const stages = view.stages.map((stage) => {
    const top = el("span", { class: "imuran-stage-title", role: "heading", "aria-level": String(level + 1), text: stage.title });
    const parts = stage.questions.map((part) => makeQuestion(part, store, { id: view.id, part: part.id },
      { title: `Question ${part.number}`, level: level + 2, say }));
    return { top, parts, title: stage.title, node: el("section", { class: "imuran-stage" }, top,
      el("div", { class: "imuran-html imuran-story", html: stage.story ?? "" }), ...parts.map((part) => part.node)) };
  });
  const partViews = view.stages.flatMap((stage) => stage.questions);
  const more = el("p", { class: "imuran-small imuran-more" });
  const node = el("div", { class: "imuran-question imuran-case", role: "group", "aria-labelledby": titleId, lang: view.lang },
    el("div", { class: "imuran-case-top" }, title, el("span", { class: "imuran-points", text: count(view.points, "point") })),
    view.stem ? el("div", { class: "imuran-html imuran-stem", html: view.stem }) : null,
    ...stages.map((stage) => stage.node), more,
    store.mode === "graded" ? el("div", { class: "imuran-buttons" }, status.line) : null, status.trouble);
  let opened = null;

  function update() {
    const state = store.states[view.id] ?? {};
    const open = Math.max(1, Math.min(state.open_stages ?? 1, stages.length));
    const texts = stages.map((stage, i) => {
      show(stage.node, i < open);
      return stage.parts.map((part) => part.update());
    }).flat().filter(Boolean);
    const answered = partViews.filter((part) => !isBlank(store.state({ id: view.id, part: part.id }).answer)).length;
    status.update(answered && (answered === partViews.length || `${answered} of ${partViews.length} answered`));
    setText(more, open < stages.length
      ? `${count(stages.length - open, "more stage")} ${stages.length - open === 1 ? "opens" : "open"} when you have ${store.mode === "practice" ? "checked" : "answered"} the questions above.`
      : "");
    show(more, open < stages.length);
    if (opened !== null && open > opened) {
      const stage = stages[open - 1];
      texts.push(`Next stage: ${stage.title}.`);
      // Someone still typing or arrowing through options must not be carried away.
      const busy = document.activeElement?.matches("input, textarea, select, .imuran-icon-button");
      if (node.contains(document.activeElement) && !busy) focusOn(stage.top);
    }
    opened = open;
    return texts.join(" ");
  }

  return { node, update, focus: () => focusOn(title) };
}

/** The right builder for a question of the list. */
function buildQuestion(view, store, title, say) {
  const place = { title, level: 3, say };
  return view.type === "case" ? makeCase(view, store, place) : makeQuestion(view, store, { id: view.id }, place);
}
