// What the page asks of Jupyter's server. JupyterLab itself need not be there yet.
import { encoded } from "./address.ts";
import type { OutlineLesson, PageReply } from "./page_data.ts";

let config: Record<string, unknown> | null = null;

/** A setting that Jupyter's server wrote into the page. */
export function pageConfig(name: string): string {
  if (!config) {
    const text = document.getElementById("jupyter-config-data")?.textContent ?? "{}";
    config = JSON.parse(text) as Record<string, unknown>;
  }
  return String(config[name] ?? "");
}

export const baseUrl = (): string => pageConfig("baseUrl") || "/";

/** Jupyter's server did not give what it was asked for. */
export class ServerError extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = "ServerError";
    this.status = status;
  }
}

async function ask(route: string, init: RequestInit = {}): Promise<unknown> {
  const token = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie)?.[1];
  const headers = { ...(token && { "X-XSRFToken": token }), ...init.headers };
  const reply = await fetch(`${baseUrl()}imuran-edu/${route}`, { ...init, headers });
  if (reply.ok) return reply.json();
  const told = (await reply.json().catch(() => ({}))) as { message?: string };
  throw new ServerError(told.message ?? reply.statusText, reply.status);
}

/** The page of a notebook; its text alone comes sooner. */
export const fetchPage = (path: string, part: "text" | "whole") =>
  ask(`lesson/${encoded(path)}${part === "text" ? "?part=text" : ""}`) as Promise<PageReply>;

export const fetchOutline = () => ask("outline") as Promise<OutlineLesson[]>;

/** Put a lesson back in the place of a changed copy; the name under which that one is kept. */
export const restoreLesson = (path: string) =>
  ask(`restore/${encoded(path)}`, { method: "POST" }) as Promise<{ aside: string }>;

/** Whether anybody answers at all. */
export async function isServerThere(): Promise<boolean> {
  try {
    return (await fetch(`${baseUrl()}api/status`)).ok;
  } catch {
    return false;
  }
}
