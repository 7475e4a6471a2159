"""What must be done in any case: the floors that the benchmarks measure beside the course."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

import psutil
import yaml as yaml_library

from tests.benchmarks.process import Build

KERNEL = """import json, sys
import psutil
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="python3")
process = psutil.Process(manager.provisioner.process.pid)
def own():
    return process.memory_full_info().uss / 1e6
client.execute_interactive("1", timeout=60, silent=True)
bare = own()
for cell in json.load(open(sys.argv[1]))["cells"]:
    if cell["cell_type"] == "code":
        client.execute_interactive("".join(cell["source"]), timeout=120, output_hook=lambda _: None)
print(json.dumps([bare, own()]))
client.stop_channels()
manager.shutdown_kernel(now=True)"""


def grading(course: Path, place: Path, assignment: str) -> float:
    """Read a class's files, write as many, insert as many rows; return the processor seconds."""
    start = time.process_time()
    place.mkdir()
    book = sqlite3.connect(place / "rows.db")
    book.execute("CREATE TABLE grade (id TEXT PRIMARY KEY, cell TEXT, points REAL)")
    for count, folder in enumerate(sorted((course / "submitted").iterdir())):
        target = place / folder.name
        target.mkdir()
        for path in (folder / assignment).iterdir():
            (target / path.name).write_bytes(path.read_bytes())
        target.rename(place / f"{folder.name}-done")
        rows = [(f"{count}-{cell}", "cell", 1.0) for cell in range(30)]
        book.executemany("INSERT INTO grade VALUES (?, ?, ?)", rows)
        if count % 25 == 24:
            book.commit()
    book.commit()
    book.close()
    seconds = time.process_time() - start
    shutil.rmtree(place)
    return seconds


def pages(course: Path, place: Path, assignment: str) -> float:
    """Read a class's graded notebooks and write its pages; return the processor seconds."""
    start = time.process_time()
    place.mkdir()
    for folder in sorted((course / "feedback").iterdir()):
        if folder.name.startswith("."):
            continue
        (course / "autograded" / folder.name / assignment / f"{assignment}.ipynb").read_bytes()
        page = (folder / assignment / f"{assignment}.html").read_bytes()
        (place / f"{folder.name}.html").write_bytes(page)
    seconds = time.process_time() - start
    shutil.rmtree(place)
    return seconds


def reading(course: Path, assignment: str) -> float:
    """Parse the answers and graded notebooks of a class; return the processor seconds."""
    start = time.process_time()
    for folder in sorted((course / "autograded").iterdir()):
        if not folder.name.startswith("."):
            for path in (folder / assignment).iterdir():
                json.loads(path.read_bytes())
    return time.process_time() - start


def yaml(quizzes: Path) -> float:
    """Parse the course's YAML; return the processor seconds."""
    start = time.process_time()
    for path in sorted(quizzes.rglob("*.yaml")):
        yaml_library.load(path.read_text(encoding="utf-8"), Loader=yaml_library.CSafeLoader)
    return time.process_time() - start


def lab(build: Build, arguments: list[str]) -> float:
    """Start JupyterLab; return the processor seconds until it prints its address."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**build.environment(), "HOME": home, "JUPYTER_CONFIG_DIR": f"{home}/config"}
        environment |= {"JUPYTER_DATA_DIR": f"{home}/data", "IPYTHONDIR": f"{home}/ipython"}
        options = ["--no-browser", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"]
        root = ["--allow-root"] if os.geteuid() == 0 else []
        command = [str(build.python), *arguments, *options, *root]
        with subprocess.Popen(
            command, cwd=build.root, env=environment, stderr=subprocess.PIPE, text=True
        ) as server:
            assert server.stderr is not None
            try:
                for line in server.stderr:
                    if re.search(r"http://127\.0\.0\.1:\d+/\S*token=", line):
                        break
                else:
                    raise RuntimeError(f"{build.name}: JupyterLab printed no address")
                main = psutil.Process(server.pid)
                used = [each.cpu_times() for each in (main, *main.children(recursive=True))]
                done = main.cpu_times()
                return sum(each.user + each.system for each in used) + (
                    done.children_user + done.children_system
                )
            finally:
                for child in psutil.Process(server.pid).children(recursive=True):
                    child.terminate()
                server.kill()


def kernel(build: Build) -> tuple[float, float]:
    """Return the own memory of a bare kernel and of one that ran the first lesson, in MB."""
    (lesson,) = (build.root / "notebooks").glob("01_*.ipynb")
    with tempfile.TemporaryDirectory() as folder:  # a copy: the lesson's answers are saved there
        for name in ("notebooks", "quizzes"):
            shutil.copytree(build.root / name, Path(folder, name))
        shutil.copy(build.root / "pyproject.toml", folder)
        command = [str(build.python), "-c", KERNEL, str(lesson)]
        environment = build.environment()
        done = subprocess.run(
            command,
            cwd=Path(folder, "notebooks"),
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    bare, after = json.loads(done.stdout.splitlines()[-1])
    return bare, after
