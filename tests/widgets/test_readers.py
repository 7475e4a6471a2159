"""Where one folder serves many readers, no reader meets another's answers."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from imuran_edu import claims_game, progress, quiz, today
from imuran_edu.answers import Entry, Store
from imuran_edu.answers.memory_store import MemoryStore
from imuran_edu.widgets.progress_controller import ProgressController
from imuran_edu.widgets.quiz_widget import keeper_of
from imuran_edu.widgets.readers import many_readers, store_here


def test_a_notebook_has_one_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert not many_readers()
    assert store_here() is Store.at(tmp_path)
    assert keeper_of(store_here()) == "folder"


@pytest.mark.parametrize("value", ["True", "False"])
def test_voila_has_many(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("VOILA_PREHEAT", value)
    assert keeper_of(store_here()) == "browser"


@pytest.mark.parametrize(("mode", "many"), [("run", True), ("edit", False), (None, False)])
def test_marimo_has_many_in_an_app(
    monkeypatch: pytest.MonkeyPatch, mode: str | None, many: bool
) -> None:
    module = ModuleType("marimo")
    module.app_meta = lambda: SimpleNamespace(mode=mode)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "marimo", module)
    assert many_readers() is many


def test_solara_has_many_within_a_context(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("solara.server.kernel_context")
    monkeypatch.setitem(sys.modules, "solara.server.kernel_context", module)
    for inside in (True, False):
        module.has_current_context = lambda inside=inside: inside  # type: ignore[attr-defined]
        assert many_readers() is inside


def test_such_a_store_writes_nothing_and_is_each_readers_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    one, other = MemoryStore(), MemoryStore()
    one.save("q-1", Entry("mine"))
    assert one.load().answers["q-1"].answer == "mine"
    assert other.load().answers == {}
    assert other.load().seed == one.load().seed
    assert list(tmp_path.iterdir()) == []


def test_a_card_shows_what_the_browser_lends_and_gives_back_what_was_brought() -> None:
    card = ProgressController(MemoryStore())
    entry = {"answer": "a", "version": "", "saved": "2026-01-01", "checked": [], "hints": {}}
    said: list[dict] = []
    card.receive({"type": "lend", "entries": {"mech-p01": entry}, "attempts": []}, said.append)
    assert card.view()["answers"] == 1
    card.receive({"type": "download"}, said.append)
    other = ProgressController(MemoryStore())
    back: list[dict] = []
    other.receive({"type": "restore", "text": said[-1]["text"]}, back.append)
    (lent,) = [each for each in back if each["type"] == "lent"]
    assert lent["entries"]["mech-p01"]["answer"] == "a"


@pytest.mark.parametrize("message", [{"type": "lend"}, {"type": "lend", "entries": 5}])
def test_a_folders_card_takes_no_loan(tmp_path: Path, message: dict) -> None:
    store = Store(tmp_path)
    ProgressController(store).receive({**message, "attempts": 3}, lambda _: None)
    assert store.load().answers == {}


def test_no_call_of_the_course_writes_into_a_folder_of_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOILA_PREHEAT", "True")
    quiz("start-here")
    claims_game("D1-042", "D1-052", "D1-054", "D1-018", "D1-019", "D1-023")
    progress()
    today()
    assert list(tmp_path.iterdir()) == []
    assert "a folder of your own" in capsys.readouterr().out
