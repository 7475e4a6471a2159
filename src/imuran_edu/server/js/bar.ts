// The bar above the cells of a lesson that was not started by itself: one sentence and one button.

import { t } from "../../widgets/js/words.ts";
import type { NotebookPanel, Packages, Widget } from "./lab.ts";

/**
 * Why a lesson is not started by itself: it holds other code than calls of the course, files in its folder could be
 * imported, its kernel could not tell, or this Jupyter has not met it.
 */
export type Obstacle = { code: string } | { files: string[] } | "unchecked" | "new";

const SHOWN = 60; // characters of other code

function firstLine(code: string): string {
  const line = code.trim().split("\n", 1)[0] ?? "";
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}

/** The sentence that tells its reader. */
export function reasonFor(obstacle: Obstacle, noun: Noun): string {
  const lesson = noun === "lesson";
  if (obstacle === "new")
    return lesson
      ? t("This lesson has not been started on this computer. Starting it runs its code.")
      : t("This assignment has not been started on this computer. Starting it runs its code.");
  const notStarted = lesson
    ? t("This lesson was not started by itself:")
    : t("This assignment was not started by itself:");
  return `${notStarted} ${whyNot(obstacle)}`;
}

function whyNot(obstacle: Exclude<Obstacle, "new">): string {
  if (obstacle === "unchecked")
    return t("its kernel could not be checked. Starting it runs its code.");
  if ("code" in obstacle)
    return t(
      "it holds code that is not the course's ({code}). Start it if you know where that comes from.",
      { code: firstLine(obstacle.code) },
    );
  const files = obstacle.files.slice(0, 3).join(", ") + (obstacle.files.length > 3 ? ", …" : "");
  return t(
    "its folder holds Python files ({files}) that could run instead of the course. Start it if you know where they come from.",
    { files },
  );
}

/** What a notebook of the course is. */
export type Noun = "lesson" | "assignment";

export function makeBar(
  { Widget: Base }: Packages["@lumino/widgets"],
  panel: NotebookPanel,
  reason: string,
  label: string,
  start: () => void,
): Widget {
  const bar = new Base();
  bar.addClass("imuran-edu-bar");
  bar.node.setAttribute("role", "region");
  bar.node.setAttribute("aria-label", label);
  const row = document.createElement("div");
  const text = document.createElement("span");
  text.textContent = reason;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", start);
  row.append(text, button);
  bar.node.append(row);
  // Lumino lays the header out by minimum height, so that has to follow the text as it wraps.
  const observer = new ResizeObserver(() => {
    bar.node.style.minHeight = `${Math.ceil(row.getBoundingClientRect().height) + 1}px`;
    panel.contentHeader.fit?.();
    bar.parent?.fit?.();
  });
  observer.observe(row);
  bar.disposed.connect(() => observer.disconnect());
  panel.contentHeader.addWidget(bar);
  return bar;
}
