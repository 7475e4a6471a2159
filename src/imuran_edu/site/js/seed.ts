// The seed of this browser's copy of the course or of an assignment: its numbers and its order of options are its own.
import type { PageStorage } from "../../widgets/js/page_storage.ts";
import { isSeed, seedFrom } from "./copy.ts";

/** Under which a copy's seed is kept; the course has no name. */
export const seedKey = (name = "") => `imuran-edu seed ${name}`;

/** The seed of this browser's copy, drawn when it is first opened. */
export function seedOf(storage: PageStorage, name = ""): number {
  const known = Number(storage.get(seedKey(name)));
  if (isSeed(known)) return known;
  const [chance = 0] = crypto.getRandomValues(new Uint32Array(1));
  storage.set(seedKey(name), String(seedFrom(chance)));
  // of two tabs that are opened at once both have the one that was kept
  return Number(storage.get(seedKey(name)));
}
