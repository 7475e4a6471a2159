"""A lesson or an assignment as a page, without a kernel: what its calls show, put into its text.

Everything comes from the installed course; of the notebook only the names that it calls by.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from imuran_edu.answers import Entry, Responses, Store
from imuran_edu.core import InputError, find_data
from imuran_edu.core.lesson_text import PageCell, lesson_text
from imuran_edu.core.markup import to_html
from imuran_edu.core.words import _
from imuran_edu.errors import CourseError
from imuran_edu.evidence.facts import facts_of, words_of
from imuran_edu.evidence.glossary import mark_terms
from imuran_edu.questions import find_bank, kept_bank, practice_questions
from imuran_edu.questions.page import front_view
from imuran_edu.widgets.ask import read_questions
from imuran_edu.widgets.claims_game import (
    MODE,
    TITLE,
    claim_questions,
    claims_page,
    introduction,
)
from imuran_edu.widgets.evidence_views import (
    as_evidence,
    claims_view,
    corrections_view,
    course_corrections,
    register,
)
from imuran_edu.widgets.figure import figure_html, with_words
from imuran_edu.widgets.glossary_view import glossary_html
from imuran_edu.widgets.lesson_view import lesson_view
from imuran_edu.widgets.practice import in_own_rows, in_round
from imuran_edu.widgets.reference_views import references_view

Edition = tuple[int, str]


@dataclass(frozen=True)
class Place:
    """Where one page lies: its folder holds the answers, and an assignment's questions.

    Attributes:
        folder: of the notebook.
        assignment: its name, if it is one.
        given: answers and seed, where they are not those of the folder.
    """

    folder: Path
    assignment: str | None = None
    given: Responses | None = None

    @cached_property
    def kept(self) -> Responses:
        """The folder's answers and its seed, read once for all cells of the page."""
        return self.given or Store.at(self.folder, self.assignment).load()

    @cached_property
    def edition(self) -> Edition:
        """The state of the course's files, looked up once for all cells of the page."""
        return edition()


def lesson_page(
    notebook: Any, folder: Path, given: Responses | None = None
) -> dict[str, Any] | None:
    """Return what the reading view draws of a notebook; None if it is none of ours.

    Args:
        notebook: as the file holds it, of nbformat 4.
        folder: where it lies.
        given: the seed, and answers that keep numbers and orders; those of the folder if none.

    Returns:
        What `lesson_text` does, with what its calls show: `html` of the kinds `html` and `figure`;
        `quiz`, what the page's script takes, of `quiz` and `ask`; `title` of `explorer`. A call
        that names what is not there becomes the kind `problem`, with its `text`.
    """
    page = lesson_text(notebook)
    if page is None:
        return None
    place = Place(folder, page["assignment"] or None, given)
    cells = _with_terms(page["cells"]) if page["lesson"] else page["cells"]
    return {**page, "cells": [_filled(cell, place) for cell in cells]}


def _with_terms(cells: list[PageCell]) -> list[PageCell]:
    """Explain terms where a section first names them."""
    seen: set[str] = set()
    marked = []
    for cell in cells:
        if cell["kind"] == "markdown":
            if "<h2" in cell["html"]:
                seen = set()
            cell = {**cell, "html": mark_terms(cell["html"], cell["id"], seen)}
        marked.append(cell)
    return marked


def _filled(cell: PageCell, place: Place) -> PageCell:
    if "call" not in cell:
        return cell
    name, *given = cell["call"]
    try:
        return {**cell, **SHOWN[name](place, *given)}
    except (CourseError, InputError, FileNotFoundError, ValueError, TypeError, OSError) as error:
        return {"id": cell["id"], "kind": "problem", "text": str(error)}


def _quiz(place: Place, name: str, section: str = "") -> PageCell:
    now = place.kept.answers.get(f"round-of-{name}", Entry(None)).answer
    count = now if isinstance(now, int) else 1  # what is no number, the page puts in order
    return copy.deepcopy(_quiz_of(place.edition, name, section, str(place.kept.seed), count))


@lru_cache(maxsize=512)
def _quiz_of(_: Edition, name: str, section: str, seed: str, count: int) -> PageCell:
    bank = kept_bank(find_bank(name))
    round_id = f"round-of-{name}"
    own = in_own_rows(practice_questions(bank), Responses(seed=int(seed)))
    questions = in_round(own, seed, count, section)
    if not questions:
        raise ValueError(f"The quiz '{name}' has no section '{section}'.")
    if section:
        return _drawn("practice", questions)
    drawn = _drawn("practice", questions, bank.title, to_html(bank.introduction), round_id)
    drawn["quiz"]["lesson"] = lesson_view(str(bank.lesson))
    return drawn


def _ask(place: Place, question: str) -> PageCell:
    _, questions = read_questions(place.folder)
    if question not in questions:
        raise ValueError(f"There is no question '{question}' in this assignment.")
    number, view = questions[question]
    seed = place.kept.seed
    front = front_view(view.for_seed(seed), number, str(seed))
    return _drawn("graded", [{**front, "of": len(questions)}])


def _claims_game(place: Place, *ids: str) -> PageCell:
    asked = claim_questions(*ids)
    return _drawn(MODE, claims_page(asked, str(place.kept.seed)), _(TITLE), introduction())


def _drawn(
    mode: str,
    questions: list[dict[str, Any]],
    title: str = "",
    introduction: str = "",
    round_id: str = "",
) -> PageCell:
    drawn = {"mode": mode, "title": title, "introduction": introduction, "round_id": round_id}
    return {"quiz": {**drawn, "questions": questions}}


def _figure(_: Place, name: str) -> PageCell:
    return {"html": figure_html(name)}


def _explorer(_: Place, name: str) -> PageCell:
    from imuran_edu.widgets.explorer_spec import explorer_spec, opening_still

    picture, words = opening_still(name)
    still = with_words(picture, words) if picture.startswith("<svg ") else picture
    return {"title": explorer_spec(name).title, "still": still}


def _evidence(view: Callable[..., tuple[str, str]]) -> Callable[..., PageCell]:
    made = lru_cache(maxsize=256)(lambda _, *ids: {"html": as_evidence(view(*ids)[0])})
    return lambda place, *ids: made(place.edition, *ids)


def edition() -> Edition:
    """Return what tells one state of the course's files from another, for an author who edits.

    A page that nothing has changed is made once: what it shows of the register and the banks takes
    most of the time.
    """
    folder = find_data("quizzes")
    files = (*folder.glob("*.yaml"), *folder.glob("[!g]*/*.yaml"))
    now = max((path.stat().st_mtime_ns, str(path)) for path in files)
    if now != _read.get("edition"):
        for read_once in (register, course_corrections, words_of, facts_of):
            read_once.cache_clear()
        _read["edition"] = now
    return now


_read: dict[str, Edition] = {}


SHOWN: Final[Mapping[str, Callable[..., PageCell]]] = {
    "ask": _ask,
    "claims_game": _claims_game,
    "claims_table": _evidence(claims_view),
    "corrections": _evidence(corrections_view),
    "explore": _explorer,
    "figure": _figure,
    "glossary": lambda _: {"html": glossary_html()},
    "progress": lambda _: {},
    "quiz": _quiz,
    "reference_list": _evidence(references_view),
    "today": lambda _: {},
}
"""What a call shows, given its place and the ids that it names; `KINDS` has the same names."""
