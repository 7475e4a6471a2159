"""The progress file is whole or refused, and two places become one by stated rules."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.answers import Entry
from imuran_edu.answers.attempt_columns import pack, unpack
from imuran_edu.answers.attempts import Attempt
from imuran_edu.answers.merge import BY_CODE, ByCode, add_code, by_code, merge
from imuran_edu.answers.progress_file import RefusedError, read_progress, write_progress

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(minutes: int) -> str:
    return (NOW - timedelta(minutes=minutes)).isoformat(timespec="microseconds")


entries = st.builds(
    Entry,
    st.one_of(st.none(), st.text(max_size=8), st.lists(st.text(max_size=3), max_size=3)),
    st.text("0123456789abcdef", max_size=12),
    st.integers(1, 10_000).map(at),
    st.lists(st.text(max_size=5), max_size=2).map(tuple),
    st.dictionaries(st.text(max_size=5), st.integers(0, 9), max_size=2),
)
names = st.sampled_from([f"mech-p{n:02}" for n in range(12)])
many = st.dictionaries(names, entries, min_size=1)


@given(many)
def test_a_file_gives_back_what_went_in(answers: dict[str, Entry]) -> None:
    file = read_progress(write_progress(answers, NOW), NOW)
    assert file.answers == answers
    assert file.made.startswith("2026-11-22T12:00:00")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    )
)
def test_whatever_is_dropped_is_refused_in_one_line(value: Any) -> None:
    with pytest.raises(RefusedError) as refused:
        read_progress(json.dumps(value), NOW)
    assert "\n" not in str(refused.value)
    assert "Nothing here was changed." in str(refused.value)


@given(many, st.data())
def test_a_changed_character_never_passes_as_an_answer(
    answers: dict[str, Entry], data: st.DataObject
) -> None:
    text = write_progress(answers, NOW)
    start = text.index('"digest"')
    place = data.draw(st.integers(start, len(text) - 2))
    other = data.draw(st.sampled_from('abcXYZ019 {}[]",'))
    broken = text[:place] + other + text[place + 1 :]
    with suppress(RefusedError):
        assert read_progress(broken, NOW).answers == answers  # white space, say


def good(**changes: Any) -> str:
    data = json.loads(write_progress({"mech-p01": Entry("b", "v", at(5))}, NOW))
    return json.dumps({**data, **changes})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no progress file, or only a part"),
        (good()[:-40], "no progress file, or only a part"),
        ("[" * 100_000, "no progress file, or only a part"),
        ('{"schema": NaN}', "no progress file, or only a part"),
        ("x" * 4_000_001, "larger than any progress file"),
        ('{"cells": [], "nbformat": 4}', "not written by this course"),
        (good(schema="imuran-edu/responses"), "press 'Download my progress'"),
        (good(version=2), "newer version of the course"),
        (good(version=0), "not written by this course"),
        (good(version=True), "not written by this course"),
        (good(digest="0"), "damaged or changed"),
        (good(answers={"mech-p01": {"answer": "c"}}), "damaged or changed"),
        (good(answers=None), "damaged or changed"),
        (write_progress({}, NOW), "holds no answers"),
    ],
)
def test_each_refusal_says_why_and_what_to_do(text: str, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        read_progress(text, NOW)


def test_a_clock_that_was_ahead_wins_only_until_now() -> None:
    ahead = Entry("b", saved=(NOW + timedelta(days=900)).isoformat())
    odd = Entry("c", saved="zzzz")
    file = read_progress(write_progress({"q-1": ahead, "q-2": odd}, NOW), NOW)
    assert file.answers["q-1"].saved == at(0)
    assert file.answers["q-2"].saved == ""


def test_a_clock_here_that_was_ahead_does_not_shut_a_file_out() -> None:
    ahead = Entry("a", saved=(NOW + timedelta(days=900)).isoformat())
    brought = Entry("b", saved=at(-5))
    assert merge({"q-1": ahead}, {"q-1": brought}).kept == 1
    outcome = merge({"q-1": ahead}, {"q-1": brought}, NOW.isoformat(timespec="microseconds"))
    assert (outcome.answers["q-1"], outcome.renewed) == (brought, 1)


@given(many, many)
def test_of_two_answers_the_later_stays_whole(
    here: dict[str, Entry], brought: dict[str, Entry]
) -> None:
    outcome = merge(here, brought)
    assert set(outcome.answers) == {*here, *brought}
    for name, entry in outcome.answers.items():
        sides = [side[name] for side in (here, brought) if name in side]
        assert entry in sides
        assert entry.saved == max(side.saved for side in sides)
    assert merge(brought, here).answers == outcome.answers
    assert outcome.changed == (outcome.answers != here)
    assert not merge(outcome.answers, brought).changed


@given(many, many, many)
def test_the_order_of_places_does_not_matter(
    one: dict[str, Entry], two: dict[str, Entry], three: dict[str, Entry]
) -> None:
    # no two answers at the same microsecond: there the place itself decides
    sides = [
        {name: replace(each, saved=f"{each.saved}{place}") for name, each in side.items()}
        for place, side in enumerate((one, two, three))
    ]
    a, b, c = sides
    left = merge(merge(a, b).answers, c).answers
    assert left == merge(merge(c, a).answers, b).answers
    assert left == merge(a, merge(b, c).answers).answers


def test_an_old_file_does_not_bring_back_what_was_cleared() -> None:
    cleared = {"mech-p01": Entry(None, saved=at(1))}
    outcome = merge(cleared, {"mech-p01": Entry("b", saved=at(60))})
    assert outcome.answers == cleared
    assert (outcome.changed, outcome.kept) == (False, 1)


def test_what_codes_brought_is_added_up() -> None:
    here = add_code({}, ByCode(frozenset({"mech-p01"}), frozenset({"mechanism"}), saved=at(9)))
    there = add_code({}, ByCode(frozenset({"dose-p01"}), once=frozenset({"ind-p01"}), saved=at(3)))
    both = by_code(merge(here, there).answers)
    assert (both.mastered, both.done) == ({"mech-p01", "dose-p01"}, {"mechanism"})
    assert (both.once, both.saved) == ({"ind-p01"}, at(3))
    assert merge(here, there).answers == merge(there, here).answers
    assert not merge(merge(here, there).answers, here).changed
    odd = by_code({BY_CODE: Entry({"mastered": [1, "a"], "done": "no"})})
    assert (odd.mastered, odd.once, odd.done) == (set(), {"a"}, set())


def test_what_came_is_counted() -> None:
    here = {
        "mech-p01": Entry("a", saved=at(9)),
        "mech-p02": Entry("a", saved=at(5)),
        "mech-p03": Entry("a", saved=at(5)),
        BY_CODE: Entry({"mastered": ["mech-p09"], "done": []}, saved=at(5)),
    }
    brought = {
        "mech-p01": Entry("b", saved=at(3)),
        "mech-p02": Entry("b", saved=at(8)),
        "mech-p03": Entry("a", saved=at(5)),
        "mech-p04": Entry("b", saved=at(1)),
        "mech-p05": Entry("b", saved=at(1)),
        BY_CODE: Entry({"mastered": ["mech-p09"], "done": []}, saved=at(1)),
    }
    found = merge(here, brought)
    assert (found.added, found.renewed, found.kept, found.changed) == (2, 1, 1, True)
    code = Entry({"mastered": ["mech-p08"], "done": []}, saved=at(1))
    found = merge(here, {BY_CODE: code})
    assert (found.added, found.renewed, found.kept, found.changed) == (0, 1, 0, True)
    found = merge(here, dict(here))
    assert (found.added, found.renewed, found.kept, found.changed) == (0, 0, 0, False)
    assert merge(here, {"mech-p04": Entry("b")}).changed


ATTEMPTS = [
    Attempt(
        f"2026-11-{day:02}T10:00:00Z", f"2026-11-{day:02}", "mech-p01", 1, version="0123456789ab"
    )
    for day in range(1, 9)
]


def test_attempts_travel_in_the_file() -> None:
    answers = {"mech-p01": Entry("b", "v", at(5))}
    text = write_progress(answers, NOW, ATTEMPTS)
    assert read_progress(text, NOW).attempts == tuple(ATTEMPTS)
    assert read_progress(write_progress({}, NOW, ATTEMPTS), NOW).answers == {}
    data = json.loads(text)
    for damaged in (data["attempts"][:-8], "zzzz", 7, "A" + data["attempts"][1:]):
        with pytest.raises(RefusedError, match="damaged or changed"):
            read_progress(json.dumps({**data, "attempts": damaged}), NOW)


@given(
    st.lists(
        st.tuples(st.integers(1, 4_000), st.integers(0, 230), st.sampled_from([0, 0.5, 1])),
        max_size=60,
    )
)
def test_packed_attempts_come_back(rows: list[tuple[int, int, float]]) -> None:
    moment = NOW
    made = []
    for gap, number, share in rows:
        moment += timedelta(seconds=gap)
        time = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        day = str((moment + timedelta(hours=5)).date())
        made.append(
            Attempt(time, day, f"q-{number}", share, hint=number % 2 == 0, seconds=gap % 600)
        )
    assert unpack(pack(made)) == tuple(made)


def test_twenty_thousand_attempts_take_at_most_200_kb() -> None:
    """As they arise: some fifty a day in sessions, over 231 questions, times by the second."""
    chance = random.Random(7)
    moment = NOW - timedelta(days=400)
    made = []
    while len(made) < 20_000:
        moment += timedelta(hours=chance.uniform(8, 30))
        for _ in range(chance.randint(20, 80)):
            seconds = int(chance.lognormvariate(3.5, 0.7))
            moment += timedelta(seconds=seconds + chance.randint(3, 40))
            flags = {name: chance.random() < 0.15 for name in ("hint", "shown", "unsure")}
            share = chance.choice([1, 1, 1, 0, 0, round(chance.random(), 2)])
            question = f"{chance.choice(['mech', 'mon', 'dose'])}-p{chance.randint(1, 77):02}"
            version = f"{hash(question) % 16**12:012x}"
            line = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
            made.append(
                Attempt(line, line[:10], question, share, seconds=seconds, version=version, **flags)
            )
    text = write_progress({}, NOW, made[:20_000])
    assert len(text.encode()) <= 200_000
    assert read_progress(text, NOW).attempts == tuple(made[:20_000])
