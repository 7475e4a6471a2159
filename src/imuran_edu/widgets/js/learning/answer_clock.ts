// How long an answer took: from when the question was there, or the one before was checked. Pure.

const LONGEST = 600; // seconds; whoever takes longer has left the page open

export class AnswerClock {
  private since: number | null = null;

  /** The next question is there. */
  start(moment: Date) {
    this.since = moment.getTime();
  }

  /** Seconds since then; 0 if that is not known, or nobody was there. */
  seconds(moment: Date): number {
    if (this.since === null) return 0;
    const gone = Math.round((moment.getTime() - this.since) / 1000);
    return gone >= 1 && gone <= LONGEST ? gone : 0;
  }
}
