"""The interface in another language, and English where a text is missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from imuran_edu.core.words import SETTINGS, _, direction, language, ngettext, translations


@pytest.fixture(autouse=True)
def no_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    translations.cache_clear()
    yield
    translations.cache_clear()


def test_english_is_what_is_written() -> None:
    assert _("Saved {time} {other}", time="{other}") == "Saved {other} {other}"
    assert [ngettext("{n} point", "{n} points", n) for n in (0, 1, 2)] == [
        "0 points",
        "1 point",
        "2 points",
    ]
    assert (language(), direction()) == ("en", "ltr")


def test_a_language_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ar_XB.UTF-8")
    assert "\u202eWrong" in _("Wrong")
    assert (language(), direction()) == ("ar-XB", "rtl")
    translations.cache_clear()
    monkeypatch.setenv("IMURAN_LANGUAGE", "en_XA")
    assert _("Wrong") == "[Ŵŕöñĝ ~]"
    assert (language(), direction()) == ("en-XA", "ltr")
    assert _("a text that nobody wrote") == "a text that nobody wrote"
    translations.cache_clear()
    monkeypatch.setenv("IMURAN_LANGUAGE", "xx")
    assert _("Wrong") == "Wrong"
