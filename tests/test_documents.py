"""What the guides link to and name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from imuran_edu.cli import app
from tests.courses import ROOT

GUIDES = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "LICENSE-CONTENT.md",
    "course/README.md",
    "course/TEACHING.md",
    "course/hub/README.md",
    "src/imuran_edu/ARCHITECTURE.md",
]
PACKAGE = ROOT / "src" / "imuran_edu"
# written by commands, and not there in a fresh checkout
MADE = {"api/index.html", "dist/*", "api/"}


def slug(heading: str) -> str:
    """Return the anchor that a code host makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    return {
        slug(line.lstrip("#")) for line in path.read_text("utf-8").splitlines() if line[:1] == "#"
    }


@pytest.mark.parametrize("name", GUIDES)
def test_every_link_leads_somewhere(name: str) -> None:
    guide = ROOT / name
    links = re.findall(r"\]\(([^)\s]+)\)", guide.read_text(encoding="utf-8"))
    for link in links:
        address, _, anchor = link.partition("#")
        if ":" in address:
            continue
        target = (guide.parent / address).resolve() if address else guide
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), link


def test_every_file_that_the_contributors_guide_names_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`([.\w][\w./-]*/[\w.-]*)`", text)
    assert len(named) > 20
    for path in {path for path in named if "NAME" not in path} - MADE:
        assert any((base / path).exists() for base in (ROOT, PACKAGE, ROOT / "course")), path


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_that_is_named_exists(name: str) -> None:
    known = {each.name or each.callback.__name__ for each in app.registered_commands}
    for group in app.registered_groups:
        commands = group.typer_instance.registered_commands
        known |= {group.name} if group.name else {c.name or c.callback.__name__ for c in commands}
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:\S*/)?imuran-edu ([a-z][a-z-]+)", text))
    named |= set(re.findall(r"^ *\S*/?imuran-edu ([a-z][a-z-]+)", text, re.MULTILINE))
    assert named <= known, named - known


def test_the_teaching_plan_has_a_week_for_every_lesson_and_assignment() -> None:
    text = (ROOT / "course" / "TEACHING.md").read_text(encoding="utf-8")
    lessons = [path.stem[:2] for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")]
    assignments = [path.parent.name for path in (ROOT / "course").glob("source/*/questions.json")]
    assert len(lessons) > 10
    assert len(assignments) > 10
    rows = "\n".join(line for line in text.splitlines() if re.match(r"\| \d+ \|", line))
    for name in lessons:
        assert re.search(rf"\b{name} [A-Z]", rows), f"lesson {name}"
    for name in assignments:
        assert f"`{name}`" in rows, f"assignment {name}"
