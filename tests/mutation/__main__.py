"""Plant a seeded sample of small faults in a package, and count how many its tests notice.

    python -m tests.mutation questions

A fault that no test notices is printed with its line, so that a test can be written, or the report
can say why it changes nothing. Faults are cosmic-ray's, planted in a copy of the checkout.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
# modules of grading that neither start nbgrader nor open its database
GRADING = [
    "answer_html.py",
    "assignment_contents.py",
    "class_findings.py",
    "deadlines.py",
    "findings.py",
    "grade_states.py",
    "graded_answers.py",
    "misfits.py",
    "other_answers.py",
    "practice_report.py",
    "question_grade.py",
    "renames.py",
    "simulate.py",
    "zip_transfer.py",
    "safety/*.py",
]
GRADING_TESTS = [
    "safety",
    "test_build.py",
    "test_deadlines.py",
    "test_findings.py",
    "test_grade_states.py",
    "test_practice_report.py",
    "test_question_grade.py",
    "test_regrade.py",
    "test_renames.py",
    "test_rows.py",
    "test_zip_transfer.py",
]
# a package: the modules of it, none for all; and the tests
PACKAGES: dict[str, tuple[list[str], list[str]]] = {
    "questions": ([], ["tests/questions"]),
    "answers": ([], ["tests/answers"]),
    "evidence": ([], ["tests/evidence"]),
    "results": ([], ["tests/results"]),
    "core": ([], ["tests/core"]),
    "pharmacology/models": ([], ["tests/pharmacology/models"]),
    "grading": (
        GRADING,
        [f"tests/grading/{name}" for name in GRADING_TESTS],
    ),
}
# processes of their own, or what quicker tests hold as well
PASSED_OVER = (
    "test_fuzzed_files",
    "test_new_type",
    "test_by_mypy",
    "test_machine",
    "two_processes",
    "every_bank_of_the_course",
    "depth_is_no_matter",
    "test_kill_leaves",
    "test_a_class_by_files",
    "test_large_honest_classes",
    "of_a_large_class",
)


def copied(folder: Path) -> None:
    """Copy what the tests need."""
    ignored = shutil.ignore_patterns("node_modules", "__pycache__")
    for name in ("src", "tests", "quizzes", "notebooks", "course"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for path in ROOT.glob("*.*"):
        if path.is_file():
            shutil.copy(path, folder)


def plant(package: str, count: int, seed: int, longest: float) -> None:
    """In the copy: plant the faults and print what was not noticed."""
    from tests.mutation.planting import all_faults, sample
    from tests.mutation.running import Tests

    folder = Path("src/imuran_edu", package).resolve()
    patterns, paths = PACKAGES[package]
    modules = sorted(path for pattern in patterns or ["**/*.py"] for path in folder.glob(pattern))
    faults = all_faults(modules)
    chosen = sample(faults, count, seed)
    tests = Tests(paths, f"not ({' or '.join(PASSED_OVER)})", modules, longest)
    print(f"{len(tests.seconds)} tests; {', '.join(tests.left_out) or 'none'} too long", flush=True)
    print(f"they run {tests.covered:.1f} % of lines and branches", flush=True)
    noticed = 0
    for number, fault in enumerate(chosen, 1):
        source = fault.path.read_text(encoding="utf-8")
        names = tests.reaching(fault, source)
        seconds = 30 + 3 * sum(map(tests.seconds.__getitem__, names))
        if names and tests.notice(fault, names, seconds):
            noticed += 1
            continue
        place = f"{fault.path.relative_to(Path.cwd())}:{fault.line}"
        print(f"{number}: {place} {fault.operator} ({len(names)} tests reach it)")
        print(*fault.changed_lines(source), sep="\n", flush=True)
    print(f"{noticed} of {len(chosen)} faults noticed ({noticed / len(chosen):.0%}), ", end="")
    print(f"of {len(faults)} that there are; seed {seed}")


def main() -> None:
    """Copy the checkout, and plant the faults there in a Python of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("package", choices=PACKAGES)
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--longest", type=float, default=3, help="seconds; a test that needs more is left out"
    )
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.here:
        plant(chosen.package, chosen.count, chosen.seed, chosen.longest)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        copied(folder)
        done = subprocess.run(
            [sys.executable, "-m", "tests.mutation", *sys.argv[1:], "--here"],
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(folder / "src"), str(folder)]),
                "IMURAN_EDU_TEST_PROFILE": "mutation",
                "OPENBLAS_NUM_THREADS": "1",
            },
        )
    raise SystemExit(done.returncode)


if __name__ == "__main__":
    main()
