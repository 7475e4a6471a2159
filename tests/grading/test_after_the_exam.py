"""After the exam: decisions in the bank reach gradebook, pages, exports and reports."""

import csv
import json

import pytest
from typer.testing import CliRunner

from imuran_edu.cli import app
from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.class_run.feedback_class import write_feedback
from imuran_edu.grading.report_commands import read_course
from tests.grading.class_run.test_autograde_class import both, compare, grade_by_hand
from tests.grading.gradebooks import assert_equal_files, assert_equal_rows
from tests.grading.material import RIGHT

pytestmark = pytest.mark.slow

DROPPED, CREDITED, FURTHER, WORTH = (
    "This question was dropped on 1 December 2026: it counts for nobody.",
    "On 1 December 2026 everybody who handed in was given all points of this question.",
    "Since 1 December 2026 further answers to this question are accepted.",
    "Since 1 December 2026 this question is worth 5 points.",
)


def decide(course, *decisions, name="demo"):
    lines = "".join(
        f"  - {{date: 2026-12-01, reason: REASON-told, {each}}}\n" for each in decisions
    )
    path = course.bank(name)
    path.write_text(path.read_text() + f"decisions:\n{lines}", encoding="utf-8")


def run(course, *arguments, code=0, typed=""):
    where = ["--course", str(course.folder)]
    done = CliRunner().invoke(
        app, [*arguments, *where], env={"COLUMNS": "300"}, input=typed or None
    )
    assert done.exit_code == code, done.output
    return done.stdout + done.stderr


ALL = (
    "question: demo-one, dropped: true",
    "question: demo-true, credit_all: true",
    "question: demo-word, accept: [febuxostat]",
    "question: demo-match, points: 5",
    "question: demo-text, credit_all: true",
)


def test_both_commands_apply_decisions_alike(class_of_students, tmp_path):
    theirs, ours = both(class_of_students, tmp_path)
    theirs.nbgrader("autograde", "term")
    autograde(ours.folder, "term", jobs=2)
    for course in (theirs, ours):
        grade_by_hand(course)
        decide(course, *ALL, name="term")
    said = theirs.nbgrader("autograde", "term", "--force")
    assert "Points brought up to date by what was decided after the exam: demo-one" in said
    summary = autograde(ours.folder, "term")  # points changed: everybody is graded again
    assert len(summary.done) == 9 and "everybody is graded again" in summary.remarks[0]
    note = "demo-text: the 3 given by hand no longer count, by a decision in the bank"
    assert note in said and note in summary.notes["student01"]
    theirs.nbgrader("generate_feedback", "term", "--force")
    write_feedback(ours.folder, "term", jobs=2)
    compare(theirs, ours)
    # and taking a decision back brings the released points back
    for course in (theirs, ours):
        text = course.bank("term").read_text()
        course.bank("term").write_text(text[: text.index("decisions:")])
    theirs.nbgrader("autograde", "term", "--force")
    autograde(ours.folder, "term")
    assert_equal_rows(ours.folder, theirs.folder)
    assert_equal_files(ours.folder / "autograded", theirs.folder / "autograded")


@pytest.fixture
def course(released, tmp_path):
    made = released.copy(tmp_path / "root")
    made.submit("ann", RIGHT)
    made.submit("bob", {**RIGHT, "demo-one": "a", "demo-true": False, "demo-word": "febuxostat"})
    made.submit("cy", {"demo-one": "b"})
    made.submit("dee")
    autograde(made.folder, "demo")
    return made


def test_regrade_shows_before_it_acts_and_the_grades_are_those_shown(course):
    decide(course, *ALL[:4])
    before = {each.student: each.total for each in read_course(course.folder, ["demo"])[0].results}
    said = run(course, "regrade", "demo")
    assert said.strip().endswith("Nothing was graded.")
    assert "demo: 17 points in all, 17 from now on" not in said  # 2 less and 2 more
    assert f"demo-one: {DROPPED}" in said and "demo-word: Since 1 December" in said
    now = {each.student: each.total for each in read_course(course.folder, ["demo"])[0].results}
    assert now == before
    listed = course.folder / "reports" / "demo" / "regrade.csv"
    rows = {row["student"]: row for row in csv.DictReader(listed.read_text().splitlines())}
    assert rows.keys() == {"ann", "bob", "cy", "dee"}
    assert rows["bob"]["questions"] == "demo-true 0 to 1; demo-match 3 to 5; demo-word 0 to 1"
    assert rows["cy"]["questions"] == "demo-one 2 to 0; demo-true 0 to 1"
    assert "REASON-told" not in said and "febuxostat" not in listed.read_text()

    said = run(course, "regrade", "demo", "--yes")
    assert "4 graded." in said and "imuran-edu feedback demo" in said
    found = read_course(course.folder, ["demo"])[0]
    assert {each.student: each.total for each in found.results} == {
        name: float(row["points_after"]) for name, row in rows.items()
    }
    assert found.possible["demo-one"] == 0 and sum(found.possible.values()) == 17
    assert not any(each.stale for each in found.results)
    assert "would change nobody's grade" in run(course, "regrade", "demo")


def test_the_page_tells_each_decision_in_a_sentence_and_no_key(course):
    decide(course, *ALL[:4], "question: demo-case-b, dropped: true")
    autograde(course.folder, "demo", force=True)
    write_feedback(course.folder, "demo")
    page = course.feedback("ann")
    for sentence in (DROPPED, CREDITED, FURTHER, WORTH):
        assert sentence in page
    assert f"With what? <strong>{DROPPED}</strong>" in page
    assert "REASON-told" not in page and "febuxostat" not in page
    assert "earlier version of this question" not in page
    config = course.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.QuestionGrading.show_key = True\n")
    autograde(course.folder, "demo", force=True)
    write_feedback(course.folder, "demo")
    assert f"<strong>{DROPPED}</strong> REASON-told" in course.feedback("ann")


def test_a_kept_grade_that_the_bank_no_longer_gives_is_told(course):
    decide(course, "question: demo-word, accept: [febuxostat]")
    said = run(course, "autograde", "demo")
    assert "1 grades are not what the bank says today" in said.replace("\n", " ")
    assert "imuran-edu regrade demo" in said


def test_the_analysis_keeps_the_statistics_of_the_day_of_the_exam(course):
    pytest.importorskip("scipy")
    plain = json.loads(items(course))
    decide(course, *ALL[:4])
    autograde(course.folder, "demo", force=True)
    found = json.loads(items(course))
    assert [each["id"] for each in found["decided"]] == [
        *("demo-one", "demo-true", "demo-match", "demo-word")
    ]
    before = {each["id"]: each for each in plain["items"]}
    for each in found["decided"]:
        assert each["facility"] == before[each["id"]]["facility"]
        assert each["possible"] == before[each["id"]]["possible"]
    assert "demo-one" not in {each["id"] for each in found["items"]}
    page = (course.folder / "reports" / "demo" / "items.html").read_text()
    assert "Decided after the exam" in page and DROPPED in page and "REASON-told" in page
    table = (course.folder / "reports" / "demo" / "decided.csv").read_text()
    assert table.startswith("question,decided,reason,points,facility,discrimination,points_now")


def items(course):
    run(course, "items", "demo")
    return (course.folder / "reports" / "demo" / "items.json").read_text()
