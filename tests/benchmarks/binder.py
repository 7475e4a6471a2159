"""How large and how slow Binder's environment is, against the full project."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.binder import binder
from tests.courses import ROOT


class Environment:
    """An environment, and how long its packages took to install."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.seconds = folder, 0.0
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)

    def install(self, *arguments: str) -> None:
        """Install with pip, and add the seconds."""
        start = time.perf_counter()
        pip = [str(self.folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, *arguments], check=True)
        self.seconds += time.perf_counter() - start

    @property
    def megabytes(self) -> float:
        files = (path for path in self.folder.rglob("*") if not path.is_symlink())
        return sum(path.stat().st_size for path in files if path.is_file()) / 1e6


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        limits = base / "image.txt"
        limits.write_text("\n".join(f"{name}=={at}" for name, at in binder.image().items()))
        learner, full = Environment(base / "learner"), Environment(base / "full")
        learner.install("-c", str(limits), "jupyterlab", "ipykernel", "ipywidgets")
        image_size, image_seconds = learner.megabytes, learner.seconds
        learner.install("-c", str(limits), "-r", str(binder.TARGET))
        learner.install("--no-deps", str(ROOT))
        full.install(str(ROOT))
        added, took = learner.megabytes - image_size, learner.seconds - image_seconds
        size, seconds = full.megabytes, full.seconds
        print(f"{'':34}{'size':>9}{'time':>9}")
        print(f"{'full project (pip install .)':34}{size:6.0f} MB{seconds:7.1f} s")
        for what, at, how_long in (
            ("learner, with JupyterLab", learner.megabytes, learner.seconds),
            ("- JupyterLab, in Binder's image", image_size, image_seconds),
            ("- what this course adds to it", added, took),
        ):
            part = f"{at / size:.2f} and {how_long / seconds:.2f} of it"
            print(f"{what:34}{at:6.0f} MB{how_long:7.1f} s   {part}")
        print("goals: the learner at most 350 MB and 0.5 of the time")
