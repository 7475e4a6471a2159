"""Read ordinary YAML in one pass over the parser's events, in half the time that nodes take.

Whatever is not ordinary, such as an alias, a tag or a key that stands twice, is left to the reader
of nodes, which knows what to say of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import yaml
from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

if TYPE_CHECKING:
    from imuran_edu.core.yaml_source import Location

STR: Final = "tag:yaml.org,2002:str"
DEEPEST: Final = 50
KEYS: Final = (str, int, bool)


class NotPlainError(Exception):
    """The text is no ordinary YAML."""


class PlainReader:
    """Reads one document.

    Attributes:
        lines: the 1-based line of each part that was read.
    """

    def __init__(self, loader: Any) -> None:
        """Read by a loader of PyYAML that has read nothing yet."""
        self.lines: dict[Location, int] = {}
        self._loader, self._next = loader, loader.get_event

    def document(self) -> Any:
        """Return the data of the only document.

        Raises:
            NotPlainError: there is another number of them, or one that is not ordinary.
            yaml.YAMLError: the text is no YAML.
        """
        self._next()
        if type(self._next()) is not DocumentStartEvent:
            raise NotPlainError
        event = self._next()
        self.lines[()] = event.start_mark.line + 1
        data = self._value(event, (), 0)
        self._next()
        if type(self._next()) is not StreamEndEvent:
            raise NotPlainError
        return data

    def _value(self, event: Any, at: Location, depth: int) -> Any:
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event)
        if event.anchor is not None or event.tag is not None or depth > DEEPEST:
            raise NotPlainError
        if kind is MappingStartEvent:
            return self._mapping(at, depth + 1)
        if kind is not SequenceStartEvent:
            raise NotPlainError
        items: list[Any] = []
        while type(entry := self._next()) is not SequenceEndEvent:
            place = (*at, len(items))
            self.lines[place] = entry.start_mark.line + 1
            items.append(self._value(entry, place, depth + 1))
        return items

    def _mapping(self, at: Location, depth: int) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        while type(key := self._next()) is not MappingEndEvent:
            name: Any = self._scalar(key) if type(key) is ScalarEvent else None
            if type(name) not in KEYS or name in found:
                raise NotPlainError
            place = (*at, name)
            self.lines[place] = key.start_mark.line + 1
            found[name] = self._value(self._next(), place, depth)
        return found

    def _scalar(self, event: Any) -> Any:
        if event.tag is not None or event.anchor is not None:
            raise NotPlainError
        value = event.value
        if not event.implicit[0] or value[:1] not in self._loader.yaml_implicit_resolvers:
            return value
        tag = self._loader.resolve(yaml.ScalarNode, value, (True, False))
        if tag == STR:
            return value
        try:
            return self._loader.construct_object(yaml.ScalarNode(tag, value))
        except (ValueError, yaml.YAMLError):
            raise NotPlainError from None
