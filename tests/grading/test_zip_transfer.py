"""By files, where there is no exchange: a zip in, real `nbgrader zip_collect`, a zip back."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.answers import Entry, Responses, to_json
from imuran_edu.core import InputError
from imuran_edu.grading.zip_transfer import (
    ARCHIVE_NAME,
    hand_in_notes,
    make_feedback_zips,
    make_submission,
)
from imuran_edu.questions import load_bank, public_view, version
from tests.grading.conftest import Course
from tests.grading.material import POINTS, RIGHT

NOW = datetime(2026, 11, 22, 19, 30, 5, tzinfo=UTC)
STUDENT = r"[A-Za-z0-9][A-Za-z0-9.@_]{0,9}(?:-[A-Za-z0-9.@_]{1,5}){0,2}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder of an assignment, with everything that lies about in one."""
    folder = tmp_path / "home" / "demo"
    (folder / ".ipynb_checkpoints").mkdir(parents=True)
    for name in ("demo.ipynb", ".ipynb_checkpoints/demo-checkpoint.ipynb", "questions.json"):
        (folder / name).write_text("{}")
    (folder / "responses.json").write_text(to_json(Responses("demo", 7, {"demo-one": Entry("b")})))
    for name in (".responses.lock", ".tmp-responses-x", "holiday.jpg", "responses-damaged-1.json"):
        (folder / name).write_text("x")
    return folder


