// What a student commits to before the first move, and what there was to see. It stays in this browser.
import { button, el, focusOn, setText, show } from "../dom.ts";
import type { ExplorerView } from "../generated/protocol.ts";
import { pageStorage, parsed } from "../page_storage.ts";
import { t } from "../words.ts";

interface Kept {
  choice: number | null;
  told: boolean;
}

const NONE: Kept = { choice: null, told: false };

function load(key: string): Kept {
  const found = parsed(pageStorage.get(key)) as Partial<Kept> | null;
  const choice = Number.isInteger(found?.choice) ? (found?.choice as number) : null;
  return { choice, told: choice !== null && found?.told === true };
}

/** @param predicted is told when the rest may open or close; `now` says that it was just chosen */
export function makePrediction(
  view: ExplorerView,
  predicted: (open: boolean, now: boolean) => void,
) {
  const key = `imuran-explorer-${view.name}`;
  let state = load(key);
  if (state.choice !== null && !view.options[state.choice]) state = NONE;
  const choices = view.options.map((option, index) => button(option, () => choose(index)));
  const asked = el(
    "div",
    { class: "imuran-buttons", role: "group", "aria-label": t("Your prediction") },
    ...choices,
  );
  const committed = el("p", { class: "imuran-committed" });
  const chosen = el("strong");
  committed.append(`${t("You predict:")} `, chosen, ". ", view.look);
  const verdict = el("p", { class: "imuran-verdict" });
  const seen = el("div", { class: "imuran-html" }, el("p", { text: view.seen }));
  seen.append(...el("div", { html: view.take_home }).childNodes);
  const told = el("div", { class: "imuran-feedback" }, verdict, seen);
  const look = button(t("What is there to see?"), () => change({ ...state, told: true }, verdict));
  const again = button(t("Predict again"), () => change(NONE, choices[0] ?? asked));
  const after = el("div", { class: "imuran-buttons" }, look, again);
  const lead = el("strong", { text: t("First predict.") });
  const question = el("p", { class: "imuran-predict-question" }, lead, ` ${view.question}`);
  const node = el("div", { class: "imuran-predict" }, question, asked, committed, told, after);

  function choose(choice: number) {
    change({ choice, told: false }, committed);
  }

  function change(next: Kept, focus: HTMLElement) {
    state = next;
    pageStorage.set(key, JSON.stringify(state)); // a browser without storage forgets it, that is all
    update();
    predicted(state.choice !== null, true);
    focusOn(focus);
  }

  function update() {
    const { choice } = state;
    show(lead, choice === null);
    show(asked, choice === null);
    show(committed, choice !== null && !state.told);
    show(told, state.told);
    show(after, choice !== null);
    show(look, !state.told);
    if (choice === null) return;
    const mine = view.options[choice] ?? "";
    const right = view.options[view.right] ?? "";
    setText(chosen, mine);
    told.dataset.mark = choice === view.right ? "right" : "wrong";
    setText(
      verdict,
      choice === view.right
        ? t("You predicted it: {right}.", { right })
        : t("You predicted: {mine}. It comes out as: {right}.", { mine, right }),
    );
  }

  update();
  return {
    node,
    /** Whether a choice was made, now or on an earlier day. */
    get open() {
      return state.choice !== null;
    },
  };
}
