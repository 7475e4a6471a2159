"""What was decided of questions after the exam changes their scores, and nothing a student saw."""

import pytest

from imuran_edu.core import InputError
from imuran_edu.questions import load_bank, public_view, score, version
from imuran_edu.questions.decisions import decided_score, worth
from tests.grading.material import BANK, RIGHT, write_course

WHEN = "date: 2026-12-01, reason: REASON-told"


def bank_with(folder, *decisions, kind="graded"):
    write_course(folder) if not (folder / "quizzes").exists() else None
    path = folder / "quizzes" / kind / "demo.yaml"
    lines = "".join(f"  - {{{WHEN}, {each}}}\n" for each in decisions)
    path.parent.mkdir(exist_ok=True)
    path.write_text(BANK + (f"decisions:\n{lines}" if decisions else ""), encoding="utf-8")
    return load_bank(path)


ACCEPTED = {  # a further key for every type that has a key, as the bank writes it; an answer to it
    "demo-one": ("a", "a"),
    "demo-many": ("[b]", ["b"]),
    "demo-true": ("false", False),
    "demo-dose": ("{value: 2, unit: mg/kg/day, tolerance: 0.1}", "2 mg/kg/day"),
    "demo-match": ("{x: p, y: q, z: r}", {"x": "p", "y": "q", "z": "r"}),
    "demo-order": ("[u, v, w]", ["u", "v", "w"]),
    "demo-class": ("{g: n, h: m}", {"g": "n", "h": "m"}),
    "demo-word": ("febuxostat", "febuxostat"),
}


def test_a_further_key_is_accepted_for_every_type_that_has_one(tmp_path):
    plain = bank_with(tmp_path)
    with_keys = [each.id for each in plain.questions if "key" in type(each).model_fields]
    assert with_keys == list(ACCEPTED)
    bank = bank_with(
        tmp_path, *(f"question: {name}, accept: [{key}]" for name, (key, _) in ACCEPTED.items())
    )
    for name, (_, answer) in ACCEPTED.items():
        question = bank.by_id[name]
        assert score(question, answer).status != "right"
        for given in (answer, RIGHT[name]):
            found = decided_score(question, given, bank.rulings)
            assert (found.status, found.earned) == ("right", question.points)
        assert version(public_view(question)) == version(public_view(plain.by_id[name]))


def test_dropped_credited_and_other_points(tmp_path):
    bank = bank_with(
        tmp_path,
        "question: demo-one, dropped: true",
        "question: demo-true, credit_all: true",
        "question: demo-match, points: 1.5",
        "question: demo-text, credit_all: true",
    )
    held = bank.rulings
    dropped = decided_score(bank.by_id["demo-one"], "b", held)
    assert (dropped.earned, dropped.possible) == (0, 0) and "does not count" in dropped.reason
    for answer in (None, False, True, {"odd": 1}):
        assert decided_score(bank.by_id["demo-true"], answer, held).earned == 1
    assert decided_score(bank.by_id["demo-match"], RIGHT["demo-match"], held).earned == 1.5
    part = decided_score(bank.by_id["demo-match"], {"x": "q", "y": "r", "z": "p"}, held)
    assert (part.earned, part.possible) == (0.5, 1.5)
    text = decided_score(bank.by_id["demo-text"], "A text.", held)
    assert (text.status, text.earned) == ("right", 4)
    assert sum(worth(each, held) for each in bank.questions) == 17 - 2 - 1.5


def test_within_a_case(tmp_path):
    bank = bank_with(
        tmp_path,
        "question: demo-case-a, dropped: true",
        "question: demo-case-b, accept: [mercaptopurine]",
        "question: demo-case-b, points: 3",
    )
    case, held = bank.by_id["demo-case"], bank.rulings
    found = decided_score(case, {"demo-case-a": False, "demo-case-b": "mercaptopurine"}, held)
    assert (found.earned, found.possible, found.status) == (3, 3, "right")
    assert found.parts["demo-case-a"].possible == 0
    assert decided_score(case, None, held).status == "blank"
    whole = bank_with(tmp_path, "question: demo-case, credit_all: true")
    assert decided_score(whole.by_id["demo-case"], 7, whole.rulings).earned == 2


def test_two_decisions_on_points_the_later_counts(tmp_path):
    bank = bank_with(tmp_path, "question: demo-one, points: 3")
    path = tmp_path / "quizzes" / "graded" / "demo.yaml"
    earlier = "  - {date: 2026-11-30, reason: R., question: demo-one, points: 9}\n"
    path.write_text(path.read_text() + earlier)
    assert worth(load_bank(path).by_id["demo-one"], load_bank(path).rulings) == 3
    assert bank.rulings["demo-one"].points == 3


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        ("question: demo-none, dropped: true", "there is no question 'demo-none' in this bank"),
        ("question: demo-one", "a decision says one thing"),
        ("question: demo-one, dropped: true, points: 2", "write two decisions for two"),
        ("question: demo-one, accept: [z]", "the key names 'z', but the ids here are a, b"),
        ("question: demo-true, accept: [maybe]", "has not the form of this question's key: True"),
        ("question: demo-text, accept: [x]", "a 'written' question has no key"),
        ("question: demo-text, points: 2", "by the rubric; change them there"),
        ("question: demo-case, points: 2", "a case has no key or points of its own"),
        ("question: demo-one, points: 0", "greater than or equal to 0.1"),
    ],
)
def test_what_cannot_be_decided_is_told_by_line(tmp_path, decision, says):
    with pytest.raises(InputError) as error:
        bank_with(tmp_path, "question: demo-many, dropped: true", decision)
    (problem,) = error.value.problems
    assert says in problem.message
    lines = (tmp_path / "quizzes" / "graded" / "demo.yaml").read_text().splitlines()
    assert decision in lines[problem.line - 1]


def test_practice_keys_are_mended_and_not_decided_of(tmp_path):
    written = BANK[: BANK.index("  - id: demo-text")].replace("graded", "practice")
    (tmp_path / "practice").mkdir()
    path = tmp_path / "practice" / "demo.yaml"
    path.write_text(f"{written}decisions:\n  - {{{WHEN}, question: demo-one, dropped: true}}\n")
    with pytest.raises(InputError, match="in practice mend the key"):
        load_bank(path)