def members(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_a_zip_holds_the_notebook_and_the_answers(folder: Path, tmp_path: Path) -> None:
    path = make_submission(folder, "ann.lee", tmp_path, NOW)
    assert path == tmp_path / "demo--ann.lee--20261122T193005Z.zip"
    assert members(path) == ["demo.ipynb", "responses.json"]
    assert [each.name for each in tmp_path.glob(".*")] == []
    elsewhere = NOW.astimezone(timezone(timedelta(hours=9)))
    assert make_submission(folder, "ann.lee", tmp_path, elsewhere).name == path.name


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of this kind are not to be had")
def test_nothing_that_a_link_points_to_goes_in(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ipynb"
    secret.write_text("SECRET")
    (folder / "more.ipynb").symlink_to(secret)
    os.mkfifo(folder / "pipe.ipynb")
    assert members(make_submission(folder, "ann", tmp_path)) == ["demo.ipynb", "responses.json"]
    (folder / "responses.json").unlink()
    (folder / "responses.json").symlink_to(secret)
    with pytest.raises(InputError, match="not an ordinary file"):
        make_submission(folder, "ann", tmp_path)


@pytest.mark.parametrize(
    "name", ["", "-ann", "ann--lee", "ann/../bob", "ann lee", "á", "..", "a\\b"]
)
def test_a_name_that_cannot_stand_in_a_files_name_is_refused(
    folder: Path, tmp_path: Path, name: str
) -> None:
    with pytest.raises(InputError, match="cannot stand in a file's name"):
        make_submission(folder, name, tmp_path)
    assert list(tmp_path.rglob("*.zip")) == []


def test_what_is_missing_is_said(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a folder"):
        make_submission(folder / "demo.ipynb", "ann", tmp_path)
    renamed = shutil.copytree(folder, tmp_path / "demo (1)")
    with pytest.raises(InputError, match=re.escape("has no demo (1).ipynb")):
        make_submission(renamed, "ann", tmp_path)
    (folder / "responses.json").write_text("[")
    with pytest.raises(InputError, match="cannot be handed in"):
        make_submission(folder, "ann", tmp_path)
    (folder / "responses.json").unlink()
    with pytest.raises(InputError, match="is missing; open the assignment"):
        make_submission(folder, "ann", tmp_path)
    (folder / "responses.json").write_text(to_json(Responses("demo", 7, {})))
    with pytest.raises(InputError, match="could not be written"):
        make_submission(folder, "ann", folder / "demo.ipynb")


@given(
    st.from_regex(STUDENT, fullmatch=True),
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2099, 1, 1)),
    st.sampled_from(["", "Ann Lee_123_assignsubmission_file_", "leeann_4711_99_", "--"]),
    st.sampled_from(["", "-1", " (2)"]),
)
def test_zip_collect_finds_the_student_whatever_the_platform_adds(
    student: str, now: datetime, before: str, behind: str
) -> None:
    name = f"{before}demo--{student}--{now:%Y%m%dT%H%M%SZ}{behind}"
    found = re.fullmatch(ARCHIVE_NAME, name)
    assert found
    assert found["student_id"] == student
    assert found["timestamp"] == f"{now:%Y%m%dT%H%M%SZ}"


def answer(course: Course, folder: Path, answers: dict) -> None:
    """Do what a student does with what was released."""
    versions = {each.id: version(public_view(each)) for each in load_bank(course.bank()).questions}
    shutil.copytree(course.folder / "release" / "demo", folder)
    entries = {name: Entry(value, versions[name]) for name, value in answers.items()}
    (folder / "responses.json").write_text(to_json(Responses("demo", 7, entries)))


def test_a_class_by_files(released: Course, tmp_path: Path) -> None:
    """Handed in twice, renamed by a platform, zipped by hand; graded; given back."""
    course = released.copy(tmp_path / "root")
    archive = course.folder / "downloaded" / "demo" / "archive"
    archive.mkdir(parents=True)
    right, wrong = dict(RIGHT), {**RIGHT, "demo-one": "a"}

    # by the command, as a student types it; the later of two counts
    answer(course, tmp_path / "ann" / "demo", wrong)
    first = make_submission(tmp_path / "ann" / "demo", "ann", archive, NOW - timedelta(hours=1))
    shutil.rmtree(tmp_path / "ann" / "demo")
    answer(course, tmp_path / "ann" / "demo", right)
    done = course.run(
        "-c",
        "from imuran_edu.cli import main; main()",
        "hand-in",
        "demo",
        "--as",
        "ann",
        cwd=tmp_path / "ann",
    )
    assert done.returncode == 0, done.stderr
    [made] = (tmp_path / "ann").glob("*.zip")
    assert str(made) in done.stdout
    shutil.move(made, archive / f"Ann Lee_17_assignsubmission_file_{made.name}")
    assert first.exists()

    # by hand, the whole folder in it, a checkpoint too
    answer(course, tmp_path / "bob" / "demo", wrong)
    (tmp_path / "bob" / "demo" / ".ipynb_checkpoints").mkdir()
    shutil.copy(
        tmp_path / "bob" / "demo" / "demo.ipynb",
        tmp_path / "bob" / "demo" / ".ipynb_checkpoints" / "demo-checkpoint.ipynb",
    )
    shutil.make_archive(str(archive / "demo--bob--20261122T180000Z"), "zip", tmp_path / "bob")
    (archive / "essay.zip").write_bytes(first.read_bytes())  # no name in it: left out, and said

    course.nbgrader("zip_collect", "demo", "--force")
    log = course.nbgrader("zip_collect", "demo", "--force")  # again, as for latecomers
    assert "essay" in log
    submitted = course.folder / "submitted"
    assert sorted(each.name for each in submitted.iterdir()) == ["ann", "bob"]
    assert json.loads((submitted / "ann" / "demo" / "responses.json").read_text())
    assert not list(submitted.rglob("*checkpoint*"))
    assert (submitted / "bob" / "demo" / "timestamp.txt").read_text().startswith("2026-11-22 18:00")

    course.nbgrader("autograde", "demo")
    assert course.total("ann") == POINTS
    assert course.total("bob") == POINTS - 2
    course.nbgrader("generate_feedback", "demo")

    done = course.run(
        "-c",
        "from imuran_edu.cli import main; main()",
        "hand-back",
        "demo",
        "--course",
        str(course.folder),
    )
    assert done.returncode == 0, done.stderr
    back = course.folder / "handed_back" / "demo"
    assert sorted(each.name for each in back.iterdir()) == [
        "demo--ann--feedback.zip",
        "demo--bob--feedback.zip",
    ]
    assert members(back / "demo--ann--feedback.zip") == ["demo.html"]
    with zipfile.ZipFile(back / "demo--bob--feedback.zip") as bobs:
        assert "Alpha option" in bobs.read("demo.html").decode()


def test_feedback_zips_hold_the_assignments_own_pages_and_nothing_else(tmp_path: Path) -> None:
    for name in ("source/demo/demo.ipynb", "source/demo/second.ipynb", "source/other/x.ipynb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for student, assignment, page in (
        ("ann", "demo", "demo.html"),
        ("ann", "demo", "second.html"),
        ("ann", "demo", "mine.html"),
        ("ann", "demo", "demo.txt"),
        ("bob", "demo", "demo.html"),
        ("bob", "other", "x.html"),
        ("eve", "demo", "mine.html"),
    ):
        folder = tmp_path / "feedback" / student / assignment
        folder.mkdir(parents=True, exist_ok=True)
        (folder / page).write_text(f"{student} {page}")
    (tmp_path / "feedback" / "bob" / "demo" / "second.html").mkdir()
    back = tmp_path / "handed_back" / "demo"
    assert make_feedback_zips(tmp_path, "demo") == [
        back / "demo--ann--feedback.zip",
        back / "demo--bob--feedback.zip",
    ]
    assert sorted(each.name for each in back.iterdir()) == [
        "demo--ann--feedback.zip",
        "demo--bob--feedback.zip",
    ]
    assert members(back / "demo--ann--feedback.zip") == ["demo.html", "second.html"]
    with zipfile.ZipFile(back / "demo--bob--feedback.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "demo.html": b"bob demo.html"
        }


def test_no_feedback_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="run first: nbgrader generate_feedback demo"):
        make_feedback_zips(tmp_path, "demo")


