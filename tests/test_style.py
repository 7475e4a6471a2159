"""Colours and sizes stand in one stylesheet; everything else names them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "imuran_edu"
VARIABLES = PACKAGE / "core" / "style" / "variables.css"
SHEETS = sorted(
    path
    for path in PACKAGE.rglob("*.css")
    if not {"static", "node_modules"} & {*path.parts} and path != VARIABLES
)
SCRIPTS = sorted(path for path in PACKAGE.rglob("*.ts") if "node_modules" not in path.parts)
PYTHON = sorted(
    path
    for part in ("widgets", "questions", "grading", "results", "authoring", "core", "server")
    for path in PACKAGE.joinpath(part).rglob("*.py")
)
COLOUR = (
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(|:\s*(?:white|black|red|green|blue|gr[ae]y)\b"
)
LITERAL = re.compile(rf"{COLOUR}|(?<![\w.-])\d*\.?\d+px\b|var\(--jp-")
INLINE = re.compile(r"\bstyle=[\\]?['\"]|\.style\.(?!minHeight|setProperty)|cssText|\.style\s*=")
# pictures in Python: matplotlib's and the lint of colours in drawings
DRAWING = ("svg.py", "plotting.py", "diagram.py", "currency_page.py", "charts.py")


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def names(text: str) -> set[str]:
    return set(re.findall(r"(--im(?:uran)?-[\w-]+)", text))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_no_sheet_but_the_one_holds_a_colour_or_a_pixel(path: Path) -> None:
    text = without_comments(path.read_text(encoding="utf-8"))
    assert LITERAL.findall(text) == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_name_that_a_sheet_uses_is_defined(path: Path) -> None:
    text = without_comments(path.read_text(encoding="utf-8"))
    known = without_comments(VARIABLES.read_text(encoding="utf-8")) + text
    defined = set(re.findall(r"(--im(?:uran)?-[\w-]+)\s*:", known))
    assert names(text) - defined == set()


def test_every_name_is_told_at_the_top() -> None:
    text = VARIABLES.read_text(encoding="utf-8")
    head = text[: text.index("*/")]
    defined = set(re.findall(r"(--im-[\w-]+)\s*:", without_comments(text)))
    told = names(head)
    ranges = {f"--im-space-{n}" for n in range(8)}
    assert (
        defined - told - ranges - {f"--im-{word}-base" for word in ("right", "wrong", "warn")}
        == set()
    )


@pytest.mark.parametrize("path", [*SCRIPTS, *PYTHON], ids=lambda path: path.name)
def test_nothing_is_styled_in_place(path: Path) -> None:
    if path.name in DRAWING:
        return
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []
