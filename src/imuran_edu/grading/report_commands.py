"""The commands `items`, `alike` and `export`: report on grades, write them for other systems."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from imuran_edu.core import InputError
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.core.console import print_error, print_line
from imuran_edu.grading.export_grades import KEEP_OUT, ExportOptions, export_text, remarks
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse, find_course
from imuran_edu.grading.safety.ordinary_files import escape_control

if TYPE_CHECKING:
    from imuran_edu.grading.nbgrader.results import Results
    from imuran_edu.questions import Bank
    from imuran_edu.results.records import ResponseRecord

REPORTS = "reports"  # folder of a course for reports; git ignores it


def report_items(assignment: str, folder: Path | None, out: Path | None) -> int:
    """Write the item analysis of an assignment and print what stands out; return the exit code.

    Args:
        assignment: name of the assignment.
        folder: folder of the course; None for the default.
        out: folder for the reports; None for `reports/ASSIGNMENT` in the course.
    """

    def work() -> Iterable[str]:
        _need_scipy()
        from imuran_edu.results import item_report as report
        from imuran_edu.results.decided import decided_csv, decided_items
        from imuran_edu.results.item_analysis import analyse

        course = find_course(folder)
        (results,) = read_course(course, [assignment])
        yield from remarks(results)
        questions = results.bank.by_id if results.bank else {}
        records = results.records()
        found = analyse(assignment, results.possible, questions, records)
        decided = (
            decided_items(results.bank, found, results.possible, records) if results.bank else []
        )
        target = out or course / REPORTS / assignment
        texts = {
            "items.html": report.as_page(found, decided),
            "items.csv": report.items_csv(found),
            "choices.csv": report.choices_csv(found),
            "items.json": report.as_json(found, decided),
            **({"decided.csv": decided_csv(decided)} if decided else {}),
        }
        yield from report.summary_lines(found)
        yield from _write(target, texts)

    return _run(work)


def report_similarity(assignment: str, folder: Path | None, out: Path | None) -> int:
    """Write and print which students' wrong answers agree; return the exit code.

    Args:
        assignment: name of the assignment.
        folder: folder of the course; None for the default.
        out: folder for the reports; None for `reports/ASSIGNMENT` in the course.
    """

    def work() -> Iterable[str]:
        from imuran_edu.results import similarity_report as report
        from imuran_edu.results.similarity import find_similar

        course = find_course(folder)
        (results,) = read_course(course, [assignment])
        if results.bank is None:
            raise GradingError(
                f"{assignment}: has no bank, so no answers to compare; put it into quizzes/graded"
            )
        records = results.records()
        found = find_similar(assignment, results.bank.questions, records)
        target = out or course / REPORTS / assignment
        texts = {
            "alike.html": report.as_page(found),
            "alike.csv": report.as_table(found),
            "alike.json": report.as_json(found),
        }
        yield from report.summary_lines(found)
        yield from _same_texts(results.bank, records)
        yield from _write(target, texts)

    return _run(work)


def _same_texts(bank: Bank, records: Sequence[ResponseRecord]) -> Iterable[str]:
    """Yield whose written answers are nearly the same."""
    from imuran_edu.results.near_identical import near_identical

    for question in (each.id for each in bank.questions if each.manual):
        texts = {each.student: each.answers.get(question) for each in records}
        written = {name: text for name, text in texts.items() if isinstance(text, str)}
        for one, other, percent in near_identical(written):
            who = f"{escape_control(one, 40)}, {escape_control(other, 40)}"
            yield f"{question}: {who}: {percent:.0f} % of the written answers are the same"


def export(
    assignments: Sequence[str],
    system: str,
    folder: Path | None,
    ids: Path | None,
    out: Path,
    headings: Sequence[str] = (),
    how: ExportOptions = KEEP_OUT,
) -> int:
    """Write the grades for another system; return the exit code.

    Args:
        assignments: their names.
        system: `"long"`, or a name of `imuran_edu.results.export.FORMATS`.
        folder: of the course, or None.
        ids: the file that says who is who; None if the names are the same in both systems.
        out: the file to write.
        headings: `NAME=HEADING` for assignments that have another name over there.
        how: what is done where a grade or a student is missing.
    """

    def work() -> Iterable[str]:
        if not out.parent.is_dir():
            raise GradingError(f"--out {out}: there is no folder {out.parent}; make it first")
        names = dict(_heading(each, assignments) for each in headings)
        results = read_course(find_course(folder), assignments)
        text, left_out = export_text(results, system, ids, names, how)
        for each in results:
            yield from remarks(each, left_out=True)
        yield from left_out
        write_if_changed(out, text)
        yield str(out)

    return _run(work)


def read_course(course: Path, assignments: Sequence[str]) -> list[Results]:
    """Read the results of assignments.

    Args:
        course: folder with `nbgrader_config.py`.
        assignments: their names.

    Raises:
        GradingError: there is no such assignment, or nothing of it is graded.
        InputError: a bank cannot be used.
    """
    from imuran_edu.grading.nbgrader.results import read_course_results

    return read_course_results(NbgraderCourse(course, assignments[0], "Autograde"), assignments)


def _heading(text: str, assignments: Sequence[str]) -> tuple[str, str]:
    name, mark, heading = text.partition("=")
    if not mark or not heading.strip():
        raise GradingError(
            f"--column '{text}': write NAME=HEADING, as in mechanism=\"Quiz 1 (4711)\""
        )
    if name not in assignments:
        raise GradingError(
            f"--column '{text}': {name} is not exported; name it among the assignments"
        )
    return name, heading.strip()


def _write(folder: Path, texts: Mapping[str, str]) -> Iterable[str]:
    for name, text in texts.items():
        write_if_changed(folder / name, text)
        yield str(folder / name)


def _need_scipy() -> None:
    try:
        import scipy.special  # noqa: F401
    except ImportError:
        raise GradingError(f"items: needs scipy; {sys.executable} -m pip install scipy") from None


def _run(work: Callable[[], Iterable[str]]) -> int:
    try:
        for line in work():
            print_line(line)
    except (GradingError, InputError, OSError) as error:
        print_error(error)
        return 1
    return 0
