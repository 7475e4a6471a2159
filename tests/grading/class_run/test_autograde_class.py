"""`imuran-edu autograde` and `feedback` do what nbgrader's own commands do, row by row."""

import re
import shutil

import nbformat
import pytest

from imuran_edu.answers import FILE_NAME, to_json
from imuran_edu.grading import build_assignment
from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.class_run.feedback_class import write_feedback
from imuran_edu.grading.nbgrader.class_grades import read_scores
from imuran_edu.grading.nbgrader.feedback_pages import FeedbackRenderer
from imuran_edu.grading.simulate import simulate
from imuran_edu.questions import load_bank
from tests.grading.conftest import by_id
from tests.grading.gradebooks import assert_equal_files, assert_equal_rows, files, rows
from tests.grading.material import RIGHT
from tests.grading.submissions import hand_in_everything
from tests.grading.terms import run_sql

pytestmark = pytest.mark.slow


@pytest.fixture
def course(released, tmp_path):
    return released.copy(tmp_path / "root")


def test_every_kind_of_submission_ends_as_nbgrader_leaves_it(graded, course):
    hand_in_everything(course)

    summary = autograde(course.folder, "demo", jobs=2)
    write_feedback(course.folder, "demo", jobs=2)

    refused = re.findall(r"(\w+): not graded: ", (graded.root / "autograde.log").read_text())
    assert sorted(summary.problems) == sorted(set(refused))
    assert_equal_rows(course.folder, graded.folder)
    for step in ("autograded", "feedback"):
        assert_equal_files(course.folder / step, graded.folder / step, course.root, graded.root)
    assert not (course.root / "ran").exists()


def edit_bank(course, old, new, name="term"):
    text = course.bank(name).read_text()
    assert old in text
    course.bank(name).write_text(text.replace(old, new, 1))


def grade_by_hand(course):
    """Do as a person does in formgrader: points, extra credit, comments, a flag."""
    of = "notebook_id IN (SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a"
    of += " ON a.id = n.assignment_id WHERE a.student_id = ?)"
    named = "cell_id IN (SELECT id FROM base_cell WHERE name = ?) AND " + of
    run = course.folder
    run_sql(
        run,
        f"UPDATE grade SET manual_score = 3, needs_manual_grade = 0 WHERE {named}",
        "demo-text",
        "student01",
    )
    run_sql(
        run,
        f"UPDATE grade SET manual_score = 0.5, needs_manual_grade = 0 WHERE {named}",
        "demo-one",
        "student02",
    )
    run_sql(run, f"UPDATE grade SET extra_credit = 1.5 WHERE {named}", "demo-many", "student03")
    run_sql(run, f"UPDATE grade SET extra_credit = 0.25 WHERE {named}", "manual", "student04")
    run_sql(
        run,
        f"UPDATE comment SET manual_comment = ? WHERE {named}",
        "See me & <b>bring</b> $x$",
        "manual",
        "student02",
    )
    run_sql(
        run,
        "UPDATE submitted_notebook SET flagged = 1 WHERE assignment_id IN "
        "(SELECT id FROM submitted_assignment WHERE student_id = ?)",
        "student05",
    )


def both(course, tmp_path):
    """Return two copies of a course: one for nbgrader, one for us."""
    return course.copy(tmp_path / "theirs"), course.copy(tmp_path / "ours")


def compare(theirs, ours):
    assert_equal_rows(ours.folder, theirs.folder)
    for step in ("autograded", "feedback"):
        assert_equal_files(ours.folder / step, theirs.folder / step)


def test_a_class_ends_as_nbgrader_leaves_it_and_so_do_later_gradings(class_of_students, tmp_path):
    theirs, ours = both(class_of_students, tmp_path)

    theirs.nbgrader("autograde", "term")
    theirs.nbgrader("generate_feedback", "term")
    autograde(ours.folder, "term", jobs=2)
    write_feedback(ours.folder, "term")
    compare(theirs, ours)
    table = rows(ours.folder)
    assert any('"late_submission_penalty": null' not in row for row in table["submitted_notebook"])
    assert any("No response." in row for row in table["comment"])

    # points given by hand, a mended key, and all is graded again
    for course in (theirs, ours):
        grade_by_hand(course)
        edit_bank(course, "key: b\n", "key: a\n")
    theirs.nbgrader("autograde", "term", "--force")
    theirs.nbgrader("generate_feedback", "term", "--force")
    autograde(ours.folder, "term", force=True)
    write_feedback(ours.folder, "term", jobs=2)
    compare(theirs, ours)
    # the text that was graded by hand is as it was, so nobody is asked to look again
    kept = [row for row in rows(ours.folder)["grade"] if '"manual_score": 3.0' in row]
    assert len(kept) == 1 and '"needs_manual_grade": 0' in kept[0]

    # and the two may take turns
    ours.nbgrader("autograde", "term", "--force")
    autograde(theirs.folder, "term", force=True)
    compare(theirs, ours)


