"""Play a whole term with simulated students: build, release, answer, grade, feed back, compare.

The command is `imuran-edu rehearse`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.progress import Progress
from rich.table import Table

from imuran_edu.answers import FILE_NAME, Responses, to_json
from imuran_edu.core import InputError
from imuran_edu.core.console import print_error, print_line, print_table, progress_bar
from imuran_edu.errors import CourseError
from imuran_edu.grading.build import build_assignment, graded_banks
from imuran_edu.grading.simulate import Student, simulate
from imuran_edu.questions import Bank, Score, load_bank
from imuran_edu.questions.decisions import decided_score

CONFIG = '''"""nbgrader's configuration of a rehearsal."""

from pathlib import Path

from imuran_edu.grading.config import configure

c = get_config()  # noqa: F821  (nbgrader provides it)

configure(c, course=Path(__file__).parent, banks=Path({banks!r}), course_id="rehearsal")
'''
PARTS_OF_A_COURSE = ("nbgrader_config.py", "gradebook.db", "source", "submitted", "autograded")
LOG = "rehearsal.log"
DONE = "Setting destination file permissions"  # nbgrader's last word on a folder
TOLERANCE = 1e-6


class DryRunError(CourseError):
    """The dry run cannot go on; the message says why in a line or two."""


@dataclass(frozen=True)
class Row:
    """One student's grades in the gradebook and by the scoring function.

    Attributes:
        student: the student's name.
        answered: number of questions with an answer.
        questions: number of questions.
        graded: points in the gradebook.
        expected: points by the scoring function.
        possible: points in all.
        waiting: number of questions that wait for a person.
        differing: questions whose grade is not what was expected.
    """

    student: str
    answered: int
    questions: int
    graded: float
    expected: float
    possible: float
    waiting: int
    differing: list[str]


def dry_run(students: int, folder: Path, seed: int = 1, banks: Sequence[Path] | None = None) -> int:
    """Play a course with simulated students and print their grades.

    Args:
        students: number of students.
        folder: folder for the new nbgrader course.
        seed: seed of the simulated answers.
        banks: graded banks; by default all of the checkout.

    Returns:
        The exit code: 0, or 1 if something failed or a grade differs from the scoring function.
    """
    try:
        banks = list(banks if banks is not None else graded_banks())
        _refuse(students, folder, banks)
        rows = _play(students, folder, seed, banks)
    except (DryRunError, InputError, OSError) as error:
        print_error(error)
        return 1
    for bank, table in rows.items():
        print_table(_table(bank.stem, table))
    print_line(f"Gradebook: {folder.resolve() / 'gradebook.db'}")
    print_line(f"Feedback:  {folder.resolve() / 'feedback'}")
    differing = [(row, name) for table in rows.values() for row in table for name in row.differing]
    for row, name in differing:
        print_error(f"{row.student}: the grade of {name} differs from the scoring function")
    return 1 if differing else 0


def _refuse(students: int, folder: Path, banks: list[Path]) -> None:
    if students < 1:
        raise DryRunError("There must be at least one student.")
    if not banks:
        raise DryRunError(
            "There is no graded bank here: rehearse in a checkout of the course, which has "
            "quizzes/graded."
        )
    if folder.exists() and not folder.is_dir():
        raise DryRunError(f"{folder} is not a folder.")
    if any((folder / part).exists() for part in PARTS_OF_A_COURSE):
        raise DryRunError(f"{folder} already holds a course; delete it or name another folder.")


def _play(count: int, folder: Path, seed: int, banks: list[Path]) -> dict[Path, list[Row]]:
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    loaded = {path: load_bank(path) for path in banks}
    for path in banks:
        build_assignment(path, folder)
    config = CONFIG.format(banks=str(banks[0].parent.resolve()))
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    rows: dict[Path, list[Row]] = {}
    with progress_bar(error=False) as progress:
        for path, bank in loaded.items():
            name = path.stem
            step = _stepper(progress)
            _nbgrader(folder, ["generate_assignment", name], step(f"{name}: release", 1))
            group = simulate(bank, name, count, seed)
            advance = step(f"{name}: answers", count)
            for student in group:
                _submit(student, folder, name)
                advance()
            _nbgrader(folder, ["autograde", name], step(f"{name}: autograde", count))
            _nbgrader(folder, ["generate_feedback", name], step(f"{name}: feedback", count))
            rows[path] = compare(bank, name, group, folder)
    return rows


def _stepper(progress: Progress) -> Callable[[str, int], Callable[[], None]]:
    def step(what: str, total: int) -> Callable[[], None]:
        task = progress.add_task(what, total=total)
        return lambda: progress.advance(task)

    return step


def _submit(student: Student, folder: Path, assignment: str) -> None:
    """Do what a student does: fetch what was released, answer, hand in."""
    target = folder / "submitted" / student.name / assignment
    shutil.copytree(folder / "release" / assignment, target)
    if student.responses is not None:
        (target / FILE_NAME).write_text(to_json(student.responses), encoding="utf-8")


def _nbgrader(folder: Path, arguments: list[str], advance: Callable[[], None]) -> None:
    """Run one nbgrader command; call `advance` for each folder that its log says is done.

    Python starts with `-P`: no module in the folder takes the place of an installed one.
    """
    command = [sys.executable, "-P", "-m", "nbgrader", *arguments]
    tail: deque[str] = deque(maxlen=15)
    with (
        (folder / LOG).open("a", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            log.write(line)
            tail.append(line.rstrip())
            if DONE in line:
                advance()
    if process.returncode:
        last = "\n".join(tail)
        raise DryRunError(
            f"nbgrader {' '.join(arguments)} failed; all it said is in {folder / LOG}:\n{last}"
        )


def compare(bank: Bank, assignment: str, group: list[Student], folder: Path) -> list[Row]:
    """Compare every grade in the gradebook with the scoring function.

    Args:
        bank: the bank of the assignment.
        assignment: its name.
        group: the simulated students.
        folder: folder of the course.
    """
    from imuran_edu.grading.nbgrader.notebook_grades import read_notebook_grades

    names = [student.name for student in group]
    found = read_notebook_grades(folder / "gradebook.db", assignment, names)
    rows = []
    for student in group:
        notebook, expected = found[student.name], _expected(bank, student)
        differing = [
            name
            for name, wanted in expected.items()
            if name not in notebook.grades or not _agree(*notebook.grades[name], wanted)
        ]
        if not (folder / "feedback" / student.name / assignment).is_dir():
            differing.append("no feedback page")
        rows.append(
            Row(
                student.name,
                sum(wanted.status != "blank" for wanted in expected.values()),
                len(expected),
                notebook.score,
                sum(wanted.earned for wanted in expected.values()),
                notebook.possible,
                sum(waits for _, waits in notebook.grades.values()),
                differing,
            )
        )
    return rows


def _expected(bank: Bank, student: Student) -> dict[str, Score]:
    responses = student.responses or Responses()
    answers = responses.answers
    return {
        item.id: decided_score(
            item.for_seed(responses.seed),
            answers[item.id].answer if item.id in answers else None,
            bank.rulings,
        )
        for item in bank.questions
    }


def _agree(given: float | None, waits: bool, wanted: Score) -> bool:
    if wanted.status == "manual":
        return given is None and waits
    return given is not None and not waits and abs(given - wanted.earned) < TOLERANCE


def _table(assignment: str, rows: list[Row]) -> Table:
    table = Table(title=f"{assignment}: {len(rows)} students")
    table.add_column("student")
    for heading in ("answered", "gradebook", "scoring function", "waiting for hand grading"):
        table.add_column(heading, justify="right")
    for row in rows:
        table.add_row(
            row.student,
            f"{row.answered} of {row.questions}",
            f"{row.graded:g} of {row.possible:g}",
            f"{row.expected:g}" + (" differs" if row.differing else ""),
            str(row.waiting),
        )
    return table
