"""Tasks shared out among processes, staging folders, and a gradebook that others hold."""

import os
import sqlite3
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from filelock import FileLock

from imuran_edu.grading.class_run import staging
from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.class_run.feedback_class import write_feedback
from imuran_edu.grading.class_run.staging import BusyError, commit_dir, staging_dir, subfolders
from imuran_edu.grading.class_run.workers import Job, map_tasks
from imuran_edu.grading.grade_commands import grade_class
from imuran_edu.grading.nbgrader import gradebook as gradebook_module
from imuran_edu.grading.nbgrader import submission_grader
from imuran_edu.grading.nbgrader.course import GradingError, find_course
from imuran_edu.grading.nbgrader.gradebook import BatchGradebook, Outcome
from imuran_edu.grading.nbgrader.preprocessors.cached import PendingGrades
from tests.grading.gradebooks import assert_equal_files, assert_equal_rows, rows
from tests.grading.material import RIGHT
from tests.grading.terms import DUE


def failed(task, why):
    return f"{task}: {why}"


def double(task):
    return task * 2


def die_on_three(task):
    if task == 3:
        os._exit(9)
    return task * 2


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_task_is_done_once(jobs):
    assert sorted(map_tasks(double, [1, 2, 3, 4], jobs, failed)) == [2, 4, 6, 8]
    assert list(map_tasks(double, [], jobs, failed)) == []


def test_an_executor_does_the_work_if_there_is_one():
    with ThreadPoolExecutor(2) as executor:
        assert sorted(map_tasks(double, [1, 2], 1, failed, executor)) == [2, 4]
        assert list(map_tasks(int, ["x"], 1, failed, executor)) == [
            "x: its worker died: invalid literal for int() with base 10: 'x'"
        ]


@pytest.mark.skipif(sys.platform != "linux", reason="forks a function of this module")
def test_a_process_that_dies_takes_only_its_own_task_along():
    done = list(map_tasks(die_on_three, [1, 2, 3, 4, 5, 6], 2, failed))
    assert len(done) == 6
    assert "3: its process died, perhaps for want of memory" in done
    assert {2, 4, 8, 10, 12} <= set(done)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="forks a method of this module")
def test_a_submission_that_kills_its_process_is_named(released, tmp_path, monkeypatch):
    course = released.copy(tmp_path / "root")
    for student in ("alpha", "beta", "gamma"):
        course.submit(student, RIGHT)
    grade = submission_grader.SubmissionGrader.grade

    def die(grader, student, staging_name, notebook=""):
        if student == "beta":
            os._exit(9)
        return grade(grader, student, staging_name, notebook)

    monkeypatch.setattr(submission_grader.SubmissionGrader, "grade", die)
    summary = autograde(course.folder, "demo", jobs=2)

    assert sorted(summary.done) == ["alpha", "gamma"]
    assert "its process died" in summary.problems["beta"]
    monkeypatch.undo()
    assert autograde(course.folder, "demo").done == ["beta"]


@pytest.mark.slow
def test_a_cluster_grades_as_this_machine_does(class_of_students, tmp_path, capsys):
    distributed = pytest.importorskip("distributed")
    here = class_of_students.copy(tmp_path / "here")
    there = class_of_students.copy(tmp_path / "there")
    autograde(here.folder, "term")

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        address = cluster.scheduler_address
        assert grade_class("term", there.folder, jobs=None, cluster=address) == 0

    assert "9 graded." in capsys.readouterr().out
    assert_equal_rows(there.folder, here.folder)
    assert_equal_files(there.folder / "autograded", here.folder / "autograded")


@pytest.fixture
def postgresql():
    """The URL of an empty database of a server of our own, on a socket and not on a port."""
    pgserver = pytest.importorskip("pgserver", reason="PostgreSQL comes for Linux, to Python 3.12")
    # a short path, as a socket's name must be
    with tempfile.TemporaryDirectory() as folder, pgserver.get_server(folder) as server:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg2://", 1)


@pytest.mark.slow
def test_a_postgresql_gradebook_holds_the_same_rows(class_of_students, postgresql, tmp_path):
    from nbgrader.api import Gradebook

    url = postgresql
    lite = class_of_students.copy(tmp_path / "lite")
    post = class_of_students.copy(tmp_path / "post")
    config = post.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + f"\nc.CourseDirectory.db_url = {url!r}\n")
    for name in ("demo", "mixed", "term"):
        post.nbgrader("generate_assignment", name, "--force")
    with Gradebook(url, "imuran") as gradebook:
        gradebook.update_or_create_assignment("term", duedate=DUE)

    for course in (lite, post):
        autograde(course.folder, "term", jobs=2)
        write_feedback(course.folder, "term", jobs=2)
        autograde(course.folder, "term", jobs=2, force=True)

    assert_equal_rows(url, lite.folder)
    assert_equal_files(post.folder / "feedback", lite.folder / "feedback")


