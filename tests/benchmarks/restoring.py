"""How long it takes to bring back a progress file of 2,000 answers: read, merged, on the disk."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from imuran_edu.answers import FILE_NAME, Entry, Store
from imuran_edu.answers.progress_file import read_progress, write_progress
from imuran_edu.widgets.progress_controller import bring_back
from tests.benchmarks.report import ratio, row

ANSWERS = 2000
RUNS = 15


def answers() -> dict[str, Entry]:
    """Return answers of every shape, with hints, checks and times."""
    shapes = ["b", ["a", "c"], {"i1": "x", "i2": "y", "i3": "z"}, "137.5 mg", "A sentence. " * 12]
    now = datetime.now(UTC)
    return {
        f"bench-p{n:04}": Entry(
            shapes[n % len(shapes)],
            "0123456789ab",
            (now - timedelta(minutes=n)).isoformat(timespec="microseconds"),
            (f"bench-p{n:04}",),
            {f"bench-p{n:04}": n % 3},
        )
        for n in range(ANSWERS)
    }


def main() -> None:
    """Restore into an empty course, and into one that has half of the answers, older ones."""
    given = answers()
    text = write_progress(given, datetime.now(UTC))
    half = dict(list(given.items())[::2])
    older = {name: Entry("old", saved="2020-01-01T00:00:00.000000+00:00") for name in half}
    for title, before in (("an empty course", {}), ("a course with 1,000 older ones", older)):
        times, plain = [], []
        for _ in range(RUNS):
            with tempfile.TemporaryDirectory() as base:
                store = Store(Path(base))
                if before:
                    store.change(lambda _, held=before: held)
                start = perf_counter()
                bring_back(store, read_progress(text, datetime.now(UTC)))
                times.append(perf_counter() - start)
                start = perf_counter()
                data = json.loads(text)
                (Path(base) / FILE_NAME).write_text(json.dumps(data, indent=1))
                plain.append(perf_counter() - start)
        ours = row(f"{ANSWERS} answers into {title} (goal: 200 ms)", times)
        ratio("  against the same file through json alone", ours / row("  json", plain), "none")


if __name__ == "__main__":
    main()
