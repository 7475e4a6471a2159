"""In a lesson no screen of a laptop is further than two screens from something to answer."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.courses import ROOT

HEIGHT = 768
LESSONS = [path.name for path in sorted((ROOT / "notebooks").glob("*.ipynb"))][1:]
# the free space before the first thing to answer, between one and the next, and after the last
GAPS = """() => {
  const page = document.querySelector('.imr-scroll');
  const top = page.getBoundingClientRect().top - page.scrollTop;
  const boxes = [...document.querySelectorAll('.imuran-question, .imuran-explorer')]
    .map(each => each.getBoundingClientRect()).filter(box => box.height > 0)
    .sort((one, other) => one.top - other.top);
  const between = boxes.slice(1).map((box, place) => box.top - boxes[place].bottom);
  return [boxes[0].top - top, between, top + page.scrollHeight - boxes.at(-1).bottom];
}"""


@pytest.mark.parametrize("name", LESSONS)
def test_no_screen_is_further_than_two_screens_from_something_to_answer(
    page: Page, lab: Lab, name: str
) -> None:
    page.set_viewport_size({"width": 1366, "height": HEIGHT})
    page.goto(lab.url(f"notebooks/{name}"))
    page.wait_for_selector(".imuran-question", timeout=60_000)
    page.wait_for_function(
        "() => document.querySelectorAll('.imuran-question').length > 30", timeout=60_000
    )
    expect(page.locator(".imr-view[data-ready]")).to_be_visible(timeout=60_000)
    before, between, after = page.evaluate(GAPS)
    # a screen in the middle of a gap has half of it, less itself, on either side
    assert max(between) <= 5 * HEIGHT, f"{max(between) / HEIGHT:.1f} screens without a question"
    assert before <= 3 * HEIGHT, f"{before / HEIGHT:.1f} screens before the first"
    assert after <= 3 * HEIGHT, f"{after / HEIGHT:.1f} screens after the last"


def answers(lab: Lab) -> set[str]:
    path = lab.root / "notebooks" / "responses.json"
    return set(json.loads(path.read_text())["answers"]) if path.is_file() else set()


def test_a_prediction_and_a_judgement_are_there_after_a_reload(page: Page, lab: Lab) -> None:
    page.goto(lab.url("notebooks/01_mechanism.ipynb"))
    guess = page.locator("fieldset").filter(has_text="What is it that works?")
    guess.locator("label").filter(has_text="stays inside cells").click(timeout=60_000)
    guess.get_by_role("button", name="Check my prediction").click()
    expect(guess.locator(".imuran-headline")).to_contain_text("Right")
    claim = page.locator("[data-mode='claims'] fieldset").first
    claim.locator("label").filter(has_text="is contradicted").click()
    claim.get_by_role("button", name="See our verdict").click()
    expect(claim.locator(".imuran-headline")).to_contain_text("You agree with us")
    kept = {"mech-x01", "claim-d1-042"}
    for _ in range(300):
        if kept <= answers(lab):
            break
        page.wait_for_timeout(100)  # the poll of a condition, not a guess at a time
    assert kept <= answers(lab)
    page.reload()
    expect(guess.locator(".imuran-headline")).to_contain_text("Right", timeout=60_000)
    expect(claim.locator(".imuran-headline")).to_contain_text("You agree with us")
