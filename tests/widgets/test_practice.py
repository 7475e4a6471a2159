"""A practice session: check, learn why, try again, start anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imuran_edu.answers import read_responses
from imuran_edu.widgets import practice as room
from imuran_edu.widgets import quiz
from tests.examples import ANSWERS
from tests.json_values import json_values
from tests.widgets.kit import Page, practice

NAMES = [name.replace("ex-", "pr-") for name in ANSWERS]


def right(name: str) -> Any:
    """Return a right answer to a question of the practice bank."""
    answer = ANSWERS[name.replace("pr-", "ex-")].right[0]
    return json.loads(json.dumps(answer).replace("ex-", "pr-"))


@pytest.fixture
def page(inside: Path) -> Page:
    return practice(inside.parent)


def reopened(inside: Path) -> Page:
    return practice(inside.parent)


def test_checking_tells_why_and_where_that_is_written(page: Page) -> None:
    page.send("check", "pr-single", answer="a")
    (said,) = page.of("state")
    shown = said["state"]["feedback"]
    assert (shown["status"], shown["headline"], shown["score"]) == (
        "wrong",
        "Not right",
        "0 of 1 point",
    )
    assert shown["parts"]["a"] == {"mark": "wrong", "html": "SECRET word on the spleen"}
    assert shown["parts"]["b"] == {"mark": "missed", "html": "SECRET word on the liver"}
    assert "SECRET rationale of the organ" in shown["rationale"]
    assert "D1, Body, line 1" in shown["evidence"]
    assert "<strong>holds</strong>" in shown["evidence"]
    assert "<b>" not in shown["evidence"]
    assert "https://example.org/label?a=1&amp;b=2" in shown["evidence"]


def test_the_reason_is_told_where_several_things_were_to_do(page: Page) -> None:
    page.send("check", "pr-net", answer=["a", "b"])
    (said,) = page.of("state")
    reason = "Of the options chosen, 1 right and 1 wrong."
    assert said["state"]["feedback"]["reason"] == reason
    page.send("check", "pr-single", answer="a")
    assert page.of("state")[0]["state"]["feedback"]["reason"] == ""


def test_what_is_put_right_is_shown_with_its_verdict(page: Page) -> None:
    page.send("check", "pr-true", answer=False)
    evidence = page.of("state")[0]["state"]["feedback"]["evidence"]
    assert "D1, Body, lines 2-3" in evidence
    assert "is contradicted" in evidence
    assert "The key rests on" in evidence


@pytest.mark.parametrize("name", NAMES)
def test_every_type_can_be_checked_and_tried_again(inside: Path, page: Page, name: str) -> None:
    if name == "pr-case":
        for part in right(name):
            page.send("check", name, part=part, answer=right(name))
            shown = page.session.state(name)["parts"][part]["feedback"]
            assert shown["status"] == "right"
        return
    page.send("check", name, answer=right(name))
    shown = page.session.state(name)["feedback"]
    assert (shown["status"], shown["headline"]) == ("right", "Right")
    again = reopened(inside)
    assert again.session.state(name) == page.session.state(name)
    again.send("retry", name)
    (said,) = again.of("state")
    assert (said["state"]["feedback"], said["state"]["message"]) == (None, "")
    assert again.session.state(name)["feedback"] is None
    assert again.session.state(name)["answer"] == right(name)
    assert reopened(inside).session.state(name)["feedback"] is None


def test_feedback_comes_before_the_saving(page: Page) -> None:
    heard = page.send("check", "pr-single", answer="b")
    assert [message["type"] for message in heard] == ["state", "saved"]


def test_answering_alone_tells_nothing(page: Page) -> None:
    heard = page.send("answer", "pr-single", answer="b")
    assert "SECRET" not in json.dumps(heard)
    assert page.session.state("pr-single")["feedback"] is None


@pytest.mark.parametrize(
    ("name", "answer", "says"),
    [
        ("pr-single", None, "Answer the question first"),
        ("pr-net", [], "Answer the question first"),
        ("pr-match", {"a": ""}, "Answer the question first"),
        ("pr-number", "10,5", "has a comma"),
        ("pr-single", "zz", "Answer the question first"),
    ],
)
def test_what_cannot_be_checked_is_not(page: Page, name: str, answer: Any, says: str) -> None:
    page.send("check", name, answer=answer)
    (said,) = page.of("state")
    assert says in said["state"]["message"]
    assert said["state"]["feedback"] is None
    assert "SECRET" not in json.dumps(page.heard)
    assert page.session.state(name)["feedback"] is None


def test_a_part_of_a_case_that_is_not_answered_says_so_in_its_place(page: Page) -> None:
    page.send("check", "pr-case", part="pr-case-2", answer={"pr-case-1": False})
    (said,) = page.of("state")
    assert "Answer the question first" in said["state"]["parts"]["pr-case-2"]["message"]
    assert said["state"]["parts"]["pr-case-1"]["message"] == ""


def test_a_stage_of_a_case_opens_when_the_one_before_was_checked(page: Page) -> None:
    answer = right("pr-case")
    page.send("answer", "pr-case", answer=answer)
    assert page.session.state("pr-case")["open_stages"] == 1
    page.send("check", "pr-case", part="pr-case-1", answer=answer)
    assert page.session.state("pr-case")["open_stages"] == 1
    page.send("check", "pr-case", part="pr-case-2", answer=answer)
    assert page.session.state("pr-case")["open_stages"] == 2
    parts = page.session.state("pr-case")["parts"]
    assert [bool(parts[f"pr-case-{n}"]["feedback"]) for n in (1, 2, 3)] == [True, True, False]


def test_hints_of_a_part(page: Page) -> None:
    page.send("hint", "pr-case", part="pr-case-1")
    parts = page.session.state("pr-case")["parts"]
    assert parts["pr-case-1"]["hints"] == ["<p>Who knows her counts?</p>\n"]
    assert parts["pr-case-2"]["hints"] == []


def orders(page: Page) -> list[Any]:
    front = page.session.front()  # type: ignore[attr-defined]
    drawn = [[question["id"] for question in front]]
    for question in front:
        drawn += [
            [option["id"] for option in question[field]]
            for field in ("options", "right", "items")
            if field in question
        ]
    return drawn


def test_the_order_is_stable_for_a_seed_and_new_after_a_new_start(inside: Path, page: Page) -> None:
    first = orders(page)
    assert first[0] == NAMES, "the first round keeps the author's order of questions"
    assert any(order != sorted(order) for order in first[1:]), "options are shuffled"
    page.send("answer", "pr-single", answer="b")
    assert orders(page) == orders(reopened(inside)) == first
    page.send("restart")
    second = orders(page)
    assert second != first
    assert sorted(second[0]) == sorted(first[0])
    assert orders(reopened(inside)) == second
    page.send("restart")
    assert orders(page)[0] not in (first[0], second[0])


def test_a_new_start_clears_answers_feedback_and_hints(inside: Path, page: Page) -> None:
    page.send("check", "pr-single", answer="b")
    page.send("hint", "pr-single")
    page.send("answer", "pr-word", answer="kinase")
    heard = page.send("restart")
    (reset,) = page.of("reset")
    assert reset["questions"] == page.session.front()  # type: ignore[attr-defined]
    assert heard[0] is reset
    for session in (page.session, reopened(inside).session):
        for name in NAMES:
            state = session.state(name)
            assert (state["answer"], state["feedback"], state["hints"], state["saved"]) == (
                None,
                None,
                [],
                None,
            )


def test_a_round_that_makes_no_sense_is_the_first(inside: Path, page: Page) -> None:
    page.send("restart")
    path = inside / "responses.json"
    data = json.loads(path.read_text())
    for odd in ("many", [2], True, None):
        data["answers"]["round-of-doses"]["answer"] = odd
        path.write_text(json.dumps(data))
        assert reopened(inside).session.round == 1  # type: ignore[attr-defined]


def test_options_that_must_not_be_shuffled_are_not(inside: Path) -> None:
    path = inside.parent / "quizzes" / "practice" / "doses.yaml"
    path.write_text(path.read_text().replace("type: single", "type: single\n  shuffle: false", 1))
    for _ in range(5):
        page = reopened(inside)
        front = page.session.front()  # type: ignore[attr-defined]
        (single,) = [each for each in front if each["id"] == "pr-single"]
        assert [option["id"] for option in single["options"]] == ["a", "b", "c"]
        page.send("restart")


@settings(max_examples=50)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "type": st.sampled_from(
                    ["answer", "check", "hint", "retry", "restart", "save-again"]
                )
            },
            optional={
                "id": st.one_of(st.sampled_from(NAMES), json_values),
                "part": st.one_of(st.sampled_from(["pr-case-1", "pr-case-3"]), json_values),
                "answer": st.one_of(json_values, st.sampled_from(NAMES).map(right)),
            },
        ),
        max_size=6,
    )
)
def test_no_message_raises_and_nothing_shown_is_lost(
    inside: Path, messages: list[dict[str, Any]]
) -> None:
    page = practice(inside.parent)
    for message in messages:
        page.session.receive(message, page.heard.append)
    responses, problem = read_responses(inside / "responses.json")
    assert problem in ("", "there is no responses.json")
    assert practice(inside.parent).session.states == page.session.states
    assert {name for name in responses.answers if name.startswith("pr-")} <= set(NAMES)


# -- quiz() itself -------------------------------------------------------------------------------


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What quiz() would put on the page."""
    from imuran_edu.widgets import quiz_widget

    seen: list[Any] = []

    def show(session: Any, questions: list[Any], mode: str, *texts: str) -> None:
        seen.append((session, questions, mode, texts))

    monkeypatch.setattr(quiz_widget, "show", show)
    monkeypatch.setattr(quiz_widget, "show_problem", seen.append)
    return seen


