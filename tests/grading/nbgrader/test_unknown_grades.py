"""A grade that is not known is never a 0: in exports, reports, feedback and the commands' words."""

import csv
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imuran_edu.cli import app
from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.class_run.feedback_class import write_feedback
from imuran_edu.grading.class_run.summary import summary_lines
from imuran_edu.grading.nbgrader.course import GradingError
from imuran_edu.grading.report_commands import read_course
from tests.grading.material import RIGHT
from tests.shared import once

pytestmark = pytest.mark.slow

PLAIN = {name: answer for name, answer in RIGHT.items() if name != "demo-text"}
WAITS = "Not graded yet: a person has to look"
MANUAL = "Graded by hand, by the rubric."


def make(course):
    """Hand in one of each kind; grade; then let two more come too late for it."""
    exchange = course.root / "exchange"
    inbound = exchange / "imuran" / "inbound"
    inbound.mkdir(parents=True)
    (inbound / "sent+demo+2026-11-22 10:00:00 UTC+x").mkdir()
    config = course.folder / "nbgrader_config.py"
    config.write_text(
        config.read_text() + "\nc.Exchange.root = str(Path(__file__).parent.parent / 'exchange')\n"
    )
    archive = course.folder / "downloaded" / "demo" / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "demo--zipped--20261122T100000Z.zip", "w") as made:
        made.writestr("demo.ipynb", "{}")
    course.submit("good", PLAIN)
    course.submit("note", RIGHT)
    course.submit("other", RIGHT, stamp="week8")
    (course.submit("broken") / "demo.ipynb").write_text("{bad")  # with answers it is graded
    with sqlite3.connect(course.folder / "gradebook.db") as book:
        book.execute("INSERT INTO student (id) VALUES ('absent'), ('sent'), ('zipped')")
    book.close()
    summary = autograde(course.folder, "demo")
    assert summary.problems.keys() == {"broken"}
    course.submit("late", RIGHT)


@pytest.fixture(scope="session")
def one_of_each(released, tmp_path_factory):
    def fill(root):
        make(released.copy(root))

    return type(released)(once(tmp_path_factory, "unknown-grades", fill))


@pytest.fixture
def course(one_of_each, tmp_path):
    return one_of_each.copy(tmp_path / "root")


def run(course, *arguments, code=0):
    where = ["--course", str(course.folder)]
    done = CliRunner().invoke(app, [*arguments, *where], env={"COLUMNS": "300"})
    assert done.exit_code == code, done.output
    return done.stdout + done.stderr


def exported(course, *more, to="moodle", code=0, names=("demo",)):
    target = course.root / "out.csv"
    target.unlink(missing_ok=True)
    said = run(course, "export", *names, "--to", to, "--out", str(target), *more, code=code)
    if code:
        assert not target.exists()
        return said, []
    return said, list(csv.DictReader(target.read_text().splitlines()))


