// A checker of Stryker that lets the drawn part of all faults through.
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** A number from 0 to below 1, the same for the same seed and fault; `chance_of` in __main__.py. */
function chanceOf({ fileName, location: { start, end }, mutatorName, replacement }) {
  const place = [start.line + 1, start.column + 1, end.line + 1, end.column + 1].join(" ");
  const text = [process.env.FAULTS_SEED, basename(fileName), place, mutatorName, replacement];
  return createHash("sha256").update(text.join("\n")).digest().readUInt32BE(0) / 2 ** 32;
}

class Drawn {
  async init() {}

  async group(mutants) {
    return mutants.map(({ id }) => [id]);
  }

  async check(mutants) {
    const share = Number(process.env.FAULTS_SHARE);
    const verdict = (mutant) =>
      chanceOf(mutant) < share
        ? { status: "passed" }
        : { status: "compileError", reason: "not drawn" };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, verdict(mutant)]));
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, "drawn", Drawn)];
