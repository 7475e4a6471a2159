// The browser's storage, and the page's own memory for what it does not take: so a file can be made of all answers.
import { type PageStorage, pageStorage } from "../../widgets/js/page_storage.ts";

export class SiteStorage implements PageStorage {
  /** The browser has refused something: it is gone with the page. */
  fleeting = false;
  private readonly memory = new Map<string, string>();
  private readonly browser: PageStorage;
  private readonly told = new Set<() => void>();

  constructor(browser: PageStorage = pageStorage) {
    this.browser = browser;
  }

  set(key: string, text: string): boolean {
    if (this.browser.set(key, text)) {
      this.memory.delete(key);
      return true;
    }
    this.memory.set(key, text);
    if (!this.fleeting) {
      this.fleeting = true;
      for (const act of this.told) act();
    }
    return true;
  }

  /** Call back once the browser refuses something, or has done so. Returns what ends it. */
  whenFleeting(act: () => void): () => void {
    this.told.add(act);
    if (this.fleeting) act();
    return () => this.told.delete(act);
  }

  get(key: string): string | null {
    return this.memory.get(key) ?? this.browser.get(key);
  }

  remove(key: string) {
    this.memory.delete(key);
    this.browser.remove(key);
  }

  keys(): string[] {
    return [...new Set([...this.browser.keys(), ...this.memory.keys()])];
  }
}
