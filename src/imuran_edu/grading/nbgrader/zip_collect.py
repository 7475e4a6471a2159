"""The plugins of `nbgrader zip_collect`: take submissions out of zips that students made.

Each zip is taken by itself: one that is damaged, too large or made to fill a disk is named, and the
others are collected. The name of the zip says whose it is; no name within it does.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from nbgrader.plugins.zipcollect import ExtractorPlugin, FileNameCollectorPlugin

from imuran_edu.errors import CourseError
from imuran_edu.grading.safety.ordinary_files import escape_control, fault, in_bytes, is_clean
from imuran_edu.grading.zip_transfer import ARCHIVE_NAME, TIME_FORMAT

MAX_ARCHIVE = 60_000_000  # bytes of a zip
MAX_MEMBERS = 1000  # files in a zip
MAX_CONTENT = 50_000_000  # bytes of what is taken out of a zip
ENDINGS = (".ipynb", ".json")
_MEMBER = b"PK\x01\x02"  # begins each entry in the list of files of a zip


class ArchiveError(CourseError):
    """A zip cannot be collected; the message says why."""


class ZipExtractor(ExtractorPlugin):  # type: ignore[misc]
    """Take notebooks and answers out of each student's newest zip."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Extract the zips of a folder.

        Args:
            archive_path: folder with the zips, in folders of their own or not.
            extracted_path: folder that gets a folder for each zip, by its name.
        """
        if self._is_nbgraders(Path(archive_path)):
            super().extract(archive_path, extracted_path)
            return
        done: set[str] = set()
        for path in self._newest_first(Path(archive_path)):
            student = _match(path)["student_id"]
            if student in done:
                self.log.warning("Not used: %s: there is a newer one", _shown(path))
                continue
            target = Path(extracted_path, path.relative_to(archive_path)).with_suffix("")
            try:
                contents = read_archive(path)
                _write(contents, target)
            except (ArchiveError, OSError) as error:
                self.log.error("Not collected: %s %s", _shown(path), error)
                shutil.rmtree(target, ignore_errors=True)
            else:
                done.add(student)

    def _is_nbgraders(self, folder: Path) -> bool:
        """Whether a course collects by a pattern of its own, or there is no zip at all."""
        return bool(own_pattern(self.config)) or not any(
            path.suffix.lower() == ".zip" for path in folder.rglob("*")
        )

    @property
    def _assignment(self) -> str:
        """The assignment that is collected; `""` where the command does not say."""
        return str(getattr(getattr(self.parent, "coursedir", None), "assignment_id", ""))

    def _newest_first(self, folder: Path) -> list[Path]:
        """Return the zips that have a student's name and a time in theirs; others are named."""
        found = []
        for path in sorted(folder.rglob("*")):
            if path.is_dir() and not path.is_symlink():
                continue
            if path.suffix.lower() != ".zip" or not _match(path):
                why = "is no zip that is named ASSIGNMENT--STUDENT--TIME"
                self.log.warning("Not collected: %s %s", _shown(path), why)
            elif self._assignment and not _is_of(path, self._assignment):
                why = f"was not made for {self._assignment}; move it to its own assignment"
                self.log.warning("Not collected: %s %s", _shown(path), why)
            else:
                found.append(path)
        return sorted(found, key=lambda path: _match(path)["timestamp"], reverse=True)


class ZipCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """Say whose an extracted file is, by the name of the folder that was made for its zip."""

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Return `student_id`, `timestamp` and `file_id` of a file; None if it is none of ours."""
        if own_pattern(self.config):
            return super().collect(submitted_file)  # type: ignore[no-any-return]
        path = Path(submitted_file)
        found = _match(path.with_name(f"{path.parent.name}.zip"))
        if path.suffix not in ENDINGS or not found:
            return None
        return {**found, "file_id": path.name}


def own_pattern(config: Any) -> str:
    """Return the pattern of names that a course gives nbgrader to collect by; `""` if none."""
    return str(config.FileNameCollectorPlugin.get("named_regexp", ""))


def _shown(path: Path) -> str:
    return escape_control(path.name, 120)


def _is_of(path: Path, assignment: str) -> bool:
    """Whether the name of a zip names the assignment, behind whatever a platform puts before it."""
    before = path.stem.rpartition(f"--{_match(path)['student_id']}--")[0]
    return bool(re.search(rf"(?:^|[^A-Za-z0-9-]){re.escape(assignment)}$", before))


def _match(path: Path) -> dict[str, str]:
    """Return student and time in the name of a zip; empty if there are none."""
    found = re.fullmatch(ARCHIVE_NAME, path.stem)
    if not found:
        return {}
    try:
        datetime.strptime(found["timestamp"], TIME_FORMAT)
    except ValueError:  # such as the 31st of February
        return {}
    return found.groupdict()


def read_archive(path: Path) -> dict[str, bytes]:
    """Return the notebooks and JSON files of a zip by name, without the folders they lie in.

    Sizes are those that the zip states; no more than these is ever unpacked.

    Raises:
        ArchiveError: the zip is damaged, or larger than a submission can be.
    """
    if problem := fault(path, MAX_ARCHIVE):
        raise ArchiveError(problem.removeprefix(f"{escape_control(path.name)} "))
    try:
        data = path.read_bytes()
        # before the list is read: what a zip states of its length, in either of two places, may be
        # untrue, and an entry takes a kilobyte of memory
        if data.count(_MEMBER) > MAX_MEMBERS:
            raise ArchiveError(f"holds more than {MAX_MEMBERS} files")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            wanted = dict(_wanted(members))
            if sum(member.file_size for member in wanted.values()) > MAX_CONTENT:
                raise ArchiveError(f"holds more than {in_bytes(MAX_CONTENT)}")
            contents = {name: archive.read(member) for name, member in wanted.items()}
    except (ArchiveError, MemoryError):
        raise
    except Exception as error:  # zipfile raises a dozen kinds on damaged, locked or odd files
        reason = escape_control(str(error) or type(error).__name__)
        raise ArchiveError(f"cannot be unpacked: {reason}") from None
    if not contents:
        raise ArchiveError("holds no notebook and no answers")
    return contents


def _wanted(members: list[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yield what is taken, by name; of several of one name the one in the fewest folders, last."""
    by_depth = sorted(members, key=lambda member: -member.filename.count("/"))
    for member in by_depth:
        parts = PurePosixPath(member.filename).parts
        usable = is_clean(member.filename) and "\\" not in member.filename
        hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
        if usable and not hidden and not member.is_dir() and member.filename.endswith(ENDINGS):
            yield parts[-1], member


def _write(contents: dict[str, bytes], target: Path) -> None:
    target.mkdir(parents=True)
    for name, data in contents.items():
        (target / name).write_bytes(data)
