"""Every question type, the claims game and Today by keyboard alone: Tab, arrows, Space, Enter.

Other tasks are done so where they are tested: explorers (`test_explorers_for_everyone.py`), terms
(`test_glossary.py`), the progress card and its code (`test_progress.py`), marking
(`test_marking.py`), a quiz in JupyterLab (`test_lessons.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from imuran_edu.questions.public import practice_question
from imuran_edu.site.write import write_site
from imuran_edu.widgets.claims_game import claim_questions, claims_page
from imuran_edu.widgets.practice_view import practice_view
from tests.browser.test_trees import EXAMPLES
from tests.gallery import Piece, bundle, page, quiz

pytestmark = pytest.mark.browser

FOCUSED = """
() => {
  const node = document.activeElement;
  const named = node.getAttribute("aria-label") || node.labels?.[0]?.textContent;
  return (node === document.body ? "" : named || node.textContent).replace(/\\s+/g, " ").trim();
}
"""


@pytest.fixture(scope="module")
def script() -> str:
    return bundle()


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    yield context.new_page()
    context.close()


def show(window: Page, path: Path, script: str, piece: Piece) -> None:
    path.write_text(page("en", script, lambda: [piece]), encoding="utf-8")
    window.goto(path.as_uri())
    expect(window.locator("html[data-ready]")).to_be_attached()


def tab_to(window: Page, name: str, most: int = 60) -> None:
    """Press Tab until the focus is on what has a name that begins so."""
    for _ in range(most):
        if window.evaluate(FOCUSED).startswith(name):
            return
        window.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {name}")


def choose(window: Page, *names: str) -> None:
    """Check boxes by Tab and Space."""
    for name in names:
        tab_to(window, name)
        window.keyboard.press("Space")


def arrow_to(window: Page, name: str) -> None:
    """Walk through a radio group or a list by arrows."""
    for _ in range(10):
        window.keyboard.press("ArrowDown")
        node = "document.activeElement"
        chosen = f"({node}.selectedOptions?.[0] ?? {node}.labels[0]).textContent"
        if window.evaluate(chosen).strip().startswith(name):
            return
    raise AssertionError(f"arrows do not reach {name}")


def sort(window: Page) -> None:
    classes = {"a": "Raises", "b": "Lowers", "c": "Raises", "d": "Lowers"}
    items = {
        "a": "Allopurinol",
        "b": "A missed tablet",
        "c": "A weak enzyme",
        "d": "A strong enzyme",
    }
    group = "document.activeElement.closest('[role=radiogroup]')"
    labelled = f"document.getElementById({group}?.getAttribute('aria-labelledby'))?.textContent"
    named = f"({group}?.getAttribute('aria-label') ?? {labelled} ?? '').trim()"
    done: set[str] = set()
    for _ in range(30):
        window.keyboard.press("Tab")
        for item, text in items.items():
            if item not in done and window.evaluate(named).startswith(text):
                done.add(item)
                if window.evaluate(FOCUSED).startswith(classes[item]):
                    window.keyboard.press("Space")
                else:
                    arrow_to(window, classes[item])
        if done == set(items):
            return
    raise AssertionError(f"only {done} can be reached")


def put_in_order(window: Page) -> None:
    """Move each line up to its place; the focus stays on it."""
    for place, word in enumerate(("amine", "sulfur", "chain", "sugar")):
        lines = window.locator(".imuran-order-item").all_inner_texts()
        at = next(i for i, line in enumerate(lines) if word in line)
        if at > place:
            window.evaluate("document.activeElement.blur()")
            tab_to(window, f"Move up: Step of the {word}")
            for _ in range(at - place):
                window.keyboard.press("Enter")
                assert word in window.evaluate(FOCUSED)


def match(window: Page) -> None:
    for left, right in (("First", "It oxi"), ("Second", "It hyd"), ("Third", "It meth")):
        tab_to(window, left)
        arrow_to(window, right)


def one_radio(window: Page, name: str) -> None:
    for _ in range(40):
        window.keyboard.press("Tab")
        if window.evaluate("document.activeElement.type") == "radio":
            break
    window.keyboard.press("Space")
    if not window.evaluate(FOCUSED).startswith(name):
        arrow_to(window, name)


def write(window: Page, text: str) -> None:
    tab_to(window, "Your answer")
    window.keyboard.type(text)


def case(window: Page) -> None:
    one_radio(window, "False")
    tab_to(window, "Check")
    window.keyboard.press("Enter")
    write(window, "0.25")
    window.keyboard.press("Enter")
    expect(window.get_by_role("heading", name="She comes again")).to_be_visible()
    assert window.evaluate("document.activeElement !== document.body"), "the focus is lost"
    one_radio(window, "Call the prescriber")


ANSWER: dict[str, Callable[[Page], None]] = {
    "single": lambda window: one_radio(window, "The liver"),
    "true_false": lambda window: one_radio(window, "False"),
    "multiple": lambda window: choose(window, "Busy marrow", "Roused lymphocyte"),
    "numeric": lambda window: write(window, "137.5"),
    "short_text": lambda window: write(window, "TPMT 9"),
    "matching": match,
    "categorise": sort,
    "ordering": put_in_order,
    "case": case,
}


@pytest.mark.parametrize("kind", ANSWER)
def test_a_question_is_answered_and_checked(
    kind: str, window: Page, script: str, tmp_path: Path
) -> None:
    view = practice_view(practice_question(EXAMPLES[kind]), "1", "seed")
    show(window, tmp_path / "page.html", script, {"title": kind, "quiz": quiz([view], {})})
    ANSWER[kind](window)
    tab_to(window, "Check")
    window.keyboard.press("Enter")
    headline = window.locator(".imuran-headline:visible").last
    expect(headline).to_contain_text("Right")
    assert window.evaluate("document.activeElement !== document.body"), "the focus is lost"
    if kind != "case":  # its parts are not flagged
        tab_to(window, "Flag")
        window.keyboard.press("Enter")
        assert window.evaluate(FOCUSED) == "Flagged"


@pytest.mark.parametrize("kind", ["single", "numeric"])
def test_a_wrong_answer_is_shown_and_tried_again(
    kind: str, window: Page, script: str, tmp_path: Path
) -> None:
    view = practice_view(practice_question(EXAMPLES[kind]), "1", "seed")
    show(window, tmp_path / "page.html", script, {"title": kind, "quiz": quiz([view], {})})
    if kind == "single":
        tab_to(window, "Hint")
        window.keyboard.press("Enter")
        expect(window.locator(".imuran-hint")).to_have_count(1)
        window.evaluate("document.activeElement.blur()")
        one_radio(window, "The hair")
    else:
        write(window, "100")
    tab_to(window, "Check")
    window.keyboard.press("Enter")
    expect(window.locator(".imuran-headline")).to_be_focused()
    if kind == "numeric":
        tab_to(window, "Show me")
        window.keyboard.press("Enter")
    tab_to(window, "Where this comes from")
    window.keyboard.press("Enter")
    expect(window.locator(".imuran-feedback details").last).to_have_attribute("open", "")
    tab_to(window, "Try again")
    window.wait_for_timeout(600)  # a double click is no second press, and this is none
    window.keyboard.press("Enter")
    expect(window.locator(".imuran-headline:visible")).to_have_count(0)
    assert window.evaluate("document.activeElement.tagName") == "INPUT"


def test_the_claims_game(window: Page, script: str, tmp_path: Path) -> None:
    views = claims_page(claim_questions("D1-001", "D1-002"), "seed")
    game = quiz(views, {}, mode="claims", title="Your verdict, and ours")
    show(window, tmp_path / "page.html", script, {"title": "game", "quiz": game})
    for number in range(2):
        one_radio(window, "holds")
        tab_to(window, "See our verdict")
        window.keyboard.press("Enter")
        expect(window.locator(".imuran-headline:visible")).to_have_count(number + 1)
    expect(window.locator(".imuran-progress-label")).to_contain_text("2 of 2 judged")


def test_today_and_the_mock_exam(window: Page, tmp_path: Path) -> None:
    write_site(tmp_path / "site")
    window.goto((tmp_path / "site" / "index.html").as_uri())
    expect(window.locator(".imr-view[data-ready]")).to_be_visible()
    tab_to(window, "A set by lesson or objective", 120)
    window.keyboard.press("ArrowDown")
    today = window.locator(".imuran[data-mode='today']")
    expect(today.locator("fieldset")).to_be_visible()
    tab_to(window, "Leave; it is kept", 120)
    window.keyboard.press("Enter")
    tab_to(window, "Mock exam", 120)
    window.keyboard.press("Enter")
    expect(today.get_by_role("timer")).to_be_visible()
    tab_to(window, "Question 2, open", 120)
    window.keyboard.press("Space")
    second = today.get_by_role("button", name="Question 2, open")
    expect(second).to_have_attribute("aria-current", "true")
    for _ in range(2):
        tab_to(window, "Finish the exam", 120)
        window.keyboard.press("Enter")
    expect(today.locator(".imuran-title")).to_have_text("Result of the mock exam")
    tab_to(window, "Back to Today", 120)
    window.keyboard.press("Enter")
    tab_to(window, "Notes and flags", 120)
    window.keyboard.press("Enter")
    expect(today.locator(".imuran-title")).to_have_text("Notes and flags")
