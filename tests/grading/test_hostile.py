"""A class with every hostile submission in it, graded by both commands."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from imuran_edu.grading.safety.ordinary_files import escape_control
from tests.grading.conftest import Course, by_id
from tests.grading.hostile import CASES, COPIED, HONEST, SECRET, Case, hand_in, hand_in_class
from tests.grading.material import POINTS
from tests.grading.submissions import marker

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="pipes, links and odd names need POSIX"),
]

CLI = ("-c", "from imuran_edu.cli import main; main()")
COMMANDS = {"nbgrader": ("-m", "nbgrader", "autograde"), "imuran-edu": (*CLI, "autograde")}
PAGES = {"nbgrader": ("-m", "nbgrader", "generate_feedback"), "imuran-edu": (*CLI, "feedback")}
PAGES_OF_SCRIPT = {"nbgrader": ("--student", "script"), "imuran-edu": ()}  # else of everybody
by_student = pytest.mark.parametrize("case", CASES, ids=lambda case: escape_control(case.student))


@dataclass(frozen=True)
class Graded:
    """A class after one command: what that said, what `inspect` had said, what lay there."""

    name: str
    course: Course
    done: CompletedProcess[str]
    inspected: CompletedProcess[str]
    before: dict[str, str]


@pytest.fixture(scope="module", params=sorted(COMMANDS))
def hostile(
    request: pytest.FixtureRequest, released: Course, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Graded]:
    course = released.copy(tmp_path_factory.mktemp("hostile") / "root")
    hand_in_class(course)
    before = digests(course)
    inspected = course.run(*CLI, "inspect", "demo")
    done = course.run(*COMMANDS[request.param], "demo")
    yield Graded(request.param, course, done, inspected, before)
    shutil.rmtree(course.root)  # pytest keeps what is left, and here that is 200 MB


def digests(course: Course) -> dict[str, str]:
    """Return what lies in the folders that grading must leave alone."""
    places = [course.root / "quizzes", course.folder / "source", course.folder / "release"]
    places += [course.folder / "submitted" / student for student in HONEST]
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    files.append(course.root / "secret.txt")
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def earned(course: Course, student: str) -> float:
    from nbgrader.api import MissingEntry

    try:
        return course.total(student)
    except MissingEntry:
        return 0.0


@by_student
def test_nobody_gains_a_point(hostile: Graded, case: Case) -> None:
    assert earned(hostile.course, case.student) == (case.earns or 0)


def test_the_honest_ones_beside_them_are_graded(hostile: Graded) -> None:
    for student, points in {"ann": POINTS, "bob": POINTS - 2.5, "zoe": POINTS}.items():
        assert hostile.course.total(student) == points
        assert hostile.course.grades(student)["demo-text"] == (None, True)


def test_what_is_not_graded_is_named_and_has_no_folder(hostile: Graded) -> None:
    said = hostile.done.stdout + hostile.done.stderr
    refused = {case.student for case in CASES if case.earns is None}
    assert hostile.done.returncode == 1
    assert len(refused) > 10
    assert all(escape_control(student) in said for student in refused)
    folders = {path.parent.name for path in (hostile.course.folder / "autograded").glob("*/demo")}
    assert folders == {*HONEST, *(case.student for case in CASES)} - refused


def test_no_code_was_run(hostile: Graded) -> None:
    assert not (hostile.course.root / "ran").exists()


def test_nothing_outside_was_changed(hostile: Graded) -> None:
    assert digests(hostile.course) == hostile.before


def test_nothing_from_outside_came_in(hostile: Graded) -> None:
    files = list(everything(hostile.course.folder / "autograded"))
    assert len(files) > 60
    for path in files:
        assert path.is_file() and not path.is_symlink(), path
        data = path.read_bytes()
        assert len(data) < 10**6 and path.name != "...ipynb", path
        assert SECRET.encode() not in data and b"root:x:0:" not in data, path
        assert not data.startswith(b"SQLite"), path
        assert b"RATIONALE" not in data and b"FEEDBACK" not in data, path


def everything(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def test_the_courses_questions_are_put_back(hostile: Graded) -> None:
    for student in ("link-bank", "edits", "deletes", "twins"):
        folder = hostile.course.folder
        graded = folder / "autograded" / student / "demo" / "questions.json"
        assert graded.read_bytes() == (folder / "source/demo/questions.json").read_bytes()
        nb = hostile.course.autograded(student)
        assert by_id(nb, "demo-one").source == 'ask("demo-one")'
        names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in nb.cells]
        assert names.count("demo-one") == 1 and "my-own" not in names


def test_the_gradebook_was_not_touched_from_elsewhere(hostile: Graded) -> None:
    from nbgrader.api import Grade, Gradebook

    with Gradebook(f"sqlite:///{hostile.course.folder / 'gradebook.db'}") as gradebook:
        assert all(grade.manual_score is None for grade in gradebook.db.query(Grade))


def test_markdown_cannot_act_on_the_page_of_who_grades(hostile: Graded) -> None:
    assert_it_is_only_read(as_formgrader_shows(hostile.course, "script"))


def test_markdown_cannot_act_on_the_feedback_page(hostile: Graded) -> None:
    done = hostile.course.run(*PAGES[hostile.name], "demo", *PAGES_OF_SCRIPT[hostile.name])
    assert done.returncode == 0, done.stderr
    assert_it_is_only_read(hostile.course.feedback("script"))


def test_what_a_student_added_is_shown_letter_by_letter(hostile: Graded) -> None:
    page = as_formgrader_shows(hostile.course, "headed")
    assert "# score-demo-text" in page and 'id="score-demo-text"' not in page
    assert "&lt;b&gt;raw words&lt;/b&gt;" in page and "<b>raw words" not in page
    assert 'href="https://example.org"' not in page  # a link could be the formgrader's own
    nb = hostile.course.autograded("headed")
    assert set(nb.metadata) == {"imuran_edu", "kernelspec", "language_info"}
    own = [cell for cell in nb.cells if "nbgrader" not in cell.metadata and cell.id != "title"]
    assert len(own) == 3
    for cell in own:
        assert (cell.cell_type, dict(cell.metadata)) == ("markdown", {})
        assert "attachments" not in cell and cell.source.startswith("```text\n")


def test_the_courses_own_texts_stay_as_they_are(hostile: Graded) -> None:
    nb = hostile.course.autograded("headed")
    title = next(cell for cell in nb.cells if cell.id == "title")
    assert title.source.startswith("# ")


def test_very_many_cells_are_cut(hostile: Graded) -> None:
    nb = hostile.course.autograded("many-cells")
    own = [cell for cell in nb.cells if "nbgrader" not in cell.metadata]
    assert 100 < len(own) < 210
    assert "More cells of the student's own" in own[-1].source


def test_only_answers_are_copied_beside_questions(hostile: Graded) -> None:
    for student in ("pages", "many-files", "deep"):
        folder = hostile.course.folder / "autograded" / student / "demo"
        names = {path.name for path in folder.iterdir()}
        assert names <= {"demo.ipynb", "questions.json", COPIED, "timestamp.txt"}
        assert COPIED in names


def assert_it_is_only_read(page: str) -> None:
    for text in ("fetch(", "onerror=alert(1)", "javascript:alert(1)", "alert(3)"):
        assert text in page
    for live in ("<script>fetch", "<img src=", 'href="javascript', "<script>alert(3)", 'onerror="'):
        assert live not in page


def as_formgrader_shows(course: Course, student: str) -> str:
    """Return the page on which an instructor grades a submission."""
    import nbgrader.server_extensions.formgrader.handlers as handlers
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    c = Config()
    c.Exporter.default_preprocessors = []
    c.HTMLExporter.template_name = "formgrade"
    c.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    names = ("assignment_id", "notebook_id", "submission_id", "base_url", "student")
    about = dict.fromkeys((*names, "last_name", "first_name", "notebook_path"), "x")
    path = course.folder / "autograded" / student / "demo" / "demo.ipynb"
    resources = {**about, "index": 0, "total": 1}
    return str(HTMLExporter(config=c).from_filename(str(path), resources=resources)[0])


# -- what the instructor is told -----------------------------------------------------------------


def lines_on(said: str, student: str) -> str:
    start = f"{escape_control(student)}: "
    return "\n".join(line for line in said.splitlines() if line.startswith(start))


@by_student
def test_every_case_is_told(hostile: Graded, case: Case) -> None:
    lines = lines_on(hostile.inspected.stdout, case.student)
    assert all(word in lines for word in case.told), lines


def test_the_report_can_be_read_and_says_that_there_is_something(hostile: Graded) -> None:
    assert hostile.inspected.returncode == 1
    said = hostile.inspected.stdout
    assert all(line.isprintable() for line in said.splitlines())
    assert all(line.count("; ") >= 1 and line.count(": ") >= 2 for line in said.splitlines())
    assert "Traceback" not in hostile.inspected.stderr
    assert "submissions" in hostile.inspected.stderr


def test_of_the_honest_only_whose_file_was_copied_is_named(hostile: Graded) -> None:
    said = hostile.inspected.stdout
    assert lines_on(said, "bob") == lines_on(said, "zoe") == ""
    lines = lines_on(said, "ann").splitlines()
    assert len(lines) == 3 and all("ask both" in line for line in lines)


# -- notebooks with code, which is run by nature -------------------------------------------------

CODE = {"right": "x = 2", "wrong": "x = 3", "loops": "while True: pass"}


def solve(sources: dict[str, str]):
    def edit(nb):
        for name, source in sources.items():
            by_id(nb, name).source = source

    return edit


@pytest.fixture
def mixed(released: Course, tmp_path: Path) -> Course:
    """A class that handed in code; one student has a module of the name of ours."""
    course = released.copy(tmp_path / "root")
    for seed, (student, code) in enumerate(CODE.items(), 1):
        text = f"{marker(str(course.root))}\n{code}"
        answers = {"mixed-true": student != "wrong"}
        folder = hand_in(course, student, answers, seed, "mixed", solve({"code": text}))
    (folder.parent.parent / "wrong/mixed/imuran_edu.py").write_text("def ask(*_): return 1000\n")
    return course


def set_up(course: Course, line: str) -> None:
    config = course.folder / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\n{line}\n")


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_code_is_left_to_a_person_if_the_instructor_says_so(
    mixed: Course, command: tuple[str, ...]
) -> None:
    set_up(mixed, "c.QuestionGrading.run_code = False")
    done = mixed.run(*command, "mixed")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (mixed.root / "ran").exists()
    for student in CODE:
        points = 0 if student == "wrong" else 2
        assert mixed.grades(student, "mixed") == {
            "mixed-true": (points, False),
            "code-test": (None, True),
        }


def test_whose_code_is_run_is_told_and_it_cannot_touch_the_questions(mixed: Course) -> None:
    set_up(mixed, "c.Execute.timeout = 2")
    inspected = mixed.run(*CLI, "inspect", "mixed")
    assert "Grading runs the code in mixed.ipynb of: loops, right, wrong." in inspected.stderr
    assert "wrong: imuran_edu.py: is code that Python could load" in inspected.stdout
    assert "code of the student's own" not in inspected.stdout

    said = mixed.nbgrader("autograde", "mixed")

    assert "Their code is run in mixed.ipynb, under your account: loops, right, wrong." in said
    assert mixed.grades("right", "mixed") == {"mixed-true": (2, False), "code-test": (3, False)}
    assert mixed.grades("wrong", "mixed") == {"mixed-true": (0, False), "code-test": (0, False)}
    assert mixed.grades("loops", "mixed") == {"mixed-true": (2, False), "code-test": (0, False)}


def test_an_honest_class_has_nothing_odd(released: Course, tmp_path: Path) -> None:
    course = released.copy(tmp_path / "root")
    for seed, (student, answers) in enumerate(HONEST.items(), 1):
        hand_in(course, student, answers, seed)
    done = course.run(*CLI, "inspect", "demo")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "Nothing odd in 3 submissions.\n"
    done = course.run(*CLI, "inspect", "nothing-such")
    assert done.returncode == 1
    assert "the gradebook has no assignment 'nothing-such'" in done.stderr
