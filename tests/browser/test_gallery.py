"""Every component in every state, in both themes and in the languages for tests, for axe's eyes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from imuran_edu.core.html_page import notes, table
from imuran_edu.core.html_page import page as report
from tests.browser.axe import violations
from tests.gallery import LANGUAGES, write
from tests.grading.nbgrader.test_feedback_exporter import feedback_page

pytestmark = pytest.mark.browser

# what stands once on a page of the course stands here many times
MANY = ["landmark-unique"]
LIGHT, DARK = "light", "dark"

# text that is cut off, or that stands out of the page to either side
CUT = """
() => [...document.querySelectorAll("main *")].filter((node) => {
    if (!node.checkVisibility() || node.closest("svg, math, .imuran-hidden, select")) return false;
    const {overflowX, textOverflow} = getComputedStyle(node);
    const clips = ["hidden", "clip"].includes(overflowX) && node.clientWidth > 0;
    const {left, right} = node.getBoundingClientRect();
    const scrolls = node.closest(".imuran-figure-box, .imuran-figure-words, .imuran-evidence-box, "
      + ".imuran-html:has(> table), .math");
    const out = !scrolls && (right > document.documentElement.clientWidth + 1 || left < -1);
    return (clips && node.scrollWidth > node.clientWidth + 1) || out;
  }).map((node) => `${node.className} ${node.textContent.slice(0, 60)}`)
"""
# two texts, one over the other
OVERLAP = """
() => {
  const boxes = [];
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode;
    const parent = text.parentElement;
    if (!text.data.trim() || !parent.checkVisibility()) continue;
    if (parent.closest("svg, math, option, script, .imuran-hidden")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const {left, right, top, bottom} of range.getClientRects()) {
      if (right - left > 1) boxes.push({left, right, top, bottom, text: text.data.trim()});
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  const found = [];
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) {
      if (b.top > a.bottom) break;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 2 && high > 0.45 * Math.min(a.bottom - a.top, b.bottom - b.top)) {
        found.push(`${a.text.slice(0, 40)} | ${b.text.slice(0, 40)}`);
      }
    }
  }
  return found;
}
"""
SMALL = """
() => [...document.querySelectorAll("main :is(button, summary, select, input, textarea)")]
  .filter((node) => node.checkVisibility() && !node.closest(".imuran-hidden"))
  .map((node) => (node.matches("[type=radio], [type=checkbox]") ? node.closest("label") : node))
  .filter((node) => {
    const {width, height} = node.getBoundingClientRect();
    return Math.min(width, height) < 24;
  }).map((node) => `${node.tagName} ${node.className} ${node.textContent.slice(0, 30)}`)
"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return dict(zip(LANGUAGES, write(tmp_path_factory.mktemp("gallery")), strict=True))


def opened(browser: Browser, path: Path, scheme: Any, width: int = 1000) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(path.as_uri())
    expect(page.locator("html[data-ready]")).to_be_attached()
    return page


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(
    browser: Browser, gallery: dict[str, Path], language: str, scheme: str
) -> None:
    page = opened(browser, gallery[language], scheme)
    assert violations(page, off=MANY) == []
    page.context.close()


def test_axe_finds_nothing_in_a_narrow_window(browser: Browser, gallery: dict[str, Path]) -> None:
    page = opened(browser, gallery["en"], LIGHT, 320)
    assert violations(page, off=MANY) == []
    page.context.close()


# controls that cannot be told from text, and filled ones whose text has a backplate of its own
LOST = """
() => [...document.querySelectorAll("main :is(button, select, input, textarea, progress)")]
  .filter((node) => node.checkVisibility() && !node.closest(".imuran-hidden"))
  .filter((node) => {
    const look = getComputedStyle(node);
    if (node.matches(".imuran-primary, progress")) return look.forcedColorAdjust !== "none";
    if (look.appearance !== "none" && node.matches("input")) return false;
    const edged = parseFloat(look.borderTopWidth) > 0 && look.borderTopStyle !== "none";
    return !edged && !look.textDecorationLine.includes("underline");
  }).map((node) => `${node.tagName} ${node.className} ${node.textContent.slice(0, 30)}`)
"""


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_forced_colours_hide_no_control(
    browser: Browser, gallery: dict[str, Path], scheme: Any, screenshots: Path
) -> None:
    page = opened(browser, gallery["en"], scheme)
    page.emulate_media(forced_colors="active")
    assert violations(page, off=MANY) == []
    assert page.evaluate(LOST) == []
    page.locator("section", has_text="quiz: done").first.screenshot(
        path=screenshots / f"forced_colours_{scheme}.png"
    )
    page.context.close()


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, gallery: dict[str, Path]) -> None:
    page = opened(browser, gallery["en"], LIGHT)
    moves = """() => [...document.querySelectorAll("*")].filter((node) => {
      const {transitionDuration, animationName} = getComputedStyle(node);
      return parseFloat(transitionDuration) > 0 || animationName !== "none";
    }).length"""
    assert page.evaluate(moves) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moves) > 0, "the test is blind"
    page.context.close()


# 320: a phone, or 400 %; 500: this page at 200 %
@pytest.mark.parametrize("width", [320, 500, 1000])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_overlaps_or_is_too_small(
    browser: Browser, gallery: dict[str, Path], language: str, width: int
) -> None:
    page = opened(browser, gallery[language], LIGHT, width)
    assert page.evaluate(CUT) == []
    assert page.evaluate(OVERLAP) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


def test_axe_sees_a_planted_fault(browser: Browser, gallery: dict[str, Path]) -> None:
    page = opened(browser, gallery["en"], LIGHT)
    page.evaluate("document.querySelector('.imuran-stem').style.color = '#bbb'")
    page.evaluate("document.querySelector('.imuran-field').removeAttribute('aria-labelledby')")
    assert any(each.startswith("color-contrast") for each in violations(page, off=MANY))
    page.context.close()


@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_feedback_pages_and_reports(
    browser: Browser, tmp_path: Path, scheme: str, width: int
) -> None:
    rows = [["q1", "0.5", "<code>a</code>"], ["q2", "0.25", "<a href='#x'>b</a>"]]
    body = ["<h2>Items</h2>", table("Items", ["Item", "Share", "Word"], rows, [1], [0])]
    made = {"feedback": feedback_page(), "report": report("Items", [*body, notes(["Look."])])}
    for name, text in made.items():
        path = tmp_path / f"{name}.html"
        path.write_text(text, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        page = context.new_page()
        page.goto(path.as_uri())
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        context.close()
