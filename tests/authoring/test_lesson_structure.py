"""Every lesson has the same parts in the same order."""

from __future__ import annotations

from typing import Any

import pytest

from imuran_edu.authoring.lesson_structure import missing_parts, sections_shown
from imuran_edu.evidence import Lesson
from tests.courses import code, markdown

OF = Lesson.model_validate(
    {
        "id": "doses",
        "notebook": "01_doses.ipynb",
        "title": "On doses",
        "minutes": 40,
        "objectives": [{"id": "doses-1", "text": "Name the dose."}],
    }
)


def good() -> list[dict[str, Any]]:
    return [
        markdown("title", "# On doses"),
        code("warm-up-quiz", 'quiz("doses-warm-up")'),
        code("one", 'figure("onset")'),
        code("two", 'figure("pathway")'),
        markdown("worked", "## 4 A worked example"),
        code("claims", 'claims_table("D1-001")'),
        code("practice", 'quiz("doses")'),
        markdown("key-points", "## Key points\n\n1. One.\n2. Two."),
        code("references", 'reference_list("doses", "us-pi")'),
        code("progress", "progress()"),
    ]


def complaints(cells: list[dict[str, Any]]) -> list[str]:
    return list(missing_parts(OF, cells))


def test_a_lesson_with_all_its_parts() -> None:
    assert complaints(good()) == []


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (1, 'no part for the warm-up: quiz("doses-warm-up")'),
        (2, "has 1 figures, not 2"),
        (4, "no part for a heading 'A worked example'"),
        (5, "no part for the claims"),
        (6, 'no part for the practice quiz: quiz("doses")'),
        (7, "no part for a heading 'Key points'"),
        (8, 'no part for the references: reference_list("doses", ...)'),
    ],
)
def test_a_part_that_is_missing(at: int, words: str) -> None:
    cells = good()
    del cells[at]
    (complaint,) = complaints(cells)
    assert words in complaint


def test_parts_in_another_order() -> None:
    cells = good()
    cells[5], cells[6] = cells[6], cells[5]
    (complaint,) = complaints(cells)
    assert complaint.startswith("has its parts in another order than: the warm-up")


def test_more_key_points_than_anyone_remembers() -> None:
    cells = good()
    cells[7]["source"] = "## Key points\n\n" + "\n".join(f"{n}. Point." for n in range(1, 9))
    assert complaints(cells) == ["has 8 key points; at most 7 can be remembered"]


def test_an_introduction_needs_none_of_them_but_the_last() -> None:
    introduction = OF.model_copy(update={"introduction": True})
    (complaint,) = missing_parts(introduction, [])
    assert "has no progress() at its end" in complaint
    assert list(missing_parts(introduction, [code("progress", "progress()")])) == []


def test_a_section_of_the_quiz_is_not_the_quiz() -> None:
    cells = good()
    cells.insert(2, code("section", 'quiz("doses", "tablets")'))
    assert complaints(cells) == []
    del cells[7]
    (complaint,) = complaints(cells)
    assert 'no part for the practice quiz: quiz("doses")' in complaint


def test_each_section_is_shown_once() -> None:
    cells = good()
    banks = {"doses": ["tablets", "weights"], "doses-warm-up": None}
    cells.insert(2, code("one", 'quiz("doses", "tablets")'))
    (complaint,) = sections_shown(cells, banks)
    assert "shows the section 'weights' of 'doses' 0 times, not once" in complaint
    cells.insert(3, code("two", 'quiz("doses", "weights")'))
    assert not list(sections_shown(cells, banks))
    cells.insert(3, code("three", 'quiz("doses", "weights")'))
    (complaint,) = sections_shown(cells, banks)
    assert "'weights' of 'doses' 2 times, not once" in complaint


def test_a_game_has_six_to_eight_claims_and_all_of_them_stand_in_the_table() -> None:
    claims = [f"D1-00{number}" for number in range(1, 7)]
    named = ", ".join(f'"{claim}"' for claim in claims)
    cells = good()
    cells[5]["source"] = f"claims_table({named})"
    cells.insert(5, code("game", f"claims_game({named})"))
    assert complaints(cells) == []
    cells[5]["source"] = 'claims_game("D1-001", "D1-009")'
    few, absent = complaints(cells)
    assert few == "has a game of 2 claims; 6 to 8 are judged with care"
    assert absent == "has D1-009 in its game and not in its table"
