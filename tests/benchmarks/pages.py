"""The course as static pages: how long writing takes, how large they are, how soon they answer.

    python -m tests.benchmarks pages [--against COMMIT_OR_FOLDER]

They stand against JupyterLab with a lesson as a notebook, of this build or of another.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser

from imuran_edu.site.write import write_site
from tests.benchmarks.builds import HERE, ROOT, checkout_of, forget
from tests.benchmarks.opening import READY, RUNS, end_kernels, open_once
from tests.benchmarks.process import Build
from tests.benchmarks.reading import sign
from tests.benchmarks.report import ratio, row
from tests.browser.conftest import copy_course
from tests.browser.lab import PATIENCE, chromium, jupyter_lab

PAGE = "01_mechanism"
LIVE = ".imr-view .imuran fieldset input:enabled"
CHECK = """() => new Promise((resolve) => {
  const card = document.querySelector(".imr-view .imuran fieldset");
  card.querySelector("input").click();
  const button = card.querySelector("button.imuran-primary");
  const start = performance.now();
  const done = () => {
    const shown = card.querySelector(".imuran-feedback");
    if (shown && shown.offsetParent) resolve(performance.now() - start);
    else requestAnimationFrame(done);
  };
  button.click();
  done();
})"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and prints nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def check_once(browser: Browser, url: str) -> float:
    """Return the seconds from Check to feedback."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    page.locator(LIVE).first.wait_for(state="visible", timeout=PATIENCE)
    seconds = float(page.evaluate(CHECK)) / 1000
    context.close()
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks pages")
    parser.add_argument("--against", help="a commit, or a checkout with a .venv")
    wanted, _ = parser.parse_known_args(sys.argv[2:])
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base) / "pages"
        start = time.perf_counter()
        write_site(folder)
        ratio("the whole course written, s", time.perf_counter() - start, "at most 30")
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        ratio("the folder, MB", size / 1e6, "at most 10")
        build = Build(HERE, ROOT, Path(sys.executable))
        if wanted.against:
            build = checkout_of(Path(base), wanted.against)
        print(f"load of {os.cpu_count()} cores: {os.getloadavg()[0]:.1f}")
        open_in_turn(Path(base), folder, build)
        print(f"load of {os.cpu_count()} cores: {os.getloadavg()[0]:.1f}")
        forget(build, Path(base))


def open_in_turn(base: Path, folder: Path, build: Build) -> None:
    """Open the same lesson from the disk, by http and in a build's JupyterLab, each in turn."""
    root = copy_course(base / "course", build.root)
    (base / "home").mkdir()
    sign(build, root, base / "home")
    script = str(build.python.with_name("imuran-edu"))
    disk, web, lab = [], [], []
    with (
        chromium() as browser,
        served(folder) as address,
        jupyter_lab(root, base / "home", command=script) as running,
    ):
        here = (folder / f"{PAGE}.html").as_uri()
        for _ in range(RUNS):
            disk.append(open_once(browser, here, LIVE, reload=False))
            web.append(open_once(browser, f"{address}/{PAGE}.html", LIVE, reload=False))
            end_kernels(running)
            notebook = running.notebook(f"notebooks/{PAGE}.ipynb")
            lab.append(open_once(browser, notebook, READY, reload=False))
        against = row(f"JupyterLab of {build.name}: to its first question", lab)
        goal = "at most 0.15"
        ratio("from the disk, against it", row("from the disk", disk) / against, goal)
        ratio("by http, against it", row("by http", web) / against, goal)
        checks = [check_once(browser, here) for _ in range(RUNS)]
        ratio("check to feedback, ms", 1000 * row("check to feedback", checks), "at most 20")


if __name__ == "__main__":
    main()
