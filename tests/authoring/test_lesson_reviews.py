"""Who reviewed which version of a lesson, and what the record refuses."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from imuran_edu.authoring.check import check_course
from imuran_edu.authoring.currency import COLUMNS, csv_text
from imuran_edu.authoring.currency_page import as_page
from imuran_edu.authoring.lesson_reviews import Reviewed, load_reviews, measure_reviews, summary
from imuran_edu.core import InputError
from imuran_edu.evidence import load_evidence
from tests.courses import ROOT

TODAY = date(2026, 11, 28)


def record(course: Path, *entries: str, lesson: str = "doses") -> Path:
    """Write the record of reviews: one lesson, and its entries."""
    path = course / "quizzes" / "reviews.yaml"
    lines = "".join(f"    - {{{entry}}}\n" for entry in entries)
    path.write_text(
        f"lessons:\n  {lesson}:\n{lines}" if entries else f"lessons: {{{lesson}: []}}\n"
    )
    return path


def review(version: str, day: str = "2026-11-20", role: str = "pharmacist", by: str = "A") -> str:
    """Return an entry."""
    return f"by: {by}, role: {role}, reviewed: {day}, version: {version}"


def measured(course: Path) -> Reviewed:
    """Return how the course's one lesson stands."""
    (found,) = measure_reviews(course, TODAY)
    return found


def test_without_a_record_nothing_was_reviewed_and_the_version_is_told(course: Path) -> None:
    found = measured(course)
    assert (found.state, found.told) == ("never", "")
    assert summary([found]) == [
        "1 lessons: 0 are as a reviewer read them, 0 changed since, 1 were never reviewed.",
        "Never reviewed by a person:",
        f"  doses, {found.version}",
    ]
    record(course)
    assert measured(course) == found


def test_a_review_stands_until_the_lesson_changes(course: Path) -> None:
    version = measured(course).version
    old = review("v0123456789", day="2025-01-02", role="physician", by="B")
    record(course, old, review(version))
    found = measured(course)
    assert found.state == "reviewed"
    assert [each.by for each in found.reviews] == ["A", "B"], "the latest first"
    notebook = course / "notebooks" / "01_doses.ipynb"
    notebook.write_text(notebook.read_text().replace("On doses", "Of doses"))
    found = measured(course)
    assert found.state == "changed since"
    said = summary([found])
    assert said[1] == "Changed since the review:"
    assert said[2] == (
        f"  doses, now {found.version}: A (pharmacist), 2026-11-20, {version}; "
        "B (physician), 2025-01-02, v0123456789"
    )


def test_a_version_is_of_what_is_read_and_of_nothing_else(course: Path) -> None:
    version = measured(course).version
    notebook, bank, facts = (
        course / "notebooks" / "01_doses.ipynb",
        course / "quizzes" / "practice" / "doses.yaml",
        course / "quizzes" / "facts" / "doses.yaml",
    )
    cells = json.loads(notebook.read_text())
    notebook.write_text(json.dumps(cells, indent=3))
    bank.write_text(bank.read_text() + "# a comment\n")
    assert measured(course).version == version
    seen = {version}
    for path, old, new in (
        (facts, "text: at most 2.5 mg/kg/day", "text: at most 2.6 mg/kg/day"),
        (bank, "title:", "title: Anew"),
    ):
        before = path.read_text()
        assert old in before
        path.write_text(before.replace(old, new, 1))
        seen.add(measured(course).version)
    assert len(seen) == 3, "a fact that it names, and a practice question, count"


@pytest.mark.parametrize(
    ("entry", "lesson", "complaint"),
    [
        (review("v0123456789"), "dozes", "2: unknown lesson 'dozes'; see lessons.yaml"),
        (
            review("v0123456789", day="2026-11-29"),
            "doses",
            "3: 'doses' was reviewed in the future (2026-11-29); mend the date",
        ),
        (review("v0123456789", role="pope"), "doses", "3: 'role' should be 'pharmacist', 'phys"),
        (review("v012"), "doses", "3: 'version' 'v012' must be a version as imuran-edu currency"),
        (review("v0123456789", by="''"), "doses", "3: 'by' "),
        (review("v0123456789") + ", mark: 3", "doses", "3: 'mark' is not a field of this kind"),
    ],
)
def test_a_faulty_record_is_told_with_file_and_line(
    course: Path, entry: str, lesson: str, complaint: str
) -> None:
    path = record(course, entry, lesson=lesson)
    with pytest.raises(InputError) as caught:
        measure_reviews(course, TODAY)
    (said,) = map(str, caught.value.problems)
    assert said.startswith(f"{path}:{complaint}")


def test_check_tells_a_faulty_record(course: Path) -> None:
    path = record(course, review("v0123456789", day="2999-01-01"))
    (said,) = [each for each in check_course(course) if each.file == path]
    assert said.line == 3
    assert "in the future" in said.message
    record(course, review("v0123456789"))
    assert not [each for each in check_course(course) if each.file == path]


def test_table_and_page_name_the_reviews(course: Path) -> None:
    record(course, review("v0123456789", by="Ann <Lee>"))
    found = measured(course)
    (row,) = csv.DictReader(io.StringIO(csv_text([], [found])))
    assert list(row) == list(COLUMNS)
    assert (row["kind"], row["id"], row["version"]) == ("lesson", "doses", found.version)
    assert (row["checked"], row["due"], row["review"]) == ("2026-11-20", "yes", "changed since")
    assert row["reviews"] == "Ann <Lee> (pharmacist), 2026-11-20, v0123456789"
    page = as_page([], TODAY, [found])
    assert "Ann &lt;Lee&gt; (pharmacist)" in page
    assert "0 of 1 were never reviewed" in page


def test_the_record_of_the_course_has_a_place_for_every_lesson() -> None:
    lessons = load_evidence(ROOT / "quizzes").lessons
    assert load_reviews(ROOT, lessons, date.today()).lessons.keys() == lessons.keys()
