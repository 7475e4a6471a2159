"""The page and Python read attempts alike, and say alike where a learner stands."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest

from imuran_edu.answers.attempts import HEAD, read_lines
from imuran_edu.answers.mastery import standing

COUNT = 20_000
SOURCE = Path(__file__).parents[2] / "src"
RUNNER = Path(__file__).with_name("learning.mjs")
ENTRY = """export { readLines, toLine } from "./imuran_edu/widgets/js/learning/attempts.ts";
export { standing } from "./imuran_edu/widgets/js/learning/mastery.ts";
"""
BUNDLE = """import { build } from "esbuild";
await build({ stdin: { contents: process.argv[1], resolveDir: ".", loader: "ts" }, bundle: true,
  format: "esm", outfile: process.argv[2] });"""

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (SOURCE / "node_modules" / "esbuild").exists(),
    reason="no Node on this system, or the script's tools are not installed",
)


def day(chance: Random) -> str:
    return f"2026-{chance.randint(1, 3):02}-{chance.randint(1, 31):02}"  # some are no days


def line(chance: Random) -> str:
    date = day(chance)
    flags = "".join(each for each in "hkuox" if chance.random() < 0.15) or "-"
    share = chance.choice(["1", "1", "1", "0", "0.5", "0.33", "1.5", "0.500"])
    clock = f"{chance.randint(0, 24):02}:{chance.randint(0, 60):02}:00"
    version = chance.choice(["-", "0123456789ab", "0123456789aB", "01234"])
    made = f"{date}T{clock}Z {date} q {share} {flags} {chance.randint(0, 9999)} {version}"
    if chance.random() < 0.05:
        made = made[: chance.randint(0, len(made))]
    return chance.choice([made] * 30 + [HEAD, "#imuran-edu-attempts 2", made.upper(), f" {made}"])


def case(chance: Random) -> dict[str, Any]:
    lines = [line(chance) for _ in range(chance.randint(0, 12))]
    lines += chance.sample(lines, min(len(lines), chance.randint(0, 2)))
    corrected = [f"2026-0{chance.randint(1, 3)}-15" for _ in range(chance.choice([0, 0, 1, 2]))]
    return {"lines": lines, "corrected": corrected, "today": f"2026-0{chance.randint(1, 4)}-20"}


@needs_node
@pytest.mark.slow
def test_both_read_attempts_alike_and_find_the_same_mastery(tmp_path: Path) -> None:
    chance = Random(17)
    cases = [case(chance) for _ in range(COUNT)]
    script = tmp_path / "learning.mjs"
    bundle = ["node", "--input-type=module", "-e", BUNDLE, ENTRY, str(script)]
    subprocess.run(bundle, cwd=SOURCE, check=True, timeout=120)
    (tmp_path / "cases").write_text("\n".join(map(json.dumps, cases)))
    run = ["node", str(RUNNER), str(script), str(tmp_path / "cases"), str(tmp_path / "told")]
    subprocess.run(run, check=True, timeout=300)
    told = [json.loads(each) for each in (tmp_path / "told").read_text().split("\n")]
    mastered = 0
    for each, theirs in zip(cases, told, strict=True):
        read = read_lines(each["lines"])
        found = standing(read.attempts, each["corrected"], each["today"])
        ours = [
            [attempt.line for attempt in read.attempts],
            read.unreadable,
            *(found.days, found.mastered, found.last, found.missed, found.corrected),
        ]
        assert theirs == ours, each
        mastered += found.mastered
    assert mastered > COUNT / 50
