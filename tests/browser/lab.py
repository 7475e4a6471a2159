"""A real JupyterLab on a free port, and the few things that a test does in its page."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from imuran_edu.answers.store import Store
from imuran_edu.questions import Bank, Question

COURSE = Path(__file__).parents[2]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 90_000  # milliseconds; for a machine under load, not for what a student would bear


def find_chromium() -> str | None:
    """Return the system's Chromium or Chrome."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Lab:
    """A running JupyterLab: its address, its root folder, its environment."""

    root: Path
    home: Path
    port: int
    token: str
    process: subprocess.Popen[bytes]

    def url(self, path: str = "", workspace: str | None = None) -> str:
        """Return the address of a file of the root folder, in a workspace of its own."""
        name = workspace or secrets.token_hex(4)
        return f"http://127.0.0.1:{self.port}/lab/workspaces/{name}/tree/{path}?token={self.token}"

    def notebook(self, path: str) -> str:
        """Return the address of a file as a notebook, which lessons are not shown as by default."""
        return f"{self.url(path)}&factory=Notebook"

    def end_kernels(self) -> None:
        """End every kernel, so that nothing lives of what an earlier test opened."""
        sessions = f"http://127.0.0.1:{self.port}/api/sessions"
        headers = {"Authorization": f"token {self.token}"}

        def ask(address: str, method: str) -> bytes:
            request = urllib.request.Request(address, headers=headers, method=method)
            with urllib.request.urlopen(request, timeout=60) as answer:
                return bytes(answer.read())

        for session in json.loads(ask(sessions, "GET")):
            ask(f"{sessions}/{session['id']}", "DELETE")


def jupyter_environment(home: Path) -> dict[str, str]:
    """Return an environment in which Jupyter keeps everything in `home`."""
    own = {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
        "HOME": str(home),
    }
    return {**os.environ, **own}


@contextmanager
def jupyter_lab(
    root: Path,
    home: Path,
    *arguments: str,
    command: str = "lab",
    port: int | None = None,
    token: str | None = None,
) -> Iterator[Lab]:
    """Start JupyterLab in `root` with everything of its own in `home`; end it by its process id.

    With `command="lab"` the course's own `imuran-edu lab` starts it, as the README says; with the
    path of another build's `imuran-edu`, that one; with the path of a Python, that environment's
    JupyterLab, told that it is on Binder. A server that comes back has its port and token given.
    """
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "notification.jupyterlab-settings").write_text(
        json.dumps({"fetchNews": "false", "checkForUpdates": False})
    )
    port, token = port or free_port(), token or secrets.token_hex(8)
    if command == "lab":
        command = str(Path(sys.executable).with_name("imuran-edu"))
    own = Path(command).name == "imuran-edu"
    start = (
        [command, "lab"]
        if own
        else [
            command if os.sep in command else sys.executable,
            *("-m", "jupyterlab", f"--ServerApp.root_dir={root}"),
        ]
    )
    options = ["--no-browser", f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1"]
    options += [f"--IdentityProvider.token={token}", *arguments]
    if not own and os.name == "posix" and os.geteuid() == 0:
        options.append("--allow-root")
    environment = jupyter_environment(home)
    if os.sep in command and not own:
        environment.pop("PYTHONPATH", None)
        environment["PATH"] = f"{Path(command).parent}{os.pathsep}{environment['PATH']}"
        environment["BINDER_SERVICE_HOST"] = "localhost"
    log = home / "jupyter.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [*start, *options],
            cwd=root,
            env=environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_for_server(port, token, process, log)
            yield Lab(root, home, port, token, process)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for_server(port: int, token: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status?token={token}"):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)  # the poll of a condition, not a guess at a time
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(errors='replace')[-3000:]}")


def wait_for_quiz(page: Page) -> None:
    """Wait until a live question stands on the page, or in the notebook, that is in front."""
    in_front = ".imr-view, .jp-NotebookPanel:not(.lm-mod-hidden)"
    questions = page.locator(in_front).locator(".imuran-question").filter(visible=True)
    expect(questions.first).to_be_visible(timeout=PATIENCE)


def save(page: Page) -> None:
    """Save the notebook in front and wait until nothing is left to save.

    A click may come before the change is in: then it is given again.
    """
    deadline = time.monotonic() + PATIENCE / 1000
    while True:
        page.locator("[data-command='docmanager:save']").first.click()
        try:
            page.wait_for_function(
                "() => !document.querySelector("
                "'.lm-DockPanel-tabBar .lm-mod-current.jp-mod-dirty')",
                timeout=10_000,
            )
            return
        except PlaywrightTimeout:
            if time.monotonic() > deadline:
                raise


def as_asked(bank: Bank, folder: Path, assignment: str | None = None) -> list[Question]:
    """Return a bank's questions as a folder asks them: of each template the row of its seed."""
    seed = Store.at(folder, assignment).load().seed
    templates = bank.templates
    return [
        templates[each.id].question(templates[each.id].row_of(seed))
        if each.id in templates
        else each
        for each in bank.questions
    ]
