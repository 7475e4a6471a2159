// A note at each section of a lesson: a button beside its heading, a field under it. Kept like an answer.
import { button, el, icon, setText, show } from "./dom.ts";
import { EMPTY } from "./engine.ts";
import type { Entry } from "./generated/protocol.ts";
import type { Host } from "./hosts/host.ts";
import { noteId } from "./learning/course.ts";
import { pairs } from "./text.ts";
import { t } from "./words.ts";

const PAUSE = 600; // ms of typing after which a note is saved
const LONGEST = 4000; // characters

function textOf(entry: Entry | undefined): string {
  const { text } = pairs(entry?.answer);
  return typeof text === "string" ? text : "";
}

/** The note of one section. */
function makeNote(notebook: string, section: string, title: string, kept: string, host: Host) {
  const id = noteId(notebook, section);
  const said = el("span", { class: "imuran-small", role: "status" });
  const area = el("textarea", {
    class: "imuran-field",
    rows: "3",
    maxlength: String(LONGEST),
    "aria-label": t("Note on “{section}”", { section: title }),
    on: {
      input() {
        setText(said, "");
        clearTimeout(timer);
        timer = window.setTimeout(save, PAUSE);
      },
      blur: () => save(),
    },
  });
  area.value = kept;
  let timer = 0;
  let saved = kept;
  const save = async () => {
    clearTimeout(timer);
    const text = area.value;
    if (text === saved) return;
    const answer = text.trim() ? { text, notebook, section, title } : null;
    try {
      await host.save({ entries: { [id]: { ...EMPTY, answer } }, given: {} });
      saved = text;
      setText(said, host.savedWord);
      label();
    } catch (error) {
      setText(said, error instanceof Error ? error.message : String(error));
    }
  };
  const box = el("div", { class: "imuran imuran-section-note", hidden: !kept }, area, said);
  const open = button("", () => {
    show(box, Boolean(box.hidden));
    open.setAttribute("aria-expanded", String(!box.hidden));
    if (!box.hidden) area.focus();
  });
  const label = () => {
    const words = saved.trim() ? t("My note") : t("Note");
    open.replaceChildren(icon("note"), words);
    open.setAttribute("aria-label", t("{note} on “{section}”", { note: words, section: title }));
  };
  open.className = "imuran-note-button";
  open.setAttribute("aria-expanded", String(Boolean(kept)));
  label();
  return { open, box, save };
}

/**
 * Put a note at each second-level heading of a page.
 * @returns saves what is still being typed
 */
export function addNotes(
  page: HTMLElement,
  notebook: string,
  host: Host,
  entries: Record<string, Entry>,
): () => void {
  const notes = [...page.querySelectorAll<HTMLElement>("h2[id]")].map((heading) => {
    const section = heading.id;
    const title = (heading.textContent ?? "").trim();
    const kept = textOf(entries[noteId(notebook, section)]);
    const note = makeNote(notebook, section, title, kept, host);
    const line = el("div", { class: "imuran-noted" });
    heading.replaceWith(line); // beside the heading: in it, the button would be read as part of its name
    line.append(heading, note.open);
    line.after(note.box);
    return note;
  });
  return () => {
    for (const note of notes) note.save();
  };
}
