import { el } from "./dom.ts";

/** Hand a text to the browser as a file. */
export function saveFile(name: string, text: string, type = "application/json") {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
