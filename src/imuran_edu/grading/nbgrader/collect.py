"""nbgrader's `collect`, which takes from the exchange what students could put there.

Every student may write into the exchange's inbound folder, whatever and under any name. nbgrader
follows links there with the instructor's rights, and stops the whole class at a pipe, a folder that
is too large or a name without a time.
"""

from __future__ import annotations

import shutil
import stat
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import traitlets
from nbgrader.exchange.default import ExchangeCollect

from imuran_edu.grading.safety.ordinary_files import is_clean, kind, shown

NEVER = datetime.min


class CarefulCollect(ExchangeCollect):  # type: ignore[misc]
    """Collect what can be collected, name the rest, and fail at the end if there was any.

    A link is kept as a link, for grading follows none and `imuran-edu inspect` names it.
    """

    names_are_accounts = traitlets.Bool(
        False,
        help="Whether students' names are accounts of this machine, as on a hub with real ones. "
        "Then what belongs to another account is not collected, and nobody hands in for others.",
    ).tag(config=True)

    src_records: list[dict[str, Any]]

    def init_src(self) -> None:
        """Find each student's newest submission; what is none is left where it is."""
        self._left: list[str] = []
        super().init_src()
        found: list[dict[str, Any]] = self.src_records
        self.src_records = [item for item in found if item["timestamp"] > NEVER]

    def _path_to_record(self, path: str) -> dict[str, Any]:
        name = Path(path).name
        student = name.rsplit("+", 3)[0]
        record: dict[str, Any] = {"username": student, "filename": name, "timestamp": NEVER}
        if not is_clean(student) or student.startswith(".") or not student.strip():
            self._leave(name, "has no student's name")
        elif Path(path).is_symlink() or not Path(path).is_dir():
            self._leave(name, "is no folder")
        elif self.names_are_accounts and (owner := _owner(Path(path))) != student:
            self._leave(name, f"belongs to {shown(owner)}: handed in under another's name?")
        else:
            try:
                return super()._path_to_record(path)  # type: ignore[no-any-return]
            except (ValueError, OverflowError):
                self._leave(name, "has no time in its name")
        return record  # older than any other by this name, so that it takes nobody's place

    def _leave(self, name: str, why: str) -> None:
        self._left.append(name)
        self.log.error("Not collected: %s %s", shown(name, 120), why)

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy one submission, links as links, without pipes and devices."""
        limit = 1000 * self.coursedir.max_dir_size
        problem = f"is larger than {limit // 10**6} MB" if _size(Path(src)) > limit else ""
        if not problem:
            try:
                shutil.copytree(src, dest, symlinks=True, ignore=self._ignored)
            except (shutil.Error, OSError) as error:
                problem = f"cannot be copied: {shown(str(error), 200)}"
        if problem:
            self._leave(Path(src).name, problem)
            shutil.rmtree(dest, ignore_errors=True)
            with suppress(OSError):
                Path(dest).parent.rmdir()  # nbgrader made it; it stays if it holds anything

    def _ignored(self, folder: str, names: list[str]) -> set[str]:
        from nbgrader.utils import ignore_patterns

        rule = ignore_patterns(
            self.coursedir.ignore, self.coursedir.include, self.coursedir.max_file_size, self.log
        )
        return {*rule(folder, names), *(name for name in names if _is_odd(Path(folder, name)))}

    def copy_files(self) -> None:
        """Collect, then fail if something was left."""
        super().copy_files()
        if self._left:
            self.fail(f"{len(self._left)} submissions were not collected; the others were.")


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except KeyError:
        return f"nobody's account, number {path.stat().st_uid}"


def _is_odd(path: Path) -> bool:
    mode = path.lstat().st_mode
    return bool(kind(mode)) and not stat.S_ISDIR(mode) and not stat.S_ISLNK(mode)


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*"))
