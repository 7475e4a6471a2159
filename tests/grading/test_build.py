import json
import re
from pathlib import Path

import nbformat
import pytest

from imuran_edu.core import InputError
from imuran_edu.grading import (
    assignment_problems,
    build_assignment,
    graded_banks,
    stray_problems,
)
from imuran_edu.questions import load_bank
from tests.secrets_of_banks import BASIS, TOLD, secrets


def test_notebook_has_one_locked_graded_cell_for_each_question(unbuilt):
    folder = build_assignment(unbuilt.bank(), unbuilt.folder)

    nb = nbformat.read(folder / "demo.ipynb", as_version=4)
    nbformat.validate(nb)
    assert nb.metadata["imuran_edu"] == {"assignment": "demo"}
    title, setup, *questions = nb.cells
    assert title.cell_type == "markdown" and "nbgrader" not in title.metadata
    assert "saved as you give it" in title.source
    assert "10 questions, 17 points" in title.source
    assert setup.source == "from imuran_edu import ask"
    assert setup.metadata["nbgrader"]["grade"] is False
    assert setup.metadata["nbgrader"]["locked"] is True
    assert len(questions) == 10
    for cell in questions:
        about = cell.metadata["nbgrader"]
        assert cell.source == f'ask("{about["grade_id"]}")'
        assert cell.id == about["grade_id"]
        assert (about["grade"], about["solution"], about["locked"]) == (True, False, True)
        assert cell.metadata["jupyter"]["source_hidden"] is True
        assert cell.metadata["editable"] is cell.metadata["deletable"] is False


def test_questions_file_holds_stems_and_options_only(unbuilt):
    folder = build_assignment(unbuilt.bank(), unbuilt.folder)

    text = (folder / "questions.json").read_text()
    data = json.loads(text)
    assert (data["schema"], data["version"]) == ("imuran-edu/questions", 1)
    assert (data["assignment"], data["title"]) == ("demo", "Demo")
    assert all(len(question["version"]) == 12 for question in data["questions"])
    assert "Beta option" in text
    for secret in ("RATIONALE", "FEEDBACK", "allopurinol", "125", '"key"'):
        assert secret not in text


def test_building_twice_changes_nothing(unbuilt):
    folder = build_assignment(unbuilt.bank(), unbuilt.folder)
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}

    build_assignment(unbuilt.bank(), unbuilt.folder)

    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert assignment_problems(unbuilt.bank(), unbuilt.folder) == []


def test_cells_that_an_instructor_added_stay_where_they_stand(unbuilt):
    folder = build_assignment(unbuilt.bank(), unbuilt.folder)
    nb = nbformat.read(folder / "demo.ipynb", as_version=4)
    added = [nbformat.v4.new_markdown_cell(f"note {n}", id=f"note-{n}") for n in range(3)]
    nb.cells = [added[0], *nb.cells[:4], added[1], *nb.cells[4:], added[2]]
    nbformat.write(nb, folder / "demo.ipynb")
    order = [cell.id for cell in nb.cells]
    text = unbuilt.bank().read_text()
    unbuilt.bank().write_text(text.replace("Which ones?", "Which of them?"))

    build_assignment(unbuilt.bank(), unbuilt.folder)

    nb = nbformat.read(folder / "demo.ipynb", as_version=4)
    assert [cell.id for cell in nb.cells] == order
    assert assignment_problems(unbuilt.bank(), unbuilt.folder) == []


def test_a_notebook_is_written_as_nbformat_writes_it(unbuilt):
    text = (build_assignment(unbuilt.bank(), unbuilt.folder) / "demo.ipynb").read_text()
    nb = nbformat.reads(text, as_version=4)
    nbformat.validate(nb)
    assert text == nbformat.writes(nb) + "\n"


def test_a_question_that_left_the_bank_leaves_the_notebook(unbuilt):
    folder = build_assignment(unbuilt.bank(), unbuilt.folder)
    unbuilt.bank().write_text(unbuilt.bank().read_text().replace("demo-true", "demo-truth"))

    build_assignment(unbuilt.bank(), unbuilt.folder)

    sources = [cell.source for cell in nbformat.read(folder / "demo.ipynb", as_version=4).cells]
    assert 'ask("demo-truth")' in sources and 'ask("demo-true")' not in sources


def test_out_of_step_is_said_with_file_and_line(unbuilt):
    missing = assignment_problems(unbuilt.bank(), unbuilt.folder)
    assert ["is not built yet" in problem.message for problem in missing] == [True, True]
    build_assignment(unbuilt.bank(), unbuilt.folder)
    text = unbuilt.bank().read_text()
    unbuilt.bank().write_text(text.replace("Which ones?", "Which of them?"))

    (problem,) = assignment_problems(unbuilt.bank(), unbuilt.folder)

    assert problem.file.name == "questions.json" and problem.line > 1
    assert "run imuran-edu build demo" in problem.message


def test_an_assignment_without_a_bank_is_named(unbuilt):
    build_assignment(unbuilt.bank(), unbuilt.folder)

    (problem,) = stray_problems([unbuilt.bank("mixed")], unbuilt.folder)

    assert "no graded bank demo.yaml" in problem.message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("key: b\n", "key: z\n", "the key names 'z'"),
        ("    key: b\n", "", "'key' is missing"),
        ("at: All", "at: Nowhere", "has no part 'Nowhere'"),
        ("kind: graded", "kind: practice", "kind is 'practice'"),
        ("title: Demo", "title: [", "is not YAML"),
    ],
)
def test_a_bad_bank_writes_nothing(unbuilt, old, new, says):
    text = unbuilt.bank().read_text()
    if "practice" in new:
        text = text[: text.index("  - id: demo-text")]
    unbuilt.bank().write_text(text.replace(old, new, 1))

    with pytest.raises(InputError, match=says.replace("[", r"\[")) as caught:
        build_assignment(unbuilt.bank(), unbuilt.folder)

    assert caught.value.problems[0].line >= 1
    assert not (unbuilt.folder / "source").exists()


def test_a_damaged_notebook_in_source_is_not_overwritten(unbuilt):
    folder = build_assignment(unbuilt.bank(), unbuilt.folder)
    (folder / "demo.ipynb").write_text("{not json")

    with pytest.raises(InputError, match="is not a notebook"):
        build_assignment(unbuilt.bank(), unbuilt.folder)

    assert (folder / "demo.ipynb").read_text() == "{not json"


def test_building_needs_no_nbgrader(unbuilt):
    code = "import sys, imuran_edu.grading.build; print('nbgrader' in sys.modules)"
    assert unbuilt.run("-c", code).stdout.strip() == "False"


@pytest.mark.parametrize("bank", graded_banks(Path(__file__)), ids=lambda path: path.stem)
def test_nothing_secret_of_the_courses_own_banks_is_built(bank, tmp_path):
    folder = build_assignment(bank, tmp_path)
    plain = load_bank(bank).model_dump(mode="json")
    asked = json.dumps(plain["questions"], ensure_ascii=False)
    stems = "\n".join(re.findall(r'"(?:stem|text)": "((?:[^"\\]|\\.)*)"', asked))
    # a stem may name the place that it asks about, as an authority's heading
    places = {text for text in secrets(plain, BASIS) if text not in stems}
    hidden = {*secrets(plain, TOLD), *places}
    assert len(hidden) > 20

    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not [secret for secret in hidden if json.dumps(secret)[1:-1] in text]
        assert not [secret for secret in hidden if secret in text]
