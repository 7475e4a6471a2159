// What may run on its own: calls of the course, in a notebook that the reader's Jupyter trusts, in a folder without files
// to be imported. Trust alone says little: Jupyter signs a notebook without outputs when it is merely saved.
import type { CellModel, Kernel } from "./lab.ts";

/** As the server delivered it: it marks every code cell of a notebook whose signature it knows. */
export const isTrusted = (code: CellModel[]) =>
  code.length > 0 && code.every((cell) => cell.getMetadata("trusted") === true);

// One expression, from modules that every kernel has loaded: an import here could already run a file of the folder.
// Answers with the JSON of the names in hex, so that no quoting can go wrong on the way. Python imports from a folder
// that it cannot list, so such a one counts as a package.
const NAMES = `(lambda m: m['json'].dumps((lambda os, ends: sorted(
    n + '/' * os.path.isdir(n) for n in os.listdir('.')
    if n.lower().endswith(ends) or (os.path.isdir(n) and n.isidentifier() and (not os.access(n, os.R_OK) or any(
      i.lower().startswith('__init__.') and i.lower().endswith(ends) for i in os.listdir(n))))
  ))(m['os'], tuple(m['importlib.machinery'].all_suffixes()))).encode().hex())(__import__('sys').modules)`.replace(
  /\s+/g,
  " ",
);

/** Files in the kernel's folder that Python may import instead of a package; null if it cannot tell. */
export async function shadowingFiles(kernel: Kernel): Promise<string[] | null> {
  try {
    const info = await kernel.info;
    if (info.language_info?.name !== "python") return null;
    const expressions = { names: NAMES };
    const request = { code: "", silent: true, store_history: false, user_expressions: expressions };
    const reply = await kernel.requestExecute(request, true).done;
    const text = reply.content.user_expressions?.names?.data?.["text/plain"] ?? "";
    const hex = /^'((?:[0-9a-f]{2})+)'$/.exec(text)?.[1]?.match(/../g);
    if (!hex) return null;
    const bytes = Uint8Array.from(hex, (pair) => Number.parseInt(pair, 16));
    return JSON.parse(new TextDecoder().decode(bytes)) as string[];
  } catch {
    return null;
  }
}
