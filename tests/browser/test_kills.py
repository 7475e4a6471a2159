"""Kernel, network, server and page fail by turns: no answer that a page had taken is lost."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from imuran_edu.questions import find_bank, load_bank
from tests.browser.conftest import copy_course
from tests.browser.lab import PATIENCE, Lab, free_port, jupyter_lab

pytestmark = pytest.mark.browser

KILLS = int(os.environ.get("IMURAN_KILLS", "4"))  # `.ci/long` asks for 50
LESSON = "notebooks/00_start_here.ipynb"
VERDICTS = {"true": True, "false": False}

# while its server is gone, JupyterLab says so again and again, over everything
NO_DIALOG = """HTMLDialogElement.prototype.showModal = function () {
  if (this.classList.contains("jp-Dialog")) this.hidden = true;
  else this.setAttribute("open", "");
};
addEventListener("DOMContentLoaded", () => {
  const style = document.createElement("style");
  style.textContent = ".jp-Dialog { display: none !important; }";
  document.head.append(style);
});"""


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, on Linux."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(each) for each in path.read_text().split()] if path.is_file() else []


class Trial:
    """A lesson as a notebook, in a page, a kernel and a server that each may be killed."""

    def __init__(self, browser: Browser, folder: Path, stack: ExitStack) -> None:
        self.stack, self.home = stack, folder / "home"
        self.root = copy_course(folder / "course")
        self.home.mkdir()
        self.port, self.token = free_port(), "a-token-of-the-test"
        self.context = browser.new_context()
        self.context.add_init_script(NO_DIALOG)
        stack.callback(self.context.close)
        self.start_server()
        self.page = self.open_page()

    def start_server(self) -> None:
        lab = jupyter_lab(self.root, self.home, port=self.port, token=self.token)
        self.lab: Lab = self.stack.enter_context(lab)

    def open_page(self) -> Page:
        page = self.context.new_page()
        page.goto(self.lab.notebook(LESSON))
        expect(page.locator("[data-question='start-04'] input").first).to_be_visible(
            timeout=PATIENCE
        )
        return page

    def answer(self, chance: Random, ids: list[str], taken: dict[str, Any]) -> None:
        """Choose an option of one of the questions."""
        name = chance.choice(ids)
        boxes = self.page.locator(f"[data-question='{name}'] input[type=radio]:not(:checked)")
        box = boxes.nth(chance.randrange(boxes.count()))
        value = str(box.get_attribute("value"))
        box.check()
        taken[name] = VERDICTS.get(value, value)

    def kill_kernel(self, meanwhile: Callable[[], None]) -> None:
        for pid in children(self.lab.process.pid):
            os.kill(pid, signal.SIGKILL)
        meanwhile()

    def cut_network(self, meanwhile: Callable[[], None]) -> None:
        self.context.set_offline(True)
        meanwhile()
        self.context.set_offline(False)

    def kill_server(self, meanwhile: Callable[[], None]) -> None:
        started = children(self.lab.process.pid)
        self.lab.process.kill()
        self.lab.process.wait()
        meanwhile()
        for pid in started:
            os.kill(pid, signal.SIGKILL)
        self.start_server()

    def kill_page(self, meanwhile: Callable[[], None]) -> None:
        meanwhile()
        self.page.close()
        self.page = self.open_page()

    def stored(self) -> dict[str, Any]:
        path = self.root / "notebooks" / "responses.json"
        answers = json.loads(path.read_text())["answers"] if path.is_file() else {}
        return {name: entry["answer"] for name, entry in answers.items()}


@pytest.mark.skipif(os.name != "posix", reason="processes are found by Linux's /proc")
def test_no_answer_is_lost(browser: Browser, tmp_path: Path) -> None:
    chance = Random(KILLS)
    bank = load_bank(find_bank("start-here"))
    ids = [each.id for each in bank.questions]
    taken: dict[str, Any] = {}
    with ExitStack() as stack:
        trial = Trial(browser, tmp_path, stack)
        faults = [trial.kill_kernel, trial.cut_network, trial.kill_server, trial.kill_page]
        for number in range(KILLS):
            trial.answer(chance, ids, taken)  # perhaps on its way
            fault = faults[number] if number < len(faults) else chance.choice(faults)
            fault(lambda: trial.answer(chance, ids, taken))
            trial.answer(chance, ids, taken)
        for _ in range(600):
            if taken.items() <= trial.stored().items():
                break
            trial.page.wait_for_timeout(100)  # the poll of a condition, not a guess at a time
        kept = trial.stored()
        assert {name: kept.get(name) for name in taken} == taken
        again = trial.open_page()
        for name, option in taken.items():
            box = again.locator(f"[data-question='{name}'] input:checked")
            expect(box).to_have_value(str(option).lower())
