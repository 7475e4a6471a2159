"""An explorer: a prediction, controls, and a picture that follows them.

The page holds the values of the controls and what was predicted; the kernel only draws what it is
asked for, and imports what it draws with when it is first asked. Until then, and wherever there is
no kernel, pictures stand that were drawn when the course was built.
"""

from __future__ import annotations

import json
from functools import cache
from html import escape
from typing import Any, Protocol, cast

import traitlets
from IPython.display import display

from imuran_edu.core.content_packages import content_module
from imuran_edu.core.markup import to_html
from imuran_edu.core.words import _
from imuran_edu.widgets.explorer_spec import ExplorerSpec, Values, explorer_spec, still_file
from imuran_edu.widgets.figure import figure_style, with_words
from imuran_edu.widgets.page_script import next_module, shipped
from imuran_edu.widgets.protocol_explorer import (
    ExplorerControl,
    ExplorerView,
    ShownMessage,
    StillView,
)
from imuran_edu.widgets.quiz_widget import CourseWidget, close_previous


class Picture(Protocol):
    """What a view has drawn (`core.blit_canvas.Canvas`)."""

    def png(self, dark: bool = False) -> bytes:
        """Return it as PNG, for a light or a dark page."""

    def svg(self, name: str) -> str:
        """Return it as SVG in the colours of the page."""


class View(Protocol):
    """What an explorer's module `explorers/NAME.py` offers under the name `View`."""

    def show(self, now: Values, before: Values | None) -> Picture | str:
        """Return a picture or a table (HTML) of these values, with the former ones faint."""

    def brief(self, now: Values) -> str:
        """Say in a few words what the values have come to: it is read out after a move."""

    def describe(self, now: Values) -> str:
        """Return in plain words all that the picture shows."""


@cache
def view(name: str) -> View:
    """Return the view of an explorer; matplotlib and numpy are imported here and not before."""
    made: View = content_module("explorers", name).View()
    return made


def explore(name: str) -> None:
    """Show one of the course's explorers under the cell.

    Args:
        name: such as "metabolites"; the error for an unknown name lists them all.

    Raises:
        ValueError: there is no explorer of that name.
    """
    widget = ExplorerWidget(name)
    close_previous(widget, name)
    display(widget)
    publish: Any = display
    publish({"text/html": fallback(name), "text/plain": widget.explorer["title"]}, raw=True)


class ExplorerWidget(CourseWidget):
    """An explorer on the page of a notebook."""

    explorer: Any = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str) -> None:
        self._esm = next_module()
        super().__init__(explorer=explorer_view(name))
        self._name = name
        self.on_msg(self._receive)

    def _receive(self, _: Any, content: Any, __: Any) -> None:
        kind = content.get("type") if isinstance(content, dict) else None
        if kind == "script":
            self.send({"type": "script", **shipped()})
        elif kind == "show":
            reply, pictures = drawn(self._name, content)
            self.send(reply, pictures)


def drawn(name: str, asked: dict[str, Any]) -> tuple[ShownMessage, list[bytes]]:
    """Draw what a page asks for (`ShowMessage`).

    Returns:
        The reply, and its picture if there is one. What cannot be drawn is said in the reply's
        `problem`: no page's message raises.
    """
    reply: ShownMessage = {
        "type": "shown",
        "number": str(asked.get("number")),
        "html": "",
        "words": "",
        "brief": "",
        "problem": "",
    }
    spec = explorer_spec(name)
    now, before = spec.read(asked.get("now")), spec.read(asked.get("before"))
    if now is None:
        return {**reply, "problem": _("These values cannot be shown.")}, []
    made = view(name)
    shown = made.show(now, before)
    reply = {**reply, "words": made.describe(now), "brief": made.brief(now)}
    if isinstance(shown, str):
        return {**reply, "html": shown}, []
    return reply, [shown.png(dark=asked.get("dark") is True)]


@cache
def explorer_view(name: str, presets: bool = False) -> ExplorerView:
    """Return what a page needs to draw an explorer.

    Args:
        name: of the explorer.
        presets: whether the pictures of its presets come along, for a page without a kernel.

    Raises:
        ValueError: there is no explorer of that name.
        FileNotFoundError: it was not drawn; `imuran-edu build` draws it.
    """
    spec = explorer_spec(name)
    asked = spec.prediction
    stills = json.loads(still_file(name).read_text(encoding="utf-8"))["stills"]
    found: ExplorerView = {
        "name": name,
        "title": spec.title,
        "question": asked.question,
        "options": asked.options,
        "right": asked.options.index(asked.right),
        "look": asked.look,
        "seen": asked.seen,
        "take_home": to_html(asked.take_home),
        "controls": [_control(each) for each in spec.controls],
        "presets": [{"name": each.name, "values": each.values} for each in spec.presets],
        "caption": spec.caption,
        "stills": stills if presets else stills[:1],
    }
    if spec.drag:
        found["drag"] = {"x": spec.drag.x, "y": spec.drag.y, "area": list(spec.drag.area)}
    return found


def _control(given: Any) -> ExplorerControl:
    found = given.model_dump(mode="json", exclude={"options", "still"})
    if given.kind == "choice":
        found["options"] = [{"value": value, "text": text} for value, text in given.options.items()]
    return cast(ExplorerControl, found)


def stills(name: str) -> list[StillView]:
    """Draw the pictures that stand for an explorer: as it opens, and each preset."""
    spec, made = explorer_spec(name), view(name)
    found: list[StillView] = []
    for number, values in enumerate([{}, *(each.values for each in spec.presets)]):
        now = {**spec.still, **values}
        before = spec.still if number else None
        shown = made.show(now, before)
        picture = shown if isinstance(shown, str) else shown.svg(f"{name}-{number}")
        found.append({"picture": picture, "words": made.describe(now), "brief": made.brief(now)})
    return found


@cache
def fallback(name: str) -> str:
    """Return plain HTML that stands for the explorer where no script runs.

    It is the explorer as it opens, with its prediction and, folded, what there is to see.
    """
    spec: ExplorerSpec = explorer_spec(name)
    still = explorer_view(name)["stills"][0]
    asked = spec.prediction
    picture = still["picture"]
    if picture.startswith("<svg "):
        picture = with_words(picture, still["words"])
    options = "".join(f"<li>{escape(option)}</li>" for option in asked.options)
    return (
        f"<div class='imuran-static'><style>{figure_style()}</style>"
        f"<figure class='imuran-figure'><p><strong>{escape(spec.title)}</strong></p>"
        f"<p>{escape(asked.question)}</p><ul>{options}</ul>"
        "<div class='imuran-figure-box' tabindex='0' role='group' "
        f"aria-label='{escape(spec.title)}'>{picture}</div><p>{escape(still['words'])}</p>"
        f"<details><summary>{_('What is there to see?')}</summary><p>{escape(asked.seen)}</p>"
        f"{to_html(asked.take_home)}</details>"
        f"<figcaption>{escape(spec.caption)} "
        f"<em>{_('Teaching model, not for dosing a patient.')}</em></figcaption></figure></div>"
    )
