import random
from statistics import stdev

import numpy as np
import pytest

from imuran_edu.results.distractors import Choice, odd_choices
from imuran_edu.results.item_analysis import FEW, analyse
from imuran_edu.results.records import ResponseRecord
from tests.grading.material import RIGHT
from tests.results.material import demo_bank, possible, record_of, some_class


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    return demo_bank(tmp_path_factory.mktemp("bank"))


def analysed(bank, records, **change):
    return analyse("demo", {**possible(bank), **change}, bank.by_id, records)


def item(analysis, name):
    return next(each for each in analysis.items if each.id == name)


def test_an_ordinary_class(bank):
    records = some_class(bank, 60)
    found = analysed(bank, records)
    assert found.students == 60 and sum(found.thirds) == 60
    names = [each.id for each in found.items]
    first, text = list(possible(bank))[:-1], "demo-text"
    assert names == [*first, "demo-case-a", "demo-case-b", text]
    assert found.reliability.questions == 10  # a case counts once
    for each in found.items:
        assert 0 <= each.facility <= 1
        if each.id != "demo-text":
            assert each.discrimination.value > 0
    one = item(found, "demo-one")
    points = [s.points["demo-one"] for s in records]
    assert one.facility == pytest.approx(sum(points) / 60 / 2)
    totals = [sum(s.points.values()) for s in records]
    rest = [total - own for total, own in zip(totals, points, strict=True)]
    assert one.discrimination.value == pytest.approx(np.corrcoef(points, rest)[0, 1])
    part = item(found, "demo-case-a")
    right = [float(s.answers["demo-case"]["demo-case-a"]) for s in records]
    rest = [t - s.points["demo-case"] for t, s in zip(totals, records, strict=True)]
    assert (part.type, part.possible, part.within) == ("true_false", 1, "demo-case")
    assert part.facility == pytest.approx(sum(right) / 60)
    assert {choice.words for choice in part.choices} == {"True", "False"}
    assert part.discrimination.value == pytest.approx(np.corrcoef(right, rest)[0, 1])
    assert found.totals.mean == pytest.approx(sum(totals) / 60)
    assert sum(found.totals.counts) == 60
    for each in found.items:
        for choice in each.choices:
            assert sum(choice.thirds) == choice.count


def test_who_chose_what(bank):
    found = analysed(bank, some_class(bank, 60))
    one = {choice.name: choice for choice in item(found, "demo-one").choices}
    assert one["b"].right and not one["a"].right
    assert one["b"].thirds[2] > one["b"].thirds[0] and one["a"].thirds[0] > one["a"].thirds[2]
    dose = item(found, "demo-dose").choices
    assert dose[0].right and dose[0].words == "125 mg/day"
    assert {"12.5 mg/day", "1250 mg/day", "50 mg/day"} <= {choice.words for choice in dose}
    word = [choice.name for choice in item(found, "demo-word").choices]
    assert word.count("colchicine") == 1


@pytest.mark.parametrize("count", [1, 5, FEW - 1])
def test_too_few_students_to_say(bank, count):
    found = analysed(bank, some_class(bank, count))
    assert found.reliability is None and found.thirds is None
    assert all(each.discrimination is None for each in found.items)
    assert all(choice.thirds is None for each in found.items for choice in each.choices)
    assert any(note.startswith(f"Too few students to say: {count}.") for note in found.notes)
    assert str(FEW) in found.notes[0]
    assert item(found, "demo-one").facility is not None


def test_enough_students_to_say(bank):
    found = analysed(bank, some_class(bank, FEW))
    assert found.reliability and found.thirds and not found.notes


def flags(bank, records, name):
    return " ".join(item(analysed(bank, records), name).flags)


def with_answers(bank, records, name, answer):
    """Give every student the answer that a function says, by number."""
    return [
        record_of(bank, each.student, {**each.answers, name: answer(number)})
        for number, each in enumerate(records)
    ]


def test_everybody_and_nobody_right(bank):
    records = some_class(bank, 40)
    assert "Everybody earned all points" in flags(
        bank, with_answers(bank, records, "demo-true", lambda _: True), "demo-true"
    )
    assert "Nobody earned a point" in flags(
        bank, with_answers(bank, records, "demo-true", lambda _: False), "demo-true"
    )


def test_a_wrong_key_is_suspected(bank):
    # the strong are marked wrong, as they would be by a wrong key
    for name, right in (("demo-one", "b"), ("demo-true", True), ("demo-word", "allopurinol")):
        wrong = {"demo-one": "a", "demo-true": False, "demo-word": "febuxostat"}[name]
        turned = with_answers(
            bank, some_class(bank, 40), name, lambda n, w=wrong, r=right: w if n < 25 else r
        )
        said = flags(bank, turned, name)
        assert "perhaps a wrong key" in said
        assert "Of the best third" in said
        assert "do worse here (discrimination -" in said


def test_a_wrong_key_of_several_options_is_suspected(bank):
    turned = with_answers(
        bank, some_class(bank, 40), "demo-many", lambda n: ["b", "c"] if n < 25 else ["a", "c"]
    )
    said = flags(bank, turned, "demo-many")
    assert (
        "ticked the wrong \u201cSecond\u201d" in said
        and "ticked the right \u201cFirst\u201d" in said
    )


