"""Plant a seeded sample of small faults in a package, and count how many its tests notice.

    python -m tests.mutation questions

cosmic-ray plants them, in a copy of the checkout. A fault that no test notices is printed with its
line, so that a test can be written, or `KEPT` below can say why it changes nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = {
    "questions": ["tests/questions"],
    "answers": ["tests/answers"],
    "evidence": ["tests/evidence"],
    "results": ["tests/results"],
    "core": ["tests/core"],
    "pharmacology/models": ["tests/pharmacology/models"],
    "grading/safety": ["tests/grading/safety"],
}
# what these hold, others hold with less
SLOW = ("test_fuzzed_files.py", "test_new_type.py", "test_by_mypy.py", "test_machine.py")
SLOWER = ("every_bank_of_the_course", "depth_is_no_matter", "two_processes", "test_kill_leaves")
# what no behaviour depends on: annotations are text, and decorators there build or register
KEPT = ("core/ReplaceBinaryOperator_BitOr", "core/RemoveDecorator")
CONFIG = """\
[cosmic-ray]
module-path = "src/imuran_edu/{package}"
timeout = {timeout}
excluded-modules = []
test-command = "{python} -m pytest -x -q -p no:cacheprovider -p no:randomly {tests}"

[cosmic-ray.distributor]
name = "local"
"""


def prepared(folder: Path, package: str, timeout: float) -> Path:
    """Copy what the tests need, and return cosmic-ray's session with all faults that there are."""
    for name in ("src", "tests", "quizzes", "notebooks", "pyproject.toml", "README.md"):
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(
                source, target, ignore=shutil.ignore_patterns("node_modules", "__pycache__")
            )
        else:
            shutil.copy(source, target)
    ignored = [f"--ignore-glob=*/{name}" for name in SLOW]
    passed_over = "not " + " and not ".join(SLOWER)
    tests = " ".join([*TESTS[package], *ignored, "-k", f"'{passed_over}'"])
    config = CONFIG.format(package=package, timeout=timeout, python=sys.executable, tests=tests)
    (folder / "faults.toml").write_text(config)
    session = folder / "faults.sqlite"
    cosmic_ray(folder, "init", "faults.toml", session.name)
    return session


def cosmic_ray(folder: Path, *arguments: str) -> str:
    """Run cosmic-ray in the copy, whose package comes before the installed one."""
    done = subprocess.run(
        [Path(sys.executable).with_name("cosmic-ray"), *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(folder / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "IMURAN_EDU_TEST_PROFILE": "mutation",
        },
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout


def sample(session: Path, count: int, seed: int) -> int:
    """Keep a sample of the faults; return how many there were."""
    with sqlite3.connect(session) as data:
        order = "select job_id, operator_name from mutation_specs order by module_path, "
        order += "start_pos_row, start_pos_col, operator_name, occurrence"
        rows = [name for name, kind in data.execute(order) if not kind.startswith(KEPT)]
        chosen = set(random.Random(seed).sample(rows, min(count, len(rows))))
        for name, _ in data.execute("select job_id, 0 from mutation_specs").fetchall():
            if name not in chosen:
                data.execute("delete from mutation_specs where job_id = ?", (name,))
                data.execute("delete from work_items where job_id = ?", (name,))
    return len(rows)


def main() -> None:
    """Plant the faults and print what was not noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("package", choices=TESTS)
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=300, help="seconds for one run of tests")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        session = prepared(folder, chosen.package, chosen.timeout)
        there_were = sample(session, chosen.count, chosen.seed)
        cosmic_ray(folder, "baseline", "faults.toml")
        cosmic_ray(folder, "exec", "faults.toml", session.name)
        with sqlite3.connect(session) as data:
            results = data.execute(
                "select test_outcome, diff, module_path, start_pos_row from work_results "
                "join mutation_specs using (job_id) order by module_path, start_pos_row"
            ).fetchall()
    survived = [row for row in results if row[0] == "SURVIVED"]
    for _, diff, path, line in survived:
        changed = [row for row in diff.splitlines() if row[:1] in "+-" and row[:3] not in "+++---"]
        print(f"{path}:{line}", *changed, sep="\n")
    noticed = len(results) - len(survived)
    print(f"{noticed} of {len(results)} faults noticed ({noticed / len(results):.0%}), ", end="")
    print(f"of {there_were} that there are; seed {chosen.seed}")


if __name__ == "__main__":
    main()
