// A flag on a question, kept as an entry of its own. Pure.
import type { Entry } from "../generated/protocol.ts";

export const flagId = (question: string) => `flag-of-${question}`;

export const isFlagged = (entry: Entry | undefined) => entry?.answer === true;
