import pytest

from imuran_edu.core import InputError
from imuran_edu.results.export import Person, check_ids, read_ids

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Old quiz (12),nbgrader
    Points Possible,,,,,10,
"Doe, Ann",101,S1,ann@uni,Group 1,7,ann
"Roe, Bob",102,S2,bob@uni,Group 2,,bob
"Poe, Eve",103,S3,eve@uni,Group 2,9,
"""


@pytest.fixture
def write(tmp_path):
    def written(text, coding="utf-8"):
        path = tmp_path / "ids.csv"
        path.write_bytes(text.encode(coding))
        return path

    return written


def faults(path, system):
    with pytest.raises(InputError) as caught:
        read_ids(path, system)
    return [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems]


def test_what_canvas_exports_with_one_more_column(write):
    found = read_ids(write(CANVAS), "canvas")
    assert found == {
        "ann": Person("ann@uni", "101", "S1", name="Doe, Ann", section="Group 1"),
        "bob": Person("bob@uni", "102", "S2", name="Roe, Bob", section="Group 2"),
    }


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marks_and_codings(write, mark, coding):
    text = (
        mark.join(["Last Name", "USERNAME", " nbgrader "])
        + "\r\n"
        + mark.join(["D\u00fcr", "d1", "d"])
    )
    assert read_ids(write(text, coding), "blackboard") == {"d": Person("d1", last="D\u00fcr")}


def test_moodles_names_of_columns(write):
    text = "First name,Last name,ID number,Email address,nbgrader\nAnn,Doe,0042,a@uni,ann\n"
    found = read_ids(write(text), "moodle")["ann"]
    assert (found.number, found.email, found.first, found.last) == ("0042", "a@uni", "Ann", "Doe")


def test_a_missing_column_is_named(write):
    assert faults(write("Student,ID\nx,1\n"), "canvas") == [
        "1: has no column 'nbgrader'; add one, with each student's name in nbgrader"
    ]
    assert faults(write("nbgrader,Name\nx,1\n"), "canvas") == [
        "1: has no column that canvas knows students by; add 'ID' or 'SIS User ID' or "
        "'SIS Login ID'"
    ]
    assert faults(write("nbgrader,ID\nx,1\n"), "blackboard")[0].endswith("add 'Username'")
    assert faults(write(""), "moodle")[0].startswith("1: has no column 'nbgrader'")


def test_missing_and_double_ids_are_named_with_their_lines(write):
    text = "nbgrader,Username\nann,a1\nbob,\nann,a2\neve,a1\nshort\n\n"
    assert faults(write(text), "blackboard") == [
        "3: 'bob' has no id here; fill in 'Username'",
        "4: 'ann' stands in line 2 too; leave it in one of the two lines",
        "5: 'a1' stands in line 2 too; leave it in one of the two lines",
        "6: 'short' has no id here; fill in 'Username'",
    ]


def test_lines_are_counted_over_quoted_line_ends(write):
    text = 'nbgrader,Username\n"ann","a\n1"\nbob,\n'
    assert faults(write(text), "blackboard")[0].startswith("4: 'bob'")


def test_files_that_cannot_be_read(write, tmp_path):
    assert "cannot be read" in faults(tmp_path / "absent.csv", "canvas")[0]
    assert faults(write("nbgrader,ID\nx,\u00fc\n", "latin-1"), "canvas") == [
        "2: is not UTF-8 text; save it as UTF-8"
    ]
    assert "is not CSV" in faults(write("nbgrader,ID\n" + "x" * 200_000 + ",1\n"), "canvas")[0]


def test_graded_students_must_be_there(tmp_path):
    path = tmp_path / "ids.csv"
    check_ids(path, {"ann": Person()}, ["ann"])
    with pytest.raises(InputError) as caught:
        check_ids(path, {"ann": Person()}, ["eve", "ann", "bob"])
    mend = "add one, or leave out who left the course with --skip-unknown"
    assert [problem.message for problem in caught.value.problems] == [
        f"has no line for 'bob', who has a grade; {mend}",
        f"has no line for 'eve', who has a grade; {mend}",
    ]


def test_only_the_heading_tells_what_parts_the_cells(write):
    text = 'Name;Login;nbgrader\n"Doe, Ann, Dr, Prof"; a1 ; ann \n'
    assert set(read_ids(write(text), "moodle")) == {"ann"}
    assert read_ids(write(text), "moodle")["ann"].login == "a1"
