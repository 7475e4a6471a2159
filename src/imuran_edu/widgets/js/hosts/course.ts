// The whole course, for Today: its index, its questions, and all that a learner has kept. A host for each home.
import type {
  CourseIndex,
  FromToday,
  Loaded,
  QuestionView,
  ToToday,
} from "../generated/protocol.ts";
import { listen, type Model } from "../widget.ts";
import { type Host, NotSavedError } from "./host.ts";
import { ask, encoded, silence } from "./jupyter.ts";
import { KernelHost } from "./kernel.ts";
import { ServerHost } from "./server.ts";

/** What Today asks for. Everything rejects with a NotSavedError if nobody answers. */
export interface CourseHost {
  /** Where sets, exams, notes and flags are kept. */
  readonly answers: Host;
  /** Whether everything is kept in the browser, and not in the folder of the lessons. */
  readonly inBrowser?: boolean;
  /** The index of the course, and what is kept: with every attempt there is. */
  load(): Promise<{ index: CourseIndex; loaded: Loaded }>;
  /** Questions to be drawn. */
  views(ids: string[]): Promise<QuestionView[]>;
  /** The file that a learner hands in for a class. */
  handIn(): Promise<{ name: string; text: string }>;
  /** Delete everything of the learner in this place. */
  deleteAll(): Promise<void>;
}

type Kind = FromToday["type"];
type Unsent =
  | Omit<Extract<FromToday, { type: "views" }>, "number">
  | { type: Exclude<Kind, "views"> };

/** What hosts share: they only differ in how a message gets its reply. */
abstract class MessageHost implements CourseHost {
  abstract readonly answers: Host;
  protected abstract reply(message: Unsent): Promise<ToToday>;

  async load() {
    const { index, loaded } = (await this.reply({ type: "course" })) as Extract<
      ToToday,
      { type: "course" }
    >;
    return { index, loaded };
  }

  async views(ids: string[]) {
    const told = await this.reply({ type: "views", ids });
    return (told as Extract<ToToday, { type: "views" }>).views;
  }

  async handIn() {
    const { name, text } = (await this.reply({ type: "hand-in" })) as Extract<
      ToToday,
      { type: "file" }
    >;
    return { name, text };
  }

  async deleteAll() {
    const told = await this.reply({ type: "delete" });
    const { problem } = told as Extract<ToToday, { type: "deleted" }>;
    if (problem) throw new NotSavedError(problem);
  }
}

const PATIENCE = 20_000; // ms: the first time, the kernel reads all questions of the course

/** Asked of the notebook's kernel (`widgets/today.py`). */
export class KernelCourseHost extends MessageHost {
  readonly answers: KernelHost;
  private readonly model: Model;
  private sent = 0;
  private readonly page = Math.random().toString(36).slice(2);

  constructor(model: Model) {
    super();
    this.model = model;
    this.answers = new KernelHost(model);
  }

  protected reply(message: Unsent): Promise<ToToday> {
    this.sent += 1;
    const number = `${this.page}-${this.sent}`;
    return new Promise((resolve, reject) => {
      const fail = (words: string) => {
        stop();
        clearTimeout(limit);
        reject(new NotSavedError(words, true));
      };
      const stop = listen(this.model, "msg:custom", (content) => {
        const told = content as ToToday | { type: "broken"; problem: string } | null;
        if (told?.type === "broken") fail(told.problem);
        if (!told || told.type === "broken" || told.number !== number) return;
        stop();
        clearTimeout(limit);
        resolve(told);
      });
      const limit = setTimeout(() => fail(this.answers.silence), PATIENCE);
      try {
        this.model.send({ ...message, number });
      } catch {
        fail(this.answers.silence);
      }
    });
  }
}

/** Asked of Jupyter's server, by the path of a notebook in the folder. */
export class ServerCourseHost extends MessageHost {
  readonly answers: Host;
  private readonly address: string;

  constructor(path: string, answers: Host = new ServerHost(path)) {
    super();
    this.answers = answers;
    this.address = `course/${encoded(path)}`;
  }

  protected async reply(message: Unsent): Promise<ToToday> {
    const told = (await ask("POST", this.address, { ...message, number: "1" })) as {
      messages: ToToday[];
    };
    const [first] = told.messages;
    if (!first) throw new NotSavedError(silence(), true);
    return first;
  }
}
