"""QTI 2.1: packages and single items, both ways."""

from __future__ import annotations

from collections.abc import Sequence

from imuran_edu.questions.formats._model import Exported, Heading
from imuran_edu.questions.formats._qti_package import Version, package
from imuran_edu.questions.formats._qti_read import read, recognises
from imuran_edu.questions.interchange import Item

TITLE = "QTI 2.1"

_VERSION = Version(
    suffix="qti21",
    manifest="http://www.imsglobal.org/xsd/imscp_v1p1",
    item="imsqti_item_xmlv2p1",
    test="imsqti_test_xmlv2p1",
    change=lambda tree: tree,
)

__all__ = ["TITLE", "read", "recognises", "write"]


def write(items: Sequence[Item], heading: Heading) -> Exported:
    """Return a package: a file for each question and a test that names them."""
    return package(items, heading, _VERSION)
