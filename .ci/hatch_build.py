"""What the wheel and the source archive carry: only what git tracks, and no graded question."""

import hashlib
import importlib.util
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = ("src", "notebooks", "quizzes", "tests", ".ci", ".binder", "pyproject.toml", "README.md")
TEXTS = (
    *("CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE"),
    *("LICENSE-CONTENT.md", "LICENSE-THIRD-PARTY.md", "SECURITY.md"),
)
DATA = ("notebooks", *(f"quizzes/{name}" for name in ("claims", "facts", "practice")))
SHARED = Path("share/jupyter/labextensions/imuran-edu")
EXTENSION = Path("src/imuran_edu/server/labextension")
SCRIPT = "imuran_edu.js"
SERVER_EXTENSION = Path("src/imuran_edu/server/extension/imuran-edu.json")
SERVER_CONFIG = Path("etc/jupyter/jupyter_server_config.d/imuran-edu.json")


class CarriedFiles(BuildHookInterface):
    """Name every file of a build one by one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Say what goes where; an editable install points at the checkout and carries nothing."""
        root = Path(self.root)
        carried = _carried_files(root)
        goes = build_data["force_include"]
        if self.target_name == "sdist":
            goes.update({str(path): str(path) for path in carried(root, *SOURCE, *TEXTS)})
            return
        build_data["shared_data"] = {
            **self._extension(root, carried(root, str(EXTENSION))),
            str(SERVER_EXTENSION): str(SERVER_CONFIG),
        }
        if version == "editable":
            return
        for path in carried(root, "src/imuran_edu"):
            source = path.suffix == ".ts" or "js" in path.parts  # built into static/
            source = source or path.name == "ARCHITECTURE.md"
            if not path.is_relative_to(EXTENSION) and not source:
                goes[str(path)] = str(path.relative_to("src"))
        for path in carried(root, *DATA, "quizzes"):
            if path.parent == Path("quizzes") or any(path.is_relative_to(part) for part in DATA):
                goes[str(path)] = str("imuran_edu/course_data" / path)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was only made to be carried."""
        if made := getattr(self, "_made", None):
            shutil.rmtree(made, ignore_errors=True)

    def _extension(self, root: Path, files: list[Path]) -> dict[str, str]:
        """Give the files of JupyterLab's extension a folder with their digest.

        Jupyter's server lets browsers keep these files for a year, so changed ones need another
        address, or an upgrade never reaches the page.
        """
        static = [path for path in files if path.parent != EXTENSION]
        digest = hashlib.sha256()
        for path in static:
            digest.update(path.as_posix().encode() + (root / path).read_bytes())
        folder = Path("static", digest.hexdigest()[:12])
        package = json.loads((root / EXTENSION / "package.json").read_text(encoding="utf-8"))
        package["jupyterlab"]["_build"]["load"] = (folder / SCRIPT).as_posix()
        self._made = tempfile.mkdtemp()
        made = Path(self._made, "package.json")
        made.write_text(json.dumps(package, indent=2) + "\n", encoding="utf-8")
        placed = {path: SHARED / folder / path.relative_to(EXTENSION / "static") for path in static}
        return {str(path): str(goes) for path, goes in placed.items()} | {
            str(made): str(SHARED / "package.json")
        }


def _carried_files(root: Path) -> Any:
    path = root / "src" / "imuran_edu" / "authoring" / "carried_files.py"
    spec = importlib.util.spec_from_file_location("carried_files", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.carried_files
