"""What is made once: for all workers of a run, or kept from one run to the next."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path

import pytest
from filelock import FileLock

KEPT = 4  # environments of one name that stay, for checkouts with other pins


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that the first worker that asks for it fills. Nobody may change it."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # each worker has a folder of its own in it
    folder = base / f"shared-{name}"
    with FileLock(base / f"{folder.name}.lock"):
        if not folder.with_suffix(".made").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            folder.with_suffix(".made").touch()
    return folder


def environment(
    name: str, python: str, pins: Sequence[str], install: Sequence[Sequence[str]], target: Path
) -> None:
    """Make a virtual environment, from that of an earlier run with the same pins if there is one.

    Args:
        name: of this kind of environment.
        python: that it is made with.
        pins: all that decides what is in it; another digest of them is another environment.
        install: the arguments of each `pip install`.
        target: the folder to make. The files in it are links to those that are kept, so they may
            be replaced but not written to.
    """
    kept = _kept_folder()
    about = subprocess.run(
        [python, "-c", "import sys; print(sys.version, sys.base_prefix)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    text = "\n".join([about, *pins])
    folder = kept / f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    with FileLock(kept / f"{name}.lock"):
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            _run(python, "-m", "venv", str(folder))
            for arguments in install:
                pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
                _run(*pip, "--disable-pip-version-check", *arguments)
            (folder / "complete").touch()
        os.utime(folder)
        _copy(folder, target)
        for old in sorted(kept.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
            shutil.rmtree(old)


def own_versions() -> list[str]:
    """Return the versions of the packages that these tests run with."""
    found = {(each.name, each.version) for each in metadata.distributions()}
    return sorted(f"{name}=={version}" for name, version in found if name != "imuran-edu")


def _kept_folder() -> Path:
    """Return the folder of what is kept, which is nobody else's: what is in it will be run."""
    base = os.environ.get("IMURAN_EDU_TEST_CACHE")
    user = os.getuid() if hasattr(os, "getuid") else "windows"
    place = Path("/var/tmp") if os.name == "posix" else Path(tempfile.gettempdir())
    folder = Path(base) if base else place / f"imuran-edu-tests-{user}"
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    status = folder.lstat()
    if os.name == "posix" and (status.st_uid != os.getuid() or status.st_mode & 0o022):
        raise PermissionError(f"{folder} can be written to by others; set IMURAN_EDU_TEST_CACHE")
    return folder


def _copy(folder: Path, target: Path) -> None:
    """Copy an environment by links, and let its scripts name the copy's Python."""
    shutil.copytree(folder, target, symlinks=True, copy_function=_link)
    old, new = str(folder).encode(), str(target).encode()
    for script in (target / "bin").iterdir():
        if script.is_symlink() or not script.is_file():
            continue
        text = script.read_bytes()
        if old in text:
            mode = script.stat().st_mode
            script.unlink()  # the kept one stays as it is
            script.write_bytes(text.replace(old, new))
            script.chmod(mode)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
