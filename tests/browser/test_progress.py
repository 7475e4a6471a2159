"""A learner takes progress from one course to another: the file is dropped, the code is typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from imuran_edu.questions import find_bank, load_bank
from tests.browser.conftest import copy_course
from tests.browser.lab import COURSE, PATIENCE, Lab, jupyter_lab
from tests.browser.test_lessons import (
    CONTRAST,
    PRACTICE,
    START,
    answer_rightly,
    answers,
    open_lesson,
    question,
)

pytestmark = pytest.mark.browser

DROP = """([host, name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, {type: 'application/json'}));
  for (const kind of ['dragenter', 'dragover', 'drop'])
    host.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: data}));
}"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A second course in which nothing was answered."""
    root = copy_course(tmp_path_factory.mktemp("elsewhere"))
    with jupyter_lab(root, tmp_path_factory.mktemp("home")) as running:
        yield running


def card(page: Page) -> Locator:
    return page.locator(".imuran[data-mode='progress']")


def said(page: Page) -> Locator:
    return card(page).locator(".imuran-said")


def drop(page: Page, text: str, name: str = "imuran-progress-2026-11-22.json") -> None:
    target = card(page).locator(".imuran-drop")
    target.scroll_into_view_if_needed()
    page.evaluate(DROP, [target.element_handle(), name, text])


def press_and_save(page: Page, name: str) -> None:
    """Press a button of the quiz and wait until the server has what it changed."""
    with page.expect_response(
        lambda told: told.request.method == "PUT" and "/imuran-edu/answers/" in told.url
    ):
        page.get_by_role("button", name=name).click()


def open_start(page: Page, lab: Lab) -> list[str]:
    errors = open_lesson(page, lab, START, quizzes=1)
    expect(card(page)).to_be_visible(timeout=PATIENCE)
    return errors


@pytest.fixture(scope="module")
def taken(browser, lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Answer the start page's questions and take the file and the code along."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    open_start(page, lab)
    expect(card(page)).to_contain_text("nothing to download before your first answer")
    for number, key in enumerate(load_bank(find_bank("start-here")).questions, 1):
        place = question(page, number)
        answer_rightly(page, place, key, key.type)
        place.get_by_role("button", name="Check", exact=True).click()
        expect(place.locator(".imuran-headline")).to_contain_text("Right")
    card(page).scroll_into_view_if_needed()  # it looks anew when it is looked at
    button = card(page).get_by_role("button", name="Download my progress")
    expect(card(page)).to_contain_text(f"0 of {PRACTICE} questions mastered, 1 of 12 lessons done")
    with page.expect_download() as started:
        button.click()
    file = tmp_path_factory.mktemp("taken") / started.value.suggested_filename
    started.value.save_as(file)
    expect(said(page)).to_contain_text(f"Your browser saves {file.name}")
    code = card(page).locator(".imuran-code").inner_text()
    context.close()
    assert re.fullmatch(r"imuran-progress-\d{4}-\d\d-\d\d\.json", file.name)
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{1,4})+", code)
    assert len(json.loads(file.read_text())["answers"]) == 4
    return file, code


