"""What students may put into the exchange, collected by nbgrader's own command."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.grading.conftest import Course
from tests.grading.hostile import hand_in
from tests.grading.material import POINTS, RIGHT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="pipes, links and odd names need POSIX"),
]

WHEN = "2026-03-02 10:00:00 UTC"


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Course:
    course = released.copy(tmp_path / "root")
    config = course.folder / "nbgrader_config.py"
    line = f"c.Exchange.root = {str(tmp_path / 'exchange')!r}\n"
    config.write_text(f"{config.read_text()}\n{line}")
    return course


def put(course: Course, name: str, seed: int = 1) -> Path:
    """Put a right submission into the exchange, under the name of its folder there."""
    folder = hand_in(course, "nobody", RIGHT, seed)
    inbound = course.root.parent / "exchange" / "imuran" / "inbound"
    inbound.mkdir(parents=True, exist_ok=True)
    shutil.move(folder, inbound / name)
    shutil.rmtree(folder.parent)
    return inbound / name


def test_nothing_in_the_exchange_stops_or_replaces_the_others(course: Course) -> None:
    ann = put(course, f"ann+demo+{WHEN}+a", 1)
    eve = put(course, f"eve+demo+{WHEN}+b", 2)
    (eve / "responses.json").unlink()
    (eve / "responses.json").symlink_to(ann / "responses.json")
    (eve / "passwords.txt").symlink_to("/etc/passwd")
    (eve / "all").symlink_to("/")
    os.mkfifo(eve / "pipe")
    with (put(course, f"fay+demo+{WHEN}+c", 3) / "film.mp4").open("wb") as file:
        file.truncate(101_000_000)
    put(course, "gil+demo+yesterday+d", 4)
    put(course, f"..+demo+{WHEN}+e", 5)  # nbgrader itself passes over names with a dot
    put(course, f"two\nlines+demo+{WHEN}+f", 6)
    (ann.parent / "ann+demo+2099-01-01 00:00:00 UTC+g").symlink_to(eve)
    (ann.parent / "hal+demo+2099-01-01 00:00:00 UTC+h").write_text("no folder")
    for number, pattern in enumerate(("*", "?nn", "[a]nn")):  # nbgrader would grade ann's for it
        put(course, f"{pattern}+demo+{WHEN}+p", 10 + number)
    put(course, f"zoe+demo+{WHEN}+i", 7)

    done = course.run("-m", "nbgrader", "collect", "demo")

    submitted = course.folder / "submitted"
    assert done.returncode == 1
    assert {path.name for path in submitted.iterdir()} == {"ann", "eve", "fay", "zoe"}
    assert not (course.folder / "demo").exists()
    left = [line for line in done.stderr.splitlines() if "Not collected:" in line]
    assert len(left) == 7
    for told in ("no time", "two\\nlines", "no folder", "several students"):
        assert any(told in line for line in left)
    without = [line for line in done.stderr.splitlines() if "collected without:" in line]
    for told in ("responses.json is a symbolic link", "all is a symbolic link", "pipe is a pipe"):
        assert any(f"eve: collected without: {told}" in line for line in without)
    assert any("fay: collected without: film.mp4 is larger than 100 MB" in line for line in without)
    files = {path.name for path in (submitted / "eve/demo").iterdir()}
    assert files == {"demo.ipynb", "questions.json", "timestamp.txt"}

    course.nbgrader("autograde", "demo")
    assert [course.total(name) for name in ("ann", "eve", "zoe")] == [POINTS, 0, POINTS]


def test_an_honest_class_is_collected_and_again_when_there_is_newer(course: Course) -> None:
    for seed, student in enumerate(("ann", "bob"), 1):
        put(course, f"{student}+demo+{WHEN}+{seed}", seed)
    course.nbgrader("collect", "demo")
    newer = put(course, "ann+demo+2026-03-02 11:00:00 UTC+3", 3)
    (newer / "timestamp.txt").write_text("2026-03-02 11:00:00 UTC")
    course.nbgrader("collect", "demo", "--update")
    submitted = course.folder / "submitted"
    assert {path.name for path in submitted.iterdir()} == {"ann", "bob"}
    found = (submitted / "ann/demo/responses.json").read_bytes()
    assert found == (newer / "responses.json").read_bytes()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_where_names_are_accounts_nobody_hands_in_for_others(course: Course) -> None:
    import pwd

    config = course.folder / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.CarefulCollect.names_are_accounts = True\n")
    own = put(course, f"daemon+demo+{WHEN}+a", 1)
    forged = put(course, "daemon+demo+2099-01-01 00:00:00 UTC+b", 2)
    (forged / "responses.json").write_text("{}")
    unknown = put(course, f"mail+demo+{WHEN}+c", 3)
    for folder, account in ((own, pwd.getpwnam("daemon").pw_uid), (unknown, 4_000_000)):
        for path in (folder, *folder.rglob("*")):  # as `submit` leaves them: all the student's
            os.chown(path, account, -1)

    done = course.run("-m", "nbgrader", "collect", "demo")

    assert done.returncode == 1
    assert f"{forged.name} belongs to root: handed in under another's name?" in done.stderr
    assert f"{unknown.name} belongs to nobody's account, number 4000000" in done.stderr
    assert "2 submissions were not collected; the others were." in done.stderr
    collected = course.folder / "submitted"
    assert [each.name for each in collected.iterdir()] == ["daemon"]
    kept = (collected / "daemon" / "demo" / "responses.json").read_bytes()
    assert kept == (own / "responses.json").read_bytes()


def test_a_newer_one_that_cannot_be_collected_leaves_the_former(course: Course) -> None:
    put(course, f"ann+demo+{WHEN}+a", 1)
    course.nbgrader("collect", "demo")
    kept = (course.folder / "submitted/ann/demo/responses.json").read_bytes()
    newer = put(course, "ann+demo+2026-03-02 11:00:00 UTC+b", 2)
    with (newer / "film.bin").open("wb") as file:
        file.truncate(1_000_000)
    config = course.folder / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.CourseDirectory.max_dir_size = 500\n")
    done = course.run("-m", "nbgrader", "collect", "demo", "--update")
    assert done.returncode == 1
    assert "ann: the submission collected before is kept" in done.stderr
    assert (course.folder / "submitted/ann/demo/responses.json").read_bytes() == kept
    assert not list(course.folder.glob(".collect-*"))


@pytest.mark.parametrize(
    ("zone", "written", "utc"),
    [
        ("Asia/Kolkata", "2026-03-02 15:30:00 IST", "2026-03-02 10:00:00"),
        ("Asia/Tokyo", "2026-03-02 19:00:00 JST", "2026-03-02 10:00:00"),
        ("America/Los_Angeles", "2026-03-02 02:00:00 PST", "2026-03-02 10:00:00"),
        ("Europe/Berlin", "2026-03-02 11:00:00 CET", "2026-03-02 10:00:00"),
    ],
)
def test_the_exchanges_own_time_zone_makes_nobody_late(
    course: Course, zone: str, written: str, utc: str
) -> None:
    from nbgrader.api import Gradebook

    config = course.folder / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.Exchange.timezone = {zone!r}\n")
    folder = put(course, f"ann+demo+{written}+a", 1)
    (folder / "timestamp.txt").write_text(written)
    course.nbgrader("collect", "demo")
    course.nbgrader("autograde", "demo")
    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as book:
        assert f"{book.find_submission('demo', 'ann').timestamp:%Y-%m-%d %H:%M:%S}" == utc


def test_what_is_collected_belongs_to_the_group_where_instructors_share(course: Course) -> None:
    config = course.folder / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.CourseDirectory.groupshared = True\n")
    put(course, f"ann+demo+{WHEN}+a", 1)
    course.nbgrader("collect", "demo")
    made = course.folder / "submitted/ann/demo"
    assert made.stat().st_mode & 0o7770 == 0o2770
    assert (made / "responses.json").stat().st_mode & 0o660 == 0o660
