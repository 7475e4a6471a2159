// Answers of another folder that wait in this browser: they are not delivered here, but offered as a file.
import { button, el, icon, setText, show } from "./dom.ts";
import { saveFile } from "./save_file.ts";
import type { Store } from "./store.ts";
import { t, tn } from "./words.ts";

export function makeStrays(store: Store) {
  const text = el("span");
  const toFile = button(t("Download them as a file"), download);
  const forget = button(t("Forget them"), () => {
    store.strays.drop();
    update();
  });
  const sign = el("span", { class: "imuran-banner-icon" }, icon("info"));
  const props = { class: "imuran-banner imuran-strays", "data-level": "info", hidden: true };
  const node = el("div", { ...props, role: "status" }, sign, text, toFile, forget);

  async function download() {
    try {
      const file = await store.host.export?.(store.strays.entries);
      if (file) saveFile(file.name, file.text);
    } catch {
      // the banner of the store says what is the matter
    }
  }

  function update() {
    const { entries } = store.strays;
    const count = store.host.export ? Object.keys(entries).length : 0;
    // one banner is enough for a page
    const others = [...document.querySelectorAll<HTMLElement>(".imuran-strays:not([hidden])")];
    show(node, count > 0 && others.every((other) => other === node));
    const words = tn(
      "{n} answer from another folder waits in this browser; it was never saved there.",
      "{n} answers from another folder wait in this browser; they were never saved there.",
      count,
    );
    setText(text, count ? words : "");
  }

  return { node, update };
}
