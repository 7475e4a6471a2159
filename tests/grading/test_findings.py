"""Whose answers have a common origin, and what files of answers tell about themselves."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from imuran_edu.answers import Entry, Responses
from imuran_edu.grading.class_findings import by_place, shared
from imuran_edu.grading.findings import AnswersFile, Finding, in_answers, in_notebook


def answers(seed: int, minute: int = 0, count: int = 3) -> Responses:
    entries = {
        f"q-{n}": Entry("a", "v", f"2026-03-02T09:{minute + n:02d}:01.{seed:06d}+00:00")
        for n in range(count)
    }
    return Responses("demo", seed, entries)


def told(**handed: Responses) -> dict[str, list[str]]:
    """Return what is said of each student's file."""
    files = {name: AnswersFile(repr(responses), responses) for name, responses in handed.items()}
    lines: dict[str, list[str]] = {}
    for finding in shared(files):
        lines.setdefault(finding.student, []).append(finding.what)
    return lines


def test_files_of_their_own_have_nothing_in_common() -> None:
    assert told(ann=answers(1), bob=answers(2), zoe=answers(3, minute=9)) == {}


def test_the_same_file_is_told_once_of_each() -> None:
    assert told(ann=answers(1), bob=answers(1), zoe=answers(2)) == {
        "ann": ["is the same file as that of bob"],
        "bob": ["is the same file as that of ann"],
    }


def test_the_same_seed_is_told_although_the_times_differ() -> None:
    said = told(ann=answers(1), bob=answers(1, minute=30))
    assert said["ann"] == ["has the same seed as that of bob"]


def test_the_same_moments_are_told_although_the_seed_differs() -> None:
    mine = answers(1)
    other = Responses("demo", 99, {**mine.answers, "q-9": Entry("b")})
    said = told(ann=mine, bob=other)
    assert said["bob"] == ["has answers saved at the same moments as that of ann"]


def test_one_moment_in_common_is_chance() -> None:
    one = Responses("demo", 1, {**answers(1).answers, "q-0": Entry("a", "v", "2026-03-02T09:00")})
    two = Responses("demo", 2, {**answers(2).answers, "q-0": Entry("a", "v", "2026-03-02T09:00")})
    assert told(ann=one, bob=two) == {}


def test_times_that_a_program_set_say_nothing() -> None:
    same = "2026-01-01T12:00:00.000000"
    group = {
        name: Responses("demo", seed, {f"q-{n}": Entry(seed, "v", same) for n in range(9)})
        for seed, name in enumerate(("ann", "bob", "zoe"), 1)
    }
    assert told(**group) == {}


def test_a_crowd_with_one_file_is_named_shortly() -> None:
    said = told(**{f"s{n:02d}": answers(1) for n in range(40)})
    assert len(said) == 40
    assert said["s39"] == ["is the same file as that of s00, s01, s02, s03, s04 and 34 more"]


def test_work_that_is_not_graded_and_grades_without_work_are_told() -> None:
    where = {
        "uncollected": {"ann"},
        "submitted": {"bob", "cat", "dan"},
        "graded": {"cat", "dan", "eve"},
        "newer": {"dan"},
    }
    said = {each.student: (each.file, each.what) for each in by_place(SimpleNamespace(**where))}
    assert said == {
        "ann": (".", "was handed in and not collected"),
        "bob": (".", "was handed in and is not graded, as others are"),
        "dan": (".", "was handed in again since it was graded"),
        "eve": (".", "is graded and no longer handed in"),
    }
    before = SimpleNamespace(**{**where, "graded": set(), "newer": set()})
    assert [each.student for each in by_place(before)] == ["ann"], "nobody is graded yet"


def test_an_answer_after_the_hand_in_is_told() -> None:
    known = {f"q-{n}" for n in range(3)}
    noon, late = datetime(2026, 3, 2, 12), datetime(2026, 3, 2, 8)
    assert list(in_answers(answers(1), "demo", known, noon)) == []
    assert list(in_answers(answers(1), "demo", known, None)) == []
    assert "saved after timestamp.txt (2026-03-02 09:02 UTC)" in str(
        list(in_answers(answers(1), "demo", known, late))
    )


