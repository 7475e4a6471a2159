"""An explorer on the page: a prediction, sliders, a picture that follows them, and words for it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape
from pathlib import Path
from time import monotonic
from typing import Any, Final, Protocol

import anywidget
import ipywidgets as widgets
import traitlets
from IPython.display import display

from imuran_edu.core.content_packages import content_module
from imuran_edu.widgets.explorer_spec import ExplorerSpec, Values, explorer_spec

NOT_FOR_DOSING: Final = "Teaching model, not for dosing a patient."
PAUSE: Final = 0.8  # seconds without a move, after which the last picture becomes the faint one
STATIC: Final = Path(__file__).with_name("static")  # built from js/
CARD: Final = "background:#fff;color:#222;border:1px solid #d0d0d0;border-radius:10px;padding:12px"
LABEL: Final = "190px"


class View(Protocol):
    """What an explorer's module `explorers/NAME.py` offers under the name `View`."""

    def show(self, now: Values, before: Values | None) -> bytes | str:
        """Return a picture (PNG) or a table (HTML) of these values, with the former ones faint."""

    def describe(self, now: Values) -> str:
        """Return in plain words what the picture shows now."""


class ExplorerPicture(anywidget.AnyWidget):
    """The picture and its text alternative, or the table."""

    _esm = STATIC.joinpath("explorer_picture.js").read_text(encoding="utf-8")
    _css = STATIC.joinpath("explorer.css").read_text(encoding="utf-8")
    png = traitlets.Bytes().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)

    def put(self, shown: bytes | str, words: str) -> None:
        """Show a picture (PNG) or a table (HTML), with its words, in one message."""
        with self.hold_sync():
            if isinstance(shown, bytes):
                self.png = shown
            else:
                self.html = shown
            self.alt = words


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
    explorer = Explorer(name)
    display(explorer.box)
    publish: Any = display
    publish({"text/html": explorer.fallback(), "text/plain": explorer.described}, raw=True)


class Explorer:
    """One explorer: its widgets, and what passes between them.

    Attributes:
        box: everything, ready to be displayed.
        words: the description of the picture, as a widget.
        described: the same as plain text.
    """

    def __init__(self, name: str) -> None:
        self.spec = explorer_spec(name)
        self._view = view(name)
        self._before: dict[str, Any] | None = None
        self._moved = 0.0
        self._quiet = False
        self._now = _start(self.spec)
        self.controls = {each.id: _control(each) for each in self.spec.controls}
        self.words = widgets.HTML()
        self._shown = ExplorerPicture()
        self._show(None)
        for control in self.controls.values():
            control.observe(self._change, names="value")
        self.box = widgets.VBox(self._parts(), layout=widgets.Layout(max_width="818px"))
        self.box.add_class("imuran-explorer")

    def fallback(self) -> str:
        """Return plain HTML that stands for the explorer where widgets cannot run.

        It is the explorer as it opens, with its prediction and the words for the picture.
        """
        words = escape(self.described)
        picture = self._shown.html or (
            "<img src='data:image/png;base64,"
            f"{base64.b64encode(self._shown.png).decode('ascii')}' alt='{words}' "
            "style='display:block;width:100%;height:auto'>"
        )
        asked = escape(self.spec.prediction.question)
        return (
            f"<div class='imuran-static'><figure style='{CARD};max-width:782px;margin:0.5em 0'>"
            f"<strong>{escape(self.spec.title)}</strong><p>{asked}</p>{picture}<p>{words}</p>"
            f"<figcaption>{escape(self.spec.caption)} <em>{NOT_FOR_DOSING}</em></figcaption>"
            "</figure></div>"
        )

    @property
    def values(self) -> dict[str, Any]:
        """The values of the controls, as the view is given them."""
        return {name: control.value for name, control in self.controls.items()}

    def set(self, values: Values) -> None:
        """Set several controls with one new picture."""
        self._quiet = True
        try:
            for name, value in values.items():
                self.controls[name].value = value
        finally:
            self._quiet = False
        self._change(None)

    def _change(self, _: Any) -> None:
        now = self.values
        if self._quiet or now == self._now or None in now.values():
            return
        if monotonic() - self._moved > PAUSE:
            self._before = self._now
        self._moved = monotonic()
        self._now = now
        self._show(self._before)

    def _show(self, before: Values | None) -> None:
        self.described = self._view.describe(self._now)
        self._shown.put(self._view.show(self._now, before), self.described)
        told = f"<p role='status'>{escape(self.described)}</p>"
        self.words.value = told

    def _parts(self) -> list[Any]:
        reset = widgets.Button(description="Reset", icon="undo", tooltip="Back to the start")
        reset.on_click(lambda _: self.set(_start(self.spec)))
        buttons = [self._button(each.name, each.values) for each in self.spec.presets]
        row = widgets.HBox([*buttons, reset], layout=widgets.Layout(flex_flow="row wrap"))
        panel = widgets.VBox([*self.controls.values(), row])
        frame = widgets.Box([self._shown], layout=widgets.Layout(width="100%", display="block"))
        lower = widgets.VBox([panel, frame, self.words])
        foot = widgets.HTML(
            f"<p style='font-size:0.92em'>{escape(self.spec.caption)} "
            f"<strong>{NOT_FOR_DOSING}</strong></p>"
        )
        return [_prediction(self.spec, lower), lower, foot]

    def _button(self, name: str, values: Values) -> widgets.Button:
        button = widgets.Button(description=name, layout=widgets.Layout(width="auto"))
        button.on_click(lambda _: self.set({**_start(self.spec), **self._days(), **values}))
        return button

    def _days(self) -> dict[str, Any]:
        """Return the dates that were chosen: a preset keeps them, as it can name none."""
        days = {each.id for each in self.spec.controls if each.kind == "date"}
        return {name: day for name, day in self.values.items() if name in days and day is not None}


