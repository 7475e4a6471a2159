"""An assignment from a page without a server to nbgrader's gradebook, as from a notebook."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from imuran_edu.answers import Entry, Responses, Store, to_json
from imuran_edu.questions import Bank, Question, load_bank
from tests.browser.axe import violations
from tests.browser.lab import COURSE
from tests.browser.test_lessons import answer_rightly

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "mechanism"
NOTE = 'It builds up,\nfor "weeks" & then ü <b>acts</b>.'


class Instructor:
    """A checkout with one released assignment, and its commands."""

    def __init__(self, root: Path) -> None:
        self.root, self.course = root, root / "course"
        made = ("gradebook.db", "release", "submitted", "autograded", "feedback", "__pycache__")
        for part in ("quizzes", "course"):
            shutil.copytree(COURSE / part, root / part, ignore=shutil.ignore_patterns(*made))
        for other in (self.course / "source").iterdir():
            if other.name != NAME:
                shutil.rmtree(other)
        self.run(self.course, "nbgrader", "generate_assignment", NAME)

    @property
    def bank(self) -> Bank:
        return load_bank(self.root / "quizzes" / "graded" / f"{NAME}.yaml")

    def run(self, folder: Path, *command: str) -> str:
        """Run a command as a person would in that folder, and fail with what it printed."""
        code = "from imuran_edu.cli import main; main()"
        start = ["-c", code] if command[0] == "imuran-edu" else ["-m", command[0]]
        done = subprocess.run(
            [sys.executable, *start, *command[1:]],
            cwd=folder,
            env={**os.environ, "JUPYTER_CONFIG_DIR": str(self.root / "none")},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def grades(self, student: str) -> dict[str, tuple[float | None, bool]]:
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.course / 'gradebook.db'}") as gradebook:
            found = gradebook.find_submission_notebook(NAME, NAME, student)
            return {g.name: (g.auto_score, bool(g.needs_manual_grade)) for g in found.grades}


@pytest.fixture(scope="module")
def instructor(tmp_path_factory: pytest.TempPathFactory) -> Instructor:
    return Instructor(tmp_path_factory.mktemp("instructor"))


@pytest.fixture(scope="module")
def pages(instructor: Instructor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that students are given."""
    target = tmp_path_factory.mktemp("given") / "pages"
    instructor.run(instructor.root, "imuran-edu", "site", str(target), "--assignment", NAME)
    return target


def seed_of(page: Page) -> int:
    return int(page.evaluate(f"localStorage.getItem('imuran-edu seed {NAME}')"))


def asked_of(bank: Bank, seed: int) -> list[Question]:
    return [question.for_seed(seed) for question in bank.questions]


def open_sheet(page: Page, pages: Path, asked_for: list[str]) -> None:
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto((pages / "index.html").as_uri())


def give(page: Page, question: Question, wrong: bool = False) -> None:
    place = page.locator(f"section#{question.id}")
    place.scroll_into_view_if_needed()
    if question.type == "written":
        place.get_by_role("textbox").fill(NOTE)
    elif question.type == "case":
        for number, part in enumerate(question.parts):
            answer_rightly(page, place.locator("fieldset").nth(number), part, part.type)
    elif question.type == "single" and wrong:
        other = next(each.id for each in question.options if each.id != question.key)
        place.locator(f"input[value='{other}']").check()
    else:
        answer_rightly(page, place, question, question.type)
    expect(place.locator(".imuran-status").last).to_contain_text("Kept in this browser")


