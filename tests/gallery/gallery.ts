// Draws what `tests/gallery/__init__.py` put into `window.GALLERY`, with the page's own script.
import type {
  Entry,
  Loaded,
  ProgressView,
  ToCard,
} from "../../src/imuran_edu/widgets/js/generated/protocol.ts";
import {
  type CardHost,
  type Host,
  NotSavedError,
} from "../../src/imuran_edu/widgets/js/hosts/host.ts";
import { mountQuiz, type QuizData } from "../../src/imuran_edu/widgets/js/mount.ts";
import { mountProgress } from "../../src/imuran_edu/widgets/js/mount_progress.ts";
import {
  direction,
  language,
  setWords,
  type Words,
} from "../../src/imuran_edu/widgets/js/words.ts";

type Piece = { title: string } & (
  | { quiz: QuizData; fails?: string }
  | { card: ProgressView; said?: ToCard }
  | { html: string }
);

declare global {
  interface Window {
    GALLERY: { words: Words | null; pieces: Piece[] };
  }
}

/** Keeps everything in memory, or refuses. */
function memory(loaded: Loaded, fails = ""): Host {
  const entries = { ...loaded.entries };
  return {
    savedWord: "Saved",
    silence: "",
    server: "gallery",
    load: async () => ({ ...loaded, entries }),
    async save(parcel) {
      if (fails) throw new NotSavedError(fails);
      const sent = parcel.entries as Record<string, Entry>;
      const saved = "2026-03-01T15:04:05+00:00";
      for (const [id, entry] of Object.entries(sent)) entries[id] = { ...entry, saved };
      return { entries, notice: loaded.notice };
    },
    onChange: () => () => {},
  };
}

function card(view: ProgressView, said?: ToCard): CardHost {
  return {
    silence: "",
    view: () => view,
    ask() {},
    listen(callback) {
      if (said) setTimeout(() => callback(said));
      return () => {};
    },
  };
}

function draw(piece: Piece) {
  const place = document.createElement("section");
  place.className = "gallery-piece";
  const title = document.createElement("h2");
  title.textContent = piece.title;
  place.append(title);
  document.querySelector("main")?.append(place);
  const box = document.createElement("div");
  place.append(box);
  const loaded: Loaded = { entries: {}, notice: { level: "none", text: "" } };
  if ("quiz" in piece) {
    mountQuiz(box, piece.quiz, memory(piece.quiz.loaded ?? loaded, piece.fails));
    if (piece.fails) box.querySelector<HTMLInputElement>("input")?.click();
  } else if ("card" in piece)
    mountProgress(box, card(piece.card, piece.said), { load: () => Promise.reject() });
  else box.innerHTML = piece.html;
}

setWords(window.GALLERY.words);
document.documentElement.lang = language();
document.documentElement.dir = direction();
for (const piece of window.GALLERY.pieces) draw(piece);
document.documentElement.dataset.ready = "true";
