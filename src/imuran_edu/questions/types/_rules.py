"""Rules that several types share: a key names what is there, and no two options are equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from imuran_edu.core.yaml_source import Location
from imuran_edu.questions.base import Option
from imuran_edu.questions.question_type import Broken


def options_differ(options: Sequence[Option], field: str) -> Broken:
    """Yield ids and texts that stand twice."""
    ids = Counter(option.id for option in options)
    texts: dict[str, str] = {}
    for index, option in enumerate(options):
        if ids[option.id] > 1:
            yield (field, index, "id"), f"the id '{option.id}' stands twice in this question"
            ids[option.id] = 0
        same = texts.setdefault(" ".join(option.text.casefold().split()), option.id)
        if same != option.id:
            yield (field, index, "text"), f"equals option '{same}'; make them differ or delete one"


def key_names(ids: Sequence[str], options: Sequence[Option], at: Location = ("key",)) -> Broken:
    """Yield what a key names that is not there."""
    known = [option.id for option in options]
    for name in ids:
        if name not in known:
            yield at, f"the key names '{name}', but the ids here are {', '.join(known)}"
