"""What is written as QTI 2.1 is valid by the published schema.

The schema is 1EdTech's and is not kept here. `IMURAN_QTI_SCHEMAS` names a folder with
`qtiv2p1/imsqti_v2p1.xsd` and what it imports, as the public repository oat-sa/extension-tao-itemqti
has it in `model/qti/data`.
"""

from __future__ import annotations

import io
import os
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from imuran_edu.questions.formats import Heading, find_format
from tests.questions.formats.compared import BANKS, items_of

SCHEMAS = Path(os.environ.get("IMURAN_QTI_SCHEMAS", ""), "qtiv2p1", "imsqti_v2p1.xsd")

pytestmark = pytest.mark.skipif(
    not SCHEMAS.is_file(), reason="the schema of QTI is not at hand; see this file"
)


@cache
def schema() -> Any:
    return etree.XMLSchema(etree.parse(SCHEMAS))


@pytest.mark.parametrize("path", BANKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_item_and_test_is_valid(path: Path) -> None:
    heading = Heading(path.stem, "A title")
    (data,) = find_format("qti21", "write").write(items_of(path), heading).files.values()
    package = zipfile.ZipFile(io.BytesIO(data))
    for name in package.namelist():
        if name != "imsmanifest.xml":
            schema().assertValid(etree.fromstring(package.read(name)))


def test_the_schema_refuses_what_is_wrong() -> None:
    (data,) = (
        find_format("qti21", "write").write(items_of(BANKS[0]), Heading("x", "X")).files.values()
    )
    package = zipfile.ZipFile(io.BytesIO(data))
    item = next(name for name in package.namelist() if name.startswith("items/"))
    broken = package.read(item).replace(b"simpleChoice", b"plainChoice")
    assert not schema().validate(etree.fromstring(broken))