def _start(given: ExplorerSpec) -> dict[str, Any]:
    from datetime import date

    dates = {each.id: date.today() for each in given.controls if each.kind == "date"}
    return {**given.start, **dates}


def _control(given: Any) -> Any:
    style = {"description_width": LABEL}
    layout = widgets.Layout(width="min(100%, 560px)")
    match given.kind:
        case "slider":
            whole = all(float(each).is_integer() for each in (given.low, given.step, given.value))
            make = widgets.IntSlider if whole else widgets.FloatSlider
            cast: Callable[[float], Any] = int if whole else float
            unit = f" ({given.unit})" if given.unit else ""
            return make(
                value=cast(given.value),
                min=cast(given.low),
                max=cast(given.high),
                step=cast(given.step),
                description=given.label + unit,
                style=style,
                layout=layout,
                **({} if whole else {"readout_format": _decimals(given.step)}),
            )
        case "choice":
            options = [(words, value) for value, words in given.options.items()]
            return widgets.Dropdown(
                options=options,
                value=given.value,
                description=given.label,
                style=style,
                layout=layout,
            )
        case "switch":
            return widgets.Checkbox(
                value=given.value, description=given.label, indent=True, style=style, layout=layout
            )
        case "text":
            return widgets.Text(
                value="",
                placeholder=given.hint,
                description=given.label,
                continuous_update=False,
                style=style,
                layout=layout,
            )
        case _:
            from datetime import date

            return widgets.DatePicker(
                value=date.today(),
                description=given.label,
                style=style,
                layout=layout,
            )


def _decimals(step: float) -> str:
    return f".{max(0, len(f'{step:g}'.partition('.')[2]))}f"


def _prediction(given: ExplorerSpec, lower: widgets.VBox) -> widgets.VBox:
    """Return the question before the first move; the rest opens when it is answered."""
    asked = given.prediction
    lower.layout.display = "none"
    title = widgets.HTML(
        f"<h4>{escape(given.title)}</h4>"
        f"<p><strong>First predict.</strong> {escape(asked.question)}</p>"
    )
    told = widgets.HTML()
    buttons = [
        widgets.Button(description=option, layout=widgets.Layout(width="auto"))
        for option in asked.options
    ]
    seen = widgets.Button(description="What is there to see?", layout=widgets.Layout(width="auto"))
    seen.layout.display = "none"

    def predicted(button: widgets.Button) -> None:
        for each in buttons:
            each.disabled = True
            each.button_style = "info" if each is button else ""
        told.value = (
            f"<p role='status'>You predict: "
            f"<strong>{escape(button.description)}</strong>. {escape(asked.look)}</p>"
        )
        lower.layout.display = ""
        seen.layout.display = ""

    def tell(_: widgets.Button) -> None:
        told.value += f"<p role='status'>{escape(asked.seen)}</p>"
        seen.layout.display = "none"

    for each in buttons:
        each.on_click(predicted)
    seen.on_click(tell)
    row = widgets.HBox([*buttons, seen], layout=widgets.Layout(flex_flow="row wrap"))
    return widgets.VBox([title, row, told])
