"""One assignment from release to feedback: real nbgrader, real JupyterLab, real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from imuran_edu.questions import Bank, load_bank
from tests.browser.lab import (
    COURSE,
    PATIENCE,
    Lab,
    as_asked,
    jupyter_environment,
    jupyter_lab,
    save,
)
from tests.browser.test_lessons import answer_rightly

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOTE = "Azathioprine <b>takes</b> weeks, because it builds up."
NOTEBOOK = "mechanism/mechanism.ipynb"


@dataclass
class Term:
    """An instructor's checkout, a student's folder, and an exchange between them."""

    instructor: Path
    student: Path
    home: Path
    user: str

    @property
    def course(self) -> Path:
        return self.instructor / "course"

    def run(self, folder: Path, *command: str) -> str:
        """Run a command as a person would in that folder, and fail with what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder,
            env=jupyter_environment(self.home),
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> Term:
    """Build and release the assignment, and fetch it as a student."""
    base = tmp_path_factory.mktemp("term")
    for name in ("instructor", "student", "home/config", "exchange"):
        (base / name).mkdir(parents=True)
    (base / "exchange").chmod(0o777)
    ignored = shutil.ignore_patterns(
        "gradebook.db", "release", "submitted", "autograded", "feedback", "__pycache__"
    )
    for part in ("quizzes", "course"):
        shutil.copytree(COURSE / part, base / "instructor" / part, ignore=ignored)
    (base / "home" / "config" / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        f"c.Exchange.root = {str(base / 'exchange')!r}\n"
        "c.CourseDirectory.course_id = 'imuran'\n"
    )
    import getpass

    term = Term(base / "instructor", base / "student", base / "home", getpass.getuser())
    term.run(term.course, "nbgrader", "generate_assignment", "mechanism")
    term.run(term.course, "nbgrader", "release_assignment", "mechanism")
    term.run(term.student, "nbgrader", "fetch_assignment", "mechanism", "--course", "imuran")
    return term


@pytest.fixture(scope="module")
def lab(term: Term) -> Iterator[Lab]:
    with jupyter_lab(term.student, term.home, command="jupyterlab") as running:
        yield running


@pytest.fixture(scope="module")
def bank(term: Term) -> Bank:
    return load_bank(term.instructor / "quizzes" / "graded" / "mechanism.yaml")


def card(page: Page, bank: Bank, index: int) -> Locator:
    return page.locator(".imuran[data-mode='graded']").nth(index)


def stored(term: Term) -> dict[str, dict]:
    path = term.student / "mechanism" / "responses.json"
    return json.loads(path.read_text())["answers"]


def all_there(page: Page, bank: Bank) -> None:
    expect(page.locator(".imuran[data-mode='graded']")).to_have_count(
        len(bank.questions), timeout=PATIENCE
    )


def expect_answers_back(page: Page, bank: Bank, given: list[int]) -> None:
    all_there(page, bank)
    for index in given:
        expect(card(page, bank, index).locator(".imuran-status").last).to_contain_text(
            "Saved", timeout=PATIENCE
        )
    expect(page.get_by_text("model not found")).to_have_count(0)


