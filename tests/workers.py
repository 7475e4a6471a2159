"""How `pytest -n` shares the tests out among its workers."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from xdist.scheduler import LoadFileScheduling


class FilesInOrder(LoadFileScheduling):
    """Give each worker whole files, in the order in which they were collected.

    A worker then makes what the tests of a file share once. A file whose name ends in
    `_one_by_one.py` shares nothing; any worker takes any of its tests.
    """

    def __init__(self, config: Any, log: Any) -> None:
        config.option.loadscopereorder = False  # xdist begins with the files of most tests
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return nodeid if PurePosixPath(file).stem.endswith("_one_by_one") else file
