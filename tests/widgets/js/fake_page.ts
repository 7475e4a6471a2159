// What the script asks of a browser's window, document and storage, for tests in Node.

/** A storage that holds so many keys. */
class FakeStorage {
  [key: string]: unknown;
  static room = Number.POSITIVE_INFINITY;

  setItem(key: string, text: string) {
    if (Object.keys(this).length >= FakeStorage.room && !(key in this)) throw new Error("full");
    this[key] = text;
  }
  getItem(key: string) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  removeItem(key: string) {
    delete this[key];
  }
}

/** How many keys the storage of the page takes from now on. */
export function limitStorage(keys: number) {
  FakeStorage.room = keys;
}

/** A page of its own for one test: with a clock that the test moves, and nothing kept. */
export function freshPage() {
  vi.useFakeTimers();
  limitStorage(Number.POSITIVE_INFINITY);
  const timers = {
    setTimeout: (act: () => void, pause: number) => setTimeout(act, pause),
  };
  vi.stubGlobal("window", Object.assign(new EventTarget(), timers));
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  vi.stubGlobal("localStorage", new FakeStorage());
  (globalThis as { imuranWaiting?: Map<string, unknown> }).imuranWaiting?.clear();
}

/** Everything as it was. */
export function leavePage() {
  vi.useRealTimers();
  vi.unstubAllGlobals();
}

/** Let what was promised come. */
export const settle = () => vi.advanceTimersByTimeAsync(0);
