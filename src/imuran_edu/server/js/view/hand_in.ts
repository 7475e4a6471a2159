// The card at the end of an assignment: what is not answered yet, and the way to hand it in: a file, or the class's own
// exchange where there is one.
import { el, setText } from "../../../widgets/js/dom.ts";
import { type Dates, dueWords } from "../../../widgets/js/due_words.ts";
import { readyWords, STUDENT } from "../../../widgets/js/hand_in_words.ts";
import { ask, encoded } from "../../../widgets/js/hosts/jupyter.ts";
import { pageStorage } from "../../../widgets/js/page_storage.ts";
import { saveFile } from "../../../widgets/js/save_file.ts";
import { t } from "../../../widgets/js/words.ts";
import type { PageAnswers } from "./answers.ts";
import { wordButton } from "./parts.ts";
import { fetchExchange, fetchZip, submitToExchange } from "./server.ts";

interface NotReady {
  total: number;
  open: { question: string; number: string; text: string; invalid: boolean }[];
  told: string[];
  dates: Dates | null;
  student: string;
}

const PAUSE = 400; // ms after the last change

export interface HandInActions {
  /** Go to a question, by its id. */
  go(question: string): void;
}

/** Draw the card at the end of an element. Returns what takes it away. */
export function mountHandIn(
  place: HTMLElement,
  { path, assignment }: { path: string; assignment: string },
  answers: PageAnswers,
  actions: HandInActions,
): () => void {
  const title = el("h2", { class: "imr-card-title", text: t("Hand in") });
  const due = el("ul", { class: "imr-card-due" });
  const state = el("p", { class: "imr-card-state", role: "status" });
  const open = el("ul", { class: "imr-card-open" });
  const said = el("p", { class: "imr-card-said", role: "status" });
  const [exchange, file] = [el("div"), el("div")];
  const ways = el("div", { class: "imr-card-ways" }, exchange, file);
  place.append(
    el(
      "section",
      { class: "imr-card", "aria-label": t("Hand in") },
      title,
      due,
      state,
      open,
      ways,
      said,
    ),
  );
  let pause = 0;

  async function look() {
    const told = await ask("GET", `hand-in/${encoded(path)}`).catch(() => null);
    if (!told) return;
    const found = told as NotReady;
    due.replaceChildren(...dueWords(found.dates).map((text) => el("li", { text })));
    setText(state, readyWords(found.total, found.open.length));
    open.replaceChildren(...found.open.map((each) => line(each, actions)));
    place.dataset.open = String(found.open.length);
    if (!file.hasChildNodes()) file.append(byFile(path, found.student, said));
  }

  answers.follow(() => {
    clearTimeout(pause);
    pause = window.setTimeout(look, PAUSE);
  });
  look();
  fetchExchange(assignment).then((course) => {
    if (!course) return;
    const act = async () => {
      setText(said, t("Submitting…"));
      const problem = await submitToExchange(course, assignment);
      const time = new Date().toLocaleTimeString();
      setText(
        said,
        problem || t("Submitted at {time}. You may submit again until the deadline.", { time }),
      );
    };
    exchange.append(wordButton(t("Submit to your class"), act, true));
  });
  return () => clearTimeout(pause);
}

function line({ question, text, invalid }: NotReady["open"][number], actions: HandInActions) {
  const link = el("button", {
    type: "button",
    class: "imr-link",
    text,
    on: { click: () => actions.go(question) },
  });
  return el("li", { "data-invalid": String(invalid) }, link);
}

/** The field for the name and the button for the file. */
function byFile(path: string, known: string, said: HTMLElement) {
  const field = el("input", {
    type: "text",
    class: "imr-field",
    value: known || pageStorage.get(STUDENT) || "",
    autocomplete: "username",
    spellcheck: "false",
  });
  const act = async () => {
    const student = field.value.trim();
    if (!student) {
      setText(said, t("Write your name first, as your instructor wrote it."));
      field.focus();
      return;
    }
    const made = await fetchZip(path, student);
    if (typeof made === "string") {
      setText(said, made);
      return;
    }
    pageStorage.set(STUDENT, student);
    saveFile(made.name, made.content);
    setText(said, t("Your browser saves {name}. Hand in this file.", { name: made.name }));
  };
  const label = el(
    "label",
    {},
    el("span", { text: t("Your name, as your instructor wrote it") }),
    field,
  );
  return el(
    "div",
    { class: "imr-card-file" },
    label,
    wordButton(t("Make the file to hand in"), act, true),
  );
}
