"""Look at folders, owners and modes before the hub starts, and name each way in for a student."""

from __future__ import annotations

import grp
import os
import pwd
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from imuran_edu.core.paths import PACKAGED
from imuran_edu.server.hub.access import Entry, Students, exposing_entry, replaceable_dir
from imuran_edu.server.hub.copies import bank_copies
from imuran_edu.server.hub.settings import Settings

COURSE_ID = "imuran"
# nbgrader's own modes, and sticky bits, without which students could rename what is not theirs
EXCHANGE_MODES = {"": 0o1777}
COURSE_MODES = {"": 0o755, "outbound": 0o755, "inbound": 0o3733, "feedback": 0o711}
PRIVILEGED_GROUPS = ("root", "sudo", "wheel", "adm", "disk", "docker", "lxd", "shadow")
_ACL = ("system.posix_acl_access", "system.posix_acl_default")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        what: the place and what is wrong with it.
        mend: a command or a setting that mends it.
        stops: whether the hub must not start.
    """

    what: str
    mend: str
    stops: bool = True

    def __str__(self) -> str:
        return f"{self.what}; mend it with: {self.mend}"


def check_hub(settings: Settings, config: Path | None = None) -> list[Finding]:
    """Return everything that would let students read or replace what is the instructor's.

    Run as root: nobody else may look into the homes.

    Args:
        settings: without problems of their own.
        config: the folder of `jupyterhub_config.py`, which must be root's.
    """
    try:
        owner = pwd.getpwnam(settings.instructor)
    except KeyError:
        mend = f"useradd --create-home --shell /bin/bash {settings.instructor}"
        return [Finding(f"there is no account {settings.instructor}", mend)]
    try:
        group = grp.getgrnam(settings.group)
    except KeyError:
        return [Finding(f"there is no group {settings.group}", f"groupadd {settings.group}")]
    accounts = [each for each in pwd.getpwall() if _is_student(each, group)]
    students = Students(
        frozenset(each.pw_uid for each in accounts),
        frozenset(gid for each in accounts for gid in os.getgrouplist(each.pw_name, each.pw_gid))
        | {group.gr_gid},
    )
    return [
        *_people(settings, owner, accounts),
        *_secrets(settings, owner, students),
        *_exchange(settings, owner),
        *_copies(settings, accounts, students),
        *_root_files(config, students),
        *_homes(accounts, students),
    ]


def _is_student(account: pwd.struct_passwd, group: grp.struct_group) -> bool:
    return account.pw_name in group.gr_mem or account.pw_gid == group.gr_gid


def _people(
    settings: Settings, owner: pwd.struct_passwd, students: list[pwd.struct_passwd]
) -> Iterator[Finding]:
    if owner.pw_uid == 0:
        mend = "an account of the instructor's own in IMURAN_HUB_INSTRUCTOR"
        yield Finding("root owns the course, so grading would run as root", mend)
    for each in students:
        if each.pw_uid in (0, owner.pw_uid):
            mend = f"gpasswd --delete {each.pw_name} {settings.group}"
            yield Finding(f"the account {each.pw_name} is in the group of the students", mend)
            continue
        gids = os.getgrouplist(each.pw_name, each.pw_gid)
        for gid in gids:
            name = _group_name(gid)
            if name in PRIVILEGED_GROUPS or gid == owner.pw_gid:
                mend = f"gpasswd --delete {each.pw_name} {name}"
                yield Finding(f"the student {each.pw_name} is in the group {name}", mend)


def _secrets(settings: Settings, owner: pwd.struct_passwd, students: Students) -> Iterator[Finding]:
    if not settings.course.is_dir():
        mend = "the whole path of the folder `course` in IMURAN_HUB_COURSE"
        yield Finding(f"{settings.course}: there is no such folder", mend)
        return
    if not any(settings.banks.glob("*.yaml")):
        mend = "a checkout of the whole course"
        yield Finding(f"{settings.banks}: there are no graded banks", mend)
    home = Path(owner.pw_dir)
    if not settings.course.resolve().is_relative_to(home.resolve()):
        mend = f"a move of the course into {home}, where formgrader can reach it too"
        yield Finding(f"{settings.course}: lies outside the home of {owner.pw_name}", mend)
    state = settings.state
    if not state.is_dir():
        yield Finding(f"{state}: there is no such folder", f"install -d -m 700 {state}")
    found = [home, *_targets(settings), state]
    for path in dict.fromkeys(each for each in found if each.exists()):
        chain = _chain(path)
        if entry := exposing_entry(chain, students):
            yield Finding(f"{path}: students can read it", _close(entry, chain))
        elif entry := replaceable_dir(chain, students):
            mend = f"chmod go-w {entry.path}"
            yield Finding(f"{path}: students can put something else in its place", mend)
        if chain[-1].uid not in (0, owner.pw_uid) and path != home:
            mend = f"chown -R {owner.pw_name}: {path}"
            yield Finding(f"{path}: belongs to another account", mend)


def _targets(settings: Settings) -> Iterator[Path]:
    """Yield what only the instructor may read: folders, and in each a file as a sample."""
    yield from (settings.course.parent, settings.banks, settings.course)
    yield from sorted(settings.banks.glob("*.yaml"))[:1]
    for name in ("gradebook.db", "source", "submitted", "autograded", "feedback"):
        yield settings.course / name


def _close(entry: Entry, chain: list[Entry]) -> str:
    if entry.acl:
        return f"setfacl -b {entry.path} && chmod go= {entry.path}"
    return f"chmod go= {entry.path}"


def _exchange(settings: Settings, owner: pwd.struct_passwd) -> Iterator[Finding]:
    course = settings.exchange / COURSE_ID
    wanted = [(settings.exchange / name, 0, mode) for name, mode in EXCHANGE_MODES.items()]
    wanted += [(course / name, owner.pw_uid, mode) for name, mode in COURSE_MODES.items()]
    for path, uid, mode in wanted:
        name = "root" if uid == 0 else owner.pw_name
        mend = f"install -d -o {name} -m {mode:04o} {path}"
        if path.is_symlink() or not path.is_dir():
            yield Finding(f"{path}: this folder of the exchange is missing", mend)
            continue
        status = path.stat()
        if status.st_uid != uid:
            yield Finding(f"{path}: must belong to {name}", f"chown {name} {path}")
        if stat.S_IMODE(status.st_mode) & ~stat.S_ISGID != mode & ~stat.S_ISGID:
            now = stat.S_IMODE(status.st_mode)
            yield Finding(f"{path}: has mode {now:04o} instead of {mode:04o}", mend)
        elif _has_acl(path):
            yield Finding(f"{path}: has an access control list", f"setfacl -b -k {path}")
    for path in sorted((course / "outbound").rglob("*")):
        status = path.lstat()
        if status.st_uid != owner.pw_uid:
            mend = f"rm -r {path}, and release the assignment again"
            yield Finding(f"{path}: was put among the released assignments by another", mend)
        elif status.st_mode & 0o022 and not path.is_symlink():
            yield Finding(f"{path}: others can change what is released", f"chmod go-w {path}")


def _copies(
    settings: Settings, accounts: list[pwd.struct_passwd], students: Students
) -> Iterator[Finding]:
    """Graded banks outside the checkout, where students can read them."""
    homes = [Path(each.pw_dir) for each in accounts]
    places = [settings.exchange, PACKAGED, *settings.look_in, *homes]
    for path, uid, same in bank_copies(settings.banks, places, settings.course.parent):
        if exposing_entry(_chain(path), students) is None:
            continue
        # what a student wrote, such as words of the own feedback, must not hold the hub up
        yield Finding(
            f"{path}: {'is a graded bank' if same else 'says what graded banks say,'} where "
            "students can read",
            f"rm {path}",
            stops=same or uid not in students.uids,
        )


def _root_files(folder: Path | None, students: Students) -> Iterator[Finding]:
    """What root runs or reads must be root's, and what holds secrets must be closed."""
    places = [Path(sys.prefix), PACKAGED.parent]
    if folder is not None:
        secret = folder / "hub.env"
        if secret.exists() and stat.S_IMODE(secret.stat().st_mode) & 0o077:
            yield Finding(f"{secret}: others can read the hub's secrets", f"chmod 600 {secret}")
        places += [folder, *sorted(folder.rglob("*"))]
    for path in places:
        if not path.exists():
            yield Finding(f"{path}: leads nowhere", f"rm {path}")
            continue
        chain = _chain(path)
        if chain[-1].uid != 0 or chain[-1].mode & 0o022 or chain[-1].acl:
            mend = f"setfacl -b {path}; chown root: {path} && chmod go-w {path}"
            if not chain[-1].acl:
                mend = f"chown root: {path} && chmod go-w {path}"
            yield Finding(f"{path}: root runs it, and others can change it", mend)
        elif entry := replaceable_dir(chain, students):
            mend = f"chmod go-w {entry.path}"
            yield Finding(f"{path}: root runs it, and students can put another there", mend)


def _homes(accounts: list[pwd.struct_passwd], students: Students) -> Iterator[Finding]:
    """Students' homes: named, not stopped for, since each start of a server closes its own."""
    for each in accounts:
        home = Path(each.pw_dir)
        if not home.is_dir() or home.is_symlink():
            continue
        mode = stat.S_IMODE(home.stat().st_mode)
        if mode & 0o077:
            what = f"{home}: has mode {mode:04o}, so other students can read this home"
            yield Finding(what, f"chmod 700 {home}", stops=False)


def _chain(path: Path) -> list[Entry]:
    """Return every folder from the root down to a path, links followed, as the system has them."""
    real = path.resolve()
    return [_entry(each) for each in (*reversed(real.parents), real)]


def _entry(path: Path) -> Entry:
    status = path.stat()
    mode = stat.S_IMODE(status.st_mode)
    return Entry(path, status.st_uid, status.st_gid, mode, path.is_dir(), _has_acl(path))


def _has_acl(path: Path) -> bool:
    try:
        return any(name in os.listxattr(path) for name in _ACL)
    except (OSError, AttributeError):  # a file system or a system without them
        return False


def _group_name(gid: int) -> str:
    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)
