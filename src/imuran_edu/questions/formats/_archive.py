"""Zip packages: read within bounds, written the same every time."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from imuran_edu.questions.formats._model import MOST_BYTES, FormatError

_MOST_FILES: Final = 25_000
_TIME: Final = (1980, 1, 1, 0, 0, 0)


def is_zip(data: bytes) -> bool:
    """Whether a file is an archive."""
    return data.startswith(b"PK\x03\x04")


def unpack(data: bytes, suffix: str) -> dict[str, bytes]:
    """Return the files of an archive whose names have an ending, by name; nothing is written.

    Raises:
        FormatError: it is damaged, holds too much, or names that lead out of it.
    """
    if len(data) > MOST_BYTES:
        raise FormatError(f"is larger than {MOST_BYTES / 1e6:g} MB; divide it")
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_FILES:
                raise FormatError(f"holds more than {_MOST_FILES:,} files; divide it")
            for entry in entries:
                path = PurePosixPath(entry.filename.replace("\\", "/"))
                if path.is_absolute() or ".." in path.parts or ":" in "".join(path.parts[:1]):
                    raise FormatError(
                        f"holds '{entry.filename[:60]}', which leads out of it; pack it anew"
                    )
                if not str(path).lower().endswith(suffix) or entry.is_dir() or _is_macs(path):
                    continue
                with archive.open(entry) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise FormatError(f"holds more than {MOST_BYTES / 1e6:g} MB; divide it")
                files[str(path)] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise FormatError("is a damaged or encrypted zip; pack it anew") from None
    return files


def _is_macs(path: PurePosixPath) -> bool:
    """Whether macOS put a file beside another of the same name, which is no part of the package."""
    return "__MACOSX" in path.parts or path.name.startswith("._")


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return an archive whose bytes depend on the files alone."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _TIME), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
