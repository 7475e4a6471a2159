"""nbgrader 0.9.6, by itself: what `imuran_edu.grading.nbgrader.patches` replaces or works around.

A test here that fails says that nbgrader has changed: the function that the test names may go, or
must be looked at again.
"""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import zipfile
from logging import getLogger
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.coursedir import CourseDirectory

pytestmark = pytest.mark.skipif(os.name != "posix", reason="nbgrader's exchange needs POSIX")
CONFIG = """
import os, sys
os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
c = get_config()
c.CourseDirectory.course_id = "plain"
c.Exchange.root = {exchange!r}
"""
TIME = "2026-03-02 10:00:00 UTC"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of plain nbgrader with one assignment of one written question."""
    folder = tmp_path_factory.mktemp("plain") / "course"
    (folder / "source" / "ps").mkdir(parents=True)
    exchange = folder.parent / "exchange"
    (exchange / "plain" / "inbound").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(CONFIG.format(exchange=str(exchange)))
    about = {"grade": True, "solution": True, "locked": False, "points": 1, "grade_id": "q"}
    cell = new_markdown_cell("Write.", id="q", metadata={"nbgrader": {**about, **SCHEMA}})
    nbformat.write(new_notebook(cells=[cell]), folder / "source" / "ps" / "ps.ipynb")
    run(folder, "generate_assignment", "ps")
    return folder


SCHEMA = {"schema_version": 3, "task": False}


def run(folder: Path, *arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def submit(course: Path, student: str) -> Path:
    target = course / "submitted" / student / "ps"
    target.mkdir(parents=True)
    released = course / "release" / "ps" / "ps.ipynb"
    (target / "ps.ipynb").write_bytes(released.read_bytes())
    (target / "timestamp.txt").write_text(TIME)
    return target


def test_alembic_is_started_by_its_bare_name() -> None:
    """`put_scripts_on_path`."""
    from nbgrader import api

    assert "['alembic'," in inspect.getsource(api.get_alembic_version)


def test_a_text_that_is_no_time_is_an_error_of_nbgraders_own(tmp_path: Path) -> None:
    """`existing_timestamp`: `CourseDirectory` calls a method that it does not have."""
    (tmp_path / "timestamp.txt").write_text("yesterday")
    with pytest.raises(AttributeError, match="fail"):
        CourseDirectory().get_existing_timestamp(str(tmp_path))


LISTING = """
import sys
from types import SimpleNamespace
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
course = SimpleNamespace(coursedir=CourseDirectory(root=sys.argv[1]))
NbGraderAPI.get_submitted_timestamp(course, "ps", "eve")
"""


def test_formgrader_cannot_list_a_class_with_a_text_that_is_no_time(tmp_path: Path) -> None:
    """`read_timestamps_safely`; in a Python of its own, where no course has replaced it."""
    folder = tmp_path / "submitted" / "eve" / "ps"
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("yesterday")
    done = subprocess.run(
        [sys.executable, "-c", LISTING, str(tmp_path)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 1
    assert "yesterday" in done.stderr


def test_formgrader_serves_a_submissions_files_as_living_pages() -> None:
    """`serve_submissions_inertly`: nothing forbids scripts there, in the name of formgrader."""
    from nbgrader.server_extensions.formgrader import handlers
    from tornado.web import StaticFileHandler

    handler = handlers.SubmissionFilesHandler
    assert issubclass(handler, StaticFileHandler)
    assert "Content-Security-Policy" not in inspect.getsource(handlers)
    assert "coursedir.root" in inspect.getsource(handler.initialize)


@pytest.mark.slow
def test_a_link_beside_a_notebook_is_followed_and_pages_are_copied(course: Path) -> None:
    """`limit_copied_files`."""
    secret = course.parent / "secret.txt"
    secret.write_text("the instructor's")
    folder = submit(course, "eve")
    (folder / "words.txt").symlink_to(secret)
    (folder / "page.html").write_text("<p>a page</p>")
    run(course, "autograde", "ps", "--student", "eve")
    copied = course / "autograded" / "eve" / "ps"
    assert (copied / "words.txt").read_text() == "the instructor's"
    assert (copied / "page.html").exists()


def test_the_graded_folder_is_removed_before_it_is_graded_again() -> None:
    """Why `remember_graded_answers` reads what lies there at `init_destination`."""
    from nbgrader.converters import BaseConverter

    assert "rmtree(dest)" in inspect.getsource(BaseConverter.init_destination)
    steps = inspect.getsource(BaseConverter.convert_notebooks)
    assert steps.index("self.init_destination(") < steps.index("self.init_assignment(")


def test_a_penalty_for_lateness_is_computed_by_autograde_alone() -> None:
    """Why `penalties.LatePenalties` computes it again after grading by hand."""
    from nbgrader.preprocessors import GetGrades

    assert "late_submission_penalty(" not in inspect.getsource(GetGrades)


def test_a_converter_asks_one_function_for_files() -> None:
    """`limit_copied_files` replaces that one, and `skip_unsafe_submissions` the loop over all."""
    from nbgrader.converters import Autograde, base
    from nbgrader.utils import find_all_files

    assert base.find_all_files is find_all_files
    assert "find_all_files(source" in inspect.getsource(base.BaseConverter.init_assignment)
    assert "utils.find_all_files(source_path" in inspect.getsource(Autograde.init_assignment)
    start = inspect.getsource(base.BaseConverter.start)
    places = [start.index(part) for part in ("init_notebooks", "exporter_class(", "convert_note")]
    assert places == sorted(places)
    assert "self.assignments.keys()" in inspect.getsource(base.BaseConverter.convert_notebooks)


@pytest.mark.slow
def test_one_odd_submission_stops_the_collecting_of_all(course: Path) -> None:
    """`CarefulCollect`."""
    inbound = course.parent / "exchange" / "plain" / "inbound"
    (inbound / f"ann+ps+{TIME}+a").mkdir()
    odd = inbound / "zoe+ps+yesterday+b"
    odd.mkdir()
    run(course, "collect", "ps", code=1)
    assert not (course / "submitted" / "ann").exists()
    odd.rmdir()
    (inbound / f"ann+ps+{TIME}+a").rmdir()


@pytest.mark.slow
def test_every_page_is_released_and_a_missing_secret_stops_all(course: Path) -> None:
    """`CarefulReleaseFeedback`."""
    (course.parent / "exchange" / "plain" / "feedback").mkdir(exist_ok=True)
    folder = course / "feedback" / "ann" / "ps"
    folder.mkdir(parents=True)
    (folder / "ps.html").write_text("ours")
    (folder / "other.html").write_text("not ours")
    (folder / "timestamp.txt").write_text(TIME)
    run(course, "release_feedback", "ps", code=1)
    (folder / "submission_secret.txt").write_text("abc")
    run(course, "release_feedback", "ps")
    released = {p.read_text() for p in (course.parent / "exchange/plain/feedback").glob("*.html")}
    assert released == {"ours", "not ours"}


@pytest.mark.slow
def test_a_damaged_zip_stops_all_and_a_name_within_decides(course: Path) -> None:
    """`ZipExtractor` and `ZipCollector`."""
    archive = course / "downloaded" / "ps" / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "ps--eve.zip", "w") as made:
        made.writestr("ps--ann/ps.ipynb", "{}")
    rule = "--FileNameCollectorPlugin.named_regexp=.*--(?P<student_id>[a-z]+)/(?P<file_id>.*)"
    run(course, "zip_collect", "ps", rule)
    assert (course / "submitted" / "ann" / "ps" / "ps.ipynb").exists()
    (archive / "ps--bob.zip").write_bytes(b"cut off")
    said = run(course, "zip_collect", "ps", rule, "--force", code=1)
    assert "Traceback" in said or "ERROR" in said


def test_code_without_output_is_given_full_points_and_text_on_stderr_none() -> None:
    """Why questions are scored by `ReadAnswers` and not by what a cell prints."""
    from nbgrader.utils import determine_grade

    about = {"grade": True, "solution": False, "locked": True, "points": 3, "grade_id": "q"}
    cell = new_code_cell("ask('q')", metadata={"nbgrader": {**about, **SCHEMA}})
    log = getLogger("upstream")
    assert determine_grade(cell, log) == (3, 3)
    cell.outputs = [new_output("stream", name="stderr", text="a warning")]
    assert determine_grade(cell, log) == (0, 3)


def test_a_cell_that_nbgrader_puts_back_has_metadata_without_attributes() -> None:
    """Why `SubmissionGrader` makes a notebook anew between nbgrader's two passes."""
    from nbgrader.preprocessors import OverwriteCells

    source = SimpleNamespace(
        name="q", cell_type="markdown", source="x", locked=False, checksum="", points=1
    )
    cell = OverwriteCells().missing_cell_transform(source, 1, is_solution=True)
    assert not isinstance(cell.metadata, nbformat.NotebookNode)


