"""A practice quiz: every answer can be checked, explained and tried again, in the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from imuran_edu.answers import Entry, Store
from imuran_edu.core import InputError
from imuran_edu.core.markup import to_html
from imuran_edu.questions import PracticeQuestion, find_bank, load_bank, practice_questions
from imuran_edu.widgets.practice_view import practice_view
from imuran_edu.widgets.session import Session


def quiz(name: str) -> None:
    """Show a practice quiz of the course.

    Args:
        name: of a practice bank, such as `"mechanism"`.
    """
    from imuran_edu.widgets.quiz_widget import show, show_problem

    try:
        bank = load_bank(find_bank(name))
    except FileNotFoundError as error:
        show_problem(str(error))
        return
    except InputError as error:
        show_problem(f"The questions of this quiz have a fault. {error}")
        return
    questions = practice_questions(bank)
    round_id = f"round-of-{name}"  # no question's id: those of banks have their own words
    session = Session([asked.public for asked in questions], Store.at(Path.cwd()), [round_id])
    front = in_round(questions, session.seed, session.entries.get(round_id, Entry(None)).answer)
    show(session, front, "practice", bank.title, to_html(bank.introduction), round_id)


def in_round(questions: Sequence[PracticeQuestion], seed: str, now: Any) -> list[dict[str, Any]]:
    """Return the questions as the page gets them: in the author's order first, later in another.

    Args:
        questions: of the bank.
        seed: of the folder; it keeps the order that it has begun with.
        now: the round as it is kept. A number is from a version before the page drew the order
            of later rounds; what is no number, the page puts in order itself.
    """
    count = now if isinstance(now, int) and not isinstance(now, bool) else 1
    order = list(questions)
    if count > 1:
        Random(f"{seed}/{count}").shuffle(order)
    listed = enumerate(order, 1)
    return [practice_view(asked, str(number), f"{seed}/{count}") for number, asked in listed]
