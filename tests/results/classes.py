"""Classes that do not exist: who is wrong where, and with which answer."""

from __future__ import annotations

import math
import random

RIGHT = ""
SHARE_TYPED = 0.4  # of the questions, where students write what they like


def honest_class(
    students: int, questions: int, seed: int, slope: float = 0.5
) -> list[list[str | None]]:
    """Return a table of answers by students who worked alone.

    Who is wrong follows ability and difficulty, each question with a discrimination of its own;
    which wrong answer it is follows each answer's appeal, which differs with ability by `slope`.
    """
    rng = random.Random(f"{seed}/{students}/{questions}/{slope}")
    table: list[list[str | None]] = [[] for _ in range(students)]
    abilities = [rng.gauss(0, 1) for _ in range(students)]
    for _ in range(questions):
        hard, sharp = rng.gauss(-0.6, 0.9), rng.uniform(0.6, 1.6)
        typed = rng.random() < SHARE_TYPED
        wrong = [(rng.gauss(0, 1), rng.gauss(0, slope)) for _ in range(rng.randint(2, 6))]
        for row, ability in zip(table, abilities, strict=True):
            if rng.random() < 1 / (1 + math.exp(-sharp * (ability - hard))):
                row.append(RIGHT)
            elif rng.random() < 0.02:
                row.append(None)
            elif typed and rng.random() < 0.3:
                row.append(f"own {rng.random()}")
            else:
                appeal = [math.exp(base + more * ability) for base, more in wrong]
                row.append(str(rng.choices(range(len(wrong)), appeal)[0]))
    return table


def errors(row: list[str | None]) -> int:
    """Count the wrong answers of a student."""
    return sum(bool(cell) for cell in row)


def with_copier(
    table: list[list[str | None]], share: float, seed: int, at_least: int = 0
) -> tuple[int, int]:
    """Let one student copy a share of another's answers; return the two.

    Args:
        table: changed in place.
        share: of the questions that are copied.
        seed: of who copies what.
        at_least: the wrong answers that the other one has.
    """
    rng = random.Random(seed)
    sources = [number for number, row in enumerate(table) if errors(row) >= at_least]
    source = rng.choice(sources)
    copier = rng.choice([number for number in range(len(table)) if number != source])
    for column, cell in enumerate(table[source]):
        if rng.random() < share:
            table[copier][column] = cell
    return min(source, copier), max(source, copier)
