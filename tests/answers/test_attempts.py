"""The attempts file: what is written, read, cut, doubled, newer, and what a full disk leaves."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.answers import Entry, NotSavedError, Store
from imuran_edu.answers.attempts import (
    FILE_NAME,
    HEAD,
    Attempt,
    AttemptsFile,
    from_line,
    merged,
    read_lines,
)

ONE = "2026-11-28T04:12:33Z 2026-11-28 mech-p01 1 - 12 fd7a07018681"
TWO = "2026-11-28T04:13:00Z 2026-11-28 mech-p02 0.33 hu 40 -"

attempts = st.builds(
    Attempt,
    time=st.datetimes().map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}Z".rjust(20, "0")),
    day=st.dates().map(str),
    question=st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True),
    share=st.sampled_from([0, 1, 0.5, 0.33, 0.01, 0.99]),
    hint=st.booleans(),
    shown=st.booleans(),
    unsure=st.booleans(),
    carried=st.booleans(),
    exam=st.booleans(),
    seconds=st.integers(0, 3600),
    version=st.from_regex(r"([0-9a-f]{12})?", fullmatch=True),
)


@given(attempts)
def test_a_line_gives_back_its_attempt(attempt: Attempt) -> None:
    assert from_line(attempt.line) == attempt


@given(attempts, st.data())
def test_a_cut_line_is_never_read(attempt: Attempt, data: st.DataObject) -> None:
    line = attempt.line
    assert from_line(line[: data.draw(st.integers(0, len(line) - 1))]) is None


@given(st.text())
def test_no_line_raises(line: str) -> None:
    assert from_line(line) is None or from_line(line).line  # type: ignore[union-attr]


@given(st.lists(attempts), st.lists(attempts))
def test_homes_merge_in_any_order_to_the_same(one: list[Attempt], other: list[Attempt]) -> None:
    both = merged(one, other)
    assert both == merged(other, one) == merged(both, one, other)
    assert set(both) == {*one, *other}


def test_saved_with_its_answer(tmp_path: Path) -> None:
    store = Store(tmp_path)
    saved = store.save("mech-p01", Entry("c", checked=("mech-p01",), attempts=(ONE, "nonsense")))
    assert saved.attempts == ()
    assert "attempts" not in (tmp_path / "responses.json").read_text()
    assert (tmp_path / FILE_NAME).read_text() == f"{HEAD}\n{ONE}\n"
    store.save("mech-p02", Entry("x", attempts=(ONE, TWO)))  # sent once more: kept once
    assert (tmp_path / FILE_NAME).read_text() == f"{HEAD}\n{ONE}\n{TWO}\n"
    assert [each.line for each in Store(tmp_path).attempts().attempts] == [ONE, TWO]


def test_what_others_append_is_read_too(tmp_path: Path) -> None:
    mine, theirs = Store(tmp_path), Store(tmp_path)
    mine.save("mech-p01", Entry("c", attempts=(ONE,)))
    theirs.save("mech-p02", Entry("x", attempts=(TWO,)))
    assert len(mine.attempts().attempts) == 2
    (tmp_path / FILE_NAME).unlink()
    assert mine.attempts().attempts == ()


def test_a_line_cut_by_a_crash_is_told_and_the_next_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(f"{HEAD}\n{ONE}\n{TWO[:30]}")
    file = AttemptsFile(tmp_path)
    assert len(file.read().attempts) == 1
    assert file.read().unreadable == 1
    file.append([TWO])
    read = file.read()
    assert [each.line for each in read.attempts] == [ONE, TWO]
    assert read.unreadable == 1
    assert "1 line of attempts.txt cannot be read here and is left as found" in read.notice
    assert AttemptsFile(tmp_path).read() == read


def test_lines_of_a_newer_version_are_kept_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    newer = "#imuran-edu-attempts 2\nsome other form\n" + ONE + "\n"
    path.write_text(f"{HEAD}\n{TWO}\n{newer}")
    file = AttemptsFile(tmp_path)
    file.append([ONE])
    assert newer in path.read_text()
    assert [each.line for each in file.read().attempts] == [ONE, TWO]
    assert file.read().unreadable == 2


def test_bytes_that_are_no_text_and_days_that_are_none(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(HEAD.encode() + b"\n\xff\xfe\x00\n" + ONE.encode() + b"\n")
    read = AttemptsFile(tmp_path).read()
    assert (len(read.attempts), read.unreadable) == (1, 1)
    for wrong in (ONE.replace("11-28 ", "11-31 "), ONE.replace("T04", "T25"), ONE + " more"):
        assert from_line(wrong) is None


def test_a_link_or_a_huge_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "other").write_text(f"{HEAD}\n{ONE}\n")
    (tmp_path / FILE_NAME).symlink_to(tmp_path / "other")
    assert "not an ordinary file" in AttemptsFile(tmp_path).read().notice
    with pytest.raises(NotSavedError):
        Store(tmp_path).save("q", Entry("a", attempts=(TWO,)))
    assert (tmp_path / "other").read_text() == f"{HEAD}\n{ONE}\n"


FILL = """
import resource, sys
from pathlib import Path
from imuran_edu.answers import Entry, NotSavedError, Store
store = Store(Path(sys.argv[1]))
store.save("a", Entry("x", attempts=(sys.argv[2],)))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
try:
    store.save("b", Entry("y", attempts=(sys.argv[3],)))
except NotSavedError:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    before = Path(sys.argv[1], "attempts.txt").read_text()
    store.save_all({})
    print(before, end="")
"""


def test_a_full_disk_leaves_what_was_there_and_the_next_save_brings_it(tmp_path: Path) -> None:
    run = [sys.executable, "-c", FILL, str(tmp_path), ONE, TWO]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == f"{HEAD}\n{ONE}\n"
    assert [each.line for each in Store(tmp_path).attempts().attempts] == [ONE, TWO]
    assert set(Store(tmp_path).load().answers) == {"a", "b"}


KILL = """
import sys
from pathlib import Path
from imuran_edu.answers import Entry, Store
store = Store(Path(sys.argv[1]))
for number in range(10_000):
    line = f"2026-11-28T04:12:33Z 2026-11-28 q-{number} 1 - 0 -"
    store.save(f"q-{number}", Entry(number, attempts=(line,)))
    print(number, flush=True)
"""


def test_killed_at_any_instant_no_sound_attempt_is_lost(tmp_path: Path) -> None:
    for seed in range(6):
        run = [sys.executable, "-c", KILL, str(tmp_path)]
        child = subprocess.Popen(run, stdout=subprocess.PIPE, text=True)
        assert child.stdout
        told = int(child.stdout.readline())
        until = time.monotonic() + random.Random(seed).uniform(0, 0.05)
        while time.monotonic() < until:
            told = int(child.stdout.readline())
        child.kill()
        rest = child.stdout.read().split("\n")
        child.wait()
        told = max([told, *(int(each) for each in rest[:-1] if each)])
        kept = {each.question for each in Store(tmp_path).attempts().attempts}
        assert kept >= {f"q-{number}" for number in range(told + 1)}
        answers = set(Store(tmp_path).load().answers)
        assert answers <= kept


def test_read_lines_counts_each_fault_once() -> None:
    read = read_lines([HEAD, TWO, "x", "x", ONE, TWO, ""])
    assert [each.line for each in read.attempts] == [ONE, TWO]
    assert read.unreadable == 1
