"""How long the preview takes from the saving of a bank to its new contents, for the largest bank.

    python -m tests.benchmarks previewing

Goal: at most 1 s. Processor time is told beside the clock, which says little on a busy machine.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from imuran_edu.authoring.preview.contents import Preview
from imuran_edu.authoring.preview.server import PreviewServer

ROOT = Path(__file__).parents[2]
ROUNDS = 7
GOAL = 1.0  # seconds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "course"
        for part in ("quizzes", "notebooks", "pictures"):
            shutil.copytree(ROOT / part, root / part)
        bank = max(root.glob("quizzes/graded/*.yaml"), key=lambda path: path.stat().st_size)
        server = PreviewServer(Preview(root, bank).contents, [bank])
        thread = threading.Thread(target=server.serve)
        thread.start()
        try:
            measure(server, bank)
        finally:
            server.close()
            thread.join()


def measure(server: PreviewServer, bank: Path) -> None:
    clock, used = [], []
    text = bank.read_text(encoding="utf-8")
    number = json.loads(read(f"{server.address}news?since=0"))["number"]
    for turn in range(ROUNDS):
        started, worked = time.perf_counter(), time.process_time()
        bank.write_text(re.sub("(?m)^title: .*", f"title: {turn} more", text), encoding="utf-8")
        title = ""
        while not title.startswith(str(turn)):  # the file may be seen while it is half written
            news = json.loads(read(f"{server.address}news?since={number}"))
            number, title = news["number"], news["bank"]["title"]
        clock.append(time.perf_counter() - started)
        used.append(time.process_time() - worked)
    questions = len(news["bank"]["questions"])
    print(f"{bank.stem}, {questions} questions: {median(clock):.2f} s by the clock,")
    print(f"{median(used):.2f} s of processor time, at most {max(used):.2f} s; goal {GOAL:g} s")


def read(address: str) -> str:
    with urlopen(address) as reply:
        return str(reply.read().decode())