def test_from_a_page_on_a_disk_to_the_gradebook(
    page: Page, instructor: Instructor, pages: Path, tmp_path: Path, screenshots: Path
) -> None:
    asked_for: list[str] = []
    page.context.set_offline(True)
    open_sheet(page, pages, asked_for)
    bank = instructor.bank
    count = len(bank.questions)
    expect(page.locator(".sheet-question > .imuran")).to_have_count(count)
    asked = asked_of(bank, seed_of(page))
    assert any(each.template for each in asked)
    left_out = asked[-2]
    wrong = next(each for each in asked if each.type == "single")
    for question in asked:
        if question is not left_out:
            give(page, question, wrong=question is wrong)
    # kept, and never a word on whether it is right
    expect(page.locator(".imuran-headline:visible")).to_have_count(0)
    page.reload()
    expect(page.locator(".sheet-state")).to_have_text(
        f"{count - 1} of {count} questions are ready. Still open:"
    )
    expect(page.locator(".sheet-open li")).to_have_text(
        [f"Question {count - 1} is not answered yet."]
    )
    assert asked_of(bank, seed_of(page)) == asked
    assert violations(page) == []

    # the file to hand in
    make = page.get_by_role("button", name="Make the file to hand in")
    make.click()
    expect(page.locator(".sheet-said")).to_contain_text("Write your name first")
    page.get_by_label("Your name").fill("ann lee")
    make.click()
    expect(page.locator(".sheet-said")).to_contain_text("cannot stand in a file's name")
    page.get_by_label("Your name").fill("ann.lee")
    with page.expect_download() as download:
        make.click()
    archive = instructor.course / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    handed = archive / download.value.suggested_filename
    download.value.save_as(handed)
    page.screenshot(path=screenshots / "sheet.png")
    assert {url.split(":")[0] for url in asked_for} <= {"file", "data", "blob"}

    # the same answers from a notebook, in a copy with the same numbers
    with zipfile.ZipFile(handed) as contents:
        assert sorted(contents.namelist()) == [f"{NAME}.ipynb", "responses.json"]
        data = json.loads(contents.read("responses.json"))
    hand_in_by_jupyter(instructor, data, tmp_path, archive)

    instructor.run(instructor.course, "nbgrader", "zip_collect", NAME, "--force")
    log = instructor.run(instructor.course, "nbgrader", "autograde", NAME)
    assert "graded by the answers alone" not in log
    points = instructor.grades("ann.lee")
    assert points == instructor.grades("jupyter")
    own = {each.id: each.points for each in asked}
    for question in asked:
        score, by_hand = points[question.id]
        if question.type == "written":
            assert by_hand
        elif question in (wrong, left_out):
            assert score == 0
        else:
            assert score == own[question.id]


def hand_in_by_jupyter(
    instructor: Instructor, data: dict[str, Any], home: Path, archive: Path
) -> None:
    """Save the answers as a kernel does, and hand in by the command."""
    folder = home / NAME
    shutil.copytree(instructor.course / "release" / NAME, folder)
    (folder / "responses.json").write_text(to_json(Responses(NAME, data["seed"])))
    store = Store(folder, NAME)
    for name, entry in data["answers"].items():
        store.save(name, Entry(entry["answer"], entry["version"]))
    instructor.run(home, "imuran-edu", "hand-in", NAME, "--as", "jupyter")
    [made] = home.glob("*.zip")
    shutil.move(made, archive)


def test_two_tabs_another_student_and_a_browser_that_keeps_nothing(
    browser: Browser, instructor: Instructor, pages: Path
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    one, other = context.new_page(), context.new_page()
    for tab in (one, other):
        open_sheet(tab, pages, [])
    seed = seed_of(one)
    question = next(
        each for each in asked_of(instructor.bank, seed) if each.type in ("single", "numeric")
    )
    give(one, question)
    status = other.locator(f"section#{question.id} .imuran-status").last
    expect(status).to_contain_text("Kept in this browser")
    assert one.evaluate("document.documentElement.scrollWidth") == 390

    # whoever comes next at this computer has a copy of their own
    one.get_by_role("button", name="Delete my answers from this browser").click()
    one.get_by_role("button", name="Keep them").click()
    one.get_by_role("button", name="Delete my answers from this browser").click()
    with one.expect_navigation():
        one.get_by_role("button", name="Yes, delete them").click()
    expect(one.locator(f"section#{question.id} .imuran-status").last).to_have_text(
        "Not answered yet"
    )
    assert seed_of(one) != seed
    context.close()

    barred = browser.new_context()
    barred.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
    )
    page = barred.new_page()
    open_sheet(page, pages, [])
    expect(page.locator(".sheet-kept")).to_contain_text("This browser keeps nothing here")
    place = page.locator("section:has(input[type='radio'])").first
    place.locator("input[type='radio']").first.check()
    expect(place.locator(".imuran-status").last).to_contain_text("Kept on this page only")
    page.get_by_label("Your name").fill("bob")
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the file to hand in").click()
    with zipfile.ZipFile(download.value.path()) as contents:
        assert len(json.loads(contents.read("responses.json"))["answers"]) == 1
    barred.close()
