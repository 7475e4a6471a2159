"""Every explorer: any setting gives a picture and words, and the page around it behaves."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from imuran_edu.core import InputError, Source, validate
from imuran_edu.core.blit_canvas import FAINTEST
from imuran_edu.pharmacology import explorers
from imuran_edu.widgets import explorer as module
from imuran_edu.widgets.explorer import NOT_FOR_DOSING, PAUSE, Explorer, View, view
from imuran_edu.widgets.explorer_spec import ExplorerSpec, explorer_names, explorer_spec

NAMES = explorer_names()
PNG = b"\x89PNG\r\n\x1a\n"
HIGHEST_DOSE = 3  # mg/kg/day: the model was not made for more
NO_VALUE = re.compile(r"\b(nan|inf)\b|\{\{", re.IGNORECASE)


@cache
def shown(name: str) -> View:
    return view(name)


def ends(control: Any) -> tuple[Any, ...]:
    match control.kind:
        case "slider":
            return control.low, control.high
        case "choice":
            return tuple(control.options)
        case "switch":
            return False, True
        case "text":
            return ("",)
        case _:
            return (date(2024, 2, 28),)


def anything(control: Any) -> st.SearchStrategy[Any]:
    if control.kind == "slider":
        steps = round((control.high - control.low) / control.step)
        whole = all(float(each).is_integer() for each in (control.low, control.step, control.value))
        kind = int if whole else float
        return st.integers(0, steps).map(lambda step: kind(control.low + step * control.step))
    if control.kind == "text":
        return st.sampled_from(["", "*1/*3", "*3/*9", "*1/*5", "<b>*1</b>"])
    if control.kind == "date":
        return st.dates(date(2020, 1, 1), date(2060, 1, 1))
    return st.sampled_from(ends(control))


def settings_of(name: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({each.id: anything(each) for each in explorer_spec(name).controls})


def start(name: str) -> dict[str, Any]:
    dates = {
        each.id: date(2024, 2, 28) for each in explorer_spec(name).controls if each.kind == "date"
    }
    return {**explorer_spec(name).start, **dates}


def extremes(name: str) -> Iterator[dict[str, Any]]:
    controls = explorer_spec(name).controls
    for values in product(*(ends(each) for each in controls)):
        yield dict(zip((each.id for each in controls), values, strict=True))


def check(name: str, now: dict[str, Any], before: dict[str, Any] | None) -> None:
    picture = shown(name).show(now, before)
    if isinstance(picture, bytes):
        assert picture.startswith(PNG)
    else:
        assert picture.strip().startswith("<")
        assert "<script" not in picture
        assert not NO_VALUE.search(re.sub(r"<[^>]*>", " ", picture)), picture
    words = shown(name).describe(now)
    assert len(words) > 20
    assert not NO_VALUE.search(words), words
    assert "<" not in words, "words are not HTML"


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15)
@given(data=st.data())
def test_any_setting_has_a_picture_and_words(name: str, data: st.DataObject) -> None:
    before = data.draw(st.none() | settings_of(name))
    check(name, data.draw(settings_of(name)), before)


@pytest.mark.parametrize("name", NAMES)
def test_the_corners_have_them_too(name: str) -> None:
    corners = list(extremes(name))
    # a fixed stride through all the corners, if they are many
    chosen = list(islice(corners, 0, None, max(1, len(corners) // 16)))
    for now in (*chosen, corners[-1]):
        check(name, now, start(name))


@pytest.mark.parametrize("name", NAMES)
def test_each_preset_has_them(name: str) -> None:
    for preset in explorer_spec(name).presets:
        check(name, {**start(name), **preset.values}, start(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_depends_on_nothing_but_its_values(name: str) -> None:
    first = shown(name).show(start(name), None)
    for preset in explorer_spec(name).presets:
        shown(name).show({**start(name), **preset.values}, start(name))
    again = shown(name).show(start(name), None)
    if isinstance(first, bytes) and isinstance(again, bytes):
        # the 256 colours may be another picture's, a shade apart
        apart = ImageChops.difference(*(dots(each).convert("L") for each in (first, again)))
        assert sum(apart.histogram()[FAINTEST + 1 :]) < apart.width * apart.height / 2000
    else:
        assert again == first


def dots(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


@pytest.mark.parametrize("name", NAMES)
def test_the_former_values_leave_a_trace(name: str) -> None:
    other = {**start(name), **explorer_spec(name).presets[0].values}
    fresh, traced = shown(name).show(other, None), shown(name).show(other, start(name))
    if isinstance(fresh, bytes):
        assert fresh != traced


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_is_complete(name: str) -> None:
    spec = explorer_spec(name)
    asked = spec.prediction
    assert spec.title and asked.question.endswith("?")
    assert len(asked.look) > 20 and len(asked.seen) > 40
    assert len(set(asked.options)) == len(asked.options) >= 2
    assert 3 <= len(spec.presets) <= 6
    assert len({preset.name for preset in spec.presets}) == len(spec.presets)
    assert len(spec.caption) > 60
    words = " ".join([spec.title, asked.question, asked.look, asked.seen, spec.caption])
    assert "!" not in words and "—" not in words and "{{" not in words


@pytest.mark.parametrize("name", NAMES)
def test_a_slider_reaches_both_of_its_ends(name: str) -> None:
    for control in explorer_spec(name).controls:
        if control.kind != "slider":
            continue
        steps = (control.high - control.low) / control.step
        assert steps == pytest.approx(round(steps)), control.id
        assert (control.value - control.low) / control.step == pytest.approx(
            round((control.value - control.low) / control.step)
        )
        if control.unit == "mg/kg/day":
            assert control.high <= HIGHEST_DOSE


@pytest.mark.parametrize("name", NAMES)
def test_the_widgets_are_those_of_the_plan(name: str) -> None:
    explorer = Explorer(name)
    assert list(explorer.controls) == [each.id for each in explorer_spec(name).controls]
    for control in explorer_spec(name).controls:
        widget = explorer.controls[control.id]
        assert control.label in widget.description
        if control.kind == "slider":
            assert (widget.min, widget.max) == (control.low, control.high)
            assert widget.step == control.step
        if control.kind == "date":
            assert widget.value == date.today()
        else:
            assert widget.value == control.value


def parts(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from parts(child)


def button(explorer: Explorer, words: str) -> widgets.Button:
    (found,) = [
        each
        for each in parts(explorer.box)
        if isinstance(each, widgets.Button) and each.description == words
    ]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_sets_its_values_and_reset_takes_them_back(name: str) -> None:
    explorer = Explorer(name)
    opened = explorer.values
    words = explorer.words.value
    for preset in explorer_spec(name).presets:
        button(explorer, preset.name).click()
        assert explorer.values == {**opened, **preset.values}
        described = shown(name).describe(explorer.values)
        assert module.escape(described) in explorer.words.value
    button(explorer, "Reset").click()
    assert explorer.values == opened
    assert explorer.words.value == words


def test_a_preset_keeps_the_day_that_was_chosen_and_reset_does_not() -> None:
    explorer = Explorer("monitoring-calendar")
    today = explorer.controls["start"].value
    preset = explorer_spec("monitoring-calendar").presets[0]
    for chosen, kept in ((date(2026, 1, 5), date(2026, 1, 5)), (None, today)):
        explorer.controls["start"].value = chosen
        button(explorer, preset.name).click()
        assert explorer.values["start"] == kept
        button(explorer, "Reset").click()
        assert explorer.values["start"] == today


@pytest.mark.parametrize("name", NAMES)
def test_a_prediction_opens_the_controls(name: str) -> None:
    explorer = Explorer(name)
    asked = explorer_spec(name).prediction
    question, lower, foot = explorer.box.children
    assert lower.layout.display == "none"
    assert module.escape(asked.question) in question.children[0].value
    assert NOT_FOR_DOSING in foot.value
    chosen = button(explorer, asked.options[-1])
    told = question.children[-1]
    assert told.value == ""
    chosen.click()
    assert lower.layout.display != "none"
    assert module.escape(asked.options[-1]) in told.value
    assert module.escape(asked.look) in told.value
    assert module.escape(asked.seen) not in told.value, "first look, then be told"
    assert all(button(explorer, option).disabled for option in asked.options)
    button(explorer, "What is there to see?").click()
    assert module.escape(asked.seen) in told.value


class Recorder:
    """A view that keeps what it was asked to show."""

    def __init__(self) -> None:
        self.asked: list[tuple[dict[str, Any], dict[str, Any] | None]] = []

    def show(self, now: Any, before: Any) -> bytes:
        self.asked.append((dict(now), before and dict(before)))
        return PNG

    def describe(self, now: Any) -> str:
        return f"<dose> {now['dose']}"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that an explorer sees, in seconds; a test moves it."""
    now = [1000.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    made = Recorder()
    monkeypatch.setattr(module, "view", lambda _: made)
    return made


def test_after_a_pause_the_former_values_are_the_faint_ones(
    recorder: Recorder, clock: list[float]
) -> None:
    explorer = Explorer("metabolites")
    dose = explorer.controls["dose"]
    assert recorder.asked[-1][1] is None
    dose.value = 2.1
    assert recorder.asked[-1][1] == explorer_spec("metabolites").start
    for value in (2.2, 2.3, 2.4):  # one slide of the hand
        clock[0] += PAUSE / 2
        dose.value = value
        assert recorder.asked[-1][1] == explorer_spec("metabolites").start
    clock[0] += PAUSE + 0.1
    dose.value = 1.0
    now, before = recorder.asked[-1]
    assert now["dose"] == 1.0
    assert before is not None and before["dose"] == 2.4


def test_a_preset_is_one_picture(recorder: Recorder, clock: list[float]) -> None:
    explorer = Explorer("metabolites")
    pictures = len(recorder.asked)
    explorer.set({"dose": 1.0, "tpmt": "poor", "allopurinol": True})
    assert len(recorder.asked) == pictures + 1
    explorer.set(explorer.values)
    assert len(recorder.asked) == pictures + 1, "nothing moved"


def test_words_come_out_as_words(recorder: Recorder, clock: list[float]) -> None:
    explorer = Explorer("metabolites")
    assert "&lt;dose&gt; 2" in explorer.words.value


def test_a_date_that_was_cleared_leaves_the_last_picture() -> None:
    explorer = Explorer("monitoring-calendar")
    words = explorer.words.value
    explorer.controls["start"].value = None
    assert explorer.words.value == words
    explorer.controls["start"].value = date.today() + timedelta(days=40)
    assert explorer.words.value != words


@pytest.mark.parametrize("name", NAMES)
def test_where_no_widget_lives_a_stand_in_says_the_same(name: str) -> None:
    page = Explorer(name).fallback()
    assert NOT_FOR_DOSING in page
    assert "Teaching model, not for dosing a patient." in page
    assert module.escape(explorer_spec(name).title) in page
    assert module.escape(explorer_spec(name).prediction.question) in page
    for alt in re.findall(r"<img [^>]*>", page):
        words = re.search(r"alt='([^']*)'", alt)
        assert words is not None and len(words[1]) > 40
    if "<img" not in page:
        assert "<table" in page or "<div" in page
    assert "<script" not in page


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_as_wide_as_the_column(name: str) -> None:
    picture = shown(name).show(start(name), None)
    if isinstance(picture, bytes):
        with Image.open(io.BytesIO(picture)) as image:
            assert 900 <= image.width <= 1200
            assert "transparency" not in image.info
            assert image.convert("RGB").getpixel((0, 0)) == (255,) * 3, "white in every theme"


def test_every_plan_has_its_view_and_every_view_its_plan() -> None:
    folder = Path(explorers.__file__).parent
    views = {
        path.stem.replace("_", "-")
        for path in folder.glob("[a-z]*.py")
        if "class View" in path.read_text(encoding="utf-8")
    }
    assert views == set(NAMES)


def test_an_unknown_explorer_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match=r"no explorer 'metabolite'; there are: .*metabolites"):
        explorer_spec("metabolite")


