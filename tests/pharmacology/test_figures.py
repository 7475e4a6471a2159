"""Every figure can be drawn, read aloud, and read at half its width."""

from __future__ import annotations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from imuran_edu.core import plotting
from imuran_edu.pharmacology.figure_output import as_html
from imuran_edu.pharmacology.registry import FOLDER, draw, figure_names, figure_spec

NAMES = figure_names()
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
    modules = {path.stem.replace("_", "-") for path in FOLDER.glob("[a-z]*.py")}
    charts = {name for name in NAMES if figure_spec(name).diagram is None}
    assert modules == charts


def test_an_unknown_figure_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match=r"no figure 'pathways'; there are: .*pathway"):
        figure_spec("pathways")
