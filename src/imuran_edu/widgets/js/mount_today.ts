// Puts Today on a page, whatever page that is. Who calls says who answers: by a host of the whole course.
import { button, el, keepKeys, liveRegion, small } from "./dom.ts";
import type { Entry, QuestionView } from "./generated/protocol.ts";
import type { CourseHost } from "./hosts/course.ts";
import { byQuestion } from "./learning/attempts.ts";
import { dayOf } from "./learning/calendar.ts";
import { type Course, courseOf, flagged } from "./learning/course.ts";
import type { Known } from "./learning/daily_set.ts";
import { EXAMS, examsOf, withExam } from "./learning/exam_record.ts";
import { EXAM_SET, entryOf, type KeptSet, PRACTICE_SET, setOf } from "./learning/kept_set.ts";
import { drawExam, examResult, minutesFor } from "./learning/mock_exam.ts";
import { SetHost } from "./learning/set_host.ts";
import { leavesOf } from "./tally.ts";
import { closed, makeExam } from "./today_exam.ts";
import { makeExamResult, scoreOf } from "./today_exam_result.ts";
import { makeHome } from "./today_home.ts";
import { makeData, makeNotes } from "./today_notes.ts";
import { makePicture } from "./today_picture.ts";
import { makeRunner, type Running } from "./today_runner.ts";
import { inNextRows } from "./variants.ts";
import { mount } from "./widget.ts";
import { t } from "./words.ts";

class Today {
  readonly live = liveRegion();
  private readonly place = el("div", { class: "imuran-today-card" });
  readonly root = el(
    "div",
    { class: "imuran", "data-mode": "today", "data-lm-suppress-shortcuts": "true" },
    this.place,
    this.live.node,
  );
  private readonly host: CourseHost;
  private running: Running | null = null;
  private atHome = true;
  private stop: () => void;

  constructor(host: CourseHost) {
    this.host = host;
    keepKeys(this.root);
    this.stop = host.answers.onChange(() => {
      if (this.atHome) this.home(false);
    });
  }

  end() {
    this.stop();
    this.close();
  }

  private close() {
    this.running?.close();
    this.running = null;
  }

  private draw(node: HTMLElement, focus: boolean) {
    this.place.replaceChildren(node);
    if (!focus) return;
    const title = node.querySelector<HTMLElement>(".imuran-title");
    title?.setAttribute("tabindex", "-1");
    title?.focus({ preventScroll: true });
    this.root.scrollIntoView({ block: "nearest" });
  }

  /** What is kept now; what goes wrong is told, with a button to try again. */
  private async course(): Promise<Course | null> {
    try {
      const { index, loaded } = await this.host.load();
      return courseOf(index, loaded, new Date());
    } catch (error) {
      this.failed(error, () => this.home());
      return null;
    }
  }

  private failed(error: unknown, again: () => void) {
    const words = error instanceof Error ? error.message : String(error);
    const text = el("p", { role: "alert", text: words });
    const retry = button(t("Try again"), again, { class: "imuran-primary" });
    this.draw(el("div", { class: "imuran-today" }, text, retry), false);
  }

  waiting() {
    this.draw(small(t("Looking up what is due…")), false);
  }

  async home(focus = true) {
    this.close();
    this.atHome = true;
    const course = await this.course();
    if (!course || !this.atHome) return;
    const actions = {
      practise: (kind: string, title: string, questions: Known[]) =>
        this.practise(
          course,
          kind,
          title,
          questions.map(({ card }) => card.id),
        ),
      resume: () => this.resume(course),
      exam: () => this.exam(course),
      look: (what: "picture" | "notes" | "data") => this.look(course, what),
    };
    this.draw(makeHome(course, actions, new Date()), focus);
  }

  private look(course: Course, what: "picture" | "notes" | "data") {
    this.atHome = false;
    const back = () => this.home();
    if (what === "picture") this.draw(makePicture(course, back), true);
    else if (what === "data") this.draw(makeData(course, this.host, back, back), true);
    else {
      const ids = flagged(course).map(({ card }) => card.id);
      const practise = () => this.practise(course, "flagged", t("Flagged"), ids);
      this.draw(makeNotes(course, practise, back), true);
    }
  }

