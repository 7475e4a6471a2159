"""Names of graded options tell nothing: by a script, and by a guesser who is held to chance."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from imuran_edu.authoring.check import check_course
from imuran_edu.authoring.guesser import MOST, names_give_away
from imuran_edu.authoring.rename_options import NAMES, rename_options
from imuran_edu.core import InputError
from imuran_edu.grading.build import build_assignment
from imuran_edu.grading.renames import load_renames
from imuran_edu.questions import Bank, load_bank
from imuran_edu.questions.bank import with_parts
from tests.courses import ROOT

HEAD = "kind: {kind}\nlesson: doses\ntitle: Some\nquestions:\n"
ONE = """\
  - id: {name}
    type: single
    objective: doses-1
    level: apply
    stem: Which one is it, {name}?
    rationale: So it is.
    rests_on: {{references: [{{id: label, at: Dosage}}]}}
    options:  # their order here tells nothing
      - {{id: a, text: First {name}}}
      - {{id: b, text: Second {name}}}
      - {{id: c, text: Third {name}}}
    key: {key}
"""


def bank(folder: Path, kind: str, keys: str, name: str = "some") -> Path:
    """Write a bank of questions with these keys."""
    path = folder / kind / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    questions = (ONE.format(name=f"{name}-{n}{kind[0]}", key=key) for n, key in enumerate(keys))
    path.write_text(HEAD.format(kind=kind) + "".join(questions))
    return path


def banks(*paths: Path) -> list[Bank]:
    return [load_bank(path) for path in paths]


def shape(text: str) -> str:
    """Return the text of a bank without the names of its options."""
    return re.sub(r"(\{id|key): \w+", r"\1: X", text)


def test_a_guesser_learns_where_right_names_stand(quizzes: Path) -> None:
    practice = banks(bank(quizzes, "practice", "b" * 9 + "a"))
    got, chance = names_give_away(practice, banks(bank(quizzes, "graded", "b" * 10)))
    assert got == 100
    assert chance == pytest.approx(33, abs=5)
    got, chance = names_give_away(practice, banks(bank(quizzes, "graded", "aabbcc")))
    assert got == pytest.approx(33.3, abs=0.1)
    assert abs(got - chance) < MOST


def test_every_type_with_names_is_guessed_at(course: Path) -> None:
    quizzes = course / "quizzes"
    practice = banks(quizzes / "practice" / "doses.yaml")
    got, chance = names_give_away(practice, banks(quizzes / "graded" / "exam.yaml"))
    assert got > chance + MOST, "the two banks have the same questions under the same names"
    assert names_give_away([], []) == (0, 0)


def test_check_names_names_that_tell(course: Path) -> None:
    quizzes = course / "quizzes"
    bank(quizzes, "practice", "b" * 20, "more")
    path = bank(quizzes, "graded", "b" * 60, "tells")
    build_assignment(path, course / "course")
    (found,) = [each for each in check_course(course) if "guesses" in each.message]
    assert found.message.startswith("who guesses by the names of options, as practice teaches")
    assert found.message.endswith("run imuran-edu rename-options")
    rename_options(quizzes / "graded")
    assert not [each for each in check_course(course) if "guesses" in each.message]


def test_names_are_spread_evenly_and_nothing_else_changes(tmp_path: Path) -> None:
    quizzes = tmp_path
    path = bank(quizzes, "graded", "b" * 30)
    before = path.read_text()
    renamed = rename_options(quizzes / "graded")
    found = load_bank(path)
    places: Counter[int] = Counter()
    for question in found.questions:
        assert question.type == "single"
        names = [option.id for option in question.options]
        assert set(names) <= set(NAMES)
        places[sorted(names).index(question.key)] += 1
        assert question.key == renamed[question.id]["b"]
    assert places == {0: 10, 1: 10, 2: 10}
    assert shape(path.read_text()) == shape(before), "comments and layout stay"


def test_every_type_is_renamed_and_stays_good(course: Path) -> None:
    quizzes = course / "quizzes"
    path = quizzes / "graded" / "exam.yaml"
    old = {each.id: each for q in load_bank(path).questions for each in with_parts(q)}
    renamed = rename_options(quizzes / "graded")
    assert load_renames(quizzes / "graded") == renamed
    for question in load_bank(path).questions:
        for each in with_parts(question):
            if each.type == "matching":
                names = renamed[each.id]
                former = old[each.id]
                assert former.type == "matching"
                assert each.key == {names[a]: names[b] for a, b in former.key.items()}
            if each.type == "ordering":
                assert each.key != sorted(each.key)
    build_assignment(path, course / "course")
    assert check_course(course) == []


def test_what_is_renamed_stays_and_a_new_option_joins(tmp_path: Path) -> None:
    quizzes = tmp_path
    path = bank(quizzes, "graded", "abc")
    first = rename_options(quizzes / "graded")
    assert rename_options(quizzes / "graded") == {}
    text = path.read_text()
    option = f"      - {{id: d, text: Fourth}}\n    key: {first['some-0g']['a']}\n"
    path.write_text(text.replace(f"    key: {first['some-0g']['a']}\n", option, 1))
    second = rename_options(quizzes / "graded")
    assert list(second) == ["some-0g"] and list(second["some-0g"]) == ["d"]
    known = load_renames(quizzes / "graded")
    assert known["some-0g"] == {**first["some-0g"], **second["some-0g"]}
    assert known["some-1g"] == first["some-1g"]


def test_one_name_in_two_lists_is_refused_before_anything_is_written(course: Path) -> None:
    graded = course / "quizzes" / "graded"
    data = yaml.safe_load((graded / "exam.yaml").read_text())
    match = next(each for each in data["questions"] if each["type"] == "matching")
    match["left"][0]["id"] = match["right"][0]["id"]
    text = yaml.safe_dump(data, sort_keys=False)
    (graded / "exam.yaml").write_text(text)
    with pytest.raises(InputError, match="uses one id in two lists; give each its own"):
        rename_options(graded)
    assert (graded / "exam.yaml").read_text() == text
    assert load_renames(graded) == {}


def test_names_of_the_course_tell_next_to_nothing() -> None:
    quizzes = ROOT / "quizzes"
    got, chance = names_give_away(
        banks(*sorted(quizzes.glob("practice/*.yaml"))),
        banks(*sorted(quizzes.glob("graded/*.yaml"))),
    )
    assert got - chance <= MOST
