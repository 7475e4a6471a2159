"""Figures and explorers come from the packages that an entry point names, and from no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import imuran_edu
from imuran_edu.core import content_packages
from imuran_edu.core.content_packages import content_file, content_files

PACKAGE = Path(imuran_edu.__file__).parent


def test_the_lessons_of_the_course_find_theirs() -> None:
    package, path = content_files("figures")["pathway"]
    assert package == "imuran_edu.pharmacology"
    assert path.is_file()
    assert list(content_files("explorers")) == sorted(content_files("explorers"))


def test_another_package_is_found_by_its_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other_drug" / "figures").mkdir(parents=True)
    (tmp_path / "other_drug" / "__init__.py").touch()
    (tmp_path / "other_drug" / "figures" / "ladder.yaml").write_text("alt: a ladder")
    about = tmp_path / "other_drug-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: other-drug\nVersion: 1\n")
    (about / "entry_points.txt").write_text(f"[{content_packages.GROUP}]\nother = other_drug\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    content_files.cache_clear()
    try:
        assert content_file("figures", "ladder").read_text() == "alt: a ladder"
        assert "pathway" in content_files("figures")
        with pytest.raises(ValueError, match=r"no explorer 'ladder'; there are: dose-desk, "):
            content_file("explorers", "ladder")
    finally:
        content_files.cache_clear()


def test_nothing_outside_imports_the_package_of_the_drug() -> None:
    for path in PACKAGE.rglob("*.py"):
        if "pharmacology" not in path.relative_to(PACKAGE).parts:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"(from|import) imuran_edu\.pharmacology", text), path
