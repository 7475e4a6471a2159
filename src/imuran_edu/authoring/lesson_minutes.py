"""How long a lesson takes, reckoned from what stands in it, and where to stop on the way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from imuran_edu.core import Problem
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.core.lesson_cells import Cell, call_in, source_of
from imuran_edu.evidence import Lesson
from imuran_edu.questions import Bank
from imuran_edu.questions.bank import with_parts

WORDS_A_MINUTE: Final = 200
QUESTION: Final = 1.5  # minutes
GUESS: Final = 0.75  # of a prediction, or of a claim to be judged
EXPLORER: Final = 4.0
NEAR: Final = 0.15  # how far what a lesson says may be from what is reckoned
STOP_AFTER: Final = 12.0  # minutes without a stop, from which on the next heading gets one
STOP: Final = "stop-"  # how the ids of its cells begin
_STEP: Final = 5  # minutes: finer would be a false promise
_HEADING: Final = re.compile(r"#{2,3} ")
_LAST: Final = "Key points"


@dataclass(frozen=True)
class LessonTime:
    """How long a lesson takes.

    Attributes:
        cells: the minutes of each of its cells, in their order.
    """

    cells: tuple[float, ...]

    @property
    def minutes(self) -> int:
        """All together, to the next five."""
        return max(_STEP, _STEP * round(sum(self.cells) / _STEP))


def lesson_time(cells: list[Cell], banks: Mapping[str, Bank]) -> LessonTime:
    """Return how long a lesson takes: its words, its questions with their feedback, its explorers.

    Args:
        cells: of its notebook, without stops.
        banks: the practice banks by name.
    """
    return LessonTime(tuple(_minutes(cell, banks) for cell in cells))


def _minutes(cell: Cell, banks: Mapping[str, Bank]) -> float:
    text = source_of(cell)
    if cell["cell_type"] != "code":
        return len(re.sub(r"<[^>]+>|\]\([^)]*\)", " ", text).split()) / WORDS_A_MINUTE
    try:
        name, given = call_in(text) or ("", [])
    except SyntaxError:
        return 0.0
    if name == "explore":
        return EXPLORER
    if name == "claims_game":
        return GUESS * len(given)
    if name != "quiz" or not given or given[0] not in banks:
        return 0.0
    section = given[1] if len(given) > 1 else None
    asked = [each for each in banks[given[0]].questions if each.section == section]
    return sum(GUESS if each.predict else QUESTION * _answers(each) for each in asked)


def _answers(question: Any) -> int:
    """Return how many answers a question takes: a case has its parts."""
    return max(1, len(with_parts(question)) - 1)


def is_stop(cell: Cell) -> bool:
    """Whether a cell is a stop, made by `with_stops`."""
    return str(cell.get("id", "")).startswith(STOP)


def with_stops(cells: list[Cell], banks: Mapping[str, Bank]) -> list[Cell]:
    """Return the cells with a stop before a heading wherever some 15 minutes have gone."""
    cells = [cell for cell in cells if not is_stop(cell)]
    time = lesson_time(cells, banks)
    made: list[Cell] = []
    done = since = 0.0
    over = False
    for cell, minutes in zip(cells, time.cells, strict=True):
        text = source_of(cell) if cell["cell_type"] == "markdown" else ""
        over = over or _LAST in text
        if since >= STOP_AFTER and _HEADING.match(text) and not over:
            number = sum(map(is_stop, made)) + 1
            made.append(_stop(number, done, time.minutes, cell.get("metadata", {})))
            since = 0.0
        made.append(cell)
        done, since = done + minutes, since + minutes
    return made


def _stop(number: int, done: float, all_minutes: int, metadata: Any) -> Cell:
    gone = _STEP * max(1, round(done / _STEP))
    words = f"> **A good place to stop.** About {gone} minutes of {all_minutes} lie behind you."
    return {
        "cell_type": "markdown",
        "id": f"{STOP}{number}",
        "metadata": dict(metadata),
        "source": [words],
    }


def write_minutes(
    root: Path, lessons: Mapping[str, Lesson], banks: Mapping[str, Bank]
) -> list[str]:
    """Write into lessons and register how long each lesson takes, and where to stop.

    Returns:
        The names of the notebooks that changed.
    """
    register = root / "quizzes" / "lessons.yaml"
    text = register.read_text(encoding="utf-8")
    changed = []
    told = {}
    for lesson in lessons.values():
        path = root / "notebooks" / lesson.notebook
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = with_stops(notebook["cells"], banks)
        minutes = lesson_time([c for c in cells if not is_stop(c)], banks).minutes
        told[lesson.notebook] = minutes
        notebook["cells"] = [_telling(cell, minutes) for cell in cells]
        if _write(path, notebook):
            changed.append(lesson.notebook)
        entry = rf"(^  - id: {lesson.id}\n(?:    .*\n)*?    minutes: )\d+"
        text = re.sub(entry, rf"\g<1>{minutes}", text, count=1, flags=re.MULTILINE)
    write_if_changed(register, text)
    start = next((each for each in lessons.values() if each.introduction), None)
    if start and _write_map(root / "notebooks" / start.notebook, told):
        changed.append(start.notebook)
    return sorted(set(changed))


def _telling(cell: Cell, minutes: int) -> Cell:
    """Return a cell whose line on the time says the minutes."""
    old = source_of(cell)
    new = re.sub(r"(\*\*Time:\*\* about )\d+( minutes)", rf"\g<1>{minutes}\2", old)
    return cell if new == old else {**cell, "source": new.splitlines(keepends=True)}


def _write_map(path: Path, told: Mapping[str, int]) -> bool:
    """Write the minutes into the rows of the start page's map that lead to the lessons."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for name, minutes in told.items():
            row = rf"(^\|.*\]\({re.escape(name)}\).*\| )\d+( minutes \|)"
            old = source_of(cell)
            new = re.sub(row, rf"\g<1>{minutes}\2", old, flags=re.MULTILINE)
            if new != old:
                cell["source"] = new.splitlines(keepends=True)
    return _write(path, notebook)


def _write(path: Path, notebook: Any) -> bool:
    return write_if_changed(path, json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")


def minutes_problems(
    root: Path, lessons: Mapping[str, Lesson], banks: Mapping[str, Bank]
) -> Iterator[Problem]:
    """Yield where a lesson's minutes are far from what stands in it, or a stop is missing."""
    remedy = "run imuran-edu build"
    for lesson in lessons.values():
        path = root / "notebooks" / lesson.notebook
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            bare = [cell for cell in cells if not is_stop(cell)]
            found = sum(lesson_time(bare, banks).cells)
            stops = [source_of(cell) for cell in with_stops(cells, banks) if is_stop(cell)]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue  # the check of lessons says what is wrong with it
        if abs(lesson.minutes - found) > max(NEAR * found, _STEP / 2):
            message = f"takes about {found:.0f} minutes and says {lesson.minutes}; {remedy}"
            yield Problem(path, 1, message)
        if stops != [source_of(cell) for cell in cells if is_stop(cell)]:
            yield Problem(path, 1, f"its stops are not where 15 minutes have gone; {remedy}")
