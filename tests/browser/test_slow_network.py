"""A phone by touch on a slow network that is cut at random: no tap is lost, nobody is in doubt.

Each request takes half a second longer. Of those that carry answers one in four never arrives, and
of one in four the server's reply never comes back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.lab import PATIENCE, Lab
from tests.browser.test_reading_view import assignment, ready  # noqa: F401 (a fixture)

pytestmark = pytest.mark.browser

LATENCY = 500  # milliseconds
FATES = ("not sent", "no reply", "passed", "passed")
UNSAVED = re.compile("^(Saving…|Not saved|Kept in this browser, not saved yet)$")
# what each question says of its answer, in order
NOTE = """
() => {
  window.told = {};
  for (const line of document.querySelectorAll("fieldset > .imuran-buttons > .imuran-status")) {
    const said = (window.told[line.closest("fieldset").dataset.question] = []);
    const note = () => said.at(-1) !== line.textContent && said.push(line.textContent);
    new MutationObserver(note).observe(line, {childList: true, characterData: true, subtree: true});
  }
}
"""
SLOW = {"offline": False, "latency": LATENCY, "downloadThroughput": -1, "uploadThroughput": -1}


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


def cut_at_random(page: Page) -> list[str]:
    """Slow the page's network down and cut it; return what happened, as it happens."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    chance, happened = Random(24), []

    def pass_on(route: Route) -> None:
        kind = "passed" if route.request.method == "GET" else chance.choice(FATES)
        happened.append(kind)
        if kind == "not sent":
            route.abort("connectionreset")
        elif kind == "no reply":
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/imuran-edu/answers/**", pass_on)
    return happened


def test_no_tap_is_lost(phone: Page, lab: Lab, assignment: Path) -> None:  # noqa: F811
    phone.goto(lab.url("mechanism/mechanism.ipynb"))
    ready(phone)
    asked = phone.locator(
        "fieldset:is([data-type=single], [data-type=true_false]):has(.imuran-status)"
    )
    expect(asked.first).to_be_visible(timeout=PATIENCE)
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    happened = cut_at_random(phone)
    phone.evaluate(NOTE)
    given = {}
    for turn in range(3):
        for question in asked.all():
            options = question.locator("label:has(input[type='radio'])")
            option = options.nth(turn % options.count())
            option.tap()
            expect(option.locator("input")).to_be_checked()
            name = str(question.get_attribute("data-question"))
            given[name] = option.locator("input").get_attribute("value")
    assert len(given) >= 3
    phone.unroute("**/imuran-edu/answers/**")
    for question in asked.all():
        status = question.locator(".imuran-status").last
        expect(status).to_contain_text("Saved", timeout=PATIENCE)
    assert {"not sent", "no reply", "passed"} <= set(happened)
    kept = json.loads((assignment / "responses.json").read_text())["answers"]
    found = {name: kept[name]["answer"] for name in given}
    assert {name: "true" if each is True else each for name, each in found.items()} == given
    told = phone.evaluate("window.told")
    for name in given:  # it was told each time that an answer was on its way, or was not there yet
        assert UNSAVED.match(told[name][0]) and told[name][-1].startswith("Saved"), told[name]
    phone.reload()
    ready(phone)
    for name, value in given.items():
        chosen = phone.locator(f"fieldset[data-question='{name}'] input[value='{value}']")
        expect(chosen).to_be_checked(timeout=PATIENCE)