SMALL: dict[str, Any] = {
    "title": "Title",
    "prediction": {"question": "Which?", "options": ["a", "b"], "look": "Look.", "seen": "Seen."},
    "controls": [
        {
            "kind": "slider",
            "id": "dose",
            "label": "Dose",
            "low": 0,
            "high": 3,
            "step": 1,
            "value": 1,
        },
        {
            "kind": "choice",
            "id": "gene",
            "label": "Gene",
            "options": {"x": "X", "y": "Y"},
            "value": "x",
        },
        {"kind": "switch", "id": "on", "label": "On", "value": False},
        {"kind": "date", "id": "day", "label": "Day"},
    ],
    "caption": "Caption.",
}


def checked(changes: dict[str, Any]) -> ExplorerSpec:
    return validate(ExplorerSpec, Source(Path("plan.yaml"), {**SMALL, **changes}, {}))


def test_a_small_plan_is_a_plan() -> None:
    assert checked({}).start == {"dose": 1, "gene": "x", "on": False}


@pytest.mark.parametrize(
    "values",
    [{"dose": 4}, {"dose": "1"}, {"gene": "z"}, {"on": 1}, {"day": "2024-01-01"}, {"weight": 70}],
)
def test_a_preset_that_no_control_can_take_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="preset 'P' sets"):
        checked({"presets": [{"name": "P", "values": values}]})


@pytest.mark.parametrize(
    "control",
    [
        {"kind": "slider", "id": "d", "label": "D", "low": 0, "high": 3, "step": 1, "value": 4},
        {"kind": "slider", "id": "d", "label": "D", "low": 0, "high": 3, "step": 0, "value": 1},
        {"kind": "choice", "id": "d", "label": "D", "options": {"x": "X", "y": "Y"}, "value": "z"},
        {"kind": "choice", "id": "d", "label": "D", "options": {"x": "X"}, "value": "x"},
        {"kind": "dial", "id": "d", "label": "D"},
    ],
)
def test_a_control_that_cannot_be_is_refused(control: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        checked({"controls": [control]})
