// The progress card: what is mastered, a file to take along, and the way back by file or by code.
import { button, el, icon, keepKeys, liveRegion, newId, setText, show } from "./dom.ts";
import type { FromCard, ProgressView, ToCard } from "./generated/protocol.ts";
import { count } from "./text.ts";
import { listen, mount, type RenderContext } from "./widget.ts";

const FILE_LIMIT = 4_000_000; // bytes; Python refuses larger ones too
const PATIENCE = 8000;
const CHOOSE = "Choose the one whose name begins with imuran-progress.";
const NO_KERNEL = "The notebook's kernel does not answer. Run this cell again.";

type Ask = (message: FromCard) => void;
type Tell = (level: "info" | "error", text: string) => void;

const buttons = (...nodes: Node[]) => el("div", { class: "imuran-buttons" }, ...nodes);
const small = (text: string) => el("p", { class: "imuran-small", text });
const section = (title: string, ...nodes: Node[]) => {
  const props = { class: "imuran-part", role: "heading", "aria-level": "3", text: title };
  return el("section", {}, el("div", props), ...nodes);
};

/** Hand a text to the browser as a file. */
function saveFile(name: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** What came of the last act. */
function makeSaid(read: (text: string) => void) {
  const text = el("span");
  const sign = el("span", { class: "imuran-banner-icon" });
  const node = el("div", { class: "imuran-banner imuran-said", hidden: true }, sign, text);
  const tell: Tell = (level, words) => {
    node.dataset.level = level;
    sign.replaceChildren(icon(level === "info" ? "right" : "warning"));
    // The role comes before the words: only then is an alert read out.
    if (level === "info") node.removeAttribute("role");
    else node.setAttribute("role", "alert");
    setText(text, "");
    show(node, true);
    setText(text, words);
    if (level === "info") read(words);
  };
  return { node, tell };
}

/** Where the learner stands: sum, bar, and the lessons one by one. */
function makeStanding() {
  const labelId = newId();
  const sum = el("p", { class: "imuran-progress-label", id: labelId });
  const bar = el("progress", {
    class: "imuran-progress",
    "aria-labelledby": labelId,
    max: 1,
    value: 0,
  });
  const lessons = el("ul", { class: "imuran-lessons" });
  const title = {
    class: "imuran-title",
    role: "heading",
    "aria-level": "2",
    text: "Your progress",
  };
  const summary = el("summary", { text: "Lesson by lesson" });
  const list = el("details", { class: "imuran-details" }, summary, lessons);
  return {
    node: el("div", {}, el("div", title), sum, bar, list),
    draw(view: ProgressView) {
      const questions = `${view.mastered} of ${count(view.of, "question")} mastered`;
      setText(sum, `${questions}, ${view.done} of ${count(view.lessons.length, "lesson")} done`);
      bar.max = Math.max(1, view.of);
      bar.value = view.mastered;
      const rows = view.lessons.map(({ title, mastered, of, done }) => {
        const words = `${mastered} of ${of}${done ? ", done" : ""}`;
        const row = { "data-done": String(done) };
        return el("li", row, el("span", { text: title }), el("span", { text: words }));
      });
      lessons.replaceChildren(...rows);
    },
  };
}

/** The way back by file, chosen or dropped. */
function makeFileBack(ask: Ask, tell: Tell) {
  async function bring(files: File[]) {
    const [file] = files;
    if (!file || files.length > 1) {
      const none = "That was no file. Drop the one whose name begins with imuran-progress.";
      tell("error", file ? "Drop one progress file at a time." : none);
      return;
    }
    if (file.size > FILE_LIMIT) {
      const large = "This file is larger than any progress file (4 MB).";
      tell("error", `${large} ${CHOOSE} Nothing here was changed.`);
      return;
    }
    try {
      ask({ type: "restore", text: await file.text() });
    } catch {
      const unread = "Your browser could not read this file. Choose it once more.";
      tell("error", `${unread} Nothing here was changed.`);
    }
  }
  const chooser = el("input", {
    type: "file",
    accept: ".json,application/json",
    class: "imuran-hidden",
    tabindex: "-1",
    "aria-hidden": "true",
  });
  chooser.addEventListener("change", () => {
    const files = [...(chooser.files ?? [])];
    chooser.value = ""; // the same file chosen again is a new choice
    if (files.length) bring(files);
  });
  const choose = button("Choose a progress file", () => chooser.click());
  const or = el("span", { class: "imuran-small", text: "or drop it on this card" });
  return { node: el("div", { class: "imuran-drop" }, choose, or, chooser), bring };
}

/** A file that misses the card would make the browser leave the page, so all of it takes files. */
function takeDrops(root: HTMLElement, bring: (files: File[]) => void) {
  let depth = 0;
  const mark = () => root.classList.toggle("imuran-dragging", depth > 0);
  const on = (
    name: "dragenter" | "dragover" | "dragleave" | "drop",
    act: (event: DragEvent) => void,
  ) =>
    root.addEventListener(name, (event) => {
      event.preventDefault();
      event.stopPropagation();
      act(event);
      mark();
    });
  on("dragenter", () => {
    depth += 1;
  });
  on("dragover", (event) => {
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
  });
  on("dragleave", () => {
    depth = Math.max(0, depth - 1);
  });
  on("drop", (event) => {
    depth = 0;
    bring([...(event.dataTransfer?.files ?? [])]);
  });
}

/** The resume code: shown, copied, typed. */
function makeCode(ask: Ask, read: (text: string) => void) {
  const code = el("span", { class: "imuran-code" });
  const copy = button("Copy", copyCode, { "aria-label": "Copy the resume code" });
  async function copyCode() {
    try {
      await navigator.clipboard.writeText(code.textContent ?? "");
      read("Copied.");
      setText(copy, "Copied");
      setTimeout(() => setText(copy, "Copy"), 2000);
    } catch {
      getSelection()?.selectAllChildren(code);
    }
  }
  const row = buttons(el("p", {}, "Your code: ", code), copy);
  const fieldId = newId();
  const field = el("input", {
    type: "text",
    class: "imuran-field imuran-code-field",
    id: fieldId,
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    maxlength: "400",
    placeholder: "such as 7KX3-…",
  });
  const typed = () => ask({ type: "code", text: field.value });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") typed();
  });
  const label = el("label", { class: "imuran-label", for: fieldId, text: "Type a code" });
  return {
    nodes: [row, label, buttons(field, button("Use this code", typed))],
    clear() {
      field.value = "";
    },
    draw(view: ProgressView) {
      setText(code, view.code);
      show(row, Boolean(view.code));
    },
  };
}

