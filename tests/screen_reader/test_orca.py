"""What Orca says of a lesson, a question of each type, an explorer and a feedback page.

`heard/NAME.txt` holds it, with the keys in square brackets. It takes minutes and Debian's packages
(`orca.PACKAGES`), so it is no part of the quick suite; `.ci/long` runs it:

    IMURAN_ORCA=1 python -m pytest tests/screen_reader

With `IMURAN_WRITE=1` the files are written anew: read them aloud before you keep them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from imuran_edu.site.write import write_site
from tests.browser.bare_page import explorer_page
from tests.browser.conftest import screenshots  # noqa: F401 (a fixture)
from tests.browser.test_trees import EXAMPLES, states
from tests.gallery import Piece, bundle, page
from tests.grading.nbgrader.test_feedback_exporter import feedback_page
from tests.screen_reader.orca import Orca, missing, orca

pytestmark = pytest.mark.skipif(
    not os.environ.get("IMURAN_ORCA"),
    reason="a real screen reader takes minutes and Debian's packages: IMURAN_ORCA=1, as .ci/long",
)
HEARD = Path(__file__).with_name("heard")
# what is pressed in an untouched question after it was read
KEYS = {
    "single": ("space", "Down"),
    "multiple": ("space", "Tab", "space"),
    "true_false": ("space",),
    "numeric": ("7", "comma", "5", "Return"),
    "short_text": ("x", "Tab"),
    "matching": ("Down", "Tab", "Down"),
    "categorise": ("space", "Tab", "space"),
    "ordering": ("Tab", "Return", "Return"),
    "case": ("space",),
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Orca]:
    assert not missing(), f"not there: {missing()}"
    with orca(tmp_path_factory.mktemp("orca")) as started:
        yield started


@pytest.fixture(scope="module")
def script() -> str:
    return bundle()


def held(name: str, reader: Orca) -> None:
    """Compare what was heard with what is kept."""
    kept, heard = HEARD / f"{name}.txt", "\n".join(reader.heard) + "\n"
    if os.environ.get("IMURAN_WRITE"):
        kept.write_text(heard, encoding="utf-8")
    assert heard == kept.read_text(encoding="utf-8")


def show(reader: Orca, path: Path, script: str, piece: Piece) -> None:
    """Open a page with one question."""
    path.write_text(page("en", script, lambda: [piece]), encoding="utf-8")
    reader.open(path.as_uri())
    expect(reader.page.locator("html[data-ready]")).to_be_attached()


@pytest.mark.parametrize("kind", KEYS)
def test_a_question(kind: str, reader: Orca, script: str, tmp_path: Path) -> None:
    kept = {piece["title"]: piece for piece in states(kind)}
    show(reader, tmp_path / "untouched.html", script, kept["untouched"])
    reader.read(80)
    heard = reader.heard
    show(reader, tmp_path / "untouched.html", script, kept["untouched"])
    reader.heard = heard
    reader.tab_to("input, select, .imuran-icon-button")
    reader.press(*KEYS[kind])
    heard = reader.heard

    wrong = kept["wrong for the first time"]["quiz"]
    [state] = wrong["loaded"]["entries"].values()
    state.update({"checked": [], "tries": {}})
    show(reader, tmp_path / "answered.html", script, {"title": "answered", "quiz": wrong})
    reader.heard = [*heard, "", "answered wrongly:"]
    reader.tab_to("button", "Check")
    reader.press("Return")
    reader.read(30)
    held(kind, reader)
    assert any(each.startswith("Not right") for each in reader.heard)


def test_a_graded_question_is_heard_to_be_saved(reader: Orca, script: str, tmp_path: Path) -> None:
    kept = {piece["title"]: piece for piece in states("single")}
    show(reader, tmp_path / "page.html", script, kept["graded, untouched"])
    reader.tab_to("input")
    said = reader.press("space")
    held("graded", reader)
    assert sum("Saved" in each for each in said) == 1
    assert EXAMPLES["single"].id in reader.page.content()


def test_an_explorer(reader: Orca) -> None:
    reader.show(explorer_page(reader.browser, ["metabolite-pair"], 1200))
    reader.start()
    reader.read(30)
    reader.tab_to("button", "On target")
    reader.press("Return")
    reader.page.locator("img.imuran-shown-picture").wait_for()
    reader.read(40)
    reader.tab_to("input[type='range']")
    reader.press("Right", "Right", "Tab", "Tab")
    held("explorer", reader)
    assert any("6-TGN" in each and "slider" in each for each in reader.heard)


def test_a_feedback_page(reader: Orca, tmp_path: Path) -> None:
    path = tmp_path / "feedback.html"
    path.write_text(feedback_page(), encoding="utf-8")
    reader.open(path.as_uri())
    reader.read(80)
    held("feedback", reader)


WORD = re.compile(r"[\w-]+")
# the texts that stand on the page for everybody, in their order, without what terms mean
BLOCKS = """
(count) => [...document.querySelectorAll(".imr-view main :is(h1, h2, h3, p, li, label)")]
  .filter((node) => node.checkVisibility())
  .filter((node) => !node.closest("[aria-hidden=true], .imuran-hidden, svg"))
  .filter((node) => !node.querySelector("p, li, math, label, sup, sub"))
  .map((node) => {
    const shown = node.cloneNode(true);
    for (const tip of shown.querySelectorAll(".imuran-tip")) tip.remove();
    return shown;
  })
  .map((node) => node.textContent.replace(/\\s+/g, " ").trim())
  .filter(Boolean).slice(0, count)
"""


def test_a_lesson_is_heard_as_it_is_read(
    reader: Orca,
    tmp_path: Path,
    screenshots: Path,  # noqa: F811
) -> None:
    write_site(tmp_path / "site")
    page = reader.browser.new_page(viewport={"width": 1000, "height": 800})
    reader.show(page)
    page.goto((tmp_path / "site" / "01_mechanism.html").as_uri())
    expect(page.locator(".imr-view[data-ready]")).to_be_visible()
    reader.listen()
    page.locator("h1:visible").first.click()
    reader.listen()
    reader.read(90)
    (screenshots / "lesson-heard.txt").write_text("\n".join(reader.heard), encoding="utf-8")
    heard, place = WORD.findall(" ".join(reader.heard)), 0
    for block in page.evaluate(BLOCKS, 14)[1:]:
        for word in WORD.findall(block):
            assert word in heard[place:], f"not heard, or not here: {word} of {block}"
            place = heard.index(word, place) + 1
