"""The references of a lesson: what its questions, claims and text rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from imuran_edu.core.words import _, ngettext
from imuran_edu.evidence import Evidence, Reference
from imuran_edu.evidence.currency import dated
from imuran_edu.questions import Bank, find_bank, kept_bank
from imuran_edu.questions.bank import with_parts
from imuran_edu.widgets.evidence_views import register, show_html


def reference_list(lesson: str, *more: str) -> None:
    """Show the references that a lesson's practice questions and their claims rest on.

    Args:
        lesson: the id of the lesson, such as `"mechanism"`.
        more: ids of references that only the lesson's text cites.

    Raises:
        ValueError: a reference of `more` is not in the register.
        FileNotFoundError: no practice bank has the lesson's name.
    """
    show_html(*references_view(lesson, *more))


def references_view(lesson: str, *more: str) -> tuple[str, str]:
    """Return the list of `reference_list` as HTML and as text.

    Raises:
        ValueError: a reference of `more` is not in the register.
        FileNotFoundError: no practice bank has the lesson's name.
    """
    evidence = register()
    paths = sorted(find_bank(lesson).parent.glob("*.yaml"))
    # only the lesson's own banks are read in full: all of them would take a second
    own = [path for path in paths if _lesson_of(path) == lesson]
    cited = _parts_cited([kept_bank(path) for path in own], evidence)
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
    n = len(references)
    summary = ngettext("{n} reference", "{n} references", n)
    html = (
        f"<details class='imuran-references'><summary>{summary}</summary><ol>{items}</ol></details>"
    )
    return html, "\n".join(reference.title for reference in references)


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
    read = {"text": _("read"), "part": _("read in part"), "none": _("not seen")}
    seen = "; ".join(
        f"{escape(at)}: {read[reference.extent(at) or 'none']}" for at in sorted(parts)
    )
    link = f"<a href='{escape(reference.link)}' target='_blank' rel='noopener noreferrer'>"
    age = "" if year else f" ({escape(dated(reference))})"
    by = _(" and ").join(
        f"{each.short} ({dated(each)})" for each in successors if each.id in reference.superseded_by
    )
    told = f" <strong>{_('Replaced by {names}.', names=escape(by))}</strong>" if by else ""
    shown = f"{link}{escape(reference.link)}</a>"
    return f"{'. '.join(pieces)}. {shown}{age}{told} <small>({seen})</small>"
