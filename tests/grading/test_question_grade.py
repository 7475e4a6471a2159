import datetime as dt
from dataclasses import replace

import pytest

from imuran_edu.answers import Entry, Responses
from imuran_edu.answers.responses_file import Read, read_file
from imuran_edu.core.words import translations
from imuran_edu.grading.answer_html import report_html
from imuran_edu.grading.misfits import ReleasedQuestion
from imuran_edu.grading.question_grade import (
    COUNTS,
    AnswerGrader,
    Rejection,
    Unknown,
    grade_question,
    rejection,
)
from imuran_edu.grading.simulate import simulate
from imuran_edu.questions import load_bank, public_view, score, version
from imuran_edu.questions.decisions import Decision
from tests.grading.material import RIGHT
from tests.grading.submissions import HOSTILE, MALFORMED, SCRIPT


@pytest.fixture
def bank(unbuilt):
    return load_bank(unbuilt.bank())


def marked(question, answer, possible=None):
    return grade_question(
        question, Entry(answer), question.points if possible is None else possible
    )


def test_right_answers_earn_all_points(bank):
    for question in bank.questions:
        if question.type != "written":
            assert marked(question, RIGHT[question.id]).points == question.points


def test_points_are_scaled_to_the_cell_and_never_exceed_it(bank):
    question = bank.by_id["demo-match"]
    assert marked(question, {"x": "q"}, possible=6).points == 2
    assert marked(question, {"x": "q"}, possible=1).points == 0.3333
    assert marked(question, RIGHT["demo-match"], possible=0.7).points == 0.7
    assert marked(question, RIGHT["demo-match"], possible=0).points == 0


def test_blank_is_zero_and_says_so(bank):
    for question in bank.questions:
        for entry in (None, Entry(None), Entry("")):
            found = grade_question(question, entry, 5)
            assert (found.points, found.reason) == (0, "Not answered.")
            assert not found.needs_manual_grade


def test_whatever_is_answered_gives_a_number_within_bounds_and_html(bank):
    answers = [*MALFORMED.values(), *HOSTILE.values(), *RIGHT.values()]
    answers += [None, 10**400, -1, "nan", [[]], {"": {}}, "\udc00", "x" * 100_000, [None], 1e308]
    for question in bank.questions:
        for answer in answers:
            found = marked(question, answer)
            assert 0 <= found.points <= question.points
            html = report_html(found, show_key=True)
            html.encode()
            assert "<script" not in html and "<img" not in html


def test_a_written_answer_waits_and_keeps_its_lines(bank):
    found = marked(bank.by_id["demo-text"], RIGHT["demo-text"])
    html = report_html(found)
    assert found.needs_manual_grade and found.points == 0
    assert "One.<br>Two &amp; &lt;i&gt;three&lt;/i&gt;." in html
    assert "4 words; about 50 were asked for" in html
    assert "4 points, Whole:" in html and "Every reason." in html


def test_an_answer_to_an_earlier_version_is_scored_and_noted(bank):
    question = bank.by_id["demo-one"]
    old = grade_question(question, Entry("b", "older"), 2)
    now = grade_question(question, Entry("b", version(public_view(question))), 2)
    assert old.points == now.points == 2
    assert "an earlier version" in old.reason and "earlier" not in now.reason


def test_nothing_gives_the_key_away_unless_shown(bank):
    for question in bank.questions:
        for answer in (MALFORMED[question.id], question.wrong_answer(_rng()), None):
            html = report_html(marked(question, answer))
            for secret in ("RATIONALE", "FEEDBACK", "Right answer", "Why:"):
                assert secret not in html
    shown = report_html(marked(bank.by_id["demo-one"], "a"), show_key=True)
    for told in ("Right answer:", "Beta option", "FEEDBACK-a", "RATIONALE-demo-one"):
        assert told in shown


