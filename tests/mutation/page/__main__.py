"""Plant small faults in the pure modules of the page's script, and count how many tests notice.

    python -m tests.mutation.page --share 0.2

Stryker does, in a copy of the checkout, where npm installs it. The tests run in Node with
happy-dom in place of a browser; what Python says of generated answers is written down once, and the
twins are held to it. Of all faults a seed draws a share; one that no test notices is printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from tests.mutation.page.twins import write_twins

ROOT = Path(__file__).parents[3]
PAGE = "src/imuran_edu/widgets/js"
TYPES = "src/imuran_edu/questions/types"
SITE = "src/imuran_edu/site/js/progress"
MODULES = {
    "engine": [f"{PAGE}/engine.ts", f"{PAGE}/rounds.ts"],
    "reading": [f"{PAGE}/reading.ts"],
    "scoring": [
        f"{PAGE}/score.ts",
        f"{PAGE}/credit.ts",
        *(f"{TYPES}/{name}.ts" for name in ("single_choice", "multiple_response", "true_false")),
        *(f"{TYPES}/{name}.ts" for name in ("numeric", "short_text")),
    ],
    "store": [f"{PAGE}/{name}.ts" for name in ("store", "kept_entries", "deliveries", "outbox")],
    "merge": [f"{SITE}/merge.ts", f"{SITE}/by_code.ts"],
}
PACKAGES = {
    "@stryker-mutator/core": "9.6.1",
    "@stryker-mutator/vitest-runner": "9.6.1",
    "happy-dom": "20.0.0",
}
NEEDED = ("esbuild", "fast-check", "fflate", "ts-fsrs", "vitest")
NOTICED = ("Killed", "Timeout", "RuntimeError")
NOT_NOTICED = ("Survived", "NoCoverage")
LEFT_OUT = ["StringLiteral"]  # mostly sentences for people


def prepared(folder: Path, only: str | None) -> None:
    """Copy scripts and tests, and write down what Stryker is told."""
    for name in ("src", "tests"):
        ignored = shutil.ignore_patterns("node_modules", "__pycache__", "*.svg", "*.py")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    wanted = json.loads((ROOT / "src" / "package.json").read_text())["devDependencies"]
    packages = {**PACKAGES, **{name: wanted[name] for name in NEEDED}}
    settings = {
        "testRunner": "vitest",
        "plugins": ["@stryker-mutator/vitest-runner", "./tests/mutation/page/drawn.mjs"],
        "checkers": ["drawn"],
        "vitest": {"configFile": "tests/mutation/page/vitest.config.mjs", "related": False},
        "mutate": [
            path for name, paths in MODULES.items() if only in (None, name) for path in paths
        ],
        "mutator": {"excludedMutations": LEFT_OUT},
        "inPlace": True,
        "concurrency": 1,
        "coverageAnalysis": "perTest",
        "timeoutMS": 90_000,
        "reporters": ["json"],
        "jsonReporter": {"fileName": "faults.json"},
    }
    package = {"private": True, "type": "module", "devDependencies": packages}
    (folder / "package.json").write_text(json.dumps(package))
    (folder / "stryker.conf.json").write_text(json.dumps(settings))
    run(folder, "npm", "install", "--no-audit", "--no-fund", "--silent")
    write_twins(folder / "twins")


def run(folder: Path, *command: str, **environment: str) -> None:
    """Run a command in the copy."""
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def chance_of(seed: int, path: str, fault: dict[str, Any]) -> float:
    """Return a number from 0 to below 1, as `drawn.mjs` does."""
    start, end = fault["location"]["start"], fault["location"]["end"]
    place = " ".join(str(end[axis]) for end in (start, end) for axis in ("line", "column"))
    text = (str(seed), Path(path).name, place, fault["mutatorName"], fault.get("replacement", ""))
    digest = hashlib.sha256("\n".join(text).encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32


def report(folder: Path, seed: int, share: float) -> None:
    """Print the faults that were drawn and not noticed, and how many were noticed in each file."""
    files: dict[str, Any] = json.loads((folder / "faults.json").read_text())["files"]
    counts: Counter[tuple[str, bool]] = Counter()
    for path, file in sorted(files.items()):
        lines = file["source"].splitlines()
        for fault in sorted(file["mutants"], key=lambda each: each["location"]["start"]["line"]):
            known = fault["status"] in (*NOTICED, *NOT_NOTICED)
            if not known or chance_of(seed, path, fault) >= share:
                continue
            counts[path, fault["status"] in NOTICED] += 1
            if fault["status"] in NOT_NOTICED:
                line = fault["location"]["start"]["line"]
                column = fault["location"]["start"]["column"]
                print(f"{path}:{line}:{column} ({fault['mutatorName']}, {fault['status']})")
                print(f"-{lines[line - 1]}")
                print("+" + " ".join(fault.get("replacement", "").split())[:200])
    for path in sorted({path for path, _ in counts}):
        print(f"{path}: {counts[path, True]} of {counts[path, True] + counts[path, False]}")
    noticed = sum(count for (_, seen), count in counts.items() if seen)
    drawn = counts.total()
    print(f"{noticed} of {drawn} faults noticed ({noticed / drawn:.0%}); seed {seed}")


def main() -> None:
    """Plant the faults and print what was not noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation.page", description=__doc__)
    parser.add_argument("--only", choices=MODULES)
    parser.add_argument("--share", type=float, default=0.2, help="of all faults, 0 to 1")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    drawing = {"FAULTS_SEED": str(chosen.seed), "FAULTS_SHARE": str(chosen.share)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder, chosen.only)
        run(folder, "npx", "stryker", "run", "stryker.conf.json", **drawing)
        report(folder, chosen.seed, chosen.share)


if __name__ == "__main__":
    main()