def test_answer_restart_reload_submit_grade_return(
    page: Page, term: Term, lab: Lab, bank: Bank, screenshots: Path
) -> None:
    page.goto(lab.url(NOTEBOOK))
    all_there(page, bank)

    # answer everything rightly but the last scored question, and write a note
    left_out = len(bank.questions) - 2
    given = [index for index in range(len(bank.questions)) if index != left_out]
    asked = as_asked(bank, term.student / "mechanism", "mechanism")
    for index in given:
        question, place = asked[index], card(page, bank, index)
        place.scroll_into_view_if_needed()
        if question.type == "written":
            place.get_by_role("textbox").fill(NOTE)
        elif question.type == "case":
            for part in question.parts:
                number = [each.id for each in question.parts].index(part.id)
                answer_rightly(page, place.locator("fieldset").nth(number), part, part.type)
        else:
            answer_rightly(page, place, question, question.type)
        expect(place.locator(".imuran-status").last).to_contain_text(re.compile(r"Saved \d\d:\d\d"))
    # saved, and never a word on whether it is right
    for index in given:
        expect(card(page, bank, index).locator(".imuran-headline:visible")).to_have_count(0)
    saved = {name: entry["answer"] for name, entry in stored(term).items()}
    assert set(saved) == {bank.questions[index].id for index in given}
    card(page, bank, 0).scroll_into_view_if_needed()
    expect(card(page, bank, 0)).to_be_in_viewport()
    page.screenshot(path=screenshots / "assignment.png")

    # the page is reloaded
    page.reload()
    expect_answers_back(page, bank, given)
    expect(page.locator(".imr-card-open li")).to_have_text(
        [f"Question {left_out + 1} is not answered yet."]
    )

    # the same as a notebook, whose kernel is restarted
    page.goto(lab.notebook(NOTEBOOK))
    start = page.get_by_role("button", name="Start this assignment")
    expect(start).to_be_visible(timeout=PATIENCE)
    start.click()
    expect_answers_back(page, bank, given)
    page.locator(".jp-NotebookPanel-toolbar [data-command='notebook:restart-kernel']").first.click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    expect_answers_back(page, bank, given)

    assert {name: entry["answer"] for name, entry in stored(term).items()} == saved
    save(page)

    # nbgrader's Validate names what is missing
    out = term.run(term.student / "mechanism", "nbgrader", "validate", "mechanism.ipynb")
    assert f"Question {left_out + 1} is not answered yet." in out
    assert "Question 1 is not answered yet." not in out

    # submit, collect, grade: plain commands
    term.run(term.student, "nbgrader", "submit", "mechanism", "--course", "imuran")
    term.run(term.course, "nbgrader", "collect", "mechanism")
    term.run(term.course, "nbgrader", "autograde", "mechanism")
    term.run(term.course, "nbgrader", "export")
    missing = bank.questions[left_out]
    by_hand = sum(q.points for q in bank.questions if q.type == "written")
    expected = bank.points - missing.points - by_hand
    rows = (term.course / "grades.csv").read_text().splitlines()
    row = dict(zip(rows[0].split(","), rows[1].split(","), strict=True))
    assert float(row["raw_score"]) == pytest.approx(expected)
    assert float(row["max_score"]) == pytest.approx(bank.points)

    term.run(term.course, "nbgrader", "generate_feedback", "mechanism")
    feedback = term.course / "feedback" / term.user / "mechanism" / "mechanism.html"
    page.goto(feedback.as_uri())
    expect(page.get_by_text("Not answered").first).to_be_visible()
    expect(page.get_by_text("<b>takes</b>").first).to_be_visible()
    page.screenshot(path=screenshots / "feedback.png", full_page=True)
    html = feedback.read_text()
    assert "earlier version" not in html
    for question in bank.questions:
        assert question.rationale.strip()[:40] not in html


def test_formgrader_grades_with_its_button(
    page: Page, term: Term, bank: Bank, screenshots: Path
) -> None:
    """An instructor who never opens a terminal: formgrader's Autograde, then the written note."""
    home = term.home.parent / "instructor-home"
    shutil.copytree(term.home / "config", home / "config")
    submitted = term.course / "submitted" / "browser-student" / "mechanism"
    shutil.copytree(term.student / "mechanism", submitted)
    with jupyter_lab(term.course, home, command="jupyterlab") as lab:
        base = f"http://127.0.0.1:{lab.port}/formgrader"
        page.goto(
            f"http://127.0.0.1:{lab.port}/lab?token={lab.token}"
        )  # as her browser is: logged in
        page.goto(f"{base}/manage_submissions/mechanism")
        row = page.get_by_role("row").filter(has_text="browser-student")
        expect(row).to_be_visible(timeout=PATIENCE)
        row.locator(".autograde a").click()
        expect(page.get_by_text(re.compile("Successfully autograded"))).to_be_visible(
            timeout=PATIENCE
        )
        page.get_by_role("button", name="OK").last.click()
        expect(row.locator(".score")).not_to_be_empty(timeout=PATIENCE)
        page.screenshot(path=screenshots / "formgrader.png")

        page.goto(f"{base}/gradebook/mechanism/mechanism")
        page.get_by_role("link", name=re.compile("Submission #")).first.click()
        expect(page.locator(".cell, .jp-Cell").first).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_text("because it builds up").first).to_be_visible()
        expect(page.get_by_text(bank.questions[-1].rubric[0].title).first).to_be_visible()
        page.screenshot(path=screenshots / "formgrader_submission.png", full_page=True)


def test_exported_page_shows_question_and_answer_without_a_widget(
    page: Page, term: Term, bank: Bank, tmp_path: Path
) -> None:
    """The student's saved notebook as HTML, opened where no kernel and no widget runs."""
    term.run(
        term.student / "mechanism",
        "nbconvert",
        "--to",
        "html",
        "mechanism.ipynb",
        "--output-dir",
        str(tmp_path),
    )
    page.context.set_offline(True)
    page.goto((tmp_path / "mechanism.html").as_uri())
    static = page.locator(".imuran-static")
    expect(static).to_have_count(len(bank.questions))
    for index in (0, len(bank.questions) - 1):
        expect(static.nth(index)).to_be_visible()
        expect(static.nth(index)).to_contain_text("Saved answer:")
    expect(static.nth(0)).not_to_contain_text("none yet")
