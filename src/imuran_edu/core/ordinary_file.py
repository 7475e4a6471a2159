"""Whether a name in a folder is an ordinary file, asked without opening it.

Opening a pipe waits for ever, a device has no end, and a link may lead to somebody else's file.
"""

from __future__ import annotations

import stat

_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def kind(mode: int) -> str:
    """Name what is not an ordinary file, from the mode that `lstat` gives; `""` for a file."""
    if stat.S_ISREG(mode):
        return ""
    return next((name for is_kind, name in _KINDS if is_kind(mode)), "something unknown")
