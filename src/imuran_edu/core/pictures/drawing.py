"""A box, a chart, a calendar or a molecule as inline SVG in the colour of the text around it.

No drawing is wider than a phone's question, so that letters keep their size there.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from math import hypot

from imuran_edu.core.pictures.spec import Box, Calendar, Chart, Molecule, PictureSpec

WIDTH = 340  # pixels
BOND = 34  # pixels from atom to atom
_LINE = "stroke='currentColor' stroke-width='1.5' fill='none'"


def drawing_html(spec: PictureSpec) -> str:
    """Return what a file shows as SVG, with its words for those who do not see it.

    Raises:
        ValueError: it is a sheet, which is no drawing.
    """
    if spec.box:
        return _box(spec.box)
    if spec.chart:
        return _chart(spec.chart)
    if spec.calendar:
        return _calendar(spec.calendar)
    if spec.molecules:
        names = "ABCD" if len(spec.molecules) > 1 else " "
        return "".join(map(_molecule, spec.molecules, names))
    raise ValueError("a sheet is no drawing")


def _svg(width: float, height: float, alt: str, parts: Iterator[str] | Sequence[str]) -> str:
    return (
        f"<svg role='img' aria-label='{escape(alt)}' viewBox='0 0 {width:g} {height:g}' "
        f"width='{width:g}' height='{height:g}' "
        f"font-family='inherit' font-size='14'>{''.join(parts)}</svg>"
    )


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f"<text x='{x:g}' y='{y:g}' fill='currentColor' {more}>{escape(text)}</text>"


def _rect(x: float, y: float, width: float, height: float, more: str = _LINE) -> str:
    return f"<rect x='{x:g}' y='{y:g}' width='{width:g}' height='{height:g}' {more}/>"


# ---- a pack -------------------------------------------------------------------------------------


def _box(box: Box) -> str:
    printed = 58 + 20 * len(box.lines)
    label = 20 * len(box.label) + 18 if box.label else 0
    height = 26 + printed + (label + 12 if label else 0) + 12
    said = [box.name, box.strength, *box.lines]
    alt = f"A {box.shape}. Printed on it: {'; '.join(said)}."
    if box.label:
        alt += f" The pharmacy's label: {'; '.join(box.label)}."
    return _svg(WIDTH, height, alt, list(_pack(box, height, printed, label)))


def _pack(box: Box, height: float, printed: float, label: float) -> Iterator[str]:
    if box.shape == "bottle":
        yield _rect(WIDTH / 2 - 40, 2, 80, 16, f"rx='3' {_LINE}")
        yield _rect(2, 18, WIDTH - 4, height - 20, f"rx='16' {_LINE}")
    else:
        right, low = WIDTH - 18, height - 2
        yield f"<path d='M2 18 L18 2 H{WIDTH - 2} V{low - 16} L{right} {low}' {_LINE}/>"
        yield f"<path d='M{WIDTH - 18} 18 L{WIDTH - 2} 2' {_LINE}/>"
        yield _rect(2, 18, WIDTH - 20, height - 20)
    yield _text(18, 48, box.name, "font-size='21' font-weight='700'")
    yield _text(18, 70, box.strength, "font-size='16'")
    for number, line in enumerate(box.lines):
        yield _text(18, 92 + 20 * number, line)
    if label:
        top = 26 + printed
        yield _rect(14, top, WIDTH - 46, label, "fill='currentColor' fill-opacity='0.07'")
        yield _rect(14, top, WIDTH - 46, label, f"stroke-dasharray='4 3' {_LINE}")
        for number, line in enumerate(box.label):
            yield _text(22, top + 23 + 20 * number, line)


# ---- values over time ---------------------------------------------------------------------------


def _chart(chart: Chart) -> str:
    points = "; ".join(f"{chart.across} {time:g}: {value:g}" for time, value in chart.points)
    alt = f"{chart.title}. {points}."
    if chart.limit is not None:
        alt += f" A line at {chart.limit:g}, {chart.limit_name}."
    return _svg(WIDTH, 218, alt, list(_curve(chart)))


def _curve(chart: Chart) -> Iterator[str]:
    times = [time for time, _ in chart.points]
    top = max([value for _, value in chart.points] + [chart.limit or 0]) * 1.15
    low, long = min(times), max(times) - min(times)

    def place(time: float, value: float) -> tuple[float, float]:
        return 48 + (time - low) / long * (WIDTH - 74), 180 - value / top * 140

    yield _text(4, 16, chart.title, "font-weight='600'")
    yield f"<path d='M26 34 V180 H{WIDTH - 4}' {_LINE}/>"
    if chart.limit is not None:
        y = place(low, chart.limit)[1]
        yield f"<path d='M26 {y:.1f} H{WIDTH - 4}' stroke-dasharray='5 4' {_LINE}/>"
        yield _text(WIDTH - 6, y - 5, chart.limit_name, "text-anchor='end' font-size='12'")
    corners = [place(*point) for point in chart.points]
    yield f"<path d='M{' L'.join(f'{x:.1f} {y:.1f}' for x, y in corners)}' {_LINE}/>"
    for (time, value), (x, y) in zip(chart.points, corners, strict=True):
        yield f"<circle cx='{x:.1f}' cy='{y:.1f}' r='4' fill='currentColor'/>"
        yield _text(x, y - 9, f"{value:g}", "text-anchor='middle' font-size='13'")
        yield _text(x, 197, f"{time:g}", "text-anchor='middle' font-size='13'")
    yield _text(WIDTH - 4, 213, chart.across, "text-anchor='end' font-size='12'")


# ---- a calendar ---------------------------------------------------------------------------------


def _calendar(leaves: Calendar) -> str:
    marks = "; ".join(
        f"{day:%A} {day.day} {day:%B} {day.year}: {word}" for day, word in leaves.marks.items()
    )
    parts: list[str] = []
    top = 0.0
    for month in leaves.months:
        parts += _leaf(month, leaves.marks, top)
        top += 56 + 30 * len(calendar.monthcalendar(month.year, month.month))
    for day, word in leaves.marks.items():
        parts.append(_text(4, top + 8, f"{day.day} {day:%B}: {word}"))
        top += 22
    return _svg(WIDTH, top, f"A calendar. {marks}.", parts)


def _leaf(month: date, marks: dict[date, str], top: float) -> Iterator[str]:
    wide = WIDTH / 7
    yield _text(4, top + 18, f"{month:%B} {month.year}", "font-weight='600'")
    for column, name in enumerate(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")):
        yield _text(wide * (column + 0.5), top + 40, name, "text-anchor='middle' font-size='12'")
    for row, week in enumerate(calendar.monthcalendar(month.year, month.month)):
        for column, day in enumerate(week):
            if not day:
                continue
            x, y = wide * (column + 0.5), top + 62 + 30 * row
            if date(month.year, month.month, day) in marks:
                box = (wide * column + 6, y - 19, wide - 12, 27)
                yield _rect(*box, "fill='currentColor' fill-opacity='0.12'")
                yield _rect(*box)
            yield _text(x, y, str(day), "text-anchor='middle'")


# ---- a molecule ---------------------------------------------------------------------------------


def _molecule(molecule: Molecule, name: str) -> str:
    xs = [atom.x for atom in molecule.atoms.values()]
    ys = [atom.y for atom in molecule.atoms.values()]
    left, top = min(xs) - 0.7, min(ys) - 0.6
    width, height = (max(xs) - left + 0.9) * BOND, (max(ys) - top + 0.6) * BOND
    places = {
        key: ((atom.x - left) * BOND, (atom.y - top) * BOND) for key, atom in molecule.atoms.items()
    }
    parts = [_text(2, 16, name.strip(), "font-weight='700'")]
    parts += [line for bond in molecule.bonds for line in _bond(bond, molecule, places)]
    for key, atom in molecule.atoms.items():
        if atom.letters:
            x, y = places[key]
            parts.append(_text(x, y + 5, atom.letters, "text-anchor='middle' font-size='15'"))
    return _svg(width, height, molecule.alt, parts)


def _bond(bond: str, molecule: Molecule, places: dict[str, tuple[float, float]]) -> Iterator[str]:
    double = "=" in bond
    first, second = bond.replace("=", "-").split("-")
    (x1, y1), (x2, y2) = places[first], places[second]
    length = hypot(x2 - x1, y2 - y1)
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    before = 10 if molecule.atoms[first].letters else 0
    after = 10 if molecule.atoms[second].letters else 0
    for shift in (-2.2, 2.2) if double else (0.0,):
        a = (x1 + dx * before - dy * shift, y1 + dy * before + dx * shift)
        b = (x2 - dx * after - dy * shift, y2 - dy * after + dx * shift)
        yield f"<path d='M{a[0]:.1f} {a[1]:.1f} L{b[0]:.1f} {b[1]:.1f}' {_LINE}/>"
