"""A resume code: which questions are right or mastered, which lessons done, short enough to type.

The code is one large number. Its digits, from the smallest: how many questions the register held,
a digest of that part of the register, for each run of a lesson's questions whether none, all or
some were right (and then how many and which), for each lesson whether it is done, and which of
those that were right are mastered: none, all, or for each run which. A run that was never opened or
is all right costs a third of a character. At its end stands a check: any single mistyped character,
and any two neighbours that changed places, make the code invalid.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from itertools import groupby, islice
from math import comb
from typing import Final, NamedTuple

from imuran_edu.answers.question_order import Register
from imuran_edu.core.words import _
from imuran_edu.errors import CourseError

# 28 characters, none of which looks like another; what looks like one of them is read as it
ALPHABET: Final = "0123456789ACDEFHJKMNPQRTVWXY"
TWINS: Final = str.maketrans("OILZSGBU", "0112568V")
BASE: Final = len(ALPHABET)
CHECK: Final = BASE**3
PRIME: Final = 21943  # the largest below BASE**3: so one wrong character never goes unnoticed
# What is left of a code when it is divided by PRIME. Version 0.1.0 called a question mastered that
# was right once. Their distance is none that a wrong character, or two that changed places, make.
SALT_ONCE: Final = 1
SALT: Final = 30
MOST: Final = 4096  # questions
DIGEST: Final = 1024
GROUP: Final = 4
NONE, ALL, SOME = range(3)

Digits = Callable[[int, int], int]


class CodeError(CourseError):
    """A code that cannot be used; the message tells the learner why and what to do."""


def _mistyped(what: str) -> CodeError:
    compare = _("Compare it with what you wrote down; nothing was changed.")
    return CodeError(f"{what} {compare}")


class Code(NamedTuple):
    """What a code says: the questions that are mastered, lessons done, questions right once."""

    mastered: set[str]
    done: set[str]
    once: set[str]


def write_code(
    register: Register,
    mastered: Collection[str],
    done: Collection[str],
    once: Collection[str] = (),
) -> str:
    """Return the code, in groups of four characters.

    Args:
        register: of the course.
        mastered: ids of questions; what is not in the register is left out.
        done: ids of lessons, likewise.
        once: ids of questions that were right on one day, likewise.
    """
    right = {*mastered, *once}
    digits: list[tuple[int, int]] = []

    def put(digit: int, radix: int) -> int:
        digits.append((digit, radix))
        return digit

    names = list(register.questions)
    put(len(names), MOST)
    put(_digest(register, len(names)), DIGEST)
    for run in _runs(register, len(names)):
        _put_run(put, [name in right for name in run])
    for lesson in _lessons(register, len(names)):
        if not _all_right(register, lesson, len(names), right):
            put(int(lesson in done), 2)
    shares = [
        [name in mastered for name in run if name in right] for run in _runs(register, len(names))
    ]
    bits = [bit for share in shares for bit in share]
    if put(NONE if not any(bits) else ALL if all(bits) else SOME, 3) == SOME:
        for share in shares:
            _put_run(put, share)
    number = 0
    for digit, radix in reversed(digits):
        number = number * radix + digit
    number = number * CHECK + (SALT - number * CHECK) % PRIME
    text = ""
    while number:
        number, rest = divmod(number, BASE)
        text = ALPHABET[rest] + text
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def read_code(register: Register, text: str) -> Code:
    """Return what a code says.

    Case, spaces and dashes do not matter, and O is read as 0, I and L as 1, and so on.

    Raises:
        CodeError: it is mistyped, or of another or a newer course.
    """
    plain = _plain(text)
    if not plain:
        raise CodeError(_("Type the code first."))
    if len(plain) > MOST:
        raise _mistyped(_("This is far too long for a resume code."))
    for each in plain:
        if each not in ALPHABET:
            raise _mistyped(_("'{character}' is in no resume code.", character=each))
    number = _number(plain)
    salt = number % PRIME
    if salt not in (SALT, SALT_ONCE) or plain[0] == "0" or number < CHECK:
        raise _mistyped(_("A character of this code is wrong, missing or too much."))
    number //= CHECK

    def take(radix: int) -> int:
        nonlocal number
        number, digit = divmod(number, radix)
        return digit

    count = take(MOST)
    if count > len(register.questions):
        raise CodeError(
            _(
                "This code was made by a newer version of the course. Bring this course up to "
                "date, then type it again; nothing was changed."
            )
        )
    if take(DIGEST) != _digest(register, count):
        raise CodeError(_("This code belongs to another course; nothing was changed."))
    runs = list(_runs(register, count))
    right = {name for run in runs for name in _chosen(take, run)}
    done = {
        lesson
        for lesson in _lessons(register, count)
        if _all_right(register, lesson, count, right) or take(2)
    }
    kind = take(3) if salt == SALT else NONE
    mastered = set(right) if kind == ALL else set()
    for run in runs if kind == SOME else ():
        mastered |= _chosen(take, [name for name in run if name in right])
    if number:
        raise _mistyped(_("A character of this code is wrong, missing or too much."))
    return Code(mastered, done, right - mastered)


def _chosen(take: Callable[[int], int], run: list[str]) -> set[str]:
    return {name for name, is_in in zip(run, _take_run(take, len(run)), strict=True) if is_in}


def _plain(text: str) -> str:
    plain = "".join(each for each in text.upper() if not each.isspace() and each not in "-‐‑–—_.")
    return plain.translate(TWINS)


def _number(plain: str) -> int:
    number = 0
    for each in plain:
        number = number * BASE + ALPHABET.index(each)
    return number


def _put_run(put: Digits, bits: list[bool]) -> None:
    """Write which of a run are mastered: none, all, or how many and which of all such choices."""
    count, size = sum(bits), len(bits)
    kind = put(NONE if not count else ALL if count == size else SOME, 3)
    if kind != SOME:
        return
    put(count - 1, size - 1)
    rank, left = 0, count
    for place, is_in in enumerate(bits):
        if is_in:  # all choices that leave this one out come before
            rank += comb(size - place - 1, left)
            left -= 1
    put(rank, comb(size, count))


def _take_run(take: Callable[[int], int], size: int) -> list[bool]:
    kind = take(3)
    if kind != SOME or size < 2:
        return [kind == ALL] * size
    left = take(size - 1) + 1
    rank = take(comb(size, left))
    bits = []
    for place in range(size):
        without = comb(size - place - 1, left)
        bits.append(rank >= without)
        if rank >= without:
            rank -= without
            left -= 1
    return bits


def _runs(register: Register, count: int) -> Iterator[list[str]]:
    """Yield neighbours of one lesson among the first questions of the register."""
    first = islice(register.questions.items(), count)
    for _lesson, run in groupby(first, key=lambda item: item[1]):
        yield [name for name, _its in run]


def _lessons(register: Register, count: int) -> list[str]:
    return list(dict.fromkeys(islice(register.questions.values(), count)))


def _all_right(register: Register, lesson: str, count: int, right: set[str]) -> bool:
    first = islice(register.questions.items(), count)
    return all(name in right for name, its in first if its == lesson)


def _digest(register: Register, count: int) -> int:
    text = "\n".join(f"{name} {its}" for name, its in islice(register.questions.items(), count))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()) % DIGEST
