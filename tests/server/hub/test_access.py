"""May a student get at it? Modes and owners, without a file system."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.server.hub.access import (
    ENTER,
    READ,
    WRITE,
    Entry,
    Students,
    allows,
    exposing_entry,
    replaceable_dir,
)

ADA, BEA, CLASS = 1000, 1001, 2000
STUDENTS = Students(frozenset({BEA}), frozenset({BEA, CLASS}))

modes = st.integers(0, 0o1777)
entries = st.builds(
    Entry,
    path=st.just(Path("/x")),
    uid=st.sampled_from([0, ADA, BEA]),
    gid=st.sampled_from([0, ADA, BEA, CLASS]),
    mode=modes,
    folder=st.just(True),
    acl=st.booleans(),
)
chains = st.lists(entries, min_size=2, max_size=6)


def chain(home: int, bank: int = 0o644, inner: int = 0o755) -> list[Entry]:
    """Return the way to a bank in a home of that mode."""
    return [
        Entry(Path("/"), 0, 0, 0o755),
        Entry(Path("/home"), 0, 0, 0o755),
        Entry(Path("/home/ada"), ADA, ADA, home),
        Entry(Path("/home/ada/graded"), ADA, ADA, inner),
        Entry(Path("/home/ada/graded/a.yaml"), ADA, ADA, bank, folder=False),
    ]


@pytest.mark.parametrize("home", [0o700, 0o750, 0o770, 0o740, 0o600])
def test_a_closed_home_closes_all_that_is_in_it(home: int) -> None:
    assert exposing_entry(chain(home), STUDENTS) is None


@pytest.mark.parametrize("home", [0o755, 0o711, 0o701, 0o777, 0o705])
def test_an_open_home_is_what_to_close(home: int) -> None:
    found = exposing_entry(chain(home), STUDENTS)
    assert found is not None
    assert found.path == Path("/home/ada")


def test_a_folder_or_a_file_within_can_close_it_too() -> None:
    assert exposing_entry(chain(0o755, inner=0o700), STUDENTS) is None
    assert exposing_entry(chain(0o755, bank=0o600), STUDENTS) is None


def test_the_group_of_the_class_opens_what_its_mode_gives_to_the_group() -> None:
    way = chain(0o750, inner=0o750, bank=0o640)
    assert exposing_entry(way, STUDENTS) is None
    shared = [replace(each, gid=CLASS) if each.uid else each for each in way]
    assert exposing_entry(shared, STUDENTS) is not None


def test_a_control_list_counts_as_open() -> None:
    way = chain(0o700)
    way[2] = replace(way[2], acl=True)
    assert exposing_entry(way, STUDENTS) == way[2]


def test_what_a_student_owns_is_open_to_that_student() -> None:
    assert allows(Entry(Path("/x"), BEA, BEA, 0), STUDENTS, READ | WRITE | ENTER)


@given(chains)
def test_no_students_no_gap_but_for_the_world(way: list[Entry]) -> None:
    nobody = Students()
    private = [replace(each, mode=each.mode & ~0o007, acl=False) for each in way]
    assert exposing_entry(private, nobody) is None
    assert replaceable_dir(private, nobody) is None


@given(chains, st.data())
def test_closing_what_is_named_helps(way: list[Entry], data: st.DataObject) -> None:
    """Do what each finding says, and in the end nothing is open."""
    way = [each if each.uid != BEA else replace(each, uid=ADA) for each in way]
    for _ in range(len(way) + 1):
        found = exposing_entry(way, STUDENTS)
        if found is None:
            return
        place = next(number for number, each in enumerate(way) if each is found)
        way[place] = replace(found, mode=found.mode & 0o1700, acl=False)
    raise AssertionError(way)


@given(entries, st.sampled_from([READ, WRITE, ENTER]), st.integers(0, 8))
def test_taking_a_permission_away_never_opens(entry: Entry, what: int, bit: int) -> None:
    less = replace(entry, mode=entry.mode & ~(1 << bit))
    assert allows(entry, STUDENTS, what) or not allows(less, STUDENTS, what)


def test_a_shared_folder_needs_the_sticky_bit() -> None:
    inside = Entry(Path("/shared/imuran"), ADA, ADA, 0o755)
    open_to_all = Entry(Path("/shared"), 0, 0, 0o777)
    assert replaceable_dir([open_to_all, inside], STUDENTS) == open_to_all
    assert replaceable_dir([replace(open_to_all, mode=0o1777), inside], STUDENTS) is None
    theirs = replace(inside, uid=BEA)
    assert replaceable_dir([replace(open_to_all, mode=0o1777), theirs], STUDENTS) is not None
