"""Whether one folder serves many readers here: then each one's browser keeps the answers.

Voila gives every visitor a kernel in the same folder; marimo's and Solara's apps serve all from one
process. A store in the folder would show the first reader's answers to the second.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from imuran_edu.answers import Store
from imuran_edu.answers.memory_store import MemoryStore


def store_here(assignment: str | None = None) -> Store:
    """Return the store of this kernel's folder, or one that keeps nothing where many read."""
    return MemoryStore() if many_readers() else Store.at(Path.cwd(), assignment)


def many_readers() -> bool:
    """Whether others see what this process shows, each as a reader of their own."""
    return "VOILA_PREHEAT" in os.environ or _in_marimo_app() or _in_solara()


def _in_marimo_app() -> bool:
    """A marimo notebook that is edited has one reader; one that is run as an app has many."""
    marimo = sys.modules.get("marimo")
    meta = getattr(marimo, "app_meta", None)
    try:
        return meta is not None and meta().mode == "run"
    except Exception:  # not under marimo's runtime, only imported
        return False


def _in_solara() -> bool:
    context = sys.modules.get("solara.server.kernel_context")
    return context is not None and bool(context.has_current_context())
