// A set of questions, one at a time, with feedback at once; and what came of it.
import { drawQuestion } from "./case.ts";
import { button, el, focusOn, setText, show, small } from "./dom.ts";
import type { QuestionView } from "./generated/protocol.ts";
import type { Course } from "./learning/course.ts";
import { lessonOf } from "./learning/course.ts";
import type { SetHost } from "./learning/set_host.ts";
import { makeNotice } from "./notice.ts";
import { OWN, Store } from "./store.ts";
import { tally } from "./tally.ts";
import { t, tn } from "./words.ts";

/** What a runner tells. */
export interface RunnerEvents {
  say(text: string): void;
  leave(): void;
  /** Practise these once more. */
  again(ids: string[]): void;
}

export interface Running {
  node: HTMLElement;
  close(): void;
}

/** Only drawn questions that the course still asks are there. */
export function makeRunner(
  course: Course,
  host: SetHost,
  views: QuestionView[],
  events: RunnerEvents,
): Running {
  const { set } = host;
  const data = { mode: "practice" as const, title: "", introduction: "", round_id: "" };
  const entries = { ...course.entries, ...set.entries }; // with the flags
  const loaded = { entries, notice: course.notice, attempts: [] };
  const store = new Store({ ...data, questions: views, loaded }, host);
  const notice = makeNotice(store);
  const place = el("div");
  const label = el("p", { class: "imuran-progress-label" });
  const bar = el("progress", {
    class: "imuran-progress",
    max: views.length,
    value: 0,
    "aria-label": set.title,
  });
  const next = button(t("Next question"), () => go(at + 1), { class: "imuran-primary" });
  const leave = button(t("Leave; it is kept"), events.leave, { class: "imuran-link" });
  const buttons = el("div", { class: "imuran-buttons" }, next, leave);
  const title = { class: "imuran-title", role: "heading", "aria-level": "2", text: set.title };
  const node = el(
    "div",
    { class: "imuran-today" },
    el("div", title),
    label,
    bar,
    notice.node,
    place,
    buttons,
  );
  const done = (view: QuestionView) =>
    tally([view], (address) => store.state(address)).answered === 1;
  let at = Math.max(
    0,
    views.findIndex((view) => !done(view)),
  );
  let question: ReturnType<typeof drawQuestion> | null = null;

  function go(index: number) {
    at = index;
    const view = views[at];
    if (!view) {
      finish();
      return;
    }
    const card = course.index.cards.find(({ id }) => id === view.id);
    const lesson = lessonOf(course, card?.lesson ?? "")?.title ?? "";
    question = drawQuestion(view, store, lesson, events.say, 3);
    question.update();
    place.replaceChildren(question.node);
    store.startClock();
    update();
    if (node.contains(document.activeElement) || index > 0) question.focus();
  }

  function update() {
    const view = views[at];
    setText(
      label,
      t("Question {number} of {all}", {
        number: Math.min(at + 1, views.length),
        all: views.length,
      }),
    );
    bar.value = views.filter(done).length;
    show(next, Boolean(view && done(view)));
    setText(next, at + 1 < views.length ? t("Next question") : t("See the result"));
  }

  function finish() {
    const sum = tally(views, (address) => store.state(address));
    const missed = sum.again.flatMap((index) => views[index]?.id ?? []);
    const firsts = [...store.attempts().values()].map((own) => own[0]);
    const right = firsts.filter((first) => first?.share === 1).length;
    const words = tn(
      "{right} of {n} answer right at the first try.",
      "{right} of {n} answers right at the first try.",
      firsts.length,
      { right },
    );
    const again = button(
      tn("Practise the {n} you missed", "Practise the {n} you missed", missed.length),
      () => events.again(missed),
    );
    const heading = el("p", { class: "imuran-result", text: words, role: "status" });
    show(again, missed.length > 0);
    place.replaceChildren(
      heading,
      small(t("What was right moves further away; what was not comes back soon.")),
      el(
        "div",
        { class: "imuran-buttons" },
        button(t("Back to Today"), events.leave, { class: "imuran-primary" }),
        again,
      ),
    );
    show(label, false);
    show(buttons, false);
    bar.value = views.length;
    focusOn(heading);
  }

  const view = {
    update(id: string) {
      if (id === OWN) notice.update();
      else if (id === views[at]?.id) {
        const words = question?.update();
        update();
        if (words) events.say(words);
      }
    },
    rebuild() {
      go(at);
    },
  };
  store.views.add(view);
  notice.update();
  go(at);
  return {
    node,
    close() {
      store.flushAll();
      store.views.delete(view);
      store.close();
    },
  };
}
