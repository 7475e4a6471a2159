"""The texts of a QTI 1.2 item."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from imuran_edu.questions.formats._model import kept_or_letters
from imuran_edu.questions.formats._texts import from_html, from_text
from imuran_edu.questions.formats._xml import (
    Element,
    children,
    descendants,
    inner_html,
    local,
    text_of,
)

Lost = Callable[[str], None]


def unit_of(presentation: Element | None) -> str:
    """Return the unit that an export of ours put in brackets behind the field."""
    return _in_brackets(_behind(presentation))


def stem_of(presentation: Element | None, lost: Lost) -> str:
    """Return what is asked: all that stands outside what is answered."""
    if presentation is None:
        return ""
    unit = _behind(presentation) if unit_of(presentation) else None
    material = [
        each
        for each in descendants(presentation, "material")
        if each is not unit
        and not any(local(a).startswith("response_") for a in each.iterancestors())
    ]
    return _of_material(material, lost)


def text_in(element: Element, lost: Lost, own: bool = False) -> str:
    """Return the text of an option or a row; `own` without that of what stands within."""
    material = children(element, "material") if own else descendants(element, "material")
    return _of_material(material, lost)


def _behind(presentation: Element | None) -> Element | None:
    last = children(presentation, "material")[1:] if presentation is not None else []
    return last[0] if last else None


def _in_brackets(material: Element | None) -> str:
    text = from_html(text_of(material), lambda what: None).strip() if material is not None else ""
    return text[1:-1] if text.startswith("(") and text.endswith(")") else ""


def _of_material(material: Sequence[Element], lost: Lost) -> str:
    told = []
    for each in material:
        for name, what in _NO_TEXT.items():
            if descendants(each, name):
                lost(f"{what} was left out")
        texts = [_of_text(text, lost) for text in descendants(each, "mattext", "matemtext")]
        told.append(" ".join(filter(None, texts)))
    return "\n\n".join(filter(None, told))


_NO_TEXT = {
    "matimage": "an image",
    "mataudio": "a sound",
    "matvideo": "a film",
    "matapplet": "a program",
    "matapplication": "a file",
}


def _of_text(text: Element, lost: Lost) -> str:
    if len(text):  # its marks are elements, not text
        return from_html(inner_html(text), lost)
    words = text.text or ""
    html = (text.get("texttype") or "").lower() == "text/html" or "<" in words
    return from_html(words, lost) if html else from_text(words)


def names_of(identifiers: list[str]) -> dict[str, str]:
    """Return our names of options, by theirs."""
    return dict(zip(identifiers, kept_or_letters(identifiers), strict=True))
