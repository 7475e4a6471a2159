// The host of a set's questions: it keeps them all in the set's one entry, by another host.
import type { Loaded, Parcel } from "../generated/protocol.ts";
import type { Host } from "../hosts/host.ts";
import { entryOf, type KeptSet } from "./kept_set.ts";

export class SetHost implements Host {
  readonly savedWord: string;
  readonly silence: string;
  /** Of its own, so that answers of the set that wait in the browser are not taken for those of a lesson. */
  readonly server: string;
  private readonly host: Host;
  private readonly id: string;
  private last: Promise<unknown> = Promise.resolve();
  set: KeptSet;

  constructor(host: Host, id: string, set: KeptSet) {
    this.host = host;
    this.id = id;
    this.set = set;
    this.savedWord = host.savedWord;
    this.silence = host.silence;
    this.server = `${host.server}#${id}-${set.started}`;
  }

  async load(): Promise<Loaded> {
    return { entries: this.set.entries, notice: { level: "none", text: "" } };
  }

  /** Keep entries in the set, and the set in the host. */
  save(parcel: Parcel): Promise<Loaded> {
    const saved = this.keepAll(parcel);
    this.last = saved.catch(() => {});
    return saved;
  }

  /** Nothing is on its way any more. */
  settled(): Promise<unknown> {
    return this.last;
  }

  private async keepAll({ entries: all, given }: Parcel): Promise<Loaded> {
    const of = (own: boolean) =>
      Object.fromEntries(Object.entries(all).filter(([id]) => this.set.ids.includes(id) === own));
    const [entries, others] = [of(true), of(false)]; // a flag belongs to the question, not to the set
    const elsewhere = Object.keys(others).length
      ? await this.host.save({ entries: others, given })
      : null;
    if (elsewhere && !Object.keys(entries).length) return elsewhere;
    this.set = { ...this.set, entries: { ...this.set.entries, ...entries } };
    const { entries: kept, notice } = await this.keep();
    const saved = kept[this.id]?.saved ?? "";
    const stamped = Object.entries(entries).map(([id, { attempts: _, ...entry }]) => [
      id,
      { ...entry, saved },
    ]);
    const confirmed = Object.fromEntries(stamped);
    this.set = { ...this.set, entries: { ...this.set.entries, ...confirmed } };
    return { entries: { ...elsewhere?.entries, ...confirmed }, notice };
  }

  /** Keep the set as it is. */
  keep(): Promise<Loaded> {
    return this.host.save({ entries: { [this.id]: entryOf(this.set) }, given: {} });
  }

  onChange(): () => void {
    return () => {};
  }
}