def give(course, student, points, question="demo-text"):
    """Grade an answer by hand, as formgrader does."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as book:
        grade = book.find_grade(question, "demo", "demo", student)
        grade.manual_score, grade.needs_manual_grade = points, False
        book.db.commit()


def test_an_export_holds_known_grades_and_names_the_others(course):
    said, rows = exported(course)
    assert {row["Username"]: row["demo"] for row in rows} == {"good": "13"}
    for line in (
        "demo: 1 wait for you in Manual Grading; left out: note",
        "demo: 1 handed in another assignment; left out: other",
        "demo: 1 handed in, but grading failed; left out: broken",
        "demo: 1 handed in, but are not graded yet; left out: late",
        "demo: 2 handed in, but are not collected; left out: sent, zipped",
    ):
        assert line in said


def test_zeros_go_only_to_those_of_whom_nothing_was_received(course):
    rows = exported(course, "--zeros")[1]
    assert {row["Username"]: row["demo"] for row in rows} == {"good": "13", "absent": "0"}


def test_nbgraders_own_export_leaves_out_the_same(course):
    plugin = "imuran_edu.grading.export_plugins.MoodleExport"
    said = course.nbgrader(
        *("export", f"--exporter={plugin}", "--to=m.csv", "--assignment=['demo']"),
        "--MoodleExport.zeros=True",
    )
    rows = list(csv.DictReader((course.folder / "m.csv").read_text().splitlines()))
    assert {row["Username"] for row in rows} == {"good", "absent"}
    assert "grading failed; left out: broken" in said


def test_the_long_form_and_the_reports_count_only_whom_they_know(course):
    rows = exported(course, to="long")[1]
    assert {row["student"] for row in rows if row["score"]} == {"good", "note"}
    (results,) = read_course(course.folder, ["demo"])
    assert {record.student for record in results.records()} == {"good", "note"}


def test_a_grade_that_a_person_gave_is_known(course):
    give(course, "note", 3)
    rows = exported(course)[1]
    assert {row["Username"]: row["demo"] for row in rows} == {"good": "13", "note": "16"}


def test_who_handed_in_again_is_left_out_until_graded_again(course):
    for step, hour in (("autograded", 10), ("submitted", 11)):
        path = course.folder / step / "good" / "demo" / "timestamp.txt"
        path.write_text(f"2026-11-22 {hour}:00:00 UTC")
    said, rows = exported(course)
    assert rows == [] and "handed in again and are not graded since; left out: good" in said


def test_who_is_graded_and_no_longer_handed_in_is_named(course):
    (course.folder / "submitted" / "good").rename(course.folder / "submitted" / "better")
    assert "graded, but no longer in submitted/: good" in exported(course)[0]
    said = run(course, "inspect", "demo", code=1)
    assert "good: .: is graded and no longer handed in" in said
    assert "better: .: was handed in and is not graded, as others are" in said
    assert "sent: .: was handed in and not collected" in said
    assert "Wait for you in Manual Grading: broken, note, other" in said


def test_feedback_says_not_graded_yet_while_a_person_has_to_look(course):
    said = run(course, "feedback", "demo")
    assert "Handed in but not graded, so no page: broken, late, sent, zipped" in said
    assert "3 written. 2 wait for you in Manual Grading." in said
    assert WAITS in course.feedback("note") and MANUAL not in course.feedback("note")
    assert WAITS not in course.feedback("good")
    assert course.feedback("other").count(WAITS) == len(RIGHT)
    ours = course.feedback("note")
    course.nbgrader("generate_feedback", "demo", "--student=note", "--force")
    assert course.feedback("note") == ours
    give(course, "note", 3)
    write_feedback(course.folder, "demo")
    assert MANUAL in course.feedback("note") and WAITS not in course.feedback("note")


def test_one_student_is_graded_and_gets_feedback_alone(course):
    before = (course.folder / "autograded" / "good" / "demo" / "demo.ipynb").stat().st_mtime_ns
    said = run(course, "autograde", "demo", "--student", "late", "--force")
    assert "1 graded. 1 waits for you in Manual Grading.\n" in said
    after = (course.folder / "autograded" / "good" / "demo" / "demo.ipynb").stat().st_mtime_ns
    assert before == after
    run(course, "feedback", "demo", "--student", "late")
    pages = [path.parts[-3] for path in (course.folder / "feedback").glob("*/demo/demo.html")]
    assert pages == ["late"]
    said = run(course, "feedback", "demo", "--student", "nobody", code=1)
    assert "--student nobody: has not a graded 'demo'" in said


def change_type(course, back=False):
    """Let a question take several answers after it was released with one."""
    pair = ("type: single\n", "type: multiple\n"), ("    key: b\n", "    key: [b]\n")
    text = course.bank().read_text()
    for one, other in pair:
        text = text.replace(*((other, one) if back else (one, other)), 1)
    course.bank().write_text(text)


@pytest.mark.parametrize("command", ["ours", "nbgrader's"])
def test_an_answer_to_a_question_of_another_type_is_not_graded(course, command):
    change_type(course)
    if command == "ours":
        lines = list(summary_lines(autograde(course.folder, "demo", force=True), "graded"))
        assert any(line.startswith("demo-one: 3 answers no longer fit") for line in lines)
        assert lines[-1].endswith("3 wait for you in Manual Grading.") or "4 wait" in lines[-1]
    else:
        said = course.run("-m", "nbgrader", "autograde", "demo", "--force", "--student=good")
        assert "good: answers that no longer fit: demo-one" in said.stderr
    assert course.grades("good")["demo-one"] == (None, True)
    said, rows = exported(course)
    assert "good" not in {row["Username"] for row in rows}
    assert "have answers that no longer fit the question" in said
    change_type(course, back=True)
    autograde(course.folder, "demo", force=True)
    assert course.grades("good")["demo-one"] == (2.0, False)


@pytest.mark.parametrize("command", ["ours", "nbgrader's"])
def test_a_regrade_asks_again_only_where_the_text_changed(course, command):
    give(course, "note", 3)
    text = course.bank().read_text().replace("value: 125", "value: 126")
    course.bank().write_text(text)

    def grade():
        if command == "ours":
            autograde(course.folder, "demo", force=True)
        else:
            course.nbgrader("autograde", "demo", "--force", "--student=note")

    grade()
    assert course.grades("note")["demo-text"] == (None, False)
    path = course.folder / "submitted" / "note" / "demo" / "responses.json"
    path.write_text(path.read_text().replace("One.", "Another."))
    grade()
    assert course.grades("note")["demo-text"] == (None, True)
    assert "wait for you in Manual Grading" in exported(course)[0]


def test_a_late_penalty_is_right_after_grading_by_hand(course):
    config = course.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    with closing(sqlite3.connect(course.folder / "gradebook.db")) as book:
        book.execute("UPDATE assignment SET duedate = '2026-11-01 00:00:00.000000'")
        book.commit()
    stamp = course.folder / "submitted" / "note" / "demo" / "timestamp.txt"
    stamp.write_text("2026-11-02 00:00:00 UTC")
    autograde(course.folder, "demo", force=True)
    give(course, "note", 3)
    rows = {row["Username"]: row["demo"] for row in exported(course)[1]}
    assert rows["note"] == "0"
    said = run(course, "feedback", "demo")
    assert "Penalties for lateness brought up to date: note." in said
    with closing(sqlite3.connect(course.folder / "gradebook.db")) as book:
        penalties = book.execute("SELECT late_submission_penalty FROM submitted_notebook")
        assert 16.0 in {each for (each,) in penalties}


def test_an_empty_cell_is_written_only_if_asked_for(course):
    course.submit("good", {"mixed-true": True}, assignment="mixed", stamp="mixed")
    give(course, "note", 3)
    course.run("-m", "nbgrader", "autograde", "mixed")
    names = ("demo", "mixed")
    said, _ = exported(course, names=names, code=1)
    assert "an empty cell takes away a grade that is there: note (mixed)" in said
    said, rows = exported(course, "--allow-empty", names=names)
    assert {row["Username"]: row["mixed"] for row in rows} == {"good": "2", "note": ""}
    assert "1 cell is empty, and each takes away a grade that is there: note (mixed)" in said


def test_who_left_the_platform_is_told_and_left_out(course):
    give(course, "note", 3)
    ids = course.root / "ids.csv"
    ids.write_text("nbgrader,Username\ngood,g\n")
    said, _ = exported(course, "--ids", str(ids), code=1)
    assert "has no line for 'note'" in said and "--skip-unknown" in said
    said, rows = exported(course, "--ids", str(ids), "--skip-unknown")
    assert [row["Username"] for row in rows] == ["g"]
    assert "1 have a grade and no line here; left out: note" in said


def test_moodle_gets_no_column_of_ids_with_a_blank(course):
    give(course, "note", 3)
    ids = course.root / "ids.csv"
    ids.write_text("nbgrader,Username,ID number\ngood,g,17\nnote,n,\n")
    assert set(exported(course, "--ids", str(ids))[1][0]) == {"Username", "demo"}
    ids.write_text("nbgrader,Email address,ID number\ngood,,17\nnote,n@x,\n")
    said, _ = exported(course, "--ids", str(ids), code=1)
    assert "no column names every student" in said


def test_hand_back_takes_the_course_of_the_working_folder(course, monkeypatch):
    write_feedback(course.folder, "demo")
    monkeypatch.chdir(course.folder)
    done = CliRunner().invoke(app, ["hand-back", "demo"])
    assert done.exit_code == 0, done.output
    assert (course.folder / "handed_back" / "demo" / "demo--good--feedback.zip").is_file()


COMMANDS = (("autograde",), ("feedback",), ("items",), ("inspect",))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_gradebook_that_cannot_be_used_is_told_in_a_line(course, command):
    path = course.folder / "gradebook.db"
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as book:
        book.execute("ALTER TABLE student DROP COLUMN lms_user_id")
        book.execute("ALTER TABLE base_cell RENAME COLUMN name TO title")
        book.commit()
    said = run(course, *command, "demo", code=1)
    assert "run: nbgrader db upgrade" in said and "Traceback" not in said
    path.write_bytes(b"this is no database, whatever its name says" * 100)
    said = run(course, *command, "demo", code=1)
    assert "is no gradebook or is damaged" in said and "Traceback" not in said
    path.unlink()
    said = run(course, *command, "demo", code=1)
    assert "there is no gradebook yet" in said
    assert not path.exists()
    path.write_bytes(whole)


def test_a_gradebook_that_another_program_holds_is_told_in_a_line(course):
    with closing(sqlite3.connect(course.folder / "gradebook.db", isolation_level=None)) as book:
        book.execute("BEGIN EXCLUSIVE")
        said = run(course, "export", "demo", "--to", "moodle", "--out", "x.csv", code=1)
        assert "another program is writing to the gradebook" in said
        with pytest.raises(GradingError, match="another program"):
            autograde(course.folder, "demo")


def test_git_ignores_files_of_grades():
    root = Path(__file__).parents[3]
    names = ["ids.csv", "canvas.csv", "answers.csv", "gradebook.db.2026-11-01"]
    done = subprocess.run(
        ["git", "check-ignore", *(f"course/{name}" for name in names)],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert len(done.stdout.splitlines()) == len(names), done.stderr
