"""The interface's strings in one catalogue: `python .ci/catalogue.py` makes it, `--check` compares.

Collects what `_()`, `ngettext()` and `N_()` (Python) and `t()`, `tn()` and `kept()` (the page) hold
into `locale/imuran_edu.pot`; brings each translation `locale/*/LC_MESSAGES/imuran_edu.po` into
step; compiles them for Python (`.mo`) and for the page (`static/words/*.json`), with two languages
for tests that are generated: `en_XA`, accented and 40 % longer, and `ar_XB`, right to left.

A new language: `mkdir -p src/imuran_edu/locale/fr/LC_MESSAGES`, run this, translate the `.po`.
"""

from __future__ import annotations

import gettext
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from babel import Locale, localedata
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[1] / "src" / "imuran_edu"
LOCALES = PACKAGE / "locale"
TEMPLATE = LOCALES / "imuran_edu.pot"
PAGE = (PACKAGE / "widgets/static/words", PACKAGE / "server/labextension/static/words")
KEYWORDS = {
    ".py": ("python", {"_": None, "ngettext": (1, 2), "N_": None}, {}),
    ".ts": ("javascript", {"t": None, "tn": (1, 2), "kept": None}, {"parse_template_string": True}),
}
READING = "questions/reading.json"  # what is wrong with what was typed, said here and in the page
LONGER = 0.4
ACCENTS = str.maketrans(
    "AaBCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz",
    "ÅåßÇçÐðÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž",
)
KEPT = re.compile(r"(<[^>]*>|&\w+;|\{\w+\})")  # names and markup stay as they are


def strings() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield every string of the interface with the file that holds it."""
    for text in json.loads((PACKAGE / READING).read_text(encoding="utf-8"))["problems"].values():
        yield READING, text
    for path in sorted(PACKAGE.rglob("*")):
        method = KEYWORDS.get(path.suffix)
        if method is None or "generated" in path.parts or "node_modules" in path.parts:
            continue
        name, keywords, options = method
        with path.open("rb") as source:
            for _line, text, _comments, _context in extract(name, source, keywords, (), options):
                yield path.relative_to(PACKAGE).as_posix(), text


def collect() -> Catalog:
    """Return the template: every string once, with the files that use it."""
    found = Catalog(project="imuran-edu", charset="utf-8")
    for place, text in strings():
        found.add(text, locations=[(place, None)])
    return found


def accented(text: str) -> str:
    """Return a text with accents, brackets around it, and 40 % longer."""
    parts = [part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in KEPT.split(text)]
    return f"[{''.join(parts)}{' ~' * max(1, round(len(text) * LONGER / 2) - 1)}]"


def right_to_left(text: str) -> str:
    """Return a text whose letters run from right to left, as those of Arabic do."""
    parts = [
        part if not part or KEPT.fullmatch(part) else f"\u202e{part}\u202c"
        for part in KEPT.split(text)
    ]
    return f"\u200f{''.join(parts)}"


TEST_LANGUAGES: dict[str, Callable[[str], str]] = {"en_XA": accented, "ar_XB": right_to_left}


class Fixed(Catalog):
    """A catalogue whose header holds nothing that changes from one build to the next."""

    def __init__(self, language: str) -> None:
        base = language if localedata.exists(language) else language.split("_")[0]
        super().__init__(locale=base, charset="utf-8")
        self.language = language
        self.header_comment = f"# {language} translation of imuran-edu"

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The header's lines."""
        return [
            ("Language", self.language),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def made(template: Catalog, language: str, change: Callable[[str], str]) -> Fixed:
    """Return a language for tests: every string of the template, changed."""
    catalogue = Fixed(language)
    for message in template:
        if isinstance(message.id, (list, tuple)):
            one, many = (change(each) for each in message.id)
            several = [many] * catalogue.num_plurals
            several[gettext.c2py(catalogue.plural_expr)(1)] = one
            catalogue.add(message.id, tuple(several))
        elif message.id:
            catalogue.add(message.id, change(message.id))
    return catalogue


def translated(template: Catalog, language: str) -> Fixed:
    """Return a translation, brought into step with the template."""
    path = LOCALES / language / "LC_MESSAGES" / "imuran_edu.po"
    catalogue = Fixed(language)
    with io.BytesIO(path.read_bytes() if path.exists() else b"") as file:
        known = read_po(file, locale=language)
    for message in template:
        if message.id:
            before = known.get(message.id)
            catalogue.add(message.id, before.string if before else "", message.locations)
    return catalogue


def for_page(catalogue: Catalog, language: str, used: set[str]) -> str:
    """Return what `words.ts` reads of a language: the page's own strings."""
    form = gettext.c2py(catalogue.plural_expr)
    messages = {}
    for message in catalogue:
        if _key(message) in used and all(_texts(message)):
            plural = isinstance(message.id, (list, tuple))
            messages[_key(message)] = list(message.string) if plural else message.string
    words = {
        "language": language.replace("_", "-"),
        "direction": Locale.parse(language.split("_")[0]).text_direction,
        "plural": "".join(str(form(n)) for n in range(200)),
        "messages": dict(sorted(messages.items())),
    }
    return json.dumps(words, ensure_ascii=False, indent=0) + "\n"


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (list, tuple)) else message.id


def _texts(message: Message) -> list[str]:
    plural = isinstance(message.string, (list, tuple))
    return list(message.string) if plural else [message.string]


def _po(catalogue: Catalog, template: bool = False) -> bytes:
    file = io.BytesIO()
    write_po(
        file, catalogue, width=100, omit_header=template, sort_output=True, include_lineno=False
    )
    return file.getvalue()


def _mo(catalogue: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def files() -> Iterator[tuple[Path, bytes]]:
    """Yield every file that is built, with its content."""
    template = collect()
    yield TEMPLATE, _po(template, template=True)
    used = {
        _key(message)
        for message in template
        if any(place.endswith(".ts") or place == READING for place, _ in message.locations)
    }
    real = {path.parent.name for path in LOCALES.glob("*/LC_MESSAGES")} - {*TEST_LANGUAGES}
    for language in sorted({*TEST_LANGUAGES, *real}):
        change = TEST_LANGUAGES.get(language)
        catalogue = made(template, language, change) if change else translated(template, language)
        folder = LOCALES / language / "LC_MESSAGES"
        if not change:
            yield folder / "imuran_edu.po", _po(catalogue)
        yield folder / "imuran_edu.mo", _mo(catalogue)
        for page in PAGE:
            yield page / f"{language}.json", for_page(catalogue, language, used).encode()


def main(check: bool) -> int:
    """Write the files, or say which are out of step; return the exit code."""
    stale = []
    for path, content in files():
        if path.exists() and path.read_bytes() == content:
            continue
        stale.append(path.relative_to(PACKAGE).as_posix())
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    if stale and check:
        print(f"out of step: {', '.join(stale)}; run 'python .ci/catalogue.py'", file=sys.stderr)
    return int(bool(stale and check))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
