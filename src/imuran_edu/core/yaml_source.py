"""Read YAML so that every complaint can name its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from imuran_edu.core.plain_yaml import STR, NotPlainError, PlainReader
from imuran_edu.core.validation_words import in_words
from imuran_edu.errors import CourseError

Location = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


# libyaml reads a bank in a tenth of the time; the pure reader stands in where it was not built.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's loader; it asks for the type of every word, and most are texts at a glance."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Return the tag of a node, as PyYAML's own method does for a reader without paths."""
        if kind is yaml.ScalarNode and (
            not implicit[0] or value[:1] not in self.yaml_implicit_resolvers
        ):
            return STR
        return super().resolve(kind, value, implicit)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in an input file, and what would mend it.

    Attributes:
        file: the file, or a folder.
        line: from 1; 0 if it is about no line, as with a folder or a file that is missing.
        message: what is wrong, and what would mend it.
    """

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        return f"{self.file}{line}: {self.message}"


class InputError(CourseError):
    """An input file cannot be used; `problems` says why, line by line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Source:
    """A YAML file as read: its plain data and the line of every key and list entry."""

    path: Path
    data: Any
    lines: dict[Location, int] = field(repr=False)

    def line(self, location: Sequence[str | int]) -> int:
        """Return the 1-based line of a location such as `("questions", 3, "key")`.

        Steps that are not in the file (pydantic adds the names of union members) are passed over,
        so the answer is the nearest enclosing line.
        """
        at: Location = ()
        for step in location:
            if (*at, step) in self.lines:
                at = (*at, step)
        return self.lines.get(at, 1)

    def problem(self, location: Sequence[str | int], message: str) -> Problem:
        """Return a problem at that location."""
        return Problem(self.path, self.line(location), message)


_read: ContextVar[dict[tuple[Path, str], Source] | None] = ContextVar("_read", default=None)


@contextmanager
def each_file_once() -> Iterator[None]:
    """Within this, a file of the same text is parsed once, however often it is read.

    Nobody may change the data of a source that was read so.
    """
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def read_yaml(path: Path) -> Source:
    """Read one YAML file with `safe` types only.

    Raises:
        InputError: the file is missing, is not UTF-8, is not YAML, repeats a key or uses an alias.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError([Problem(path, 0, f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise InputError([Problem(path, line, "is not UTF-8 text; save it as UTF-8")]) from None
    known = _read.get()
    if known is None:
        return _parsed(path, text)
    if (path, text) not in known:
        known[path, text] = _parsed(path, text)
    return known[path, text]


def _parsed(path: Path, text: str) -> Source:
    loader = _Loader(text)
    try:
        plain = PlainReader(loader)
        return Source(path, plain.document(), plain.lines)
    except (NotPlainError, yaml.YAMLError):
        return _parsed_by_nodes(path, text)
    finally:
        loader.dispose()


def _parsed_by_nodes(path: Path, text: str) -> Source:
    """Read any YAML, and say what is wrong with it."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        reader = _Reader(loader, path)
        data = reader.plain(node, ()) if node is not None else None
    except yaml.YAMLError as error:
        raise InputError([_not_yaml(path, error)]) from None
    except RecursionError:
        raise InputError([Problem(path, 1, "is nested too deeply")]) from None
    finally:
        loader.dispose()
    if reader.problems:
        raise InputError(reader.problems)
    return Source(path, data, reader.lines)


def _not_yaml(path: Path, error: Any) -> Problem:
    """Say what is no YAML, at the line where it begins: PyYAML notes where it gave up too."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    where = "of this line or the one before"
    context = getattr(error, "context", None) or ""
    if "quoted scalar" in context:
        mark, what, where = error.context_mark, "the quote that opens here is never closed", "here"
    elif "simple key" in context:
        mark, what, where = error.context_mark, "a colon is missing after a name", "of this line"
    line = mark.line + 1 if mark else 1
    message = f"is not YAML: {what}; look at the indentation, quotes and colons {where}"
    return Problem(path, line, message)


class _Reader:
    """Turns YAML nodes into plain data and notes the line of each part.

    Aliases are refused: a few lines of them can stand for more data than fits into memory.
    """

    def __init__(self, loader: Any, path: Path) -> None:
        self.lines: dict[Location, int] = {}
        self.problems: list[Problem] = []
        self._loader, self._path = loader, path
        self._seen: set[int] = set()

    def plain(self, node: Any, at: Location) -> Any:
        """Return the data of a node and of all within it."""
        line = node.start_mark.line + 1
        self.lines.setdefault(at, line)
        if id(node) in self._seen:
            self._tell(line, "this part is used again by an alias (*); write it out there")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(child, (*at, index)) for index, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, at)
        if node.tag == STR:
            return node.value
        try:
            return self._loader.construct_object(node, deep=True)
        except ValueError:  # looks like a date or a number and is none, such as 2024-13-45
            self._tell(line, f"'{node.value}' cannot be read; put it in quotes")
            return None

    def _mapping(self, node: Any, at: Location) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for key_node, child in node.value:
            plain = isinstance(key_node, yaml.ScalarNode) and key_node.tag == STR
            key = key_node.value if plain else self._loader.construct_object(key_node, deep=True)
            line = key_node.start_mark.line + 1
            if not isinstance(key, str | int | bool):
                self._tell(line, "a key must be a plain word; quote it")
                continue
            if key in result:
                self._tell(line, f"the key '{key}' stands twice; delete one")
            self.lines[(*at, key)] = line
            result[key] = self.plain(child, (*at, key))
        return result

    def _tell(self, line: int, message: str) -> None:
        problem = Problem(self._path, line, message)
        if problem not in self.problems:
            self.problems.append(problem)


def validate(model: type[Model], source: Source) -> Model:
    """Check a file's data against a pydantic model.

    Raises:
        InputError: with one problem for each thing that does not fit.
    """
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise InputError(
            source.problem(_place(item), in_words(item)) for item in error.errors()
        ) from None


def _place(item: Any) -> Location:
    """Return where an error is: an unknown type is told at the line that names it."""
    if item["type"] == "union_tag_invalid":
        return (*item["loc"], item["ctx"]["discriminator"].strip("'"))
    return tuple(item["loc"])
