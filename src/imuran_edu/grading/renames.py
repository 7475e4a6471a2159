"""Options of graded questions that were given other names, and answers that name the old ones.

Students can see the names of options, so a name must not tell whether it is right. `imuran-edu
rename-options` gives new ones and notes in `quizzes/graded/renamed/options.yaml` what each was
called before; an answer given under an old name counts as one under the new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from imuran_edu.answers import Entry, Responses
from imuran_edu.core import read_yaml, validate
from imuran_edu.core.strict_model import Strict
from imuran_edu.questions.base import OptionId

FILE = Path("renamed", "options.yaml")
"""The list, in the folder of the graded banks."""


class Renames(Strict):
    """The file: question, or part of a case, to old name to new name.

    A question's new names are none of its old ones, so that no answer can be read both ways.
    """

    renamed: dict[str, dict[OptionId, OptionId]] = {}


def load_renames(graded: Path) -> Mapping[str, Mapping[str, str]]:
    """Return what the options of each graded question were called; read anew when it changed.

    Args:
        graded: the folder of the graded banks; without a list in it nothing was renamed.

    Raises:
        InputError: the list is faulty.
    """
    path = graded / FILE
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else {}


@cache
def _read(path: Path, changed: int) -> Mapping[str, Mapping[str, str]]:
    return validate(Renames, read_yaml(path)).renamed


def in_new_names(responses: Responses, renames: Mapping[str, Mapping[str, str]]) -> Responses:
    """Return a student's answers with the options' names of today.

    Args:
        responses: as they were read; whatever they hold, nothing raises.
        renames: question, or part of a case, to old name to new name.
    """
    answers = {name: _entry(name, each, renames) for name, each in responses.answers.items()}
    return replace(responses, answers=answers)


def _entry(name: str, entry: Entry, renames: Mapping[str, Mapping[str, str]]) -> Entry:
    answer = entry.answer
    if isinstance(answer, dict):  # of a case: part to answer
        answer = {
            part: _renamed(given, renames[part]) if part in renames else given
            for part, given in answer.items()
        }
    if name in renames:
        answer = _renamed(answer, renames[name])
    return entry if answer == entry.answer else replace(entry, answer=answer)


def _renamed(answer: Any, names: Mapping[str, str]) -> Any:
    if isinstance(answer, str):
        return names.get(answer, answer)
    if isinstance(answer, list):
        return [_renamed(each, names) for each in answer]
    if isinstance(answer, dict):
        return {names.get(key, key): _renamed(each, names) for key, each in answer.items()}
    return answer
