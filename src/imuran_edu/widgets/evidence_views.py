"""The register as a reader sees it: a passage under a question, a table, a list of references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path

from imuran_edu.core import find_data
from imuran_edu.core.markup import inline_html
from imuran_edu.evidence import Citation, Claim, Evidence, Reference, load_evidence
from imuran_edu.evidence.corrections import Correction, load_corrections
from imuran_edu.evidence.currency import dated
from imuran_edu.evidence.model import Lesson
from imuran_edu.questions import Bank, QuestionType, find_bank, load_bank
from imuran_edu.questions.bank import with_parts

# JupyterLab sets tables flush right, as suits numbers
LEFT = "style='text-align:left;vertical-align:top'"
VERDICTS = {
    "supported": "holds",
    "supported-but-vague": "holds, but is vague",
    "outdated": "is outdated",
    "misleading": "misleads",
    "contradicted": "is contradicted",
    "not-checkable": "cannot be checked",
    "unsupported-placeholder": "is an empty placeholder",
}


@cache
def register() -> Evidence:
    """Return the course's register, read once in a session."""
    return load_evidence()


@cache
def course_corrections() -> list[Correction]:
    """Return what was put right of practice questions and facts, read once in a session."""
    return load_corrections(find_data("quizzes"))


def corrected_notes(question: str) -> list[dict[str, str]]:
    """Return what a learner must read whose answer is older than a correction of its key.

    Args:
        question: the question's id.

    Returns:
        The day of each correction (ISO 8601) with the note as HTML, the latest first.
    """
    return [
        {
            "day": each.date.isoformat(),
            "html": f"<p><strong>This key was corrected on {each.day}, after you answered."
            f"</strong> It said: {inline_html(each.said)} It says: {inline_html(each.says)} "
            f"{inline_html(each.why)}</p>",
        }
        for each in course_corrections()
        if each.question == question
    ]


def corrections() -> None:
    """Show what was wrong in the course and has been put right, the latest first."""
    found = course_corrections()
    if not found:
        _show("<p>Nothing had to be put right so far.</p>", "Nothing had to be put right so far.")
        return
    places = _lessons_by_id(find_data("quizzes"), register())
    rows = [_corrected(each, places) for each in found]
    caption = "What was wrong in this course, and what it says since"
    columns = ("Date", "What", "It said", "It says", "Why")
    things = "1 thing was" if len(found) == 1 else f"{len(found)} things were"
    _show(
        f"<details><summary>{things} put right, the last on {found[0].day}: show them</summary>"
        f"{_table(caption, columns, rows)}</details>",
        "\n".join(f"{each.date}: {each.question or each.fact}: {each.says}" for each in found),
    )


