"""May a student get at a file? Answered from owners and modes alone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

READ, WRITE, ENTER = 4, 2, 1
STICKY = 0o1000


@dataclass(frozen=True)
class Entry:
    """A file or folder as the system describes it.

    Attributes:
        path: where it is.
        uid: of its owner.
        gid: of its group.
        mode: the permission bits, with set-id and sticky bits.
        folder: whether it is a folder.
        acl: whether it has an access control list besides its mode.
    """

    path: Path
    uid: int
    gid: int
    mode: int
    folder: bool = True
    acl: bool = False


@dataclass(frozen=True)
class Students:
    """The students' user ids, and every group that one of them is in."""

    uids: frozenset[int] = frozenset()
    gids: frozenset[int] = frozenset()


def allows(entry: Entry, students: Students, what: int) -> bool:
    """Return whether some student may do `what` (a sum of READ, WRITE, ENTER).

    What belongs to a student can be opened by that student at any time, and what a control list
    grants is not looked into: both count as allowed.
    """
    if entry.uid in students.uids or entry.acl:
        return True
    shared = entry.gid in students.gids and (entry.mode >> 3) & what == what
    return shared or entry.mode & what == what


def exposing_entry(chain: Sequence[Entry], students: Students) -> Entry | None:
    """Return the entry to close if a student can read what the chain leads to; else None.

    Args:
        chain: every folder from the root of the file system down, and at last the target.
        students: who must not read it.
    """
    *above, target = chain
    if not all(allows(folder, students, ENTER) for folder in above):
        return None
    if not (allows(target, students, READ) or (target.folder and allows(target, students, ENTER))):
        return None
    # the outermost folder that somebody owns: closing it closes everything within
    return next((entry for entry in chain if entry.uid != 0), target)


def replaceable_dir(chain: Sequence[Entry], students: Students) -> Entry | None:
    """Return the folder in which a student could put something else in the place of the target."""
    for folder, child in pairwise(chain):
        if not allows(folder, students, WRITE | ENTER):
            continue
        kept = folder.mode & STICKY and child.uid not in students.uids
        if folder.uid in students.uids or not kept:
            return folder
    return None
