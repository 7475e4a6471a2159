// A practice quiz: progress at the top, all questions on one page, a summary once everything is checked.

/** A question's own answerable questions: the parts of a case, or the question itself. */
function leavesOf(view) {
  if (view.type !== "case") return [{ view, address: { id: view.id } }];
  return view.stages.flatMap((stage) => stage.questions)
    .map((part) => ({ view: part, address: { id: view.id, part: part.id } }));
}

/**
 * Points of one checked question; null when nobody has marked it.
 * @returns {{got: number, of: number}|null}
 */
function pointsOf(view, feedback) {
  return typeof feedback?.earned === "number" ? { got: feedback.earned, of: view.points } : null;
}

/** Where the whole quiz stands. */
function tally(store) {
  const sum = { total: store.questions.length, answered: 0, right: 0, got: 0, of: 0, unmarked: 0, again: [] };
  store.questions.forEach((view, index) => {
    const results = leavesOf(view).map((leaf) => ({ ...leaf, feedback: store.state(leaf.address).feedback }));
    if (!results.every(({ feedback }) => isFinal(feedback))) return;
    sum.answered += 1;
    for (const { view: leaf, feedback } of results) {
      const points = pointsOf(leaf, feedback);
      if (points) {
        sum.got += points.got;
        sum.of += points.of;
      } else sum.unmarked += 1;
    }
    if (results.every(({ feedback }) => feedback.status === "right")) sum.right += 1;
    else if (results.some(({ feedback }) => ["wrong", "partial"].includes(feedback.status))) sum.again.push(index);
  });
  return sum;
}

/**
 * @param {object} store
 * @param {(text: string) => void} say
 */
function makePractice(store, say) {
  const labelId = newId();
  const label = el("div", { class: "imuran-progress-label", id: labelId });
  const bar = el("progress", { class: "imuran-progress", "aria-labelledby": labelId, max: "1", value: "0" });
  const title = store.title ? el("div", { class: "imuran-title", role: "heading", "aria-level": "2", text: store.title }) : null;
  const introduction = store.introduction ? el("div", { class: "imuran-html imuran-introduction", html: store.introduction }) : null;
  const list = el("div", { class: "imuran-list" });
  const left = el("p", { class: "imuran-small imuran-left" });
  const summary = makeSummary(store, (index) => questions[index].focus());
  const node = el("div", { class: "imuran-practice" },
    el("div", { class: "imuran-top" }, title, introduction, label, bar), list, left, summary.node);
  let questions = [];
  let done = null;

  function build() {
    questions = store.questions.map((view) => {
      const question = buildQuestion(view, store, `Question ${view.number} of ${store.questions.length}`, say);
      question.update();
      return question;
    });
    list.replaceChildren(...questions.map((question) => question.node));
    done = null;
    sumUp();
  }

  function sumUp() {
    const sum = tally(store);
    bar.max = Math.max(1, sum.total);
    bar.value = sum.answered;
    setText(label, `${sum.answered} of ${sum.total} answered, ${sum.right} right`);
    const missing = sum.total - sum.answered;
    setText(left, `${count(missing, "question")} left`);
    show(left, missing > 0);
    summary.update(missing === 0 && sum.total > 0 ? sum : null);
    const finished = missing === 0 && done === false;
    done = missing === 0;
    return finished ? ` All questions are checked. ${summary.text()}` : "";
  }

  return {
    node,
    build,
    update(id) {
      const words = questions.filter((_, i) => id === null || store.questions[i].id === id).map((question) => question.update());
      const text = (words.filter(Boolean).join(" ") + sumUp()).trim();
      if (text) say(text);
    },
    /** After "Start again" the button is gone; the first question is where to go on. */
    focusStart: () => questions[0]?.focus(),
  };
}

/** The card at the end. */
function makeSummary(store, goTo) {
  const points = el("p", { class: "imuran-result" });
  const note = el("p", { class: "imuran-small" });
  const againTitle = el("p", { class: "imuran-label" });
  const again = el("ul", { class: "imuran-again" });
  const node = el("section", { class: "imuran-summary", "aria-label": "Result", hidden: true },
    el("div", { class: "imuran-number", role: "heading", "aria-level": "3", text: "Result" }), points, note, againTitle, again,
    el("div", { class: "imuran-buttons" }, button("Start again", () => store.restart(), { class: "imuran-primary" }),
      el("span", { class: "imuran-small", text: "A new order, and your answers here are cleared." })));
  let shown = "";

  return {
    node,
    text: () => points.textContent,
    /** @param {object|null} sum what `tally` counted, or null while questions are open */
    update(sum) {
      show(node, Boolean(sum));
      const key = JSON.stringify(sum);
      if (!sum || key === shown) return;
      shown = key;
      const percent = sum.of > 0 ? ` (${Math.round((100 * sum.got) / sum.of)}\u00a0%)` : "";
      points.textContent = `${tidy(sum.got)} of ${count(Number(tidy(sum.of)), "point")}${percent}`;
      note.textContent = sum.unmarked ? `${count(sum.unmarked, "answer")} to compare with the model answer yourself.` : "";
      show(note, sum.unmarked > 0);
      againTitle.textContent = sum.again.length ? "Look at these again:" : "Every question right.";
      again.replaceChildren(...sum.again.map((index) => {
        const view = store.questions[index];
        const stem = plainText(view.stem || view.stages?.[0]?.title || "");
        const words = stem.length > 70 ? `${stem.slice(0, 70).replace(/\s+\S*$/, "")}…` : stem;
        return el("li", {}, button(`Question ${view.number}`, () => goTo(index), { class: "imuran-link" }),
          el("span", { class: "imuran-small", text: words }));
      }));
      show(again, sum.again.length > 0);
    },
  };
}
