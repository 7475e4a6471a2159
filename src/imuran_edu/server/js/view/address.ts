// Where a page of the course lies: in Jupyter's root, and in the browser's address. Pure.
import { encoded } from "../../../widgets/js/hosts/jupyter.ts";

/** A lesson's file name; the server says whether it is one. */
const LESSON = /^\d\d_[a-z0-9_]+\.ipynb$/;
const IN_ADDRESS =
  /\/(lab\/(?:workspaces\/[^/]+\/)?tree|doc\/(?:workspaces\/[^/]+\/)?tree|notebooks)\/(.+\.ipynb)$/;
/** All that Jupyter puts behind its own address: a file, a folder, or nothing. */
const PLACE = /\/((?:lab|doc)(?:\/workspaces\/[^/]+)?)(?:\/tree(?:\/.*)?)?$|\/notebooks\/.*$/;

export const folderOf = (path: string): string => path.split("/").slice(0, -1).join("/");
export const nameOf = (path: string): string => path.split("/").at(-1) ?? "";
export const inFolder = (folder: string, name: string): string =>
  folder ? `${folder}/${name}` : name;

/** Whether a notebook may be a page of the course by its name: `01_doses.ipynb`, or nbgrader's `exam/exam.ipynb`. */
export function mayBeOurs(path: string): boolean {
  const name = nameOf(path);
  return LESSON.test(name) || name === `${nameOf(folderOf(path))}.ipynb`;
}

/** The page that an address asks for. */
export interface Asked {
  path: string;
  /** Of a section; "" for the top. */
  fragment: string;
}

/** The page of the course that the browser's address asks for, or null. */
export function asked(address: { pathname: string; search: string; hash: string }): Asked | null {
  const found = IN_ADDRESS.exec(address.pathname)?.[2];
  if (!found || new URLSearchParams(address.search).get("factory") === "Notebook") return null;
  const path = decoded(found);
  return mayBeOurs(path) ? { path, fragment: decoded(address.hash.replace(/^#/, "")) } : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The browser's address with another page in the place of what it shows; a token is left out. */
export function addressOf(path: string, fragment: string, now: Location | URL): string {
  const pathname = now.pathname.replace(
    PLACE,
    (_, lab?: string) => `/${lab ? `${lab}/tree` : "notebooks"}/${encoded(path)}`,
  );
  const search = new URLSearchParams(now.search);
  for (const name of ["token", "factory"]) search.delete(name);
  const query = search.toString();
  return pathname + (query && `?${query}`) + (fragment && `#${encodeURIComponent(fragment)}`);
}

/**
 * Where a link of a page leads: to a page of the course, a section of this one, or elsewhere (null).
 * @param href as it is written
 */
export function target(href: string, here: string): Asked | null {
  if (href.startsWith("#")) return { path: here, fragment: decoded(href.slice(1)) };
  const [file = "", fragment = ""] = href.split("#", 2);
  if (/^[a-z][a-z0-9+.-]*:/i.test(file) || file.startsWith("/") || !file.endsWith(".ipynb"))
    return null;
  const parts = folderOf(here).split("/").filter(Boolean);
  for (const part of decoded(file).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return { path: parts.join("/"), fragment: decoded(fragment) };
}

/** The page or section that a click asks for here; null for a link to elsewhere, and one for another tab. */
export function clicked(event: MouseEvent, here: string): Asked | null {
  const link = (event.target as Element).closest?.("a");
  const href = link?.getAttribute("href");
  const elsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!link || !href || elsewhere) return null;
  const [section, path] = ["data-section", "data-path"].map((name) => link.getAttribute(name));
  if (section != null) return { path: here, fragment: section };
  return path ? { path, fragment: "" } : target(href, here);
}