def test_an_answer_is_text_not_markdown_or_tex(bank):
    html = report_html(marked(bank.by_id["demo-word"], "**bold** $x$ <b>"))
    assert "**bold** $x$ &lt;b&gt;" in html
    assert "tex2jax_ignore" in html


def test_a_stem_is_shown_as_text(bank):
    assert "Which &lt;b&gt;one&lt;/b&gt;?" in report_html(marked(bank.by_id["demo-one"], "a"))


def test_stamps():
    mine, none = {"imuran_edu": {"assignment": "demo"}}, Read(Responses())
    assert not rejection(mine, Read(Responses("demo")), "demo")
    read = {"imuran_edu": {"assignment": "".join("demo")}}  # equal, another object, as from a file
    assert not rejection(read, Read(Responses("".join("demo"))), "demo")
    assert not rejection({}, none, "demo")
    assert not rejection({"imuran_edu": ["demo"]}, none, "demo")
    other = rejection({"imuran_edu": {"assignment": "week9"}}, none, "demo")
    assert "'week9'" in other.reason and "'demo'" in other.reason
    answers = rejection(mine, Read(Responses("week8")), "demo")
    assert "the answers belong to 'week8'" in answers.reason
    assert other.unknown is answers.unknown is Unknown.OTHER


@pytest.mark.parametrize("language", ["en", "en_XA"])
def test_what_is_unknown_does_not_hang_on_the_words(tmp_path, monkeypatch, language):
    monkeypatch.setenv("IMURAN_LANGUAGE", language)
    translations.cache_clear()
    try:
        path = tmp_path / "responses.json"
        missing = rejection({}, read_file(path), "demo")
        path.write_text("no JSON")
        damaged = rejection({}, read_file(path), "demo")
    finally:
        monkeypatch.undo()
        translations.cache_clear()
    assert (missing.unknown, damaged.unknown) == (Unknown.NOTHING, Unknown.UNREADABLE)
    english = missing.reason == "Not answered: there is no responses.json."
    assert missing and damaged and english is (language == "en")


def test_refused_submissions_earn_nothing(bank):
    refused = Rejection(f"Not counted: {SCRIPT}", Unknown.OTHER)
    for question in bank.questions:
        found = grade_question(question, Entry(RIGHT[question.id]), 3, refused)
        assert found.points == 0 and found.needs_manual_grade
        assert "<script" not in report_html(found)


def test_simulated_answers_are_what_they_say(bank):
    for question in bank.questions:
        if question.type != "written":
            assert score(question, question.right_answer()).status == "right"
            assert score(question, question.wrong_answer(_rng())).status in ("wrong", "partial")


def test_simulated_students_differ_and_come_back_by_seed(bank):
    group = simulate(bank, "demo", 12, seed=3)
    assert group == simulate(bank, "demo", 12, seed=3)
    assert group != simulate(bank, "demo", 12, seed=4)
    totals = [
        sum(
            score(q, s.responses.answers[q.id].answer).earned
            for q in bank.questions
            if q.id in s.responses.answers
        )
        if s.responses
        else 0.0
        for s in group
    ]
    assert len(set(totals)) == 12
    assert group[-1].responses is None
    assert replace(group[0], name="x").name == "x"


def _rng():
    import random

    return random.Random(1)


def test_a_misfit_within_a_case_is_noticed(bank, tmp_path):
    case = bank.by_id["demo-case"]
    now = version(public_view(case))
    kinds = {part.id: part.type for part in case.parts}
    first, second = kinds

    def grade(answer, types=kinds, at="before"):
        return grade_question(
            case, Entry(answer, at), 2, released=ReleasedQuestion("case", "before", types)
        )

    fits = {first: True, second: "azathioprine"}
    assert grade(fits).points == 2
    assert grade({**fits, first: None}).unknown is Unknown.NOTHING
    assert grade({**fits, "demo-case-gone": "a"}).unknown is Unknown.MISFIT
    assert grade({first: "a", second: "azathioprine"}).unknown is Unknown.MISFIT
    assert grade({first: True, second: ["a", "b"]}).unknown is Unknown.MISFIT
    assert grade(fits, {first: "true_false", second: "single"}).unknown is Unknown.MISFIT
    # of another release than the one that is known nothing is said
    for at in ("aaa", "zzz"):
        assert grade(fits, {first: "true_false", second: "single"}, at).points == 2
    # who is given the question of today cannot misfit, whatever was typed
    assert grade({first: "a"}, at=now).unknown is Unknown.NOTHING


