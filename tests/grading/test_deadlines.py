"""Dates, extensions, late days and penalties from one file; lists of the class."""

import csv
import datetime as dt
import shutil
import sqlite3

import pytest
from typer.testing import CliRunner

from imuran_edu.cli import app
from imuran_edu.core import InputError
from imuran_edu.core.dates_file import PublicDates, date_text, read_dates, to_json
from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.deadlines import Penalty, load_deadlines
from imuran_edu.grading.report_commands import read_course
from tests.grading.gradebooks import assert_equal_rows
from tests.grading.material import RIGHT

UTC = dt.UTC
DATES = """\
zone: Europe/Berlin
late_days: 3
penalty: {percent: 10, per: day, most: 50, grace: 15}
sections:
  monday: [bob, cy]
assignments:
  demo:
    due: 2026-03-01 12:00
    sections: {monday: 2026-03-03 12:00}
    students:
      cy: {due: 2026-03-05 12:00, reason: REASON-ill}
      dee: {late_days: 2}
  mixed:
    due: 2026-10-25 02:30
    penalty: {percent: 50, per: hour}
"""


def write(folder, text=DATES):
    (folder / "deadlines.yaml").write_text(text, encoding="utf-8")
    return load_deadlines(folder)


def test_a_students_own_date_comes_before_the_sections_and_that_before_the_classs(tmp_path):
    dates = write(tmp_path)
    at = {name: dates.due("demo", name) for name in ("", "ann", "bob", "cy", "dee")}
    noon = dt.datetime(2026, 3, 1, 11, tzinfo=UTC)  # 12:00 in Berlin, in winter
    days = {name: (due - noon).days for name, due in at.items()}
    assert days == {"": 0, "ann": 0, "bob": 2, "cy": 4, "dee": 2}
    assert dates.due("other") is None
    # 02:30 stands on the clock twice that night: the later one is meant
    assert dates.due("mixed") == dt.datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "share"),
    [(0, 0), (15 * 60, 0), (15 * 60 + 1, 0.1), (86400 + 15 * 60, 0.1), (90000, 0.2), (10**7, 0.5)],
)
def test_a_penalty_counts_days_begun_after_the_grace(seconds, share):
    rule = Penalty(percent=10, per="day", most=50, grace=15)
    assert rule.of(20, seconds) == pytest.approx(20 * share)
    assert rule.words == (
        "Late: 10 % of the points for each day begun, at most 50 %. The first 15 minutes are free."
    )


def test_without_grace_the_first_second_costs_and_nothing_is_said_of_it():
    rule = Penalty(percent=10, per="hour", grace=0)
    assert [rule.of(20, seconds) for seconds in (-5, 0, 1, 3600, 3601, 10**6)] == [
        *(0, 0, 2, 2, 4),
        20,
    ]
    assert rule.words == "Late: 10 % of the points for each hour begun."
    assert Penalty(percent=1, per="day", most=99).words.endswith("begun, at most 99 %.")


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("zone: Europe/Berlin", "zone: Berlin", 1, "'Berlin' is no time zone"),
        ("[bob, cy]", "[bob, cy]\n  friday: [bob]", 5, "'bob' is in two sections"),
        ("{monday: 2026", "{tuesday: 2026", 9, "there is no section 'tuesday'"),
        ("late_days: 2}", "late_days: 4}", 12, "'dee' has spent 4 of 3 late days"),
        ("2026-10-25 02:30", "2026-03-29 02:30", 14, "this time does not exist"),
        ("per: day", "per: week", 3, "'hour' or 'day'"),
        ("due: 2026-03-01 12:00", "due: soon", 8, "due"),
    ],
)
def test_faults_are_told_by_line(tmp_path, old, new, line, says):
    assert old in DATES
    with pytest.raises(InputError) as error:
        write(tmp_path, DATES.replace(old, new, 1))
    assert any(each.line == line and says in each.message for each in error.value.problems), str(
        error.value
    )


def test_the_public_file_says_the_dates_of_the_class_and_nobodys_own(tmp_path):
    dates = write(tmp_path)
    text = to_json(dates.public("demo"))
    (tmp_path / "dates.json").write_text(text)
    found = read_dates(tmp_path)
    assert found == dates.public("demo")
    assert found.lines() == [
        "Due Sunday 1 March 2026, 12:00 (Europe/Berlin)",
        "Section monday: Tuesday 3 March 2026, 12:00 (Europe/Berlin)",
        "Late: 10 % of the points for each day begun, at most 50 %. The first 15 minutes are free.",
    ]
    for secret in ("bob", "cy", "dee", "REASON", "03-05"):
        assert secret not in text


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "imuran-edu/dates"}', "[" * 9999])
def test_a_damaged_file_is_no_date(tmp_path, text):
    (tmp_path / "dates.json").write_text(text)
    assert read_dates(tmp_path) is None


