"""What a search over the course reads."""

from __future__ import annotations

import json

from imuran_edu.evidence import course_lessons
from imuran_edu.questions import find_bank, load_bank
from imuran_edu.widgets.course_text import course_text


def test_every_lesson_is_there_with_its_text_and_its_questions() -> None:
    texts = course_text()
    assert [each["file"] for each in texts] == [lesson.notebook for lesson in course_lessons()]
    mechanism = next(each for each in texts if each["file"] == "01_mechanism.ipynb")
    asked = [
        question["id"]
        for cell in mechanism["cells"]
        if cell["kind"] == "quiz"
        for question in cell["quiz"]["questions"]
    ]
    assert {each.id for each in load_bank(find_bank("mechanism")).questions} <= set(asked)
    assert len(asked) == len(set(asked))
    assert {cell["kind"] for cell in mechanism["cells"]} == {"markdown", "quiz"}


def test_no_key_no_hint_and_no_reason_is_in_it() -> None:
    def names(value: object) -> set[str]:
        if isinstance(value, dict):
            return {*value, *(name for each in value.values() for name in names(each))}
        return (
            {name for each in value for name in names(each)} if isinstance(value, list) else set()
        )

    assert not names(course_text()) & {"key", "hints", "rationale", "notes", "evidence"}
    bank = load_bank(find_bank("mechanism"))
    told = json.dumps(course_text(), ensure_ascii=False)
    for question in bank.questions:
        assert question.rationale[:60] not in told, question.id
