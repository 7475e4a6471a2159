"""Where grades go: the tables that other systems import. Pure: rows in, text out."""

from imuran_edu.results.export.blackboard import blackboard
from imuran_edu.results.export.canvas import canvas
from imuran_edu.results.export.grade_table import Column, Grade, GradeTable
from imuran_edu.results.export.moodle import moodle
from imuran_edu.results.export.student_ids import Person, check_ids, read_ids
from imuran_edu.results.export.tidy import LongRow, long_form

FORMATS = {"canvas": canvas, "moodle": moodle, "blackboard": blackboard}
"""The systems by name, each with the function that writes its table."""

__all__ = [
    "FORMATS",
    "Column",
    "Grade",
    "GradeTable",
    "LongRow",
    "Person",
    "blackboard",
    "canvas",
    "check_ids",
    "long_form",
    "moodle",
    "read_ids",
]
