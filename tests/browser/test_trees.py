"""What a screen reader is given of every question type: names, states and feedback, in their order.

`trees/TYPE.txt` holds Chromium's accessibility tree of an example in each state, as Playwright
writes it. After a change that is meant, `IMURAN_WRITE=1 pytest tests/browser/test_trees.py` writes
the files anew; read what changed as it would be heard.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from imuran_edu.questions.page import front_view
from imuran_edu.questions.public import practice_question, public_view
from imuran_edu.questions.question_type import QuestionType, all_types
from imuran_edu.widgets.practice_view import practice_view
from tests.examples import ANSWERS, bank, question
from tests.gallery import Piece, bundle, entry, page, quiz

pytestmark = pytest.mark.browser

TREES = Path(__file__).with_name("trees")
EXAMPLES = {each.type: each for each in reversed(bank().questions)}  # the first of each type
PREDICTION = question("ex-single", predict=True)
WRITTEN = "Your marrow makes blood cells. The drug slows it."


def practised(asked: QuestionType) -> Iterator[Piece]:
    """Yield a question of a lesson in its states."""
    view = practice_view(practice_question(asked), "1", "seed")
    known = ANSWERS[asked.id]
    wrong, right = known.wrong[0], known.right[0]
    partial = next((answer for answer, _points in known.partial), None)
    yield {"title": "untouched", "quiz": quiz([view], {})}
    kept = {
        "answered, with hints": entry(view, right, hints=len(view["hints"])),
        "wrong for the first time": entry(view, wrong, True, tries=1),
        "wrong": entry(view, wrong, True),
        **({"partly right": entry(view, partial, True)} if partial else {}),
        "right": entry(view, right, True),
        "edited since": entry(view, right, version="of another day"),
    }
    for state, one in kept.items():
        yield {"title": state, "quiz": quiz([view], {view["id"]: one})}


def graded(asked: QuestionType) -> Iterator[Piece]:
    """Yield a question of an assignment: untouched, saved, and with a disk that is full."""
    view = {**front_view(public_view(asked), "1", "seed"), "of": 3}
    answer = ANSWERS[asked.id].right[0] if asked.id in ANSWERS else WRITTEN
    full = {"level": "error", "text": "Not saved: the disk is full. Free some space."}
    yield {"title": "graded, untouched", "quiz": quiz([view], {}, mode="graded")}
    kept = {view["id"]: entry(view, answer)}
    yield {"title": "graded, saved", "quiz": quiz([view], kept, mode="graded")}
    yield {"title": "graded, not saved", "quiz": quiz([view], {}, full, mode="graded")}


def states(name: str) -> list[Piece]:
    """Return every state of a question type, or of a prediction."""
    if name == "prediction":
        return list(practised(PREDICTION))
    asked = EXAMPLES[name]
    practice = [] if asked.type == "written" else practised(asked)
    return [*practice, *graded(asked)]


@pytest.fixture(scope="module")
def script() -> str:
    return bundle()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 900, "height": 900}, timezone_id="UTC")
    yield context.new_page()
    context.close()


def tree(window: Page, script: str, path: Path, name: str) -> str:
    """Return the trees of all states of a question type, each under its title."""
    path.write_text(page("en", script, lambda: states(name)), encoding="utf-8")
    window.goto(path.as_uri())
    expect(window.locator("html[data-ready]")).to_be_attached()
    found = []
    for piece in window.locator(".gallery-piece").all():
        title, _, rest = piece.aria_snapshot().partition("\n")
        found.append(f"{title.partition(' ')[2]}\n{rest}\n")
    return "\n".join(found)


@pytest.mark.parametrize("name", [*sorted(all_types()), "prediction"])
def test_the_tree_of_a_question_type(name: str, window: Page, script: str, tmp_path: Path) -> None:
    found = tree(window, script, tmp_path / "page.html", name)
    kept = TREES / f"{name}.txt"
    if os.environ.get("IMURAN_WRITE"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(found, encoding="utf-8")
    assert found == kept.read_text(encoding="utf-8")