def test_a_gradebook_that_is_not_there_is_made() -> None:
    """Why `read_course_results` looks for the file first."""
    from nbgrader.api import Gradebook

    assert "create_all" in inspect.getsource(Gradebook.__init__)


def test_the_feedback_template_prints_scores_through_two_filters() -> None:
    """Why `FeedbackRenderer` lets `float` and `round` pass its placeholders on."""
    import nbgrader

    templates = Path(nbgrader.__file__).parent / "server_extensions/formgrader/templates"
    text = (templates / "feedback" / "index.html.j2").read_text(encoding="utf-8")
    assert "score | float | round(2)" in text.replace("|float", "| float").replace("  ", " ")


def test_the_plain_names_that_are_replaced_by_name_in_the_configuration_exist() -> None:
    """`configure` names nbgrader's own steps, and replaces two of them by ours."""
    from nbgrader.converters import Autograde, GenerateAssignment

    def names(converter: type, trait: str) -> list[str]:
        return [each.__name__ for each in converter.class_traits()[trait].default()]

    assert {"Execute", "SaveAutoGrades"} <= set(names(Autograde, "autograde_preprocessors"))
    assert "OverwriteCells" in names(Autograde, "sanitize_preprocessors")
    assert names(GenerateAssignment, "preprocessors")[-1] in ("CheckCellMetadata", "ClearOutput")