def test_what_a_page_would_not_write_is_told() -> None:
    bare = Responses("demo", 0, {"q-0": Entry("a"), "\x1b[2J": Entry("b")})
    said = str(list(in_answers(bare, "demo", {"q-0"}, None)))
    assert "not asked (\\\\x1b[2J)" in said
    assert "lacks the seed or the times" in said
    (only,) = in_answers(Responses("other\x07"), "demo", set(), None)
    assert only == ("belongs to 'other\\x07'", "nothing in it counts")


def test_whatever_json_a_notebook_is_it_is_described() -> None:
    for data in (None, [], {}, {"cells": 1}, {"nbformat": 4, "cells": {}}, {"nbformat": [4]}):
        assert list(in_notebook(data, {}, "demo"))
    odd = [None, {}, {"cell_type": "code", "metadata": 1}, {"cell_type": [], "metadata": {}}]
    marks = [{"nbgrader": "x"}, {"nbgrader": {"grade_id": ["y"]}}, {"nbgrader": {"grade_id": "\n"}}]
    cells = [{"cell_type": "code", "metadata": mark, "source": ["1", "2"]} for mark in marks]
    data = {"nbformat": 4, "metadata": [], "cells": [*odd, *cells]}
    assert list(in_notebook(data, {}, "demo")) == [
        ("holds something that is no cell", "perhaps not graded"),
        ("does not say to which assignment it belongs", "graded as demo"),
        ("marks cells of the student's own as graded (, \\n)", "they earn nothing"),
        ("holds code of the student's own (3 cells, the first: 12)", "not run"),
    ]


def master(name: str, graded: bool = True, locked: bool = True, cell_type: str = "code") -> Any:
    marks = {"grade": graded, "solution": False, "task": False, "locked": locked, "points": 2.0}
    return SimpleNamespace(
        source=f"ask('{name}')", cell_type=cell_type, graded=graded, locked=locked, nbgrader=marks
    )


MASTERS = {"one": master("one"), "two": master("two"), "text": master("text", False)}


def cell(name: str, **changes: Any) -> dict[str, Any]:
    """Return a cell as it was given out, with some things changed."""
    about = {**MASTERS[name].nbgrader, "grade_id": name}
    marks = {key: changes.pop(key) for key in list(changes) if key in about}
    return {
        "cell_type": "code",
        "source": MASTERS[name].source,
        "metadata": {"nbgrader": {**about, **marks}},
        **changes,
    }


def said_of(*cells: dict[str, Any], run: bool = False, texts: tuple[str, ...] = ()) -> list[Any]:
    data = {"nbformat": 4, "metadata": {"imuran_edu": {"assignment": "demo"}}, "cells": [*cells]}
    return list(in_notebook(data, MASTERS, "demo", run, texts))


BACK = "put back for grading"
WHOLE = (cell("one"), cell("two"), cell("text"))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (WHOLE, []),
        ((cell("two"), cell("text")), [("has lost cell 'one'", BACK)]),
        ((cell("one"), cell("two")), []),  # a text without points is no loss
        (
            (*WHOLE, cell("two")),
            [("holds cell 'two' more than once", "the first counts as the course's cell")],
        ),
        (
            (cell("one", source="2"), cell("two", source=" ask('two')\n"), cell("text")),
            [("has other text in locked cells (one)", BACK)],
        ),
        (
            (cell("one", cell_type="raw"), cell("two"), cell("text")),
            [("has other text in locked cells (one)", BACK)],
        ),
        (
            (cell("one", source="2"), *WHOLE[1:], cell("one")),
            [
                ("holds cell 'one' more than once", "the first counts as the course's cell"),
                ("has other text in locked cells (one)", BACK),
            ],
        ),
        *(
            ((cell("one", **{mark: value}), *WHOLE[1:]), [("has other grading marks (one)", BACK)])
            for mark, value in {
                "grade": False,
                "solution": True,
                "task": True,
                "locked": False,
                "points": 3,
            }.items()
        ),
    ],
)
def test_what_became_of_the_courses_cells(cells: Any, said: list[Any]) -> None:
    assert said_of(*cells) == said


