"""Where the questions of a lesson stand, as its page has it."""

from __future__ import annotations

import json
import re

from imuran_edu.core import find_data
from imuran_edu.core.lesson_text import lesson_text
from imuran_edu.evidence import course_lessons
from imuran_edu.widgets.course_index import course_index, course_questions
from imuran_edu.widgets.lesson_view import in_objectives, lesson_view
from imuran_edu.widgets.sections import quiz_sections


def test_every_section_is_a_heading_of_the_page() -> None:
    for lesson in course_lessons():
        notebook = json.loads(find_data("notebooks", lesson.notebook).read_text(encoding="utf-8"))
        page = lesson_text(notebook)
        assert page is not None
        html = "".join(cell.get("html", "") for cell in page["cells"])
        headings = set(re.findall(r'<h2 id="([^"]*)"', html))
        assert {place.id for place in quiz_sections(lesson.notebook).values()} <= headings


def test_every_card_names_a_section_of_its_lesson_or_none() -> None:
    index = course_index()
    known = {each["id"]: {place["id"] for place in each["sections"]} for each in index["lessons"]}
    asked = course_questions()
    for card in index["cards"]:
        assert bool(card["section"]) == bool(asked[card["id"]].section), card["id"]
        assert not card["section"] or card["section"] in known[card["lesson"]]


def test_objectives_count_all_questions_of_the_lesson() -> None:
    for lesson in ("mechanism", "dosing"):
        view = lesson_view(lesson)
        cards = [card for card in course_index()["cards"] if card["lesson"] == lesson]
        assert in_objectives(view) == {part for card in cards for part in card["parts"]}


def test_a_lesson_that_cannot_be_read_has_no_sections() -> None:
    assert quiz_sections("99_no_such_lesson.ipynb") == {}