def test_quiz_shows_the_bank_of_that_name(inside: Path, shown: list[Any]) -> None:
    quiz("doses")
    ((session, questions, mode, texts),) = shown
    assert isinstance(session, room.PracticeSession)
    assert session.store.path == inside.resolve() / "responses.json"
    assert [each["id"] for each in questions] == NAMES
    assert mode == "practice"
    assert texts == ("A bank for tests", "<p>Nothing in it is for patients.</p>\n")


@pytest.mark.usefixtures("inside")
def test_an_unknown_quiz_is_told_with_those_there_are(shown: list[Any]) -> None:
    quiz("dozes")
    assert shown == ["there is no practice bank 'dozes'; there are: doses"]


def test_a_bank_with_a_fault_is_told(inside: Path, shown: list[Any]) -> None:
    path = inside.parent / "quizzes" / "practice" / "doses.yaml"
    path.write_text(path.read_text().replace("key: b", "key: z", 1))
    quiz("doses")
    (text,) = shown
    assert "have a fault" in text
    assert "the key names 'z'" in text


def test_who_answered_by_a_key_that_was_corrected_reads_so(inside: Path) -> None:
    corrections = inside.parent / "quizzes" / "corrections.yaml"
    corrections.write_text(
        "corrections:\n  - {question: pr-single, date: 2026-11-28, said: the spleen, "
        "says: the *liver*, why: The label was misread.}\n"
    )
    page = reopened(inside)
    page.send("check", "pr-single", answer="a")
    fresh = page.of("state")[-1]["state"]["feedback"]["html"]
    assert "corrected" not in fresh, "an answer that was never saved is no old answer"
    path = inside / "responses.json"
    data = json.loads(path.read_text())
    data["answers"]["pr-single"]["saved"] = "2026-11-27T23:59:59.000000+00:00"
    path.write_text(json.dumps(data))
    html = reopened(inside).session.state("pr-single")["feedback"]["html"]
    assert "This key was corrected on 28 November 2026, after you answered." in html
    assert "It said: the spleen It says: the <em>liver</em> The label was misread." in html
    data["answers"]["pr-single"]["saved"] = "2026-11-28T00:00:00.000000+00:00"
    path.write_text(json.dumps(data))
    assert "corrected" not in reopened(inside).session.state("pr-single")["feedback"]["html"]
    assert "corrected" not in reopened(inside).session.state("pr-off").get("html", "")
