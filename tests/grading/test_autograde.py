"""What `nbgrader autograde` makes of every kind of submission, with the course's configuration."""

import pytest

from tests.grading.conftest import by_id
from tests.grading.material import POINTS
from tests.grading.submissions import MALFORMED

pytestmark = pytest.mark.slow


def test_right_answers_score_fully_and_the_text_waits_for_a_person(graded):
    grades = graded.grades("right")
    assert len(grades) == 10
    assert grades["demo-text"] == (None, True)
    assert all(not waits for name, (_, waits) in grades.items() if name != "demo-text")
    assert graded.total("right") == POINTS


def test_partial_answers_score_in_part(graded):
    grades = graded.grades("half")
    assert grades["demo-one"] == (0, False)
    assert grades["demo-many"] == (0.5, False)
    assert graded.total("half") == POINTS - 2.5


@pytest.mark.parametrize(
    ("student", "reason"),
    [
        ("blank", "Not answered."),
        ("nofile", "Not answered: there is no responses.json."),
    ],
)
def test_who_answered_nothing_has_zero_with_the_reason(graded, student, reason):
    grades = graded.grades(student)
    assert len(grades) == 10
    assert set(grades.values()) == {(0, False)}
    for question in grades:
        assert reason in graded.shown(student, question)
        assert "<em>none</em>" in graded.shown(student, question)


@pytest.mark.parametrize(
    ("student", "reason"),
    [
        ("huge", "Not read: responses.json is larger than"),
        ("nested", "Not read: responses.json is nested too deeply"),
        ("notjson", "Not read: responses.json is not JSON"),
        ("notobject", "Not read: responses.json does not hold an object"),
        ("link", "Not read: responses.json is not an ordinary file"),
    ],
)
def test_answers_that_cannot_be_read_wait_for_a_person(graded, student, reason):
    assert set(graded.grades(student).values()) == {(None, True)}
    for question in graded.grades(student):
        assert reason in graded.shown(student, question)
    assert "Not graded yet" in graded.feedback(student)


@pytest.mark.parametrize(
    ("student", "reason"),
    [
        ("otherstamp", "and &#x27;demo&#x27; is graded here"),
        ("otheranswers", "the answers belong to &#x27;week8&#x27;"),
    ],
)
def test_work_for_another_assignment_waits_for_a_person(graded, student, reason):
    assert set(graded.grades(student).values()) == {(None, True)}
    assert reason in graded.shown(student, "demo-one")
    assert "Not graded yet" in graded.feedback(student)


def test_a_wrong_stamp_is_named_in_the_log(log):
    assert "otheranswers: Not counted: the answers belong to 'week8'" in log
    assert "otherstamp: Not counted: the notebook belongs to 'week9" in log


def test_a_missing_stamp_is_scored_with_a_warning(graded, log):
    for student in ("nostamp", "oddstamp"):
        assert graded.total(student) == POINTS
        assert f"{student}: the notebook does not say" in log


def test_malformed_answers_are_zero_and_say_why(graded):
    assert set(graded.grades("invalid").values()) == {(0, False)}
    for question in MALFORMED:
        assert "Not answered" not in graded.shown("invalid", question)
    assert "too large" in graded.shown("invalid", "demo-dose")


def test_no_code_of_a_student_runs(graded):
    assert graded.total("code") == POINTS
    assert not (graded.root / "ran").exists()
    assert by_id(graded.autograded("code"), "demo-one").source == 'ask("demo-one")'


def test_changed_metadata_gain_nothing(graded):
    grades = graded.grades("tampered")
    assert set(grades.values()) == {(0, False)}
    assert "Not answered." in graded.shown("tampered", "demo-one")


def test_a_question_cannot_take_another_ones_name(graded):
    assert graded.total("swapped") == 2
    assert graded.grades("swapped")["demo-one"] == (2, False)


def test_deleted_cells_are_scored_all_the_same(graded):
    for student in ("deleted", "emptied"):
        assert graded.total(student) == POINTS
        assert graded.grades(student)["demo-text"] == (None, True)
    cells = graded.autograded("deleted").cells
    names = [c.metadata.get("nbgrader", {}).get("grade_id") for c in cells]
    assert [name for name in names if name] == list(graded.grades("right"))


def test_an_earlier_version_is_scored_and_noted(graded):
    assert graded.total("old") == 3
    assert "an earlier version" in graded.shown("old", "demo-one")
    assert "an earlier version" not in graded.shown("old", "demo-true")


def test_html_in_an_answer_is_text_on_the_feedback_page(graded):
    page = graded.feedback("hostile")
    assert "<script>alert(" not in page
    assert "evil.example" in page and '<img src="http://evil' not in page
    assert "&lt;script&gt;alert(" in page


def test_the_feedback_page_shows_answer_score_and_reason(graded):
    page = graded.feedback("half")
    for told in ("Alpha option", "0 of 2 points. Another option was chosen.", "Every reason."):
        assert told in page


def test_no_key_and_no_rationale_in_what_students_receive(graded):
    released = graded.folder / "release"
    pages = graded.folder / "feedback"
    # "right" answered with the keys themselves, so its page shows them as its own answers
    files = [p for p in released.rglob("*") if p.is_file()]
    files += [p for p in pages.rglob("*.html") if "right" not in p.parts]
    assert len(files) > 20
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "RATIONALE" not in text and "FEEDBACK" not in text, path
        assert "Right answer" not in text and '"key"' not in text, path
    for path in (p for p in files if released in p.parents):
        assert "allopurinol" not in path.read_text(encoding="utf-8")
    assert "Beta option" not in graded.feedback("half")


def test_the_instructors_own_answers_are_not_released(graded):
    assert not list((graded.folder / "release").rglob("responses*"))
    kept = graded.folder / "autograded" / "right" / "demo" / "responses.json"
    assert "instructor" not in kept.read_text()
    assert not (graded.folder / "autograded" / "nofile" / "demo" / "responses.json").exists()
