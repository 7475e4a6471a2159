"""What grading again would change: who is told of, in which order, with which figures."""

from __future__ import annotations

import csv

from imuran_edu.grading.regrade import Regrade, RegradedStudent, regrade_csv, regrade_lines


def student(name: str, before: float, after: float, **questions: tuple[float | None, float | None]):
    return RegradedStudent(name, before, after, questions)


ANN = student("ann", 5, 4, q1=(2, 1))
BOB = student("bob", 4, 3.2)  # the share stays: 40 %
CAT = student("cat", 6, 8, q1=(0, 1.5), q2=(1, None))
DAN = student("dan", 5, 3.99, q1=(2, 0.99))
# fewer points in all, and the same number for a question: told all the same
EVE = student("eve", 5, 4, q2=(1, 2))


def test_each_change_is_told_and_who_loses_most_comes_first() -> None:
    found = Regrade("demo", 10, 8, [CAT, BOB, EVE, ANN, DAN], [("q1", "dropped")])
    assert list(regrade_lines(found)) == [
        "demo: 10 points in all, 8 from now on",
        "q1: dropped",
        "q1: other points for 3 of 5 students",
        "q2: other points for 2 of 5 students",
        "1 of 5 lose, at most 0.1 % of the whole",
        "1 of 5 gain, at most 40.0 % of the whole",
        "dan: 5 of 10 (50.0 %) -> 3.99 of 8 (49.9 %)",
        "ann: 5 of 10 (50.0 %) -> 4 of 8 (50.0 %)",
        "eve: 5 of 10 (50.0 %) -> 4 of 8 (50.0 %)",
        "cat: 6 of 10 (60.0 %) -> 8 of 8 (100.0 %)",
    ]
    assert list(regrade_lines(found, most=3))[-2:] == [
        "eve: 5 of 10 (50.0 %) -> 4 of 8 (50.0 %)",
        "and 1 more, in the list",
    ]
    assert "more" not in list(regrade_lines(found, most=4))[-1]


def test_where_nothing_changes_that_is_said() -> None:
    nearly = student("ann", 5, 5 + 1e-9)
    found = Regrade("demo", 10, 10, [nearly])
    assert list(regrade_lines(found)) == ["demo: grading again would change nobody's grade"]


def test_an_assignment_without_points_is_no_division_by_nothing() -> None:
    found = Regrade("demo", 0, 4, [student("ann", 0, 1)])
    assert found.share(found.students[0]) == (0, 25)
    assert Regrade("demo", 4, 0, []).share(student("ann", 1, 0)) == (25, 0)


def test_the_list_has_a_row_for_everybody_who_is_told_of() -> None:
    head, dan, cat = csv.reader(regrade_csv(Regrade("demo", 10, 8, [CAT, BOB, DAN])).splitlines())
    assert head == [
        *("student", "points_before", "of_before", "points_after", "of_after"),
        *("percent_before", "percent_after", "change", "questions"),
    ]
    assert dan == ["dan", "5", "10", "3.99", "8", "50", "49.9", "-0.1", "q1 2 to 0.99"]
    assert cat[:4] == ["cat", "6", "10", "8"]
    assert cat[5:] == ["60", "100", "40", "q1 0 to 1.5; q2 1 to not known"]


def test_a_name_cannot_command_the_terminal() -> None:
    found = Regrade("demo", 10, 10, [student("a\x1b[2J", 1, 2)])
    assert list(regrade_lines(found))[-1].startswith("a\\x1b[2J: 1 of 10")
