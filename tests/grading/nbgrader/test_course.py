"""What an instructor does with a course after the first grading, by the real commands."""

from dataclasses import replace

import pytest

from imuran_edu.grading import dry_run as rehearsal
from imuran_edu.grading.dry_run import dry_run
from tests.grading.conftest import by_id
from tests.grading.material import RIGHT
from tests.grading.submissions import marker

pytestmark = pytest.mark.slow


@pytest.fixture
def course(released, tmp_path):
    return released.copy(tmp_path / "root")


def edit_bank(course, old, new, name="demo"):
    text = course.bank(name).read_text()
    assert old in text
    course.bank(name).write_text(text.replace(old, new, 1))


def test_a_mended_key_and_new_points_correct_every_grade(course):
    course.submit("alpha", {"demo-one": "a", "demo-text": "Some words."})
    course.submit("beta", {"demo-one": "b"})
    course.nbgrader("autograde", "demo")
    assert (course.total("alpha"), course.total("beta")) == (0, 2)
    grade_by_hand(course, "alpha", "demo-text", 3)

    # five points in the bank, still two in the cell that was released
    edit_bank(course, "    points: 2\n    options", "    points: 5\n    options")
    edit_bank(course, "key: b\n", "key: a\n")
    course.nbgrader("autograde", "demo", "--force")

    assert (course.total("alpha"), course.total("beta")) == (2, 0)
    assert course.grades("alpha")["demo-text"] == (None, False)  # the text is as it was graded
    assert total_score(course, "alpha") == 2 + 3


