"""Whose grade is sent, and whose stays as it is on the platform."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.core.account_names import account_of
from imuran_edu.grading.nbgrader.course import GradingError
from imuran_edu.grading.passback.plan import NEAR, Action, Member, plan_steps, users_of

points = st.none() | st.floats(0, 20).map(lambda value: round(value, 4))


def action(grade, there=None, sent=None, overwrite=(), user="7"):
    now = {} if there is None else {"ann": there}
    last = {} if sent is None else {"ann": sent}
    users = {"ann": user} if user else {}
    (step,) = plan_steps({"ann": grade}, users, now, last, overwrite)
    return step.action


@pytest.mark.parametrize(
    ("there", "sent", "expected"),
    [
        (None, None, Action.SEND),  # the first time
        (12, 12, Action.SEND),  # as it was sent, and regraded since
        (12.004, 12, Action.SEND),  # rounded there
        (15, None, Action.SAME),
        (15.005, 12, Action.SAME),  # whoever gave it
        (18, 12, Action.BY_HAND),
        (18, None, Action.BY_HAND),  # was there before anything was sent
        (None, 12, Action.BY_HAND),  # taken away there
        (0, 12, Action.BY_HAND),
    ],
)
def test_a_grade_that_was_changed_there_stays(there, sent, expected):
    assert action(15, there, sent) is expected


def test_it_gives_way_to_whoever_says_so():
    assert action(15, 18, 12, overwrite=["ann"]) is Action.OVERWRITE
    assert action(15, 18, 12, overwrite=["bob"]) is Action.BY_HAND
    assert action(15, 15, 12, overwrite=["ann"]) is Action.SAME


def test_who_is_no_member_gets_nothing():
    assert action(15, user="", overwrite=["ann"]) is Action.STRANGER


@given(grade=st.floats(0, 20), there=points, sent=points)
def test_nothing_is_replaced_that_was_not_sent(grade, there, sent):
    if action(grade, there, sent) is Action.SEND and there is not None:
        assert sent is not None and abs(there - sent) <= NEAR


def test_students_are_named_as_the_platform_or_the_hub_names_them():
    members = [Member("1", "ann-lee"), Member("2", "Bob@School.example"), Member("3", "")]
    bob = account_of("Bob@School.example")
    assert users_of(["ann-lee", bob, "cy", account_of("")], members[:2]) == {
        "ann-lee": "1",
        bob: "2",
    }
    assert bob.startswith("s-")


def test_two_members_of_one_name_stop_it():
    with pytest.raises(GradingError, match=r"two members .* set 'name' in lti\.yaml"):
        users_of(["ann"], [Member("1", "ann"), Member("2", "ann")])
