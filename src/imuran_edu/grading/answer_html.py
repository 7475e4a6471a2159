"""A mark as HTML, for formgrader and the feedback page.

Students read it. It says what was answered, what that earned and why. The key is told only when
the instructor chooses so. An answer is shown as text: no HTML, no Markdown, no formula in it works.
"""

from __future__ import annotations

from html import escape
from typing import Any

from imuran_edu.core.markup import inline_html, to_html
from imuran_edu.grading.question_grade import QuestionGrade
from imuran_edu.questions import (
    Case,
    Essay,
    Question,
    Score,
    answer_in_words,
    feedback,
    key_in_words,
)
from imuran_edu.questions.parse import is_blank
from imuran_edu.questions.to_text import TYPED

# MathJax on nbgrader's pages would read a student's text as TeX, and TeX can hold a link
_IGNORED = "tex2jax_ignore mathjax_ignore"
_SHORT = 300  # characters shown of an answer that should be short


def report_html(mark: QuestionGrade, show_key: bool = False) -> str:
    """Return a mark as HTML that is safe to show to anybody."""
    question = mark.question
    parts = [
        f"<p><strong>{_first_line(question.stem)}</strong></p>",
        f"<div>Answer given: {_answer(question, mark.answer, mark.score)}</div>",
    ]
    if isinstance(question, Essay):
        parts.append(_by_hand(question, mark))
    else:
        earned = f"{mark.points:g} of {_points(mark.possible)}."
        parts.append(f"<p>{earned} {_text(mark.reason)}</p>")
    if show_key:
        parts.append(_key(question, mark.answer))
    html = f'<div class="imuran-mark {_IGNORED}">\n{chr(10).join(parts)}\n</div>'
    return html.encode("utf-8", "replace").decode("utf-8")


def _first_line(stem: str) -> str:
    return inline_html(stem.strip().splitlines()[0].strip())


def _text(text: str) -> str:
    return escape(text)


def _points(points: float) -> str:
    return "1 point" if points == 1 else f"{points:g} points"


def _answer(question: Question, answer: Any, result: Score) -> str:
    if is_blank(answer) or result.status == "blank":
        return "<em>none</em>"
    words = answer_in_words(question, answer)
    if isinstance(question, Essay) and isinstance(answer, str):
        return f'<blockquote style="white-space: pre-wrap">{_text(words)}</blockquote>'
    if isinstance(question, Case) and isinstance(answer, dict):
        return _stages(question, answer, result)
    if result.status == "malformed" or question.type in TYPED:
        clipped = words if len(words) <= _SHORT else words[:_SHORT] + " ..."
        return f'<span style="white-space: pre-wrap">{_text(clipped)}</span>'
    return f"<span>{inline_html(words)}</span>"


def _stages(question: Case, answer: dict[str, Any], result: Score) -> str:
    items = []
    for part in question.parts:
        scored = result.parts[part.id]
        given = _answer(part, answer.get(part.id), scored)
        earned = f"{scored.earned:g} of {scored.possible:g}. {_text(scored.reason)}"
        items.append(f"<li>{_first_line(part.stem)}<br>{given}<br>{earned}</li>")
    return f"<ol>{''.join(items)}</ol>"


def _by_hand(question: Essay, mark: QuestionGrade) -> str:
    count = len(mark.answer.split()) if isinstance(mark.answer, str) else 0
    levels = "".join(
        f"<li><strong>{_points(level.points)}, {inline_html(level.title)}:</strong> "
        f"{inline_html(level.earns)}</li>"
        for level in question.rubric
    )
    reason = "Graded by hand, by the rubric." if mark.waits else mark.reason
    words = "1 word" if count == 1 else f"{count} words"
    return (
        f"<p>{words}; about {question.words} were asked for. {_text(reason)}</p>"
        f"<p>The rubric:</p><ul>{levels}</ul>"
    )


def _key(question: Question, answer: Any) -> str:
    """Return the right answer, what is said of the one given, and the rationale."""
    if isinstance(question, Case):
        answers = answer if isinstance(answer, dict) else {}
        parts = (_key(part, answers.get(part.id)) for part in question.parts)
        told = "".join(f"<li>{part}</li>" for part in parts)
        return f"<ol>{told}</ol><div>Why: {to_html(question.rationale)}</div>"
    said = feedback(question, answer)
    lines = [f"<div>Right answer: {to_html(key_in_words(question))}</div>"]
    if said.score.status in ("right", "partial", "wrong"):
        told = "".join(
            f"<li>{inline_html(_name(question, name))}: {part.mark}. {inline_html(part.text)}</li>"
            for name, part in said.parts.items()
        )
        lines.append(f"<div>{to_html(said.text)}</div>" if said.text else "")
        lines.append(f"<ul>{told}</ul>" if told else "")
    lines.append(f"<div>Why: {to_html(question.rationale)}</div>")
    return "\n".join(line for line in lines if line)


def _name(question: Question, option: str) -> str:
    for field in ("options", "left", "items"):
        for candidate in getattr(question, field, []):
            if candidate.id == option:
                return str(candidate.text)
    return option
