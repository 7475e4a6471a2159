"""What the grades say and where they go, from a gradebook that nbgrader made."""

import csv
import io
import json
import shutil
import sqlite3
import sys

import pytest
from typer.testing import CliRunner

from imuran_edu.cli import app
from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.report_commands import read_course
from tests.grading.material import RIGHT
from tests.results.material import WRONG, some_class

pytestmark = pytest.mark.slow

UNKNOWN = ("copier", "source", "other")  # two whose texts wait, one of another assignment
COPIED = {name: answers[-1] for name, answers in WRONG.items()}
COPIED |= {"demo-dose": "77", "demo-word": "paracetamol"}


@pytest.fixture(scope="session")
def large(released, tmp_path_factory):
    """Twenty-six students who handed in `demo`, two of them alike, and one who did not."""
    from nbgrader.api import Gradebook

    from imuran_edu.questions import load_bank

    course = released.copy(tmp_path_factory.mktemp("large") / "root")
    for each in some_class(load_bank(course.bank()), 22, seed=5):
        course.submit(each.student, dict(each.answers))
    for name in ("copier", "source"):
        course.submit(name, {**COPIED, "demo-text": "A text."})
    course.submit("nofile")
    course.submit("other", RIGHT, stamp="week8")
    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as book:
        book.add_student("absent", first_name="Abe", last_name="Sent")
        book.update_or_create_student("s00", first_name="Ann", last_name="D\u00f6")
    summary = autograde(course.folder, "demo", jobs=1)
    assert not summary.problems
    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as book:
        for number in range(22):
            grade = book.find_grade("demo-text", "demo", "demo", f"s{number:02d}")
            grade.manual_score, grade.needs_manual_grade = 3.0, False
        grade = book.find_grade("demo-one", "demo", "demo", "s00")
        grade.extra_credit = 0.5
        book.db.commit()
    return course


@pytest.fixture
def course(large, tmp_path):
    return large.copy(tmp_path / "root")


