"""The files as the other systems read them; the readers here keep the rules of their importers."""

import csv
import io
import re

import pytest

from imuran_edu.results.export import (
    FORMATS,
    Column,
    Grade,
    GradeTable,
    LongRow,
    Person,
    blackboard,
    canvas,
    long_form,
    moodle,
)

PEOPLE = {
    "ann": Person("ann@uni", "101", "S1", "0042", "a@uni", "Doe, Ann", "Doe", "Ann", "Group 1"),
    "bob": Person("bob@uni", "", "", "", "", "", "R\u00f6e", "Bob, Jr."),
    "eve": Person("eve@uni", "103"),
}
COLUMNS = [Column("hw1", "Quiz 1 (4711)", 20), Column("hw2", "hw2", 7.5)]
GRADES = [
    Grade("bob", "hw1", 12.3333),
    Grade("ann", "hw1", 20.0),
    Grade("ann", "hw2", 0.0),
    Grade("bob", "hw2", None),
    Grade("eve", "hw1", None, absent=True),
    Grade("eve", "hw2", None, absent=True),
]
SHEET = GradeTable(COLUMNS, GRADES, PEOPLE)


def rows(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def canvas_reads(text):
    """Read as lib/gradebook_importer.rb of Canvas does."""
    head, *lines = rows(text)
    assert len(head) > 3 and "Student" in head[0] and "ID" in head[1]
    assert re.search(r"SIS\s+User\s+ID", head[2]) and re.search(r"SIS\s+Login\s+ID", head[3])
    assert "Section" in head[4]
    points, grades = {}, {}
    for line in lines:
        assert len(line) == len(head)
        cells = dict(zip(head[5:], line[5:], strict=True))
        if "Points Possible" in line[0]:
            points = cells
        else:
            grades[line[1] or line[2] or line[3] or line[0]] = cells
    return points, grades


def test_canvas():
    assert canvas(SHEET) == (
        "Student,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (4711),hw2\n"
        "    Points Possible,,,,,20,7.5\n"
        '"Doe, Ann",101,S1,ann@uni,Group 1,20,0\n'
        '"R\u00f6e, Bob, Jr.",,,bob@uni,,12.3333,\n'
    )
    points, grades = canvas_reads(canvas(SHEET))
    assert points == {"Quiz 1 (4711)": "20", "hw2": "7.5"}
    assert grades["101"] == {"Quiz 1 (4711)": "20", "hw2": "0"}
    assert grades["bob@uni"]["hw2"] == ""
    first_three = canvas(SHEET).splitlines()[:3]  # by which Canvas tells commas from semicolons
    assert len({len(rows(line)[0]) for line in first_three}) == 1


def test_moodle():
    assert moodle(SHEET) == (
        "Username,Quiz 1 (4711),hw2\n"  # a blank id would be taken for the one of the line before
        "ann@uni,20,0\n"
        "bob@uni,12.3333,\n"
    )
    whole = moodle(GradeTable(COLUMNS, [Grade("ann", "hw1", 20.0)], PEOPLE))
    assert whole.startswith("ID number,Username,Email address,Quiz")
    nameless = {**PEOPLE, "bob": Person(name="R\u00f6e, Bob")}
    with pytest.raises(
        ValueError, match=r"no column names every student: .* empty for R\u00f6e, Bob"
    ):
        moodle(GradeTable(COLUMNS, GRADES, nameless))
    plain = {name: Person(name) for name in PEOPLE}
    assert moodle(GradeTable(COLUMNS, GRADES, plain)).startswith(
        "Username,Quiz 1 (4711),hw2\nann,20,0\n"
    )


def test_blackboard():
    heading = "Quiz 1 [Total Pts: 20 Score] |4711"
    columns = [Column("hw1", heading, 20), COLUMNS[1]]
    text = blackboard(GradeTable(columns, GRADES, PEOPLE))
    assert text == (
        '"Last Name","First Name","Username","Student ID",'
        f'"{heading}","hw2 [Total Pts: 7.5 Score]"\n'
        '"Doe","Ann","ann@uni","0042","20","0"\n'
        '"R\u00f6e","Bob, Jr.","bob@uni","","12.3333",""\n'
    )


@pytest.mark.parametrize(
    "heading",
    [
        "Quiz 1 [Puntos totales: 21 Puntuaci\u00f3n] |4711",
        "Quiz 1 |4711",
        "Quiz [Total Pts: 5 Score]",
    ],
)
def test_a_heading_of_blackboards_own_keeps_its_number(heading):
    head = rows(blackboard(GradeTable([Column("hw1", heading, 20)], GRADES, PEOPLE)))[0]
    assert head[-1] == heading


@pytest.mark.parametrize("write", FORMATS.values())
def test_who_handed_nothing_in_is_left_out_or_has_zeros(write):
    assert "eve@uni" not in write(SHEET)
    filled = write(GradeTable(COLUMNS, GRADES, PEOPLE, zeros=True))
    (line,) = [line for line in rows(filled) if "eve@uni" in line]
    assert line[-2:] == ["0", "0"]
    (line,) = [line for line in rows(filled) if "bob@uni" in line]
    assert line[-2:] == ["12.3333", ""]  # not known, and so no 0
    assert GradeTable(COLUMNS, GRADES, PEOPLE, zeros=True).gaps() == [("bob", "hw2")]


@pytest.mark.parametrize("write", FORMATS.values())
def test_every_row_is_as_long_as_the_heading(write):
    table = rows(write(SHEET))
    assert {len(row) for row in table} == {len(table[0])}
    assert write(SHEET).endswith("\n") and "\r" not in write(SHEET)
    assert len(rows(write(GradeTable(COLUMNS, [], {})))) <= 2


def test_long_form():
    given = [
        LongRow("ann", "hw1", "q1", "", "b", 1.0, 1.0, "2026-03-01T10:00:00.000000+00:00"),
        LongRow("ann", "hw1", "q2", "", {"y": 1, "x": ["a"]}, 2 / 3, 2.0, ""),
        LongRow("ann", "hw1", "q3", "", "=HYPERLINK(1)\nmore", None, 4.0, ""),
        LongRow("ann", "hw1", "q4", "q4-a", None, 0.0, 1.0, ""),
        LongRow("ann", "hw1", "q5", "", "-5", 0.0, 1.0, "=now()"),
        LongRow("ann", "hw1", "q6", "", 10**5000, 0.0, 1.0, ""),
        LongRow("ann", "hw1", "q7", "", False, 0.0, 1.0, ""),
    ]
    head, *table = rows(long_form(given))
    assert head == [
        "student",
        "assignment",
        "question",
        "part",
        "answer",
        "score",
        "max",
        "answered",
    ]
    assert [row[4] for row in table] == [
        "b",
        '{"x": ["a"], "y": 1}',
        "'=HYPERLINK(1)\nmore",
        "",
        "-5",
        "(unreadable)",
        "false",
    ]
    assert [row[5] for row in table] == ["1", "0.6667", "", "0", "0", "0", "0"]
    assert table[4][7] == "'=now()" and table[0][7].startswith("2026-03-01T10")


def test_canvas_names_a_student_in_full_else_by_both_names_else_by_login():
    people = {
        "ann": Person("a1", name="Ann van Doe", last="Doe", first="Ann"),
        "bob": Person("b1", last="Roe"),
        "eve": Person("e1"),
    }
    grades = [Grade(name, "hw1", 1.0) for name in people]
    lines = rows(canvas(GradeTable(COLUMNS[:1], grades, people)))[2:]
    assert sorted(line[0] for line in lines) == ["Ann van Doe", "Roe", "e1"]


def test_the_formats_by_name():
    assert {"canvas": canvas, "moodle": moodle, "blackboard": blackboard} == FORMATS


def test_a_third_of_a_point_has_four_decimals_and_letters_stay_letters():
    assert rows(moodle(GradeTable(COLUMNS[:1], [Grade("eve", "hw1", 1 / 3)], PEOPLE)))[1][-1] == (
        "0.3333"
    )
    text = long_form([LongRow("ann", "hw1", "q", "", ["\u00fc"], 1 / 3, 1, "")])
    assert rows(text)[1][4:6] == ['["\u00fc"]', "0.3333"]


def test_of_many_students_without_an_entry_five_are_named():
    def told(count):
        people = {f"s{n}": Person(name=f"N{n}") for n in range(count)}
        people |= {f"t{n}": Person(name=f"M{n}", login=f"m{n}") for n in range(9)}
        grades = [Grade(name, "hw1", 1.0) for name in people]
        with pytest.raises(ValueError, match="is empty for") as error:
            moodle(GradeTable(COLUMNS[:1], grades, people))
        return str(error.value)

    assert "is empty for N0, N1, N2, N3, N4; fill" in told(5)
    assert "is empty for N0, N1, N2, N3, N4 and 1 more; fill" in told(6)
