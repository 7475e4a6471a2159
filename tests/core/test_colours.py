"""The colours that stand side by side in figures differ for every kind of colour vision."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

import imuran_edu
from imuran_edu.core.plotting import DARK, PALETTE

SHEET = Path(imuran_edu.__file__).parent / "core" / "style" / "variables.css"
NAMED = re.compile(r"--imuran-fig-([\w-]+): light-dark\((#\w+), (#\w+)\)")
LINES = ("blue", "red", "green", "grey")
LETTERS = ("blue-ink", "red-ink", "green-ink", "ink")
# CAM02-UCS; about 1 is just seen where colours touch. Lines differ in width and dashes besides;
# letters say what they say in any colour
LEAST = {LINES: 10.0, LETTERS: 8.0}
SIGHT = (None, "protanomaly", "deuteranomaly", "tritanomaly")


def shades(theme: str) -> dict[str, str]:
    found = NAMED.findall(SHEET.read_text(encoding="utf-8"))
    return {name: light if theme == "light" else dark for name, light, dark in found}


def seen(colour: str, sight: str | None) -> np.ndarray:
    """Return a colour as somebody without one kind of cones sees it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    rgb = np.array([int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)])
    if sight is None:
        return rgb
    space = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}
    return np.clip(cspace_convert(rgb, space, "sRGB1"), 0, 1)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("group", LEAST, ids=lambda group: group[0])
def test_every_pair_differs(group: tuple[str, ...], theme: str, sight: str | None) -> None:
    known = {name: seen(shades(theme)[name], sight) for name in group}
    near = {
        f"{one} and {other}": round(float(distance), 1)
        for one, other in combinations(group, 2)
        if (distance := deltaE(known[one], known[other], input_space="sRGB1")) < LEAST[group]
    }
    assert near == {}


def test_the_sheet_and_the_drawings_have_the_same_colours() -> None:
    light, dark = shades("light"), shades("dark")
    assert {name: colour.lower() for name, colour in dark.items()} == DARK
    drawn = {name: seen(colour, None).tolist() for colour, name in PALETTE.items() if name != "ink"}
    assert drawn == {name: seen(light[name], None).tolist() for name in drawn}
