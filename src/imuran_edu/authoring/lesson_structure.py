"""The parts that every lesson has, in one order, so that a student knows where to look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from imuran_edu.core.lesson_cells import Cell, call_in, source_of
from imuran_edu.evidence import Lesson

FIGURES = 2
FEWEST_CLAIMS, MOST_CLAIMS = 6, 8
KEY_POINTS = 7


def missing_parts(lesson: Lesson, cells: list[Cell]) -> Iterator[str]:
    """Yield what a lesson lacks or has in the wrong place, one line each.

    Args:
        lesson: the lesson; an introduction needs none of the parts but the last.
        cells: its notebook's cells.
    """
    calls = [(index, *call) for index, call in _calls(cells)]
    if _call(calls, "progress") is None:
        yield "has no progress() at its end, with which a learner takes the answers along"
    if lesson.introduction:
        return
    headings = [(index, text) for index, cell in enumerate(cells) for text in _headings(cell)]
    found = {
        f'the warm-up: quiz("{lesson.id}-warm-up")': _quiz(calls, f"{lesson.id}-warm-up"),
        "a heading 'A worked example'": _heading(headings, "worked example"),
        "the claims: claims_table(...)": _call(calls, "claims_table"),
        f'the practice quiz: quiz("{lesson.id}")': _quiz(calls, lesson.id),
        "a heading 'Key points'": _heading(headings, "key points"),
        f'the references: reference_list("{lesson.id}", ...)': _call(
            calls, "reference_list", lesson.id
        ),
    }
    for part, place in found.items():
        if place is None:
            yield f"has no part for {part}"
    places = [place for place in found.values() if place is not None]
    if places != sorted(places):
        yield f"has its parts in another order than: {', then '.join(found)}"
    yield from _game(calls)
    figures = sum(name == "figure" for _, name, _ in calls)
    if figures < FIGURES:
        yield f"has {figures} figures, not {FIGURES}"
    yield from _key_points(cells)


def _calls(cells: list[Cell]) -> Iterator[tuple[int, tuple[str, list[str]]]]:
    for index, cell in enumerate(cells):
        if cell["cell_type"] == "code":
            try:
                call = call_in(source_of(cell))
            except SyntaxError:
                continue  # the check of the cells says so
            if call:
                yield index, call


def _headings(cell: Cell) -> list[str]:
    if cell["cell_type"] != "markdown":
        return []
    return re.findall(r"^#+ +(.+)$", source_of(cell), re.MULTILINE)


def _call(calls: list[tuple[int, str, list[str]]], name: str, first: str = "") -> int | None:
    places = (at for at, called, args in calls if called == name and first in ("", *args[:1]))
    return next(places, None)


def _game(calls: list[tuple[int, str, list[str]]]) -> Iterator[str]:
    shown = {claim for _, name, args in calls if name == "claims_table" for claim in args}
    for _, name, args in calls:
        if name != "claims_game":
            continue
        if not FEWEST_CLAIMS <= len(args) <= MOST_CLAIMS:
            few, many = FEWEST_CLAIMS, MOST_CLAIMS
            yield f"has a game of {len(args)} claims; {few} to {many} are judged with care"
        for claim in args:
            if claim not in shown:
                yield f"has {claim} in its game and not in its table"


def _quiz(calls: list[tuple[int, str, list[str]]], bank: str) -> int | None:
    """Return where the quiz of a bank stands: its questions of no section."""
    return next((at for at, name, args in calls if (name, args) == ("quiz", [bank])), None)


def sections_shown(cells: list[Cell], banks: Mapping[str, list[str] | None]) -> Iterator[str]:
    """Yield where a lesson shows a section of a bank twice, or leaves one out.

    Args:
        cells: the notebook's cells.
        banks: the sections of each practice bank, by name; None where it has a fault.
    """
    shown = [args for _, (name, args) in _calls(cells) if name == "quiz"]
    for bank in dict.fromkeys(args[0] for args in shown if args):
        for section in banks.get(bank) or ():
            found = shown.count([bank, section])
            if found != 1:
                yield (
                    f"shows the section '{section}' of '{bank}' {found} times, not once; its "
                    f'place is a cell quiz("{bank}", "{section}")'
                )


def _heading(headings: list[tuple[int, str]], words: str) -> int | None:
    return next((at for at, text in headings if words in text.casefold()), None)


def _key_points(cells: list[Cell]) -> Iterator[str]:
    for cell in cells:
        if any("key points" in text.casefold() for text in _headings(cell)):
            points = re.findall(r"^ *(?:[0-9]+[.)]|[-*]) ", source_of(cell), re.MULTILINE)
            if not 0 < len(points) <= KEY_POINTS:
                yield f"has {len(points)} key points; at most {KEY_POINTS} can be remembered"
