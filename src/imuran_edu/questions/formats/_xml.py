"""XML from anywhere: read within bounds, nothing fetched, nothing expanded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lxml import etree

from imuran_edu.questions.formats._model import MOST_BYTES, TAG, FormatError, weight

Element = Any  # of lxml, which has no types of its own
_DEEPEST: Final = 200


def parse(data: bytes, what: str) -> Element:
    """Return the root of an XML text, whose elements know their `sourceline`.

    Args:
        data: of the file.
        what: the format is called in messages.

    Raises:
        FormatError: it is too large, is no XML, or declares entities.
    """
    if len(data) > MOST_BYTES:
        raise FormatError(
            f"is larger than {MOST_BYTES / 1e6:g} MB; divide it, or leave its pictures out"
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = f"line {error.lineno}: " if error.lineno else ""
        reason = " ".join((error.msg or "it is empty").partition(", line ")[0].split())
        raise FormatError(f"{line}is no {what} ({reason}); export the file anew") from None
    except ValueError as error:
        raise FormatError(f"is no {what} ({error}); export the file anew") from None
    document = root.getroottree().docinfo
    declared = document.internalDTD
    if declared is not None and list(declared.iterentities()):
        raise FormatError("line 1: declares entities, which no question needs; delete the DOCTYPE")
    return root


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def weight_of(element: Element) -> int:
    """Return how long the texts within an element are; files beside them do not count."""
    found = [each for each in element.iter() if local(each) != "file"]
    texts = [part for each in found for part in (each.text, each.tail) if part]
    return TAG * len(found) + sum(map(weight, texts))


def children(element: Element, *names: str) -> list[Element]:
    """Return the child elements of some names, whatever their namespace."""
    return [child for child in element if local(child) in names]


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child element of a name; None if there is none."""
    if element is None:
        return None
    return next(iter(children(element, name)), None)


def text_of(element: Element | None) -> str:
    """Return the text within an element, elements within it included."""
    return "".join(element.itertext()).strip() if element is not None else ""


def number_in(text: Any) -> float | None:
    """Return the number that a text or an attribute is; None if it is none, or none that counts."""
    try:
        value = float(str(text).strip())
    except ValueError:
        return None
    return value if abs(value) < 1e300 else None


def descendants(element: Element, *names: str) -> list[Element]:
    """Return all elements of some names within an element, in the order of the document."""
    return list(element.iter(*[f"{{*}}{name}" for name in names]))  # {*}: in any namespace or none


def inner_html(element: Element | None) -> str:
    """Return what stands in an element as HTML text, without namespaces."""
    if element is None:
        return ""
    parts = [_escape(element.text or "")]
    for each in element:
        parts += [_as_html(each, 0), _escape(each.tail or "")]
    return "".join(parts)


def _as_html(element: Element, depth: int) -> str:
    name = local(element)
    if not name or depth > _DEEPEST:
        return _escape("".join(element.itertext())) if depth <= _DEEPEST else ""
    attributes = "".join(
        f' {etree.QName(key).localname}="{_escape(value, True)}"'
        for key, value in element.attrib.items()
    )
    inner = "".join(
        [
            _escape(element.text or ""),
            *(_as_html(e, depth + 1) + _escape(e.tail or "") for e in element),
        ]
    )
    return (
        f"<{name}{attributes}>{inner}</{name}>"
        if inner or name not in _EMPTY
        else f"<{name}{attributes}>"
    )


_EMPTY = ("br", "img", "hr", "mspace")


def _escape(text: str, quote: bool = False) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if quote else text


def add(parent: Element, name: str, text: Any = None, **attributes: Any) -> Element:
    """Add an element and return it; attributes that are None are left out."""
    element = etree.SubElement(parent, name)
    set_all(element, attributes)
    if text is not None:
        element.text = clean(text) if isinstance(text, str) else text
    return element


def set_all(element: Element, attributes: Mapping[str, Any]) -> None:
    """Set attributes: booleans as XML writes them, numbers without needless zeros."""
    for key, value in attributes.items():
        if value is not None:
            element.set(key.rstrip("_"), written(value))


def written(value: Any) -> str:
    """Return a value as XML has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.10g}" if isinstance(value, float) else clean(str(value))


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def add_html(parent: Element, html: str) -> None:
    """Put HTML of our own making into an element as elements, as XHTML.

    Raises:
        FormatError: it is not well-formed, which would be our mistake.
    """
    try:
        part = etree.fromstring(f"<div>{html.replace('&nbsp;', '&#160;')}</div>")
    except etree.XMLSyntaxError as error:
        raise FormatError(f"a text cannot be written as XHTML: {error.msg}") from None
    parent.text = part.text
    parent.extend(list(part))


def to_bytes(root: Element) -> bytes:
    """Return an XML file: UTF-8, with its declaration, indented."""
    etree.indent(root, " ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def first_text(elements: Iterable[Element]) -> str:
    """Return the text of the first of some elements; `""` if there is none."""
    return next((text_of(each) for each in elements), "")