def grade_by_hand(course, student, question, points):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade(question, "demo", "demo", student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


def total_score(course, student):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as gradebook:
        return gradebook.find_submission("demo", student).score


def test_a_damaged_bank_stops_before_anything_is_graded(course):
    course.submit("alpha", RIGHT)
    edit_bank(course, "key: b\n", "key: z\n")

    done = course.run("-m", "nbgrader", "autograde", "demo")

    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert f"{course.bank()}:" in said and "the key names 'z'" in said
    assert "Traceback" not in said
    assert not (course.folder / "autograded").exists()


def test_a_bank_that_lost_a_released_question_stops_too(course):
    course.submit("alpha", RIGHT)
    edit_bank(course, "id: demo-one", "id: demo-uno")

    done = course.run("-m", "nbgrader", "autograde", "demo")

    assert done.returncode == 1
    assert "question 'demo-one' was released but is not in the bank" in done.stderr
    course.bank().unlink()
    done = course.run("-m", "nbgrader", "autograde", "demo")
    assert done.returncode == 1
    assert "there is no such bank" in done.stderr


def test_the_key_is_shown_when_the_instructor_chooses_so(course):
    course.submit("alpha", {"demo-one": "a"})
    config = course.folder / "nbgrader_config.py"
    config.write_text(config.read_text().replace("# c.Question", "c.Question"))

    course.nbgrader("autograde", "demo")
    course.nbgrader("generate_feedback", "demo")

    page = course.feedback("alpha")
    for told in ("Right answer:", "Beta option", "FEEDBACK-a", "RATIONALE-demo-one"):
        assert told in page


def test_code_tests_are_executed_and_questions_still_read(course):
    solve = {"code": "x = 2"}
    course.submit("good", {"mixed-true": True}, "mixed", "mixed", edit=_write(solve))
    course.submit("bad", {"mixed-true": True}, "mixed", "mixed", edit=_write({"code": "x = 3"}))
    reach = "import json, pathlib\npathlib.Path('responses.json').write_text('[]')\nx = 2"
    course.submit("late", {"mixed-true": True}, "mixed", "mixed", edit=_write({"code": reach}))
    course.submit("skip", {}, "mixed", "mixed", edit=_skip_the_test)
    course.nbgrader("autograde", "mixed")

    assert course.grades("good", "mixed") == {"mixed-true": (2, False), "code-test": (3, False)}
    assert course.grades("bad", "mixed") == {"mixed-true": (2, False), "code-test": (0, False)}
    assert course.grades("late", "mixed")["mixed-true"] == (2, False)
    assert course.grades("skip", "mixed") == {"mixed-true": (0, False), "code-test": (0, False)}
    nb = course.autograded("good", "mixed")
    assert by_id(nb, "code-test").execution_count
    assert "skip-execution" not in str(nb)
    assert not any("ask" in str(cell.outputs) for cell in nb.cells if cell.cell_type == "code")


def _write(sources):
    def edit(nb):
        for name, source in sources.items():
            by_id(nb, name).source = source

    return edit


def _skip_the_test(nb):
    by_id(nb, "code-test").metadata["tags"] = ["skip-execution"]
    nb.cells = [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") != "code"]


def test_no_execute_does_not_give_points_away(course):
    course.submit("alpha", {"demo-one": "b"})
    course.nbgrader("autograde", "demo", "--no-execute")
    assert course.total("alpha") == 2


def test_an_ordinary_assignment_is_executed_as_ever(course):
    import nbformat

    from tests.grading.conftest import add_code_test

    path = course.folder / "source" / "plain" / "plain.ipynb"
    path.parent.mkdir()
    nbformat.write(nbformat.v4.new_notebook(metadata=_kernel()), path)
    add_code_test(path)
    course.nbgrader("generate_assignment", "plain")
    source = f"x = 2\n{marker(str(course.root))}"
    course.submit("alpha", None, "plain", edit=_write({"code": source}))
    course.nbgrader("autograde", "plain")

    assert course.grades("alpha", "plain") == {"code-test": (3, False)}
    assert (course.root / "ran").exists()


def _kernel():
    return {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


BUTTON = """
import json, os
from nbgrader.apps.api import NbGraderAPI
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
extension = FormgradeExtension()
extension.root_dir = os.getcwd()
extension.initialize([])
json.dumps(extension.config)
api = NbGraderAPI(extension.coursedir, None, parent=extension)
print("RESULT", json.dumps(api.autograde("demo", "alpha")))
"""


def test_formgraders_button_grades_by_reading(course):
    course.submit("alpha", {"demo-one": "b"})

    done = course.run("-c", BUTTON)

    assert '"success": true' in done.stdout, done.stdout + done.stderr
    assert course.total("alpha") == 2
    edit_bank(course, "key: b\n", "key: z\n")
    done = course.run("-c", BUTTON)
    assert '"success": false' in done.stdout
    assert "the key names 'z'" in done.stdout


def test_validate_names_the_questions_without_an_answer(course):
    answers = {name: answer for name, answer in RIGHT.items() if name != "demo-true"}
    folder = course.submit("alpha", {**answers, "demo-case": {"demo-case-a": True}})

    done = course.run("-m", "nbgrader", "validate", "demo.ipynb", cwd=folder)

    said = done.stdout + done.stderr
    assert "VALIDATION FAILED ON 1 CELL(S)" in said  # one sentence for each question within it
    assert "Question 3 is not answered yet." in said
    assert "Question 9, part 2, is not answered yet." in said
    assert "Traceback" not in said


def test_rehearsal_plays_a_term(course, tmp_path, capsys):
    folder = tmp_path / "term"

    assert dry_run(4, folder, seed=2, banks=[course.bank()]) == 0

    said = capsys.readouterr().out
    for told in ("student01", "4 students", "gradebook.db", "feedback"):
        assert told in said
    assert dry_run(4, folder, seed=2, banks=[course.bank()]) == 1
    assert "already holds a course" in capsys.readouterr().err
    assert dry_run(4, tmp_path / "other", banks=[]) == 1
    assert not (tmp_path / "other").exists()


def test_rehearsal_fails_when_a_grade_differs(course, tmp_path, monkeypatch, capsys):
    real = rehearsal._expected

    def off_by_one(bank, student):
        return {name: replace(s, earned=s.earned + 1) for name, s in real(bank, student).items()}

    monkeypatch.setattr(rehearsal, "_expected", off_by_one)
    assert dry_run(1, tmp_path / "term", banks=[course.bank("mixed")]) == 1
    assert "differs from the scoring function" in capsys.readouterr().err
