"""A grading run killed at any instant, and started again, ends as one that was not killed."""

import multiprocessing
import os
import random
import signal
import sys
from functools import partial

import pytest

from imuran_edu.grading.class_run import autograde_class as fast
from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.class_run.feedback_class import write_feedback
from tests.grading.gradebooks import assert_equal_files, assert_equal_rows, rows
from tests.grading.terms import run_sql

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kills a fork of this process"),
]

MOMENTS = """
rename replace mkdir rmdir unlink remove chmod open write close copyfile rmtree acquire release
execute commit commit_all flush commit_dir grade_one write_one get put
"""
SEEDS = range(6)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    """So that a run of nine students writes to the gradebook five times."""
    monkeypatch.setattr(fast, "BATCH", 2)


def count_moments(work):
    """Return how many of the moments a run has, as its own process counts them."""
    reader, writer = multiprocessing.Pipe(duplex=False)
    assert in_a_fork(partial(watched, work, 0, writer)) == 0
    return reader.recv()


def kill_at(work, moment):
    """Run something in a process of its own that is killed, without warning, at a moment."""
    ended = in_a_fork(partial(watched, work, moment, None))
    assert ended in (0, -signal.SIGKILL)  # 0: it took fewer steps than the run that was counted
    return ended != 0


def in_a_fork(work):
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(120)
    return process.exitcode


def watched(work, moment, writer):
    count, me, moments = 0, os.getpid(), set(MOMENTS.split())

    def watch(frame, event, what):
        nonlocal count
        name = what.__name__ if event.startswith("c_") else frame.f_code.co_name
        if name in moments and os.getpid() == me:
            count += 1
            if count == moment:
                os.kill(me, signal.SIGKILL)

    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(None)
        if writer is not None:
            writer.send(count)


def assert_nothing_lies_about(folder):
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == [
        ".being-made.lock"
    ]


@pytest.fixture(scope="module")
def unbroken(class_of_students, tmp_path_factory):
    """The class graded and fed back without a hitch. Do not change."""
    course = class_of_students.copy(tmp_path_factory.mktemp("unbroken") / "root")
    autograde(course.folder, "term")
    write_feedback(course.folder, "term")
    return course


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_run_started_again_ends_as_one_that_was_not(
    class_of_students, unbroken, tmp_path, jobs
):
    trial = class_of_students.copy(tmp_path / "count")
    total = count_moments(partial(autograde, trial.folder, "term", jobs=jobs))
    assert total > 500
    cut_short = 0
    for seed in SEEDS:
        course = class_of_students.copy(tmp_path / f"course{seed}")
        run = partial(autograde, course.folder, "term", jobs=jobs)
        rng = random.Random(f"{jobs}/{seed}")
        while kill_at(run, rng.randrange(1, total)) and rng.random() < 0.5:
            cut_short += 1
        cut_short += 1

        run()

        assert_equal_rows(course.folder, unbroken.folder)
        assert_equal_files(course.folder / "autograded", unbroken.folder / "autograded")
        assert_nothing_lies_about(course.folder / "autograded")
    assert cut_short >= len(SEEDS)


def test_a_killed_regrading_started_again_ends_as_one_that_was_not(unbroken, tmp_path):
    mended = unbroken.copy(tmp_path / "mended")
    change(mended)
    autograde(mended.folder, "term", force=True)
    trial = unbroken.copy(tmp_path / "count")
    change(trial)
    total = count_moments(partial(autograde, trial.folder, "term", force=True))
    for seed in SEEDS:
        course = unbroken.copy(tmp_path / f"course{seed}")
        change(course)
        run = partial(autograde, course.folder, "term", force=True)
        assert kill_at(run, random.Random(seed).randrange(1, total // 2))

        run()

        assert_equal_rows(course.folder, mended.folder)
        assert_equal_files(course.folder / "autograded", mended.folder / "autograded")
    assert rows(mended.folder)["grade"] != rows(unbroken.folder)["grade"]


def change(course):
    """Mend a key, after a person gave points."""
    text = course.bank("term").read_text()
    assert "key: b\n" in text
    course.bank("term").write_text(text.replace("key: b\n", "key: a\n", 1))
    run_sql(course.folder, "UPDATE grade SET manual_score = 1 WHERE auto_score IS NULL")


def test_pages_cut_short_are_written_when_it_is_started_again(unbroken, tmp_path):
    trial = unbroken.copy(tmp_path / "count")
    total = count_moments(partial(write_feedback, trial.folder, "term"))
    for seed in SEEDS:
        course = unbroken.copy(tmp_path / f"course{seed}")
        run = partial(write_feedback, course.folder, "term", jobs=1 + seed % 2)
        kill_at(run, random.Random(seed).randrange(1, total))

        run()

        assert_equal_files(course.folder / "feedback", unbroken.folder / "feedback")
        assert_nothing_lies_about(course.folder / "feedback")
