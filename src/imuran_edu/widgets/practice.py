"""A practice quiz: every answer can be checked, explained and tried again, in the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

from imuran_edu.answers import Entry, Responses
from imuran_edu.core import InputError
from imuran_edu.core.markup import to_html
from imuran_edu.core.words import _
from imuran_edu.questions import PracticeQuestion, find_bank, kept_bank, practice_questions
from imuran_edu.questions.public import row_answered
from imuran_edu.widgets.lesson_view import in_objectives, lesson_view
from imuran_edu.widgets.practice_view import practice_view
from imuran_edu.widgets.readers import store_here
from imuran_edu.widgets.session import Session


def quiz(name: str, section: str = "") -> None:
    """Show practice questions of the course.

    Args:
        name: of a practice bank, such as `"mechanism"`.
        section: of the lesson, such as `"purines"`: the bank's questions of that section are
            shown, without a title and a result; without it, those of no section, as a quiz.
    """
    from imuran_edu.widgets.quiz_widget import show, show_problem

    try:
        bank = kept_bank(find_bank(name))
    except FileNotFoundError as error:
        show_problem(str(error))
        return
    except InputError as error:
        show_problem(_("The questions of this quiz have a fault. {error}", error=error))
        return
    store = store_here()
    questions = in_own_rows(practice_questions(bank), store.load())
    shown = of_section(questions, section)
    if not shown:
        sections = ", ".join(bank.sections) or _("none")
        missing = _(
            "The quiz '{name}' has no section '{section}'; there are: {sections}",
            name=name,
            section=section,
            sections=sections,
        )
        show_problem(missing)
        return
    round_id = f"round-of-{name}"  # no question's id: those of banks have their own words
    session = Session([asked.public for asked in shown], store, [round_id], ("flag-of-",))
    session.templates = {each.question.id: each.question for each in shown}
    now = session.entries.get(round_id, Entry(None)).answer
    front = in_round(questions, session.seed, now, section)
    if section:
        show(session, front, "practice")  # a round is what the quiz at the end begins anew
    else:
        introduction = to_html(bank.introduction)
        lesson = lesson_view(str(bank.lesson))
        session.asked |= in_objectives(lesson)
        show(session, front, "practice", bank.title, introduction, round_id, lesson)


def in_own_rows(
    questions: Iterable[PracticeQuestion], responses: Responses
) -> list[PracticeQuestion]:
    """Return questions with a folder's own numbers.

    A template that was answered keeps the row of its answer; else the folder's seed chooses it.
    """
    found = []
    for asked in questions:
        entry = responses.answers.get(asked.question.id, Entry(None))
        answered = row_answered(asked.question, entry.version)
        row = (answered or asked.question.for_seed(responses.seed)).row
        found.append(asked.in_row(row))
    return found


def of_section(questions: Sequence[PracticeQuestion], section: str) -> list[PracticeQuestion]:
    """Return those questions of a bank that stand in a section; with `""`, those in none."""
    return [asked for asked in questions if (asked.question.section or "") == section]


def in_round(
    questions: Sequence[PracticeQuestion], seed: str, now: Any, section: str = ""
) -> list[dict[str, Any]]:
    """Return questions as the page gets them: in the author's order first, later in another.

    Args:
        questions: all of the bank, so that the order of a round that was begun when they stood
            together is kept; predictions, which came later, keep their place.
        seed: of the folder; it keeps the order that it has begun with.
        now: the round as it is kept. A number is from a version before the page drew the order
            of later rounds; what is no number, the page puts in order itself.
        section: those of which section to return, as in `of_section`.
    """
    count = now if isinstance(now, int) and not isinstance(now, bool) else 1
    order = [asked for asked in questions if not asked.question.predict]
    if count > 1:
        Random(f"{seed}/{count}").shuffle(order)
        order = [*(asked for asked in questions if asked.question.predict), *order]
    else:
        order = list(questions)
    shown = of_section(order, section)
    views = []
    number = 0
    for asked in shown:
        number += not asked.question.predict
        views.append(practice_view(asked, str(number), f"{seed}/{count}"))
    return views
