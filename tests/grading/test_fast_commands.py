"""`imuran-edu autograde` and `feedback` as an instructor meets them: what they say and refuse."""

import json
import sqlite3

import pytest

from imuran_edu.grading import grade_commands
from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse
from imuran_edu.grading.nbgrader.feedback_pages import FeedbackRenderer
from imuran_edu.grading.nbgrader.submission_grader import SubmissionGrader
from tests.grading.material import POINTS, RIGHT

pytestmark = pytest.mark.slow

WAITS = "1 waits for you in Manual Grading"
COMMAND = "from imuran_edu.cli import main; main()"


@pytest.fixture
def course(released, tmp_path):
    return released.copy(tmp_path / "root")


BROKEN = {
    "notjson": "{",
    "nocells": json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}}),
    "oddcell": json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "poem"}]}
    ),
    "format": json.dumps({"nbformat": 99, "nbformat_minor": 0, "metadata": {}, "cells": []}),
    "deep": "[" * 100_000,
}


def test_a_bad_submission_is_named_and_stops_nobody(course):
    for student, text in BROKEN.items():
        (course.submit(student) / "demo.ipynb").write_text(text)
    (course.submit("notime", RIGHT) / "timestamp.txt").write_text("last Tuesday or so")
    (course.submit("empty") / "demo.ipynb").unlink()
    course.submit("good", RIGHT)

    done = course.run("-c", COMMAND, "autograde", "demo", "--jobs", "2")

    assert done.returncode == 1
    for student in (*BROKEN, "notime", "empty"):
        assert f"{student}: FAILED: " in done.stderr
        assert not (course.folder / "autograded" / student / "demo").exists()
    assert "Traceback" not in done.stderr
    assert done.stdout.strip().endswith(f"1 graded, 7 failed. {WAITS}.")
    assert course.total("good") == POINTS
    again = autograde(course.folder, "demo")
    assert again.kept == ["good"] and len(again.problems) == 7


def test_the_command_says_what_it_did(course):
    course.submit("alpha", RIGHT)
    course.submit("nofile")
    away = course.root / "quizzes"

    done = course.run("-c", COMMAND, "autograde", "demo", "--course", str(course.folder), cwd=away)
    assert (done.returncode, done.stdout) == (
        0,
        f"nofile: Not answered: there is no responses.json.\n2 graded. {WAITS}.\n",
    )
    done = course.run("-c", COMMAND, "autograde", "demo")
    assert done.stdout == f"0 graded, 2 graded before and kept. {WAITS}.\n"
    done = course.run("-c", COMMAND, "feedback", "demo")
    assert (done.returncode, done.stdout) == (0, f"2 written. {WAITS}.\n")
    assert "Alpha option" not in course.feedback("nofile")


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        ("nosuch", "the gradebook has no assignment 'nosuch'; make it with: nbgrader generate"),
        ("mixed", "nothing was submitted to 'mixed'"),
    ],
)
def test_what_cannot_be_graded_is_told_in_a_line(course, assignment, told):
    with pytest.raises(GradingError, match=told):
        autograde(course.folder, assignment)


def test_a_damaged_bank_stops_before_anything_is_graded(course):
    course.submit("alpha", RIGHT)
    text = course.bank().read_text()
    course.bank().write_text(text.replace("key: b\n", "key: z\n", 1))
    with pytest.raises(GradingError, match=r"demo\.yaml:\d+: .*the key names 'z'"):
        autograde(course.folder, "demo")
    assert not (course.folder / "autograded").exists()


def test_a_course_that_is_not_set_up_for_it_is_refused(course):
    config = course.folder / "nbgrader_config.py"
    config.write_text(f"c = get_config()\nc.CourseDirectory.root = {str(course.folder)!r}\n")
    course.submit("alpha", RIGHT)
    with pytest.raises(GradingError, match="there is no such bank"):
        autograde(course.folder, "demo")


def test_students_who_are_left_out_and_students_who_are_unknown(course):
    for student in ("alpha", "beta", "gamma"):
        course.submit(student, RIGHT)
    config = course.folder / "nbgrader_config.py"
    more = "\nc.CourseDirectory.student_id_exclude = 'beta'\nc.Autograde.create_student = False\n"
    config.write_text(config.read_text() + more)
    with sqlite3.connect(course.folder / "gradebook.db") as connection:
        connection.execute("INSERT INTO student (id) VALUES ('alpha')")
    connection.close()

    summary = autograde(course.folder, "demo")

    assert summary.done == ["alpha"]
    assert summary.problems == {"gamma": "No such student: gamma"}
    assert not (course.folder / "autograded" / "gamma" / "demo").exists()


def test_steps_of_the_instructors_own_are_run_by_nbgrader(course):
    """An unknown step might ask the gradebook, so nbgrader's own pipeline runs."""
    (course.folder / "own_step.py").write_text(
        "from nbgrader.preprocessors import NbGraderPreprocessor\n"
        "class Sign(NbGraderPreprocessor):\n"
        "    def preprocess(self, nb, resources):\n"
        "        nb.metadata['signed'] = True\n"
        "        return nb, resources\n"
    )
    config = course.folder / "nbgrader_config.py"
    more = (
        "\nimport sys\nsys.path.insert(0, str(Path(__file__).parent))\n"
        "c.Autograde.autograde_preprocessors = [*c.Autograde.autograde_preprocessors, "
        "'own_step.Sign']\n"
    )
    config.write_text(config.read_text() + more)
    course.submit("alpha", RIGHT)

    assert autograde(course.folder, "demo").done == ["alpha"]

    assert course.autograded("alpha").metadata["signed"] is True
    assert course.total("alpha") == POINTS


def test_the_courses_own_steps_are_all_known(course):
    """Else nbgrader's own pipeline would do the work, rightly but slowly."""
    assert SubmissionGrader(course.folder, "demo").reads
    assert not SubmissionGrader(course.folder, "mixed").reads
    assert FeedbackRenderer(course.folder, "demo")._shares_pages


def test_a_course_is_opened_with_its_own_configuration_only(course, tmp_path, monkeypatch):
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.submitted_directory = 'elsewhere'\n"
    )
    monkeypatch.chdir(tmp_path)
    opened = NbgraderCourse(course.folder, "demo", "Autograde")
    assert opened.coursedir.submitted_directory == "submitted"
    assert opened.root("autograded") == course.folder / "autograded"


@pytest.mark.parametrize("command", ["autograde", "feedback"])
def test_who_stops_a_run_is_told_how_to_go_on(course, monkeypatch, capsys, command):
    def stop(*_, **__):
        raise KeyboardInterrupt

    if command == "autograde":
        monkeypatch.setattr("imuran_edu.grading.class_run.autograde_class.autograde", stop)
        code = grade_commands.grade_class("demo", course.folder, 1)
    else:
        monkeypatch.setattr("imuran_edu.grading.class_run.feedback_class.write_feedback", stop)
        code = grade_commands.write_class_feedback("demo", course.folder, 1)
    assert code == 130
    assert "give the same command again to go on" in capsys.readouterr().err
