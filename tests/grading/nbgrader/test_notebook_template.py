"""Notebooks filled in from a template are those that nbgrader's steps make, letter by letter."""

import json
import os
import random
import shutil

import nbformat
import pytest

from imuran_edu.answers import Entry, Responses, to_json
from imuran_edu.grading.nbgrader import submission_grader
from imuran_edu.grading.nbgrader.notebook_template import key_of
from imuran_edu.grading.nbgrader.submission_grader import SubmissionGrader
from imuran_edu.questions import load_bank, public_view, version
from tests.grading.gradebooks import files
from tests.grading.material import RIGHT
from tests.grading.submissions import HOSTILE, MALFORMED

pytestmark = pytest.mark.slow

CLASSES = int(os.environ.get("IMURAN_CLASSES", "60"))  # .ci/long asks for more
PLACE = ".being-made/here"
VIEW = {"model_id": "a" * 32, "version_major": 2, "version_minor": 1}
SHOWN = {
    "output_type": "display_data",
    "metadata": {},
    "data": {"application/vnd.jupyter.widget-view+json": VIEW, "text/plain": ["Quiz\n", "()"]},
}
HTML = {"output_type": "display_data", "metadata": {}, "data": {"text/html": "<p>Question</p>"}}
ODD = {"output_type": "stream", "name": "stdout", "text": "hello"}
BROKEN = {"output_type": "display_data", "metadata": {}, "data": {"text/html": 7}}


def outputs(nb, *found):
    for count, cell in enumerate(nb["cells"], start=1):
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = list(found), count


def own_cell(nb):
    nb["cells"].insert(1, {"cell_type": "markdown", "id": "own", "metadata": {}, "source": "Mine"})


def change(nb):
    nb["cells"][-1]["source"] = "changed"


def older(nb):
    nb["nbformat_minor"] = 4
    for cell in nb["cells"]:
        del cell["id"]


EDITS = {
    "nothing": lambda nb: None,
    "run": lambda nb: outputs(nb, SHOWN, HTML),
    "run by a newer page": lambda nb: outputs(nb, HTML),
    "printed": lambda nb: outputs(nb, ODD),
    "broken output": lambda nb: outputs(nb, BROKEN),
    "own cell": own_cell,
    "changed": change,
    "deleted": lambda nb: nb["cells"].pop(),
    "twice": lambda nb: nb["cells"].append(dict(nb["cells"][-1], id="twice")),
    "older": older,
    "stamp": lambda nb: nb["metadata"].update(imuran_edu={"assignment": "other"}),
    "no stamp": lambda nb: nb["metadata"].pop("imuran_edu"),
    "no cells": lambda nb: nb.pop("cells"),
}
USUAL = ("nothing", "run", "run by a newer page")


def answers_of(rng, bank):
    """Draw answers: right, invalid, hostile, by chance, old, or none."""
    found = {}
    for question in bank.questions:
        kind = rng.choice(["right", "right", "wrong", "invalid", "hostile", "none"])
        answer = {
            "right": RIGHT.get(question.id),
            "wrong": question.wrong_answer(rng),
            "invalid": MALFORMED.get(question.id),
            "hostile": HOSTILE.get(question.id),
            "none": None,
        }[kind]
        if kind != "none":
            stamp = rng.choice([version(public_view(question)), "0" * 12, ""])
            found[question.id] = Entry(answer, stamp, "2026-01-01T12:00:00.000000")
    return found


def hand_in(course, bank, rng, student):
    target = course.folder / "submitted" / student / "demo"
    shutil.copytree(course.folder / "release" / "demo", target)
    edit = rng.choice(USUAL) if rng.random() < 0.7 else rng.choice(list(EDITS))
    path = target / "demo.ipynb"
    nb = json.loads(path.read_text(encoding="utf-8"))
    EDITS[edit](nb)
    path.write_text(json.dumps(nb, indent=rng.choice([None, 1])), encoding="utf-8")
    if rng.random() < 0.9:
        responses = Responses(rng.choice(["demo"] * 9 + ["other"]), 7, answers_of(rng, bank))
        (target / "responses.json").write_text(to_json(responses), encoding="utf-8")


def graded(course, classes):
    """Grade classes, one after the other; return the grader, what it said and what it wrote."""
    grader = SubmissionGrader(course.folder, "demo")
    outcomes = [grader.grade(student, PLACE) for students in classes for student in students]
    made = course.folder / "autograded" / PLACE
    written = files(made)
    shutil.rmtree(made)
    return grader, outcomes, written


def test_random_classes_are_graded_as_by_the_steps(released, tmp_path, monkeypatch):
    course = released.copy(tmp_path / "root")
    bank = load_bank(course.bank())
    classes = [[f"s{seed}-{number}" for number in range(6)] for seed in range(CLASSES)]
    for seed, students in enumerate(classes):
        rng = random.Random(seed)
        for student in students:
            hand_in(course, bank, rng, student)

    filling, *found = graded(course, classes)
    monkeypatch.setattr(submission_grader, "TEMPLATES", 0)
    stepping, *wanted = graded(course, classes)

    for one, other in zip(found[0], wanted[0], strict=True):
        assert one == other
    assert found[1].keys() == wanted[1].keys()
    for name, content in found[1].items():
        assert content == wanted[1][name], name
    paths = (course.folder / "submitted").glob("*/demo/demo.ipynb")
    filled = sum(bool(filling._templates.get(key_of(path) or "")) for path in paths)
    assert filled > 2 * CLASSES, "hardly a notebook was filled in from a template"
    assert not stepping._templates


@pytest.mark.parametrize("name", EDITS)
def test_only_outputs_that_a_page_leaves_are_passed_over(released, tmp_path, name):
    path = tmp_path / "demo.ipynb"
    shutil.copy(released.folder / "release" / "demo" / "demo.ipynb", path)
    untouched = key_of(path)
    nb = json.loads(path.read_text(encoding="utf-8"))
    EDITS[name](nb)
    path.write_text(json.dumps(nb), encoding="utf-8")
    assert untouched is not None
    assert (key_of(path) == untouched) == (name in USUAL)


@pytest.mark.parametrize("text", ["", "[]", "7", "{", '{"nbformat": 4}', "[" * 100_000, "\ufeff{}"])
def test_what_is_no_notebook_has_no_key(tmp_path, text):
    path = tmp_path / "demo.ipynb"
    path.write_text(text, encoding="utf-8")
    assert key_of(path) is None


@pytest.mark.skipif(os.name != "posix", reason="pipes and links need POSIX")
def test_a_link_or_a_pipe_has_no_key_and_is_not_opened(released, tmp_path):
    good = released.folder / "release" / "demo" / "demo.ipynb"
    link, pipe = tmp_path / "demo.ipynb", tmp_path / "pipe.ipynb"
    link.symlink_to(good)
    os.mkfifo(pipe)  # to open it would wait for ever
    assert key_of(good) is not None
    assert key_of(link) is None and key_of(pipe) is None


def test_outputs_that_are_passed_over_are_valid(released):
    nb = json.loads((released.folder / "release" / "demo" / "demo.ipynb").read_text("utf-8"))
    outputs(nb, SHOWN, HTML)
    nbformat.validate(nbformat.from_dict(nb))
