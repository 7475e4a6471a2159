// Requests to the Jupyter server that a page comes from, with what Jupyter wants of them.
import { t } from "../words.ts";
import { NotSavedError } from "./host.ts";

/** A setting that Jupyter wrote into the page; "" where there is none, and in pages of others. */
export function pageConfig(name: string): string {
  try {
    const text = document.getElementById("jupyter-config-data")?.textContent ?? "{}";
    return String((JSON.parse(text) as Record<string, unknown>)[name] ?? "");
  } catch {
    return "";
  }
}

/** The server's address, with a `/` at its end; of a page that has none, "". */
export function jupyterAddress(): string {
  try {
    return new URL(pageConfig("baseUrl") || "/", location.href).href;
  } catch {
    return "";
  }
}

/** A path below Jupyter's root, as it stands in an address. */
export const encoded = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** What is the matter while Jupyter's server does not answer. */
export const silence = () => t("Jupyter does not answer; it may have been stopped.");

/** By which Jupyter knows a request for one of its own page's. */
export function credentials(): Record<string, string> {
  const token = pageConfig("token");
  const xsrf = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
  return {
    ...(token && { Authorization: `token ${token}` }),
    ...(xsrf && { "X-XSRFToken": decodeURIComponent(xsrf) }),
  };
}

const LARGEST_LEFT = 60_000; // bytes that a browser still sends once the page is left
const PATIENCE = 20_000; // ms

/** A message to sign in again; the page stays as it is. */
function signedOut(): NotSavedError {
  const address = `${jupyterAddress()}login`;
  return new NotSavedError(t("Jupyter does not know you any more: sign in again."), true, {
    label: t("Sign in again"),
    act: () => window.open(address, "_blank"),
  });
}

/** No sentence of Jupyter's own reaches a student. */
function problemOf(status: number, said: unknown): NotSavedError {
  const reason = (said as { message?: unknown } | null)?.message;
  const known = [404, 409, 413].includes(status) && typeof reason === "string" && reason;
  return new NotSavedError(known || t("Jupyter refused to save (error {status}).", { status }));
}

/**
 * Ask the course's part of Jupyter's server.
 * @returns what it answers, or null where it has nothing new
 * Rejects with a NotSavedError: silent, if nobody is there or the reader was signed out.
 */
export async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  let response: Response;
  try {
    response = await fetch(`${jupyterAddress()}imuran-edu/${path}`, {
      method,
      headers: { "Content-Type": "application/json", ...credentials() },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
      ...(text !== undefined && { body: text, keepalive: text.length < LARGEST_LEFT }),
    });
  } catch {
    throw new NotSavedError(silence(), true);
  }
  if (response.status === 204) return null;
  if (response.status === 401 || response.status === 403) throw signedOut();
  const answer = await response.json().catch(() => null);
  if (response.status >= 500) {
    throw new NotSavedError(silence(), true);
  }
  if (!response.ok || answer === null) throw problemOf(response.status, answer);
  return answer;
}
