"""Old, odd and broken submissions, as public reports describe them, through both commands."""

import json
import shutil
import zipfile

import nbformat
import pytest

from imuran_edu.answers import FILE_NAME
from imuran_edu.answers.responses_file import read_responses
from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.class_run.feedback_class import write_feedback
from imuran_edu.grading.inspect import inspect_class
from tests.grading.conftest import by_id
from tests.grading.gradebooks import assert_equal_files, assert_equal_rows
from tests.grading.material import POINTS, RIGHT

pytestmark = pytest.mark.slow

NAME = "demo.ipynb"
ALONE = "graded by the answers alone"


def rename(to):
    def change(folder):
        (folder / NAME).rename(folder / to)

    return change


def write(data):
    def change(folder):
        (folder / NAME).write_bytes(data)

    return change


def encode(encoding):
    def change(folder):
        text = (folder / NAME).read_text(encoding="utf-8")
        (folder / NAME).write_text(text, encoding=encoding)

    return change


def nested(folder):
    (folder / "inner").mkdir()
    (folder / NAME).rename(folder / "inner" / NAME)


def too_large(folder):
    with (folder / NAME).open("r+b") as file:
        file.truncate(21_000_000)


FILES = {  # what happened to the notebook's file; its answers are good
    "renamed": rename("demo (1).ipynb"),
    "named": rename("demo_Lee.ipynb"),
    "capital": rename("Demo.ipynb"),
    "json": rename("demo.ipynb.json"),
    "text": rename("demo.ipynb.txt"),
    "nested": nested,
    "gone": lambda folder: (folder / NAME).unlink(),
    "empty": write(b""),
    "notjson": write(b"{bad"),
    "conflict": write(b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> b\n"),
    "deep": write(b"[" * 100_000),
    "nocells": write(b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}'),
    "format": write(b'{"nbformat": 99, "nbformat_minor": 0, "metadata": {}, "cells": []}'),
    "poem": write(b'{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "poem"}]}'),
    "large": too_large,
    "bom": encode("utf-8-sig"),
    "utf16": encode("utf-16"),
}


def own(**change):
    """Add a cell of the student's own, then change it."""

    def edit(nb):
        cell = {"cell_type": "markdown", "id": "own", "metadata": {}, "source": "My note."}
        nb["cells"].append({**cell, **change})

    return edit


def first(**change):
    def edit(nb):
        nb["cells"][2].update(change)

    return edit


def about(**change):
    def edit(nb):
        nb["metadata"].update(change)

    return edit


def top(**change):
    def edit(nb):
        nb.update(change)

    return edit


STREAM = {"output_type": "stream", "text": "x"}
SHAPES = {  # notebooks that break the schema in ways that say nothing about the answers
    "tags": own(metadata={"tags": None}),
    "long-id": own(id="x" * 65),
    "odd-id": own(id="a b"),
    "number-id": own(id=7),
    "null-source": own(source=None),
    "mixed-source": own(source=["a", 1]),
    "sql": own(cell_type="sql"),
    "no-type": own(cell_type=None),
    "null-metadata": own(metadata=None),
    "attachments": own(attachments={"a.png": "x"}),
    "extra": own(outputs=[], execution_count=1),
    "text-cell": lambda nb: nb["cells"].append("no cell"),
    "language": about(language_info={}),
    "null-language": about(language_info=None),
    "kernel": about(kernelspec={"name": "python3"}),
    "null-kernel": about(kernelspec=None),
    "authors": about(authors="Ann"),
    "title": about(title=7),
    "stream": first(outputs=[STREAM]),
    "output": first(outputs=[{"output_type": "poem"}]),
    "no-outputs": first(outputs=None),
    "count": first(execution_count="1"),
    "first-metadata": first(metadata={"collapsed": "yes"}),
    "minor": top(nbformat_minor="5"),
    "more": top(more={"a": 1}),
    "colab": about(widgets={"application/vnd.jupyter.widget-state+json": {}}),
    "widgets": about(widgets=[1]),
    "twice": lambda nb: nb["cells"].append(dict(nb["cells"][2])),
}


@pytest.fixture
def course(released, tmp_path):
    return released.copy(tmp_path / "root")


def hand_in(course):
    for name, change in FILES.items():
        change(course.submit(f"file-{name}", RIGHT))
    for name, change in SHAPES.items():
        path = course.submit(f"shape-{name}", RIGHT) / NAME
        data = json.loads(path.read_text())
        change(data)
        path.write_text(json.dumps(data))


def test_questions_are_graded_whatever_the_notebook_looks_like(course, tmp_path):
    hand_in(course)
    theirs = course.copy(tmp_path / "theirs")
    looked = inspect_class(course.folder, "demo")

    summary = autograde(course.folder, "demo", jobs=2)
    pages = write_feedback(course.folder, "demo")

    assert not summary.problems and not pages.problems and not pages.missing
    for student in summary.done:
        assert course.total(student) == POINTS, student
        assert "demo-one" in course.feedback(student)
    for name in FILES:
        student = f"file-{name}"
        said = " ".join(summary.notes.get(student, []))
        assert ALONE in said or name in ("bom", "utf16"), (student, said)
        told = [str(each) for each in looked.findings if each.student == student]
        assert name in ("bom", "utf16") or any(ALONE in line for line in told), (student, told)
    assert not [each for each in looked.findings if each.means == "not graded"]
    theirs.nbgrader("autograde", "demo")
    theirs.nbgrader("generate_feedback", "demo")
    assert_equal_rows(course.folder, theirs.folder)
    for step in ("autograded", "feedback"):
        assert_equal_files(course.folder / step, theirs.folder / step)


def test_without_usable_answers_such_a_submission_fails_and_keeps_the_grade_of_before(course):
    folder = course.submit("ann", RIGHT)
    (folder / "timestamp.txt").write_text("2026-03-01 10:00:00 UTC")
    autograde(course.folder, "demo")
    before = course.grades("ann")
    (folder / "timestamp.txt").write_text("2026-03-02 10:00:00 UTC")
    rename("demo (1).ipynb")(folder)
    (folder / FILE_NAME).unlink()
    course.submit("bob", RIGHT, stamp="other")
    (course.folder / "submitted" / "bob" / "demo" / NAME).write_text("{bad")

    summary = autograde(course.folder, "demo")

    assert summary.problems["ann"].startswith("no notebook of this assignment was submitted")
    assert summary.problems["bob"] == "demo.ipynb is no notebook"
    assert course.grades("ann") == before


def test_widget_state_of_colab_stops_no_page_of_plain_notebooks(course):
    state = {"application/vnd.jupyter.widget-state+json": {}}
    course.submit(
        *("ann", {"mixed-true": True}, "mixed", "mixed"),
        edit=lambda nb: nb.metadata.update(widgets=state),
    )
    assert not autograde(course.folder, "mixed").problems
    assert not write_feedback(course.folder, "mixed").problems
    course.nbgrader("generate_feedback", "mixed", "--force")


def test_a_second_file_of_answers_is_noticed(course):
    folder = course.submit("ann", RIGHT)
    shutil.copy(folder / FILE_NAME, folder / "responses (1).json")
    empty = json.loads((folder / FILE_NAME).read_text())
    (folder / FILE_NAME).write_text(json.dumps({**empty, "answers": {}}))
    other = course.submit("bob", RIGHT)
    (other / FILE_NAME).rename(other / "responses (Bob's conflicted copy 2026-11-22).json")

    found = [str(each) for each in inspect_class(course.folder, "demo").findings]
    summary = autograde(course.folder, "demo")

    for student, name in (("ann", "responses (1).json"), ("bob", "responses (Bob's conflicted")):
        what = f"{student}: {name}"
        lines = [line for line in found if line.startswith(what)]
        assert (
            len(lines) == 1 and "holds 10 answers" in lines[0] and "only responses.json" in lines[0]
        )
        assert any(name in note and "10 answers" in note for note in summary.notes[student])


def test_a_time_zone_that_nobody_knows_is_refused_in_words(course):
    course.submit("ann", RIGHT)
    path = course.folder / "submitted" / "ann" / "demo" / "timestamp.txt"
    path.write_text("2026-11-28 02:04:35.123456 IST")
    problem = autograde(course.folder, "demo").problems["ann"]
    assert problem == (
        "timestamp.txt names a time zone that is not understood, 'IST'; write the time in UTC"
    )
    found = inspect_class(course.folder, "demo").findings
    (finding,) = (each for each in found if each.file == "timestamp.txt")
    assert "time zone that is not understood" in finding.what and finding.means == "not graded"


def test_a_sub_folder_of_a_zip_replaces_nothing(course):
    folder = course.submit("ann", RIGHT)
    archive = course.folder / "downloaded" / "demo" / "archive"
    archive.mkdir(parents=True)
    empty = json.dumps({**json.loads((folder / FILE_NAME).read_text()), "answers": {}})
    for number, place in enumerate(("demo/z-old", "demo/backup", "z", "a/b/c")):
        path = archive / f"demo--student{number}--20261122T193000Z.zip"
        with zipfile.ZipFile(path, "w") as made:
            made.write(folder / NAME, f"demo/{NAME}")
            made.write(folder / FILE_NAME, f"demo/{FILE_NAME}")
            made.writestr(f"{place}/{FILE_NAME}", empty)
    course.nbgrader("zip_collect", "demo", "--force")
    for number in range(4):
        taken = course.folder / "submitted" / f"student{number}" / "demo" / FILE_NAME
        assert len(read_responses(taken)[0].answers) == 10 or number == 2
    # on one level nobody can tell which is meant: the first is taken whole or told


def test_two_zips_of_one_student_are_not_mixed(course):
    folder = course.submit("ann", RIGHT)
    archive = course.folder / "downloaded" / "demo" / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "demo--ann--20261121T193000Z.zip", "w") as made:
        made.write(folder / NAME, NAME)
        made.write(folder / FILE_NAME, FILE_NAME)
    with zipfile.ZipFile(archive / "demo--ann--20261122T193000Z.zip", "w") as made:
        made.write(folder / NAME, NAME)
    shutil.rmtree(folder)
    course.nbgrader("zip_collect", "demo", "--force")
    assert not (folder / FILE_NAME).exists() and (folder / NAME).exists()


