"""A graded session: it saves, opens stages, notices edits, and never tells what is right."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imuran_edu.answers import Entry, Store, read_responses
from imuran_edu.answers.responses_file import clean
from imuran_edu.questions import public_view
from imuran_edu.widgets.session import Session
from tests.examples import ANSWERS, bank, question
from tests.json_values import json_values
from tests.widgets.kit import Page, graded


def stored(folder: Path) -> dict[str, Any]:
    responses, problem = read_responses(folder / "responses.json")
    assert problem == ""
    return {name: entry.answer for name, entry in responses.answers.items()}


def full_disk(*_: object) -> NoReturn:
    raise OSError(28, "No space left on device")


def test_an_answer_is_saved_and_said_to_be(tmp_path: Path) -> None:
    page = graded(tmp_path)
    assert page.session.state("ex-single")["saved"] is None
    (said,) = page.send("answer", "ex-single", answer="b")
    assert (said["type"], said["id"], said["message"]) == ("saved", "ex-single", "")
    assert said["saved"] == page.session.state("ex-single")["saved"]
    assert stored(tmp_path) == {"ex-single": "b"}


def test_every_answer_is_back_after_a_restart(tmp_path: Path) -> None:
    page = graded(tmp_path)
    for name, answers in ANSWERS.items():
        page.send("answer", name, answer=answers.right[0])
    page.send("hint", "ex-single")
    again = graded(tmp_path).session
    assert again.states == page.session.states
    assert {name: again.state(name)["answer"] for name in ANSWERS} == {
        name: answers.right[0] for name, answers in ANSWERS.items()
    }
    assert again.seed == page.session.seed


def test_a_session_never_tells_whether_an_answer_is_right(tmp_path: Path) -> None:
    """Right and wrong answers bring the very same words, and no secret of the bank."""

    def told(answer: Any, name: str, folder: Path) -> str:
        page = graded(folder)
        heard = [*page.send("answer", name, answer=answer)]
        heard += page.send("check", name, answer=answer)
        heard += page.send("retry", name)
        text = json.dumps([heard, page.session.state(name)], default=str)
        assert "SECRET" not in text
        state = page.session.state(name)
        assert state["feedback"] is None
        return json.dumps({**state, "answer": None, "saved": None, "parts": None})

    for name, answers in ANSWERS.items():
        if name == "ex-case":
            continue
        right = told(answers.right[0], name, tmp_path / f"{name}-right")
        wrong = told(answers.wrong[0], name, tmp_path / f"{name}-wrong")
        assert right == wrong, name


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path) -> None:
    for name in ANSWERS:
        for kind in ("right", "wrong"):
            (tmp_path / f"{name}-{kind}").mkdir()


def test_hints_come_one_at_a_time_and_no_further(tmp_path: Path) -> None:
    page = graded(tmp_path)
    assert page.session.state("ex-single")["hints"] == []
    shown = []
    for _ in range(4):
        page.send("hint", "ex-single")
        (state,) = page.of("state")
        shown.append(state["state"]["hints"])
    first, second = "<p>It lies on the right.</p>\n", "<p>It is the largest gland.</p>\n"
    assert shown == [[first], [first, second], [first, second], [first, second]]
    assert graded(tmp_path).session.state("ex-single")["hints"] == [first, second]


def test_an_emptied_answer_is_no_answer(tmp_path: Path) -> None:
    page = graded(tmp_path)
    page.send("answer", "ex-word", answer="kinase")
    page.send("answer", "ex-word", answer="  ")
    state = page.session.state("ex-word")
    assert (state["answer"], state["saved"]) == (None, None)


@pytest.mark.parametrize(
    ("answer", "says"), [("10,5", "comma"), ("12 mg", "does not measure mg/day"), ("12", "")]
)
def test_a_number_that_cannot_be_read_is_told_at_once(
    tmp_path: Path, answer: str, says: str
) -> None:
    page = graded(tmp_path)
    page.send("answer", "ex-number", answer=answer)
    message = page.session.state("ex-number")["message"]
    assert says in message if says else message == ""
    assert bool(page.of("state")) == bool(says)
    assert stored(tmp_path) == {"ex-number": answer}


def test_the_stages_of_a_case_open_in_order(tmp_path: Path) -> None:
    page = graded(tmp_path)
    assert page.session.state("ex-case")["open_stages"] == 1
    answer: dict[str, Any] = {}
    opened = []
    for part, given_answer in (
        ("ex-case-3", "k"),  # of a later stage: it opens nothing
        ("ex-case-1", True),
        ("ex-case-2", " "),
        ("ex-case-2", "9 g"),
    ):
        answer = {**answer, part: given_answer}
        page.send("answer", "ex-case", answer=answer)
        opened.append(page.session.state("ex-case")["open_stages"])
        assert bool(page.of("state")) == (opened[-1] == 2)
    assert opened == [1, 1, 1, 2]
    parts = page.session.state("ex-case")["parts"]
    assert [parts[f"ex-case-{n}"]["answer"] for n in (1, 2, 3)] == [True, "9 g", "k"]


def test_a_question_edited_since_is_noticed(tmp_path: Path) -> None:
    old = Page(Session([public_view(question("ex-single"))], Store(tmp_path)))
    old.send("answer", "ex-single", answer="b")
    assert not old.session.state("ex-single")["changed"]
    edited = public_view(question("ex-single", stem="Which organ, again?"))
    new = Page(Session([edited], Store(tmp_path)))
    assert new.session.state("ex-single")["changed"]
    assert new.session.state("ex-single")["answer"] == "b"
    new.send("answer", "ex-single", answer="a")
    (state,) = new.of("state")
    assert state["state"]["changed"] is False
    mended = public_view(question("ex-single", stem="Which organ, again?", key="a", rationale="x"))
    assert not Session([mended], Store(tmp_path)).state("ex-single")["changed"]


def test_a_full_disk_is_told_until_it_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = graded(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_disk)
        page.send("answer", "ex-single", answer="b")
        (saved,), (notice,) = page.of("saved"), page.of("notice")
        assert saved["saved"] is None
        assert "No space left on device" in saved["message"]
        assert notice["notice"] == {"level": "error", "text": saved["message"]}
        assert page.session.state("ex-single")["answer"] == "b"
        page.send("answer", "ex-true", answer=True)
        assert page.of("saved")[0]["saved"] is None
        page.send("save-again")
        assert page.of("notice")[0]["notice"]["level"] == "error"
        assert page.session.notice["level"] == "error"
    page.send("save-again")
    assert {said["id"] for said in page.of("saved") if said["saved"]} == {"ex-single", "ex-true"}
    assert page.of("notice")[-1]["notice"] == {"level": "none", "text": ""}
    assert stored(tmp_path) == {"ex-single": "b", "ex-true": True}


def test_a_file_set_aside_is_told_and_stays_told(tmp_path: Path) -> None:
    (tmp_path / "responses.json").write_text("{")
    page = graded(tmp_path)
    assert page.session.notice["level"] == "warning"
    assert "is not JSON" in page.session.notice["text"]
    page.send("answer", "ex-single", answer="b")
    (notice,) = page.of("notice")
    assert "It was kept as responses-damaged-" in notice["notice"]["text"]
    page.send("answer", "ex-single", answer="a")
    assert page.session.notice == notice["notice"]


def test_a_graded_quiz_has_no_new_start(tmp_path: Path) -> None:
    page = graded(tmp_path)
    page.send("answer", "ex-single", answer="b")
    assert page.send("restart") == []
    assert stored(tmp_path) == {"ex-single": "b"}


NAMES = [each.id for each in bank().questions]
GARBAGE = st.one_of(
    json_values,
    st.fixed_dictionaries(
        {
            "type": st.one_of(
                st.sampled_from(["answer", "check", "hint", "retry", "restart", "save-again"]),
                json_values,
            )
        },
        optional={
            "id": st.one_of(st.sampled_from(NAMES), json_values),
            "part": st.one_of(
                st.sampled_from(["ex-case-1", "ex-case-3", "ex-single"]), json_values
            ),
            "answer": json_values,
        },
    ),
)


@settings(max_examples=60)
@given(st.lists(GARBAGE, max_size=5))
def test_no_message_raises(tmp_path: Path, messages: list[Any]) -> None:
    page = graded(tmp_path)
    for message in messages:
        page.session.receive(message, page.heard.append)
    assert set(page.session.states) == set(NAMES)
    page.send("answer", "ex-single", answer="b")
    assert stored(tmp_path)["ex-single"] == "b"
    again = graded(tmp_path).session
    assert {name: again.entries[name].answer for name in again.entries} == {
        name: clean(entry.answer) for name, entry in page.session.entries.items()
    }
    assert isinstance(again.entries["ex-single"], Entry)
