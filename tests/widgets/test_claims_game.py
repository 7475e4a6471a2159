"""The claims as a game: questions made from the register, whose keys are its verdicts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from imuran_edu import claims_game
from imuran_edu.core import find_data
from imuran_edu.core.lesson_cells import calls_of
from imuran_edu.evidence import Verdict
from imuran_edu.questions import score, version
from imuran_edu.widgets import quiz_widget
from imuran_edu.widgets.claims_game import MODE, claim_questions, claims_page
from imuran_edu.widgets.evidence_views import VERDICTS, register
from imuran_edu.widgets.lesson_page import lesson_page
from imuran_edu.widgets.lesson_session import lesson_session


def test_every_claim_of_the_course_becomes_a_question_whose_key_is_our_verdict() -> None:
    claims = register().claims
    asked = claim_questions(*claims)
    assert len(asked) == len(claims)
    for each, claim in zip(asked, claims.values(), strict=True):
        offered = {option["id"]: option["text"] for option in each.public["options"]}
        assert list(offered.values()) == [VERDICTS[verdict] for verdict in Verdict]
        right = each.question.right_answer()
        assert offered[right] == VERDICTS[claim.verdict]
        assert score(each.question, right).status == "right"
        assert each.question.predict, "nothing is earned by it"
        assert "key" not in each.public and claim.reason not in json.dumps(each.public)
    assert len({version(each.public) for each in asked}) == len(claims)


def test_the_page_has_the_reason_and_the_passage() -> None:
    (view,) = claims_page(claim_questions("D1-042"), "1")
    claim = register().claims["D1-042"]
    assert view["predict"] is True and view["id"] == "claim-d1-042"
    assert VERDICTS[claim.verdict] in view["key"]["evidence"]
    chosen = {name: note for name, note in view["key"]["data"]["notes"].items() if note}
    assert len(chosen) == len(Verdict) - 1, "each other verdict says what it would have asked for"


def test_an_unknown_claim_is_named() -> None:
    with pytest.raises(ValueError, match="unknown claims: D9-001"):
        claims_game("D1-042", "D9-001")


def test_the_call_and_the_page_of_a_lesson_show_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(quiz_widget, "show", lambda *given: seen.append(given))
    claims_game("D1-042", "D1-052")
    ((session, questions, mode, title, _),) = seen
    assert (mode, list(session.views)) == (MODE, ["claim-d1-042", "claim-d1-052"])
    cell = {
        "cell_type": "code",
        "id": "game",
        "metadata": {},
        "source": 'claims_game("D1-042", "D1-052")',
    }
    notebook = {"metadata": {"imuran_edu": {"lesson": "x"}}, "cells": [cell]}
    page = lesson_page(notebook, tmp_path)
    assert page is not None
    (drawn,) = page["cells"]
    assert drawn["kind"] == "quiz" and drawn["quiz"]["mode"] == mode
    assert drawn["quiz"]["title"] == title
    assert [each["id"] for each in drawn["quiz"]["questions"]] == [q["id"] for q in questions]


def test_every_lesson_with_a_table_has_a_game_of_its_weightiest_claims() -> None:
    claims = register().claims
    for path in sorted(find_data("notebooks").glob("[01]*.ipynb"))[1:]:
        games = [args for name, args in calls_of(path) if name == "claims_game"]
        assert len(games) == 1, path.name
        assert 6 <= len(games[0]) <= 8
        assert all(claims[name].priority in "HM" for name in games[0]), path.name


def test_judgements_are_kept_without_a_kernel_too(tmp_path: Path) -> None:
    path = next(find_data("notebooks").glob("01_*.ipynb"))
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    views = lesson_session(copy).views
    named = [args for name, args in calls_of(path) if name == "claims_game"]
    assert {f"claim-{claim.lower()}" for claim in named[0]} <= views.keys()
    assert "mech-x01" in views, "and predictions"