  private newSet(kind: string, title: string, ids: string[], minutes = 0): KeptSet {
    const now = new Date();
    const started = now.toISOString();
    return { kind, title, ids, minutes, started, day: dayOf(now), entries: {}, over: false };
  }

  /** A template that was answered before comes with other numbers than then. */
  private async views({ attempts }: Course, { ids, entries, started }: KeptSet) {
    const before = byQuestion(attempts.filter(({ time }) => time < started));
    const tries = (view: QuestionView) =>
      Math.max(...leavesOf(view).map(({ view: { id } }) => before.get(id)?.length ?? 0));
    return inNextRows(await this.host.views(ids), entries, tries);
  }

  private async practise(course: Course, kind: string, title: string, ids: string[]) {
    const set = this.newSet(kind, title, ids);
    await this.run(course, set, true);
  }

  private async resume(course: Course) {
    const set = setOf(course.entries[PRACTICE_SET]);
    if (set) await this.run(course, set, false);
  }

  private async run(course: Course, set: KeptSet, fresh: boolean) {
    this.atHome = false;
    this.close();
    try {
      const host = new SetHost(this.host.answers, PRACTICE_SET, set);
      const views = await this.views(course, set);
      if (fresh) await host.keep();
      this.running = makeRunner(course, host, views, {
        say: (text) => this.live.say(text),
        leave: () => this.home(),
        again: (ids) => this.practise(course, set.kind, set.title, ids),
      });
      this.draw(this.running.node, true);
    } catch (error) {
      this.failed(error, () => this.home());
    }
  }

  // ---- Mock exam ----

  private async exam(course: Course) {
    this.atHome = false;
    this.close();
    try {
      const kept = setOf(course.entries[EXAM_SET]);
      const set = kept && !kept.over ? kept : this.newExam(course);
      const host = new SetHost(this.host.answers, EXAM_SET, set);
      const views = await this.views(course, set);
      if (set !== kept) await host.keep();
      let ended = false;
      const over = async () => {
        if (ended) return;
        ended = true;
        this.close();
        await this.endExam(course, host, views);
      };
      const say = (text: string) => this.live.say(text);
      this.running = makeExam(host, views, { say, leave: () => this.home(), over });
      this.draw(this.running.node, true);
    } catch (error) {
      this.failed(error, () => this.home());
    }
  }

  private newExam(course: Course): KeptSet {
    const { cards, blueprint } = course.index;
    const before = examsOf(course.entries[EXAMS]).flatMap(({ ids }) => ids);
    const ids = drawExam(cards, blueprint, new Set(before), Math.random);
    return this.newSet("exam", t("Mock exam"), ids, minutesFor(ids.length));
  }

  private async endExam(course: Course, host: SetHost, views: Parameters<typeof closed>[1]) {
    try {
      await host.settled(); // what was on its way would come back as it was
      host.set = closed(host.set, views, new Date());
      const { started, ids } = host.set;
      const result = examResult(course.index.cards, scoreOf(views, host.set.entries));
      const record = withExam(course.entries[EXAMS], started, ids, result);
      const entries: Record<string, Entry> = { [EXAM_SET]: entryOf(host.set), [EXAMS]: record };
      await this.host.answers.save({ entries, given: {} });
      const now = (await this.course()) ?? course;
      const events = { say: (text: string) => this.live.say(text), leave: () => this.home() };
      this.running = makeExamResult(now, host, views, events);
      this.draw(this.running.node, true);
    } catch (error) {
      this.failed(error, () => this.endExam(course, host, views));
    }
  }
}

/**
 * Draw Today at the end of an element.
 * @returns takes it away again
 */
export function mountToday(element: HTMLElement, host: CourseHost): () => void {
  const today = new Today(host);
  today.waiting();
  const unmount = mount(element, today.root, "today", () => today.home(false));
  return () => {
    today.end();
    unmount();
  };
}
