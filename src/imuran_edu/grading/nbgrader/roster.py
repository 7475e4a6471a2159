"""The class in nbgrader's gradebook, and what a list of the learning platform changes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbgrader.api import Gradebook, Student, SubmittedAssignment

from imuran_edu.results.export import Person


@dataclass(frozen=True)
class RosterChanges:
    """What a list changes.

    Attributes:
        joined: who is new.
        renamed: whose names or address change: what they were, and what they are.
        left: who is in the gradebook and not in the list, without work of theirs.
        left_with_work: the same, with submissions.
    """

    joined: list[str] = field(default_factory=list)
    renamed: dict[str, tuple[str, str]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    left_with_work: list[str] = field(default_factory=list)


def read_roster(coursedir: Any) -> dict[str, Person]:
    """Return the students of the gradebook, by name.

    Args:
        coursedir: nbgrader's `CourseDirectory`.
    """
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        return people_of(book)


def people_of(book: Gradebook) -> dict[str, Person]:
    """Return the students of an open gradebook, by name."""
    return {each.id: _person(each) for each in book.db.query(Student).order_by(Student.id)}


def _person(student: Any) -> Person:
    return Person(
        student.id,
        email=student.email or "",
        first=student.first_name or "",
        last=student.last_name or "",
    )


def update_roster(
    coursedir: Any, wanted: Mapping[str, Person], act: bool, remove: bool = False
) -> RosterChanges:
    """Bring the gradebook's students up to date with a list.

    Args:
        coursedir: nbgrader's `CourseDirectory`.
        wanted: the students of the list, by their names in nbgrader.
        act: whether it is done, and not only told.
        remove: whether who left is removed; never one with submissions.
    """
    found = RosterChanges()
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        known = {each.id: each for each in book.db.query(Student)}
        working = {name for (name,) in book.db.query(SubmittedAssignment.student_id).distinct()}
        for name, person in wanted.items():
            if name not in known:
                found.joined.append(name)
                book.db.add(Student(id=name, **_fields(person)))
                continue
            fields = {key: value for key, value in _fields(person).items() if value}
            before = _told(_person(known[name]))
            for key, value in fields.items():
                setattr(known[name], key, value)
            after = _told(_person(known[name]))
            if before != after:
                found.renamed[name] = before, after
        for name in sorted(known.keys() - wanted.keys()):
            if name in working:
                found.left_with_work.append(name)
                continue
            found.left.append(name)
            if remove:
                book.db.delete(known[name])
        if act:
            book.db.commit()
        else:
            book.db.rollback()
    return found


def _fields(person: Person) -> dict[str, str]:
    return {"first_name": person.first, "last_name": person.last, "email": person.email}


def _told(person: Person) -> str:
    name = f"{person.first} {person.last}".strip()
    return f"{name} <{person.email}>" if person.email else name
