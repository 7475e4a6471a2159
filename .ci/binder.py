"""Render `.binder/requirements.txt` anew from `pyproject.toml`, beside what Binder's image brings.

    .venv/bin/python .ci/binder.py            keep the pins that still fit
    .venv/bin/python .ci/binder.py --upgrade  take the newest of everything

It needs jupyter-repo2docker (in the extra `test`), which knows what the image brings.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
TARGET = ROOT / ".binder" / "requirements.txt"
# names under which conda has something that is no Python package
CONDA_ONLY = re.compile(r"^(_|lib|python$|python_abi$|tzdata$)")
HEAD = """\
# What a learner needs beside JupyterLab. Rendered by .ci/binder.py; do not edit it by hand.
# No line may name this folder: then the layer would be built anew with every change of content.
"""
WANTED, BROUGHT = "# wanted: ", "# brought by Binder's image: "


def wanted() -> list[str]:
    """Return the requirements of pyproject.toml that a learner needs, in its order."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    left_out = {
        canonicalize_name(name) for name in project["tool"]["imuran-edu"]["not-for-learners"]
    }
    every = project["project"]["dependencies"]
    return [each for each in every if canonicalize_name(Requirement(each).name) not in left_out]


def python_version() -> str:
    """Return the version of Python that Binder is asked for, such as "3.11"."""
    return (ROOT / ".binder" / "runtime.txt").read_text().strip().removeprefix("python-")


def image() -> dict[str, str]:
    """Return what Binder's image brings, by name, as the installed repo2docker says."""
    from repo2docker.buildpacks import conda

    lock = Path(conda.__file__).with_name(f"environment.py-{python_version()}-linux-64.lock")
    found = re.findall(r"/([^/]+)-([^-/]+)-[^-/]+\.(?:conda|tar\.bz2)", lock.read_text())
    return {canonicalize_name(name): at for name, at in found if not CONDA_ONLY.match(name)}


def read() -> tuple[list[str], dict[str, str], dict[str, str]]:
    """Return what the file was rendered from, what the image brought then, and the pins."""
    lines = TARGET.read_text(encoding="utf-8").splitlines() if TARGET.exists() else []
    made_from = [line.removeprefix(WANTED) for line in lines if line.startswith(WANTED)]
    brought = [line.removeprefix(BROUGHT) for line in lines if line.startswith(BROUGHT)]
    pins = [line for line in lines if line and not line.startswith("#")]
    return made_from, _pinned(brought), _pinned(pins)


def _pinned(lines: list[str]) -> dict[str, str]:
    return {name: at for name, _, at in (line.partition("==") for line in lines)}


def drift() -> list[str]:
    """Say, one line each, where the file is not in step with pyproject.toml. Needs no network."""
    made_from, brought, pins = read()
    problems = []
    if made_from != wanted():
        changed = sorted({*made_from} ^ {*wanted()}) or ["their order"]
        problems.append(f"pyproject.toml asks for other packages now: {', '.join(changed)}")
    for each in map(Requirement, wanted()):
        at = {**brought, **pins}.get(canonicalize_name(each.name))
        if at is None or not each.specifier.contains(at, prereleases=True):
            problems.append(f"'{each}' is not met by {at or 'any line'}")
    problems += [f"'{name}' is not pinned" for name, at in pins.items() if not at]
    return problems


def render(upgrade: bool = False) -> str:
    """Return the file anew: what the course imports, and what of its needs the image lacks."""
    brought, (_, _, pins) = image(), read()
    with tempfile.TemporaryDirectory() as folder:
        limits, report = Path(folder) / "limits.txt", Path(folder) / "report.json"
        kept = {} if upgrade else {name: at for name, at in pins.items() if name not in brought}
        limits.write_text("".join(f"{name}=={at}\n" for name, at in {**kept, **brought}.items()))
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"]
        command += ["--ignore-installed", "--report", str(report), "-c", str(limits)]
        command += ["--only-binary=:all:", "--python-version", python_version(), "--target", folder]
        subprocess.run([*command, *wanted()], check=True)
        resolved = {
            canonicalize_name(each["metadata"]["name"]): each["metadata"]["version"]
            for each in json.loads(report.read_text())["install"]
        }
    # what the course itself imports is pinned even if the image brings it: at the same version
    # pip has nothing to do, and an image without it would not break the course
    asked = {canonicalize_name(Requirement(each).name) for each in wanted()}
    ours = {name: at for name, at in resolved.items() if name in asked or name not in brought}
    lines = [f"{WANTED}{each}" for each in wanted()]
    lines += [f"{BROUGHT}{n}=={at}" for n, at in sorted(resolved.items()) if n in brought]
    lines += [f"{name}=={at}" for name, at in sorted(ours.items())]
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    """Render the file, or with `--check` say where it is out of step."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 if out of step"
    )
    parser.add_argument("--upgrade", action="store_true", help="take the newest of everything")
    given = parser.parse_args()
    if not given.check:
        text = render(given.upgrade)
        TARGET.write_text(text, encoding="utf-8", newline="\n")
    problems = drift()
    for problem in problems:
        print(f".binder/requirements.txt:1: {problem}; run .venv/bin/python .ci/binder.py")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
