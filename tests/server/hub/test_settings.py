"""What an administrator sets, and one line for each thing that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.server.hub.settings import PLATFORM, read_settings
from tests.courses import ROOT

DUMMY = {"IMURAN_HUB_SIGN_IN": "dummy", "IMURAN_HUB_DUMMY_PASSWORD": "long enough to do"}


def test_good_settings_have_no_problem(environment: dict[str, str]) -> None:
    settings, problems = read_settings(environment)
    assert problems == []
    assert settings.banks == Path("/home/ada/imuran/quizzes/graded")
    assert settings.instructor_sign_in == {"ada@school.example", "4711"}
    assert settings.lti_name == "sub"
    assert settings.bind_url.startswith("http://127.0.0.1:")
    assert read_settings({**environment, **DUMMY})[1] == []


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("IMURAN_HUB_COURSE", "", "IMURAN_HUB_COURSE must be a folder's whole path"),
        ("IMURAN_HUB_COURSE", "course", "IMURAN_HUB_COURSE must be a folder's whole path"),
        ("IMURAN_HUB_EXCHANGE", "exchange", "IMURAN_HUB_EXCHANGE must be"),
        ("IMURAN_HUB_INSTRUCTOR", "", "IMURAN_HUB_INSTRUCTOR must name"),
        ("IMURAN_HUB_INSTRUCTOR", "--root", "IMURAN_HUB_INSTRUCTOR must name"),
        ("IMURAN_HUB_INSTRUCTOR_SIGN_IN", " , ", "IMURAN_HUB_INSTRUCTOR_SIGN_IN is missing"),
        ("IMURAN_HUB_IDLE_SECONDS", "soon", "IMURAN_HUB_IDLE_SECONDS must be"),
        ("IMURAN_HUB_IDLE_SECONDS", "5", "IMURAN_HUB_IDLE_SECONDS must be"),
        ("IMURAN_HUB_SIGN_IN", "pam", "IMURAN_HUB_SIGN_IN must be lti"),
        ("LTI13_JWKS_URL", "http://lms.example/jwks", "LTI13_JWKS_URL must begin with https://"),
        *((name, "", f"{name} is missing") for name in PLATFORM),
    ],
)
def test_each_that_is_wrong_is_one_line(
    environment: dict[str, str], name: str, value: str, complaint: str
) -> None:
    _, problems = read_settings({**environment, name: value})
    assert len(problems) == 1
    assert problems[0].startswith(complaint)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"IMURAN_HUB_BIND_URL": "http://:8000"}, "lets anyone be anyone"),
        ({"IMURAN_HUB_BIND_URL": "http://0.0.0.0:8000"}, "lets anyone be anyone"),
        ({"IMURAN_HUB_BIND_URL": "http://hub.school.example"}, "lets anyone be anyone"),
        ({"IMURAN_HUB_DUMMY_PASSWORD": ""}, "at least 12 characters"),
        ({"IMURAN_HUB_DUMMY_PASSWORD": "short"}, "at least 12 characters"),
    ],
)
def test_the_sign_in_for_trying_out_stays_on_this_machine(
    environment: dict[str, str], changes: dict[str, str], complaint: str
) -> None:
    _, problems = read_settings({**environment, **DUMMY, **changes})
    assert len(problems) == 1
    assert complaint in problems[0]


NAMES = ["IMURAN_HUB_COURSE", "IMURAN_HUB_INSTRUCTOR", "IMURAN_HUB_BIND_URL", *PLATFORM]


@given(
    st.dictionaries(st.sampled_from(NAMES), st.one_of(st.text(), st.just("http://["))),
    st.sampled_from(["dummy", "lti"]),
)
def test_nothing_that_can_be_set_raises(values: dict[str, str], sign_in: str) -> None:
    platform = dict.fromkeys(PLATFORM, "https://lms.example")
    read_settings({**platform, **values, "IMURAN_HUB_SIGN_IN": sign_in})


def test_the_example_names_settings_that_are_read_and_holds_no_secret() -> None:
    text = (ROOT / "course" / "hub" / "hub.env.example").read_text(encoding="utf-8")
    lines = [line.lstrip("# ") for line in text.splitlines() if "=" in line]
    names = dict(line.split("=", 1) for line in lines if line[0].isupper())
    source = (ROOT / "src" / "imuran_edu" / "server" / "hub" / "settings.py").read_text(
        encoding="utf-8"
    )
    for name, value in names.items():
        assert f'"{name.removeprefix("IMURAN_HUB_")}"' in source, name
        assert "PASSWORD" not in name or value == "", name
    assert {*PLATFORM, "IMURAN_HUB_COURSE", "IMURAN_HUB_INSTRUCTOR"} <= names.keys()