def run(course, *arguments, code=0):
    where = ["--course", str(course.folder)]
    done = CliRunner().invoke(app, [*arguments, *where], env={"COLUMNS": "200"})
    assert done.exit_code == code, done.output
    return done.stdout + done.stderr


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def scores(course):
    """Return nbgrader's own totals."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as book:
        return {each.student.id: each.score for each in book.assignment_submissions("demo")}


def test_items_writes_page_tables_and_json(course):
    grade_the_texts(course)
    said = run(course, "items", "demo")
    assert "Cronbach's alpha" in said and "24 students" in said
    assert "1 of 25 submissions hold no answer and were left out" in said
    folder = course.folder / "reports" / "demo"
    assert "What the grades of demo say" in (folder / "items.html").read_text(encoding="utf-8")
    data = json.loads((folder / "items.json").read_text(encoding="utf-8"))
    table = {row["question"]: row for row in rows(folder / "items.csv")}
    totals = scores(course)
    totals["s00"] -= 0.5  # extra credit is no part of the test
    kept = [points for student, points in totals.items() if student not in ("nofile", "other")]
    assert data["totals"]["mean"] == pytest.approx(sum(kept) / len(kept))
    one = [course.grades(f"s{n:02d}")["demo-one"][0] for n in range(22)] + [0.0, 0.0]
    assert float(table["demo-one"]["facility"]) == pytest.approx(sum(one) / 24 / 2, abs=1e-4)
    assert table["demo-case-a"]["within"] == "demo-case"
    chosen = [row for row in rows(folder / "choices.csv") if row["question"] == "demo-one"]
    assert sum(int(row["students"]) for row in chosen) == 24


def grade_the_texts(course):
    with sqlite3.connect(course.folder / "gradebook.db") as book:
        book.execute(
            "UPDATE grade SET manual_score = coalesce(manual_score, 2), needs_manual_grade = 0 "
            "WHERE auto_score IS NULL AND cell_id IN "
            "(SELECT id FROM base_cell WHERE name = 'demo-text')"
        )
    book.close()


def test_a_text_that_waits_is_named_and_left_out(course):
    said = run(course, "items", "demo", "--out", str(course.root / "elsewhere"))
    assert "demo: 2 wait for you in Manual Grading: copier, source" in said
    assert "demo: 1 handed in another assignment: other" in said
    assert "Not yet graded for everybody, and so left out everywhere: demo-text" in said
    assert (course.root / "elsewhere" / "items.html").is_file()
    assert not (course.folder / "reports").exists()


def test_alike_names_the_copier_and_nobody_else(course):
    said = run(course, "alike", "demo")
    assert "copier, source: 10 identical wrong answers" in said and "not a verdict" in said
    folder = course.folder / "reports" / "demo"
    (pair,) = rows(folder / "alike.csv")
    assert (pair["student"], pair["other"]) == ("copier", "source")
    data = json.loads((folder / "alike.json").read_text(encoding="utf-8"))
    assert data["students"] == 24 and "van der Linden" in data["statistic"]
    assert "copier and source" in (folder / "alike.html").read_text(encoding="utf-8")


def test_grades_that_the_bank_no_longer_gives_are_named(course):
    text = course.bank().read_text()
    course.bank().write_text(text.replace("key: b\n", "key: a\n", 1))
    said = run(course, "export", "demo", "--to", "long", "--out", str(course.root / "l.csv"))
    assert "grades are not what the bank says today" in said
    assert "imuran-edu regrade demo" in said
    autograde(course.folder, "demo", jobs=1, force=True)
    assert "not what the bank says" not in run(
        course, "export", "demo", "--to", "long", "--out", str(course.root / "l.csv")
    )


def test_what_a_penalty_takes_off_is_off_in_the_export_too(course):
    with sqlite3.connect(course.folder / "gradebook.db") as book:
        book.execute("UPDATE submitted_notebook SET late_submission_penalty = 100")
    book.close()
    target = course.root / "m.csv"
    run(course, "export", "demo", "--to", "moodle", "--out", str(target))
    assert {row["demo"] for row in rows(target)} == {"0"}


def test_canvas_gets_the_gradebooks_totals(course):
    ids = course.root / "ids.csv"
    lines = [f"{100 + number},{name},{name}" for number, name in enumerate(scores(course))]
    ids.write_text("\n".join(["ID,SIS Login ID,nbgrader", *lines]))
    target = course.root / "c.csv"
    run(
        *(course, "export", "demo", "--to", "canvas", "--ids", str(ids), "--out", str(target)),
        *("--column", "demo=Quiz 1 (4711)"),
    )
    first, *table = rows(target)
    assert (first["Student"].strip(), first["Quiz 1 (4711)"]) == ("Points Possible", "17")
    found = {row["SIS Login ID"]: float(row["Quiz 1 (4711)"]) for row in table}
    known = {name: total for name, total in scores(course).items() if name not in UNKNOWN}
    assert found == pytest.approx(known, abs=1e-4)
    assert "absent" not in found


def test_without_a_file_names_are_the_gradebooks(course):
    target = course.root / "b.csv"
    run(course, "export", "demo", "--to", "blackboard", "--out", str(target), "--zeros")
    table = {row["Username"]: row for row in rows(target)}
    assert table["s00"]["Last Name"] == "D\u00f6" and table["s00"]["First Name"] == "Ann"
    assert table["absent"]["demo [Total Pts: 17 Score]"] == "0"


def test_long_form_adds_up_to_the_grades(course):
    target = course.root / "l.csv"
    run(course, "export", "demo", "--to", "long", "--out", str(target))
    table = rows(target)
    totals = {}
    for row in table:
        if not row["part"]:
            totals[row["student"]] = totals.get(row["student"], 0) + float(row["score"] or 0)
    wanted = scores(course)
    wanted["s00"] -= 0.5
    assert totals == pytest.approx(wanted, abs=1e-3)
    source = {row["question"] + row["part"]: row for row in table if row["student"] == "source"}
    assert source["demo-dose"]["answer"] == "77" and source["demo-dose"]["score"] == "0"
    assert source["demo-text"]["score"] == "" and source["demo-text"]["answer"] == "A text."
    assert source["demo-casedemo-case-b"]["answer"] == "none"
    refused = [row["answer"] for row in table if row["student"] == "other"]
    assert set(refused) == {""}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("items", "dema"), "dema: the gradebook has no such assignment; there are: demo, mixed"),
        (("alike", "mixed"), "mixed: nothing is graded yet; run: imuran-edu autograde mixed"),
        (
            ("export", "demo", "--to", "excel", "--out", "x"),
            "excel: is no format; there are: canvas",
        ),
        (("export", "demo", "--to", "canvas", "--out", "x", "--column", "demo"), "NAME=HEADING"),
        (
            ("export", "demo", "--to", "canvas", "--out", "x", "--column", "hw=1"),
            "--column 'hw=1': hw is not exported; name it",
        ),
        (
            ("export", "demo", "--to", "canvas", "--out", "x", "--ids", "none.csv"),
            "none.csv: cannot",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(large, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    out = run(large, *arguments, code=1)
    assert said in out and len(out.strip().splitlines()) <= 2
    assert list(tmp_path.iterdir()) == []


def test_who_has_a_grade_but_no_id_is_named_with_the_file(large, tmp_path):
    ids, target = tmp_path / "ids.csv", tmp_path / "c.csv"
    ids.write_text("nbgrader,Username\ns00,x\n")
    out = run(
        large,
        *("export", "demo", "--to", "moodle", "--ids", str(ids), "--out", str(target)),
        code=1,
    )
    assert f"{ids}:1: has no line for 'nofile', who has a grade; add one" in out
    assert not target.exists()


def test_without_a_gradebook_none_is_made(unbuilt):
    out = run(unbuilt, "items", "demo", code=1)
    assert "there is no gradebook yet" in out
    assert not (unbuilt.folder / "gradebook.db").exists()


def test_without_scipy_it_says_what_to_install(large, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "scipy", None)
    monkeypatch.setitem(__import__("sys").modules, "scipy.stats", None)
    assert run(large, "items", "demo", code=1) == (
        f"items: needs scipy; {sys.executable} -m pip install scipy\n"
    )


def test_reading_changes_nothing(course):
    before = {path: path.read_bytes() for path in course.folder.rglob("*") if path.is_file()}
    (results,) = read_course(course.folder, ["demo"])
    assert len(results.results) == 26 and results.departed == ()
    after = {path: path.read_bytes() for path in course.folder.rglob("*") if path.is_file()}
    assert before == after


PLUGINS = "imuran_edu.grading.export_plugins"


def test_nbgraders_own_command_knows_the_formats(course):
    config = course.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.CanvasExport.headings = {'demo': 'Quiz (1)'}\n")
    ids = course.root / "ids.csv"
    ids.write_text("\n".join(["ID,nbgrader", *(f"{n},{s}" for n, s in enumerate(scores(course)))]))
    for name, system in (
        ("CanvasExport", "canvas"),
        ("MoodleExport", "moodle"),
        ("BlackboardExport", "blackboard"),
        ("LongExport", "long"),
    ):
        more = [f"--CanvasExport.ids={ids}"] if system == "canvas" else []
        course.nbgrader("export", f"--exporter={PLUGINS}.{name}", f"--to={system}.csv", *more)
        wanted = course.root / f"{system}.csv"
        ours = ["--ids", str(ids), "--column", "demo=Quiz (1)"] if system == "canvas" else []
        run(course, "export", "demo", "--to", system, "--out", str(wanted), *ours)
        assert (course.folder / f"{system}.csv").read_text() == wanted.read_text()
        assert len(rows(wanted)) >= 23


def test_nbgraders_command_takes_some_students_and_says_what_is_wrong(course):
    course.nbgrader(
        "export",
        f"--exporter={PLUGINS}.MoodleExport",
        "--to=few.csv",
        "--student=['s00','s03']",
        "--assignment=['demo']",
    )
    assert [row["Username"] for row in rows(course.folder / "few.csv")] == ["s00", "s03"]
    done = course.run(
        *("-m", "nbgrader", "export", f"--exporter={PLUGINS}.CanvasExport", "--to=x.csv"),
        "--CanvasExport.ids=absent.csv",
    )
    assert done.returncode == 1 and "absent.csv: cannot be read" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (course.folder / "x.csv").exists()


def test_answers_are_read_where_grading_reads_them(course):
    """What lies beside a graded notebook may be a file of the instructor's, or of code's making."""
    graded = course.folder / "autograded" / "s01" / "demo" / "responses.json"
    submitted = course.folder / "submitted" / "s01" / "demo" / "responses.json"
    assert graded.read_bytes() == submitted.read_bytes()
    graded.write_text(course.folder.joinpath("submitted/s02/demo/responses.json").read_text())
    (results,) = read_course(course.folder, ["demo"])
    read = {each.student: each.entries for each in results.results}
    saved = json.loads(submitted.read_text())["answers"]
    assert {name: entry.answer for name, entry in read["s01"].items()} == {
        name: entry["answer"] for name, entry in saved.items()
    }
    assert read["s01"] != read["s02"]


def test_a_submission_that_was_put_away_is_read_from_its_graded_copy(course):
    before = read_course(course.folder, ["demo"])
    shutil.rmtree(course.folder / "submitted")
    assert read_course(course.folder, ["demo"]) == before


def test_a_file_in_a_folder_that_is_not_there_is_refused(course):
    out = course.folder / "nowhere" / "grades.csv"
    said = run(course, "export", "demo", "--to", "moodle", "--out", str(out), code=1)
    assert f"there is no folder {out.parent}; make it first" in said
    assert not out.parent.exists()
