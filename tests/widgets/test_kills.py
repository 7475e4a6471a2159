"""Kernels that are killed, alone or two at once: what was told to be saved is on the disk.

A kernel here is a process that answers through the page's session, as a notebook's kernel does.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from imuran_edu.answers import Store, read_responses
from imuran_edu.answers.folder_id import FILE_NAME as ID_NAME
from imuran_edu.answers.folder_lock import LOCK_NAME
from imuran_edu.questions import public_view
from imuran_edu.widgets.session import Session
from tests.examples import bank

ANSWERS = 1000
KILLS = 15
SHARED = "ex-word"  # the question that all kernels answer
KERNEL = """
import json, os, sys
from pathlib import Path
from imuran_edu.widgets.session import Session
from imuran_edu.answers import Store
from imuran_edu.questions import PublicQuestion

folder, name, first, last, views = Path(sys.argv[1]), sys.argv[2], *map(json.loads, sys.argv[3:6])
session = Session([PublicQuestion(view) for view in views], Store.at(folder, "exam"))
told = os.open(sys.argv[6], os.O_WRONLY | os.O_APPEND | os.O_CREAT)

def say(message):
    global saved
    for question, entry in message["entries"].items():
        saved = True
        # of the question that both answer, the other's may be the later one
        os.write(told, json.dumps([question, f"{name} {number}"]).encode() + b"\\n")

for number in range(first, last):
    question = views[number % len(views)]["id"]
    saved = False
    while not saved:  # another kernel held the file for long
        entries = {question: {"answer": f"{name} {number}"}}
        message = {"type": "save", "number": str(number), "parcel": {"entries": entries}}
        session.receive(message, say)
"""


@dataclass
class Kernel:
    """A student's kernel, started as often as it is killed, which goes on where it was."""

    name: str
    folder: Path
    views: list[Any]
    last: int

    @property
    def told(self) -> Path:
        return self.folder.with_name(f"told-{self.name}")

    def saved(self) -> list[tuple[str, int]]:
        """Return what the student was told: each question and the number of its answer."""
        lines = self.told.read_text().splitlines() if self.told.exists() else []
        pairs = map(json.loads, lines)
        return [(question, number_of(answer)) for question, answer in pairs]

    def count(self) -> int:
        return self.told.read_bytes().count(b"\n") if self.told.exists() else 0

    def next(self) -> int:
        return 1 + max((number for _, number in self.saved()), default=-1)

    def start(self) -> subprocess.Popen[bytes]:
        numbers = [str(self.next()), str(self.last)]
        arguments = [self.folder, self.name, *numbers, json.dumps(self.views), self.told]
        return subprocess.Popen(
            [sys.executable, "-c", KERNEL, *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )


def number_of(answer: str) -> int:
    return int(answer.split()[1])


def on_disk(folder: Path) -> dict[str, Any]:
    """Return the answers; fails if the file is not whole."""
    responses, problem = read_responses(folder / "responses.json")
    assert problem == ""
    return {question: entry.answer for question, entry in responses.answers.items()}


@pytest.mark.parametrize("names", ["a", "ab"])
def test_kernels_killed_at_any_instant_lose_nothing_that_was_saved(
    tmp_path: Path, names: str
) -> None:
    rng = random.Random(5)
    folder = tmp_path / "work"
    folder.mkdir()
    views = [public_view(each) for each in bank().questions]
    own = [view for view in views if view["id"] != SHARED]
    shared = [view for view in views if view["id"] == SHARED]
    count = len(names)
    kernels = [
        Kernel(name, folder, own[place::count] + shared, ANSWERS // count)
        for place, name in enumerate(names)
    ]
    kills = 0
    moments = iter(sorted(rng.sample(range(ANSWERS // count - 20), KILLS)))
    while alive := [kernel for kernel in kernels if kernel.next() < kernel.last]:
        moment = next(moments, None)
        running = [kernel.start() for kernel in alive]
        if moment is None:
            assert [process.wait(timeout=120) for process in running] == [0] * len(alive)
        else:
            wait_for(alive[0], running[0], moment)
            for process in running:
                kills += killed_after(process, rng.uniform(0, 0.005))
        now = on_disk(folder)
        for kernel in kernels:
            for question, number in dict(kernel.saved()).items():
                answer = now[question]
                # a later one may be there, of which the kernel died before it could tell
                assert number_of(answer) >= number or not answer.startswith(kernel.name), question
                assert answer.startswith(kernel.name) or question == SHARED
    assert kills >= KILLS
    for kernel in kernels:
        assert [number for _, number in kernel.saved()] == list(range(kernel.last))
    last = {dict(kernel.saved())[SHARED] for kernel in kernels}
    assert number_of(now[SHARED]) in last
    assert_the_folder_is_good(folder, views)


def wait_for(kernel: Kernel, process: subprocess.Popen[bytes], count: int) -> None:
    """Wait until a kernel has told of so many answers, and of one since it was started."""
    count = max(count, kernel.count() + 1)
    while process.poll() is None and kernel.count() < count:
        try:
            process.wait(timeout=0.002)
        except subprocess.TimeoutExpired:
            continue


def killed_after(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kill a process if it is not done by then; return whether it was killed."""
    try:
        assert process.wait(timeout=seconds) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def assert_the_folder_is_good(folder: Path, views: list[Any]) -> None:
    """The student opens the notebook again: every answer is shown, and one more can be given."""
    session = Session(views, Store(folder, "exam"))
    assert {name: entry.answer for name, entry in session.entries.items()} == on_disk(folder)
    entries = {SHARED: {"answer": "last"}}
    message = {"type": "save", "number": "1", "parcel": {"entries": entries}}
    session.receive(message, lambda message: None)
    assert on_disk(folder)[SHARED] == "last"
    assert {path.name for path in folder.iterdir()} <= {"responses.json", LOCK_NAME, ID_NAME}
