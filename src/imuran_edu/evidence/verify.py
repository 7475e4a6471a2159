"""Prove that the passages in someone's copy of the documents are the ones that were read."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from imuran_edu.evidence.load import Evidence
from imuran_edu.evidence.model import Document


def passage_digest(lines: Sequence[str], numbers: Sequence[int]) -> str:
    """Return the SHA-256 of the named lines of a document.

    Args:
        lines: the document, split into lines.
        numbers: 1-based line numbers, in order.

    The lines are NFC-normalised, stripped of trailing white space and joined by line feeds, so
    that a change of line ending or of encoding form does not count as a change of text.
    """
    chosen = (unicodedata.normalize("NFC", lines[number - 1]).rstrip() for number in numbers)
    return hashlib.sha256("\n".join(chosen).encode()).hexdigest()


def find_copy(document: Document, folder: Path) -> Path | None:
    """Return the file of `folder` that is the document: by its name, else by its digest."""
    named = folder / document.file
    if named.is_file():
        return named
    return next(
        (
            path
            for path in sorted(folder.iterdir())
            if path.is_file()
            and path.stat().st_size < 10_000_000
            and hashlib.sha256(path.read_bytes()).hexdigest() == document.sha256
        ),
        None,
    )


def verify_sources(evidence: Evidence, folder: Path) -> Iterator[tuple[str, str | None]]:
    """Compare every claim's passage with the copy of its document in `folder`.

    Yields:
        A claim's id (or a document's, when its file is missing) and what is wrong with it: None
        when the passage is the one that was read.
    """
    for document in evidence.documents.values():
        path = find_copy(document, folder)
        claims = [claim for claim in evidence.claims.values() if claim.document == document.id]
        if path is None:
            yield document.id, f"no file {document.file} in {folder}, nor one with its digest"
            for claim in claims:
                yield claim.id, f"lines {claim.lines}: missing, as the document is"
            continue
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        for claim in claims:
            place = f"{path.name}, lines {claim.lines}"
            if max(claim.line_numbers) > len(lines):
                yield claim.id, f"{place}: missing; the file ends at line {len(lines)}"
            elif passage_digest(lines, claim.line_numbers) != claim.sha256:
                yield claim.id, f"{place}: differs from the passage that was read"
            else:
                yield claim.id, None
