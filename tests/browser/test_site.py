"""The course as static pages, opened from a disk: answered, kept, and carried to other homes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from imuran_edu.answers import Store
from imuran_edu.answers.responses_file import read_entries
from imuran_edu.questions import find_bank, load_bank
from imuran_edu.site.page import data_script
from imuran_edu.site.write import write_site
from imuran_edu.widgets.progress_controller import ProgressController
from tests.browser.lab import CHROMIUM_FLAGS, find_chromium
from tests.browser.test_lessons import answer_rightly, plain

pytestmark = pytest.mark.browser

BANK = load_bank(find_bank("start-here"))
HOSTILE = "</script><img src=x onerror='window.ran=1'><!--"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "a course & more"
    write_site(folder)
    return folder


@contextmanager
def reader(browser: Browser, profile: Path) -> Iterator[BrowserContext]:
    """A browser of one person, which keeps what it kept when it is closed and opened again."""
    kinds = browser.browser_type
    context = kinds.launch_persistent_context(
        str(profile), executable_path=find_chromium(), args=CHROMIUM_FLAGS, accept_downloads=True
    )
    try:
        yield context
    finally:
        context.close()


def open_page(context: BrowserContext, site: Path, name: str) -> Page:
    page = context.new_page()
    page.goto((site / name).as_uri())
    expect(page.locator(".imr-view[data-ready]")).to_be_visible()
    return page


def fieldset(page: Page, question: str) -> Locator:
    return page.locator(f"fieldset[data-question='{question}']")


def lines(shown: Locator) -> str:
    return " ".join(shown.inner_text().split())


def progress_file(page: Page, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.locator(".imr-kept").get_by_role("button", name="Download my progress").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def bring_back(page: Page, text: str) -> Locator:
    card = page.locator(".imuran[data-mode='progress']")
    card.locator("input[type='file']").set_input_files(
        {"name": "imuran-progress.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    return card.locator(".imuran-said")


def ask(store: Store, message: dict[str, str]) -> list[dict[str, str]]:
    """What the progress card of JupyterLab does with a message."""
    said: list[dict[str, str]] = []
    ProgressController(store).receive(message, said.append)
    return said


def test_a_learner_reads_answers_closes_comes_back_and_carries_it_on(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    asked: list[str] = []
    with reader(browser, tmp_path / "profile") as context:
        context.on("request", lambda request: asked.append(request.url))
        page = open_page(context, site, "01_mechanism.html")
        guess = page.locator("fieldset").filter(has_text="What is it that works?")
        guess.locator("label").filter(has_text="stays inside cells").click()
        guess.get_by_role("button", name="Check my prediction").click()
        expect(guess.locator(".imuran-headline")).to_contain_text("Right")
        # of an explorer its drawings are there: a prediction opens them, a button shows one more
        explorer = page.locator(".imuran-explorer").first
        explorer.get_by_role("group", name="Your prediction").get_by_role("button").first.click()
        words = explorer.locator(".imuran-brief")
        before = words.inner_text()
        explorer.get_by_role("group", name="Settings to try").get_by_role("button").nth(1).click()
        expect(words).not_to_have_text(before)
        page.get_by_role("searchbox").fill("warfarin")
        other = page.locator(".imr-found a.imr-hit[href*='10_cases']").first
        expect(other).to_contain_text("warfarin", ignore_case=True)
    with reader(browser, tmp_path / "profile") as context:
        context.on("request", lambda request: asked.append(request.url))
        page = open_page(context, site, "01_mechanism.html")
        guess = page.locator("fieldset").filter(has_text="What is it that works?")
        expect(guess.locator(".imuran-headline")).to_contain_text("Right")
        page.get_by_role("button", name="Previous lesson").click()
        expect(page.locator(".imr-view[data-ready]")).to_be_visible()
        assert page.url == (site / "index.html").as_uri()
        answer_one_of_today(page)
        file = progress_file(page, tmp_path)
        text = file.read_text(encoding="utf-8")
        there = Store.at(tmp_path / "lab")
        there.path.parent.mkdir()
        told = ask(there, {"type": "restore", "text": text})
        assert told[-1]["level"] == "info", told
        assert "mech-x01" in there.load().answers
        assert len(there.attempts().attempts) == 1
        code = ask(there, {"type": "look"})[0]["view"]["code"]  # type: ignore[index]
        shown = page.locator(".imuran[data-mode='progress']")
        expect(shown).to_contain_text(code)
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    # and back: a browser that has nothing yet takes what JupyterLab wrote
    back = ask(there, {"type": "download"})[0]["text"]
    with reader(browser, tmp_path / "another") as context:
        page = open_page(context, site, "index.html")
        expect(bring_back(page, back)).to_contain_text("brought back")
        expect(page.locator(".imuran[data-mode='progress']")).to_contain_text(code)
        expect(bring_back(page, back)).to_contain_text("is here already")
        lesson = open_page(context, site, "01_mechanism.html")
        guess = lesson.locator("fieldset").filter(has_text="What is it that works?")
        expect(guess.locator(".imuran-headline")).to_contain_text("Right")
        again = progress_file(lesson, tmp_path)
        answers = json.loads(again.read_text(encoding="utf-8"))["answers"]
        assert answers == json.loads(back)["answers"]


def answer_one_of_today(page: Page) -> None:
    """Practise new questions of the first lesson in Today, and answer the first one rightly."""
    today = page.locator(".imuran[data-mode='today']")
    choice = today.get_by_role("combobox").first
    choice.select_option(label="All of “Start here”")
    shown = today.locator("fieldset")
    stem = lines(shown.locator(".imuran-stem"))
    key = next(each for each in BANK.questions if plain(each.stem)[:25] == stem[:25])
    answer_rightly(page, shown, key, key.type)
    shown.get_by_role("button", name="Check", exact=True).click()
    expect(shown.locator(".imuran-headline")).to_contain_text("Right")


def test_a_browser_that_keeps_nothing_says_so_and_offers_the_file(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    context = browser.new_context(accept_downloads=True)
    full = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
    context.add_init_script(full)
    page = open_page(context, site, "01_mechanism.html")
    guess = page.locator("fieldset").filter(has_text="What is it that works?")
    guess.locator("label").filter(has_text="stays inside cells").click()
    guess.get_by_role("button", name="Check my prediction").click()
    notice = page.locator(".imr-notice")
    expect(notice).to_contain_text("your answers are on this page only")
    expect(notice).to_have_count(1)
    with page.expect_download() as waiting:
        notice.get_by_role("button", name="Download my progress").click()
    waiting.value.save_as(tmp_path / "file.json")
    assert "mech-x01" in json.loads((tmp_path / "file.json").read_text())["answers"]
    context.close()


def test_without_scripts_a_lesson_can_be_read_with_its_questions_and_answers(
    browser: Browser, site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "01_mechanism.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("How azathioprine acts")
    expect(page.get_by_text("Show the answer").first).to_be_visible()
    expect(page.locator("svg[role='img']").first).to_be_visible()
    page.get_by_role("link", name="What azathioprine is used for").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What azathioprine is used for")
    context.close()


def test_every_page_of_the_course_opens_with_its_questions_and_without_an_error(
    browser: Browser, site: Path
) -> None:
    context = browser.new_context()
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    for path in sorted(site.glob("*.html")):
        page = open_page(context, site, path.name)
        expect(page.locator(".imuran fieldset").first).to_be_visible()
        expect(page.locator(".imr-problem")).to_have_count(0)
        page.close()
    assert errors == []
    context.close()


def test_two_tabs_show_the_same_answer(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    one, other = (open_page(context, site, "01_mechanism.html") for _ in range(2))
    guess = one.locator("fieldset").filter(has_text="What is it that works?")
    guess.locator("label").filter(has_text="stays inside cells").click()
    guess.get_by_role("button", name="Check my prediction").click()
    theirs = other.locator("fieldset").filter(has_text="What is it that works?")
    expect(theirs.locator(".imuran-headline")).to_contain_text("Right")
    context.close()


def test_a_hostile_file_changes_and_runs_nothing(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = open_page(context, site, "index.html")
    expect(bring_back(page, "{")).to_contain_text("no progress file, or only a part")
    expect(bring_back(page, "[" * 100_000)).to_contain_text("Nothing here was changed")
    expect(bring_back(page, "x" * 4_000_001)).to_contain_text("larger than any progress file")
    newer = json.dumps({"schema": "imuran-edu/progress", "version": 2})
    expect(bring_back(page, newer)).to_contain_text("a newer version of the course")
    foreign = json.dumps({"schema": HOSTILE, "version": 1})
    expect(bring_back(page, foreign)).to_contain_text("not written by this course")
    changed = {"schema": "imuran-edu/progress", "version": 1, "digest": "0", "answers": {}}
    expect(bring_back(page, json.dumps(changed))).to_contain_text("damaged or changed")
    kept = page.evaluate("Object.keys(localStorage).filter((key) => /answer|attempts/.test(key))")
    assert kept == []
    context.close()


def test_markup_in_data_and_in_answers_is_shown_as_text(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    there = Store.at(tmp_path)
    entry = {"answer": HOSTILE, "version": HOSTILE, "saved": "", "checked": [], "hints": {}}
    note = {
        "text": HOSTILE,
        "notebook": "00_start_here.ipynb",
        "section": "Today",
        "title": HOSTILE,
    }
    notes = {**entry, "answer": note}
    given = {"mech-x01": entry, "note-of-00_start_here.ipynb#Today": notes, HOSTILE: entry}
    there.change(lambda here: {**here, **read_entries(given)})
    text = ask(there, {"type": "download"})[0]["text"]
    context = browser.new_context()
    context.add_init_script(data_script(HOSTILE, HOSTILE))
    page = open_page(context, site, "index.html")
    expect(bring_back(page, text)).to_contain_text("3 answers brought back")
    page.reload()
    expect(page.locator(".imr-view[data-ready]")).to_be_visible()
    assert page.evaluate("window.ran") is None
    assert page.locator("img[src='x']").count() == 0
    context.close()
