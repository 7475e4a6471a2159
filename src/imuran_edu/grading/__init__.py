"""The nbgrader side: build assignments, grade by reading answers, rehearse a whole term.

nbgrader takes seconds to import. It is imported inside this room only, and where it is needed.
"""

from imuran_edu.grading.build import build_assignment, built_problems, graded_banks
from imuran_edu.grading.rehearse import rehearse

__all__ = ["build_assignment", "built_problems", "graded_banks", "rehearse"]
