// How well "sure" and "unsure" fit what was right. Pure.

import { percent } from "../text.ts";
import { t } from "../words.ts";
import type { Attempt } from "./attempts.ts";

export interface Calibration {
  sureRight: number;
  sureWrong: number;
  unsureRight: number;
  unsureWrong: number;
}

/** Counted over first answers of a day, which no feedback came before; what is carried over tells nothing. */
export function calibrationOf(attempts: Iterable<Attempt>): Calibration {
  const counts = { sureRight: 0, sureWrong: 0, unsureRight: 0, unsureWrong: 0 };
  const seen = new Set<string>();
  for (const attempt of attempts) {
    const first = `${attempt.day} ${attempt.question}`;
    if (attempt.carried || attempt.shown || seen.has(first)) continue;
    seen.add(first);
    const right = attempt.share === 1;
    if (attempt.unsure) counts[right ? "unsureRight" : "unsureWrong"] += 1;
    else counts[right ? "sureRight" : "sureWrong"] += 1;
  }
  return counts;
}

const FEW = 10; // answers below which a share says nothing

/** What the counts say, in one sentence. */
export function inWords({ sureRight, sureWrong, unsureRight, unsureWrong }: Calibration): string {
  const sure = sureRight + sureWrong;
  const unsure = unsureRight + unsureWrong;
  if (sure + unsure === 0) return t("Nothing was answered yet.");
  const share = (part: number, all: number) => `${percent(part, all)}\u00a0%`;
  const shares = { sure: share(sureRight, sure), unsure: share(unsureRight, unsure) };
  const sentence =
    sure && unsure
      ? t("When you were sure, you were right {sure} of the time; when unsure, {unsure}.", shares)
      : sure
        ? t("When you were sure, you were right {sure} of the time.", shares)
        : t("When unsure, {unsure}.", shares);
  if (sure < FEW) return `${sentence} ${t("Too few answers yet to read anything into it.")}`;
  if (sureRight / sure < 0.8)
    return `${sentence} ${t("Being sure is no sign yet: read the feedback twice.")}`;
  if (unsure >= FEW && unsureRight / unsure > 0.8) {
    return `${sentence} ${t("You know more than you think.")}`;
  }
  return sentence;
}
