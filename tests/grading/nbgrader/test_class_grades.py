"""What is read of a class at once is what nbgrader says of each student by itself."""

import os
import shutil
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from sqlalchemy import event

from imuran_edu.grading.nbgrader.class_grades import read_scores, read_submissions

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Object of type")]

POINTS = st.none() | st.integers(0, 60).map(lambda thirds: round(thirds / 3, 4))
CELLS = {"one": ("a", "b", "c"), "two": ("d",)}


@st.composite
def classes(draw):
    """Draw students; for each their grades, comments and penalties, some not handed in."""
    names = draw(st.lists(st.sampled_from(["ann", "Bob", "\u00e9ve", "zoe", "10"]), unique=True))
    grade = st.tuples(POINTS, POINTS, st.none() | st.just(0.5), st.booleans())
    comment = st.tuples(st.none() | st.text("xy", max_size=2), st.none() | st.just("by hand"))
    return {
        name: SimpleNamespace(
            at=draw(st.none() | st.just(datetime(2026, 3, 1, 12))),
            late={
                notebook: draw(st.none() | st.sampled_from([0.0, 0.1, 2.5])) for notebook in CELLS
            },
            grades=[draw(grade) for _ in range(4)],
            comments=[draw(comment) for _ in range(5)],
        )
        for name in names
    }


def fill(book, students):
    """Make an assignment of two notebooks, and one more so that there are others' rows."""
    for assignment in ("week", "other"):
        book.add_assignment(assignment)
        for notebook, cells in CELLS.items():
            book.add_notebook(notebook, assignment)
            for cell in cells:
                book.add_grade_cell(cell, notebook, assignment, cell_type="code", max_score=20)
                book.add_solution_cell(cell, notebook, assignment)
        book.add_task_cell("task", "two", assignment, cell_type="markdown", max_score=3)
    for name, student in students.items():
        book.add_student(name)
        for assignment in ("week", "other"):
            made = book.add_submission(assignment, name, timestamp=student.at)
            for notebook in made.notebooks:
                notebook.late_submission_penalty = student.late[notebook.name]
            grades = [grade for notebook in made.notebooks for grade in notebook.grades]
            for grade, values in zip(grades, student.grades, strict=False):
                grade.auto_score, grade.manual_score, grade.extra_credit, waits = values
                grade.needs_manual_grade = waits
            comments = [each for notebook in made.notebooks for each in notebook.comments]
            for comment, values in zip(comments, student.comments, strict=False):
                comment.auto_comment, comment.manual_comment = values
    book.db.commit()


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Make a gradebook without rows: nbgrader starts a program to lay out its tables."""
    path = tmp_path_factory.mktemp("empty") / "gradebook.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        Gradebook(f"sqlite:///{path}", "c").close()
    return path


def copy_of(empty, folder):
    """Return the address of a gradebook of one's own."""
    shutil.copy(empty, folder / "gradebook.db")
    return f"sqlite:///{folder / 'gradebook.db'}"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(classes())
def test_every_number_is_nbgraders(empty, tmp_path_factory, students):
    url = copy_of(empty, tmp_path_factory.mktemp("book"))
    with Gradebook(url, "c") as book:
        fill(book, students)
        found = read_submissions(book, book.find_assignment("week"))
        assert [each.student for each in found] == sorted(students)
        scores = read_scores(url, "c", "week")
        assert set(scores) == set(students)
        for each in found:
            theirs = book.find_submission("week", each.student)
            assert each.score == pytest.approx(theirs.score, abs=1e-12)
            assert each.penalty == theirs.late_submission_penalty
            assert each.handed_in == theirs.timestamp
            assert {
                grade.cell: (grade.auto, grade.manual, grade.waits) for grade in each.grades
            } == {
                grade.cell_id: (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
                for notebook in theirs.notebooks
                for grade in notebook.grades
            }
            for notebook in theirs.notebooks:
                ours = scores[each.student][notebook.name]
                assert ours.score == pytest.approx(notebook.score, abs=1e-12)
                assert ours.possible == notebook.max_score
                assert ours.penalty == (notebook.late_submission_penalty or 0)
                wanted = {grade.name: (grade.score, grade.max_score) for grade in notebook.grades}
                assert ours.cells == wanted
                assert ours.comments == {each.name: each.comment for each in notebook.comments}


def test_an_assignment_that_is_not_known_has_no_scores(empty, tmp_path):
    url = copy_of(empty, tmp_path)
    with Gradebook(url, "c") as book:
        fill(book, {})
    assert read_scores(url, "c", "nowhere") == {}


@pytest.mark.parametrize("size", [3, 40])
def test_the_statements_do_not_grow_with_the_class(empty, tmp_path, size):
    one = SimpleNamespace(
        at=None, late=dict.fromkeys(CELLS, 0.0), grades=[(1.0, None, None, False)] * 4, comments=[]
    )
    with Gradebook(copy_of(empty, tmp_path), "c") as book:
        fill(book, {f"s{number}": one for number in range(size)})
        week, said = book.find_assignment("week"), []
        event.listen(book.engine, "before_cursor_execute", lambda *call: said.append(call[2]))
        assert len(read_submissions(book, week)) == size
        assert len(said) <= 4
