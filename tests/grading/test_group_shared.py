"""Two instructors with accounts of their own in one course, as `groupshared` promises."""

import multiprocessing
import os
import shutil
import signal
import stat
import tempfile
from pathlib import Path

import pytest

from imuran_edu.grading.class_run import autograde_class
from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.class_run.feedback_class import write_feedback
from imuran_edu.grading.class_run.staging import STAGING
from tests.grading.conftest import Course
from tests.grading.material import POINTS, RIGHT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        os.name != "posix" or os.geteuid() != 0, reason="only root can act as two accounts"
    ),
]

FIRST, SECOND, GROUP = 2001, 2002, 3000


@pytest.fixture
def course(released):
    """A course that both may write to, where accounts other than ours can reach it."""
    place = Path(tempfile.mkdtemp(prefix="shared-", dir="/tmp"))
    made = released.copy(place / "root")
    config = made.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.CourseDirectory.groupshared = True\n")
    for student in ("ann", "bob"):
        made.submit(student, RIGHT)
    belongs(place)
    yield made
    shutil.rmtree(place)


def belongs(place):
    for path in (place, *place.rglob("*")):
        os.chown(path, FIRST, GROUP)
        path.chmod(0o2775 if path.is_dir() else 0o664)


def acting(account, mask, work, *arguments):
    """Do something in a process of another account; return its exit code."""

    def run():
        os.setgroups([])
        os.setgid(GROUP)
        os.setuid(account)
        os.umask(mask)
        work(*arguments)

    # what is imported already is at hand, for the other account may not read this Python
    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join(120)
    return process.exitcode


def grade(folder, force=False):
    summary = autograde(folder, "demo", force=force)
    assert not summary.problems, summary.problems


def feed_back(folder):
    summary = write_feedback(folder, "demo")
    assert not summary.problems, summary.problems


def killed_in_the_middle(folder):
    def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    autograde_class.commit_dir = die
    autograde(folder, "demo", force=True)


@pytest.fixture(autouse=True)
def imported(released, tmp_path):
    """Load whatever these commands load."""
    made = released.copy(tmp_path / "warm")
    made.submit("ann", RIGHT)
    autograde(made.folder, "demo")
    write_feedback(made.folder, "demo")


@pytest.mark.parametrize("mask", [0o002, 0o022])
def test_two_instructors_take_turns(course: Course, mask: int) -> None:
    folder = course.folder
    assert acting(FIRST, mask, grade, folder) == 0
    assert acting(FIRST, mask, feed_back, folder) == 0
    course.submit("cy", RIGHT)
    belongs(folder / "submitted" / "cy")
    assert acting(SECOND, mask, grade, folder) == 0
    assert acting(SECOND, mask, grade, folder, True) == 0
    assert acting(SECOND, mask, feed_back, folder) == 0
    assert acting(FIRST, mask, grade, folder, True) == 0
    assert acting(FIRST, mask, feed_back, folder) == 0
    assert [course.total(name) for name in ("ann", "bob", "cy")] == [POINTS] * 3
    for step in ("autograded", "feedback"):
        mode = stat.S_IMODE((folder / step).stat().st_mode)
        assert mode & 0o2770 == 0o2770, (step, oct(mode))


def test_what_one_left_half_done_the_other_takes_up(course: Course) -> None:
    folder = course.folder
    assert acting(FIRST, 0o022, grade, folder) == 0
    assert acting(SECOND, 0o022, killed_in_the_middle, folder) == -signal.SIGKILL
    assert (folder / "autograded" / STAGING).is_dir()
    assert acting(FIRST, 0o022, grade, folder, True) == 0
    assert not (folder / "autograded" / STAGING).exists()
    assert acting(SECOND, 0o022, grade, folder, True) == 0
