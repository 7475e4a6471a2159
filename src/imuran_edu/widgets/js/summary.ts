// The card at the end of a quiz: the result, what was missed, the objectives, and the way on.
import { button, el, icon, plainText, show } from "./dom.ts";
import { standing } from "./learning/mastery.ts";
import { hrefOf, type ObjectiveStanding, standingOfObjectives } from "./learning/read_again.ts";
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

/** How far an objective is, in words. */
function objectiveWords({ right, missed, open }: ObjectiveStanding): string {
  const of = right + missed + open;
  if (right === of) return t("all {of} right", { of });
  const waits = open ? tn(", {n} not answered yet", ", {n} not answered yet", open) : "";
  return t("{right} of {of} right", { right, of }) + waits;
}

/** The objectives over all questions of the lesson: a tick where all are right, else what to read again. */
function makeObjectives() {
  const title = el("p", {
    class: "imuran-label",
    text: t("Objectives, over all questions of this lesson"),
  });
  const list = el("ul", { class: "imuran-objectives" });
  const node = el("div", {}, title, list);
  const row = (standing: ObjectiveStanding) => {
    const { objective, missed, open } = standing;
    const mark = missed ? "missed" : open ? "open" : "right";
    const state = el("span", { class: "imuran-small", text: objectiveWords(standing) });
    const links = missed
      ? objective.sections.map(({ id, title: text }) => el("a", { href: hrefOf("", id), text }))
      : [];
    const again = el(
      "span",
      { class: "imuran-small imuran-read-again" },
      t("Read again:"),
      ...links,
    );
    const sign = mark === "open" ? el("span", { class: "imuran-icon" }) : icon(mark);
    const words = el("span", {}, objective.text, " ", state, links.length ? again : null);
    return el("li", { "data-mark": mark }, sign, words);
  };
  return {
    node,
    update(standings: ObjectiveStanding[]) {
      list.replaceChildren(...standings.map(row));
      show(node, standings.length > 0);
    },
  };
}

/** The card at the end. */
export function makeSummary(store: Store, goTo: (index: number) => void) {
  const points = el("p", { class: "imuran-result" });
  const mastered = el("p", { class: "imuran-small" });
  const againTitle = el("p", { class: "imuran-label" });
  const again = el("ul", { class: "imuran-again" });
  const objectives = makeObjectives();
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
      if (!sum) return;
      const objectivesNow = standingOfObjectives(store.lesson?.objectives ?? [], store.attempts());
      const key = JSON.stringify([sum, objectivesNow.map(objectiveWords)]);
      if (key === shown) return;
      shown = key;
      draw(sum);
      objectives.update(objectivesNow);
    },
  };
}
