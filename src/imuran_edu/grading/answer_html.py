"""The grade of a question as HTML, for formgrader and the feedback page.

Students read it. It says what was answered, what that earned and why. The key is told only when
the instructor chooses so. An answer is shown as text: no HTML, no Markdown, no formula in it works.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from imuran_edu.core.markup import inline_html, to_html, typed_html
from imuran_edu.core.pictures import shown_picture
from imuran_edu.core.words import N_, _, ngettext
from imuran_edu.evidence.corrections import Correction, corrected_since
from imuran_edu.grading.question_grade import QuestionGrade
from imuran_edu.questions import QuestionType, Score, answer_in_words, feedback
from imuran_edu.questions.bank import with_parts
from imuran_edu.questions.decisions import Decision, told_of
from imuran_edu.questions.reading import is_blank

# MathJax on nbgrader's pages would read a student's text as TeX, which can hold a link
_IGNORED = "tex2jax_ignore mathjax_ignore"
BY_HAND = N_("Graded by hand, by the rubric.")
MANUAL = f'<span class="imuran-manual">{BY_HAND}</span>'
"""Stands in the report of what a person grades; no text of a student's can hold it."""
WAITS = N_(
    "Not graded yet: a person has to look at this answer. "
    "Until then it counts as nothing in the score above."
)
"""Takes its place on the feedback page while the answer waits."""
MARKS = {"right": N_("right."), "wrong": N_("wrong."), "missed": N_("missed.")}
_SHORT = 300  # characters shown of an answer that should be short


def report_html(
    grade: QuestionGrade,
    show_key: bool = False,
    corrections: Iterable[Correction] = (),
    decisions: Sequence[Decision] = (),
) -> str:
    """Return a grade as HTML that is safe to show to anybody.

    Args:
        grade: the grade of a question.
        show_key: whether the right answer and the rationale are shown.
        corrections: corrections of keys of graded questions. Who answered before one is told its
            date, and what it put right only together with the key.
        decisions: what was decided after the exam; the reasons are told only with the key.
    """
    question = grade.question
    parts = [
        f"<p><strong>{_first_line(question.stem)}</strong></p>",
        shown_picture(question.picture),
        f"<div>{_('Answer given:')} {_answer(question, grade.answer, grade.score)}</div>",
    ]
    if grade.unknown:
        parts.append(f"<p>{MANUAL} {_text(grade.reason)}</p>")
    if question.manual:
        reason = "" if grade.needs_manual_grade else grade.reason
        parts.append(question.grader_html(grade.answer, reason))
        if grade.needs_manual_grade and not grade.unknown:
            parts.append(f"<p>{MANUAL}</p>")
    elif grade.unknown:
        pass
    else:
        earned = _points(grade.points, grade.possible)
        parts.append(f"<p>{earned} {_text(grade.reason)}</p>")
    parts += _corrected(grade, show_key, corrections)
    parts += _decided(grade.question, show_key, decisions)
    if show_key:
        parts.append(_key(question, grade.answer))
    html = f'<div class="imuran-mark {_IGNORED}">\n{chr(10).join(parts)}\n</div>'
    return html.encode("utf-8", "replace").decode("utf-8")


def _corrected(
    grade: QuestionGrade, show_key: bool, corrections: Iterable[Correction]
) -> list[str]:
    names = {each.id for each in with_parts(grade.question)}
    found = []
    for each in corrections:
        if each.question in names and corrected_since([each], each.question or "", grade.saved):
            told = _(
                "It said: {said} It says: {says} {why}",
                said=inline_html(each.said),
                says=inline_html(each.says),
                why=inline_html(each.why),
            )
            corrected = _(
                "The key of this question was corrected on {day}, after you answered; "
                "you were graded by the corrected one.",
                day=each.day,
            )
            found.append(f"<p><strong>{corrected}</strong>{f' {told}' if show_key else ''}</p>")
    return found


def _decided(
    question: QuestionType, show_key: bool, decisions: Sequence[Decision]
) -> Iterator[str]:
    for each, about in told_of(question, decisions):
        within = "" if about is question else f"{_first_line(about.stem)} "
        why = f" {inline_html(each.reason)}" if show_key else ""
        yield f"<p>{within}<strong>{_text(each.told)}</strong>{why}</p>"


def _first_line(stem: str) -> str:
    return inline_html(stem.strip().splitlines()[0].strip())


def _text(text: str) -> str:
    return escape(text)


def _answer(question: QuestionType, answer: Any, result: Score) -> str:
    if is_blank(answer) or result.status == "blank":
        return f"<em>{_('none')}</em>"
    words = answer_in_words(question, answer)
    if question.manual and isinstance(answer, str):
        return f"<blockquote>{typed_html(words)}</blockquote>"
    if question.parts and isinstance(answer, dict):
        return _stages(question, answer, result)
    if result.status == "invalid" or question.typed:
        clipped = words if len(words) <= _SHORT else words[:_SHORT] + " ..."
        return f"<span>{typed_html(clipped)}</span>"
    return f"<span>{inline_html(words)}</span>"


def _points(earned: float, possible: float) -> str:
    got = f"{earned:g}"
    return ngettext("{earned} of {n} point.", "{earned} of {n} points.", possible, earned=got)


def _stages(question: QuestionType, answer: dict[str, Any], result: Score) -> str:
    items = []
    for part in question.parts:
        scored = result.parts[part.id]
        given = _answer(part, answer.get(part.id), scored)
        earned = f"{_points(scored.earned, scored.possible)} {_text(scored.reason)}"
        items.append(f"<li>{_first_line(part.stem)}<br>{given}<br>{earned}</li>")
    return f"<ol>{''.join(items)}</ol>"


def _key(question: QuestionType, answer: Any) -> str:
    """Return the right answer, what is said of the one given, and the rationale."""
    if question.parts:
        answers = answer if isinstance(answer, dict) else {}
        parts = (_key(part, answers.get(part.id)) for part in question.parts)
        told = "".join(f"<li>{part}</li>" for part in parts)
        return f"<ol>{told}</ol><div>{_('Why:')} {to_html(question.rationale)}</div>"
    said = feedback(question, answer)
    lines = [f"<div>{_('Right answer:')} {to_html(question.key_text())}</div>"]
    if said.score.status in ("right", "partial", "wrong"):
        names = question.named_texts
        told = "".join(
            f"<li>{inline_html(names.get(name, name))}: {_(MARKS[part.mark])} "
            f"{inline_html(part.text)}</li>"
            for name, part in said.parts.items()
        )
        lines.append(f"<div>{to_html(said.text)}</div>" if said.text else "")
        lines.append(f"<ul>{told}</ul>" if told else "")
    lines.append(f"<div>{_('Why:')} {to_html(question.rationale)}</div>")
    return "\n".join(line for line in lines if line)
