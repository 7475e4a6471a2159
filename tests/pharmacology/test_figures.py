"""Every figure can be drawn, read aloud, and read at half its width."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from imuran_edu.core import plotting
from imuran_edu.evidence import load_evidence
from imuran_edu.pharmacology import figures
from imuran_edu.widgets.figure import as_html
from imuran_edu.widgets.figure_spec import draw, figure_names, figure_spec

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


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_drawn_with_words_for_those_who_cannot_see_it(name: str) -> None:
    html = as_html(name)
    assert "data:image/svg+xml;base64," in html
    assert len(figure_spec(name).alt) > 80, "the text alternative tells what is shown"
    assert len(figure_spec(name).caption) > 40
    assert "{{" not in html


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
    ticks = {
        label for axes in drawn.axes for label in (*axes.get_xticklabels(), *axes.get_yticklabels())
    }
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
