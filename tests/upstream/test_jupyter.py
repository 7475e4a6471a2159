"""What Jupyter runs or signs unasked, tried without our code."""

from __future__ import annotations

import subprocess
import sys

import nbformat
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_notebook


def test_saving_a_notebook_without_outputs_signs_it_and_a_copy_keeps_the_signature(tmp_path):
    """So the extension reads the cells, and does not rest on trust (`server/js/grammar.ts`)."""
    (tmp_path / "a").mkdir()
    nbformat.write(new_notebook(cells=[new_code_cell("1 + 1")]), tmp_path / "a" / "n.ipynb")
    notary = NotebookNotary(data_dir=str(tmp_path))
    manager = LargeFileManager(root_dir=str(tmp_path / "a"), notary=notary)

    def trusted(name: str) -> bool:
        return bool(manager.get(name)["content"]["cells"][0]["metadata"]["trusted"])

    assert not trusted("n.ipynb")
    manager.save(manager.get("n.ipynb"), "n.ipynb")
    assert trusted("n.ipynb")
    manager.rename("n.ipynb", "m.ipynb")
    assert trusted("m.ipynb")
    assert trusted(manager.copy("m.ipynb")["path"])


def test_a_kernel_starts_from_a_file_of_its_folder(tmp_path):
    """So `SECURITY.md` says that a strange folder is not opened in Jupyter."""
    (tmp_path / "ipykernel_launcher.py").write_text("print('from the folder')")
    command = [sys.executable, "-m", "ipykernel_launcher", "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "from the folder\n"