@pytest.mark.slow
def test_a_gradebook_that_another_program_holds_is_waited_for(released, tmp_path, monkeypatch):
    course = released.copy(tmp_path / "root")
    path = course.folder / "gradebook.db"
    other = sqlite3.connect(path, isolation_level=None)
    pending = {"demo": PendingGrades({"demo-one": (2.0, False)})}
    book = BatchGradebook(f"sqlite:///{path}?timeout=0.05", "imuran", "demo")
    other.execute("BEGIN EXCLUSIVE")
    waits = []

    def let_go(seconds):
        waits.append(seconds)
        if len(waits) == 2:
            other.execute("COMMIT")

    monkeypatch.setattr(gradebook_module.time, "sleep", let_go)
    outcome = Outcome("alpha", pending=pending)
    with book:
        book.write([outcome])
    other.close()

    assert len(waits) == 2 and not outcome.problem
    assert course.grades("alpha")["demo-one"] == (2, False)


@pytest.mark.slow
def test_what_cannot_be_written_hinders_no_other(released, tmp_path):
    course = released.copy(tmp_path / "root")
    bad = Outcome("bad", pending={"demo": PendingGrades({"demo-one": ("many", False)})})
    good = Outcome("good", pending={"demo": PendingGrades({"demo-one": (1.0, False)})})
    with BatchGradebook(f"sqlite:///{course.folder / 'gradebook.db'}", "imuran", "demo") as book:
        book.write([bad, good])

    assert bad.problem.startswith("the gradebook refused it: ") and not good.problem
    assert course.grades("good")["demo-one"] == (1, False)
    assert not any('"bad"' in row for row in rows(course.folder)["submitted_assignment"])


def test_two_runs_in_one_folder_do_not_meet(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "LOCK_SECONDS", 0.01)
    with (
        staging_dir(tmp_path) as place,
        pytest.raises(BusyError, match="another run is at work"),
        staging_dir(tmp_path),
    ):
        pass
    assert not (tmp_path / place).exists()
    with staging_dir(tmp_path) as place:
        assert (tmp_path / place).is_dir()


def test_what_a_killed_run_left_is_swept_up(tmp_path):
    left = tmp_path / staging.STAGING / "dead" / "alpha"
    left.mkdir(parents=True)
    (left / "file").write_text("half")
    (left / "file").chmod(0o444)
    left.chmod(0o555)
    with staging_dir(tmp_path):
        assert not left.exists()
    assert not FileLock(tmp_path / staging.LOCK).is_locked


def test_a_folder_takes_the_place_of_another(tmp_path):
    place, made = tmp_path / "graded" / "demo", tmp_path / "aside" / "demo"
    for text in ("first", "second"):
        made.mkdir(parents=True)
        (made / "file").write_text(text)
        commit_dir(made, place)
        assert (place / "file").read_text() == text
    assert not list((tmp_path / "aside").iterdir())


def test_students_are_found_whatever_their_names(tmp_path):
    for name in ("a b", "[x]*", ".hidden", "zoë"):
        (tmp_path / "in[g]" / name / "demo").mkdir(parents=True)
    found = subfolders(str(tmp_path / "in[g]" / "%" / "demo"), "%")
    assert list(found) == sorted(["a b", "[x]*", "zoë"])


def test_the_course_is_found_or_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GradingError, match="name the folder of the course"):
        find_course()
    with pytest.raises(GradingError, match="is no course"):
        find_course(tmp_path)
    (tmp_path / "nbgrader_config.py").touch()
    assert find_course() == find_course(tmp_path) == tmp_path.resolve()


def test_no_scheduler_and_no_library_are_told_in_a_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert grade_class("demo", tmp_path, None, cluster="tcp://127.0.0.1:1") == 1
    assert "pip install 'imuran-edu[cluster]'" in capsys.readouterr().err


def test_a_job_is_the_same_on_another_machine():
    import pickle

    job = Job(staging.Path("course"), "demo", "place")
    assert pickle.loads(pickle.dumps(job)) == job
