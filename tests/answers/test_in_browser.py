"""A Python in the browser, as JupyterLite has it: without locks, and at times with nothing kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from imuran_edu.answers import Entry, Store, folder_lock
from imuran_edu.answers.delete_all import delete_all
from imuran_edu.answers.folder_lock import LOCK_NAME

# what JupyterLite's kernel does before anything is imported (`pyodide_kernel/mocks.py`), what its
# Python lacks, and what its drive does to a lock: the file is back as soon as it is closed
AS_IN_JUPYTERLITE = """
import os, sys, types, warnings
sys.modules["fcntl"] = types.ModuleType("fcntl")
import pathlib
import imuran_edu.questions
warnings.simplefilter("error")
sys.platform = "emscripten"
from imuran_edu.answers import Entry, Store
del os.link
unlink = os.unlink
def comes_back(path, **options):
    unlink(path, **options)
    if os.fspath(path).endswith(".lock"): open(path, "w").close()
os.unlink = comes_back
folder = pathlib.Path(sys.argv[1])
for answer in ("first", "second", "third"):
    Store.at(folder).save("q-1", Entry(answer))
Store(folder).save("q-2", Entry("other tab"))
print({name: entry.answer for name, entry in Store(folder).load().answers.items()})
"""


def test_every_answer_is_saved_without_a_lock(tmp_path: Path) -> None:
    # as an earlier version left it behind, for ever
    (tmp_path / LOCK_NAME).touch()
    done = subprocess.run(
        [sys.executable, "-c", AS_IN_JUPYTERLITE, str(tmp_path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "{'q-1': 'third', 'q-2': 'other tab'}"
    assert done.stderr == ""


@pytest.mark.parametrize("kept", [True, False])
def test_where_nothing_is_kept_the_page_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    assert Store(tmp_path).notice == ""
    monkeypatch.setattr("sys.platform", "emscripten")
    monkeypatch.setattr(folder_lock, "KEPT", tmp_path if kept else tmp_path / "elsewhere")
    store = Store(tmp_path)
    store.save("q-1", Entry("a"))
    delete_all(store)
    assert store.notice.startswith("Nothing is kept here") is not kept
