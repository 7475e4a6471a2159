"""How fast a quiz of 20 questions appears, and how fast it answers, beside a bare button."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

import nbformat
from playwright.sync_api import Page, TimeoutError

from tests.benchmarks.report import ratio, row
from tests.browser.conftest import copy_course
from tests.browser.lab import PATIENCE, chromium, jupyter_lab, wait_for_quiz

QUESTIONS = 20
RUNS = 10
CLICKS = 40
BUTTON = """import ipywidgets
button, label = ipywidgets.Button(description='press'), ipywidgets.Label('0')
button.on_click(lambda _: setattr(label, 'value', str(int(label.value) + 1)))
ipywidgets.VBox([button, label])"""

# Both clocks run in the page: from the event that a hand causes to the change that an eye sees.
UNTIL_CHANGED = """([press, watch]) => new Promise(done => {
  const target = document.querySelector(watch);
  const before = target.hidden ? '' : target.textContent;
  const observer = new MutationObserver(() => {
    const now = target.hidden ? '' : target.textContent.trim();
    if (!now || now === before) return;
    requestAnimationFrame(() => done((performance.now() - start) / 1000));
    observer.disconnect();
  });
  observer.observe(target, {childList: true, characterData: true, subtree: true, attributes: true,
                            attributeFilter: ['hidden']});
  setTimeout(() => done(null), 20000);
  const start = performance.now();
  document.querySelector(press).click();
})"""


def twenty(root: Path) -> None:
    """Write a practice bank of exactly twenty questions: single choices like any other."""
    options = [{"id": name, "text": f"Option {name}", "feedback": f"On {name}."} for name in "abcd"]
    question = {
        "type": "single",
        "objective": "mechanism-1",
        "level": "remember",
        "stem": "Which option is right, in a sentence of the usual length for a question?",
        "options": options,
        "key": "b",
        "rationale": "Because it is so.",
        "hints": ["One hint."],
        "rests_on": {"claims": ["D1-026"]},
    }
    bank = {
        "kind": "practice",
        "lesson": "mechanism",
        "title": "Twenty questions",
        "questions": [{"id": f"bench-{n:02}", **question} for n in range(QUESTIONS)],
    }
    (root / "quizzes" / "practice" / "twenty.yaml").write_text(json.dumps(bank))


def notebook(root: Path) -> None:
    cells = [
        nbformat.v4.new_code_cell("from imuran_edu import quiz", id="import"),
        nbformat.v4.new_code_cell('quiz("start-here")', id="warm"),
        nbformat.v4.new_code_cell('quiz("twenty")', id="twenty"),
        nbformat.v4.new_code_cell(BUTTON, id="button"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(made, root / "bench.ipynb")


def run_cell(page: Page, index: int) -> None:
    page.locator(".jp-CodeCell").nth(index).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")


def wait_for_kernel(page: Page) -> None:
    """Run the first cell until it has run: 'idle' can come before the kernel is attached.

    Keys that were pressed before can run it a second time, so any number will do.
    """
    prompt = page.locator(".jp-CodeCell").first.locator(".jp-InputPrompt")
    done = prompt.filter(has_text=re.compile(r"\[\d+\]:"))
    for _ in range(60):
        run_cell(page, 0)
        try:
            done.wait_for(timeout=1000)
        except TimeoutError:
            continue
        return
    raise RuntimeError("the kernel never ran the first cell")


def main() -> None:
    with tempfile.TemporaryDirectory() as base:
        root = copy_course(Path(base) / "course")
        twenty(root)
        notebook(root)
        home = Path(base) / "home"
        home.mkdir()
        with chromium() as browser, jupyter_lab(root, home) as lab:
            page = browser.new_page(viewport={"width": 1280, "height": 4000})
            page.goto(lab.url("bench.ipynb"))
            wait_for_kernel(page)
            for index in (1, 3):
                run_cell(page, index)
            wait_for_quiz(page)
            page.locator(".widget-button, .jupyter-button").first.wait_for(timeout=PATIENCE)
            row_appear = appear(page)
            ratio("20 questions, milliseconds", 1000 * row_appear, "at most 300")
            ours, bare = clicks(page)
            ratio("click to feedback / bare button", ours / bare, "at most 1.2")


def appear(page: Page) -> float:
    """Time from the key that runs the cell to the twentieth question on the page."""
    times = []
    for turn in range(RUNS + 1):
        page.locator(".jp-CodeCell").nth(2).locator(".cm-content").click()
        page.evaluate(
            """n => { window.appeared = new Promise(done => {
                const cell = document.querySelectorAll('.jp-CodeCell')[2];
                let start = null, old = cell.querySelector('.imuran');
                addEventListener('keydown', event => {
                    if (event.key === 'Enter') start ??= performance.now();
                }, {capture: true});
                setTimeout(() => done(null), 20000);
                const look = () => {
                    const now = cell.querySelector('.imuran');
                    const all = now?.querySelectorAll('fieldset').length === n;
                    const fresh = start && now && now !== old && all;
                    if (fresh) done((performance.now() - start) / 1000);
                    else requestAnimationFrame(look);
                };
                look();
            }); }""",
            QUESTIONS,
        )
        page.keyboard.press("Control+Enter")
        seconds = page.evaluate("() => window.appeared")
        if turn:
            times.append(seconds)
    return row("a quiz of 20 questions, from key to page", times)


def clicks(page: Page) -> tuple[float, float]:
    """Time our Check and the bare button in turn, so that both meet the same machine."""
    ours: list[float] = []
    bare: list[float] = []
    cards = page.locator(".jp-CodeCell").nth(2).locator("fieldset")
    page.evaluate(
        """() => {
            document.querySelectorAll('.jp-CodeCell')[2].querySelectorAll('fieldset')
                .forEach((card, n) => { card.id = `card-${n}`; });
            const area = document.querySelectorAll('.jp-CodeCell')[3];
            area.querySelector('button.jupyter-button').id = 'bare-button';
            area.querySelector('.widget-label').id = 'bare-label';
        }"""
    )
    for turn in range(CLICKS):
        card = turn % QUESTIONS
        retry = cards.nth(card).get_by_role("button", name="Try again")
        if retry.is_visible():
            page.wait_for_timeout(450)
            retry.click()
            cards.nth(card).get_by_role("button", name="Check", exact=True).wait_for()
        box = cards.nth(card).locator("input[value=a]")
        box.check()
        page.wait_for_timeout(30)  # the save of the choice itself is not part of the click
        ours.append(
            page.evaluate(
                UNTIL_CHANGED, [f"#card-{card} .imuran-primary", f"#card-{card} .imuran-feedback"]
            )
        )
        bare.append(page.evaluate(UNTIL_CHANGED, ["#bare-button", "#bare-label"]))
    return row("click on Check to feedback", ours), row("click on a bare button to its label", bare)
