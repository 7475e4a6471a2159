"""Who comes as whom: a system account for every name by which the platform knows a person."""

from __future__ import annotations

import grp
import os
import pwd
import subprocess
from pathlib import Path

from imuran_edu.core.account_names import DIGEST, PLAIN, account_of, digest_of
from imuran_edu.errors import CourseError
from imuran_edu.server.hub.settings import Settings


class AccountError(CourseError):
    """A person cannot be given an account; the message says why."""


def account_name(settings: Settings, sign_in: str) -> str:
    """Return the name of the account for a name of the platform; never one for two students.

    A name that would do as an account's is kept; any other gets a digest, so that `Ann@a.example`
    and `ann@a.example` stay two people. Instructors share the account that owns the course.
    """
    if sign_in in settings.instructor_sign_in:
        return settings.instructor
    name = account_of(sign_in)
    return digest_of(sign_in) if name == settings.instructor else name


def prepare_account(settings: Settings, name: str) -> None:
    """See to it that a person's account is there and its home closed. Run as root.

    A student without an account gets one. An account that was not made for a student is refused:
    a name on the platform must not sign in anywhere else on this machine.

    Raises:
        AccountError: the account belongs to nobody of the class, or cannot be made.
    """
    if name == settings.instructor:
        return
    if not (PLAIN.fullmatch(name) or DIGEST.fullmatch(name)):
        raise AccountError("a name has 3 to 31 characters: small letters, digits and hyphens")
    try:
        account = pwd.getpwnam(name)
    except KeyError:
        account = _make(settings, name)
    if account.pw_uid == 0 or name not in grp.getgrnam(settings.group).gr_mem:
        raise AccountError(f"the account {name} is not one of a student; ask your administrator")
    _close(Path(account.pw_dir))


def _make(settings: Settings, name: str) -> pwd.struct_passwd:
    command = ["useradd", "--create-home", "--base-dir", str(settings.homes), "--user-group"]
    command += ["--groups", settings.group, "--shell", "/bin/bash", "--", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AccountError(f"no account could be made for {name}: {done.stderr.strip()}")
    return pwd.getpwnam(name)


def _close(home: Path) -> None:
    """Close a home to others, as useradd often does not; never through a link."""
    handle = os.open(home, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        os.fchmod(handle, 0o700)
    finally:
        os.close(handle)