def test_a_choice_that_became_a_number_is_noticed_after_the_release_is_gone(bank):
    dose = bank.by_id["demo-dose"]
    assert grade_question(dose, Entry("k3f", "before"), 1).unknown is Unknown.MISFIT
    assert grade_question(dose, Entry("about two", "before"), 1).unknown is Unknown.NOTHING


def test_other_points_are_no_earlier_version(bank):
    question = bank.by_id["demo-one"]
    then = version({**public_view(question), "points": 3})
    assert "earlier" not in grade_question(question, Entry("b", then), 3).reason


def test_a_long_answer_is_cut_behind_300_characters(bank):
    word = bank.by_id["demo-word"]
    assert ">x<" in report_html(marked(word, "x"))
    assert f">{'x' * 300}<" in report_html(marked(word, "x" * 300))
    assert f">{'x' * 300} ...<" in report_html(marked(word, "x" * 301))


def test_a_decision_on_a_part_names_the_part(bank):
    case = bank.by_id["demo-case"]
    part = case.parts[0]
    made = [
        Decision(question=name, date=dt.date(2026, 11, 28), reason="REASON", dropped=True)
        for name in (case.id, part.id)
    ]
    grade = marked(case, RIGHT[case.id])
    whole, of_part = (report_html(grade, decisions=[each]) for each in made)
    told = "<strong>This question was dropped on 28 November 2026: it counts for nobody.</strong>"
    assert f"<p>{told}</p>" in whole
    assert told in of_part and f"<p>{told}" not in of_part
    assert part.stem.splitlines()[0] in of_part.partition(told)[0].rpartition("<p>")[2]
    assert "REASON" not in whole and "REASON" in report_html(grade, True, decisions=made)


def test_what_is_known_of_equal_answers_is_the_same_as_one_by_one(bank):
    grader = AnswerGrader()
    for _ in range(2):
        for question in bank.questions:
            for answer in (RIGHT[question.id], MALFORMED[question.id], None, 1, True, "1"):
                for saved in ("2026-01-01", "2026-01-02"):
                    entry = Entry(answer, "v", saved)
                    expected = grade_question(question, entry, 3)
                    assert grader.grade(question, entry, 3, COUNTS, None) == expected
            blank = grade_question(question, None, 3)
            assert grader.grade(question, None, 3, COUNTS, None) == blank
            refused = Rejection("Not read: x", Unknown.UNREADABLE)
            expected = grade_question(question, Entry("a"), 3, refused)
            assert grader.grade(question, Entry("a"), 3, refused, None) == expected


def test_simulated_students_fall_from_strong_to_weak_and_leave_some_open(bank):
    group = simulate(bank, "demo", 40, seed=5)
    assert [each.name for each in group[:2]] == ["student01", "student02"]
    assert len(group) == 40
    shares = []
    for half in (group[:12], group[-13:-1]):
        earned = [
            score(question, entry.answer).earned / question.points
            for student in half
            for question in bank.questions
            if (entry := student.responses.answers.get(question.id)) and not question.manual
        ]
        shares.append(sum(earned) / len(earned))
    assert shares[0] > shares[1] + 0.2
    assert any(len(each.responses.answers) < len(bank.questions) for each in group[:-1])
    assert all(each.responses is not None for each in simulate(bank, "demo", 3, seed=5))
    assert len(simulate(bank, "demo", 1, seed=5)) == 1
