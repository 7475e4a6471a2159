// The parts of the progress card: where the learner stands, a file to take along, the way back by file or by code.
import { button, el, icon, newId, setText, show, small } from "./dom.ts";
import type { FromCard, ProgressView } from "./generated/protocol.ts";
import { t, tn } from "./words.ts";

const FILE_LIMIT = 4_000_000; // bytes; Python refuses larger ones too

type Ask = (message: FromCard) => void;
type Tell = (level: "info" | "error", text: string) => void;

export const buttons = (...nodes: Node[]) => el("div", { class: "imuran-buttons" }, ...nodes);

/** What came of the last act. */
export function makeSaid(read: (text: string) => void) {
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

interface Counts {
  mastered: number;
  learning: number;
  of: number;
}

/** "3 mastered, 2 due, 5 learning, 12 new", without those of which there is none. */
function inWords({ mastered, learning, of }: Counts, dueNow: number) {
  const fresh = of - mastered - learning;
  const due = Math.min(dueNow, learning); // a due question is one of those that are being learnt
  return [
    mastered && t("{n} mastered", { n: mastered }),
    due && t("{n} due", { n: due }),
    learning > due && t("{n} learning", { n: learning - due }),
    fresh && t("{n} new", { n: fresh }),
  ]
    .filter(Boolean)
    .join(", ");
}

/** Where the learner stands: sum, bar, and the lessons one by one. */
export function makeStanding() {
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
    "aria-level": "3",
    text: t("Your progress"),
  };
  const summary = el("summary", { text: t("Lesson by lesson") });
  const list = el("details", { class: "imuran-details" }, summary, lessons);
  const rest = el("p", { class: "imuran-small" });
  const rule = small(t("Mastered: answered rightly, without help, on two different days."));
  let due: ReadonlyMap<string, number> = new Map();
  let shown: ProgressView | null = null;
  const standing = {
    node: el("div", {}, el("div", title), sum, bar, rest, rule, list),
    /** @param byLesson how many questions of each lesson are due and not mastered */
    due(byLesson: ReadonlyMap<string, number>) {
      due = byLesson;
      if (shown) standing.draw(shown);
    },
    draw(view: ProgressView) {
      shown = view;
      const { mastered, done } = view;
      const questions = tn(
        "{mastered} of {n} question mastered",
        "{mastered} of {n} questions mastered",
        view.of,
        { mastered },
      );
      const lessonsDone = tn(
        "{done} of {n} lesson done",
        "{done} of {n} lessons done",
        view.lessons.length,
        { done },
      );
      setText(sum, t("{questions}, {lessons}", { questions, lessons: lessonsDone }));
      bar.max = Math.max(1, view.of);
      bar.value = view.mastered;
      const all = [...due.values()].reduce((total, each) => total + each, 0);
      setText(rest, inWords(view, all));
      const rows = view.lessons.map(({ id, title, mastered, learning, of, done }) => {
        const states = inWords({ mastered, learning, of }, due.get(id) ?? 0);
        const words = done ? t("{states}; done", { states }) : states;
        const row = { "data-done": String(done) };
        return el("li", row, el("span", { text: title }), el("span", { text: words }));
      });
      lessons.replaceChildren(...rows);
    },
  };
  return standing;
}

/** The way back by file, chosen or dropped. */
export function makeFileBack(ask: Ask, tell: Tell) {
  async function bring(files: File[]) {
    const [file] = files;
    if (!file || files.length > 1) {
      const none = t("That was no file. Drop the one whose name begins with imuran-progress.");
      tell("error", file ? t("Drop one progress file at a time.") : none);
      return;
    }
    if (file.size > FILE_LIMIT) {
      const large = t(
        "This file is larger than any progress file (4 MB). Choose the one whose name begins with imuran-progress. Nothing here was changed.",
      );
      tell("error", large);
      return;
    }
    try {
      ask({ type: "restore", text: await file.text() });
    } catch {
      const unread = t(
        "Your browser could not read this file. Choose it once more. Nothing here was changed.",
      );
      tell("error", unread);
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
  const choose = button(t("Choose a progress file"), () => chooser.click());
  const or = el("span", { class: "imuran-small", text: t("or drop it on this card") });
  return { node: el("div", { class: "imuran-drop" }, choose, or, chooser), bring };
}

/** A file that misses the card would make the browser leave the page, so all of it takes files. */
export function takeDrops(root: HTMLElement, bring: (files: File[]) => void) {
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
export function makeCode(ask: Ask, read: (text: string) => void) {
  const code = el("span", { class: "imuran-code" });
  const copy = button(t("Copy"), copyCode, { "aria-label": t("Copy the resume code") });
  async function copyCode() {
    try {
      await navigator.clipboard.writeText(code.textContent ?? "");
      read(t("Copied."));
      setText(copy, t("Copied"));
      setTimeout(() => setText(copy, t("Copy")), 2000);
    } catch {
      getSelection()?.selectAllChildren(code);
    }
  }
  const row = buttons(el("p", {}, t("Your code:"), " ", code), copy);
  const fieldId = newId();
  const field = el("input", {
    type: "text",
    class: "imuran-field imuran-code-field",
    id: fieldId,
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    maxlength: "400",
    placeholder: t("such as {code}", { code: "7KX3-…" }),
  });
  const typed = () => ask({ type: "code", text: field.value });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") typed();
  });
  const label = el("label", { class: "imuran-label", for: fieldId, text: t("Type a code") });
  return {
    nodes: [row, label, buttons(field, button(t("Use this code"), typed))],
    clear() {
      field.value = "";
    },
    draw(view: ProgressView) {
      setText(code, view.code);
      show(row, Boolean(view.code));
    },
  };
}
