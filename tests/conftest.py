"""What the tests of all rooms share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from imuran_edu.core.patches import skip_iri_grammar
from imuran_edu.evidence import Evidence, load_evidence
from imuran_edu.widgets import evidence_views
from tests.courses import write_course, write_quizzes

# nbformat without its slow import, here and in every Python that a test starts
skip_iri_grammar()
_paths = [str(Path(__file__).parent / "children"), os.environ.get("PYTHONPATH", "")]
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, _paths))

settings.register_profile(
    "course",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
# `python -m tests.mutation` runs the tests a hundred times and wants no smallest example
settings.register_profile(
    "mutation", settings.get_profile("course"), max_examples=15, phases=[Phase.generate]
)
settings.load_profile(os.environ.get("IMURAN_EDU_TEST_PROFILE", "course"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that the workers of `pytest -n` end together."""
    items.sort(
        key=lambda item: (
            not item.get_closest_marker("browser"),
            not item.get_closest_marker("slow"),
        )
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from tests.workers import FilesInOrder

    return FilesInOrder(config, log)


@pytest.fixture
def quizzes(tmp_path: Path) -> Path:
    """A good folder `quizzes` in a checkout of its own."""
    return write_quizzes(tmp_path / "quizzes")


@pytest.fixture
def evidence(quizzes: Path) -> Evidence:
    """The register of that folder."""
    return load_evidence(quizzes)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A whole good course."""
    return write_course(tmp_path)


@pytest.fixture
def inside(quizzes: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The test runs in the folder `notebooks` of a small checkout, as a lesson does."""
    folder = quizzes.parent / "notebooks"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for read_once in (evidence_views.register, evidence_views.course_corrections):
        read_once.cache_clear()
    yield folder
    for read_once in (evidence_views.register, evidence_views.course_corrections):
        read_once.cache_clear()
