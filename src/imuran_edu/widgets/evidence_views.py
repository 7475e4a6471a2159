"""The register as a reader sees it: a passage under a question, a table, a list of references."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path

from imuran_edu.core import find_data
from imuran_edu.core.html_page import table
from imuran_edu.core.markup import inline_html
from imuran_edu.core.words import N_, _, ngettext
from imuran_edu.evidence import Citation, Claim, Evidence, Reference, load_evidence
from imuran_edu.evidence.corrections import Correction, load_corrections
from imuran_edu.evidence.currency import dated
from imuran_edu.evidence.model import Lesson
from imuran_edu.questions import QuestionType

_STYLE = Path(__file__).parent / "static" / "evidence.css"
VERDICTS = {
    "supported": N_("holds"),
    "supported-but-vague": N_("holds, but is vague"),
    "outdated": N_("is outdated"),
    "misleading": N_("misleads"),
    "contradicted": N_("is contradicted"),
    "not-checkable": N_("cannot be checked"),
    "unsupported-placeholder": N_("is an empty placeholder"),
}


@cache
def register() -> Evidence:
    """Return the course's register, read once in a session."""
    return load_evidence()


def claims_of(ids: Sequence[str]) -> list[Claim]:
    """Return claims of the register by their ids, such as `"D1-014"`.

    Raises:
        ValueError: an id is in no document's register.
    """
    known = register().claims
    unknown = [claim for claim in ids if claim not in known]
    if unknown:
        raise ValueError(f"unknown claims: {', '.join(unknown)}")
    return [known[claim] for claim in ids]


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
            "html": f"<p><strong>{_corrected_on(each)}</strong> {correction_html(each)}</p>",
        }
        for each in course_corrections()
        if each.question == question
    ]


def _corrected_on(correction: Correction) -> str:
    return _("This key was corrected on {day}, after you answered.", day=correction.day)


def correction_html(correction: Correction) -> str:
    """Return what a correction put right, as a sentence of HTML."""
    return _(
        "It said: {said} It says: {says} {why}",
        said=inline_html(correction.said),
        says=inline_html(correction.says),
        why=inline_html(correction.why),
    )


def corrections() -> None:
    """Show what was wrong in the course and has been put right, the latest first."""
    show_html(*corrections_view())


def corrections_view() -> tuple[str, str]:
    """Return what was put right as HTML and as text."""
    found = course_corrections()
    if not found:
        nothing = _("Nothing had to be put right so far.")
        return f"<p>{nothing}</p>", nothing
    places = _lessons_by_id(find_data("quizzes"), register())
    rows = [_corrected(each, places) for each in found]
    caption = _("What was wrong in this course, and what it says since")
    columns = (_("Date"), _("What"), _("It said"), _("It says"), _("Why"))
    things = ngettext(
        "{n} thing was put right, the last on {day}: show them",
        "{n} things were put right, the last on {day}: show them",
        len(found),
        day=found[0].day,
    )
    return (
        _folded(things, caption, columns, rows),
        "\n".join(f"{each.date}: {each.question or each.fact}: {each.says}" for each in found),
    )


def _folded(
    summary: str, caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> str:
    """Return a table that is folded away until its reader wants it."""
    shown = table(caption, columns, rows, box="imuran-evidence-box")
    return f"<details><summary>{summary}</summary>{shown}</details>"


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
    what = (
        _("question {name}", name=each.question)
        if each.question
        else _("fact {name}", name=each.fact)
    )
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
        f"<li>{_('The key rests on {source}.', source=_cited(citation, evidence))}</li>"
        for citation in question.rests_on.references
    ]
    return f"<ul>{''.join(items)}</ul>"


def _passage(claim: Claim, evidence: Evidence) -> str:
    cited = "; ".join(_cited(citation, evidence) for citation in claim.references)
    where = f"<strong>{claim.document}, {escape(claim.section)}, {_lines(claim)}</strong>"
    verdict = f"<strong>{_(VERDICTS[claim.verdict])}</strong>"
    told = _(
        "{where} says: {claim} This {verdict}: {reason}",
        where=where,
        claim=inline_html(claim.says),
        verdict=verdict,
        reason=inline_html(claim.reason),
    )
    return told + (f" ({cited})" if cited else "")


def _lines(claim: Claim) -> str:
    lines = escape(claim.lines)
    if claim.lines.isdigit():
        return _("line {lines}", lines=lines)
    return _("lines {lines}", lines=lines)


def _cited(citation: Citation, evidence: Evidence) -> str:
    reference = evidence.references.get(citation.id)
    if reference is None:
        return escape(citation.id)
    link = f"<a href='{escape(reference.link)}' target='_blank' rel='noopener noreferrer'>"
    unseen = ""
    if reference.extent(citation.at) == "none":
        unseen = f" {_('[text not seen by us]')}"
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
    show_html(*claims_view(*ids))


def claims_view(*ids: str) -> tuple[str, str]:
    """Return the table of `claims_table` as HTML and as text.

    Raises:
        ValueError: an id is in no document's register.
    """
    evidence = register()
    rows = [_row(claim, evidence) for claim in claims_of(ids)]
    caption = _(
        "What the documents say, and what the authorities say of it (links open in a new tab)"
    )
    all_of_them = ngettext(
        "{n} claim, with our verdict and the references",
        "All {n} claims, with our verdicts and the references",
        len(ids),
    )
    columns = (
        *(_("Where"), _("The document says"), _("Verdict on it")),
        *(_("The authorities say"), _("References")),
    )
    return (
        _folded(all_of_them, caption, columns, rows),
        "\n".join(f"{claim}: {evidence.claims[claim].says}" for claim in ids),
    )


def _row(claim: Claim, evidence: Evidence) -> Sequence[str]:
    cited = "; ".join(_cited(citation, evidence) for citation in claim.references)
    return (
        f"{claim.id}<br>{escape(claim.section)}, {_lines(claim)}",
        inline_html(claim.says),
        f"<strong>{_(VERDICTS[claim.verdict])}</strong>",
        inline_html(claim.reason),
        cited or _("none needed"),
    )


def as_evidence(html: str) -> str:
    """Return a piece of HTML with the class that its style goes by."""
    return f"<div class='imuran-evidence'>{html}</div>"


def show_html(html: str, text: str) -> None:
    """Display a piece of the register, with the text for where there is no HTML."""
    from IPython.display import display

    page = f"<style>{evidence_style()}</style>{as_evidence(html)}"
    display({"text/html": page, "text/plain": text}, raw=True)


@cache
def evidence_style() -> str:
    """Return the stylesheet of what the register shows."""
    return _STYLE.read_text(encoding="utf-8")