function render({ model, el: host }: RenderContext) {
  const live = liveRegion();
  const said = makeSaid(live.say);
  let waiting = 0;
  const ask: Ask = (message) => {
    clearTimeout(waiting);
    show(said.node, false);
    waiting = window.setTimeout(() => said.tell("error", NO_KERNEL), PATIENCE);
    try {
      model.send(message);
    } catch {
      clearTimeout(waiting);
      said.tell("error", NO_KERNEL);
    }
  };

  const standing = makeStanding();
  const awayText = el("span");
  const sign = el("span", { class: "imuran-banner-icon" }, icon("warning"));
  const away = el("div", { class: "imuran-banner", "data-level": "warning" }, sign, awayText);
  const toFile = () => ask({ type: "download" });
  const download = button("Download my progress", toFile, { class: "imuran-primary" });
  const none = small("There is nothing to download before your first answer.");
  const back = makeFileBack(ask, said.tell);
  const code = makeCode(ask, live.say);
  const card = el(
    "div",
    { class: "imuran-progress-card", role: "region", "aria-label": "Your progress" },
    standing.node,
    away,
    said.node,
    section(
      "Take it with you",
      small(
        "One file with all your answers from all lessons. It goes nowhere but to your computer.",
      ),
      buttons(download, none),
    ),
    section(
      "Bring it back",
      small("Answers from both places are kept; of two answers to one question, the later."),
      back.node,
    ),
    section(
      "Resume code",
      small(
        "Without a file: it says which lessons are done and which questions mastered, but not your answers.",
      ),
      ...code.nodes,
    ),
  );
  const props = { class: "imuran", "data-mode": "progress", "data-lm-suppress-shortcuts": "true" };
  const root = el("div", props, card, live.node);
  keepKeys(root);
  takeDrops(root, back.bring);

  function draw() {
    const view = model.get("view") as ProgressView;
    standing.draw(view);
    code.draw(view);
    setText(awayText, view.away);
    show(away, Boolean(view.away));
    show(download, view.answers > 0);
    show(none, view.answers === 0);
  }
  const offView = listen(model, "change:view", draw);
  const offMessage = listen(model, "msg:custom", (content) => {
    clearTimeout(waiting);
    const message = content as ToCard;
    if (message?.type === "file") {
      saveFile(message.name, message.text);
      const keep = "Keep it; drop it on this card wherever you go on.";
      said.tell("info", `Your browser saves ${message.name}. ${keep}`);
    } else if (message?.type === "said") {
      said.tell(message.level, message.text);
      if (message.level === "info") code.clear();
    }
  });
  draw();

  // Questions are answered above while the card is out of sight: it looks anew when it is looked at.
  const look = () => {
    try {
      model.send({ type: "look" } satisfies FromCard);
    } catch {
      // the next act says it
    }
  };
  const seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) look();
  });
  seen.observe(card);
  root.addEventListener("focusin", (event) => {
    if (!root.contains(event.relatedTarget as Node | null)) look();
  });
  const unmount = mount(host, root);
  return () => {
    clearTimeout(waiting);
    seen.disconnect();
    offView();
    offMessage();
    unmount();
  };
}

export default { render };
