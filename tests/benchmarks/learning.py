"""What attempts cost: the daily set in the page, an attempt beside an answer, a long file read."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from imuran_edu.answers import Entry, Store
from imuran_edu.answers.attempts import FILE_NAME, HEAD, AttemptsFile
from tests.benchmarks.report import row

RUNS = 15
SOURCE = Path(__file__).parents[2] / "src"
ENTRY = """
import { byQuestion, readLines } from "./imuran_edu/widgets/js/learning/attempts.ts";
import { dailySet, known } from "./imuran_edu/widgets/js/learning/daily_set.ts";
import { readFileSync } from "node:fs";
const { lines, cards, today, runs } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { attempts } = readLines(lines);
const times = [];
for (let run = 0; run < runs; run += 1) {
  const start = process.cpuUsage();
  const own = byQuestion(attempts);
  dailySet(known(cards, own, today), own, today);
  times.push(process.cpuUsage(start).user / 1e6);
}
const start = performance.now();
readLines(lines);
console.log(JSON.stringify({ times, read: (performance.now() - start) / 1000 }));
"""
BUNDLE = """import { build } from "esbuild";
await build({ stdin: { contents: process.argv[1], resolveDir: ".", loader: "ts" }, bundle: true,
  platform: "node", format: "esm", outfile: process.argv[2] });"""


def attempt_lines(count: int, questions: int) -> list[str]:
    """Return attempts over a year, at random questions."""
    chance = Random(5)
    moment = datetime.now(UTC) - timedelta(days=365)
    lines = []
    for _ in range(count):
        moment += timedelta(seconds=chance.expovariate(count / (364 * 86_400)))
        name = f"bench-p{chance.randrange(questions):04}"
        share, flags = chance.choice(["1", "1", "0", "0.5"]), chance.choice(["-", "-", "h", "u"])
        lines.append(
            f"{moment:%Y-%m-%dT%H:%M:%SZ} {moment:%Y-%m-%d} {name} {share} {flags} 30 0123456789ab"
        )
    return lines


def daily_set() -> None:
    """Time the daily set from 1,000 questions and 20,000 attempts, by processor time in Node."""
    if shutil.which("node") is None:
        print("no Node on this system: the daily set is not timed")
        return
    cards = [
        {
            "id": f"bench-p{n:04}",
            "lesson": f"lesson-{n % 11}",
            "objective": f"objective-{n % 60}",
            "type": "single",
            "parts": [f"bench-p{n:04}"],
            "points": 1,
            "corrected": [],
            "bound": False,
        }
        for n in range(1000)
    ]
    given = {
        "lines": attempt_lines(20_000, 1000),
        "cards": cards,
        "today": f"{datetime.now(UTC):%Y-%m-%d}",
        "runs": RUNS,
    }
    with tempfile.TemporaryDirectory() as base:
        script, data = Path(base, "daily.mjs"), Path(base, "given.json")
        data.write_text(json.dumps(given))
        bundle = ["node", "--input-type=module", "-e", BUNDLE, ENTRY, str(script)]
        subprocess.run(bundle, cwd=SOURCE, check=True)
        run = ["node", str(script), str(data)]
        told = json.loads(subprocess.run(run, check=True, capture_output=True).stdout)
    row("daily set, 1,000 questions, 20,000 attempts (goal: 50 ms)", told["times"])
    row("  20,000 attempts read in the page", [told["read"]])


def adding() -> None:
    """Time an answer that is saved with an attempt against one without, in turn."""
    plain, attempts = [], []
    with tempfile.TemporaryDirectory() as base:
        path = Path(base)
        (path / FILE_NAME).write_text("\n".join([HEAD, *attempt_lines(20_000, 231)]) + "\n")
        store = Store(path)
        for run in range(4 * RUNS):
            line = f"2027-01-01T00:00:{run:02}Z 2027-01-01 q-1 1 - 0 -"
            for times, entry in ((plain, Entry("a")), (attempts, Entry("a", attempts=(line,)))):
                start = perf_counter()
                store.save("q-1", entry)
                times.append(perf_counter() - start)
    without = row("an answer saved, beside 20,000 attempts", plain)
    more = row("  the same with an attempt", attempts) - without
    print(f"  an attempt costs {1000 * more:.1f} ms more (goal: at most 5)")


def reading() -> None:
    """Time a file of 50,000 attempts, read for the first time."""
    times = []
    with tempfile.TemporaryDirectory() as base:
        path = Path(base)
        (path / FILE_NAME).write_text("\n".join([HEAD, *attempt_lines(50_000, 231)]) + "\n")
        for _ in range(RUNS):
            start = perf_counter()
            read = AttemptsFile(path).read()
            times.append(perf_counter() - start)
    assert len(read.attempts) > 49_000
    row("a file of 50,000 attempts read (goal: 1 s)", times)


def main() -> None:
    """Print every row."""
    daily_set()
    adding()
    reading()


if __name__ == "__main__":
    main()
