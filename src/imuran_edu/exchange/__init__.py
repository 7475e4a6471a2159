"""Where grades go: the tables that other systems import. Pure: rows in, text out."""

from imuran_edu.exchange.blackboard import blackboard
from imuran_edu.exchange.canvas import canvas
from imuran_edu.exchange.ids import Person, check_ids, read_ids
from imuran_edu.exchange.long import LongRow, long_form
from imuran_edu.exchange.moodle import moodle
from imuran_edu.exchange.sheet import Column, Grade, Sheet

FORMATS = {"canvas": canvas, "moodle": moodle, "blackboard": blackboard}
"""The systems by name, each with the function that writes its table."""

__all__ = [
    "FORMATS",
    "Column",
    "Grade",
    "LongRow",
    "Person",
    "Sheet",
    "blackboard",
    "canvas",
    "check_ids",
    "long_form",
    "moodle",
    "read_ids",
]
