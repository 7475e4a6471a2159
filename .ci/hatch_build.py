"""What the wheel and the source archive carry: only what git tracks, and no graded question."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = ("src", "notebooks", "quizzes", "tests", ".ci", ".binder", "pyproject.toml", "README.md")
TEXTS = (
    *("CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE"),
    *("LICENSE-CONTENT.md", "SECURITY.md"),
)
DATA = ("notebooks", *(f"quizzes/{name}" for name in ("claims", "facts", "practice")))
SHARED = Path("share/jupyter/labextensions/imuran-edu")
EXTENSION = Path("src/imuran_edu/server/labextension")


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
            str(path): str(SHARED / path.relative_to(EXTENSION))
            for path in carried(root, str(EXTENSION))
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


def _carried_files(root: Path) -> Any:
    path = root / "src" / "imuran_edu" / "authoring" / "carried_files.py"
    spec = importlib.util.spec_from_file_location("carried_files", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.carried_files
