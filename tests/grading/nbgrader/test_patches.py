"""What is replaced in nbgrader: each patch does its work, and is gone where it should be."""

from __future__ import annotations

import logging
import os
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from imuran_edu.grading.nbgrader import patches

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and links need POSIX")


@pytest.mark.parametrize(
    ("data", "time"),
    [
        (b"2026-03-02 10:00:00 UTC", datetime(2026, 3, 2, 10)),
        (b"2026-03-02 11:00:00+01:00\n", datetime(2026, 3, 2, 10)),
        (b"yesterday", None),
        (b"\xff\xfe", None),
        (b"", None),
        (b"2026-03-02 " * 100, None),
        (b"99999999999999999999", None),
    ],
)
def test_a_time_is_read_or_there_is_none(tmp_path: Path, data: bytes, time: Any) -> None:
    (tmp_path / "timestamp.txt").write_bytes(data)
    assert patches.existing_timestamp(tmp_path) == time


def test_no_time_is_read_from_a_pipe_or_through_a_link(tmp_path: Path) -> None:
    assert patches.existing_timestamp(tmp_path) is None
    os.mkfifo(tmp_path / "timestamp.txt")
    assert patches.existing_timestamp(tmp_path) is None
    (tmp_path / "timestamp.txt").unlink()
    (tmp_path / "timestamp.txt").symlink_to("/dev/zero")
    assert patches.existing_timestamp(tmp_path) is None


def test_formgrader_lists_a_class_whatever_the_times_are(tmp_path: Path) -> None:
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    patches.read_timestamps_safely()
    for student, text in {"ann": "2026-03-02 10:00:00 UTC", "eve": "yesterday"}.items():
        folder = tmp_path / "submitted" / student / "ps"
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text(text)
    api = SimpleNamespace(coursedir=CourseDirectory(root=str(tmp_path)))
    read = NbGraderAPI.get_submitted_timestamp
    assert read(api, "ps", "ann") == datetime(2026, 3, 2, 10)
    assert read(api, "ps", "eve") is None
    assert read(api, "ps", "zoe") is None


def test_formgrader_serves_files_so_that_a_browser_runs_nothing_in_them() -> None:
    from nbgrader.server_extensions.formgrader.handlers import SubmissionFilesHandler

    patches.serve_submissions_inertly()
    headers: dict[str, str] = {}
    handler = SimpleNamespace(set_header=headers.__setitem__)
    SubmissionFilesHandler.set_extra_headers(handler, "any/path.html")
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"


class Converter:
    """What the patches touch of nbgrader's `Autograde`."""

    def __init__(self, root: Path) -> None:
        folder = str(root / "submitted" / "ann" / "ps")
        self.assignments = {folder: [], folder.replace("ann", "eve"): []}
        self.exclude_overwriting = {"ps": ["data.csv"]}
        self.found: list[str] = []
        self.excluded: dict[str, list[str]] = {}
        self.coursedir = SimpleNamespace(
            source_directory="source", format_path=lambda step, who, name: str(root / step / name)
        )

    def init_assignment(self, assignment: str, student: str) -> None:
        from nbgrader.converters import base

        folder = next(each for each in self.assignments if student in each)
        self.found = base.find_all_files(folder, ["*.ipynb", "*.pyc"])
        self.excluded = self.exclude_overwriting

    def convert_notebooks(self) -> None:
        for folder in self.assignments:
            self.init_assignment("ps", Path(folder).parent.name)


LOG = logging.getLogger("patches")


def test_files_are_selected_while_a_submission_is_copied_and_no_longer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from nbgrader.converters import base
    from nbgrader.utils import find_all_files

    folder = tmp_path / "submitted" / "ann" / "ps"
    folder.mkdir(parents=True)
    for name in ("ps.ipynb", "data.csv", "page.html", "a.pyc"):
        (folder / name).touch()
    (tmp_path / "source" / "ps").mkdir(parents=True)
    (tmp_path / "source" / "ps" / "responses.json").touch()
    converter = Converter(tmp_path)
    patches.limit_copied_files(converter, False, LOG)
    converter.init_assignment("ps", "ann")
    assert converter.found == [str(folder / "data.csv")]
    assert converter.excluded == {"ps": ["data.csv", "responses.json"]}
    assert converter.exclude_overwriting == {"ps": ["data.csv"]}
    assert base.find_all_files is find_all_files
    assert "ann: page.html would be run by a browser; left out" in caplog.text


def test_an_unsafe_submission_is_skipped_and_named_and_the_run_fails(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from nbgrader.converters import NbGraderException

    converter = Converter(tmp_path)
    eve = str(tmp_path / "submitted" / "eve" / "ps")
    patches.skip_unsafe_submissions(converter, {eve: "it is odd"}, LOG)
    with pytest.raises(NbGraderException, match="1 submissions were not graded"):
        converter.convert_notebooks()
    assert [Path(folder).parent.name for folder in converter.assignments] == ["ann"]
    assert "eve: not graded: it is odd" in caplog.text


def test_a_run_without_unsafe_submissions_is_left_alone(tmp_path: Path) -> None:
    converter = Converter(tmp_path)
    patches.skip_unsafe_submissions(converter, {}, LOG)
    assert converter.convert_notebooks.__func__ is Converter.convert_notebooks
