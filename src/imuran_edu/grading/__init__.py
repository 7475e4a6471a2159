"""The nbgrader side: build assignments, grade by reading answers, rehearse a whole term.

Only `nbgrader` here imports it, which takes seconds, so it is loaded where it is needed.
"""

from imuran_edu.grading.build import (
    assignment_problems,
    build_assignment,
    graded_banks,
    stray_problems,
)

__all__ = [
    "assignment_problems",
    "build_assignment",
    "graded_banks",
    "stray_problems",
]
