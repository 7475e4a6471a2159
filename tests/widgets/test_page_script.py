"""The script reaches a page once, and whoever lacks it gets it for the asking."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from imuran_edu.widgets import page_script, quiz_widget
from tests.widgets.kit import graded


def digest_of(module: str) -> str:
    found = re.match(r'const DIGEST="([0-9a-f]{16})"', module)
    assert found is not None
    return found[1]


def test_only_the_first_widget_of_a_kernel_brings_the_script(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_script, "_sent", False)
    first, second, third = (page_script.next_module() for _ in range(3))
    assert second == third
    assert digest_of(first) == digest_of(second)
    assert "imuran-question" in first
    assert len(second) < 1500 < 30_000 < len(first)


def test_a_page_without_the_script_gets_it(tmp_path: Path) -> None:
    widget = quiz_widget.QuizWidget(graded(tmp_path).session, mode="graded", questions=[])
    sent: list[Any] = []
    widget.send = lambda content, buffers=None: sent.append(content)  # type: ignore[method-assign]
    widget._receive(widget, {"type": "script"}, [])
    assert sent == [{"type": "script", **page_script.shipped()}]
