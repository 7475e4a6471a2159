"""The kernel's side of a quiz: it keeps what the page sends, and says so when it is safe."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imuran_edu.answers import Store, read_responses
from imuran_edu.answers.responses_file import clean
from imuran_edu.questions import public_view, version
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
    said = page.save("ex-single", "b", hints={"ex-single": 1}, checked=["ex-single"])
    assert (said["type"], said["number"], said["problem"]) == ("saved", "p-1", "")
    entry = said["entries"]["ex-single"]
    assert (entry["answer"], entry["hints"]) == ("b", {"ex-single": 1})
    assert list(entry["checked"]) == ["ex-single"]
    assert entry["saved"] == page.session.entries["ex-single"].saved != ""
    assert stored(tmp_path) == {"ex-single": "b"}


def test_every_answer_is_back_after_a_restart(tmp_path: Path) -> None:
    page = graded(tmp_path)
    for name, answers in ANSWERS.items():
        page.save(name, answers.right[0])
    page.save("round-of-x", {"round": 2, "seed": 5})
    again = graded(tmp_path).session
    assert again.loaded["entries"] == page.session.loaded["entries"]
    assert again.entries["round-of-x"].answer == {"round": 2, "seed": 5}
    assert {name: again.entries[name].answer for name in ANSWERS} == {
        name: answers.right[0] for name, answers in ANSWERS.items()
    }
    assert again.seed == page.session.seed


def test_a_session_tells_nothing_but_what_was_sent(tmp_path: Path) -> None:
    page = graded(tmp_path)
    for name, answers in ANSWERS.items():
        page.save(name, answers.right[0], checked=[name])
        assert "SECRET" not in json.dumps(page.heard, default=str)


def test_what_belongs_to_no_question_here_is_not_kept(tmp_path: Path) -> None:
    page = graded(tmp_path)
    assert page.save("another-one", "b")["entries"] == {}
    assert not (tmp_path / "responses.json").exists()


def test_the_version_is_that_of_the_question_that_was_answered(tmp_path: Path) -> None:
    old = Page(Session([public_view(question("ex-single"))], Store(tmp_path)))
    before = old.save("ex-single", "b", version="made up")["entries"]["ex-single"]["version"]
    assert before == version(public_view(question("ex-single")))
    edited = public_view(question("ex-single", stem="Which organ, again?"))
    new = Page(Session([edited], Store(tmp_path)))
    hinted = new.save("ex-single", "b", hints={"ex-single": 1})
    assert hinted["entries"]["ex-single"]["version"] == before, "nothing was answered anew"
    assert new.save("ex-single", "a")["entries"]["ex-single"]["version"] == version(edited)


def test_a_full_disk_is_told_until_it_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = graded(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_disk)
        said = page.save("ex-single", "b")
        assert said["entries"] == {}
        assert "No space left on device" in said["problem"]
        assert page.save("ex-true", True)["problem"]
    assert page.save("ex-true", True)["problem"] == ""
    assert stored(tmp_path) == {"ex-single": "b", "ex-true": True}


def test_a_file_set_aside_is_told_and_stays_told(tmp_path: Path) -> None:
    (tmp_path / "responses.json").write_text("{")
    page = graded(tmp_path)
    assert page.session.notice["level"] == "warning"
    assert "is not JSON" in page.session.notice["text"]
    notice = page.save("ex-single", "b")["notice"]
    assert "It was kept as responses-damaged-" in notice["text"]
    assert page.save("ex-single", "a")["notice"] == notice


def test_a_page_that_asks_hears_what_others_saved(tmp_path: Path) -> None:
    page = graded(tmp_path)
    graded(tmp_path).save("ex-word", "TPMT")
    (said,) = page.send({"type": "load"})
    assert said["type"] == "changed"
    assert said["loaded"]["entries"]["ex-word"]["answer"] == "TPMT"


def test_what_stands_in_for_a_case_shows_the_stages_that_were_reached(tmp_path: Path) -> None:
    page = graded(tmp_path)
    opened = []
    answer: dict[str, Any] = {}
    for part, given_answer in (
        ("ex-case-3", "k"),  # of a later stage: it opens nothing
        ("ex-case-1", True),
        ("ex-case-2", " "),
        ("ex-case-2", "9 g"),
    ):
        answer = {**answer, part: given_answer}
        page.save("ex-case", answer)
        opened.append(page.session.shown_state("ex-case")["open_stages"])
    assert opened == [1, 1, 1, 2]


NAMES = [each.id for each in bank().questions]
ENTRY = st.one_of(
    json_values,
    st.fixed_dictionaries(
        {"answer": json_values},
        optional=dict.fromkeys(("version", "saved", "checked", "hints"), json_values),
    ),
)
ENTRIES = st.one_of(
    st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text()), ENTRY), json_values
)
GIVEN = st.one_of(st.dictionaries(st.sampled_from(NAMES), json_values), json_values)
GARBAGE = st.one_of(
    json_values,
    st.fixed_dictionaries(
        {"type": st.one_of(st.sampled_from(["save", "load", "export"]), json_values)},
        optional={
            "number": st.one_of(st.just("p-1"), json_values),
            "entries": ENTRIES,
            "parcel": st.one_of(
                st.fixed_dictionaries({}, optional={"entries": ENTRIES, "given": GIVEN}),
                json_values,
            ),
        },
    ),
)


@settings(max_examples=60)
@given(st.lists(GARBAGE, max_size=5))
def test_no_message_raises(tmp_path: Path, messages: list[Any]) -> None:
    page = graded(tmp_path)
    for message in messages:
        page.session.receive(message, page.heard.append)
    page.save("ex-single", "b")
    assert stored(tmp_path)["ex-single"] == "b"
    again = graded(tmp_path).session
    assert {name: again.entries[name].answer for name in again.entries} == {
        name: clean(entry.answer) for name, entry in page.session.entries.items()
    }
