// Puts a quiz or a graded question on a page, whatever page that is: a notebook (by anywidget), the reading view, a page
// without a server. Who calls says where answers are kept: by a host. The same for the progress card: `mount_progress.ts`.
import { makeClaimsGame } from "./claims_game.ts";
import { el, keepKeys, liveRegion } from "./dom.ts";
import type { LessonView, Loaded, QuestionView } from "./generated/protocol.ts";
import type { Host } from "./hosts/host.ts";
import { makeNotice } from "./notice.ts";
import { type Body, makeInline, makePractice } from "./practice.ts";
import { OWN, Store } from "./store.ts";
import { makeStrays } from "./strays.ts";
import { mount } from "./widget.ts";
import { spoken } from "./words.ts";

/** What a page needs to draw a quiz or a graded question; `widgets/quiz_widget.py` has the same as traits. */
export interface QuizData {
  mode: "practice" | "graded" | "claims";
  /** As plain text. */
  title: string;
  /** As HTML. */
  introduction: string;
  /** The id under which the quiz's round is kept; "" for a graded question. */
  round_id: string;
  questions: QuestionView[];
  /** What its result says of the lesson. */
  lesson?: LessonView;
  /** What the store holds, where it came along. Without it the questions are drawn at once and the host is asked. */
  loaded?: Loaded;
}

/**
 * Draw a quiz or a graded question at the end of an element.
 * @returns takes it away again; what was typed is sent first
 */
export function mountQuiz(element: HTMLElement, data: QuizData, host: Host): () => void {
  const store = new Store(data, host);
  const unmount = drawStore(element, store);
  return () => {
    unmount();
    store.close();
  };
}

function makeBody(store: Store, say: (text: string) => void): Body {
  if (store.mode === "claims") return makeClaimsGame(store, say);
  return store.practice && store.title ? makePractice(store, say) : makeInline(store, say);
}

/** The same for a store that may have other views; `attached` is called once it stands on the page. */
export function drawStore(
  element: HTMLElement,
  store: Store,
  attached: (root: HTMLElement) => void = () => store.recover(),
): () => void {
  const live = liveRegion();
  const notice = makeNotice(store);
  const strays = makeStrays(store);
  // With two views of one store only the one that is used speaks.
  const say = (text: string) => {
    if (store.views.size === 1 || root.contains(document.activeElement)) live.say(text);
  };
  const body = makeBody(store, say);
  const props = { "data-mode": store.mode, "data-lm-suppress-shortcuts": "true" };
  const root = el(
    "div",
    { class: "imuran", ...spoken(), ...props },
    notice.node,
    strays.node,
    body.node,
    live.node,
  );
  keepKeys(root, (event) => {
    if (event.key.toLowerCase() !== "s" || event.altKey) return;
    event.preventDefault();
    store.flushAll();
  });

  const view = {
    update(id: string) {
      body.update(id); // news of the store may be an attempt at another question of the lesson
      if (id === OWN) for (const banner of [notice, strays]) banner.update();
    },
    rebuild() {
      const inside = root.contains(document.activeElement);
      body.build();
      view.update(OWN);
      if (inside) body.focusStart();
    },
  };
  store.views.add(view);
  body.build();
  view.update(OWN);
  const detach = mount(element, root, store.name, () => attached(root));
  const leave = () => store.flushAll();
  window.addEventListener("pagehide", leave);
  return () => {
    leave();
    window.removeEventListener("pagehide", leave);
    store.views.delete(view);
    detach();
  };
}