def own(source: str, cell_type: str = "markdown") -> dict[str, Any]:
    return {"cell_type": cell_type, "source": source, "metadata": {}}


ACTS = ("holds Markdown that might act on your page or is very long", "shown as plain text")


def test_what_a_student_added() -> None:
    assert said_of(*WHOLE, own("Why? Because."), own("", "code"), own(" ", "code")) == []
    assert said_of(*WHOLE, own("<b>x</b>")) == [ACTS]
    assert said_of(*WHOLE, own("<b>x</b>", "raw")) == [ACTS]
    assert said_of(*WHOLE, own("# Title")) == [ACTS]
    assert said_of(*WHOLE, own("# Title"), texts=("# Title",)) == []
    code = "holds code of the student's own (1 cell: x = 1)"
    assert said_of(*WHOLE, own("x = 1", "code")) == [(code, "not run")]
    assert said_of(*WHOLE, own("x = 1", "code"), run=True) == [
        (code, "run with the code that is graded")
    ]
    two = "holds code of the student's own (2 cells, the first: x = 1)"
    assert said_of(own("x = 1", "code"), *WHOLE, own("y", "code")) == [(two, "not run")]
    marked = {**own("z", "code"), "metadata": {"nbgrader": {"grade_id": "mine"}}}
    assert said_of(*WHOLE, marked)[0] == (
        "marks cells of the student's own as graded (mine)",
        "they earn nothing",
    )


def test_a_notebook_of_another_assignment_is_named() -> None:
    data = {"nbformat": 4, "metadata": {"imuran_edu": {"assignment": "a\nb"}}, "cells": []}
    assert list(in_notebook(data, {}, "demo")) == [("belongs to 'a\\nb'", "nothing in it counts")]


@pytest.mark.parametrize(
    ("saved", "told"),
    [
        ("2026-03-02T09:10:00+00:00", False),  # clocks may differ by ten minutes
        ("2026-03-02T09:10:01+00:00", True),
        ("2026-03-02T09:11:00", True),  # no zone: UTC
        ("2026-03-02T11:10:00+02:00", False),
        ("2026-03-02T11:11:00+02:00", True),
        ("2026-03-02T07:11:00-02:00", True),
    ],
)
def test_zones_and_ten_minutes_are_allowed_for(saved: str, told: bool) -> None:
    responses = Responses("demo", 7, {"q": Entry("a", "v", saved)})
    said = list(in_answers(responses, "demo", {"q"}, datetime(2026, 3, 2, 9)))
    assert bool(said) == told
    assert all("saved after timestamp.txt (2026-03-02 09:1" in what for what, _ in said)


def test_a_finding_is_one_line() -> None:
    line = str(Finding("e\nve", "a\x1b[2J", "is odd", "look"))
    assert line == "e\\nve: a\\x1b[2J: is odd; look"


def test_of_many_others_five_are_named() -> None:
    six = told(**{f"s{n}": answers(1) for n in range(6)})
    assert six["s5"] == ["is the same file as that of s0, s1, s2, s3, s4"]
    seven = told(**{f"s{n}": answers(1) for n in range(7)})
    assert seven["s6"] == ["is the same file as that of s0, s1, s2, s3, s4 and 1 more"]


@pytest.mark.parametrize("version", [3, 5, "4", None])
def test_a_notebook_of_another_format_is_told(version: Any) -> None:
    data = {"nbformat": version, "metadata": {"imuran_edu": {"assignment": "demo"}}, "cells": []}
    assert len(list(in_notebook(data, {}, "demo"))) == 1
    assert not list(in_notebook({**data, "nbformat": 4}, {}, "demo"))
