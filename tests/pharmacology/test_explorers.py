"""Every explorer: any setting gives a picture and words, and the page around it behaves."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from imuran_edu.core import InputError, Source, validate
from imuran_edu.core.blit_canvas import FAINTEST
from imuran_edu.pharmacology import explorers
from imuran_edu.widgets.explorer import View, drawn, explorer_view, fallback, view
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
    if not isinstance(picture, str):
        assert picture.png().startswith(PNG)
    else:
        assert picture.strip().startswith("<")
        assert "<script" not in picture
        assert not NO_VALUE.search(re.sub(r"<[^>]*>", " ", picture)), picture
    words = shown(name).describe(now)
    assert len(words) > 20
    brief = shown(name).brief(now)
    assert 0 < len(brief) < 250, "it is read out after each move"
    for each in (words, brief):
        assert not NO_VALUE.search(each), each
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
    first = rendered(name, start(name))
    for preset in explorer_spec(name).presets:
        shown(name).show({**start(name), **preset.values}, start(name))
    again = rendered(name, start(name))
    if isinstance(first, bytes) and isinstance(again, bytes):
        # the 256 colours may be another picture's, a shade apart
        apart = ImageChops.difference(*(dots(each).convert("L") for each in (first, again)))
        assert sum(apart.histogram()[FAINTEST + 1 :]) < apart.width * apart.height / 2000
    else:
        assert again == first


def rendered(name: str, now: dict[str, Any], before: dict[str, Any] | None = None) -> bytes | str:
    picture = shown(name).show(now, before)
    return picture if isinstance(picture, str) else picture.png()


def dots(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


@pytest.mark.parametrize("name", NAMES)
def test_the_former_values_leave_a_trace(name: str) -> None:
    other = {**start(name), **explorer_spec(name).presets[0].values}
    fresh, traced = rendered(name, other), rendered(name, other, start(name))
    assert fresh != traced


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_is_complete(name: str) -> None:
    spec = explorer_spec(name)
    asked = spec.prediction
    assert spec.title and asked.question.endswith("?")
    assert len(asked.look) > 20 and len(asked.seen) > 40 and len(asked.take_home) > 40
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
def test_the_page_gets_all_of_the_plan(name: str) -> None:
    spec, page = explorer_spec(name), explorer_view(name)
    assert [each["id"] for each in page["controls"]] == [each.id for each in spec.controls]
    for control, wanted in zip(page["controls"], spec.controls, strict=True):
        assert control["label"] == wanted.label
        if wanted.kind == "slider":
            ends = (control["low"], control["high"], control["step"], control["value"])
            assert ends == (wanted.low, wanted.high, wanted.step, wanted.value)
        if wanted.kind == "choice":
            assert [each["value"] for each in control["options"]] == list(wanted.options)
    assert page["options"][page["right"]] == spec.prediction.right
    assert [each["values"] for each in page["presets"]] == [each.values for each in spec.presets]
    json.dumps(page)


@pytest.mark.parametrize("name", NAMES)
def test_the_kernel_draws_what_a_page_asks_for(name: str) -> None:
    spec = explorer_spec(name)
    values = json.loads(json.dumps({**spec.still, **spec.presets[0].values}, default=str))
    asked = {"type": "show", "number": "p-1", "now": values, "before": None, "dark": False}
    reply, pictures = drawn(name, asked)
    assert (reply["type"], reply["number"], reply["problem"]) == ("shown", "p-1", "")
    read = spec.read(values)
    assert read is not None
    assert reply["words"] == shown(name).describe(read)
    assert reply["brief"] == shown(name).brief(read)
    assert bool(reply["html"]) != bool(pictures)
    if pictures:
        (dark,) = drawn(name, {**asked, "dark": True})[1]
        light = np.asarray(Image.open(io.BytesIO(pictures[0])).convert("L"), float)
        assert light.mean() > np.asarray(Image.open(io.BytesIO(dark)).convert("L"), float).mean()


BAD: tuple[Any, ...] = (
    None,
    [],
    "x",
    {},
    1e400,
    float("nan"),
    True,
    -1,
    "2024-13-01",
    "<b>",
    {"a": 1},
)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25)
@given(data=st.data())
def test_values_that_no_control_can_take_are_told_and_raise_nothing(
    name: str, data: st.DataObject
) -> None:
    spec = explorer_spec(name)
    values: Any = json.loads(json.dumps(spec.still, default=str))
    control = data.draw(st.sampled_from(spec.controls))
    bad = data.draw(st.sampled_from([each for each in BAD if not _allows(control, each)]))
    reply, pictures = drawn(name, {"number": 1, "now": {**values, control.id: bad}})
    assert reply["problem"] == "These values cannot be shown." and not pictures


def _allows(control: Any, value: Any) -> bool:
    try:
        return bool(control.allows(value))
    except TypeError:
        return False


@pytest.mark.parametrize("now", [None, [], "now", 3, {"dose": 2}])
def test_a_message_without_values_is_told(now: Any) -> None:
    assert drawn("metabolites", {"now": now})[0]["problem"]


@pytest.mark.parametrize("name", NAMES)
def test_a_point_that_can_be_dragged_lies_where_its_axes_do(name: str) -> None:
    drag = explorer_spec(name).drag
    if drag is None:
        return
    made: Any = shown(name)
    axes = made._canvas._figure.axes[0]
    place = axes.get_position()
    assert drag.area == pytest.approx((place.x0, place.y0, place.x1, place.y1))
    ends = {each.id: (each.low, each.high) for each in explorer_spec(name).controls}
    assert axes.get_xlim() == ends[drag.x] and axes.get_ylim() == ends[drag.y]


def test_a_kernel_that_shows_an_explorer_has_drawn_nothing() -> None:
    """matplotlib takes 20 MB and most of a second: it is imported for the first move."""
    code = "from imuran_edu.widgets import explorer as e; e.ExplorerWidget('pathway'); import sys"
    code += "; print([each for each in ('matplotlib', 'numpy') if each in sys.modules])"
    code += "; asked = {'now': e.explorer_spec('pathway').start}; e.drawn('pathway', asked)"
    code += "; print('matplotlib' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[:2] == ["[]", "True"]


@pytest.mark.parametrize("name", NAMES)
def test_where_no_script_runs_a_still_picture_says_the_same(name: str) -> None:
    page = fallback(name)
    shown_page = BeautifulSoup(page, "html.parser")
    assert "Teaching model, not for dosing a patient." in page
    asked = explorer_spec(name).prediction
    for text in (explorer_spec(name).title, asked.question, *asked.options):
        assert text in shown_page.get_text()
    picture = shown_page.select_one("svg[role=img]")
    if picture is not None:
        assert len(picture["aria-label"]) > 40
    else:
        assert shown_page.select("table")
    assert asked.seen in shown_page.select_one("details").get_text(), "it is folded"
    assert "<script" not in page


@pytest.mark.parametrize("name", NAMES)
def test_stills_are_the_explorer_as_it_opens_and_its_presets(name: str) -> None:
    spec = explorer_spec(name)
    stills = explorer_view(name, presets=True)["stills"]
    assert explorer_view(name)["stills"] == stills[:1]
    settings_ = [spec.still, *({**spec.still, **each.values} for each in spec.presets)]
    assert [each["words"] for each in stills] == [shown(name).describe(each) for each in settings_]
    assert [each["brief"] for each in stills] == [shown(name).brief(each) for each in settings_]
    assert all(each["picture"].startswith(("<svg ", "<div ")) for each in stills)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_as_wide_as_the_column(name: str) -> None:
    picture = rendered(name, start(name))
    if isinstance(picture, bytes):
        with Image.open(io.BytesIO(picture)) as image:
            assert 900 <= image.width <= 1200
            assert image.convert("RGBA").getpixel((0, 0))[3] == 0, "the page shows through"


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
    "prediction": {
        "question": "Which?",
        "options": ["a", "b"],
        "right": "b",
        "look": "Look.",
        "seen": "Seen.",
        "take_home": "Keep it.",
    },
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
        {"kind": "date", "id": "day", "label": "Day", "still": "2026-01-05"},
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


@pytest.mark.parametrize("right", ["c", "a or b"])
def test_a_prediction_has_one_right_option(right: str) -> None:
    with pytest.raises(InputError, match="'right' has to be one of the options"):
        checked({"prediction": {**SMALL["prediction"], "right": right}})


@pytest.mark.parametrize("drag", [{"x": "dose", "y": "gene"}, {"x": "weight", "y": "dose"}])
def test_only_sliders_can_be_dragged(drag: dict[str, str]) -> None:
    with pytest.raises(InputError, match="which is no slider"):
        checked({"drag": {**drag, "area": [0, 0, 1, 1]}})