def test_a_plain_notebook_without_its_test_cell_ends_as_nbgrader_leaves_it(course, tmp_path):
    def without(nb):
        nb.cells = [cell for cell in nb.cells if cell.get("id") != "code-test"]

    course.submit("ann", {"mixed-true": True}, "mixed", "mixed", edit=without)
    assert not autograde(course.folder, "mixed").problems
    assert course.grades("ann", "mixed")["mixed-true"] == (2, False)


def plain(course, cells, second=(), name="plain"):
    """Make an ordinary nbgrader assignment without questions, of one notebook or two."""
    folder = course.folder / "source" / name
    folder.mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / f"{name}.ipynb")
    if second:
        nbformat.write(nbformat.v4.new_notebook(cells=list(second)), folder / "second.ipynb")
    course.nbgrader("generate_assignment", name)


def cell(kind, name, source, **about):
    made = nbformat.v4.new_markdown_cell if kind == "markdown" else nbformat.v4.new_code_cell
    given = made(source, id=name)
    basis = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    given.metadata["nbgrader"] = {**basis, "grade_id": name, **about}
    return given


ESSAY = {"grade": True, "solution": True, "points": 2}
MARKED = {"grade": True, "locked": True, "points": 2}


def test_code_runs_only_where_the_course_marked_code_and_the_notebook_is_named(course, tmp_path):
    marker = tmp_path / "ran"
    essay, code = cell("markdown", "essay", "Write.", **ESSAY), cell("code", "sum", "1", **MARKED)
    plain(course, [essay])
    plain(course, [essay], [code], name="both")

    def edit(nb):
        nb.cells.append(nbformat.v4.new_code_cell(f"open({str(marker)!r}, 'w').write('x')"))

    submit(course, "ann", edit)
    assert inspect_class(course.folder, "plain").code_of == []
    log = course.nbgrader("autograde", "plain")
    assert "Their code is run" not in log and not marker.exists()
    summary = autograde(course.folder, "plain", force=True)
    assert not summary.problems and not summary.remarks and not marker.exists()

    submit(course, "bob", edit, "both")
    looked = inspect_class(course.folder, "both")
    assert (looked.code_of, looked.runs) == (["bob"], ["second"])
    log = course.nbgrader("autograde", "both")
    notice = "Their code is run in second.ipynb, under your account: bob."
    assert notice in log and not marker.exists()
    summary = autograde(course.folder, "both", force=True)
    assert summary.remarks[0].startswith(notice) and not marker.exists()