def test_a_renamed_or_large_notebook_is_told_by_its_own_reason(
    folder: Path, tmp_path: Path
) -> None:
    mine = {"metadata": {"imuran_edu": {"assignment": "demo"}}}
    (folder / "demo.ipynb").unlink()
    (folder / "demo (1).ipynb").write_text(json.dumps(mine))
    with pytest.raises(InputError, match=r"but demo \(1\).ipynb is it: rename it to demo.ipynb"):
        make_submission(folder, "ann", tmp_path)
    with (folder / "demo.ipynb").open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(InputError, match="larger than 20 MB; clear its outputs"):
        make_submission(folder, "ann", tmp_path)


def test_answers_of_another_assignment_or_in_a_second_file_are_told(
    folder: Path, tmp_path: Path
) -> None:
    good = (folder / "responses.json").read_text()
    (folder / "responses (1).json").write_text(good)
    assert hand_in_notes(folder) == [
        "responses (1).json holds 1 answers and is not handed in; responses.json is"
    ]
    assert make_submission(folder, "ann", tmp_path)
    (folder / "responses.json").write_text(to_json(Responses("demo", 7)))
    with pytest.raises(InputError, match=r"holds no answer; is responses \(1\).json \(1 answers"):
        make_submission(folder, "ann", tmp_path)
    (folder / "responses.json").unlink()
    with pytest.raises(InputError, match=r"is missing; is responses \(1\).json"):
        make_submission(folder, "ann", tmp_path)
    (folder / "responses.json").write_text(good.replace('"demo"', '"mechanism"'))
    with pytest.raises(
        InputError, match="holds the answers of 'mechanism', and you hand in 'demo'"
    ):
        make_submission(folder, "ann", tmp_path)


@pytest.mark.parametrize("name", ["a.ipynb", "demo-2.ipynb", "z.ipynb"])
def test_another_notebook_does_not_stand_for_the_assignments(
    folder: Path, tmp_path: Path, name: str
) -> None:
    (folder / "demo.ipynb").rename(folder / name)
    with pytest.raises(InputError, match=r"has no demo.ipynb; give the folder that you were given"):
        make_submission(folder, "ann", tmp_path)


def test_answers_that_cannot_be_read_are_not_called_missing(folder: Path, tmp_path: Path) -> None:
    (folder / "responses.json").write_text("{")
    with pytest.raises(InputError, match="cannot be handed in: "):
        make_submission(folder, "ann", tmp_path)
