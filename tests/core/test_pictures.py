"""Pictures of questions: drawn from a file, and told in words from the same file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from imuran_edu.core import InputError, find_data
from imuran_edu.core.pictures import (
    picture_html,
    picture_names,
    picture_spec,
    picture_words,
    shown_picture,
)
from imuran_edu.core.pictures.drawing import WIDTH, drawing_html
from imuran_edu.core.pictures.spec import PictureSpec
from imuran_edu.evidence import course_lessons
from imuran_edu.questions import load_bank
from imuran_edu.questions.bank import with_parts
from tests.core.test_markup import Reader
from tests.examples import question

BANKS = sorted(find_data("quizzes").glob("*/*.yaml"))


def asked() -> dict[str, tuple[str, str]]:
    """Return the questions that carry a picture: id to its picture and its kind of bank."""
    banks = [path for path in BANKS if path.parent.name in ("practice", "graded")]
    return {
        question.id: (question.picture, path.parent.name)
        for path in banks
        for each in load_bank(path).questions
        for question in with_parts(each)
        if question.picture
    }


def test_twenty_questions_of_both_kinds_carry_one_and_no_picture_is_left_over() -> None:
    carried = asked()
    assert len(carried) >= 20
    assert {kind for _, kind in carried.values()} == {"practice", "graded"}
    shown = {lesson.picture for lesson in course_lessons() if lesson.picture}
    assert {picture for picture, _ in carried.values()} | shown == set(picture_names())


@pytest.mark.parametrize("name", picture_names())
def test_a_picture_is_whole_and_no_wider_than_a_phones_question(name: str) -> None:
    html = picture_html(name)
    read = Reader(html)
    assert read.tags >= {"figure"}
    spec = picture_spec(name)
    if spec.sheet:
        for row in spec.sheet.rows:
            assert all(cell in read.text for cell in row), row
    else:
        labels = read.attributes["aria-label"]
        assert all(len(label) > 20 for label in labels)
        assert all(float(width) <= WIDTH for width in read.attributes["width"] if "." in width)
    assert not re.search(r"#[0-9a-f]{3}", html), "its colours are those of the text around it"


def test_the_words_of_a_chart_a_box_and_a_calendar_have_all_that_is_drawn() -> None:
    chart = {"title": "Counts", "points": [(0, 5), (7, 2.5)], "limit": 2, "limit_name": "a limit"}
    html = drawing_html(PictureSpec.model_validate({"chart": chart}))
    assert "aria-label='Counts. day 0: 5; day 7: 2.5. A line at 2, a limit.'" in html
    box = {"name": "Drug", "strength": "5 mg", "lines": ["7 tablets"], "label": ["Mr A"]}
    html = drawing_html(PictureSpec.model_validate({"box": box}))
    assert "A box. Printed on it: Drug; 5 mg; 7 tablets. The pharmacy&#x27;s label: Mr A." in html
    leaves = {"months": ["2026-03-01"], "marks": {"2026-03-02": "first"}}
    html = drawing_html(PictureSpec.model_validate({"calendar": leaves}))
    assert "aria-label='A calendar. Monday 2 March 2026: first.'" in html


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "a picture is one of"),
        ({"sheet": {"title": "A"}, "box": {"name": "B", "strength": "1"}}, "a picture is one of"),
        ({"sheet": {"title": "A", "columns": ["x"], "rows": [["1", "2"]]}}, "has 2 cells, not 1"),
        (
            {"molecules": [{"alt": "a ring", "atoms": {"a": {"x": 0, "y": 0}}, "bonds": ["a-b"]}]},
            "joins no two atoms",
        ),
    ],
)
def test_a_faulty_file_is_refused(data: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        PictureSpec.model_validate(data)


def test_text_in_a_picture_is_text() -> None:
    sheet = {"title": "<b>A</b>", "lines": ["1 < 2"]}
    from imuran_edu.core.pictures.sheet import sheet_html

    html = sheet_html(PictureSpec.model_validate({"sheet": sheet}).sheet)  # type: ignore[arg-type]
    assert "&lt;b&gt;A" in html and "1 &lt; 2" in html


def test_a_picture_that_this_version_lacks_is_said_and_raises_nothing() -> None:
    assert shown_picture(None) == ""
    told = shown_picture("of-tomorrow<")
    assert "'of-tomorrow&lt;' is not in this version" in told
    with pytest.raises(ValueError, match="no picture 'of-tomorrow'"):
        picture_html("of-tomorrow")


def test_an_unknown_picture_is_a_fault_of_the_bank(quizzes: Path) -> None:
    from imuran_edu.evidence import load_evidence

    path = quizzes / "practice" / "doses.yaml"
    path.write_text(path.read_text().replace("type: single", "type: single\n  picture: nowhere", 1))
    with pytest.raises(InputError, match="no picture 'nowhere'"):
        load_bank(path, load_evidence(quizzes))


def test_what_cannot_draw_a_picture_tells_it() -> None:
    assert picture_words(None) == ""
    assert "| White cells | 3.4 | 10⁹/L |" in picture_words("week-14-report")
    assert "Molecule A" in picture_words("two-purines")
    assert "The pharmacy's label: Mr Osei" in picture_words("empty-box")
    item = question("ex-single", picture="week-14-report").to_interchange()
    assert item.stem.endswith(picture_words("week-14-report"))
