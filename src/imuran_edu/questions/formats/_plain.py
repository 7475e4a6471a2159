"""Text files from anywhere: which encoding they are in, and how large they may be."""

from __future__ import annotations

from collections.abc import Iterator

from imuran_edu.questions.formats._model import MOST_BYTES, FormatError

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of a text one by one: a list of them would take many times its size."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def decode(data: bytes) -> str:
    """Return a text file's text with line feeds alone.

    UTF-8 and UTF-16 are told by their marks; what is no UTF-8 is read as Windows-1252, in which
    older editors save, if that leaves no character over.

    Raises:
        FormatError: it is too large, or no text.
    """
    if len(data) > MOST_BYTES:
        raise FormatError(f"is larger than {MOST_BYTES / 1e6:g} MB; divide it")
    try:
        text = data.decode("utf-16" if data[:2] in _UTF_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        try:
            text = data.decode("ascii" if data[:2] in _UTF_16 else "cp1252")
        except UnicodeDecodeError:
            raise FormatError(f"line {line}: is not UTF-8 text; save it as UTF-8") from None
    if "\0" in text:
        raise FormatError("is no text; choose another format")
    return text.replace("\r\n", "\n").replace("\r", "\n")