def test_what_is_graded_is_kept_unless_a_newer_one_came(class_of_students, tmp_path):
    theirs, ours = both(class_of_students, tmp_path)
    theirs.nbgrader("autograde", "term")
    autograde(ours.folder, "term")
    for course in (theirs, ours):
        for student, time in (("student02", "2026-03-05 09:00:00 UTC"), ("student09", "")):
            folder = course.folder / "submitted" / student / "term"
            (folder / FILE_NAME).write_text(to_json(simulate_one(course, student)))
            if time:
                (folder / "timestamp.txt").write_text(time)

    theirs.nbgrader("autograde", "term")
    summary = autograde(ours.folder, "term")

    assert summary.done == ["student02"] and len(summary.kept) == 8
    compare(theirs, ours)


def simulate_one(course, name):
    group = simulate(load_bank(course.bank("term")), "term", 4, seed=77)
    return group[0].responses


def test_code_is_handed_to_nbgrader(released, tmp_path):
    def write(source):
        def edit(nb):
            by_id(nb, "code").source = source

        return edit

    theirs, ours = both(released, tmp_path)
    for course in (theirs, ours):
        course.submit("good", {"mixed-true": True}, "mixed", "mixed", edit=write("x = 2"))
        course.submit("bad", {"mixed-true": False}, "mixed", "mixed", edit=write("x = 3"))
    theirs.nbgrader("autograde", "mixed")
    theirs.nbgrader("generate_feedback", "mixed")

    summary = autograde(ours.folder, "mixed", jobs=2)
    write_feedback(ours.folder, "mixed")

    assert sorted(summary.done) == ["bad", "good"]
    assert any("Their code is run" in remark for remark in summary.remarks)
    assert ours.grades("good", "mixed") == {"mixed-true": (2, False), "code-test": (3, False)}
    assert ours.grades("bad", "mixed") == {"mixed-true": (0, False), "code-test": (0, False)}
    assert_equal_rows(ours.folder, theirs.folder)
    names = [files(course.folder / "autograded").keys() for course in (theirs, ours)]
    assert names[0] == names[1]
    assert_equal_files(ours.folder / "feedback" / "good", theirs.folder / "feedback" / "good")


def test_code_that_is_not_run_is_read_at_once(course):
    config = course.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.QuestionGrading.run_code = False\n")
    source = f"open({str(course.root)!r} + '/ran', 'w')"

    def edit(nb):
        by_id(nb, "code").source = source

    course.submit("alpha", {"mixed-true": True}, "mixed", "mixed", edit=edit)
    summary = autograde(course.folder, "mixed")

    assert summary.done == ["alpha"] and not summary.remarks
    assert course.grades("alpha", "mixed") == {"mixed-true": (2, False), "code-test": (None, True)}
    assert not (course.root / "ran").exists()


def test_a_missing_notebook_is_zero_and_an_unknown_one_is_named(course):
    second = course.bank("demo").with_name("pair.yaml")
    shutil.copy(course.bank("mixed"), second)
    build_assignment(second, course.folder)
    folder = course.folder / "source" / "pair"
    nb = nbformat.read(folder / "pair.ipynb", as_version=4)
    nb.cells = [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") != "x"]
    extra = nbformat.v4.new_notebook(metadata=nb.metadata)
    cell = nbformat.v4.new_markdown_cell("Say something.", id="words")
    cell.metadata["nbgrader"] = {
        "grade": True,
        "solution": True,
        "locked": False,
        "task": False,
        "points": 1,
        "grade_id": "words",
        "schema_version": 3,
    }
    extra.cells = [cell]
    nbformat.write(extra, folder / "more.ipynb")
    course.nbgrader("generate_assignment", "pair")
    target = course.submit("alpha", {"mixed-true": True}, "pair", "pair")
    (target / "more.ipynb").rename(target / "renamed.ipynb")
    (target / "...ipynb").write_text("{")
    copied = course.copy(course.root.with_name("theirs"))
    copied.nbgrader("autograde", "pair")
    copied.nbgrader("generate_feedback", "pair")

    summary = autograde(course.folder, "pair")

    assert summary.notes["alpha"] == ["renamed.ipynb is no notebook of this assignment"]
    assert_equal_rows(course.folder, copied.folder)
    write_feedback(course.folder, "pair")
    for step in ("autograded", "feedback"):
        assert_equal_files(course.folder / step, copied.folder / step)


def test_pages_drawn_by_other_templates_are_drawn_one_by_one(course):
    course.submit("alpha", {**RIGHT, "demo-one": "a"})
    autograde(course.folder, "demo")
    config = course.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.HTMLExporter.exclude_input = True\n")
    course.nbgrader("generate_feedback", "demo")
    theirs = course.feedback("alpha")
    config.write_text(config.read_text() + "\nc.HTMLExporter.sanitize_html = True\n")

    renderer = FeedbackRenderer(course.folder, "demo")
    scores = read_scores(renderer.course.coursedir.db_url, "imuran", "demo")["alpha"]["demo"]
    page = renderer.page(course.autograded("alpha"), "demo", scores)

    assert not renderer._shares_pages
    assert "0 of 2 points." in page and "0 of 2 points." in theirs
    write_feedback(course.folder, "demo")
    config.write_text(config.read_text().replace("sanitize_html = True", "sanitize_html = False"))
    write_feedback(course.folder, "demo")
    assert course.feedback("alpha") == theirs
