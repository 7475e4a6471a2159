// The progress card: what is mastered, a file to take along, and the way back by file or by code.
import { button, el, icon, keepKeys, liveRegion, setText, show, small } from "./dom.ts";
import type { FromCard, ProgressView, ToCard } from "./generated/protocol.ts";
import type { CourseHost } from "./hosts/course.ts";
import type { CardHost } from "./hosts/host.ts";
import { SAVED } from "./kept_entries.ts";
import { courseOf } from "./learning/course.ts";
import { dueByLesson } from "./learning/daily_set.ts";
import {
  buttons,
  makeCode,
  makeFileBack,
  makeSaid,
  makeStanding,
  takeDrops,
} from "./progress_parts.ts";
import { saveFile } from "./save_file.ts";
import { spoken, t } from "./words.ts";

const PATIENCE = 8000;

const section = (title: string, ...nodes: Node[]) => {
  const props = { class: "imuran-part", role: "heading", "aria-level": "4", text: title };
  return el("section", {}, el("div", props), ...nodes);
};

/** What warns where everything is deleted soon. */
function makeAway() {
  const text = el("span");
  const sign = el("span", { class: "imuran-banner-icon" }, icon("warning"));
  const node = el("div", { class: "imuran-banner", "data-level": "warning" }, sign, text);
  const draw = ({ away }: ProgressView) => {
    setText(text, away);
    show(node, Boolean(away));
  };
  return { node, draw };
}

/** The button for the file, or why there is none. */
function makeTakeAlong(ask: (message: FromCard) => void) {
  const toFile = () => ask({ type: "download" });
  const download = button(t("Download my progress"), toFile, { class: "imuran-primary" });
  const none = small(t("There is nothing to download before your first answer."));
  const draw = ({ answers }: ProgressView) => {
    show(download, answers > 0);
    show(none, answers === 0);
  };
  return { node: buttons(download, none), draw };
}

/** A question asked of the host, and what to say if nobody answers. */
function makeAsk(host: CardHost, said: ReturnType<typeof makeSaid>) {
  let waiting = 0;
  const heard = () => clearTimeout(waiting);
  const ask = (message: FromCard) => {
    heard();
    show(said.node, false);
    waiting = window.setTimeout(() => said.tell("error", host.silence), PATIENCE);
    try {
      host.ask(message);
    } catch {
      heard();
      said.tell("error", host.silence);
    }
  };
  return { ask, heard };
}

/** Questions are answered around the card: it looks anew when it comes into sight, and while it is. */
function lookWhenSeen(host: CardHost, root: HTMLElement): () => void {
  let inSight = false;
  const look = () => {
    try {
      host.ask({ type: "look" });
    } catch {
      // the next act says it
    }
  };
  const saved = () => {
    if (inSight) look();
  };
  const seen = new IntersectionObserver((entries) => {
    inSight = entries.at(-1)?.isIntersecting ?? false;
    saved();
  });
  seen.observe(root);
  document.addEventListener(SAVED, saved);
  root.addEventListener("focusin", (event) => {
    if (!root.contains(event.relatedTarget as Node | null)) look();
  });
  return () => {
    seen.disconnect();
    document.removeEventListener(SAVED, saved);
  };
}

export function makeCard(
  host: CardHost,
  course: Pick<CourseHost, "load">,
): {
  root: HTMLElement;
  end(): void;
} {
  const live = liveRegion();
  const said = makeSaid(live.say);
  const { ask, heard } = makeAsk(host, said);
  const standing = makeStanding();
  const away = makeAway();
  const along = makeTakeAlong(ask);
  const back = makeFileBack(ask, said.tell);
  const code = makeCode(ask, live.say);
  const card = el(
    "div",
    { class: "imuran-progress-card", role: "region", "aria-label": t("Your progress") },
    standing.node,
    away.node,
    said.node,
    section(
      t("Take it with you"),
      small(
        t(
          "One file with all your answers and attempts from all lessons. It goes nowhere but to your computer.",
        ),
      ),
      along.node,
    ),
    section(
      t("Bring it back"),
      small(t("Answers from both places are kept; of two answers to one question, the later.")),
      back.node,
    ),
    section(
      t("Resume code"),
      small(
        t(
          "Without a file: it says which lessons are done and which questions mastered, but neither your answers nor when; what is due starts anew.",
        ),
      ),
      ...code.nodes,
    ),
  );
  const props = { "data-mode": "progress", "data-lm-suppress-shortcuts": "true" };
  const root = el("div", { class: "imuran", ...spoken(), ...props }, card, live.node);
  keepKeys(root);
  takeDrops(root, back.bring);

  const draw = (view: ProgressView | null) => {
    if (!view) return;
    for (const part of [standing, away, along, code]) part.draw(view);
    if (view.answers) countDue();
  };
  let ended = false;
  /** The card stands without it: what is due takes all attempts, and comes a moment later. */
  const countDue = async () => {
    try {
      const { index, loaded } = await course.load();
      if (!ended) standing.due(dueByLesson(courseOf(index, loaded, new Date()).known));
    } catch {
      // the card says what is the matter when something is asked of it
    }
  };
  const told = (message: ToCard) => {
    if (message.type === "view") {
      draw(message.view);
      return;
    }
    if (message.type === "file" || message.type === "said") heard();
    if (message.type === "file") {
      saveFile(message.name, message.text);
      const { name } = message;
      said.tell(
        "info",
        t("Your browser saves {name}. Keep it; drop it on this card wherever you go on.", { name }),
      );
    } else if (message.type === "said") {
      said.tell(message.level, message.text);
      if (message.level === "info") code.clear();
    }
  };
  const unlisten = host.listen(told);
  draw(host.view());
  const unlook = lookWhenSeen(host, card);
  const end = () => {
    ended = true;
    heard();
    unlook();
    unlisten();
  };
  return { root, end };
}
