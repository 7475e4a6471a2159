"""A real class on this machine: an environment that its accounts can read, accounts, a hub."""

from __future__ import annotations

import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.browser.lab import COURSE, free_port
from tests.shared import environment, own_versions

PYTHONS = ("/usr/bin/python3", "/usr/local/bin/python3", sys.executable)
NEEDED = ("useradd", "userdel", "groupadd", "groupdel", "node", "configurable-http-proxy")
READY = "import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))"


def missing() -> str:
    """Return why no hub can be started here; "" if it can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "a hub with real accounts needs root; run this test as root, as in .ci/run"
    if lacking := [name for name in NEEDED if shutil.which(name) is None]:
        return f"this machine has no {', '.join(lacking)}; .ci/run says how to install it"
    if readable_python() is None:
        return "no Python 3.11 with venv lies where other accounts can read; see .ci/run"
    return ""


def readable_python() -> str | None:
    """Return a Python 3.11 or newer that every account of this machine can run.

    One from pyenv cannot: it lies in a home that is closed to others.
    """
    for name in PYTHONS:
        real = Path(name).resolve()
        open_to_all = all(folder.stat().st_mode & 1 for folder in real.parents if folder.exists())
        if not real.exists() or not open_to_all:
            continue
        if subprocess.run([name, "-c", READY], capture_output=True, check=False).returncode == 0:
            return name
    return None


@dataclass
class Classroom:
    """The folders and accounts of a class, and how to run commands there.

    Attributes:
        base: holds everything but the accounts; every account may enter it.
        bin: the scripts of the hub's environment.
        tag: the beginning of every account's name here, so that none is met twice.
        made: accounts that the hub made under other names.
    """

    base: Path
    bin: Path
    tag: str
    environment: dict[str, str] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    @property
    def instructor(self) -> str:
        return f"{self.tag}-ada"

    @property
    def students(self) -> tuple[str, str]:
        return f"{self.tag}-bea", f"{self.tag}-cai"

    def home(self, account: str) -> Path:
        return self.base / "homes" / account

    @property
    def course(self) -> Path:
        return self.home(self.instructor) / "imuran" / "course"

    @property
    def exchange(self) -> Path:
        return self.base / "exchange"

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a script of the environment as root, with the hub's settings."""
        done = subprocess.run(
            [str(self.bin / command[0]), *command[1:]],
            env=self.environment,
            cwd=self.base,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def run_as(self, account: str, folder: Path, *command: str) -> str:
        """Run a script of the environment as somebody would in a terminal of the hub."""
        done = subprocess.run(
            [str(self.bin / command[0]), *command[1:]],
            user=account,
            group=account,
            extra_groups=[],
            cwd=folder,
            env={
                "HOME": str(self.home(account)),
                "PATH": self.environment["PATH"],
                "LANG": "C.UTF-8",
                "JUPYTER_CONFIG_PATH": str(self.base / "etc"),
                "IMURAN_HUB_EXCHANGE": str(self.exchange),
            },
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@contextmanager
def classroom() -> Iterator[Classroom]:
    """Do what course/hub/README.md says, in folders and accounts that are removed again."""
    base = Path(tempfile.mkdtemp(prefix="imuran-hub-", dir="/var/tmp"))
    base.chmod(0o755)
    room = Classroom(base, base / "env" / "bin", f"ih{secrets.token_hex(3)}")
    try:
        _make_environment(base / "env")
        _lay_out(room)
        yield room
    finally:
        _remove(room)


def _make_environment(folder: Path) -> None:
    """Make the hub's environment as the README says, with a Python that every account can run."""
    python = readable_python()
    assert python
    project = tomllib.loads((COURSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["hub"]]
    # made anew when this environment has moved on
    environment("hub", python, [*wanted, *own_versions()], [wanted], folder)
    install = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    run(*install, "--disable-pip-version-check", "--no-deps", str(COURSE), seconds=120)


def _lay_out(room: Classroom) -> None:
    """Make the accounts, the private checkout, the exchange and the hub's own folders."""
    group, ada = f"{room.tag}-all", room.instructor
    (room.base / "homes").mkdir(mode=0o755)
    run("groupadd", group)
    run("useradd", "-m", "-b", str(room.base / "homes"), "-s", "/bin/bash", "-U", ada)
    room.home(ada).chmod(0o700)
    ignored = shutil.ignore_patterns(
        "gradebook.db", "release", "submitted", "autograded", "feedback", "__pycache__", "coverage*"
    )
    for part in ("quizzes", "course"):
        shutil.copytree(COURSE / part, room.home(ada) / "imuran" / part, ignore=ignored)
    run("chown", "-R", f"{ada}:{ada}", str(room.home(ada)))
    shutil.copytree(COURSE / "course" / "hub", room.base / "etc")
    run("install", "-d", "-m", "700", str(room.base / "state"))
    run("install", "-d", "-m", "1777", str(room.exchange))
    for name, mode in (("", "755"), ("outbound", "755"), ("inbound", "3733"), ("feedback", "711")):
        run("install", "-d", "-o", ada, "-m", mode, str(room.exchange / "imuran" / name))
    proxy = Path(shutil.which("configurable-http-proxy") or "").parent
    room.environment = {
        "PATH": os.pathsep.join([str(room.bin), str(proxy), "/usr/sbin", "/usr/bin", "/bin"]),
        "HOME": str(room.base / "state"),
        "LANG": "C.UTF-8",
        "IMURAN_HUB_COURSE": str(room.course),
        "IMURAN_HUB_INSTRUCTOR": ada,
        "IMURAN_HUB_GROUP": group,
        "IMURAN_HUB_EXCHANGE": str(room.exchange),
        "IMURAN_HUB_STATE": str(room.base / "state"),
        "IMURAN_HUB_HOMES": str(room.base / "homes"),
        "IMURAN_HUB_LOOK_IN": str(room.exchange),  # the tests' own checkout may lie in /tmp
        "IMURAN_HUB_SIGN_IN": "dummy",
        "IMURAN_HUB_DUMMY_PASSWORD": secrets.token_hex(16),
    }


def run(*command: str, seconds: float = 60) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    assert done.returncode == 0, done.stdout + done.stderr


def _remove(room: Classroom) -> None:
    """Remove the accounts of this class, what still runs as them, and the folders."""
    accounts = [
        each
        for each in pwd.getpwall()
        if each.pw_name in room.made or each.pw_name.startswith(f"{room.tag}-")
    ]
    uids = {each.pw_uid for each in accounts}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.stat().st_uid in uids:
                os.kill(int(process.name), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            continue
    for each in accounts:
        subprocess.run(["userdel", each.pw_name], capture_output=True, check=False)
    subprocess.run(["groupdel", f"{room.tag}-all"], capture_output=True, check=False)
    shutil.rmtree(room.base, ignore_errors=True)


@dataclass
class Hub:
    """A running hub, the folder of its state, and what it says."""

    address: str
    room: Classroom
    state: Path
    log: Path

    def own(self, account: str, path: str = "lab") -> str:
        """Return an address on somebody's server."""
        return f"{self.address}/user/{account}/{path}"


@contextmanager
def running_hub(room: Classroom, **changes: str) -> Iterator[Hub]:
    """Start the hub with its proxy as the README does, in a state of its own."""
    port = free_port()
    address, state = f"http://127.0.0.1:{port}", room.base / f"state-{port}"
    log = room.base / f"hub-{port}.log"
    state.mkdir(mode=0o700)  # of its own: a second hub in one state ends the first one's proxy
    environment = {
        **room.environment,
        "IMURAN_HUB_BIND_URL": address,
        "IMURAN_HUB_STATE": str(state),
        **changes,
    }
    command = [str(room.bin / "jupyterhub"), "-f", str(room.base / "etc" / "jupyterhub_config.py")]
    command += [f"--JupyterHub.hub_bind_url=http://127.0.0.1:{free_port()}"]
    command += [f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{free_port()}"]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command,
            cwd=state,
            env=environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(f"{address}/hub/api/", process, log)
            yield Hub(address, room, state, log)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a hub with its proxy, its services and everybody's servers, each by its process id."""
    family = psutil.Process(process.pid).children(recursive=True)
    for each in family:
        with suppress(psutil.NoSuchProcess):
            each.kill()
    process.kill()
    process.wait()
    psutil.wait_procs(family, timeout=10)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                json.load(answer)
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)  # the poll of a condition, not a guess at a time
    raise RuntimeError(f"the hub did not start:\n{log.read_text(errors='replace')[-4000:]}")