def test_a_wrong_key_of_a_pair_is_suspected(bank):
    swapped = {"x": "q", "y": "r", "z": "p"}
    turned = with_answers(
        bank,
        some_class(bank, 40),
        "demo-match",
        lambda n: swapped if n < 25 else RIGHT["demo-match"],
    )
    said = flags(bank, turned, "demo-match")
    assert (
        "\u201cWhy \u2192 Are\u201d" in said
        and "\u201cZed \u2192 Pe\u201d" in said
        and "\u201cEx" not in said
    )


def test_a_part_of_a_case_is_looked_at_too(bank):
    def answer(number):
        return {"demo-case-a": number >= 25, "demo-case-b": "azathioprine"}

    said = flags(bank, with_answers(bank, some_class(bank, 40), "demo-case", answer), "demo-case-a")
    assert "perhaps a wrong key" in said


def test_a_distractor_that_nobody_picks(bank):
    said = flags(
        bank, with_answers(bank, some_class(bank, 40), "demo-one", lambda _: "b"), "demo-one"
    )
    assert "Nobody chose \u201cAlpha option\u201d" in said


def test_an_ordinary_class_raises_few_flags(bank):
    count = sum(
        len(each.flags)
        for seed in range(10)
        for each in analysed(bank, some_class(bank, 60, seed)).items
        if each.id != "demo-text"
    )
    assert count <= 3


def test_what_waits_for_a_person_is_left_out_and_named(bank):
    records = some_class(bank, 30)
    waiting = ResponseRecord("late", {**records[0].points, "demo-text": None}, records[0].answers)
    found = analysed(bank, [*records, waiting])
    assert "demo-text" not in [each.id for each in found.items]
    assert any("demo-text" in note for note in found.notes)
    assert found.totals.possible == sum(possible(bank).values()) - 4


def test_empty_submissions_are_left_out_and_counted(bank):
    empty = [record_of(bank, f"e{number}", {}) for number in range(3)]
    found = analysed(bank, [*some_class(bank, 30), *empty])
    assert found.students == 30
    assert "3 of 33 submissions hold no answer and were left out." in found.notes


def test_code_tests_count_and_cells_without_points_do_not(bank):
    rng = random.Random(3)
    records = [
        ResponseRecord(
            each.student, {**each.points, "code": rng.choice([0.0, 3.0]), "nil": 0.0}, each.answers
        )
        for each in some_class(bank, 30)
    ]
    found = analysed(bank, records, code=3.0, nil=0.0)
    assert item(found, "code").type == "code" and item(found, "code").choices == ()
    assert "nil" not in [each.id for each in found.items]


def test_nobody_and_nothing(bank):
    assert analysed(bank, []).totals is None
    assert analyse("demo", {}, {}, some_class(bank, 3)).totals is None
    same = [record_of(bank, f"s{number}", RIGHT) for number in range(30)]
    found = analysed(bank, same)
    assert found.reliability is None and found.totals.deviation == 0
    assert any("Reliability cannot be told" in note for note in found.notes)


def test_the_spread_of_the_totals_is_that_of_the_class(bank):
    records = some_class(bank, 30)
    totals = [sum(points for points in each.points.values() if points) for each in records]
    found = analysed(bank, records).totals
    assert found.deviation == pytest.approx(stdev(totals)) and found.deviation > 1
    assert (found.lowest, found.highest) == pytest.approx((min(totals), max(totals)))


def test_typed_answers_stand_the_right_ones_first_then_by_how_many_gave_them(bank):
    found = analysed(bank, some_class(bank, 30))
    for name in ("demo-dose", "demo-word"):
        answers = item(found, name).choices
        order = [(not each.right, -each.count) for each in answers]
        assert order == sorted(order) and len({each.count for each in answers}) > 1
    for choice in item(found, "demo-one").choices:
        assert (choice.weakest, choice.best) == (choice.thirds[0], choice.thirds[2])


@pytest.mark.parametrize(
    ("possible", "bars", "last"),
    [(6, 12, 6), (6.5, 7, 7), (12, 12, 12), (13, 7, 14), (24, 12, 24), (1300, 12, 1300)],
)
def test_the_totals_fall_into_at_most_twelve_bars_of_round_width(possible, bars, last):
    earned = [0.3, possible / 2, possible, possible + 1]
    records = [ResponseRecord(f"s{n}", {"code": each}, {}) for n, each in enumerate(earned)]
    found = analyse("demo", {"code": possible}, {}, records).totals
    assert len(found.counts) == bars and len(found.edges) == bars + 1
    assert (found.edges[0], found.edges[-1]) == pytest.approx((0, last))
    assert sum(found.counts) == 4
    assert found.counts[-1] == 2, "more than there is joins the last bar"


@pytest.mark.parametrize(
    ("right", "weakest", "best", "said"),
    [
        (False, 0, 4, False),  # half of eight
        (False, 0, 5, True),
        (True, 3, 3, True),
        (True, 2, 3, False),
        (True, 9, 4, False),
    ],
)
def test_a_tick_is_odd_if_most_of_the_best_differ_from_the_key(bank, right, weakest, best, said):
    choice = Choice("a", "First", right, 20, (weakest, 5, best))
    assert bool(list(odd_choices(bank.by_id["demo-many"], [choice], best=8))) == said


@pytest.mark.parametrize("right", [True, False])
def test_of_one_student_alone_nothing_is_said_of_the_question(bank, right):
    (one,) = some_class(bank, 1)
    alone = with_answers(bank, [one], "demo-true", lambda _: right)
    assert "earned" not in flags(bank, alone, "demo-true")
    assert "earned" in flags(bank, [*alone, *alone], "demo-true")
