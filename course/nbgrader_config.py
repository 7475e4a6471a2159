"""nbgrader's configuration of this course. README.md beside it is the instructor's guide."""

from pathlib import Path

from imuran_edu.grading.config import configure

c = get_config()  # noqa: F821  (nbgrader provides it)

configure(c, course=Path(__file__).parent)

# Show the right answer and why it is right on the feedback pages:
# c.QuestionGrading.show_key = True
