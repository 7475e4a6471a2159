"""Every figure can be drawn, read aloud, and read at half its width."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from imuran_edu.core import plotting
from imuran_edu.core.svg import page_svg
from imuran_edu.evidence import load_evidence
from imuran_edu.pharmacology import figures
from imuran_edu.widgets.figure import figure_html, figure_style
from imuran_edu.widgets.figure_spec import draw, drawn_file, figure_names, figure_spec, table

NAMES = figure_names()
LESSONS = Path(__file__).parents[2] / "notebooks"
WIDEST = 7.8  # inches: the text column of a lesson


def written(drawn: Figure) -> list[Text]:
    """Return the words of a figure that are really seen."""
    return [
        text
        for text in drawn.findobj(Text)
        if isinstance(text, Text) and text.get_visible() and text.get_text().strip()
    ]


def ticks_of(axes: Any) -> list[Text]:
    return [*axes.get_xticklabels(), *axes.get_yticklabels()]


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_shown_with_words_for_those_who_cannot_see_it(name: str) -> None:
    shown = BeautifulSoup(figure_html(name), "html.parser")
    given = figure_spec(name)
    (drawing,) = shown.select("figure > .imuran-figure-box > svg[role=img]")
    assert drawing["aria-label"] == given.alt and len(given.alt) > 80
    assert len(given.caption) > 40
    assert shown.select_one("figcaption").get_text() == given.caption
    words = shown.select_one("details > p").get_text()
    assert words == given.alt, "who sees little can read it too"
    assert "{{" not in str(shown) and "<script" not in str(shown)


@pytest.mark.parametrize("name", NAMES)
def test_the_colours_of_a_drawing_are_those_of_the_page(name: str) -> None:
    svg = drawn_file(name, ".svg").read_text(encoding="utf-8")
    variables = set(re.findall(r"var\((--imuran-fig-[a-z-]+),#[0-9a-f]{6}\)", svg))
    assert len(variables) > 2
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", re.sub(r"var\([^)]*\)|url\([^)]*\)", "", svg))
    for variable in variables:
        assert re.search(rf"{variable}:\s*light-dark\(#\w+,\s*#\w+\)", figure_style()), variable


@pytest.mark.parametrize("name", NAMES)
def test_letters_stay_letters_in_the_space_they_were_given(name: str) -> None:
    """A page whose font is wider or narrower must not write over what stands beside."""
    svg = drawn_file(name, ".svg").read_text(encoding="utf-8")
    assert all("textLength" in each for each in re.findall(r"<text[^>]*>", svg))
    drawn = draw(name)
    ticks = {text for axes in drawn.axes for text in ticks_of(axes)}
    told = BeautifulSoup(svg, "html.parser").get_text("\n").replace("\u00a0", " ").splitlines()
    for text in written(drawn):
        if text not in ticks:  # one beyond the end of its axis is never drawn
            assert set(text.get_text().splitlines()) <= {*told, ""}


@pytest.mark.parametrize("name", NAMES)
def test_the_table_of_a_figure_is_shown_with_heads(name: str) -> None:
    rows = table(name)
    shown = BeautifulSoup(figure_html(name), "html.parser")
    if not rows:
        assert not shown.select("table")
        return
    assert len({len(row) for row in rows}) == 1
    assert len(set(rows[0])) == len(rows[0]), "each head says something else"
    assert [each.get_text() for each in shown.select("th[scope=col]")] == rows[0]
    assert [each.get_text() for each in shown.select("th[scope=row]")] == [r[0] for r in rows[1:]]


def test_the_light_colours_of_the_stylesheet_are_those_of_the_drawings() -> None:
    for colour, name in plotting.PALETTE.items():
        if colour != "#000000":
            found = re.search(rf"--imuran-fig-{name}:\s*light-dark\((#[0-9a-f]+)", figure_style())
            assert found and to_rgb(found[1]) == to_rgb(colour), name


def test_a_figure_in_a_kernel_imports_neither_matplotlib_nor_numpy() -> None:
    code = "from imuran_edu import figure; import sys; figure('pathway')"
    code += "; print([each for each in ('matplotlib', 'numpy') if each in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip().endswith("[]")


def test_a_colour_without_a_name_is_refused() -> None:
    drawn = Figure()
    drawn.add_subplot().plot([0, 1], color="#123456")
    with pytest.raises(ValueError, match=r"#123456 has no name in plotting.PALETTE"):
        page_svg(drawn, "x")


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_keeps_the_style(name: str) -> None:
    drawn = draw(name)
    assert drawn.get_figwidth() <= WIDEST
    for text in written(drawn):
        # half of 11 points, on a screen of 96 dots an inch, is the least that can still be read
        assert text.get_fontsize() >= plotting.SMALL, text.get_text()


@pytest.mark.parametrize("name", NAMES)
def test_no_words_leave_the_sheet(name: str) -> None:
    drawn = draw(name)
    FigureCanvasAgg(drawn).draw()
    ticks = {text for axes in drawn.axes for text in ticks_of(axes)}
    sheet = drawn.bbox
    for text in written(drawn):
        box = text.get_window_extent()
        inside = (
            box.x0 >= sheet.x0 - 1
            and box.x1 <= sheet.x1 + 1
            and box.y0 >= sheet.y0 - 1
            and box.y1 <= sheet.y1 + 1
        )
        # a tick beyond the end of its axis has a label that is never drawn
        assert inside or text in ticks, f"{text.get_text()!r} is cut off"


def test_every_module_has_its_words_and_every_chart_its_module() -> None:
    modules = {
        path.stem.replace("_", "-") for path in Path(figures.__file__).parent.glob("[a-z]*.py")
    }
    charts = {name for name in NAMES if figure_spec(name).diagram is None}
    assert modules == charts


def test_an_unknown_figure_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match=r"no figure 'pathways'; there are: .*pathway"):
        figure_spec("pathways")


def test_the_words_beside_the_verdicts_count_what_the_register_holds() -> None:
    """The alternatives of two figures and a sentence of lesson 09 are written by hand."""
    numbers: dict[str, Counter[str]] = {"D1": Counter(), "D2": Counter()}
    for claim in load_evidence().claims.values():
        numbers[claim.document][str(claim.verdict)] += 1
    stacked = " ".join(figure_spec("verdicts-by-document").alt.split())
    strip = " ".join(figure_spec("faulty-claims-strip").alt.split())
    words = {
        "supported": "{} hold,",
        "supported-but-vague": "{} hold but are vague,",
        "misleading": "{} mislead,",
        "contradicted": "{} are contradicted,",
        "not-checkable": "{} are uncheckable,",
        "unsupported-placeholder": "{} are blank",
    }
    for page, part in zip(("D1", "D2"), stacked.split("Second page"), strict=True):
        counted = numbers[page]
        for verdict, phrase in words.items():
            assert phrase.format(counted[verdict]) in part, (page, verdict)
        assert re.search(rf"\b{counted['outdated']} (is|are) outdated", part), page
        fail = counted.total() - counted["supported"] - counted["supported-but-vague"]
        assert f"{fail} of {counted.total()}" in strip, page
    both = numbers["D1"] + numbers["D2"]
    hold = both["supported"] + both["supported-but-vague"]
    lesson = (LESSONS / "09_reading_the_documents.ipynb").read_text(encoding="utf-8")
    assert f"lie {hold} claims" in lesson
    assert f"only {both['contradicted']} are flatly contradicted" in lesson
