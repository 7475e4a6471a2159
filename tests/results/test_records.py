import pytest
from hypothesis import given as given_any

from imuran_edu.results.records import asked_in, given
from tests.grading.material import RIGHT
from tests.grading.submissions import HOSTILE, MALFORMED
from tests.json_values import answers
from tests.results.material import demo_bank


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    return demo_bank(tmp_path_factory.mktemp("bank"))


def asked(bank):
    return {each.id: each for each in asked_in(bank.questions)}


def test_a_case_is_its_questions_and_texts_are_left_out(bank):
    names = list(asked(bank))
    assert "demo-case" not in names and "demo-text" not in names
    assert names[-2:] == ["demo-case-a", "demo-case-b"]
    part = asked(bank)["demo-case-b"]
    assert part.answer(RIGHT) == "azathioprine"
    assert part.answer({"demo-case": "all"}) is None
    assert part.answer({}) is None


def test_right_answers_are_right(bank):
    for each in asked_in(bank.questions):
        found = given(each.question, each.answer(RIGHT))
        assert found.state == "right" and found.value and found.earned == each.question.points


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("demo-dose", "50", "0.05 g/day"),
        ("demo-dose", "50 mg/day", " 50.0mg/day"),
        ("demo-word", "Colchicine", "colchicine."),
        ("demo-many", ["a", "b"], ["b", "a", "a"]),
        ("demo-match", {"x": "p", "y": "q"}, {"y": "q", "x": "p", "z": ""}),
        ("demo-dose", "ten mg", "Ten  mg!"),
    ],
)
def test_answers_that_mean_the_same_are_the_same(bank, name, one, other):
    question = asked(bank)[name].question
    assert given(question, one).value == given(question, other).value != ""
    assert given(question, one).state in ("wrong", "partial")


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("demo-dose", "50", "500"),
        ("demo-dose", "50", "fifty"),
        ("demo-word", "colchicine", "febuxostat"),
        ("demo-order", ["u", "v", "w"], ["v", "u", "w"]),
        ("demo-match", {"x": "p"}, {"x": "r"}),
    ],
)
def test_answers_that_differ_differ(bank, name, one, other):
    question = asked(bank)[name].question
    assert given(question, one).value != given(question, other).value


def test_blank_and_unreadable_answers_have_no_value(bank):
    for each in asked_in(bank.questions):
        for answer in (None, "", " ", [], {}):
            assert given(each.question, answer).state in ("blank", "unreadable")
        assert given(each.question, None).state == "blank"
    for name in ("demo-one", "demo-many", "demo-true", "demo-match", "demo-order"):
        found = given(asked(bank)[name].question, MALFORMED[name])
        assert (found.state, found.value) == ("unreadable", "")


def test_what_is_offered_tells_right_from_wrong(bank):
    offers = asked(bank)["demo-one"].question.offered()
    assert {name: offer.right for name, offer in offers.items()} == {"a": False, "b": True}
    pairs = asked(bank)["demo-match"].question.offered()
    assert sum(offer.right for offer in pairs.values()) == 3 and len(pairs) == 9
    assert asked(bank)["demo-dose"].question.offered() == {}


def test_what_a_student_typed_is_text_in_one_short_line(bank):
    long = given(asked(bank)["demo-word"].question, "line one\nline two " + "x" * 100)
    assert "\n" not in long.words and len(long.words) <= 80
    for name, answer in HOSTILE.items():
        if name in asked(bank):
            given(asked(bank)[name].question, answer)


@given_any(answer=answers)
def test_any_answer_is_taken(bank, answer):
    for each in asked_in(bank.questions):
        found = given(each.question, answer)
        assert 0 <= found.earned <= each.question.points
        assert isinstance(found.value, str) and isinstance(found.words, str)
        each.answer({"demo-case": answer})