def test_a_damaged_and_a_foreign_file_are_refused(
    page: Page, elsewhere: Lab, taken: tuple[Path, str]
) -> None:
    file, _ = taken
    errors = open_start(page, elsewhere)
    whole = file.read_text()
    drop(page, whole[: len(whole) // 2])
    expect(said(page)).to_contain_text("only a part of one")
    expect(said(page)).to_have_attribute("role", "alert")
    drop(page, whole.replace('"version": 1', '"version": 9'))
    expect(said(page)).to_contain_text("newer version of the course")
    drop(page, "{}", "thesis.json")
    expect(said(page)).to_contain_text("not written by this course")
    assert answers(elsewhere) == {}
    assert errors == []


def test_the_resume_code_is_typed_by_keyboard(
    page: Page, elsewhere: Lab, taken: tuple[Path, str]
) -> None:
    _, code = taken
    open_start(page, elsewhere)
    field = card(page).get_by_label("Type a code")
    field.click()
    wrong = code[:2] + ("4" if code[2] != "4" else "7") + code[3:]
    page.keyboard.type(wrong.lower())
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("A character of this code is wrong")
    assert answers(elsewhere) == {}
    field.fill("")
    page.keyboard.type(code.lower().replace("-", " "))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(said(page)).to_contain_text("0 questions mastered, 4 right once, 1 lesson done")
    expect(card(page)).to_contain_text(f"0 of {PRACTICE} questions mastered, 1 of 12 lessons done")
    expect(card(page).locator("[aria-live]")).to_contain_text("4 right once")


def test_the_dropped_file_brings_the_answers_back(
    page: Page, elsewhere: Lab, taken: tuple[Path, str], screenshots: Path
) -> None:
    file, _ = taken
    errors = open_start(page, elsewhere)
    expect(question(page, 1).locator("input:checked")).to_have_count(0)
    address = page.url
    drop(page, file.read_text())
    expect(said(page)).to_contain_text("4 answers brought back")
    # in the quiz of the same page, at once
    for number in range(1, 5):
        expect(question(page, number).locator(".imuran-headline")).to_contain_text("Right")
    given = json.loads(file.read_text())["answers"]
    assert {name: answers(elsewhere)[name]["answer"] for name in given} == {
        name: entry["answer"] for name, entry in given.items()
    }
    expect(page).to_have_url(address)
    card(page).scroll_into_view_if_needed()
    card(page).screenshot(path=screenshots / "progress_brought_back.png")
    # the same file again has nothing new, and after a reload all is there
    drop(page, file.read_text())
    expect(said(page)).to_contain_text("is here already")
    page.reload()
    expect(question(page, 4).locator(".imuran-headline")).to_contain_text("Right", timeout=PATIENCE)
    assert errors == []


def test_an_older_file_overwrites_nothing(
    page: Page, lab: Lab, taken: tuple[Path, str], screenshots: Path
) -> None:
    file, _ = taken
    errors = open_start(page, lab)
    expect(question(page, 4).locator(".imuran-headline")).to_contain_text("Right", timeout=PATIENCE)
    press_and_save(page, "Start again")
    expect(question(page, 1).locator("input:checked")).to_have_count(0)
    press_and_save(page, "Undo the new start")
    expect(question(page, 4).locator(".imuran-headline")).to_contain_text("Right")
    press_and_save(page, "Start again")
    expect(question(page, 1).locator("input:checked")).to_have_count(0)
    card(page).scroll_into_view_if_needed()
    # a new start takes no progress away
    expect(card(page)).to_contain_text(f"4 learning, {PRACTICE - 4} new", timeout=PATIENCE)
    before = answers(lab)
    drop(page, file.read_text())
    expect(said(page)).to_contain_text("older than what is here")
    assert answers(lab) == before
    card(page).get_by_text("Lesson by lesson").click()
    expect(card(page).locator(".imuran-lessons > li")).to_have_count(
        len(list((COURSE / "notebooks").glob("*.ipynb")))
    )
    card(page).screenshot(path=screenshots / "progress_older.png")
    assert errors == []


def test_a_file_is_chosen_in_a_lesson(
    page: Page, elsewhere: Lab, taken: tuple[Path, str], screenshots: Path
) -> None:
    file, _ = taken
    # one in each section, the warm-up, and the last
    quizzes = len(load_bank(find_bank("overdose-handling")).sections) + 2
    open_lesson(page, elsewhere, "notebooks/08_overdose_handling_disposal.ipynb", quizzes)
    expect(card(page)).to_be_visible(timeout=PATIENCE)
    with page.expect_file_chooser() as chosen:
        card(page).get_by_role("button", name="Choose a progress file").click()
    chosen.value.set_files(file)
    expect(said(page)).to_contain_text(re.compile("brought back|is here already"))


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_card_can_be_read_in_both_themes(
    page: Page, elsewhere: Lab, screenshots: Path, theme: str
) -> None:
    settings = elsewhere.home / "settings" / "@jupyterlab" / "apputils-extension"
    (settings / "themes.jupyterlab-settings").write_text(json.dumps({"theme": theme}))
    open_start(page, elsewhere)
    light = "false" if theme.endswith("Dark") else "true"
    page.wait_for_selector(f"body[data-jp-theme-light='{light}']", state="attached")
    card(page).get_by_text("Lesson by lesson").click()
    drop(page, "{}", "thesis.json")
    expect(said(page)).to_contain_text("not written by this course")
    card(page).screenshot(path=screenshots / f"progress_{theme.split()[-1].lower()}.png")
    low = card(page).evaluate(CONTRAST)
    assert low == [], f"text of low contrast: {low[:5]}"
