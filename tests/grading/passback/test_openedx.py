"""Grades to a platform that was not written here: Open edX's own side of LTI 1.3, as a server."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from imuran_edu.cli import app
from imuran_edu.core.account_names import account_of
from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.passback.command import make_key
from imuran_edu.grading.passback.keys import public_key
from tests.browser.lab import free_port
from tests.grading.conftest import Course
from tests.grading.material import RIGHT
from tests.shared import environment, once

pytestmark = pytest.mark.slow

PINS = ["lti-consumer-xblock==11.4.4", "cryptography"]
SCRIPT = Path(__file__).parents[2] / "receivers" / "openedx_platform.py"
PLAIN = {name: answer for name, answer in RIGHT.items() if name != "demo-text"}
BOB = "5f2e8a1c-0d7b"  # too odd for an account
WRONG = {**PLAIN, "demo-one": "a"}


class Place:
    """A course whose class is on the platform, and the platform."""

    def __init__(self, course: Course, address: str) -> None:
        self.course, self.address = course, address

    def ask(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.address}/{path}", timeout=30) as answer:
            return str(answer.read().decode())

    def grades(self) -> dict[str, list[float]]:
        found: dict[str, list[float]] = json.loads(self.ask("grades"))["grades"]
        return found

    def passback(self, *options: str) -> tuple[int, str]:
        done = CliRunner().invoke(
            app, ["passback", "demo", "--course", str(self.course.folder), *options]
        )
        key = (self.course.folder / "lti-key.pem").read_text()
        assert not set(key.splitlines()[1:-1]) & set(done.output.split())
        return done.exit_code, done.output

    def log(self) -> list[tuple[str, str]]:
        path = self.course.folder / "passback" / "demo.jsonl"
        entries = [json.loads(line) for line in path.read_text().splitlines()]
        return [(each["event"], each["student"]) for each in entries]


@pytest.fixture(scope="module")
def platform_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("openedx") / "env"
    environment("openedx", sys.executable, PINS, [PINS], folder)
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def graded(released: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """One whom the platform knows by name, one by an odd id, one who waits, one who left."""

    def fill(root: Path) -> None:
        course = released.copy(root)
        course.submit("ann-lee", PLAIN)
        course.submit(account_of(BOB), WRONG)
        course.submit("waits", RIGHT)
        course.submit("gone", PLAIN)
        autograde(course.folder, "demo")

    return Course(once(tmp_path_factory, "passback", fill))


@pytest.fixture
def place(graded: Course, platform_python: Path, tmp_path: Path) -> Iterator[Place]:
    course = graded.copy(tmp_path / "school")
    assert make_key(course.folder) == 0
    key = (course.folder / "lti-key.pem").read_text()
    known = {"key": public_key(key), "learners": ["ann-lee", BOB, "waits", "idle"]}
    (tmp_path / "class.json").write_text(json.dumps(known))
    port = free_port()
    with (tmp_path / "platform.log").open("wb") as log:
        process = subprocess.Popen(
            [str(platform_python), str(SCRIPT), str(port), str(tmp_path)],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            while not (tmp_path / "course.json").exists():
                assert process.poll() is None, (tmp_path / "platform.log").read_text()
                time.sleep(0.1)  # the poll of a condition, not a guess at a time
            shown = json.loads((tmp_path / "course.json").read_text())
            (course.folder / "lti.yaml").write_text(yaml.safe_dump(shown))
            yield Place(course, f"http://127.0.0.1:{port}")
        finally:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()


def test_grades_go_back_and_one_given_by_hand_there_stays(place: Place) -> None:
    bob = account_of(BOB)
    code, said = place.passback("--dry-run")
    assert code == 0 and "would make the column" in said and "would send 2 of 3" in said
    assert place.grades() == {} and not (place.course.folder / "passback").exists()

    place.ask("busy/2")  # a full server: the request is tried again
    code, said = place.passback()
    assert code == 0, said
    assert "waits" in said and "wait for you in Manual Grading" in said
    assert "1 have a grade and are no active learner there; left out: gone" in said
    full, less = place.grades()["ann-lee"], place.grades()[BOB]
    assert place.grades().keys() == {"ann-lee", BOB}
    assert full[0] == place.course.total("ann-lee") > less[0] == place.course.total(bob)
    assert json.loads(place.ask("grades")) | {"grades": 0} == {
        "busy": 2,
        "columns": ["demo"],
        "grades": 0,
    }

    code, said = place.passback()
    assert code == 0 and "0 sent, 2 were there" in said  # nothing goes twice

    place.ask("by-hand/ann-lee/1.5")
    code, said = place.passback()
    assert code == 0 and "ann-lee: 1.5 there, given by hand" in said
    assert "--overwrite ann-lee" in said and place.grades()["ann-lee"][0] == 1.5

    code, said = place.passback("--overwrite", "ann-lee")
    assert "replaced by" in said and place.grades()["ann-lee"] == full
    assert place.log() == [
        ("sent", "ann-lee"),
        ("sent", bob),
        ("kept", "ann-lee"),
        ("overwrote", "ann-lee"),
    ]


def test_a_better_grade_replaces_what_was_sent(place: Place) -> None:
    bob = account_of(BOB)
    assert place.passback()[0] == 0
    worse = place.grades()[BOB][0]
    responses = place.course.folder / "submitted" / bob / "demo" / "responses.json"
    better = (place.course.folder / "submitted" / "ann-lee" / "demo" / "responses.json").read_text()
    responses.write_text(better)
    autograde(place.course.folder, "demo", force=True)
    code, said = place.passback()
    assert code == 0 and "1 sent, 1 were there" in said
    assert place.grades()[BOB][0] > worse


def test_who_handed_nothing_in_gets_0_only_when_asked(place: Place) -> None:
    with sqlite3.connect(place.course.folder / "gradebook.db") as book:
        book.execute("INSERT INTO student (id) VALUES ('idle')")
    book.close()
    assert place.passback()[0] == 0 and "idle" not in place.grades()
    assert place.passback("--zeros")[0] == 0 and place.grades()["idle"][0] == 0


def test_a_platform_that_refuses_is_told_in_a_line_without_the_key(place: Place) -> None:
    (place.course.folder / "lti-key.pem").unlink()
    assert make_key(place.course.folder) == 0  # a key that the platform does not know
    code, said = place.passback()
    assert code == 1 and "answered 400" in said and "invalid_client" in said
    assert "Traceback" not in said and place.grades() == {}
