"""Read the file of a figure or an explorer: its words, with the course's facts filled in."""

from __future__ import annotations

from typing import TypeVar

from imuran_edu.core import read_yaml, validate
from imuran_edu.core.content_packages import Kind, content_file
from imuran_edu.core.strict_model import Strict
from imuran_edu.evidence import course_words, with_facts

Spec = TypeVar("Spec", bound=Strict)


def load_spec(kind: Kind, name: str, model: type[Spec]) -> Spec:
    """Return what the file of a figure or an explorer holds.

    Args:
        kind: which of the two.
        name: its name.
        model: what its file must be.

    Raises:
        ValueError: there is none of that name.
        InputError: its file is faulty.
    """
    path = content_file(kind, name)
    words = course_words(path.read_text(encoding="utf-8"))
    return validate(model, with_facts(read_yaml(path), words))
