"""nbgrader's configuration of this course."""

from pathlib import Path

from imuran_edu.grading.config import configure

c = get_config()  # noqa: F821  (nbgrader provides it)

configure(c, course=Path(__file__).parent)
