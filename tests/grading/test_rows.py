"""Grading takes the row of a template from the folder's seed and from nothing else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from imuran_edu.answers import Entry, Responses
from imuran_edu.answers.store import Store
from imuran_edu.grading.findings import in_answers
from imuran_edu.grading.question_grade import COUNTS, AnswerGrader, Unknown, grade_question
from imuran_edu.grading.simulate import simulate
from imuran_edu.questions import Question, load_bank, public_view, score, version
from imuran_edu.questions.decisions import Decision
from imuran_edu.questions.variants.seeds import FIRST_SEED
from imuran_edu.results.decided import decided_items
from imuran_edu.results.item_analysis import analyse
from imuran_edu.results.records import ResponseRecord, all_given, asked_in
from tests.courses import ROOT

NEW = FIRST_SEED + 7


@pytest.fixture(scope="module")
def question() -> Question:
    bank = load_bank(ROOT / "quizzes" / "graded" / "special-populations.yaml")
    return bank.by_id["spec-g10"]


def entry(question: Question, answer: str) -> Entry:
    return Entry(answer, version(public_view(question)), "2026-01-01T12:00:00.000000")


def test_the_right_answer_to_a_copys_own_numbers_is_right(question: Question) -> None:
    for seed in range(FIRST_SEED, FIRST_SEED + 30):
        own = question.for_seed(seed)
        grade = grade_question(own, entry(own, str(own.right_answer())), 2.0)
        assert (grade.points, grade.unknown) == (2.0, Unknown.NOTHING)


def test_an_old_answer_to_the_original_numbers_goes_on_counting(question: Question) -> None:
    old = 123_456_789  # drawn before there were templates
    given = entry(question, "51 days")
    grade = grade_question(question.for_seed(old), given, 2.0)
    assert (grade.points, grade.reason) == (2.0, "The number is within the tolerance.")


def test_an_answer_to_other_numbers_is_no_zero_but_waits_for_a_person(question: Question) -> None:
    own, other = question.for_seed(NEW), question.template.question(5)  # type: ignore[union-attr]
    assert own.row not in (0, 5)
    for given in (other, question):
        grade = grade_question(own, entry(given, str(given.right_answer())), 2.0)
        assert grade.unknown is Unknown.MISFIT
        assert grade.needs_manual_grade
        assert "other numbers" in grade.reason
        assert (grade.points, grade.score.earned) == (0, 0)
        blank = grade_question(own, entry(given, ""), 2.0)
        assert (blank.points, blank.reason, blank.unknown) == (0, "Not answered.", Unknown.NOTHING)


def test_equal_answers_of_different_rows_are_graded_each_by_its_own(question: Question) -> None:
    grader = AnswerGrader()
    one, two = question.for_seed(NEW), question.for_seed(NEW + 1)
    assert one.row != two.row
    given = str(one.right_answer())

    def points(asked: Question) -> float:
        bare = Entry(given, "", "2026-01-01T12:00:00.000000")
        return grader.grade(asked, bare, 2.0, COUNTS, None).points

    assert (points(one), points(two), points(one)) == (2.0, 0.0, 2.0)


def test_inspect_names_a_seed_that_does_not_fit_the_answers(question: Question) -> None:
    own, other = question.for_seed(NEW), question.for_seed(NEW + 1)
    known, noon = {question.id: question}, datetime(2026, 3, 1, 12)

    def said(given: Question) -> str:
        answers = Responses("demo", NEW, {question.id: entry(given, "5 days")})
        return str(list(in_answers(answers, "demo", {question.id}, noon, known)))

    assert "other numbers or options than its seed gives (spec-g10)" in said(other)
    assert "other numbers" not in said(own)
    others = {each.row: each for each in map(question.for_seed, range(NEW, NEW + 40))}
    assert min(others) < own.row < max(others)
    for row, each in others.items():
        assert ("other numbers" in said(each)) == (row != own.row)


def test_new_folders_draw_rows_and_old_ones_keep_their_seed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save("q-1", Entry("x"))
    assert store.load().seed >= FIRST_SEED
    text = store.path.read_text()
    store.path.write_text(text.replace(str(store.load().seed), "99"))
    assert Store(tmp_path).load().seed == 99


def test_simulated_students_answer_their_own_rows() -> None:
    bank = load_bank(ROOT / "quizzes" / "graded" / "overdose-handling.yaml")
    rows = set()
    for student in simulate(bank, "overdose-handling", 6, 1):
        if student.responses is None:
            continue
        for name in bank.templates:
            own = bank.by_id[name].for_seed(student.responses.seed)
            rows.add(own.row)
            given = student.responses.answers.get(name)
            assert given is None or given.version == version(public_view(own))
    assert len(rows) > 3


def test_analysis_counts_the_answers_of_all_rows_and_keeps_them_apart(question: Question) -> None:
    seeds = [NEW, NEW + 1, 5, 6]
    records = [
        ResponseRecord(
            f"s{seed}", {}, {question.id: str(question.for_seed(seed).right_answer())}, seed
        )
        for seed in seeds
    ]
    (item,) = asked_in([question])
    given = all_given(item, records)
    assert [each.state for each in given] == ["right"] * 4
    assert given[0].value.startswith(f"row {question.for_seed(NEW).row}: ")
    assert len({each.value for each in given}) == 3, "the two old folders gave the same"
    assert score(question.for_seed(NEW), "1 day").status == "wrong"


def test_figures_of_the_exams_day_are_by_each_copys_own_numbers(
    question: Question,
) -> None:
    bank = load_bank(ROOT / "quizzes" / "graded" / "special-populations.yaml")
    dropped = Decision(question=question.id, date="2026-03-09", reason="Unclear.", dropped=True)
    bank = bank.model_copy(update={"decisions": [dropped]})
    records = [
        ResponseRecord(
            f"s{seed}",
            {question.id: 0.0},
            {question.id: str(question.for_seed(seed).right_answer())},
            seed,
        )
        for seed in range(NEW, NEW + 6)
    ]
    possible = {question.id: 0.0}
    today = analyse("special-populations", possible, bank.by_id, records)
    (item,) = decided_items(bank, today, possible, records)
    assert (item.facility, item.possible) == (1.0, question.points)
