// Pages that are likely to be next are fetched while their reader is busy with another.
import type { PageReply } from "./page_data.ts";

const FRESH = 60_000; // ms; a round that was begun elsewhere puts its questions in another order

interface Ahead {
  reply: Promise<PageReply | null>;
  at: number;
}

export class PagesAhead {
  private readonly pages = new Map<string, Ahead>();
  private readonly fetchPage: (path: string) => Promise<PageReply>;

  constructor(fetchPage: (path: string) => Promise<PageReply>) {
    this.fetchPage = fetchPage;
  }

  /** Fetch a page, if that was not done a moment ago. */
  want(path: string) {
    const known = this.pages.get(path);
    if (known && Date.now() - known.at < FRESH) return;
    const reply = this.fetchPage(path).catch(() => null);
    this.pages.set(path, { reply, at: Date.now() });
  }

  /** A page that was fetched a moment ago, or is on its way; it is given once. */
  async take(path: string): Promise<PageReply | null> {
    const known = this.pages.get(path);
    this.pages.delete(path);
    return known && Date.now() - known.at < FRESH ? known.reply : null;
  }
}
