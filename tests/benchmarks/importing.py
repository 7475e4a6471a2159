"""What `import imuran_edu` costs beside `import anywidget`, each in a fresh Python, in turn."""

from __future__ import annotations

import subprocess
import sys
import time

from tests.benchmarks.report import ratio, row

RUNS = 15
LINES = {
    "import anywidget": "import anywidget",
    "import imuran_edu": "import imuran_edu",
    "from imuran_edu import ask, quiz": "from imuran_edu import ask, quiz",
}
HEAVY = ("nbgrader", "matplotlib", "jupyterlab")


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in LINES}
    for turn in range(RUNS + 1):
        for name, line in LINES.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", line], check=True)
            if turn:  # the first fills the disk's cache
                times[name].append(time.perf_counter() - start)
    medians = {name: row(name, values) for name, values in times.items()}
    base = medians["import anywidget"]
    ratio("import imuran_edu / anywidget", medians["import imuran_edu"] / base, "at most 1.3")
    full = medians["from imuran_edu import ask, quiz"]
    ratio("with ask and quiz / anywidget", full / base, "(none; for the record)")
    check = "import sys; from imuran_edu import quiz; "
    check += f"print([name for name in {HEAVY} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True).stdout
    print(f"of {', '.join(HEAVY)} loaded: {loaded.strip()}")
