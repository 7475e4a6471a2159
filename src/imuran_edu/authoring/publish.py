"""Write the public half of a checkout: what learners get, for Binder, and no graded question."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any, Final

from imuran_edu.authoring.carried_files import carried_files
from imuran_edu.core.word_runs import TELLING, RunFinder, texts_under, word_runs
from imuran_edu.errors import CourseError
from imuran_edu.questions import QuestionType, load_bank
from imuran_edu.questions.bank import with_parts
from imuran_edu.questions.public import released_view

PARTS: Final = (
    *(
        ".binder",
        ".ci/hatch_build.py",
        ".github/workflows/pages.yml",
        ".gitattributes",
        "CHANGELOG.md",
        "CITATION.cff",
    ),
    *("CONTRIBUTING.md", "LICENSE", "LICENSE-CONTENT.md", "LICENSE-THIRD-PARTY.md"),
    *("README.md", "SECURITY.md"),
    *("notebooks", "pictures", "pyproject.toml", "quizzes", "src"),
)


_AUTHORS = ("waive", "variants")  # fields that hold others of any name
_TAG = re.compile(r"<[^<>]*>")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")


class PublishError(CourseError):
    """Nothing may be published; the message says why and what mends it, a line for each reason."""


def publish(root: Path, target: Path) -> None:
    """Write what learners get into a folder of its own, such as a clone of the public repository.

    What an earlier call wrote there is replaced; a folder `.git` in it is left alone. Only what git
    tracks goes, and only files of kinds that the course is made of.

    Args:
        root: the checkout.
        target: the folder; it need not be there.

    Raises:
        PublishError: the folder holds something else, lies in the checkout, or a file that would
            be published names a graded question or says what one says. The folder is then left
            as it was.
        InputError: a graded bank cannot be read.
    """
    target = target.resolve()
    if target.is_relative_to(root.resolve()) or root.resolve().is_relative_to(target):
        raise PublishError(f"{target} is part of the checkout; name a folder outside it")
    if target.exists() and not target.is_dir():
        raise PublishError(f"{target} is a file; name a folder")
    here = {path.name for path in target.iterdir()} if target.exists() else set()
    if strange := sorted(here - {*(Path(part).parts[0] for part in PARTS), ".git", ".gitignore"}):
        raise PublishError(
            f"{target} holds what publish does not write ({strange[0]}); name an empty folder"
        )
    carried = carried_files(root, *PARTS)
    if found := [*_links(root), *graded_traces(root, carried)]:
        raise PublishError("\n".join(found))
    target.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        old = target / name
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)
    for path in carried:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / path, target / path)


def _links(root: Path) -> list[str]:
    """Name the links among lessons and data: what they point at could be anything."""
    return [
        f"{path.relative_to(root)}:1: is a link; put the file itself there or delete it"
        for part in ("notebooks", "quizzes")
        for path in sorted((root / part).rglob("*"))
        if path.is_symlink()
    ]


def graded_traces(root: Path, files: Sequence[Path]) -> list[str]:
    """Say, one line each, which file names a graded question or says a sentence of one.

    Args:
        root: the checkout, with its graded banks.
        files: that would be published, relative to it.

    Raises:
        InputError: a graded bank cannot be read, so its questions cannot be looked for.
    """
    traces, found = GradedTraces.of(root), []
    for path in files:
        text = (root / path).read_text(encoding="utf-8", errors="replace")
        names = path.parts[0] in ("notebooks", "quizzes")
        found += traces.in_text(str(path), text, names)
    return found


@dataclass(frozen=True)
class GradedTraces:
    """What gives a graded question away.

    Attributes:
        ids: of graded questions and their parts.
        sentences: `WORDS` of `core.word_runs` in a row, which no practice bank and no lesson has
            too. They are found under any name and in any form of writing that keeps the words.
        asked: ids of graded questions and their parts that may be asked there, as students see
            them.
        fields: of the data of a graded question that no student may see.
    """

    ids: frozenset[str]
    sentences: RunFinder
    asked: frozenset[str]
    fields: frozenset[str]

    @classmethod
    def of(cls, root: Path, asked: Sequence[QuestionType] = ()) -> GradedTraces:
        """Return those of the graded banks of a checkout.

        Args:
            root: the checkout.
            asked: questions that are asked where it is looked, such as those of an assignment.

        Raises:
            InputError: a graded bank cannot be read.
        """
        banks = sorted((root / "quizzes" / "graded").glob("*.yaml"))
        graded = [question for path in banks for question in load_bank(path).questions]
        told = {*TELLING, "stem", "text", "story"}
        runs = word_runs(
            text for question in graded for text in texts_under(question.model_dump(), told)
        )
        runs -= word_runs(_read(root, "quizzes").values())
        runs -= _only_shown(root)
        shown = [released_view(question) for question in asked]
        runs -= word_runs(texts_under(shown, (), within=True))
        ids = frozenset(each.id for question in graded for each in with_parts(question))
        named = frozenset(each.id for question in asked for each in with_parts(question))
        dumped = [question.model_dump() for question in graded]
        options = frozenset(texts_under(dumped, {"id"}))  # a key has some as names of fields
        hidden = _fields(dumped) - options - _fields([released_view(each) for each in graded])
        return cls(ids, RunFinder(runs), named, frozenset({*hidden, *TELLING, "key"}))

    def in_text(self, name: str, text: str, names: bool) -> list[str]:
        """Return what a file tells, one line each.

        Args:
            name: of the file.
            text: of the file.
            names: whether its ids may not stand there: in lessons and banks they would be asked
                for, and in programs a like word means something else.
        """
        found = [
            f"{name}:{number}: names the graded question {each}; take it out"
            for number, line in enumerate(text.splitlines() if names else (), 1)
            for each in _NAME.findall(line)
            if each in self.ids - self.asked
        ]
        found += [
            f"{name}:1: tells '{field}' of the graded question {each}; take it out"
            for each, field in self._keys(_data(Path(name), text))
        ]
        said = self.sentences.found(text) | self.sentences.found(_decoded(Path(name), text))
        if said:
            found.append(f"{name}:1: says what a graded question says ({min(said)}); take it out")
        return found

    def _keys(self, data: Any, within: str = "") -> Iterator[tuple[str, str]]:
        """Yield each field of plain data that tells of a graded question, with the question."""
        if isinstance(data, dict):
            name = data.get("id")
            within = name if isinstance(name, str) and name in self.ids else within
            yield from ((within, field) for field in data if within and field in self.fields)
        for each in _inner(data):
            yield from self._keys(each, within)


def _fields(data: Any) -> set[str]:
    """Return the names of all fields of plain data, at any depth, without what only authors see."""
    own = {name for name in data if name not in _AUTHORS} if isinstance(data, dict) else set()
    inner = [data[name] for name in own] if isinstance(data, dict) else _inner(data)
    return own.union(*(_fields(each) for each in inner))


def _inner(data: Any) -> Iterable[Any]:
    if isinstance(data, dict):
        return data.values()
    return data if isinstance(data, list | tuple) else ()


def _read(root: Path, part: str) -> dict[Path, str]:
    files = carried_files(root, part)
    return {path: (root / path).read_text(encoding="utf-8", errors="replace") for path in files}


def _only_shown(root: Path) -> set[str]:
    """Return runs that practice banks and lessons have only once facts are filled in, on a page.

    What an author could have pasted stands in the files themselves, and is not among these.
    """
    practice = sorted((root / "quizzes" / "practice").glob("*.yaml"))
    shown = word_runs(
        text
        for path in practice
        for question in load_bank(path).questions
        for text in (
            *texts_under(question.model_dump(), (), within=True),
            *(part.key_text() for part in with_parts(question)),
        )
    )
    lessons = _read(root, "notebooks")
    decoded = [_decoded(path, text) for path, text in lessons.items()]
    joined = word_runs(_TAG.sub(" ", text) for text in decoded)
    return shown | (joined - word_runs([*lessons.values(), *decoded]))


def _decoded(path: Path, text: str) -> str:
    """Return the text of a page without its tags, of JSON with its escapes read; `""` of others."""
    if path.suffix == ".html":
        return unescape(_TAG.sub(" ", text))
    data = _data(path, text)
    told = "" if data is None else json.dumps(data, ensure_ascii=False)
    return unescape(_TAG.sub(" ", told)) if path.suffix == ".js" else told


def _data(path: Path, text: str) -> Any:
    """Return the plain data that a file holds; None where it holds none."""
    if path.parent.name == "data" and path.suffix == ".js":  # `site.page.data_script`
        text = text[text.find("]=") + 2 : -2]
    elif path.suffix not in (".json", ".ipynb"):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
