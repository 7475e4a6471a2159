import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imuran_edu.questions import load_bank
from imuran_edu.results import similarity
from imuran_edu.results.records import ResponseRecord
from imuran_edu.results.similarity import FEW_QUESTIONS, FEW_STUDENTS, alike
from tests.courses import ROOT
from tests.results.material import WRONG, demo_bank, lively_class, sitting, some_class


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    return demo_bank(tmp_path_factory.mktemp("bank"))


def copied(bank, sittings, source, copier):
    answers = dict(sittings[source].answers)
    sittings[copier] = sitting(bank, sittings[copier].student, answers)
    return sittings


def test_a_copier_is_named_with_what_both_answered(bank):
    sittings = some_class(bank, 40, seed=3)
    own = {name: answers[-1] for name, answers in WRONG.items()}
    own["demo-dose"], own["demo-word"] = "77 mg/day", "Paracetamol"
    sittings[30] = sitting(bank, "source", own)
    twin = {**own, "demo-dose": "0.077 g/day", "demo-word": "paracetamol "}
    sittings[10] = sitting(bank, "copier", twin)

    found = alike("demo", bank.questions, sittings)

    assert found.compared == 40 * 39 // 2 and found.questions == 10
    (pair,) = found.pairs
    assert set(pair.students) == {"source", "copier"}
    assert pair.same == pair.both_wrong == 10
    assert pair.expected < 5 and pair.by_chance < 0.01
    assert pair.by_chance == pytest.approx(pair.chance * found.compared)
    shared = {each.question: each for each in pair.shared}
    assert shared["demo-dose"].words == "77 mg/day" and shared["demo-dose"].others == 0
    assert shared["demo-word"].words == "paracetamol"
    assert shared["demo-case-b"].wrong >= 2
    assert sum(count for _, _, count in found.dots) == found.compared


def test_honest_students_are_not_named(bank):
    for seed in range(8):
        assert alike("demo", bank.questions, some_class(bank, 40, seed)).pairs == ()


def test_the_courses_own_banks_with_honest_students_and_a_copier():
    found = []
    for path in sorted((ROOT / "quizzes" / "graded").glob("*.yaml")):
        loaded = load_bank(path)
        sittings = lively_class(loaded, 40, seed=1)
        assert alike(path.stem, loaded.questions, sittings).pairs == (), path.stem
        sittings[0] = ResponseRecord("copier", {}, sittings[33].answers)
        named = [pair.students for pair in alike(path.stem, loaded.questions, sittings).pairs]
        found.append(("copier", "s33") in named)
    assert len(found) >= 9 and sum(found) >= len(found) - 1


def test_too_few_to_say(bank):
    few = alike("demo", bank.questions, some_class(bank, FEW_STUDENTS - 1))
    assert few.pairs == () and few.compared == 0
    assert few.notes[0].startswith(f"Too few to say: {FEW_STUDENTS - 1} students")
    short = alike("demo", bank.questions[: FEW_QUESTIONS - 1], some_class(bank, 30))
    assert short.compared == 0 and str(FEW_QUESTIONS) in short.notes[0]


def test_who_answered_nothing_is_left_out(bank):
    found = alike("demo", bank.questions, [*some_class(bank, 30), ResponseRecord("none", {}, {})])
    assert found.students == 30 and "1 of 31" in found.notes[0]


def test_unreadable_answers_are_not_compared(bank):
    sittings = some_class(bank, 30)
    odd = {"demo-one": 7, "demo-many": {"a": 1}, "demo-match": ["x"], "demo-order": [1]}
    for number in (3, 4):
        sittings[number] = sitting(bank, f"odd{number}", odd)
    assert alike("demo", bank.questions, sittings).pairs == ()


def planted(bank, students, copiers, seed):
    """Return a class in which some handed in what weak students answered."""
    sittings = some_class(bank, students, seed)
    rng = random.Random(seed)
    for _ in range(copiers):
        source, copier = rng.sample(range(students // 2, students), 2)
        copied(bank, sittings, source, copier)
    return sittings


def with_all_pairs(questions, sittings):
    """Compare a class without passing over a pair: no pair's floor reaches an infinite limit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similarity, "_ROUNDING", float("inf"))
        return alike("demo", questions, sittings)


@settings(max_examples=30, deadline=None)
@given(st.integers(FEW_STUDENTS, 70), st.integers(0, 6), st.integers(0, 10**6))
def test_passing_over_pairs_changes_no_result(bank, students, copiers, seed):
    sittings = planted(bank, students, copiers, seed)
    found = alike("demo", bank.questions, sittings)
    assert found == with_all_pairs(bank.questions, sittings)


@pytest.mark.slow
@pytest.mark.parametrize("students", [300, 1000])
def test_passing_over_pairs_changes_no_result_of_a_large_class(bank, students):
    # ten questions cannot name a pair of so many students: each is asked three times
    thrice = [
        question.model_copy(update={"id": f"{question.id}-{turn}"})
        for turn in range(3)
        for question in bank.questions
        if not question.parts and not question.manual
    ]
    sittings = []
    for turn in range(3):
        for number, one in enumerate(some_class(bank, students, seed=turn)):
            answers = {f"{name}-{turn}": answer for name, answer in one.answers.items()}
            if turn == 0:
                sittings.append(ResponseRecord(one.student, {}, answers))
            else:
                sittings[number].answers.update(answers)
    for copier, source in ((3, students - 1), (5, students - 2), (7, students - 1)):
        sittings[copier] = ResponseRecord(f"copier{copier}", {}, dict(sittings[source].answers))
    found = alike("demo", thrice, sittings)
    assert found == with_all_pairs(thrice, sittings)
    assert len(found.pairs) >= 4