def test_dates_are_told_in_the_courses_zone():
    moment = dt.datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert date_text(moment, "Asia/Kolkata") == "Thursday 2 July 2026, 04:00 (Asia/Kolkata)"
    assert PublicDates("demo", "UTC", moment).lines() == ["Due Wednesday 1 July 2026, 22:30 (UTC)"]


@pytest.fixture
def course(released, tmp_path):
    made = released.copy(tmp_path / "root")
    write(made.folder)
    for student in ("ann", "bob", "cy", "dee"):
        folder = made.submit(student, RIGHT)
        (folder / "timestamp.txt").write_text("2026-03-03 10:00:00 UTC")
    return made


def run(course, *arguments, code=0):
    where = ["--course", str(course.folder)]
    done = CliRunner().invoke(app, [*arguments, *where], env={"COLUMNS": "300"})
    assert done.exit_code == code, done.output
    return done.stdout + done.stderr


def penalties(course):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as book:
        found = book.assignment_submissions("demo")
        return {each.student_id: each.late_submission_penalty for each in found}


@pytest.mark.slow
def test_both_commands_take_off_what_the_file_says(course, tmp_path):
    theirs = course.copy(tmp_path / "theirs")
    run(course, "dates")
    run(theirs, "dates")
    autograde(course.folder, "demo")
    theirs.nbgrader("autograde", "demo")
    wanted = {"ann": 13 * 0.2, "bob": 0, "cy": 0, "dee": 0}
    assert penalties(course) == pytest.approx(wanted)
    assert_equal_rows(course.folder, theirs.folder)
    # the same when points were given by hand, and when a date is moved afterwards
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as book:
        grade = book.find_grade("demo-text", "demo", "demo", "ann")
        grade.manual_score, grade.needs_manual_grade = 4, False
        book.db.commit()
    (results,) = read_course(course.folder, ["demo"])
    assert {each.student: each.total for each in results.results}["ann"] == pytest.approx(17 * 0.8)
    write(course.folder, DATES.replace("demo:\n    due: 2026-03-01", "demo:\n    due: 2026-03-04"))
    assert "demo: Due Wednesday 4 March 2026, 12:00" in run(course, "dates", "demo")
    autograde(course.folder, "demo")
    assert set(penalties(course).values()) == {0}


@pytest.mark.slow
def test_a_faulty_file_is_told_by_line_before_anything_is_graded(course):
    faulty = DATES.replace("per: day", "per: week")
    (course.folder / "deadlines.yaml").write_text(faulty, encoding="utf-8")
    done = course.run("-m", "nbgrader", "autograde", "demo")
    assert done.returncode == 1 and "deadlines.yaml:3: " in done.stderr
    said = run(course, "autograde", "demo", code=1)
    assert "deadlines.yaml:3: " in said and len(said.splitlines()) == 1
    assert not list((course.folder / "autograded").glob("*/demo"))
    write(course.folder)
    autograde(course.folder, "demo")
    (course.folder / "deadlines.yaml").write_text(faulty, encoding="utf-8")
    said = run(course, "feedback", "demo", code=1)
    assert "deadlines.yaml:3: " in said and len(said.splitlines()) == 1


@pytest.mark.slow
def test_the_command_writes_the_public_file_and_a_list_to_send(course, tmp_path):
    listed = tmp_path / "dates.csv"
    autograde(course.folder, "demo")
    said = run(course, "dates", "--list", str(listed))
    assert "demo: Due Sunday 1 March 2026, 12:00 (Europe/Berlin)" in said
    assert "demo: dates of their own: cy, dee" in said
    for step in ("source", "release"):
        assert read_dates(course.folder / step / "demo").zone == "Europe/Berlin"
    course.nbgrader("generate_assignment", "demo", "--force")
    assert read_dates(course.folder / "release" / "demo") is not None
    rows = {(r["student"], r["assignment"]): r["due"] for r in csv.DictReader(listed.open())}
    assert rows["cy", "demo"] == "Thursday 5 March 2026, 12:00 (Europe/Berlin)"
    assert rows["dee", "demo"].startswith("Tuesday 3 March")
    assert "zed: has no date in deadlines.yaml" in run(course, "dates", "zed", code=1)
    write(course.folder, DATES.replace("[bob, cy]", "[bob, cy, gone]"))
    assert "names who is not in the gradebook: gone" in run(course, "dates")


