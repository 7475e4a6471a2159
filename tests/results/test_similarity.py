import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imuran_edu.questions import load_bank
from imuran_edu.results import similarity
from imuran_edu.results.records import ResponseRecord
from imuran_edu.results.similarity import FEW_QUESTIONS, FEW_STUDENTS, find_similar
from tests.courses import ROOT
from tests.results.material import WRONG, demo_bank, lively_class, record_of, some_class


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    return demo_bank(tmp_path_factory.mktemp("bank"))


def copied(bank, records, source, copier):
    answers = dict(records[source].answers)
    records[copier] = record_of(bank, records[copier].student, answers)
    return records


def test_a_copier_is_named_with_what_both_answered(bank):
    records = some_class(bank, 40, seed=3)
    own = {name: answers[-1] for name, answers in WRONG.items()}
    own["demo-dose"], own["demo-word"] = "77 mg/day", "Paracetamol"
    records[30] = record_of(bank, "source", own)
    twin = {**own, "demo-dose": "0.077 g/day", "demo-word": "paracetamol "}
    records[10] = record_of(bank, "copier", twin)

    found = find_similar("demo", bank.questions, records)

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
        assert find_similar("demo", bank.questions, some_class(bank, 40, seed)).pairs == ()


def test_the_courses_own_banks_with_honest_students_and_a_copier():
    found = []
    for path in sorted((ROOT / "quizzes" / "graded").glob("*.yaml")):
        loaded = load_bank(path)
        records = lively_class(loaded, 40, seed=1)
        assert find_similar(path.stem, loaded.questions, records).pairs == (), path.stem
        records[0] = ResponseRecord("copier", {}, records[33].answers)
        named = [pair.students for pair in find_similar(path.stem, loaded.questions, records).pairs]
        found.append(("copier", "s33") in named)
    assert len(found) >= 9 and sum(found) >= len(found) - 1


def test_too_few_to_say(bank):
    few = find_similar("demo", bank.questions, some_class(bank, FEW_STUDENTS - 1))
    assert few.pairs == () and few.compared == 0
    assert few.notes[0].startswith(f"Too few to say: {FEW_STUDENTS - 1} students")
    short = find_similar("demo", bank.questions[: FEW_QUESTIONS - 1], some_class(bank, 30))
    assert short.compared == 0 and str(FEW_QUESTIONS) in short.notes[0]


def test_who_answered_nothing_is_left_out(bank):
    found = find_similar(
        "demo", bank.questions, [*some_class(bank, 30), ResponseRecord("none", {}, {})]
    )
    assert found.students == 30 and "1 of 31" in found.notes[0]


def test_unreadable_answers_are_not_compared(bank):
    records = some_class(bank, 30)
    odd = {"demo-one": 7, "demo-many": {"a": 1}, "demo-match": ["x"], "demo-order": [1]}
    for number in (3, 4):
        records[number] = record_of(bank, f"odd{number}", odd)
    assert find_similar("demo", bank.questions, records).pairs == ()


def planted(bank, students, copiers, seed):
    """Return a class in which some handed in what weak students answered."""
    records = some_class(bank, students, seed)
    rng = random.Random(seed)
    for _ in range(copiers):
        source, copier = rng.sample(range(students // 2, students), 2)
        copied(bank, records, source, copier)
    return records


def with_all_pairs(questions, records):
    """Compare a class without passing over a pair: no pair's floor reaches an infinite limit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similarity, "_ROUNDING", float("inf"))
        return find_similar("demo", questions, records)


@settings(max_examples=30, deadline=None)
@given(st.integers(FEW_STUDENTS, 70), st.integers(0, 6), st.integers(0, 10**6))
def test_passing_over_pairs_changes_no_result(bank, students, copiers, seed):
    records = planted(bank, students, copiers, seed)
    found = find_similar("demo", bank.questions, records)
    assert found == with_all_pairs(bank.questions, records)


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
    records = []
    for turn in range(3):
        for number, one in enumerate(some_class(bank, students, seed=turn)):
            answers = {f"{name}-{turn}": answer for name, answer in one.answers.items()}
            if turn == 0:
                records.append(ResponseRecord(one.student, {}, answers))
            else:
                records[number].answers.update(answers)
    for copier, source in ((3, students - 1), (5, students - 2), (7, students - 1)):
        records[copier] = ResponseRecord(f"copier{copier}", {}, dict(records[source].answers))
    found = find_similar("demo", thrice, records)
    assert found == with_all_pairs(thrice, records)
    assert len(found.pairs) >= 4
