// What the page asks of Jupyter's server. JupyterLab itself need not be there yet.
import { credentials, encoded, pageConfig, silence } from "../../../widgets/js/hosts/jupyter.ts";
import { t } from "../../../widgets/js/words.ts";
import type { LessonText, OutlineLesson, PageReply } from "./page_data.ts";

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
  const headers = { ...credentials(), ...init.headers };
  const reply = await fetch(`${baseUrl()}imuran-edu/${route}`, { ...init, headers });
  if (reply.ok) return reply.json();
  const told = (await reply.json().catch(() => ({}))) as { message?: string };
  throw new ServerError(told.message ?? reply.statusText, reply.status);
}

/** The page of a notebook; its text alone comes sooner. */
export const fetchPage = (path: string, part: "text" | "whole") =>
  ask(`lesson/${encoded(path)}${part === "text" ? "?part=text" : ""}`) as Promise<PageReply>;

export const fetchOutline = () => ask("outline") as Promise<OutlineLesson[]>;

/** What all lessons say; the browser keeps it until its digest is another one. */
export const fetchCourseText = () =>
  ask("course-text", { cache: "no-cache" }) as Promise<LessonText[]>;

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

/** The zip of an assignment, or the sentence that says why there is none. */
export async function fetchZip(
  path: string,
  student: string,
): Promise<{ name: string; content: Blob } | string> {
  const headers = { "Content-Type": "application/json", ...credentials() };
  const init = { method: "POST", headers, body: JSON.stringify({ student }) };
  const reply = await fetch(`${baseUrl()}imuran-edu/hand-in/${encoded(path)}`, init).catch(
    () => null,
  );
  if (!reply) return silence();
  if (!reply.ok) {
    const told = (await reply.json().catch(() => ({}))) as { message?: string };
    return told.message || t("The file could not be made.");
  }
  const name = /filename="([^"]+)"/.exec(reply.headers.get("Content-Disposition") ?? "")?.[1];
  return { name: name ?? "hand-in.zip", content: await reply.blob() };
}

interface Listed {
  success: boolean;
  value?: { assignment_id: string; course_id: string; status: string }[] | string[] | string;
}

/** The course of nbgrader's exchange from which an assignment was fetched here; null where there is none. */
export async function fetchExchange(assignment: string): Promise<string | null> {
  if (!pageConfig("hubUser")) return null; // an exchange is for a class on one server
  const list = async (route: string): Promise<Listed> => {
    // a hub takes a cookie without them only from whoever follows a link
    const reply = await fetch(`${baseUrl()}${route}`, { headers: credentials() }).catch(() => null);
    return reply?.ok ? ((await reply.json()) as Listed) : { success: false };
  };
  const courses = await list("courses");
  if (!courses.success || !Array.isArray(courses.value)) return null;
  for (const course of courses.value as string[]) {
    const { value } = await list(`assignments?course_id=${encodeURIComponent(course)}`);
    const found = Array.isArray(value)
      ? (value as { assignment_id: string; status: string }[])
      : [];
    const here = found.some(
      (each) => each.assignment_id === assignment && each.status === "fetched",
    );
    if (here) return course;
  }
  return null;
}

/** Submit by nbgrader's exchange; the sentence that says why that failed, or "". */
export async function submitToExchange(course: string, assignment: string): Promise<string> {
  const query = new URLSearchParams({ course_id: course, assignment_id: assignment });
  const init = { method: "POST", headers: credentials() };
  const reply = await fetch(`${baseUrl()}assignments/submit?${query}`, init).catch(() => null);
  const told = reply?.ok ? ((await reply.json()) as Listed) : null;
  return told?.success
    ? ""
    : t("The exchange did not take it. Make the file and tell your instructor.");
}
