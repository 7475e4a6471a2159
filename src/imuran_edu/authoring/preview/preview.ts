// The page of `imuran-edu preview`: each question as a student sees it, beside what only its author knows.
import evidenceStyle from "../../widgets/js/evidence.css";
import type { QuestionView } from "../../widgets/js/generated/protocol.ts";
import { BrowserHost } from "../../widgets/js/hosts/browser.ts";
import { mountQuiz } from "../../widgets/js/mount.ts";
import quizStyle from "../../widgets/js/quiz.css";
import { inRow } from "../../widgets/js/variants.ts";
import style from "./preview.css";

interface Line {
  line: number;
  severity: string;
  message: string;
}

interface Shown {
  id: string;
  line: number;
  about: string;
  view: QuestionView;
  key: string;
  findings: Line[];
  rows: { values: string; key: string }[];
  counted: string[];
}

interface Bank {
  file?: string;
  title: string;
  questions: Shown[];
  problems: Line[];
}

/** Letters of a key that stand in the list of rows. */
const LONG = 60;

/** Answers that are gone with the page: an author tries things out. */
function forgetful() {
  const kept = new Map<string, string>();
  return {
    set: (key: string, text: string) => Boolean(kept.set(key, text)),
    get: (key: string) => kept.get(key) ?? null,
    remove: (key: string) => void kept.delete(key),
    keys: () => [...kept.keys()],
  };
}

function make(tag: string, className = "", text = ""): HTMLElement {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

function lines(found: Line[], file: string): HTMLElement {
  const list = make("ul", "findings");
  for (const { line, severity, message } of found) {
    const item = make("li", severity);
    item.append(make("code", "", `${file}:${line}`), ` ${message}`);
    list.append(item);
  }
  return list;
}

class Card {
  readonly node = make("section", "card");
  private key = make("div", "key");
  private text = "";
  private row = 0;
  private unmount = () => {};

  /** Show a question; one that has not changed keeps what was tried. */
  show(shown: Shown, file: string) {
    const text = JSON.stringify([shown, file]);
    if (text === this.text) return;
    this.text = text;
    this.unmount();
    const student = make("div", "student");
    const author = make("aside", "author");
    this.node.replaceChildren(make("h2", "", shown.id), student, author);
    this.node.id = shown.id;
    if (this.row >= shown.rows.length) this.row = 0;
    this.draw(shown, student);
    author.append(make("p", "about", `${shown.about}, line ${shown.line}`));
    if (shown.rows.length) author.append(this.rows(shown, student));
    author.append(this.key, lines(shown.findings, file));
    for (const told of shown.counted) author.append(make("p", "counted", told));
    const evidence = make("details");
    const basis = make("div");
    basis.innerHTML = (shown.view.stages ?? [])
      .flatMap(({ questions }) => questions)
      .concat(shown.view)
      .map(({ key: each }) => (each ? each.rationale + each.evidence : ""))
      .join("");
    evidence.append(make("summary", "", "Rationale and evidence"), basis);
    author.append(evidence);
  }

  /** Draw the question in the row that was chosen, and its key. */
  private draw(shown: Shown, student: HTMLElement) {
    this.unmount();
    this.key.innerHTML = `<strong>Key</strong> ${(shown.rows[this.row] ?? shown).key}`;
    student.replaceChildren();
    const data = { mode: "practice" as const, title: "", introduction: "", round_id: "" };
    const { rows: _, ...view } = inRow(shown.view, this.row);
    const host = new BrowserHost(forgetful());
    this.unmount = mountQuiz(student, { ...data, questions: [view] }, host);
  }

  private rows(shown: Shown, student: HTMLElement): HTMLElement {
    const choice = document.createElement("select");
    choice.setAttribute("aria-label", `Row of ${shown.id}`);
    const told = make("span");
    shown.rows.forEach(({ values, key }, row) => {
      told.innerHTML = key;
      const right = told.textContent ?? "";
      const text = right.length > LONG ? `${right.slice(0, LONG)}…` : right;
      choice.add(
        new Option(`row ${row}: ${values}: ${text}`, String(row), false, row === this.row),
      );
    });
    choice.addEventListener("change", () => {
      this.row = Number(choice.value);
      this.draw(shown, student);
    });
    return choice;
  }

  close() {
    this.unmount();
    this.node.remove();
  }
}

const styles = make("style");
styles.textContent = `${quizStyle}\n${evidenceStyle}\n${style}`;
document.head.append(styles);
const main = document.getElementById("preview") as HTMLElement;
const title = make("h1");
const top = make("div", "problems");
main.append(title, top);
const cards = new Map<string, Card>();

function show(bank: Bank) {
  const file = bank.file?.split("/").pop() ?? bank.title;
  document.title = `${bank.problems.length ? "! " : ""}${bank.title}`;
  title.textContent = bank.title;
  top.replaceChildren(lines(bank.problems, file));
  const ids = new Set(bank.questions.map(({ id }) => id));
  for (const [id, card] of cards) {
    if (ids.has(id)) continue;
    card.close();
    cards.delete(id);
  }
  let before: Element = top;
  for (const shown of bank.questions) {
    const card = cards.get(shown.id) ?? new Card();
    cards.set(shown.id, card);
    if (before.nextElementSibling !== card.node) before.after(card.node);
    card.show(shown, file);
    before = card.node;
  }
}

async function follow() {
  let number = 0;
  for (;;) {
    try {
      const reply = await fetch(`news?since=${number}`);
      const news = (await reply.json()) as { number: number; bank: Bank };
      if (news.number !== number) show(news.bank);
      number = news.number;
      main.classList.remove("silent");
    } catch {
      main.classList.add("silent");
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

follow();