def _table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in the notebook's own style; its cells are HTML already."""
    head = "".join(f"<th scope='col' {LEFT}>{column}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(f'<td {LEFT}>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _lessons_by_id(quizzes: Path, evidence: Evidence) -> dict[str, Lesson]:
    """Return the lesson of each practice question and fact, by their ids.

    The files are searched and not loaded: to read all banks would keep the start page waiting.
    """
    places: dict[str, Lesson] = {}
    for path in (*quizzes.glob("practice/*.yaml"), *quizzes.glob("facts/*.yaml")):
        text = path.read_text(encoding="utf-8", errors="replace")
        named = re.search(r"^lesson: *([\w-]+)", text, re.MULTILINE)
        lesson = evidence.lessons.get(named[1] if named else path.stem)
        if lesson:
            places |= dict.fromkeys(re.findall(r"\bid: *([\w-]+)", text), lesson)
    return places


def _corrected(each: Correction, places: Mapping[str, Lesson]) -> Sequence[str]:
    what = f"question {each.question}" if each.question else f"fact {each.fact}"
    lesson = places.get(each.question or each.fact or "")
    link = f"<a href='{escape(lesson.notebook)}'>{escape(lesson.title)}</a>, " if lesson else ""
    return (
        each.day,
        link + escape(what),
        inline_html(each.said),
        inline_html(each.says),
        inline_html(each.why),
    )


def basis_html(question: QuestionType) -> str:
    """Return what a question's key rests on: passages, verdicts and references."""
    evidence = register()
    ids = (*question.corrects, *question.rests_on.claims)
    claims = [evidence.claims[claim] for claim in ids if claim in evidence.claims]
    items = [f"<li>{_passage(claim, evidence)}</li>" for claim in claims]
    items += [
        f"<li>The key rests on {_cited(citation, evidence)}.</li>"
        for citation in question.rests_on.references
    ]
    return f"<ul>{''.join(items)}</ul>"


def _passage(claim: Claim, evidence: Evidence) -> str:
    cited = "; ".join(_cited(citation, evidence) for citation in claim.references)
    return (
        f"<strong>{claim.document}, {escape(claim.section)}, {_lines(claim)}</strong>"
        f" says: {inline_html(claim.says)} This <strong>{VERDICTS[claim.verdict]}</strong>: "
        f"{inline_html(claim.reason)}{f' ({cited})' if cited else ''}"
    )


def _lines(claim: Claim) -> str:
    return f"{'line' if claim.lines.isdigit() else 'lines'} {escape(claim.lines)}"


def _cited(citation: Citation, evidence: Evidence) -> str:
    reference = evidence.references.get(citation.id)
    if reference is None:
        return escape(citation.id)
    link = f"<a href='{escape(reference.link)}' target='_blank' rel='noopener noreferrer'>"
    unseen = " [text not seen by us]" if reference.extent(citation.at) == "none" else ""
    return f"{link}{escape(_with_age(reference, evidence))}</a>, {escape(citation.at)}{unseen}"


def _with_age(reference: Reference, evidence: Evidence) -> str:
    """Return an authority's name with its date, and with what has become of it."""
    named, age = evidence.named_in_text(reference.id), dated(reference)
    year = str(reference.issued.year) if reference.issued else None
    if year and year in reference.short:
        return named
    return f"{reference.short} ({age}){named.removeprefix(reference.short)}"


def claims_table(*ids: str) -> None:
    """Show what the documents say beside what the authorities say.

    Args:
        ids: of claims, such as `"D1-014"`, in the order of the rows.

    Raises:
        ValueError: an id is in no document's register.
    """
    evidence = register()
    unknown = [claim for claim in ids if claim not in evidence.claims]
    if unknown:
        raise ValueError(f"unknown claims: {', '.join(unknown)}")
    rows = [_row(evidence.claims[claim], evidence) for claim in ids]
    caption = "What the documents say, and what the authorities say of it"
    columns = ("Where", "The document says", "It", "The authorities say", "References")
    _show(
        _table(caption, columns, rows),
        "\n".join(f"{claim}: {evidence.claims[claim].says}" for claim in ids),
    )


def _row(claim: Claim, evidence: Evidence) -> Sequence[str]:
    cited = "; ".join(_cited(citation, evidence) for citation in claim.references)
    return (
        f"{claim.id}<br>{escape(claim.section)}, {_lines(claim)}",
        inline_html(claim.says),
        f"<strong>{VERDICTS[claim.verdict]}</strong>",
        inline_html(claim.reason),
        cited or "none needed",
    )


def reference_list(lesson: str, *more: str) -> None:
    """Show the references that a lesson's practice questions and their claims rest on.

    Args:
        lesson: the id of the lesson, such as `"mechanism"`.
        more: ids of references that only the lesson's text cites.

    Raises:
        ValueError: a reference of `more` is not in the register.
        FileNotFoundError: no practice bank has the lesson's name.
    """
    evidence = register()
    paths = sorted(find_bank(lesson).parent.glob("*.yaml"))
    # only the lesson's own banks are read in full: all of them would take a second
    own = [path for path in paths if _lesson_of(path) == lesson]
    cited = _parts_cited([load_bank(path) for path in own], evidence)
    for name in more:
        if name not in evidence.references:
            raise ValueError(f"unknown reference: {name}")
        cited.setdefault(name, {part.at for part in evidence.references[name].seen})
    references = [evidence.references[name] for name in cited if name in evidence.references]
    references.sort(key=lambda reference: _first(reference).casefold())
    items = "".join(
        f"<li>{formatted(each, cited[each.id], evidence.successors(each.id))}</li>"
        for each in references
    )
    _show(f"<ol>{items}</ol>", "\n".join(reference.title for reference in references))


def _lesson_of(path: Path) -> str | None:
    match = re.search(r"^lesson: *([a-z0-9-]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return match[1] if match else None


def _parts_cited(banks: Sequence[Bank], evidence: Evidence) -> dict[str, set[str]]:
    """Return the references that the questions and their claims rest on: id to parts cited."""
    cited: dict[str, set[str]] = {}
    every = (each for bank in banks for question in bank.questions for each in with_parts(question))
    for question in every:
        ids = (*question.rests_on.claims, *question.corrects)
        claims = (evidence.claims[claim] for claim in ids if claim in evidence.claims)
        citations = [*question.rests_on.references]
        citations += [citation for claim in claims for citation in claim.references]
        for citation in citations:
            cited.setdefault(citation.id, set()).add(citation.at)
    return cited


def _first(reference: Reference) -> str:
    return str(reference.author[0]) if reference.author else reference.title


def formatted(
    reference: Reference, parts: Iterable[str], successors: Sequence[Reference] = ()
) -> str:
    """Return a reference as one line of HTML, in the order of the Vancouver style.

    Args:
        reference: the authority.
        parts: the parts of it that are cited; each is shown with how much of it was read.
        successors: what has taken its place.
    """
    names = [str(name) for name in reference.author]
    authors = ", ".join(names[:3]) + (", et al" if len(names) > 3 else "")
    year = str(reference.issued.date_parts[0][0]) if reference.issued else ""
    where = reference.container_title or reference.publisher or ""
    volume = (reference.volume or "") + (f"({reference.issue})" if reference.issue else "")
    pages = f":{reference.page}" if reference.page else ""
    source = f"{where} {year}{';' + volume if volume else ''}{pages}".strip()
    named = (piece.rstrip(".") for piece in (authors, reference.title, source))
    pieces = [escape(piece) for piece in named if piece]
    read = {"text": "read", "part": "read in part", "none": "not seen"}
    seen = "; ".join(
        f"{escape(at)}: {read[reference.extent(at) or 'none']}" for at in sorted(parts)
    )
    link = f"<a href='{escape(reference.link)}' target='_blank' rel='noopener noreferrer'>"
    age = "" if year else f" ({escape(dated(reference))})"
    by = " and ".join(
        f"{each.short} ({dated(each)})" for each in successors if each.id in reference.superseded_by
    )
    told = f" <strong>Replaced by {escape(by)}.</strong>" if by else ""
    shown = f"{link}{escape(reference.link)}</a>"
    return f"{'. '.join(pieces)}. {shown}{age}{told} <small>({seen})</small>"


def _show(html: str, text: str) -> None:
    from IPython.display import display

    display(
        {"text/html": f"<div class='imuran-evidence'>{html}</div>", "text/plain": text}, raw=True
    )
