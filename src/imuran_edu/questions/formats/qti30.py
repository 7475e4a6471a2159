"""QTI 3.0: out. Made from the trees of 2.1, since 3.0 names the same things in another way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lxml import etree

from imuran_edu.questions.formats._model import Exported, Heading
from imuran_edu.questions.formats._qti_package import Version, package
from imuran_edu.questions.formats._qti_write import NAMESPACE as BEFORE
from imuran_edu.questions.formats._xml import Element, local
from imuran_edu.questions.interchange import Item

TITLE = "QTI 3.0"

NAMESPACE: Final = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])([A-Z])")
# what stands in the body as in HTML keeps its name
_HTML: Final = frozenset(
    (
        *("p", "div", "span", "em", "strong", "code", "pre", "ul", "ol", "li", "table", "thead"),
        *("tbody", "tr", "th", "td", "br", "hr", "blockquote", "a", "sub", "sup"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_OWN_CONTENT: Final = ("modalFeedback", "rubricBlock")


def write(items: Sequence[Item], heading: Heading) -> Exported:
    """Return a package: a file for each question and a test that names them."""
    return package(items, heading, _VERSION)


def _changed(old: Element) -> Element:
    """Return a tree of QTI 2.1 as one of 3.0."""
    name = local(old)
    foreign = etree.QName(old).namespace != BEFORE
    if foreign:
        new = etree.Element(old.tag, old.attrib, nsmap=old.nsmap)
    else:
        plain = name if name in _HTML else f"qti-{_kebab(name)}"
        new = etree.Element(f"{{{NAMESPACE}}}{plain}", nsmap={None: NAMESPACE})
        for key, value in old.attrib.items():
            new.set(_kebab(key), value)
    if name == "assessmentItem":
        new.attrib.pop("label", None)
    inside = new
    if not foreign and name in _OWN_CONTENT:
        inside = etree.SubElement(new, f"{{{NAMESPACE}}}qti-content-body")
    inside.text = old.text
    for each in old:
        made = _changed(each)
        made.tail = each.tail
        inside.append(made)
    return new


def _kebab(name: str) -> str:
    return _CAPITAL.sub(lambda match: f"-{match[1].lower()}", name)


_VERSION: Final = Version(
    suffix="qti30",
    manifest="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    item="imsqti_item_xmlv3p0",
    test="imsqti_test_xmlv3p0",
    change=_changed,
)
