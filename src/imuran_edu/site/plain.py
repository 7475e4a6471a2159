"""The questions of a page as text, for whoever reads it without scripts; answers are folded."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from imuran_edu.core.lesson_text import PageCell
from imuran_edu.core.markup import inline_html, to_html
from imuran_edu.core.words import _
from imuran_edu.questions import PracticeQuestion, QuestionType
from imuran_edu.questions.page import asked_html
from imuran_edu.questions.public import practice_question
from imuran_edu.widgets.claims_game import claim_questions
from imuran_edu.widgets.course_index import course_questions


def plain_quiz(cell: PageCell, seed: int) -> str:
    """Return the questions of a cell as HTML, in the order in which the page asks them.

    Args:
        cell: of the kind `quiz`, as `lesson_page` fills it.
        seed: chooses the numbers of templates, as it did for the cell.
    """
    name, *given = cell["call"]
    quiz = cell["quiz"]
    asked = _claims(given) if name == "claims_game" else course_questions()
    shown = [(asked[each["id"]].for_seed(seed), each["number"]) for each in quiz["questions"]]
    head = f"<h3>{escape(quiz['title'])}</h3>" if quiz["title"] else ""
    texts = (_question(practice_question(each), number) for each, number in shown)
    return f"<div class='imuran-static'>{head}{quiz['introduction']}{''.join(texts)}</div>"


def _claims(ids: Iterable[str]) -> dict[str, QuestionType]:
    return {each.question.id: each.question for each in claim_questions(*ids)}


def _question(asked: PracticeQuestion, number: str) -> str:
    question = asked.question
    predicted = _("Predict first")
    title = predicted if question.predict else _("Question {number}", number=number)
    stages = len(getattr(question, "stages", ()))
    lines = [f"<p><strong>{escape(title)}.</strong></p>", *asked_html(asked.public, stages)]
    told = "".join(_answer(each) for each in question.parts or [question])
    lines.append(f"<details><summary>{_('Show the answer')}</summary>{told}</details>")
    return f"<section>{''.join(lines)}</section>"


def _answer(question: QuestionType) -> str:
    key = "<br>".join(inline_html(line) for line in question.key_text().splitlines())
    return f"<p><strong>{key}</strong></p>{to_html(question.rationale)}"
