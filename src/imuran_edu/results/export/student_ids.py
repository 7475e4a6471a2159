"""Who is who: the names of students in nbgrader and in the system that gets their grades.

The file is the list that the system itself exports, with one more column, `nbgrader`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from imuran_edu.core import InputError, Problem

OURS = "nbgrader"

_HEADINGS = {
    "name": ("student", "name"),
    "last": ("last name", "lastname", "surname"),
    "first": ("first name", "firstname"),
    "id": ("id",),
    "sis": ("sis user id",),
    "login": ("sis login id", "username", "login"),
    "number": ("id number", "idnumber", "student id"),
    "email": ("email address", "email"),
    "section": ("section",),
}

KEYS = {
    "canvas": {"id": "ID", "sis": "SIS User ID", "login": "SIS Login ID"},
    "moodle": {"number": "ID number", "login": "Username", "email": "Email address"},
    "blackboard": {"login": "Username"},
}
"""What each system knows a student by, and its headings; at least one of them must be there."""


@dataclass(frozen=True)
class Person:
    """A student in another system. Fields that it does not have are empty.

    Attributes:
        login: the user name.
        id: the system's own number of the student (Canvas).
        sis: the number in the student information system (Canvas).
        number: the student number (Moodle's ID number, Blackboard's Student ID).
        email: the address.
        name: in full, as the system writes it.
        last: the family name.
        first: the given name.
        section: of the course (Canvas).
    """

    login: str = ""
    id: str = ""
    sis: str = ""
    number: str = ""
    email: str = ""
    name: str = ""
    last: str = ""
    first: str = ""
    section: str = ""


def read_ids(path: Path, system: str) -> dict[str, Person]:
    """Read who is who.

    Args:
        path: a CSV file with headings; commas, semicolons or tabs; UTF-8 or UTF-16. Lines whose
            `nbgrader` is empty are passed over.
        system: one of `KEYS`.

    Raises:
        InputError: with each fault's line.
    """
    lines = _lines(path)
    head = [_plain(cell) for cell in lines[0][0]] if lines else []
    places = _places(head)
    if OURS not in head:
        message = f"has no column '{OURS}'; add one, with each student's name in nbgrader"
        raise InputError([Problem(path, 1, message)])
    if not places.keys() & KEYS[system].keys():
        message = f"has no column that {system} knows students by; add {_known(system)}"
        raise InputError([Problem(path, 1, message)])
    people: dict[str, Person] = {}
    problems = list(_read(path, system, lines[1:], head.index(OURS), places, people))
    if problems:
        raise InputError(problems)
    return people


def read_students(path: Path) -> dict[str, Person]:
    """Read a class by the names that its students have in nbgrader.

    These are those of a column `nbgrader` where there is one, else the user names: Canvas' "SIS
    Login ID", Moodle's and Blackboard's "Username". Lines without one are passed over, such as
    Canvas' line of possible points.

    Args:
        path: a CSV file with headings; commas, semicolons or tabs; UTF-8 or UTF-16.

    Raises:
        InputError: with each fault's line.
    """
    lines = _lines(path)
    head = [_plain(cell) for cell in lines[0][0]] if lines else []
    places = _places(head)
    ours = head.index(OURS) if OURS in head else places.get("login")
    if ours is None:
        message = f"has no column '{OURS}' and none of user names ('Username', 'SIS Login ID')"
        raise InputError([Problem(path, 1, f"{message}; add one")])
    people: dict[str, Person] = {}
    seen: dict[str, int] = {}
    problems = []
    for line, student, fields in _listed(lines[1:], ours, places):
        if (first := seen.setdefault(student, line)) != line:
            problems.append(_twice(path, line, student, first))
        people[student] = _named(Person(**fields))
    if problems:
        raise InputError(problems)
    if not people:
        raise InputError([Problem(path, 1, "lists no student")])
    return people


def _named(person: Person) -> Person:
    """Return a person with first and last name, which Canvas writes as `Lee, Ann`."""
    if person.first or person.last or not person.name:
        return person
    last, comma, first = person.name.partition(",")
    if not comma:
        first, _, last = person.name.rpartition(" ")
    return replace(person, first=first.strip(), last=last.strip())


def _places(head: list[str]) -> dict[str, int]:
    return {
        field: head.index(name)
        for field, names in _HEADINGS.items()
        for name in names
        if name in head
    }


def _lines(path: Path) -> list[tuple[list[str], int]]:
    """Return the rows of a list, each with its line.

    Raises:
        InputError: it is no CSV.
    """
    text = _text(path)
    heading = text.splitlines()[0] if text.strip() else ""
    mark = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        return [(row, reader.line_num) for row in reader]
    except csv.Error as error:
        raise InputError([Problem(path, reader.line_num, f"is not CSV: {error}")]) from None


def _read(
    path: Path,
    system: str,
    lines: Iterable[tuple[list[str], int]],
    ours: int,
    places: Mapping[str, int],
    people: dict[str, Person],
) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for line, student, fields in _listed(lines, ours, places):
        keys = {field: fields[field] for field in KEYS[system] if fields.get(field)}
        if not keys:
            yield Problem(path, line, f"'{student}' has no id here; fill in {_known(system)}")
        for field, value in {OURS: student, **keys}.items():
            first = seen.setdefault((field, value), line)
            if first != line:
                yield _twice(path, line, value, first)
        people[student] = Person(**fields)


def _listed(
    lines: Iterable[tuple[list[str], int]], ours: int, places: Mapping[str, int]
) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Yield each line that names a student: its number, the name in nbgrader, and the fields."""
    for row, line in lines:
        cells = [cell.strip() for cell in row]
        if student := cells[ours] if ours < len(cells) else "":
            yield line, student, {f: cells[at] for f, at in places.items() if at < len(cells)}


def _twice(path: Path, line: int, value: str, first: int) -> Problem:
    what = f"'{value}' stands in line {first} too; leave it in one of the two lines"
    return Problem(path, line, what)


def check_ids(path: Path, people: Mapping[str, Person], students: Iterable[str]) -> None:
    """Make sure that everybody who has a grade is in the file.

    Raises:
        InputError: naming who is missing.
    """
    missing = sorted(set(students) - people.keys())
    if missing:
        mend = "add one, or leave out who left the course with --skip-unknown"
        raise InputError(
            Problem(path, 1, f"has no line for '{student}', who has a grade; {mend}")
            for student in missing
        )


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError([Problem(path, 0, f"cannot be read: {error.strerror}")]) from None
    coding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(coding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError([Problem(path, line, "is not UTF-8 text; save it as UTF-8")]) from None


def _plain(heading: str) -> str:
    return " ".join(heading.strip().casefold().replace("_", " ").split())


def _known(system: str) -> str:
    return " or ".join(f"'{heading}'" for heading in KEYS[system].values())
