"""What every format gives and takes: a draft with what was lost, and the files of an export."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from imuran_edu.questions.interchange import Alternative, Group, Item

MOST_BYTES = 20_000_000  # of a file, or of all that an archive holds
MOST_QUESTIONS = 5_000  # in one file
LONGEST_ID = 60  # of a question of ours
MOST_TEXT = 10_000_000  # characters in one file, a tag as `TAG`
MOST_OF_ONE = 200_000  # in one question
_PICTURE = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=]*")
TAG = 40  # what a tag takes in reading, in characters


class FormatError(Exception):
    """A file, or a wish, that cannot be met. The message is one line."""


@dataclass
class Bounds:
    """How much text a file may still hold, so that reading it stays within seconds."""

    left: int = MOST_TEXT

    def count(self, questions: int, losses: int, line: int) -> None:
        """Refuse a text file of too many questions, or of too much that is none.

        Raises:
            FormatError: there are more than `MOST_QUESTIONS`.
        """
        if questions > MOST_QUESTIONS or losses > 4 * MOST_QUESTIONS:
            raise FormatError(f"line {line}: more than {MOST_QUESTIONS:,} questions; divide it")

    def refuse(self, length: int, line: int = 0) -> str:
        """Return why a question is too long, `""` if it is not.

        Args:
            length: of its texts, a tag as `TAG`.
            line: that it begins in.

        Raises:
            FormatError: the file has more text than can be read.
        """
        if length > MOST_OF_ONE:
            return "was left out: it is longer than a question may be; shorten it"
        self.left -= length
        if self.left < 0:
            place = f"line {line}: " if line else ""
            raise FormatError(f"{place}there is more text than can be read at once; divide it")
        return ""


def weight(text: str) -> int:
    """Return how long a text is, a tag as `TAG` and a picture written into it as nothing."""
    text = _PICTURE.sub("", text) if ";base64," in text else text
    return len(text) + TAG * text.count("<")


@dataclass(frozen=True)
class Loss:
    """Something that was not carried.

    Attributes:
        question: the id of the question, or its name in the file.
        what: was not carried, and what became of it.
        line: in the file that was read; 0 if it is not known.
    """

    question: str
    what: str
    line: int = 0

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return " ".join(f"{place}{self.question}: {self.what}".split())


@dataclass
class Draft:
    """What a file held.

    Attributes:
        title: of the bank; `""` if the file does not say.
        items: in the order of the file.
        losses: what was not carried, in the order of the file.
    """

    title: str = ""
    items: list[Item] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


@dataclass(frozen=True)
class Heading:
    """What an export says of the bank as a whole.

    Attributes:
        name: of the bank, as a file name has it.
        title: for people.
        graded: whether the keys are to stay with the instructor.
        source: the course: its name, licence and address, in a line; `""` for none.
        seed: of what is shuffled once and for all, such as a printed paper.
    """

    name: str
    title: str
    graded: bool = False
    source: str = ""
    seed: int = 1


@dataclass
class Exported:
    """The files of an export, and what they could not carry.

    Attributes:
        files: content by name.
        losses: what was not carried, in the order of the bank.
    """

    files: dict[str, bytes]
    losses: list[Loss] = field(default_factory=list)


def parts_of(item: Item) -> list[Item]:
    """Return the items of a group in their order; of anything else, itself."""
    if isinstance(item, Group):
        return [part for section in item.sections for part in section.items]
    return [item]


def unique_ids(wanted: Iterable[str]) -> list[str]:
    """Return ids for names from elsewhere: small letters, digits and hyphens, each once."""
    seen: dict[str, int] = {}
    ids = []
    for name in wanted:
        plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower())
        base = "-".join(filter(None, plain.split("-")))[:LONGEST_ID].strip("-") or "question"
        if not base[0].isalpha():
            base = f"q-{base}"[:LONGEST_ID].strip("-")
        seen[base] = seen.get(base, 0) + 1
        again = f"-{seen[base]}" if seen[base] > 1 else ""
        ids.append(base[: LONGEST_ID - len(again)].rstrip("-") + again)
    return ids


def letters(count: int) -> list[str]:
    """Return names for options: a to z, then a2, b2 and so on."""
    return [chr(97 + n % 26) + (str(n // 26 + 1) if n >= 26 else "") for n in range(count)]


def kept_or_letters(names: list[str]) -> list[str]:
    """Return names of options that our banks allow: those given if all will do, else letters."""
    good = all(n.isascii() and n.isalnum() and n == n.lower() and len(n) <= 12 for n in names)
    return names if good and len(set(names)) == len(names) else letters(len(names))


def one_right(
    options: tuple[Alternative, ...], lost: Callable[[str], None]
) -> tuple[Alternative, ...]:
    """Return options of which one is to be chosen with one key: of several right ones the first."""
    right = [option for option in options if option.right]
    if len(right) < 2:
        return options
    lost("has several right answers, of which the first is the key")
    return tuple(replace(option, right=option is right[0]) for option in options)


def of_tags(tags: Mapping[str, str]) -> dict[str, object]:
    """Return fields of an item that an export of ours wrote as tags."""
    return {name: tags[name] for name in ("type", "objective", "level") if tags.get(name)}
