"""Of due dates, a student's server is told its own student's alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from imuran_edu.core.dates_file import OWN_DATES, dates_for_page, to_json
from imuran_edu.grading.deadlines import load_deadlines
from imuran_edu.server.hub import own_dates, read_settings

DATES = """\
zone: Europe/Berlin
late_days: 2
sections: {monday: [cai]}
assignments:
  mechanism:
    due: 2026-11-22 23:59
    sections: {monday: 2026-11-20 23:59}
    students:
      bea: {due: 2026-11-25 23:59, reason: ill}
"""
BEAS = "2026-11-25T22:59:00Z"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "deadlines.yaml").write_text(DATES)
    return tmp_path


def told(course: Path, name: str) -> tuple[dict[str, str], str]:
    return own_dates(read_settings({"IMURAN_HUB_COURSE": str(course)})[0], name)


def test_each_server_is_told_its_own_students_dates(course: Path) -> None:
    assert told(course, "bea") == ({OWN_DATES: f'{{"mechanism": "{BEAS}"}}'}, "")
    assert told(course, "cai")[0][OWN_DATES] == '{"mechanism": "2026-11-20T22:59:00Z"}'
    assert told(course, "dee") == ({}, "")


def test_a_faulty_file_keeps_no_server_from_starting(course: Path) -> None:
    (course / "deadlines.yaml").write_text("zone: nowhere\n")
    mine, problem = told(course, "bea")
    assert mine == {} and "deadlines.yaml:1" in problem
    (course / "deadlines.yaml").unlink()
    assert told(course, "bea") == ({}, "")


def test_the_card_has_the_students_own_date(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dates = load_deadlines(course)
    assert dates is not None and dates_for_page(course) is None
    (course / "dates.json").write_text(to_json(dates.public("mechanism")))
    shown = dates_for_page(course)
    assert shown is not None and (shown["zone"], shown["own"]) == ("Europe/Berlin", "")
    for name, value in told(course, "bea")[0].items():
        monkeypatch.setenv(name, value)
    assert dates_for_page(course) == {**shown, "own": BEAS}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"mechanism": 7}', '{"mechanism": "soon"}'])
def test_a_damaged_setting_is_no_date(
    course: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    dates = load_deadlines(course)
    assert dates is not None
    (course / "dates.json").write_text(to_json(dates.public("mechanism")))
    monkeypatch.setenv(OWN_DATES, text)
    shown = dates_for_page(course)
    assert shown is not None and shown["own"] == ""
