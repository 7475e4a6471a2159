// The browser's storage, where it may be full, barred or absent: what it does not take, it says.

/** What we use of a browser's storage. */
export interface PageStorage {
  /** Whether what it takes is gone with the page. */
  readonly fleeting?: boolean;
  /** Whether it is kept now. */
  set(key: string, text: string): boolean;
  get(key: string): string | null;
  remove(key: string): void;
  keys(): string[];
}

/** The page's own; a page that may not use any has one that takes nothing. */
export const pageStorage: PageStorage = {
  set(key, text) {
    try {
      localStorage.setItem(key, text);
      return localStorage.getItem(key) === text;
    } catch {
      return false;
    }
  },
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  remove(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // it holds nothing then
    }
  },
  keys() {
    try {
      return Object.keys(localStorage);
    } catch {
      return [];
    }
  },
};

/** JSON that was kept, or null if it is none. */
export function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
