// The card at the end of a quiz: the result, what was missed, the objectives, and the way on.
import { button, el, icon, plainText, show } from "./dom.ts";
import { standing } from "./learning/mastery.ts";
import type { Store } from "./store.ts";
import type { Tally } from "./tally.ts";
import { leavesOf } from "./tally.ts";
import { percent, tidy } from "./text.ts";
import { t, tn } from "./words.ts";

const LONGEST = 70; // characters of a stem

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")}…` : text;
}

/** How many of the quiz's questions are mastered. */
function masteredIn(store: Store): number {
  const attempts = store.attempts();
  const asked = store.questions.filter(({ predict }) => !predict);
  return asked.filter((view) =>
    leavesOf(view).every(({ view: { id } }) => standing(attempts.get(id) ?? []).mastered),
  ).length;
}

/** The objectives, each with a tick where all was right. */
function makeObjectives(store: Store) {
  const title = el("p", { class: "imuran-label", text: t("Objectives") });
  const list = el("ul", { class: "imuran-objectives" });
  const node = el("div", {}, title, list);
  return {
    node,
    update({ objectives }: Tally) {
      const rows = (store.lesson?.objectives ?? []).flatMap(({ id, text }) => {
        const own = objectives[id];
        if (!own) return [];
        const { right, of } = own;
        const done = right === of;
        const words = done ? t("all right") : t("{right} of {of} right", { right, of });
        const state = el("span", { class: "imuran-small", text: words });
        const mark = done ? "right" : "missed";
        return [el("li", { "data-mark": mark }, icon(mark), el("span", {}, text, " ", state))];
      });
      list.replaceChildren(...rows);
      show(node, rows.length > 0);
    },
  };
}

/** The card at the end. */
export function makeSummary(store: Store, goTo: (index: number) => void) {
  const points = el("p", { class: "imuran-result" });
  const mastered = el("p", { class: "imuran-small" });
  const againTitle = el("p", { class: "imuran-label" });
  const again = el("ul", { class: "imuran-again" });
  const objectives = makeObjectives(store);
  let missed: string[] = [];
  const practise = button("", () => store.practise(missed), { class: "imuran-primary" });
  const next = (store.lesson?.next ?? []).map(({ title, notebook }) =>
    el("a", { class: "imuran-button", href: notebook, text: t("Next lesson: {title}", { title }) }),
  );
  const restart = button(t("Start again"), () => store.restart(), { class: "imuran-link" });
  const note = el("span", {
    class: "imuran-small",
    text: t("in another order; what you reached stays, and you can undo it."),
  });
  const node = el(
    "section",
    { class: "imuran-summary", "aria-label": t("Result"), hidden: true },
    el("div", { class: "imuran-number", role: "heading", "aria-level": "4", text: t("Result") }),
    points,
    mastered,
    againTitle,
    again,
    objectives.node,
    el("div", { class: "imuran-buttons" }, practise, ...next),
    el("p", { class: "imuran-small" }, restart, " ", note),
  );
  let shown = "";

  function line(index: number) {
    const view = store.questions[index];
    const stem = plainText(view?.stem || view?.stages?.[0]?.title || "");
    const name = t("Question {number}", { number: view?.number ?? "" });
    const link = button(name, () => goTo(index), { class: "imuran-link" });
    return el("li", {}, link, el("span", { class: "imuran-small", text: shortened(stem) }));
  }

  function draw(sum: Tally) {
    const share = sum.of > 0 ? ` (${percent(sum.got, sum.of)}\u00a0%)` : "";
    const got = tidy(sum.got) + share;
    const all = Number(tidy(sum.of));
    points.textContent = tn("{got} of {n} point", "{got} of {n} points", all, { got });
    mastered.textContent = t(
      "Mastered: {mastered} of {total}. A question is mastered when you answered it rightly, without help, on two different days.",
      { mastered: masteredIn(store), total: sum.total },
    );
    againTitle.textContent = sum.again.length
      ? t("Look at these again:")
      : t("Every question right.");
    again.replaceChildren(...sum.again.map(line));
    show(again, sum.again.length > 0);
    objectives.update(sum);
    missed = sum.again.flatMap((index) => store.questions[index]?.id ?? []);
    practise.textContent = tn(
      "Practise the {n} you missed",
      "Practise the {n} you missed",
      missed.length,
    );
    show(practise, missed.length > 0);
    for (const link of next) link.classList.toggle("imuran-primary", missed.length === 0);
  }

  return {
    node,
    text: () => points.textContent ?? "",
    /** @param sum what was counted, or null while questions are open */
    update(sum: Tally | null) {
      show(node, Boolean(sum));
      const key = JSON.stringify(sum);
      if (!sum || key === shown) return;
      shown = key;
      draw(sum);
    },
  };
}
