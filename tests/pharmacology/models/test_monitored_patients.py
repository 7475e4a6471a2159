"""One patient, counts on set days, and a drug that ends with the first low one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imuran_edu.pharmacology.models.blood_counts import neutrophils, typical
from imuran_edu.pharmacology.models.cohort import People, Watch, follow, people
from imuran_edu.pharmacology.models.metabolites import DosingHistory, course, steps
from imuran_edu.pharmacology.models.monitored_patients import (
    Schedule,
    count_days,
    outcomes,
    watched,
)
from imuran_edu.pharmacology.models.parameters import Phenotype
from tests.pharmacology.measures import mean_days_below

DAYS = 182
NORMAL, INTERMEDIATE, POOR = Phenotype.NORMAL, Phenotype.INTERMEDIATE, Phenotype.POOR


def steady(dose: float, allopurinol: bool = False) -> DosingHistory:
    return course(np.full(DAYS, dose), allopurinol)


def watch(schedule: Schedule) -> Watch:
    return Watch(count_days(schedule, DAYS))


def test_the_days_of_every_schedule_in_half_a_year() -> None:
    assert count_days(Schedule.NONE, DAYS) == ()
    assert count_days(Schedule.US, DAYS) == (7, 14, 21, 28, 42, 56, 70, 84, 112, 140, 168)
    assert count_days(Schedule.UK, DAYS) == (14, 28, 42, 70, 98, 126)
    assert count_days(Schedule.EU, DAYS) == (7, 14, 21, 28, 35, 42, 49, 56, 140)
    assert count_days(Schedule.MONTHLY, DAYS) == (28, 56, 84, 112, 140, 168)
    assert count_days(Schedule.TWELVE_WEEKLY, DAYS) == (84, 168)


@pytest.mark.parametrize("schedule", Schedule)
def test_a_count_on_the_last_day_is_due_and_none_after_it(schedule: Schedule) -> None:
    long = count_days(schedule, 364)
    for last in (27, 28, 84):
        assert count_days(schedule, last) == tuple(day for day in long if day <= last)


def test_who_stays_above_the_limit_is_counted_to_the_end_and_never_stopped() -> None:
    found = watched(steady(2), watch(Schedule.US))
    assert found.stopped is None
    assert found.counted == count_days(Schedule.US, DAYS)
    assert np.array_equal(found.counts, neutrophils(steady(2)))
    assert found.first_day_below(1.5) is None
    assert found.days_below(1.5) == 0


def test_nobody_counts_so_nothing_stops_the_fall() -> None:
    found = watched(steady(1.5), watch(Schedule.NONE), nudt15=POOR)
    assert (found.stopped, found.counted) == (None, ())
    assert np.array_equal(found.counts, neutrophils(steady(1.5), nudt15=POOR))


def test_the_first_count_below_the_limit_stops_the_drug() -> None:
    alone = neutrophils(steady(1.5), nudt15=POOR)
    found = watched(steady(1.5), watch(Schedule.EU), nudt15=POOR)
    assert found.stopped == 21
    assert found.counted == (7, 14, 21)
    assert alone[14] >= 1.5 > alone[21]
    assert np.array_equal(found.counts[:22], alone[:22])
    stopped = neutrophils(course(steps(DAYS, (0, 1.5), (21, 0.0))), nudt15=POOR)
    assert np.array_equal(found.counts, stopped)
    assert found.counts[-1] == pytest.approx(typical().baseline, rel=0.01)


def test_the_fall_goes_on_after_the_stop() -> None:
    found = watched(steady(2), watch(Schedule.US), nudt15=POOR)
    assert found.stopped == 14
    assert found.lowest_day > 14
    assert found.lowest < 0.5 < found.counts[14]


def test_what_lessons_and_questions_say_of_it() -> None:
    severe = {
        schedule: watched(steady(2), watch(schedule), nudt15=POOR).days_below(0.5)
        for schedule in Schedule
    }
    assert severe == {
        Schedule.NONE: 164,
        Schedule.US: 6,
        Schedule.UK: 6,
        Schedule.EU: 6,
        Schedule.MONTHLY: 19,
        Schedule.TWELVE_WEEKLY: 75,
    }
    slow = watched(steady(1.5), watch(Schedule.EU), nudt15=POOR)
    assert (slow.stopped, slow.lowest_day) == (21, 26)
    with_allopurinol = [
        watched(steady(2, True), watch(schedule), INTERMEDIATE).days_below(0.5)
        for schedule in (Schedule.US, Schedule.MONTHLY, Schedule.TWELVE_WEEKLY)
    ]
    assert with_allopurinol == [0, 16, 72]
    assert watched(steady(2), watch(Schedule.US), nudt15=POOR).lowest == pytest.approx(
        0.39, abs=0.005
    )


def test_the_limit_of_the_watch_counts() -> None:
    strict = watched(steady(2), Watch(count_days(Schedule.US, DAYS), limit=4.0))
    assert strict.stopped == 14
    assert strict.counts[14] < 4.0 <= strict.counts[7]


def test_days_in_any_order_and_beyond_the_course() -> None:
    found = watched(steady(1.5), Watch((400, 28, 21, 28, -7)), nudt15=POOR)
    assert found.counted == (21,)
    assert watched(steady(1), Watch((400, 28, 28, -7))).counted == (28,)


def test_a_count_on_the_last_day_changes_nothing_any_more() -> None:
    found = watched(steady(1.5), Watch((DAYS,)), nudt15=POOR)
    assert found.stopped == DAYS
    assert np.array_equal(found.counts, neutrophils(steady(1.5), nudt15=POOR))


@settings(max_examples=25, deadline=None)
@given(
    dose=st.integers(0, 30),
    tpmt=st.sampled_from([NORMAL, INTERMEDIATE]),
    nudt15=st.sampled_from([NORMAL, INTERMEDIATE, POOR]),
    schedule=st.sampled_from(list(Schedule)),
)
def test_one_patient_is_a_cohort_of_one(
    dose: int, tpmt: Phenotype, nudt15: Phenotype, schedule: Schedule
) -> None:
    who = typical()
    one = People(np.ones(1), np.ones(1), np.array([who.baseline]), np.array([who.transit_hours]))
    taken = steady(dose / 10)
    ours = watched(taken, watch(schedule), tpmt, nudt15)
    theirs = follow(one, taken, tpmt, nudt15, watch(schedule))
    assert ours.counts == pytest.approx(theirs.counts[:, 0], abs=1e-3)
    assert ours.lowest == pytest.approx(theirs.nadirs()[0], abs=1e-3)
    assert ours.days_below(0.5) == pytest.approx(mean_days_below(theirs, 0.5), abs=1)


@settings(max_examples=40, deadline=None)
@given(
    dose=st.integers(0, 30),
    tpmt=st.sampled_from(list(Phenotype)),
    nudt15=st.sampled_from(list(Phenotype)),
    allopurinol=st.booleans(),
    schedule=st.sampled_from(list(Schedule)),
)
def test_every_setting_gives_counts_that_are_numbers(
    dose: int, tpmt: Phenotype, nudt15: Phenotype, allopurinol: bool, schedule: Schedule
) -> None:
    found = watched(steady(dose / 10, allopurinol), watch(schedule), tpmt, nudt15)
    assert np.all(np.isfinite(found.counts))
    assert np.all(found.counts >= 0)
    if found.stopped is not None:
        assert found.counted[-1] == found.stopped
        assert found.counts[found.stopped] < 1.5
        assert all(found.counts[day] >= 1.5 for day in found.counted[:-1])


def test_outcomes_equal_following_everyone_twice() -> None:
    who, taken, plan = people(60), steady(2), watch(Schedule.US)
    free, counted = outcomes(who, taken, plan, POOR)
    alone, together = follow(who, taken, POOR), follow(who, taken, POOR, watch=plan)
    for ours, theirs in ((free, alone), (counted, together)):
        assert ours.lowest == pytest.approx(theirs.nadirs(), abs=1e-3)
        assert np.array_equal(ours.first_days, theirs.first_days_below(1.5), equal_nan=True)
        assert np.mean(ours.severe_days) == pytest.approx(mean_days_below(theirs, 0.5), abs=0.05)


def test_counts_shorten_deep_falls_more_than_they_prevent_them() -> None:
    who, taken = people(300), steady(2)
    monthly = outcomes(who, taken, watch(Schedule.MONTHLY), POOR)[1]
    free, weekly = outcomes(who, taken, watch(Schedule.EU), POOR)
    severe = [np.mean(each.severe_days) for each in (weekly, monthly, free)]
    assert 3 < severe[0] < 0.6 * severe[1]
    assert severe[1] < 0.25 * severe[2]
    assert 0.7 < np.mean(weekly.lowest < 0.5) / np.mean(free.lowest < 0.5) < 1


@pytest.mark.parametrize("schedule", [Schedule.NONE, Schedule.US])
def test_where_nobody_falls_both_outcomes_are_equal(schedule: Schedule) -> None:
    free, counted = outcomes(people(40), steady(0), watch(schedule))
    assert np.array_equal(free.lowest, counted.lowest)
    assert np.isnan(free.first_days).all()
    assert not free.severe_days.any()


def test_nobody_is_stopped_among_the_uncounted_however_deep_the_fall() -> None:
    who, taken = people(40), steady(3)
    free = outcomes(who, taken, watch(Schedule.US), POOR, POOR)[0]
    alone = follow(who, taken, POOR, POOR)
    assert free.lowest == pytest.approx(alone.nadirs(), rel=1e-9)
    assert np.array_equal(free.severe_days, np.sum(alone.counts < 0.5, axis=0))
