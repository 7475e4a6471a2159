"""Files of records that only grow: one record a line, in JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

_Record = TypeVar("_Record")


def append_record(path: Path, record: Any, mode: int = 0o666) -> None:
    """Write a record to the end of a file, and to the disk.

    Args:
        path: the file; it and its folder are made if they are not there.
        record: an instance of a dataclass, of what JSON can hold.
        mode: who may read and write a file that is made, less the umask.

    Raises:
        OSError: it could not be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    with os.fdopen(os.open(path, flags, mode), "a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(record), ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_records(path: Path, make: Callable[..., _Record]) -> Iterator[_Record]:
    """Yield the records of a file; none if it is not there.

    A line that cannot be read, or whose fields `make` does not take, is passed over.
    """
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            yield make(**json.loads(line))
        except (ValueError, TypeError):
            continue
