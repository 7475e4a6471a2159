// The store of one model, its talk with Python, and what anywidget calls.

const REPLY_TIME = 4000;
const NO_KERNEL = "the notebook's kernel does not answer. Run this cell again.";
const NOT_DONE = { answer: `Not saved: ${NO_KERNEL}`, check: `Not checked: ${NO_KERNEL}`, "save-again": `Not saved: ${NO_KERNEL}` };
const OWN = ""; // the delivery of messages that belong to no question

// Answers that Python has not confirmed, for the whole page: a cell that runs again makes a new model,
// and an answer given while the kernel was away must still be there.
const UNCONFIRMED = (globalThis.imuranUnconfirmed ??= new Map());

/**
 * Everything the views of one model share. Python's traits are the start; afterwards messages tell what changed.
 * @param {object} model anywidget's model
 */
function makeStore(model) {
  const views = new Set();
  const deliveries = new Map();
  const store = {
    mode: model.get("mode"),
    title: model.get("title"),
    introduction: model.get("introduction"),
    questions: model.get("questions") ?? [],
    states: { ...model.get("states") },
    notice: model.get("notice") ?? { level: "none", text: "" },
    views,
    page: "", // the notebook it is shown in, known once a view is attached

    /** State of a question, or of one part of a case. */
    state({ id, part }) {
      const state = store.states[id] ?? {};
      if (!part) return state;
      const own = state.parts?.[part] ?? {};
      return { ...own, answer: state.answer?.[part] ?? own.answer ?? null };
    },
    delivery: (id) => ({ saving: delivery(id).acts + delivery(id).answers > 0 || delivery(id).unsent, problem: delivery(id).problem }),

    /** The student changed an answer: keep it here at once, send it now or after a pause in typing. */
    answer(address, value, delay) {
      keep(address, value);
      const post = delivery(address.id);
      post.unsent = true;
      clearTimeout(post.pause);
      if (delay) post.pause = setTimeout(() => store.flush(address.id), delay);
      else store.flush(address.id);
      tell(address.id);
    },
    flush(id) {
      const post = delivery(id);
      if (!post.unsent) return;
      clearTimeout(post.pause);
      post.unsent = false;
      send(id, { type: "answer", id, answer: store.states[id].answer });
    },
    flushAll: () => [...deliveries.keys()].forEach((id) => store.flush(id)),
    check(address, value) {
      const { id } = address;
      if (!sameAnswer(store.state(address).answer ?? null, value)) keep(address, value);
      clearTimeout(delivery(id).pause);
      delivery(id).unsent = false;
      delivery(id).edited.delete(address.part);
      send(id, { type: "check", ...address, answer: store.states[id]?.answer ?? null });
    },
    hint: (address) => send(address.id, { type: "hint", ...address }),
    retry: (address) => send(address.id, { type: "retry", ...address }),
    restart: () => send(OWN, { type: "restart" }),
    saveAgain: () => send(OWN, { type: "save-again" }),

    /** A view has found its place on the page: send what an earlier model could not. */
    recover() {
      for (const { id } of store.questions) {
        const answer = UNCONFIRMED.get(key(id));
        const { saving, problem } = store.delivery(id);
        if (answer === undefined || saving || problem) continue;
        UNCONFIRMED.delete(key(id));
        const { answer: known = null, feedback } = store.states[id] ?? {};
        if (!sameAnswer(answer, known) && !isFinal(feedback)) store.answer({ id }, answer, 0);
      }
    },
  };

  const key = (id) => [store.page, store.mode, id].join("|");
  const tell = (id) => views.forEach((view) => view.update(id));

  function delivery(id) {
    if (!deliveries.has(id)) deliveries.set(id, { unsent: false, answers: 0, acts: 0, pause: 0, limit: 0, problem: "", kernel: false, edited: new Set() });
    return deliveries.get(id);
  }

  /** "Not answered" and "could not read" are about the answer before: gone once it is edited, until the next check. */
  const fresh = (state) => ({ ...state, feedback: isFinal(state.feedback) ? state.feedback : null });

  /** Put an answer into the local state. */
  function keep({ id, part }, value) {
    delivery(id).edited.add(part);
    const old = store.states[id] ?? {};
    store.states[id] = part
      ? { ...old, answer: { ...old.answer, [part]: value }, parts: { ...old.parts, [part]: { ...fresh(old.parts?.[part] ?? {}), message: "", answer: value } } }
      : { ...fresh(old), message: "", answer: value };
    UNCONFIRMED.set(key(id), store.states[id].answer);
  }

  function send(id, message) {
    const post = delivery(id);
    post[message.type === "answer" ? "answers" : "acts"] += 1;
    try {
      model.send(message);
      if (!post.limit) wait(id, message.type);
    } catch {
      fail(id, message.type);
    }
    tell(id);
  }

  function wait(id, type) {
    const post = delivery(id);
    clearTimeout(post.limit);
    post.limit = setTimeout(() => fail(id, type), REPLY_TIME);
  }

  function fail(id, type) {
    const post = delivery(id);
    clearTimeout(post.limit);
    post.limit = 0;
    post.problem = NOT_DONE[type] ?? NO_KERNEL[0].toUpperCase() + NO_KERNEL.slice(1);
    post.kernel = true;
    tell(id);
  }

  /** Python answered: the kernel lives. */
  function heard(id, kind, all = false) {
    const post = delivery(id);
    if (all) post.answers = post.acts = 0;
    else post[kind] = Math.max(0, post[kind] - 1);
    if (post.kernel) {
      post.problem = "";
      post.kernel = false;
    }
    if (post.answers + post.acts === 0) {
      clearTimeout(post.limit);
      post.limit = 0;
      if (!post.unsent && !post.problem) UNCONFIRMED.delete(key(id));
    } else wait(id, "answer");
  }

  const receive = {
    saved({ id, saved, message }) {
      const post = delivery(id);
      post.problem = saved ? "" : message || "Not saved.";
      post.kernel = false;
      if (saved) store.states[id] = { ...store.states[id], saved };
      heard(id, "answers");
      tell(id);
    },
    state({ id, state }) {
      const post = delivery(id);
      const local = store.states[id]?.answer ?? null;
      const agrees = sameAnswer(local, state.answer ?? null);
      // A reply to something older must not take back what was typed since.
      const newer = !agrees && (post.unsent || post.answers > 0);
      const next = newer ? { ...state, answer: local } : { ...state };
      store.states[id] = post.edited.has(undefined) ? fresh(next) : next;
      if (next.parts) next.parts = Object.fromEntries(Object.entries(next.parts).map(([part, own]) => [part, post.edited.has(part) ? fresh(own) : own]));
      heard(id, "acts", agrees && !post.unsent);
      tell(id);
    },
    notice({ notice }) {
      store.notice = notice;
      heard(OWN, "acts", true);
      tell(OWN);
    },
    reset({ questions, states }) {
      for (const [id, post] of deliveries) {
        clearTimeout(post.pause);
        clearTimeout(post.limit);
        UNCONFIRMED.delete(key(id));
      }
      deliveries.clear();
      store.questions = questions;
      store.states = { ...states };
      views.forEach((view) => view.rebuild());
    },
  };
  model.on("msg:custom", (message) => {
    if (Object.hasOwn(receive, message?.type)) receive[message.type](message);
  });
  return store;
}

