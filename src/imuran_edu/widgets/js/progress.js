// The progress card: what is mastered, a file to take along, and the way back by file or by code.

const FILE_LIMIT = 4_000_000; // bytes; Python refuses larger ones too
const PATIENCE = 8000;

/** Hand a text to the browser as a file. */
function saveFile(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function render({ model, el: host }) {
  const live = liveRegion();
  const barLabel = newId();
  const sum = el("p", { class: "imuran-progress-label", id: barLabel });
  const bar = el("progress", { class: "imuran-progress", "aria-labelledby": barLabel, max: "1", value: "0" });
  const lessons = el("ul", { class: "imuran-lessons" });
  const away = el("div", { class: "imuran-banner", "data-level": "warning" },
    el("span", { class: "imuran-banner-icon" }, icon("warning")), el("span"));

  // What came of the last act. The role comes before the words: only then is an alert read out.
  const saidText = el("span");
  const saidIcon = el("span", { class: "imuran-banner-icon" });
  const said = el("div", { class: "imuran-banner imuran-said", hidden: true }, saidIcon, saidText);
  let waiting = 0;
  function tell(level, text) {
    said.dataset.level = level;
    saidIcon.replaceChildren(icon(level === "info" ? "right" : "warning"));
    if (level === "info") said.removeAttribute("role");
    else said.setAttribute("role", "alert");
    setText(saidText, "");
    show(said, true);
    setText(saidText, text);
    if (level === "info") live.say(text);
  }
  function ask(message) {
    clearTimeout(waiting);
    show(said, false);
    waiting = setTimeout(() => tell("error", "The notebook's kernel does not answer. Run this cell again."), PATIENCE);
    try {
      model.send(message);
    } catch {
      clearTimeout(waiting);
      tell("error", "The notebook's kernel does not answer. Run this cell again.");
    }
  }

  // Out: the file
  const download = button("Download my progress", () => ask({ type: "download" }), { class: "imuran-primary" });
  const none = el("p", { class: "imuran-small", text: "There is nothing to download before your first answer." });

  // Back: the file, chosen or dropped
  async function bring(files) {
    if (files.length !== 1) {
      tell("error", files.length ? "Drop one progress file at a time." : "That was no file. Drop the one whose name begins with imuran-progress.");
      return;
    }
    if (files[0].size > FILE_LIMIT) {
      tell("error", "This file is larger than any progress file (4 MB). Choose the one whose name begins with imuran-progress. Nothing here was changed.");
      return;
    }
    try {
      ask({ type: "restore", text: await files[0].text() });
    } catch {
      tell("error", "Your browser could not read this file. Choose it once more. Nothing here was changed.");
    }
  }
  const chooser = el("input", { type: "file", accept: ".json,application/json", class: "imuran-hidden", tabindex: "-1", "aria-hidden": "true" });
  chooser.addEventListener("change", () => {
    const files = [...chooser.files];
    chooser.value = ""; // the same file chosen again is a new choice
    if (files.length) bring(files);
  });
  const choose = button("Choose a progress file", () => chooser.click());
  const drop = el("div", { class: "imuran-drop" }, choose, el("span", { class: "imuran-small", text: "or drop it on this card" }), chooser);

  // Back: the code
  const codeLabel = newId();
  const code = el("span", { class: "imuran-code" });
  const codeLine = el("p", {}, "Your code: ", code);
  const copy = button("Copy", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      live.say("Copied.");
      setText(copy, "Copied");
      setTimeout(() => setText(copy, "Copy"), 2000);
    } catch {
      getSelection().selectAllChildren(code);
    }
  }, { "aria-label": "Copy the resume code" });
  const codeRow = el("div", { class: "imuran-buttons" }, codeLine, copy);
  const field = el("input", { type: "text", class: "imuran-field imuran-code-field", id: codeLabel, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: "400", placeholder: "such as 7KX3-…" });
  const typed = () => ask({ type: "code", text: field.value });
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") typed(); });
  const useCode = button("Use this code", typed);

  const title = el("div", { class: "imuran-title", role: "heading", "aria-level": "2", text: "Your progress" });
  const part = (text) => el("div", { class: "imuran-part", role: "heading", "aria-level": "3", text });
  const card = el("div", { class: "imuran-progress-card", role: "region", "aria-label": "Your progress" },
    el("div", {}, title, sum, bar,
      el("details", { class: "imuran-details" }, el("summary", { text: "Lesson by lesson" }), lessons)),
    away, said,
    el("section", {}, part("Take it with you"),
      el("p", { class: "imuran-small", text: "One file with all your answers from all lessons. It goes nowhere but to your computer." }),
      el("div", { class: "imuran-buttons" }, download, none)),
    el("section", {}, part("Bring it back"),
      el("p", { class: "imuran-small", text: "Answers from both places are kept; of two answers to one question, the later." }), drop),
    el("section", {}, part("Resume code"),
      el("p", { class: "imuran-small", text: "Without a file: it says which lessons are done and which questions mastered, but not your answers." }),
      codeRow,
      el("label", { class: "imuran-label", for: codeLabel, text: "Type a code" }),
      el("div", { class: "imuran-buttons" }, field, useCode)));
  const root = el("div", { class: "imuran", "data-mode": "progress", "data-lm-suppress-shortcuts": "true" }, card, live.node);
  root.addEventListener("keydown", (event) => {
    // JupyterLab's notebook would take plain keys for its commands.
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });

  // A file that misses the card would make the browser leave the page, so the whole card takes it.
  let depth = 0;
  const dragging = (on) => root.classList.toggle("imuran-dragging", on);
  const take = (event) => { event.preventDefault(); event.stopPropagation(); };
  root.addEventListener("dragenter", (event) => { take(event); depth += 1; dragging(true); });
  root.addEventListener("dragover", (event) => { take(event); if (event.dataTransfer) event.dataTransfer.dropEffect = "copy"; });
  root.addEventListener("dragleave", (event) => { take(event); depth = Math.max(0, depth - 1); dragging(depth > 0); });
  root.addEventListener("drop", (event) => { take(event); depth = 0; dragging(false); bring([...(event.dataTransfer?.files ?? [])]); });

  function draw() {
    const view = model.get("view");
    const of = view.lessons.length;
    setText(sum, `${view.mastered} of ${count(view.of, "question")} mastered, ${view.done} of ${count(of, "lesson")} done`);
    bar.max = Math.max(1, view.of);
    bar.value = view.mastered;
    lessons.replaceChildren(...view.lessons.map((each) => el("li", { "data-done": String(each.done) },
      el("span", { text: each.title }),
      el("span", { text: `${each.mastered} of ${each.of}${each.done ? ", done" : ""}` }))));
    setText(away.lastChild, view.away);
    show(away, Boolean(view.away));
    setText(code, view.code);
    show(codeRow, Boolean(view.code));
    show(download, view.answers > 0);
    show(none, view.answers === 0);
  }
  const onMessage = (message) => {
    clearTimeout(waiting);
    if (message?.type === "file") {
      saveFile(message.name, message.text);
      tell("info", `Your browser saves ${message.name}. Keep it; drop it on this card wherever you go on.`);
    } else if (message?.type === "said") {
      tell(message.level, message.text);
      if (message.level === "info") field.value = "";
    }
  };
  model.on("change:view", draw);
  model.on("msg:custom", onMessage);
  draw();
  host.append(root);

  // Questions are answered above while the card is out of sight: it looks anew when it is looked at.
  const look = () => { try { model.send({ type: "look" }); } catch { /* the next act says it */ } };
  const seen = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) look(); });
  seen.observe(card);
  root.addEventListener("focusin", (event) => { if (!root.contains(event.relatedTarget)) look(); });

  let showStandIn = () => {};
  const stopWaiting = whenAttached(root, () => { showStandIn = hideStandIn(root); });
  return () => {
    clearTimeout(waiting);
    seen.disconnect();
    stopWaiting();
    model.off("change:view", draw);
    model.off("msg:custom", onMessage);
    root.remove();
    showStandIn();
  };
}

export default { render };