def submit(course, student, edit, name="plain"):
    target = course.folder / "submitted" / student / name
    shutil.copytree(course.folder / "release" / name, target)
    path = target / f"{name}.ipynb"
    nb = nbformat.read(path, as_version=4)
    edit(nb)
    nbformat.write(nb, path)


def test_a_deleted_written_cell_or_task_ends_as_nbgrader_leaves_it(course, tmp_path):
    task = {"task": True, "points": 2, "locked": True}
    cells = [cell("markdown", f"essay{n}", f"Write {n}.", **ESSAY) for n in range(2)]
    plain(
        course,
        [
            *cells,
            cell(
                "markdown", "task", "Do it.\n### BEGIN MARK SCHEME\nx\n### END MARK SCHEME", **task
            ),
        ],
    )
    config = course.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.QuestionGrading.run_code = False\n")

    def without(name):
        def edit(nb):
            nb.cells = [
                c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") != name
            ]

        return edit

    for name in ("essay1", "task"):
        submit(course, f"no-{name}", without(name))
    submit(course, "all", lambda nb: None)
    theirs = course.copy(tmp_path / "theirs")
    theirs.nbgrader("autograde", "plain")
    assert not autograde(course.folder, "plain").problems
    assert_equal_rows(course.folder, theirs.folder)
    assert_equal_files(course.folder / "autograded", theirs.folder / "autograded")


def test_one_notebook_alone_is_graded_again(course):
    essay, more = (cell("markdown", name, "Write.", **ESSAY) for name in ("essay", "more"))
    plain(course, [essay], [more])
    submit(course, "ann", lambda nb: None)
    autograde(course.folder, "plain")
    folder = course.folder / "autograded" / "ann" / "plain"
    text = {path.name: path.read_text() for path in folder.glob("*.ipynb")}
    submitted = course.folder / "submitted" / "ann" / "plain"
    for name in ("plain", "second"):
        nb = nbformat.read(submitted / f"{name}.ipynb", as_version=4)
        by_id(nb, "essay" if name == "plain" else "more").source = "An answer."
        nbformat.write(nb, submitted / f"{name}.ipynb")

    summary = autograde(course.folder, "plain", force=True, notebook="second")

    assert summary.done == ["ann"] and text.keys() == {
        "plain.ipynb",
        "second.ipynb",
    }
    assert (folder / "plain.ipynb").read_text() == text["plain.ipynb"]
    assert "An answer." in (folder / "second.ipynb").read_text()
