"""Marking written answers: what the page is told and takes, and where the marks go."""

import http.client
import json
import sqlite3
import threading

import pytest
from typer.testing import CliRunner

from imuran_edu.cli import app
from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.class_run.feedback_class import write_feedback
from imuran_edu.grading.marking.journal import MarkJournal
from imuran_edu.grading.marking.server import MarkingServer
from imuran_edu.grading.marking.session import MarkingError, MarkingSession
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse
from imuran_edu.grading.nbgrader.written_answers import WrittenAnswers
from imuran_edu.grading.report_commands import read_course
from tests.grading.conftest import by_id
from tests.grading.material import RIGHT
from tests.shared import once

pytestmark = pytest.mark.slow

NAME = "demo-text"
LONG = (
    "Azathioprine takes weeks since the lymphocytes that are there must die before fewer are made"
)
STUDENTS = ("ann", "bob", "cy", "dee", "eve")
HTML = "One.\n<script>alert(1)</script> & <i>three</i>."


@pytest.fixture(scope="session")
def answered(released, tmp_path_factory):
    def make(root):
        course = released.copy(root)
        texts = [LONG, LONG + " again.", "Short.", HTML]
        for student, text in zip(STUDENTS, texts, strict=False):
            course.submit(student, {**RIGHT, NAME: text})
        course.submit("eve", {"demo-one": "b"})
        autograde(course.folder, "demo")

    return type(released)(once(tmp_path_factory, "marking", make))


@pytest.fixture
def course(answered, tmp_path):
    return answered.copy(tmp_path / "root")


def begin(course, marker="kim", second=0):
    opened = NbgraderCourse(course.folder, "demo", "Autograde")
    journal = MarkJournal(course.folder, "demo")
    return MarkingSession(WrittenAnswers(opened), journal, marker, second)


def number_of(found, text):
    return next(n for n, each in enumerate(found["answers"]) if each["text"] == text)


def test_answers_are_shown_without_names_and_the_alike_are_pointed_out(course):
    session = begin(course)
    about, found = session.about(), session.answers(NAME)
    assert [each["id"] for each in about["questions"]] == [NAME]
    assert [level["points"] for level in about["questions"][0]["levels"]] == [0, 4]
    assert len(found["answers"]) == 4  # eve wrote nothing
    said = json.dumps([about, found])
    assert not [name for name in STUDENTS if f'"{name}"' in said]
    assert found == begin(course).answers(NAME)  # in the same order for whoever comes back
    one, other = number_of(found, LONG), number_of(found, LONG + " again.")
    ((its, percent),) = found["answers"][one]["alike"]
    assert its == other and percent > 90
    assert not found["answers"][number_of(found, "Short.")]["alike"]


def test_a_mark_goes_into_the_gradebook_and_onto_the_page(course):
    session = begin(course)
    number = number_of(session.answers(NAME), HTML)
    back = session.mark(NAME, number, 4, "Good; cite the SPC.")
    assert back["comments"] == ["Good; cite the SPC."]
    again = begin(course).answers(NAME)["answers"][number]
    assert (again["points"], again["comment"], again["waits"]) == (4, "Good; cite the SPC.", False)
    (results,) = read_course(course.folder, ["demo"])
    (dee,) = (each for each in results.results if each.student == "dee")
    assert dee.total == 17 and dee.state.name == "GRADED"
    write_feedback(course.folder, "demo")
    page = course.feedback("dee")
    assert "Good; cite the SPC." in page and "by the rubric: <b>Whole</b>." in page
    assert "Not graded yet" not in page and "Not graded yet" in course.feedback("ann")
    # grading again keeps both, as the text is the same
    autograde(course.folder, "demo", force=True)
    kept = begin(course).answers(NAME)["answers"][number]
    assert (kept["points"], kept["comment"], kept["waits"]) == (4, "Good; cite the SPC.", False)


def test_nbgraders_own_pages_show_level_and_comment_alike(course, tmp_path):
    session = begin(course)
    session.mark(NAME, number_of(session.answers(NAME), HTML), 4, "Well *said*.")
    ours = course.copy(tmp_path / "ours")
    write_feedback(ours.folder, "demo")
    course.nbgrader("generate_feedback", "demo")
    for student in STUDENTS:
        assert ours.feedback(student) == course.feedback(student)


def test_formgrader_has_a_comment_box_and_counts_the_points_as_written(course):
    about = by_id(course.autograded("ann"), NAME).metadata["nbgrader"]
    assert about["solution"] and about["grade"]  # what its template asks for
    released = course.folder / "release" / "demo" / "demo.ipynb"
    import nbformat

    plain = by_id(nbformat.read(released, as_version=4), NAME).metadata["nbgrader"]
    assert not plain["solution"]
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as book:
        assert book.find_assignment("demo").max_written_score == 4
        assert book.find_comment(NAME, "demo", "demo", "ann") is not None
    course.nbgrader("generate_assignment", "demo", "--force")  # though there are submissions


