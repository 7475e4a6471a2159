"""A term's end: a class whose submissions have all that a gradebook can hold."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import datetime

import nbformat
import pytest

from imuran_edu.answers import FILE_NAME, to_json
from imuran_edu.grading import build_assignment
from imuran_edu.grading.simulate import simulate
from imuran_edu.questions import load_bank
from tests.shared import once

DUE = "2026-03-01 12:00:00"
CONFIG = """
c.LateSubmissionPlugin.penalty_method = "zero"
"""


@pytest.fixture(scope="session")
def class_of_students(released, tmp_path_factory):
    """Nine students, some late, some with cells of their own; nothing graded. Do not change."""
    root = once(tmp_path_factory, "class", lambda root: _write_class(released.copy(root)))
    return type(released)(root)


def _write_class(course):
    folder = course.folder
    shutil.copy(course.bank("demo"), course.bank("term"))
    build_assignment(course.bank("term"), folder)
    add_cells_for_a_person(folder / "source" / "term" / "term.ipynb")
    (folder / "source" / "term" / "data").mkdir()
    (folder / "source" / "term" / "data" / "table.csv").write_text("the course's own")
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text() + CONFIG)
    course.nbgrader("generate_assignment", "term")
    run_sql(folder, "UPDATE assignment SET duedate = ? WHERE name = 'term'", f"{DUE}.000000")
    for number, student in enumerate(simulate(load_bank(course.bank("term")), "term", 9, seed=5)):
        target = folder / "submitted" / student.name / "term"
        shutil.copytree(folder / "release" / "term", target)
        if student.responses:
            (target / FILE_NAME).write_text(to_json(student.responses))
        if number < 6:
            day = datetime(2026, 2, 26 if number % 2 else 28, 10 + number)
            late = number % 3 == 0
            time = day.replace(month=3, day=2) if late else day
            (target / "timestamp.txt").write_text(f"{time} UTC")
        (target / "data" / "table.csv").write_text("changed by a student")
        (target / "notes").mkdir()
        (target / "notes" / "mine.txt").write_text(student.name)
        (target / "notes" / "cache.pyc").write_text("left out")
        if number in (1, 4):
            notebook = target / "term.ipynb"
            nb = nbformat.read(notebook, as_version=4)
            by_hand = next(cell for cell in nb.cells if cell.id == "manual")
            by_hand.source = f"My own words, **{student.name}**."
            nb.cells.insert(2, nbformat.v4.new_markdown_cell("A cell of *mine*.", id="mine"))
            nb.cells.append(nbformat.v4.new_code_cell("1 / 0", id="too"))
            nbformat.write(nb, notebook)


def add_cells_for_a_person(path):
    nb = nbformat.read(path, as_version=4)
    about = {"schema_version": 3, "points": 2}
    for name, kind in (
        ("manual", {"solution": True, "grade": True, "task": False, "locked": False}),
        ("a-task", {"solution": False, "grade": False, "task": True, "locked": True}),
    ):
        cell = nbformat.v4.new_markdown_cell(f"Text of {name}", id=name)
        cell.metadata["nbgrader"] = {**about, **kind, "grade_id": name}
        nb.cells.append(cell)
    nbformat.write(nb, path)


def run_sql(folder, statement, *values):
    with sqlite3.connect(folder / "gradebook.db") as connection:
        changed = connection.execute(statement, values).rowcount
    connection.close()
    assert changed > 0
