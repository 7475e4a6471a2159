"""Every string of the interface goes through here: `_("Saved {time}", time=time)`.

The English text is the key. The catalogue of the reader's language, if there is one, has another
text for it; a text that it misses stays English. Texts are written out where they are used, never
put together from parts, so that `.ci/catalogue.py` finds them and a translator can move a name.

The language is the environment's: `IMURAN_LANGUAGE` (such as `fr`), else what gettext reads
(`LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, `LANG`). A page takes its own setting, see `words.ts`.

What a learner meets is translated. The command line, checks of banks and reports to instructors
are English.
"""

from __future__ import annotations

import gettext as _gettext
import os
import re
from functools import cache
from pathlib import Path
from typing import Final

LOCALES: Final = Path(__file__).parents[1] / "locale"
SETTINGS: Final = ("IMURAN_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
RIGHT_TO_LEFT: Final = ("ar", "fa", "he", "ur")


@cache
def translations() -> _gettext.NullTranslations:
    """Return the catalogue of the environment's language, read once; `cache_clear()` reads anew."""
    wanted = next(filter(None, map(os.environ.get, SETTINGS)), "en").split(":")
    return _gettext.translation("imuran_edu", LOCALES, wanted, fallback=True)


def _filled(text: str, values: dict[str, object]) -> str:
    if not values:
        return text
    return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), text)


def _(text: str, /, **values: object) -> str:
    """Return a text in the reader's language; names in braces are replaced by their values."""
    return _filled(translations().gettext(text), values)


def ngettext(one: str, many: str, n: float, /, **values: object) -> str:
    """Return a text that depends on a number, which is `{n}` in it.

    Args:
        one: the English text for 1.
        many: the English text for any other number.
        n: the number; a fraction takes the form of 2.
        **values: what other names in braces stand for.
    """
    form = int(n) if n == int(n) else 2
    return _filled(translations().ngettext(one, many, form), {"n": f"{n:g}", **values})


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a text that is only shown later, by `_(text)`: for tables at the top of a module."""
    return text


def language() -> str:
    """Return the language of the interface as HTML's `lang` has it, `en` where nothing else is."""
    return translations().info().get("language", "en").replace("_", "-")


def direction() -> str:
    """Return `ltr` or `rtl`, HTML's `dir` for the language of the interface."""
    return "rtl" if language().split("-")[0] in RIGHT_TO_LEFT else "ltr"
