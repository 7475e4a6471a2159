"""A real question is mended in the preview as its author does it: a finding comes and goes."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from imuran_edu.authoring.preview.contents import Preview
from imuran_edu.authoring.preview.server import PreviewServer
from tests.browser.lab import COURSE

pytestmark = pytest.mark.browser
MENDED = "It may call for half of the usual dose; supply that."
FAULTY = "It may call for a start with half of the dose."
SHOWN = "() => getComputedStyle(document.body).backgroundColor"


@dataclass(frozen=True)
class Author:
    """An author with a bank open in an editor and in the preview."""

    bank: Path
    address: str

    def line_of(self, text: str, after: str = "") -> int:
        lines = self.bank.read_text(encoding="utf-8").splitlines()
        first = next(number for number, line in enumerate(lines) if after in line)
        return next(n for n, line in enumerate(lines, 1) if n > first and text in line)

    def save(self, old: str, new: str) -> None:
        text = self.bank.read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.bank.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def author(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Author]:
    root = tmp_path_factory.mktemp("checkout")
    for part in ("notebooks", "quizzes"):
        shutil.copytree(COURSE / part, root / part)
    report = root / "course" / "reports" / "interactions" / "items.json"
    report.parent.mkdir(parents=True)
    items = [{"name": "inter-p02", "facility": 0.4, "flags": ["Nobody chose d."]}]
    report.write_text(json.dumps({"items": items}))
    bank = root / "quizzes" / "practice" / "interactions.yaml"
    server = PreviewServer(Preview(root, bank).contents, [bank])
    thread = threading.Thread(target=server.serve)
    thread.start()
    yield Author(bank, server.address)
    server.close()
    thread.join()


def test_a_finding_is_told_with_its_line_and_is_gone_when_the_question_was_mended(
    author: Author, page: Page
) -> None:
    page.goto(author.address)
    card = page.locator("#inter-p02")
    expect(card.get_by_role("radio")).to_have_count(4)
    expect(card).to_contain_text("inter-p02: facility 40%; Nobody chose d.")
    expect(card.locator(".findings li")).to_have_count(0)

    author.save(MENDED, FAULTY)
    finding = card.locator(".findings li.warning")
    expect(finding).to_contain_text("[two-part-key]")
    expect(finding).to_contain_text("in copies that show a c d e")
    assert (
        f"interactions.yaml:{author.line_of('options:', 'id: inter-p02')} " in finding.inner_text()
    )

    author.save(f"        text: {FAULTY}\n", f"        txet: {FAULTY}\n")
    at = f"interactions.yaml:{author.line_of('txet')}"
    expect(page.locator(".problems li.error").filter(has_text=at)).to_contain_text("'txet'")
    expect(card.get_by_role("radio")).to_have_count(4)  # the last good state stays

    author.save(f"        txet: {FAULTY}\n", f"        text: {MENDED}\n")
    expect(page.locator(".problems li")).to_have_count(0)
    expect(card.locator(".findings li")).to_have_count(0)


def test_each_row_of_a_pool_and_of_a_template_can_be_looked_at(author: Author, page: Page) -> None:
    page.goto(author.address)
    card = page.locator("#inter-p02")
    added = card.get_by_text(MENDED, exact=True)
    expect(card.get_by_role("radio")).to_have_count(4)
    expect(added).to_have_count(0)
    rows = card.get_by_label("Row of inter-p02")
    names = rows.locator("option").all_inner_texts()
    assert names[0].split(": ")[1] == "shown a b c d"
    assert len(names) == 4
    rows.select_option(str(next(row for row, name in enumerate(names) if "e:" in name)))
    expect(added).to_be_visible()
    card.get_by_text("It may make his risk of cancer prohibitive", exact=False).first.click()
    card.get_by_role("button", name="Check", exact=True).click()
    expect(card).to_contain_text("It stands under the contraindications")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_and_questions_have_one_background(
    author: Author, browser: Browser, scheme: str, screenshots: Path
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(author.address)
    question = page.locator("#inter-p02 .imuran-question")
    expect(question).to_be_visible()
    own = question.evaluate("node => getComputedStyle(node).backgroundColor")
    assert own == page.evaluate(SHOWN)
    assert (own == "rgb(255, 255, 255)") == (scheme == "light")
    page.screenshot(path=screenshots / f"preview-{scheme}.png")
    context.close()
