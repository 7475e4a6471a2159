// A case: stages that open one after the other, each with a story and its own questions.
import { el, focusOn, newId, setText, show } from "./dom.ts";
import type { QuestionView } from "./generated/protocol.ts";
import { type DrawnQuestion, heading, makeQuestion, type Place } from "./question.ts";
import { isBlank } from "./reading.ts";
import { makeStatus } from "./status_line.ts";
import type { Store } from "./store.ts";
import { t, tn } from "./words.ts";

/** A case as the page draws it. */
export function makeCase(view: QuestionView, store: Store, place: Place): DrawnQuestion {
  const { level, say } = place;
  const titleId = newId();
  const title = heading(level, place.title);
  title.id = titleId;
  const status = makeStatus(store, view.id);
  const stages = (view.stages ?? []).map((stage) => {
    const top = heading(level + 1, stage.title);
    top.className = "imuran-stage-title";
    const parts = stage.questions.map((part) => {
      const own = { title: t("Question {number}", { number: part.number }), level: level + 2, say };
      return makeQuestion(part, store, { id: view.id, part: part.id }, own);
    });
    const story = el("div", { class: "imuran-html imuran-story", html: stage.story });
    const node = el(
      "section",
      { class: "imuran-stage" },
      top,
      story,
      ...parts.map((part) => part.node),
    );
    return { top, parts, title: stage.title, node };
  });
  const partIds = (view.stages ?? []).flatMap((stage) => stage.questions.map(({ id }) => id));
  const more = el("p", { class: "imuran-small imuran-more" });
  const points = el("span", {
    class: "imuran-points",
    text: tn("{n} point", "{n} points", view.points),
  });
  const graded = store.mode === "graded";
  const node = el(
    "div",
    {
      class: "imuran-question imuran-case",
      "data-question": view.id,
      role: "group",
      "aria-labelledby": titleId,
    },
    el("div", { class: "imuran-case-top" }, title, points),
    view.stem ? el("div", { class: "imuran-html imuran-stem", html: view.stem }) : null,
    ...stages.map((stage) => stage.node),
    more,
    graded && el("div", { class: "imuran-buttons" }, status.line),
    status.trouble,
  );
  let opened: number | null = null;

  /** Say that a stage opened, and go there unless someone is still typing. */
  function enter(open: number): string[] {
    const stage = stages[open - 1];
    if (opened === null || open <= opened || !stage) return [];
    const busy = document.activeElement?.matches("input, textarea, select, .imuran-icon-button");
    if (node.contains(document.activeElement) && !busy) focusOn(stage.top);
    return [t("Next stage: {title}.", { title: stage.title })];
  }

  function update() {
    const open = Math.max(1, Math.min(store.whole(view.id).openStages, stages.length));
    const texts = stages.flatMap((stage, i) => {
      show(stage.node, i < open);
      return stage.parts.map((part) => part.update());
    });
    const given = partIds.filter((part) => !isBlank(store.state({ id: view.id, part }).answer));
    const some =
      given.length > 0 &&
      t("{answered} of {all} answered", { answered: given.length, all: partIds.length });
    const unreadable = given.some((part) => store.state({ id: view.id, part }).message !== "");
    texts.push(status.update(given.length === partIds.length || some, unreadable));
    const left = stages.length - open;
    setText(
      more,
      graded
        ? tn(
            "{n} more stage opens when you have answered the questions above.",
            "{n} more stages open when you have answered the questions above.",
            left,
          )
        : tn(
            "{n} more stage opens when you have checked the questions above.",
            "{n} more stages open when you have checked the questions above.",
            left,
          ),
    );
    show(more, left > 0);
    texts.push(...enter(open));
    opened = open;
    return texts.filter(Boolean).join(" ");
  }

  return { node, update, focus: () => focusOn(title) };
}

/** The right drawing for a question of the list. */
export function drawQuestion(
  view: QuestionView,
  store: Store,
  title: string,
  say: Place["say"],
  level: number,
) {
  const place = { title, level, say };
  if (view.type === "case") return makeCase(view, store, place);
  return makeQuestion(view, store, { id: view.id }, place);
}
