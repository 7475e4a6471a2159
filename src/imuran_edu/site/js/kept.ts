// Where the answers are, said on each page, with the file that outlives the browser's memory.
import { button, el, setText } from "../../widgets/js/dom.ts";
import { saveFile } from "../../widgets/js/save_file.ts";
import { t } from "../../widgets/js/words.ts";
import { storage } from "./answers.ts";
import { ownFile } from "./card_host.ts";

export async function downloadProgress() {
  const { name, text } = await ownFile();
  saveFile(name, text);
}

/** Said where the browser keeps nothing. */
export const fleeting = () =>
  t(
    "This browser keeps nothing here, or has no room: your answers are on this page only, and gone when you leave it. Take them along as a file first.",
  );
const kept = () =>
  t(
    "Your answers are kept in this browser on this computer and go nowhere else. A browser may drop them: a private window when it is closed, Safari after 7 days without a visit, and any browser when its data are cleared. A file lasts, and JupyterLab takes it too.",
  );

/** Say it at the end of a page; returns what takes it away. */
export function addKept(place: HTMLElement): () => void {
  const text = el("p", { text: storage.fleeting ? fleeting() : kept() });
  const file = button(t("Download my progress"), downloadProgress);
  const name = { "aria-label": t("Where your answers are") };
  const node = el("aside", { class: "imr-cell imr-kept", ...name }, text, file);
  place.append(node);
  const stop = storage.whenFleeting(() => setText(text, fleeting()));
  return () => {
    stop();
    node.remove();
  };
}
