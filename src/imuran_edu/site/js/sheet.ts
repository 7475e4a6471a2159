// An assignment as a page without a server: its questions, answers in the browser, and the file to hand in.
import { button, el, setText, show } from "../../widgets/js/dom.ts";
import type { QuestionView } from "../../widgets/js/generated/protocol.ts";
import { BrowserHost } from "../../widgets/js/hosts/browser.ts";
import { drawStore } from "../../widgets/js/mount.ts";
import { Store } from "../../widgets/js/store.ts";
import { spoken, t, tn } from "../../widgets/js/words.ts";
import { type Assignment, inCopy } from "./copy.ts";
import { makeHandIn } from "./hand_in.ts";
import { seedKey, seedOf } from "./seed.ts";
import { SiteStorage } from "./storage.ts";

const storage = new SiteStorage();

/** Forget answers and seed, so that whoever comes next has a copy of their own. */
function forget(assignment: string, views: QuestionView[]) {
  const ids = new Set(views.map(({ id }) => id));
  for (const key of storage.keys()) {
    const own = key.startsWith("imuran-edu ") && ids.has(key.slice(key.lastIndexOf(" ") + 1));
    if (own || key === seedKey(assignment)) storage.remove(key);
  }
  location.reload();
}

/** Where answers are, as far as this browser lets them be kept. */
function makeKept(): HTMLElement {
  const kept = el("p", { class: "sheet-kept", role: "status" });
  const tell = () => {
    kept.dataset.fleeting = String(storage.fleeting);
    setText(
      kept,
      storage.fleeting
        ? t(
            "This browser keeps nothing here (a private window, or its storage is barred or full): your answers are on this page only. Download the file at the end before you close it.",
          )
        : t(
            "Every answer is kept in this browser, on this device, as you give it; nobody else has it before you hand in the file that you make at the end. A browser forgets answers when its data are cleared, and Safari after 7 days without a visit, so make the file soon after your last answer.",
          ),
    );
  };
  tell();
  storage.whenFleeting(tell);
  return kept;
}

function start(place: HTMLElement, data: Assignment) {
  const seed = seedOf(storage, data.assignment);
  const asked = data.cells.flatMap(({ question }) => (question ? [inCopy(question, seed)] : []));
  const host = new BrowserHost(storage, data.assignment);
  const stores = new Map<string, Store>();
  const count = asked.length;
  const points = tn("{n} point", "{n} points", data.points);
  const about = tn("{n} question, {points}.", "{n} questions, {points}.", count, { points });
  const top = [
    el("h1", { text: data.title }),
    el("div", { class: "imuran-html", html: data.introduction }),
    el("p", {}, el("strong", { text: about })),
    makeKept(),
  ];
  place.replaceChildren(...top);
  Object.assign(place, spoken());
  for (const { html, question } of data.cells) {
    const box = el("section", { class: question ? "sheet-question" : "imuran-html", html });
    place.append(box);
    const view = asked.find(({ id }) => id === question?.id);
    if (!view) continue;
    box.id = view.id;
    const quiz = { mode: "graded", title: "", introduction: "", round_id: "" } as const;
    const questions = [{ ...view, of: count }];
    const store = new Store({ ...quiz, questions, loaded: host.now() }, host);
    stores.set(view.id, store);
    drawStore(box, store);
  }
  const card = makeHandIn(data, seed, stores, host, storage);
  place.append(
    card,
    makeForget(() => forget(data.assignment, asked)),
  );
}

/** For a computer that others use too. It asks once more before it does it. */
function makeForget(act: () => void): HTMLElement {
  const sure = button(t("Yes, delete them"), act);
  const no = button(t("Keep them"), () => ask(false));
  const asking = el(
    "span",
    { class: "sheet-sure", hidden: true },
    el("span", { text: t("What you have not handed in is lost.") }),
    sure,
    no,
  );
  const first = button(t("Delete my answers from this browser"), () => ask(true));
  function ask(open: boolean) {
    show(asking, open);
    show(first, !open);
    (open ? no : first).focus();
  }
  return el("div", { class: "imuran sheet-forget" }, first, asking);
}

const page = globalThis as { imuranData?: Record<string, unknown> };
const place = document.getElementById("main");
const data = page.imuranData?.assignment as Assignment | undefined;
if (place && data) start(place, data);
else if (place)
  setText(place, t("A part of these pages is missing. Copy the whole folder once more."));
