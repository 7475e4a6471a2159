"""Pools: which options a copy shows follows from their names and tells nothing of a graded key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.answers import Entry, Responses
from imuran_edu.core import InputError
from imuran_edu.questions import Bank, Question, load_bank, public_view, score, version
from imuran_edu.questions.public import practice_questions, released_view, row_answered, versions_of
from imuran_edu.questions.types.multiple_response import MultipleResponse
from imuran_edu.questions.types.single_choice import SingleChoice
from imuran_edu.questions.variants.pool import MOST_ROWS, option_sets
from imuran_edu.questions.variants.seeds import FIRST_SEED
from imuran_edu.widgets.practice import in_own_rows
from imuran_edu.widgets.practice_view import practice_view
from tests.courses import ROOT

NAMES = list("abcdefghi")


def choice(key: str | list[str], count: int = 6, shown: int | None = 4) -> dict[str, Any]:
    """Return a choice of so many options as a bank has it."""
    options = [{"id": x, "text": f"Option *{x}*", "feedback": f"Told of {x}"} for x in NAMES]
    return {
        "id": "pool-q1",
        "type": "single" if isinstance(key, str) else "multiple",
        "objective": "doses-1",
        "level": "apply",
        "stem": "Which?",
        "options": options[:count],
        "key": key,
        **({} if shown is None else {"shown": shown}),
        "rationale": "So it is.",
        "rests_on": {"references": [{"id": "label", "at": "Dosage"}]},
    }


def write(quizzes: Path, *questions: dict[str, Any], kind: str = "practice") -> Path:
    path = quizzes / kind / "pool.yaml"
    bank = {"kind": kind, "lesson": "doses", "title": "Pool", "questions": list(questions)}
    path.write_text(yaml.safe_dump(bank, sort_keys=False))
    return path


def loaded(quizzes: Path, data: dict[str, Any], kind: str = "practice") -> Question:
    return load_bank(write(quizzes, data, kind=kind)).questions[0]


def ids(question: Any) -> list[str]:
    return [each.id for each in question.options]


@given(count=st.integers(3, 9), data=st.data())
def test_each_set_is_a_set_of_its_own_in_the_authors_order(count: int, data: st.DataObject) -> None:
    names = NAMES[:count]
    shown = data.draw(st.integers(2, count - 1))
    always = data.draw(st.sampled_from([(), *((name,) for name in names)]))
    sets = option_sets("pool-q1", names, shown, always)
    assert sets == option_sets("pool-q1", names, shown, always)
    assert 1 < len(sets) <= MOST_ROWS
    assert len({tuple(each) for each in sets}) == len(sets)
    for each in sets:
        assert len(each) == shown
        assert each == sorted(each)
        assert set(always) <= set(each)
    assert set().union(*sets) == set(names), "no option is left out of all copies"


def test_a_seed_shows_the_same_options_every_time(quizzes: Path) -> None:
    question = loaded(quizzes, choice("b"))
    again = loaded(quizzes, choice("b"))
    seen = set()
    for seed in range(FIRST_SEED, FIRST_SEED + 300):
        own: Any = question.for_seed(seed)
        assert isinstance(own, SingleChoice)
        assert ids(own) == ids(again.for_seed(seed))
        assert own.key in ids(own)
        assert score(own, own.key).status == "right"
        seen.add(own.row)
    assert seen == set(range(10)), "three of the five wrong ones: ten sets"


def test_of_several_right_options_any_may_be_left_out_and_scores_count_what_is_shown(
    quizzes: Path,
) -> None:
    question = loaded(quizzes, choice(["a", "c", "e"]))
    counts = set()
    for seed in range(FIRST_SEED, FIRST_SEED + 300):
        own: Any = question.for_seed(seed)
        assert isinstance(own, MultipleResponse)
        assert own.key == [each for each in ids(own) if each in "ace"]
        assert score(own, own.key).earned == 1
        counts.add(len(own.key))
        hidden = next(each for each in ids(question) if each not in ids(own))
        assert score(own, [hidden]).status == "invalid"
        half = own.model_copy(update={"credit": "each-answer"})
        assert score(half, own.key[:1]).earned == pytest.approx((5 - len(own.key)) / 4)
    assert counts == {1, 2, 3}


def test_the_sets_of_a_graded_question_tell_nothing_of_its_key(quizzes: Path) -> None:
    one = loaded(quizzes, choice(["a", "c", "e"]), "graded")
    other = loaded(quizzes, choice(["b", "d", "f"]), "graded")
    assert released_view(one) == released_view(other)
    shown = [set(row.values) for row in one.template.rows]  # type: ignore[union-attr]
    assert not set.intersection(*shown)
    told = json.dumps(released_view(one))
    assert "Told of" not in told
    assert set(released_view(one)["rows"]["view"]) == {"options"}


def test_row_0_is_the_question_before_options_were_added(quizzes: Path) -> None:
    for key in ("b", ["a", "c", "d"]):
        before = loaded(quizzes, choice(key, 4, None))
        pool = loaded(quizzes, choice(key))
        assert public_view(pool.for_seed(99)) == public_view(before), "an old folder"
        assert versions_of(pool.template)[0] == version(public_view(before))  # type: ignore[arg-type]
        old = Entry(before.right_answer(), version(public_view(before)))
        bank = load_bank(write(quizzes, choice(key)))
        for seed in (99, FIRST_SEED + 5, FIRST_SEED + 6):
            responses = Responses(seed=seed, answers={"pool-q1": old})
            (asked,) = in_own_rows(practice_questions(bank), responses)
            assert asked.public == public_view(before), "what was answered goes on"
            assert score(asked.question, old.answer).status == "right"


def test_a_page_gets_every_row_as_python_makes_it(quizzes: Path) -> None:
    for key in ("b", ["a", "c", "d"]):
        bank = load_bank(write(quizzes, choice(key)))
        (asked,) = practice_questions(bank)
        view = released_view(bank.questions[0])
        page = practice_view(asked, "1", "1")
        rows = page["rows"]
        assert len(page["options"]) == 4
        for row, answered in enumerate(rows["versions"]):
            own = asked.question.template.question(row)  # type: ignore[union-attr]
            assert view.in_row(row) == public_view(own)
            assert row_answered(asked.question, answered).row == row  # type: ignore[union-attr]
            in_row = practice_view(asked.in_row(row), "1", "1")
            values = iter(rows["values"][row])
            assert next(values) == in_row["options"]
            if isinstance(key, list):
                assert next(values) == in_row["key"]["data"]["key"]
            assert next(values) == in_row["key"]["data"]["notes"]
            assert list(values) == [], "and nothing else differs"


FAULTS = {
    "as many as there are": (choice("b", 4), "shows 4 of 4 options; add some or take out 'shown'"),
    "fewer than two": (choice("b", shown=1), "greater than or equal to 2"),
    "right ones alone": (
        choice(["a", "b", "c", "d"]),
        "some copies would show no wrong option: show at least 5, or let more be wrong",
    ),
    "wrong ones alone": (
        choice(["a"], 6),
        "some copies would show no right option: show at least 6, or let more be right",
    ),
    "a template": (
        choice("b")
        | {"variants": {"parameters": {"n": {"from": 1, "to": 99}}, "original": {"n": 5}}},
        "a template shows all its options: take out 'shown' or 'variants'",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_pool_is_told_at_its_line(fault: str, quizzes: Path) -> None:
    data, said = FAULTS[fault]
    path = write(quizzes, data)
    with pytest.raises(InputError) as error:
        load_bank(path)
    (found,) = error.value.problems
    assert said in found.message
    assert "shown" in path.read_text().splitlines()[found.line - 1]


def test_a_graded_pool_that_would_tell_its_key_is_refused(quizzes: Path) -> None:
    added = choice(["a", "b", "c"], 6)
    for data, said in (
        (choice("b"), "every copy would show the right option"),
        (choice(["a", "b"], 5), "is all right or all wrong"),
        (added, "is all right or all wrong"),
    ):
        with pytest.raises(InputError, match=said):
            load_bank(write(quizzes, data, kind="graded"))
    load_bank(write(quizzes, choice(["a", "b", "e"]), kind="graded"))


def test_a_part_of_a_case_is_no_pool(quizzes: Path) -> None:
    part = choice("b") | {"id": "pool-part"}
    shared = {name: part[name] for name in ("objective", "level", "stem", "rationale", "rests_on")}
    parts = [part, choice("b", shown=None) | {"id": "pool-later"}]
    stages = [
        {"id": each["id"][5:], "title": "Stage", "story": "It goes on.", "questions": [each]}
        for each in parts
    ]
    case = {"id": "pool-case", "type": "case", **shared, "stages": stages}
    with pytest.raises(InputError, match="a part of a case shows all its options"):
        load_bank(write(quizzes, case))


def test_the_course_has_pools_of_both_kinds() -> None:
    def count(kind: str) -> int:
        banks: list[Bank] = [load_bank(p) for p in (ROOT / "quizzes" / kind).glob("*.yaml")]
        return sum(len(set(bank.with_rows) - set(bank.templates)) for bank in banks)

    assert count("practice") >= 6
    assert count("graded") >= 4
