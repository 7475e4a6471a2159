"""Zips that students made: the plugins of nbgrader's `zip_collect`, without the command."""

from __future__ import annotations

import logging
import struct
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from traitlets.config import Configurable

from imuran_edu.grading.nbgrader import zip_collect
from imuran_edu.grading.nbgrader.zip_collect import (
    ArchiveError,
    ZipCollector,
    ZipExtractor,
    read_archive,
)

TIME = "20261122T180000Z"


def made(folder: Path, name: str, members: dict[str, str], stored: bool = True) -> Path:
    path = folder / f"{name}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w", kind) as archive:
        for member, text in members.items():
            archive.writestr(member, text)
    return path


def extracted(folder: Path, caplog: pytest.LogCaptureFixture) -> tuple[dict[str, str], str]:
    """Extract all in `archive`; return what was written, by path, and what was said."""
    target = folder / "extracted"
    caplog.set_level(logging.WARNING)
    plugin = ZipExtractor()
    plugin.log = logging.getLogger("zips")
    plugin.extract(str(folder / "archive"), str(target))
    files = (path for path in target.rglob("*") if path.is_file())
    return {str(path.relative_to(target)): path.read_text() for path in files}, caplog.text


def test_notebook_and_answers_are_taken_wherever_they_lie_in_the_zip(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    members = {
        "demo/demo.ipynb": "nb",
        "demo/responses.json": "r",
        "demo/old/demo.ipynb": "older",
        "demo/.ipynb_checkpoints/demo.ipynb": "checkpoint",
        "__MACOSX/demo/demo.ipynb": "mac",
        "demo/page.html": "page",
        "../../escape.json": "e",
    }
    made(tmp_path / "archive", f"demo--ann--{TIME}", members)
    files, said = extracted(tmp_path, caplog)
    start = f"demo--ann--{TIME}"
    assert files == {f"{start}/demo.ipynb": "nb", f"{start}/responses.json": "r"}
    assert said == ""
    assert not (tmp_path.parent / "escape.json").exists()


def test_only_the_zips_own_name_says_whose_it_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other = "demo--bob--20271122T180000Z"
    members = {f"{other}/demo.ipynb": "a", f"{other}\\responses.json": "b"}
    made(tmp_path / "archive", f"Ann Lee_17_demo--ann--{TIME} (2)", members)
    files, _ = extracted(tmp_path, caplog)
    assert list(files) == [f"Ann Lee_17_demo--ann--{TIME} (2)/demo.ipynb"]
    (path,) = (tmp_path / "extracted").rglob("*.ipynb")
    assert ZipCollector().collect(str(path)) == {
        "student_id": "ann",
        "timestamp": TIME,
        "file_id": "demo.ipynb",
    }
    assert ZipCollector().collect(str(path.with_suffix(".html"))) is None
    assert ZipCollector().collect(str(tmp_path / "demo.ipynb")) is None


def test_the_newest_that_can_be_read_counts_and_none_stops_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    archive = tmp_path / "archive"
    old = made(archive, f"demo--ann--{TIME}", {"demo.ipynb": "old"})
    made(archive / "sub", "demo--bob--20261122T190000Z", {"demo.ipynb": "bob"})
    made(archive, "demo--bob--20261122T180000Z", {"demo.ipynb": "older"})
    cut = archive / "demo--ann--20261122T200000Z.zip"
    cut.write_bytes(old.read_bytes()[:40])
    (archive / f"demo--eve--{TIME}.zip").write_bytes(b"")
    made(archive, "demo--fay--20260231T180000Z", {"demo.ipynb": "31 February"})
    made(archive, f"demo--gil--{TIME}", {"words.txt": "no notebook"})
    (archive / "essay.docx").write_text("x")
    files, said = extracted(tmp_path, caplog)
    assert files == {
        f"demo--ann--{TIME}/demo.ipynb": "old",
        "sub/demo--bob--20261122T190000Z/demo.ipynb": "bob",
    }
    for words in (
        "Not collected: demo--ann--20261122T200000Z.zip cannot be unpacked: File is not a zip file",
        f"Not collected: demo--eve--{TIME}.zip cannot be unpacked",
        "Not collected: demo--fay--20260231T180000Z.zip is no zip that is named",
        f"Not collected: demo--gil--{TIME}.zip holds no notebook and no answers",
        "Not collected: essay.docx is no zip that is named ASSIGNMENT--STUDENT--TIME",
        "Not used: demo--bob--20261122T180000Z.zip: there is a newer one",
    ):
        assert words in said


def test_sizes_are_counted_before_anything_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unpack(*arguments: object) -> bytes:
        raise AssertionError("unpacked before it was counted")

    monkeypatch.setattr(zipfile.ZipFile, "read", unpack)
    large = made(tmp_path, "large", {"demo.ipynb": "0" * 60_000_000}, stored=False)
    assert large.stat().st_size < 100_000
    with pytest.raises(ArchiveError, match="holds more than 50 MB"):
        read_archive(large)
    many = made(tmp_path, "many", {f"{n}.json": "" for n in range(1001)})
    with pytest.raises(ArchiveError, match="holds more than 1000 files"):
        read_archive(many)
    monkeypatch.setattr(zip_collect, "MAX_ARCHIVE", 100)
    with pytest.raises(ArchiveError, match="is larger than 100 bytes"):
        read_archive(many)


@pytest.mark.parametrize("where", ["beside the mark of the end", "in the larger format's record"])
def test_files_are_counted_whatever_a_zip_states_of_their_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    path = made(tmp_path, "many", {f"{n}.json": "" for n in range(1001)})
    data = bytearray(path.read_bytes())
    end = len(data) - 22
    size, start = struct.unpack_from("<2L", data, end + 12)
    if where.startswith("beside"):
        data[end + 4 : end + 8] = data[end : end + 4]  # a second mark, in numbers that none reads
    else:
        numbers = (44, 45, 45, 0, 0, 1001, 1001, size, start)
        record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", *numbers)
        record += struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
        data[end + 12 : end + 20] = bytes(8)
        data[end:end] = record
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        assert len(archive.infolist()) == 1001  # Python reads it, whatever is stated

    def read(*arguments: object) -> None:
        raise AssertionError("the list was read before it was counted")

    monkeypatch.setattr(zipfile, "ZipFile", read)
    with pytest.raises(ArchiveError, match="holds more than 1000 files"):
        read_archive(path)


def test_a_link_is_not_followed_and_damage_within_is_named(tmp_path: Path) -> None:
    good = made(tmp_path, "good", {"demo.ipynb": "x" * 100})
    (tmp_path / "link.zip").symlink_to(good)
    with pytest.raises(ArchiveError, match="is a symbolic link"):
        read_archive(tmp_path / "link.zip")
    data = bytearray(good.read_bytes())
    data[45] ^= 1
    good.write_bytes(bytes(data))
    with pytest.raises(ArchiveError, match="cannot be unpacked: Bad CRC"):
        read_archive(good)


def test_a_zip_of_another_assignment_never_takes_the_place_of_the_right_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    later = "20261122T190000Z"
    archive = tmp_path / "archive"
    made(archive, f"Ann Lee_17_demo--ann--{TIME}", {"demo.ipynb": "right", "responses.json": "r"})
    made(archive, f"other--ann--{later}", {"demo.ipynb": "wrong", "responses.json": "w"})
    made(archive, f"more-demo--bob--{later}", {"demo.ipynb": "wrong"})
    app = Configurable()
    app.coursedir = SimpleNamespace(assignment_id="demo")
    plugin = ZipExtractor(parent=app)
    plugin.log = logging.getLogger("zips")
    caplog.set_level(logging.WARNING)
    plugin.extract(str(archive), str(tmp_path / "extracted"))
    notebooks = {path.read_text() for path in (tmp_path / "extracted").rglob("*.ipynb")}
    assert notebooks == {"right"}
    for name in ("other--ann", "more-demo--bob"):
        assert f"Not collected: {name}--{later}.zip was not made for demo" in caplog.text