@pytest.mark.slow
def test_after_an_extension_a_later_submission_is_collected_and_costs_nothing(course):
    inbound = course.root / "exchange" / "imuran" / "inbound"
    inbound.mkdir(parents=True)
    config = course.folder / "nbgrader_config.py"
    line = f"c.Exchange.root = {str(course.root / 'exchange')!r}\n"
    config.write_text(f"{config.read_text()}\n{line}")
    autograde(course.folder, "demo")
    assert penalties(course)["ann"] > 0
    shutil.copytree(
        course.folder / "submitted" / "ann" / "demo",
        inbound / "ann+demo+2026-03-06 10:00:00 UTC+x",
    )
    (inbound / "ann+demo+2026-03-06 10:00:00 UTC+x" / "timestamp.txt").write_text(
        "2026-03-06 10:00:00 UTC"
    )
    write(
        course.folder, DATES.replace("dee: {late", "ann: {due: 2026-03-07 12:00}\n      dee: {late")
    )
    run(course, "dates", "demo")
    course.nbgrader("collect", "demo", "--update")
    assert autograde(course.folder, "demo").done == ["ann"]
    assert penalties(course)["ann"] == 0


LISTS = {
    "canvas": "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section\n"
    '    Points Possible,,,,\n"Lee, Ann",11,,ann,A\n"Ode, Bob",12,,bob,A\n',
    "moodle": "First name;Last name;ID number;Email address;Username\n"
    "Ann;Lee;;a@x.org;ann\nBob;Ode;;b@x.org;bob\n",
    "blackboard": '"Last Name"\t"First Name"\t"Username"\t"Student ID"\n'
    "Lee\tAnn\tann\t1\nOde\tBob\tbob\t2\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("system", LISTS)
def test_the_class_comes_from_the_platforms_own_list(course, tmp_path, system):
    from imuran_edu.grading.nbgrader.course import NbgraderCourse
    from imuran_edu.grading.nbgrader.roster import read_roster

    coursedir = NbgraderCourse(course.folder, "demo", "Autograde").coursedir
    path = tmp_path / "list.csv"
    coding = "utf-16" if system == "blackboard" else "utf-8"
    path.write_text(LISTS[system], encoding=coding)
    assert "would be added: ann, bob" in run(course, "roster", str(path), "--dry-run")
    assert not read_roster(coursedir)
    assert "added: ann, bob" in run(course, "roster", str(path))
    people = read_roster(coursedir)
    assert [(each.first, each.last) for each in people.values()] == [("Ann", "Lee"), ("Bob", "Ode")]

    autograde(course.folder, "demo")  # cy and dee handed in and stand in no list
    changed = LISTS[system].replace("Ode", "Oda").replace("bob", "zoe")
    path.write_text(changed.replace("Lee", "Lee-Kim"), encoding=coding)
    said = run(course, "roster", str(path), "--remove")
    assert "added: zoe" in said and "Ann Lee" in said and "Ann Lee-Kim" in said
    assert "with submissions, which stay" in said and "bob, cy, dee" in said
    assert sorted(read_roster(coursedir)) == ["ann", "bob", "cy", "dee", "zoe"]


def test_a_list_without_user_names_says_what_to_add(tmp_path):
    from imuran_edu.results.export.student_ids import read_students

    path = tmp_path / "list.csv"
    path.write_text("Student,ID\nAnn,1\n")
    with pytest.raises(InputError, match="has no column 'nbgrader' and none of user names"):
        read_students(path)
    path.write_text("Username\nann\nann\n")
    with pytest.raises(InputError, match="'ann' stands in line 2 too"):
        read_students(path)


@pytest.mark.slow
def test_an_extension_whose_due_date_is_gone_stops_nobody(course):
    run(course, "dates")
    autograde(course.folder, "demo")
    (course.folder / "deadlines.yaml").unlink()
    with sqlite3.connect(course.folder / "gradebook.db") as book:
        extended = "SELECT count(*) FROM submitted_assignment WHERE extension IS NOT NULL"
        assert book.execute(extended).fetchone()[0] >= 1
        book.execute("UPDATE assignment SET duedate = NULL WHERE name = 'demo'")
    book.close()
    assert autograde(course.folder, "demo", force=True).problems == {}
