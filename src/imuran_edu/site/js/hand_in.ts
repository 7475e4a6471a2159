// The end of an assignment on a page without a server: what is open, and the file to hand in.
import { button, el, newId, setText } from "../../widgets/js/dom.ts";
import { dueWords } from "../../widgets/js/due_words.ts";
import type { QuestionView } from "../../widgets/js/generated/protocol.ts";
import { readyWords, STUDENT } from "../../widgets/js/hand_in_words.ts";
import type { BrowserHost } from "../../widgets/js/hosts/browser.ts";
import { SAVED } from "../../widgets/js/kept_entries.ts";
import type { PageStorage } from "../../widgets/js/page_storage.ts";
import { saveFile } from "../../widgets/js/save_file.ts";
import { scriptOf } from "../../widgets/js/score.ts";
import type { PartState, Store } from "../../widgets/js/store.ts";
import { t } from "../../widgets/js/words.ts";
import { type Assignment, handInFile, isStudent, responsesText } from "./copy.ts";

interface Open {
  id: string;
  text: string;
  /** Something was given, and it will not count as it stands. */
  invalid: boolean;
}

/** What is not ready of a question, in the words of `widgets/unfinished.py`. */
function openOf(id: string, store: Store): Open | null {
  const view = store.questions.find((each) => each.id === id);
  if (!view) return null;
  const { number } = view;
  const state = store.whole(id);
  if (state.answer === null) {
    return { id, text: t("Question {number} is not answered yet.", { number }), invalid: false };
  }
  const parts = (view.stages ?? []).flatMap((stage) => stage.questions);
  if (!parts.length) return lacking(id, t("Question {number}", { number }), view, state);
  for (const [index, each] of parts.entries()) {
    const at = { number, part: index + 1 };
    const part = state.parts[each.id];
    if (!part || part.answer === null) {
      const text = t("Question {number}, part {part}, is not answered yet.", at);
      return { id, text, invalid: false };
    }
    const found = lacking(id, t("Question {number}, part {part}", at), each, part);
    if (found) return found;
  }
  return null;
}

function lacking(id: string, name: string, view: QuestionView, state: PartState): Open | null {
  if (state.message) {
    const text = `${name}: ${state.message} ${t("It will not count as it stands.")}`;
    return { id, text, invalid: true };
  }
  const problem = scriptOf(view.type).unfinished?.(view, state.answer);
  return problem ? { id, text: `${name}: ${problem}`, invalid: false } : null;
}

function line({ id, text, invalid }: Open): HTMLElement {
  return el("li", { "data-invalid": String(invalid) }, el("a", { href: `#${id}`, text }));
}

/** Make the card. It follows what is saved, and puts nothing into the file that is not. */
export function makeHandIn(
  data: Assignment,
  seed: number,
  stores: Map<string, Store>,
  host: BrowserHost,
  storage: PageStorage,
): HTMLElement {
  const [titleId, fieldId] = [newId(), newId()];
  const state = el("p", { class: "sheet-state", role: "status" });
  const list = el("ul", { class: "sheet-open" });
  const said = el("p", { class: "sheet-said", role: "status" });
  const known = storage.get(STUDENT) ?? "";
  const props = { type: "text", autocomplete: "username", spellcheck: "false" };
  const field = el("input", { class: "imuran-field", id: fieldId, value: known, ...props });

  function look() {
    const open = [...stores].flatMap(([id, store]) => openOf(id, store) ?? []);
    setText(state, readyWords(stores.size, open.length));
    list.replaceChildren(...open.map(line));
  }

  function make() {
    const student = field.value.trim();
    if (!isStudent(student)) {
      setText(
        said,
        student
          ? t(
              "This name cannot stand in a file's name: use letters and digits, with . _ @ or single hyphens between them, as your instructor wrote your name.",
            )
          : t("Write your name first, as your instructor wrote it."),
      );
      field.focus();
      return;
    }
    for (const store of stores.values()) store.flushAll();
    const kept = Object.entries(host.now().entries).filter(([id]) => stores.has(id));
    if (!kept.length) {
      setText(said, t("Answer a question first."));
      return;
    }
    storage.set(STUDENT, student);
    const responses = responsesText(data.assignment, seed, Object.fromEntries(kept));
    const { name, content } = handInFile(data, responses, student, new Date());
    saveFile(name, new Blob([content], { type: "application/zip" }));
    setText(
      said,
      t(
        "Your browser saves {name}. Hand in this file as it is, where your instructor says. If you change an answer afterwards, make it anew.",
        { name },
      ),
    );
  }

  document.addEventListener(SAVED, look);
  host.onChange(() => setTimeout(look));
  look();
  const label = t("Your name, as your instructor wrote it");
  const way = el(
    "div",
    { class: "sheet-file" },
    el("label", { for: fieldId }, el("span", { text: label }), field),
    button(t("Make the file to hand in"), make, { class: "imuran-primary" }),
  );
  return el(
    "section",
    { class: "imuran sheet-card", "aria-labelledby": titleId },
    el("h2", { id: titleId, text: t("Hand in") }),
    el("ul", { class: "sheet-due" }, ...dueWords(data.dates).map((text) => el("li", { text }))),
    state,
    list,
    way,
    said,
  );
}
