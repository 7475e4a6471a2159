// A host in place of a store: it keeps what it is sent, and the test answers.
import type {
  Entry,
  Loaded,
  Parcel,
} from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import type { Entries, Host } from "../../../src/imuran_edu/widgets/js/hosts/host.ts";

export const QUIET = { level: "none", text: "" } as const;

/** A host whose replies the test gives. */
export class FakeHost implements Host {
  readonly savedWord = "Saved";
  readonly silence = "The store is silent.";
  readonly server = "http://test/";
  saves: Entries[] = [];
  given: Record<string, number>[] = [];
  replies: { resolve(loaded: Loaded): void; reject(error: Error): void }[] = [];
  tell: (loaded: Loaded) => void = () => {};
  stopped = 0;
  load: () => Promise<Loaded> = async () => ({ entries: {}, notice: QUIET });
  save({ entries, given }: Parcel) {
    this.saves.push(entries);
    this.given.push(given);
    return new Promise<Loaded>((resolve, reject) => this.replies.push({ resolve, reject }));
  }
  onChange(callback: (loaded: Loaded) => void) {
    this.tell = callback;
    return () => {
      this.stopped += 1;
    };
  }
  confirm(index: number, saved = "2026-01-01T10:00:00") {
    const entries = Object.entries(this.saves[index] ?? {});
    const stamped = entries.map(([id, entry]): [string, Entry] => [id, { ...entry, saved }]);
    this.replies[index]?.resolve({ entries: Object.fromEntries(stamped), notice: QUIET });
    return Promise.resolve();
  }
}