// anywidget hands out a new model object to every call, but the traits inside are the same objects.
const STORES = new WeakMap();

function storeOf(model) {
  const states = model.get("states");
  if (!STORES.has(states)) STORES.set(states, makeStore(model));
  return STORES.get(states);
}

/** The banner for what concerns the storage as a whole. */
function makeNotice(store) {
  const text = el("span");
  const again = button("Try saving again", () => store.saveAgain());
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

/** A graded question: no check, no summary. */
function makeGraded(store, say) {
  const node = el("div", { class: "imuran-list" });
  let questions = [];
  return {
    node,
    build() {
      questions = store.questions.map((view) => buildQuestion(view, store, `Question ${view.number} of ${view.of}`, say));
      questions.forEach((question) => question.update());
      node.replaceChildren(...questions.map((question) => question.node));
    },
    update(id) {
      const words = questions.filter((_, i) => store.questions[i].id === id).map((question) => question.update());
      const text = words.filter(Boolean).join(" ");
      if (text) say(text);
    },
    focusStart: () => questions[0]?.focus(),
  };
}

function render({ model, el: host }) {
  const store = storeOf(model);
  const live = liveRegion();
  const notice = makeNotice(store);
  // With two views of one model only the one that is used speaks.
  const say = (text) => { if (store.views.size === 1 || root.contains(document.activeElement)) live.say(text); };
  const body = store.mode === "practice" ? makePractice(store, say) : makeGraded(store, say);
  const root = el("div", { class: "imuran", "data-mode": store.mode, "data-lm-suppress-shortcuts": "true" }, notice.node, body.node, live.node);
  root.addEventListener("keydown", (event) => {
    // JupyterLab's notebook would take plain keys for its commands and pull focus to its cell.
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
    else if (event.key.toLowerCase() === "s" && !event.altKey) {
      event.preventDefault();
      store.flushAll();
    }
  });

  const view = {
    update(id) {
      if (id === OWN) notice.update();
      else body.update(id);
    },
    rebuild() {
      const inside = root.contains(document.activeElement);
      body.build();
      notice.update();
      if (inside) body.focusStart();
    },
  };
  store.views.add(view);
  body.build();
  notice.update();
  host.append(root);

  let showStandIn = () => {};
  const stopWaiting = whenAttached(root, () => {
    showStandIn = hideStandIn(root);
    store.page ||= root.closest(".jp-NotebookPanel")?.id ?? "";
    store.recover();
  });
  const leave = () => store.flushAll();
  window.addEventListener("pagehide", leave);
  return () => {
    leave();
    stopWaiting();
    window.removeEventListener("pagehide", leave);
    store.views.delete(view);
    root.remove();
    showStandIn();
  };
}

export default { initialize: ({ model }) => { storeOf(model); }, render };
