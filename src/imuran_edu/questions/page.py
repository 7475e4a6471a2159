"""From a question's public view to what the front end draws, and to the text that stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from random import Random
from typing import Any

from imuran_edu.core.markup import inline_html, plain_text, to_html, typed_html
from imuran_edu.core.pictures import shown_picture
from imuran_edu.core.words import _
from imuran_edu.questions.public import PublicQuestion, version
from imuran_edu.questions.reading import is_blank
from imuran_edu.questions.to_text import answer_in_words

Texts = Sequence[Mapping[str, Any]]


def front_view(view: PublicQuestion, number: str, seed: str) -> dict[str, Any]:
    """Return a question as the front end wants it: HTML for every text, lists shuffled by `seed`.

    Args:
        view: the question's public view.
        number: its number as shown.
        seed: the same seed gives the same order, after a restart too.
    """
    return {
        "id": view.id,
        "type": view["type"],
        "number": number,
        "points": view["points"],
        "stem": to_html(view["stem"]),
        "hints": [to_html(hint) for hint in view["hints"]],
        "version": version(view),
        **({"picture": shown_picture(view["picture"])} if "picture" in view else {}),
        **({"predict": True} if view.get("predict") else {}),
        **view.kind.page_fields(view, seed),
    }


def option_list(options: Texts) -> list[dict[str, str]]:
    """Return options as the front end draws them, in their order."""
    return [
        {"id": each["id"], "html": inline_html(each["text"]), "text": plain_text(each["text"])}
        for each in options
    ]


def shuffled(options: Texts, view: PublicQuestion, seed: str) -> list[dict[str, str]]:
    """Return options as the front end draws them, in an order of their own for each seed."""
    shown = option_list(options)
    Random(f"{seed}/{view.id}").shuffle(shown)
    return shown


def html_list(options: Texts) -> str:
    """Return options as a list in HTML."""
    items = "".join(f"<li>{inline_html(option['text'])}</li>" for option in options)
    return f"<ul>{items}</ul>"


def fallback(
    view: PublicQuestion, number: str, state: Mapping[str, Any], revealed: str = ""
) -> str:
    """Return a question and its saved answer as plain HTML.

    It stands in where widgets cannot run: a page on a code host, an exported file.

    Args:
        view: the question's public view.
        number: its number as shown.
        state: the session's state of it; of a case only the open stages are told.
        revealed: what a prediction reveals, as HTML; it stays folded.
    """
    title = _("Predict first") if view.get("predict") else _("Question {number}", number=number)
    show = _("Show the answer")
    lines = [
        f"<p><strong>{escape(title)}.</strong></p>",
        *asked_html(view, state.get("open_stages", 0)),
        f"<div><em>{_('Saved answer:')}</em> "
        f"{answer_html(view, state['answer']) or _('none yet')}</div>",
        *([f"<details><summary>{show}</summary>{revealed}</details>"] if revealed else []),
    ]
    return "\n".join(lines)


def asked_html(view: PublicQuestion, open_stages: int = 0) -> Iterator[str]:
    """Yield what is asked as HTML."""
    yield to_html(view["stem"])
    yield shown_picture(view.get("picture"))
    yield from view.kind.fallback(view, open_stages)


def answer_html(view: PublicQuestion, answer: Any) -> str:
    """Return an answer as HTML; what a student typed stands there as text."""
    if is_blank(answer):
        return ""
    if parts := view.parts:
        given = answer if isinstance(answer, dict) else {}
        items = (answer_html(part, given.get(part.id)) or _("none yet") for part in parts)
        return f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>"
    words = answer_in_words(view, answer)
    if view.kind.typed:
        return f"<span>{typed_html(words)}</span>"
    return inline_html(words)