def test_a_gradebook_of_the_version_before_gets_room_for_comments(course):
    with sqlite3.connect(course.folder / "gradebook.db") as book:
        cells = "SELECT id FROM base_cell WHERE name = ? AND type = 'SolutionCell'"
        book.execute(f"DELETE FROM comment WHERE cell_id IN ({cells})", (NAME,))
        book.execute(f"DELETE FROM solution_cells WHERE id IN ({cells})", (NAME,))
        book.execute("DELETE FROM base_cell WHERE name = ? AND type = 'SolutionCell'", (NAME,))
    book.close()
    course.nbgrader("generate_assignment", "demo", "--force")
    session = begin(course)
    session.mark(NAME, number_of(session.answers(NAME), "Short."), 0, "Too short.")
    assert "Too short." in session.answers(NAME)["comments"]
    course.nbgrader("generate_assignment", "demo", "--force")
    autograde(course.folder, "demo", force=True)
    write_feedback(course.folder, "demo")
    assert "Too short." in course.feedback("cy")


@pytest.mark.parametrize(
    ("number", "points", "comment", "says"),
    [
        (9, 1, "", "no such answer"),
        (True, 1, "", "no such answer"),
        (0, 5, "", "from 0 to 4"),
        (0, -1, "", "from 0 to 4"),
        (0, "4", "", "a number"),
        (0, float("nan"), "", "from 0 to 4"),
        (0, 1, None, "a text"),
        (0, 1, "x" * 5001, "at most 5000"),
    ],
)
def test_what_cannot_be_given_is_refused(course, number, points, comment, says):
    session = begin(course)
    session.answers(NAME)
    with pytest.raises(MarkingError, match=says):
        session.mark(NAME, number, points, comment)
    with pytest.raises(MarkingError, match="no such written question"):
        session.mark("demo-one", 0, 1, "")


def test_two_markers_are_compared_and_the_second_changes_no_grade(course):
    first = begin(course)
    for number, points in enumerate((0, 4, 4, 4)):
        first.answers(NAME)
        first.mark(NAME, number, points, "")
    before = (course.folder / "gradebook.db").read_bytes()
    second = begin(course, "lee", second=3)
    shown = second.answers(NAME)["answers"]
    assert len(shown) == 3 and not any(each["points"] or each["comment"] for each in shown)
    for number in range(3):
        back = second.mark(NAME, number, 4, "")
    assert (course.folder / "gradebook.db").read_bytes() == before
    (agreement,) = back["agreement"]
    assert agreement["markers"] == ["kim", "lee"] and agreement["answers"] == 3
    done = CliRunner().invoke(app, ["mark", "demo", "--agreement", "--course", str(course.folder)])
    assert done.exit_code == 0 and "kim and lee: weighted kappa" in done.output


def test_the_report_of_answers_alike_names_them_too(course):
    done = CliRunner().invoke(
        app, ["alike", "demo", "--course", str(course.folder)], env={"COLUMNS": "300"}
    )
    assert done.exit_code == 0, done.output
    assert "demo-text: ann, bob: 9" in done.output.replace("\n", " ")


def test_an_assignment_without_written_questions_says_so(course):
    with pytest.raises(GradingError, match="has no written question"):
        WrittenAnswers(NbgraderCourse(course.folder, "mixed", "Autograde"))


@pytest.fixture
def served(course):
    server = MarkingServer(begin(course))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def request(server, path, token="", host="", data=None):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    headers = {"Host": host or f"127.0.0.1:{server.server_port}"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = None if data is None else json.dumps(data)
    connection.request("POST" if body else "GET", path, body, headers)
    reply = connection.getresponse()
    found = reply.status, reply.read().decode(), dict(reply.getheaders())
    connection.close()
    return found


def test_the_server_listens_here_and_asks_for_its_token(served):
    assert served.server_address[0] == "127.0.0.1"
    status, text, headers = request(served, "/")
    assert status == 200 and "Mark written answers" in text
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    for path in ("/api/about", f"/api/answers?question={NAME}"):
        assert request(served, path)[0] == 403
        assert request(served, path, "guess")[0] == 403
        assert request(served, path, served.token, host="evil.example:80")[0] == 403
        assert request(served, path, served.token)[0] == 200
    assert request(served, "/api/mark", data={"question": NAME})[0] == 403
    assert request(served, "/../pyproject.toml", served.token)[0] == 404
    assert request(served, "/page.css")[0] == 200


def test_a_gradebook_that_another_program_holds_loses_no_mark(served, course, monkeypatch):
    request(served, f"/api/answers?question={NAME}", served.token)

    def held(*about):
        raise GradingError("another program is writing to the gradebook")

    monkeypatch.setattr(WrittenAnswers, "give", held)
    mark = {"question": NAME, "number": 0, "points": 4, "comment": "Kept."}
    status, text, _ = request(served, "/api/mark", served.token, data=mark)
    assert status == 503 and "another program" in json.loads(text)["problem"]
    assert MarkJournal(course.folder, "demo").comments(NAME) == ["Kept."]


def test_a_page_that_is_closed_early_leaves_no_traceback_in_the_terminal(served, capsys):
    for error, told in ((BrokenPipeError(), False), (ValueError("a fault"), True)):
        try:
            raise error
        except (OSError, ValueError):
            served.handle_error(None, ("127.0.0.1", 1))
        assert ("Traceback" in capsys.readouterr().err) is told
