"""From a release through nbgrader's exchange to the page that a student gets back."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.grading.conftest import Course
from tests.grading.hostile import hand_in
from tests.grading.material import POINTS, RIGHT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="nbgrader's exchange needs POSIX"),
]
WHEN = "2026-03-02 10:00:00 UTC"


@pytest.fixture(scope="module")
def course(released: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course whose `demo` was released anew, with files of all kinds in `source/`."""
    course = released.copy(tmp_path_factory.mktemp("exchange") / "root")
    config = course.folder / "nbgrader_config.py"
    exchange = course.root / "exchange"
    more = f"c.Exchange.root = {str(exchange)!r}\nc.LimitRelease.also = ['extra.json']\n"
    config.write_text(f"{config.read_text()}\n{more}")
    source = course.folder / "source" / "demo"
    shutil.copy(course.bank(), source / "my notes.yaml")
    why = "it builds up over weeks and the marrow shows harm only after some days more"
    bank = course.bank()
    bank.write_text(
        re.sub(r"rationale: RATIONALE-\S+ is why", f"rationale: {why}", bank.read_text(), count=1)
    )
    (source / "old.txt").write_text(f"Notes of last year: {why.upper()}!")
    for name in ("data.csv", "extra.json", "other.json", ".hidden.csv", "sub.csv"):
        (source / name).write_text(name)
    return course


def put(course: Course, student: str, seed: int, secret: bytes | None = b"ab12") -> Path:
    """Hand in through the exchange, as nbgrader's `submit` leaves it there."""
    folder = hand_in(course, "nobody", RIGHT, seed)
    if secret is not None:
        (folder / "submission_secret.txt").write_bytes(secret)
    target = course.root / "exchange" / "imuran" / "inbound" / f"{student}+demo+{WHEN}+{seed}"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(folder, target)
    shutil.rmtree(folder.parent)
    return target


def test_only_what_is_listed_is_released(course: Course) -> None:
    said = course.nbgrader("generate_assignment", "demo", "--force")
    names = {path.name for path in (course.folder / "release" / "demo").iterdir()}
    assert names == {"demo.ipynb", "questions.json", "data.csv", "extra.json", "sub.csv"}
    for name in ("my notes.yaml", "other.json", ".hidden.csv", "responses.json"):
        assert f"Not released: {name}; if students need it: c.LimitRelease.also" in said
    assert "Not released: old.txt says what the bank says of a right answer" in said


def test_each_gets_their_own_page_back_and_none_stops_the_others(course: Course) -> None:
    put(course, "ann", 1, b"secret of ann")
    bob = put(course, "bob", 2, None)
    (bob / "timestamp.txt").write_bytes(b"\xff\xfe")
    eve = put(course, "eve", 3, b"secret of eve")
    (eve / "mechanism.html").write_text("KEY")
    (eve / "timestamp.txt").unlink()
    os.mkfifo(eve / "timestamp.txt")

    said = course.nbgrader("collect", "demo")

    assert "bob: collected without: a time in timestamp.txt" in said
    assert "bob: collected without: submission_secret.txt" in said
    assert "eve: collected without: timestamp.txt is a pipe" in said
    for student in ("ann", "bob", "eve"):
        submitted = course.folder / "submitted" / student / "demo"
        assert (submitted / "timestamp.txt").read_text().startswith("2026-03-02 10:00:00")
    assert not course.run("-m", "nbgrader", "collect", "demo", "--update").returncode

    course.nbgrader("autograde", "demo")
    assert [course.total(name) for name in ("ann", "bob", "eve")] == [POINTS] * 3
    responses = (course.folder / "autograded" / "ann" / "demo" / "responses.json").read_text()
    assert "instructor" not in responses  # what lies in source/ does not replace it
    course.nbgrader("generate_feedback", "demo")
    page = course.folder / "feedback" / "eve" / "demo" / "mechanism.html"
    assert not page.exists()
    page.write_text("KEY")  # as an earlier version left it there

    done = course.run("-m", "nbgrader", "release_feedback", "demo")

    assert done.returncode == 1
    assert "bob: no feedback is released: there is no submission_secret.txt" in done.stderr
    assert "eve: not released: mechanism.html is none of our pages" in done.stderr
    pages = list((course.root / "exchange" / "imuran" / "feedback").glob("*"))
    assert len(pages) == 2
    assert all("KEY" not in path.read_text() for path in pages)
