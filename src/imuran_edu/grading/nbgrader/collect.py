"""nbgrader's `collect`, made safe for what students can put into the exchange.

Every student may write into the exchange's inbound folder, whatever and under any name, and may
change it while it is collected. nbgrader follows links there with the instructor's rights, and
stops the whole class at a pipe, a folder that is too large or a name without a time.
"""

from __future__ import annotations

import fnmatch
import glob
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import traitlets
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import gettz, parse_utc

from imuran_edu.grading.nbgrader.patches import (
    collect_whatever_the_times_are,
    existing_timestamp,
    unknown_zone,
)
from imuran_edu.grading.safety.copy_tree import CopyError, Limits, copy_tree
from imuran_edu.grading.safety.ordinary_files import (
    MAX_SECRET,
    SECRET,
    TIMESTAMP,
    escape_control,
    is_clean,
    text_problem,
)

NEVER = datetime.min


class CarefulCollect(ExchangeCollect):  # type: ignore[misc]
    """Collect what can be collected, name the rest, and fail at the end if there was any.

    Only ordinary files are copied. The time of a submission is that in its folder's name: it is
    written to `timestamp.txt` if the file there cannot be read as a time.
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
        elif glob.has_magic(student):
            self._leave(name, "has a name that nbgrader takes for the names of several students")
        elif Path(path).is_symlink() or not Path(path).is_dir():
            self._leave(name, "is no folder")
        elif self.names_are_accounts and (owner := _owner(Path(path))) != student:
            self._leave(
                name, f"belongs to {escape_control(owner)}: handed in under another's name?"
            )
        else:
            try:
                return {**super()._path_to_record(path), "timestamp": self._time_of(name)}
            except (ValueError, OverflowError):
                self._leave(name, "has no time in its name")
        return record  # older than any other by this name, so that it takes nobody's place

    def _time_of(self, name: str) -> datetime:
        """Return the time in a folder's name, in UTC.

        nbgrader writes the abbreviation of `c.Exchange.timezone` there, and cannot read most.

        Raises:
            ValueError, OverflowError: there is none.
        """
        text = name.rsplit("+", 3)[2]
        if zone := unknown_zone(text):
            moment: datetime = parse_utc(text.removesuffix(zone).strip())
            offset = moment.replace(tzinfo=gettz(self.timezone)).utcoffset()
            return moment - offset if offset else moment
        found: datetime = parse_utc(text)
        return found

    def _leave(self, name: str, why: str) -> None:
        self._left.append(name)
        self.log.error("Not collected: %s %s", escape_control(name, 120), why)

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy the ordinary files of one submission; one that cannot be copied leaves nothing."""
        made = Path(dest)
        limits = Limits(1000 * self.coursedir.max_dir_size, 1000 * self.coursedir.max_file_size)
        try:
            left_out = copy_tree(Path(src), made, limits, self._is_ignored)
        except (CopyError, OSError) as error:
            self._leave(Path(src).name, str(error))
            shutil.rmtree(made, ignore_errors=True)
            with suppress(OSError):
                made.parent.rmdir()  # nbgrader made it; it stays if it holds anything
            return
        left_out += self._small_files(made, Path(src).name)
        if self.coursedir.groupshared:
            _share(made)
        student = escape_control(made.parent.name)
        for line in left_out[:10]:
            self.log.warning("%s: collected without: %s", student, line)
        if len(left_out) > 10:
            self.log.warning("%s: collected without %d more", student, len(left_out) - 10)

    def _is_ignored(self, name: str) -> bool:
        ignore = any(fnmatch.fnmatch(name, pattern) for pattern in self.coursedir.ignore)
        return ignore and not any(fnmatch.fnmatch(name, each) for each in self.coursedir.include)

    def _small_files(self, folder: Path, name: str) -> list[str]:
        """Put right what nbgrader reads of a submission without a look at it."""
        told = []
        if not existing_timestamp(folder):
            time = self._time_of(name)
            _clear(folder / TIMESTAMP)
            (folder / TIMESTAMP).write_text(f"{time:%Y-%m-%d %H:%M:%S.%f} UTC", encoding="utf-8")
            told.append(f"a time in {TIMESTAMP}; the one of handing in is put there")
        if text_problem(folder / SECRET, MAX_SECRET):
            _clear(folder / SECRET)
            told.append(f"{SECRET}: feedback cannot be released to it; give the page by hand")
        return told

    def copy_files(self) -> None:
        """Collect, then fail if something was left."""
        collect_whatever_the_times_are(self.coursedir)
        with self._former_kept():
            super().copy_files()
        if self._left:
            self.fail(f"{len(self._left)} submissions were not collected; the others were.")

    @contextmanager
    def _former_kept(self) -> Iterator[None]:
        """Put back what nbgrader deletes before a newer submission turns out to be unusable."""
        root = Path(self.coursedir.root)
        with tempfile.TemporaryDirectory(prefix=".collect-", dir=root) as kept:
            former = {}
            for number, item in enumerate(self.src_records):
                step = self.coursedir.submitted_directory
                name, assignment = item["username"], self.coursedir.assignment_id
                place = Path(self.coursedir.format_path(step, name, assignment))
                if self.update and place.is_dir() and not place.is_symlink():
                    former[place] = Path(kept, str(number))
                    shutil.copytree(place, former[place], symlinks=True)
            yield
            for place, copy in former.items():
                if not place.exists():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copytree(copy, place, symlinks=True)
                    student = escape_control(place.parent.name)
                    self.log.error("%s: the submission collected before is kept", student)


def _share(folder: Path) -> None:
    """Let the group change what was collected, as nbgrader does."""
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        path.chmod((mode | 0o2770) & 0o2777 if path.is_dir() else (mode | 0o660) & 0o777)


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except KeyError:
        return f"nobody's account, number {path.stat().st_uid}"