def test_a_cells_checksum_covers_its_points() -> None:
    """Why `apply_points` seals a cell anew when it changes what the cell is worth."""
    from nbgrader.utils import compute_checksum

    def checksum(points: float) -> str:
        about = {"grade": True, "solution": False, "locked": True, "grade_id": "q"}
        cell = new_code_cell('ask("q")', metadata={"nbgrader": {**about, "points": points}})
        return str(compute_checksum(cell))

    assert checksum(1) == checksum(1.0) != checksum(2)


def test_a_zone_that_is_not_known_is_taken_for_utc() -> None:
    """Why `existing_timestamp` looks at the zone first, and `CarefulCollect` reads its own."""
    from nbgrader.utils import parse_utc

    def clock(zone: str) -> str:
        return f"{parse_utc(f'2026-03-02 10:00:00 {zone}'):%H:%M}"

    assert (clock("UTC"), clock("CET"), clock("IST")) == ("10:00", "09:00", "10:00")


def test_a_question_cannot_have_a_comment_without_a_cell_of_its_own() -> None:
    """Why `make_room` puts a solution cell beside that of a written question."""
    from nbgrader.api import Gradebook

    assert "solution_cells" in inspect.getsource(Gradebook.add_submission)


def test_code_without_an_error_has_full_points_even_if_it_never_ran() -> None:
    """Why what is not run is left to a person."""
    from nbgrader.utils import determine_grade

    about = {"grade": True, "solution": False, "locked": True, "grade_id": "q", "points": 3}
    cell = new_code_cell("assert False", metadata={"nbgrader": about})
    assert determine_grade(cell, getLogger("test")) == (3, 3)
