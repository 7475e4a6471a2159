// Answers kept by the notebook's kernel (`widgets/session.py`), by messages of anywidget.
import type {
  FileMessage,
  FromCard,
  FromQuiz,
  Loaded,
  Parcel,
  ProgressView,
  SavedMessage,
  ToCard,
  ToQuiz,
} from "../generated/protocol.ts";
import { listen, type Model } from "../widget.ts";
import { t } from "../words.ts";
import { type CardHost, type Entries, type Host, NotSavedError } from "./host.ts";
import { jupyterAddress } from "./jupyter.ts";

interface Waiting {
  done(message: SavedMessage): void;
}

// Several tabs may talk to one kernel, and each hears every reply: so numbers say whose they are.
const PAGE = Math.random().toString(36).slice(2);

export class KernelHost implements Host {
  readonly savedWord = t("Saved");
  readonly silence = t("The notebook's kernel does not answer.");
  readonly server = jupyterAddress();
  private readonly waiting = new Map<string, Waiting>();
  private readonly model: Model;
  private sent = 0;

  constructor(model: Model) {
    this.model = model;
    listen(model, "msg:custom", (message) => this.receive(message as ToQuiz));
  }

  async load(): Promise<Loaded> {
    return this.model.get("loaded") as Loaded;
  }

  save(parcel: Parcel): Promise<Loaded> {
    this.sent += 1;
    const number = `${PAGE}-${this.sent}`;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, {
        done({ entries: saved, notice, problem, now }) {
          if (problem) reject(new NotSavedError(problem));
          else resolve({ entries: saved, notice, now });
        },
      });
      try {
        this.model.send({ type: "save", number, parcel } satisfies FromQuiz);
      } catch {
        this.waiting.delete(number);
        reject(new NotSavedError(this.silence, true));
      }
    });
  }

  /** Let the kernel know what another host has saved: the text that stands in for the questions shows answers too. */
  refresh() {
    try {
      this.model.send({ type: "load" } satisfies FromQuiz);
    } catch {
      // it has nobody to show it to then
    }
  }

  export(entries: Entries): Promise<FileMessage> {
    return new Promise((resolve, reject) => {
      const stop = listen(this.model, "msg:custom", (content) => {
        const message = content as ToQuiz;
        if (message?.type !== "file") return;
        stop();
        resolve(message);
      });
      try {
        this.model.send({ type: "export", entries } satisfies FromQuiz);
      } catch {
        stop();
        reject(new NotSavedError(this.silence, true));
      }
    });
  }

  onChange(callback: (loaded: Loaded) => void): () => void {
    return listen(this.model, "msg:custom", (content) => {
      const message = content as ToQuiz;
      if (message?.type === "changed") callback(message.loaded);
      // somebody else's save: another tab's
      if (message?.type === "saved" && !message.number.startsWith(PAGE)) {
        callback({ entries: message.entries, notice: message.notice });
      }
    });
  }

  private receive(message: ToQuiz) {
    if (message?.type !== "saved") return;
    this.waiting.get(message.number)?.done(message);
    this.waiting.delete(message.number);
  }
}

/** The progress card's side of the kernel (`widgets/progress.py`): what it shows is a trait of its model. */
export class KernelCardHost implements CardHost {
  readonly silence = t("The notebook's kernel does not answer. Run this cell again.");
  private readonly model: Model;

  constructor(model: Model) {
    this.model = model;
  }

  view(): ProgressView {
    return this.model.get("view") as ProgressView;
  }

  ask(message: FromCard) {
    this.model.send(message);
  }

  listen(callback: (message: ToCard) => void): () => void {
    const { model } = this;
    const offView = listen(model, "change:view", () =>
      callback({ type: "view", view: this.view() }),
    );
    const offMessage = listen(model, "msg:custom", (content) => {
      if (content) callback(content as ToCard);
    });
    return () => {
      offView();
      offMessage();
    };
  }
}
