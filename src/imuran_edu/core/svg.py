"""A figure as one inline SVG that follows the colours of the page around it.

Letters stay letters, so they can be found, copied and read at any size. Each run of words is told
how long it is in the font of the drawing, so it keeps its place where a page has another font.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zlib
from typing import Any, Final, cast

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from imuran_edu.core import plotting

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "{http://www.w3.org/1999/xlink}href"
POINT: Final = 4 / 3  # pixels
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")
_USUAL: Final = {  # what the root says, or what SVG takes for granted
    "stroke-linejoin": "round",
    "stroke-linecap": "butt",
    "stroke-width": "1.0",
    "text-anchor": "start",
    "font-family": "'DejaVu Sans'",
    "fill": "#000000",
}
_TEXT_INK: Final = "#000000"  # matplotlib leaves out the colour of black letters


def page_svg(drawn: Figure, name: str, **attributes: str) -> str:
    """Return a figure as SVG for a page, its colours as variables of the page's stylesheet.

    Args:
        drawn: the figure.
        name: keeps the ids of two figures on one page apart.
        attributes: of the root, such as its role; an underscore stands for a hyphen.

    Raises:
        ValueError: it has a colour that `plotting.PALETTE` does not name.
    """
    file = io.BytesIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "imuran-edu"}):
        drawn.savefig(file, format="svg", transparent=True, metadata={"Date": None})
    root = ET.fromstring(file.getvalue())
    for part in root.findall(f"{{{SVG}}}metadata"):
        root.remove(part)
    for defs in root.findall(f"{{{SVG}}}defs"):
        for style in defs.findall(f"{{{SVG}}}style"):
            defs.remove(style)
    ids = _short_ids(root, name)
    inside = "".join(_written(part, ids) for part in root)
    width, height = (round(inches * 72 * POINT) for inches in drawn.get_size_inches())
    named = {key.replace("_", "-"): value for key, value in attributes.items()}
    named |= {
        "class": "imuran-svg",
        "viewBox": _short(root.get("viewBox", "")),
        "width": f"{width}",
        "height": f"{height}",
        "stroke-linejoin": "round",
    }
    return f'<svg xmlns="{SVG}"{_attributes(named)}>{inside}</svg>\n'


def _short_ids(root: ET.Element, name: str) -> dict[str, str]:
    """Give the parts that others refer to short ids of this figure's own."""
    text = ET.tostring(root, encoding="unicode")
    used = set(re.findall(r"url\(#([^)]+)\)", text)) | set(re.findall(r'href="#([^"]+)"', text))
    found = [each.get("id", "") for each in root.iter() if each.get("id") in used]
    own = f"i{zlib.crc32(name.encode()):x}"
    return {old: f"{own}-{number}" for number, old in enumerate(dict.fromkeys(found))}


def _written(part: ET.Element, ids: dict[str, str]) -> str:
    """Return an element and what is in it; a group that says nothing is left out."""
    tag = part.tag.removeprefix(f"{{{SVG}}}")
    if tag == "g":
        _share_style(part)
    given = {key: value for key, value in part.attrib.items() if key != "id"}
    if (old := part.get("id")) in ids:
        given["id"] = ids[str(old)]
    style = _style(given.pop("style", ""))
    if tag == "text":
        _fit(part.text or "", style, given)
    looks = {key: value for key, value in style.items() if value != _USUAL.get(key)}
    if XLINK in given:
        given["href"] = given.pop(XLINK)
    if looks:
        given["style"] = ";".join(f"{key}:{value}" for key, value in looks.items())
    given = {key: _pointed(_short(value), ids) for key, value in given.items()}
    inside = "".join(_written(each, ids) for each in part)
    if tag == "text":
        inside = _escaped(re.sub(" (?= )", "\u00a0", part.text or ""))
    if tag in ("g", "defs") and (not inside or (tag == "g" and not given)):
        return inside
    return (
        f"<{tag}{_attributes(given)}>{inside}</{tag}>"
        if inside
        else f"<{tag}{_attributes(given)}/>"
    )


def _share_style(group: ET.Element) -> None:
    """Say once what all marks of a group look like, a thousand of them in a crowd."""
    styles = {each.get("style", "") for each in group if each.tag == f"{{{SVG}}}use"}
    marks = [each for each in group if each.tag == f"{{{SVG}}}use"]
    if len(marks) > 1 and len(marks) == len(group) and len(styles) == 1:
        for mark in marks:
            mark.attrib.pop("style", None)
        group.set("style", styles.pop())


def _style(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";") if part.strip())
    return {key.strip(): value.strip() for key, _, value in pairs}


def _fit(words: str, style: dict[str, str], given: dict[str, str]) -> None:
    """Say how long a run of words is in the font that it was placed in."""
    style.setdefault("fill", _TEXT_INK)
    font = FontProperties(
        family=plotting.FONT,
        size=float(style["font-size"].removesuffix("px")),
        weight=int(style.get("font-weight", "400")),
        style=cast(Any, style.get("font-style", "normal")),
    )
    width, *_ = text_to_path.get_text_width_height_descent(words, font, False)
    given["textLength"] = f"{width:.1f}"
    given["lengthAdjust"] = "spacingAndGlyphs"
    if style["fill"] == _TEXT_INK:
        style["fill"] = plotting.INK  # never what SVG takes for granted: the page may be dark
    turned = given.get("transform", "")
    if turned.startswith(("rotate(-0 ", "rotate(0 ")):
        del given["transform"]
    elif moved := re.fullmatch(r"translate\(([-\d.e]+) ([-\d.e]+)\)", turned):
        del given["transform"]
        given["x"], given["y"] = moved[1], moved[2]


def _short(value: str) -> str:
    """Round numbers to a hundredth of a point, and close up the commands of a path."""
    value = _NUMBER.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), value)
    return re.sub(r"\s*\n\s*", "", re.sub(r"(?<=[MLCQ]) ", "", value)).replace("-0 ", "0 ")


def _pointed(value: str, ids: dict[str, str]) -> str:
    value = re.sub(r"url\(#([^)]+)\)", lambda found: f"url(#{ids[found[1]]})", value)
    if value.startswith("#") and value[1:] in ids:
        return f"#{ids[value[1:]]}"
    return _COLOUR.sub(lambda found: page_colour(found[0]), value)


def page_colour(colour: str) -> str:
    """Return a colour as a variable of the page's stylesheet, itself where there is no sheet.

    Raises:
        ValueError: `plotting.PALETTE` does not name it.
    """
    for known, name in plotting.PALETTE.items():
        if known.lower() == colour.lower():
            shown = plotting.INK if name == "ink" else known
            return f"var(--imuran-fig-{name},{shown.lower()})"
    raise ValueError(f"the colour {colour} has no name in plotting.PALETTE; add it there")


def _attributes(given: dict[str, Any]) -> str:
    return "".join(f' {key}="{_escaped(str(value))}"' for key, value in given.items())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
