"""`imuran_edu.core.patches.skip_iri_grammar`: seen with jsonschema 4.25, rfc3987-syntax 1.1."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from typing import Any

import pytest

REPORT = """
import json, sys
import nbformat
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("a", id="a")])
nbformat.validate(notebook)
notebook.cells[0].metadata = 1
try:
    nbformat.validate(notebook)
except nbformat.ValidationError:
    print(json.dumps({"refused": True, "lark": "lark" in sys.modules}))
"""


def report(first: str) -> Any:
    """Import nbformat in a fresh Python after a first line, and say what it loaded and refused."""
    # without site-wide startup files, so that what the tests set for children is not in force
    environment = {"PYTHONNOUSERSITE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", f"{first}\n{REPORT}"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_importing_nbformat_compiles_a_grammar_that_it_does_not_use() -> None:
    if not any(metadata.Distribution.discover(name="rfc3987-syntax")):
        pytest.skip("rfc3987-syntax is not installed: nothing to leave out")
    assert report("") == {"refused": True, "lark": True}


def test_without_it_nbformat_validates_as_before() -> None:
    first = "import sys; sys.modules['rfc3987_syntax'] = None"
    assert report(first) == {"refused": True, "lark": False}
