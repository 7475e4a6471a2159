"""A system account for each name of the platform, and never one for two people."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pwd", reason="this system has no accounts of that kind")

from imuran_edu.server.hub.accounts import AccountError, account_name, prepare_account
from imuran_edu.server.hub.settings import Settings, read_settings

SETTINGS = read_settings(
    {
        "IMURAN_HUB_COURSE": "/home/ada/imuran/course",
        "IMURAN_HUB_INSTRUCTOR": "ada",
        "IMURAN_HUB_INSTRUCTOR_SIGN_IN": "Prof. Ada,4711",
        "IMURAN_HUB_GROUP": "root",
    }
)[0]
names = st.one_of(
    st.text(min_size=1),
    st.from_regex(r"[a-z][a-z0-9-]{2,30}", fullmatch=True),
    st.from_regex(r"s-[0-9a-f]{20}", fullmatch=True),
    st.from_regex(r"[A-Za-z.]{1,8}@[a-z.]{1,8}", fullmatch=True),
)


@pytest.fixture
def settings() -> Settings:
    return SETTINGS


@given(names)
def test_any_name_gives_one_that_an_account_may_have(name: str) -> None:
    account = account_name(SETTINGS, name)
    assert re.fullmatch(r"[a-z][a-z0-9-]{2,30}", account)
    assert account == account_name(SETTINGS, name)
    assert account == account.lower()  # JupyterHub makes names small: that must mix nobody up


@given(names, names)
def test_two_people_never_share_an_account(one: str, other: str) -> None:
    if one != other and not {one, other} <= SETTINGS.instructor_sign_in:
        assert account_name(SETTINGS, one) != account_name(SETTINGS, other)


def test_digests_cannot_be_asked_for(settings: Settings) -> None:
    account = account_name(settings, "Ann@School.example")
    assert account_name(settings, account) != account


def test_instructors_share_the_account_of_the_course(settings: Settings) -> None:
    assert {account_name(settings, name) for name in settings.instructor_sign_in} == {"ada"}
    assert account_name(settings, "ada") != "ada"  # the account's name is nobody's sign-in


@pytest.mark.parametrize("name", ["root", "daemon", "nobody"])
def test_an_account_that_is_no_students_opens_to_nobody(settings: Settings, name: str) -> None:
    with pytest.raises(AccountError, match="not one of a student"):
        prepare_account(settings, name)


@pytest.mark.parametrize("name", ["", "-x", "--root=/tmp", "a b", "Bea", "../bea", "a" * 40, "ab"])
def test_no_account_is_made_for_a_name_that_could_be_something_else(
    settings: Settings, name: str
) -> None:
    with pytest.raises(AccountError, match="a name has"):
        prepare_account(settings, name)
