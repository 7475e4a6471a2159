"""From a question's public view to what the front end draws, and to the text that stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from random import Random
from typing import Any

from imuran_edu.core.markup import inline_html, plain_text, to_html
from imuran_edu.questions import answer_in_words
from imuran_edu.questions.parse import is_blank
from imuran_edu.questions.to_text import TYPED

View = Mapping[str, Any]

RULES = {
    "off": "All or nothing: choose every right option and no other.",
    "net-correct": "Each right option counts; each wrong one takes a right one away.",
    "coverage": "Finding right options counts; wrong ones water the score down.",
    "each-answer": "Every option counts, rightly chosen or rightly left.",
}


def front_view(view: View, number: str, seed: str) -> dict[str, Any]:
    """Return a question as the front end wants it: HTML for every text, lists shuffled by `seed`.

    Args:
        view: the question's public view.
        number: its number as shown.
        seed: the same seed gives the same order, after a restart too.
    """
    kind = view["type"]
    random = Random(f"{seed}/{view['id']}")
    front: dict[str, Any] = {
        "id": view["id"],
        "type": kind,
        "number": number,
        "points": view["points"],
        "stem": to_html(view["stem"]),
        "hints": len(view["hints"]),
    }
    for field in ("options", "left", "right", "items", "classes"):
        if field in view:
            shuffled = field in ("right", "items") or (field == "options" and view["shuffle"])
            front[field] = _options(view[field], random if shuffled else None)
    match kind:
        case "multiple":
            front["rule"] = RULES[view["credit"]]
        case "numeric":
            front["unit"] = view["unit"]
            front["example"] = f"12.5 {view['unit']}".rstrip()
        case "short_text":
            front["example"] = ""
        case "written":
            front["words"] = view["words"]
            front["rubric"] = rubric_html(view["rubric"])
        case "case":
            front["stages"] = _stages(view, seed)
    return front


def _options(options: Sequence[View], random: Random | None) -> list[dict[str, str]]:
    shown = [
        {"id": each["id"], "html": inline_html(each["text"]), "text": plain_text(each["text"])}
        for each in options
    ]
    if random is not None:
        random.shuffle(shown)
    return shown


def _stages(view: View, seed: str) -> list[dict[str, Any]]:
    number = 0
    stages = []
    for stage in view["stages"]:
        questions = []
        for part in stage["questions"]:
            number += 1
            questions.append(front_view(part, str(number), seed))
        stages.append(
            {
                "id": stage["id"],
                "title": stage["title"],
                "story": to_html(stage["story"]),
                "questions": questions,
            }
        )
    return stages


def rubric_html(rubric: Sequence[View]) -> str:
    """Return a rubric as a table that students see before they write."""
    rows = "".join(
        f"<tr><th scope='row'>{inline_html(level['title'])}</th><td>{level['points']:g}</td>"
        f"<td>{inline_html(level['earns'])}</td></tr>"
        for level in rubric
    )
    head = (
        "<tr><th scope='col'>Level</th><th scope='col'>Points</th><th scope='col'>Earns</th></tr>"
    )
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def parts_of(view: View) -> list[View]:
    """Return the questions of a case, in order; none for another question."""
    return [part for stage in view.get("stages", ()) for part in stage["questions"]]


def fallback(view: View, number: str, state: View) -> str:
    """Return a question and its saved answer as plain HTML.

    It stands in where widgets cannot run: a page on a code host, an exported file.

    Args:
        view: the question's public view.
        number: its number as shown.
        state: the session's state of it; of a case only the open stages are told.
    """
    lines = [
        f"<p><strong>Question {escape(number)}.</strong></p>",
        to_html(view["stem"]),
        *_listed(view, state.get("open_stages", 0)),
        f"<div><em>Saved answer:</em> {answer_html(view, state['answer']) or 'none yet'}</div>",
    ]
    return "\n".join(lines)


def answer_html(view: View, answer: Any) -> str:
    """Return an answer as HTML; what a student typed stands there as text."""
    if is_blank(answer):
        return ""
    if parts := parts_of(view):
        given = answer if isinstance(answer, dict) else {}
        items = (answer_html(part, given.get(part["id"])) or "none yet" for part in parts)
        return f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>"
    words = answer_in_words(view, answer)
    if view["type"] in TYPED:
        return f"<span style='white-space: pre-wrap'>{escape(words)}</span>"
    return inline_html(words)


def _listed(view: View, open_stages: int = 0) -> Iterator[str]:
    for field in ("options", "left", "right", "items", "classes"):
        if field in view:
            items = "".join(f"<li>{inline_html(option['text'])}</li>" for option in view[field])
            yield f"<ul>{items}</ul>"
    for stage in view.get("stages", ())[:open_stages]:
        yield f"<p><strong>{escape(stage['title'])}</strong></p>{to_html(stage['story'])}"
        for part in stage["questions"]:
            yield to_html(part["stem"])
            yield from _listed(part)
