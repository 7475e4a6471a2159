"""The name that `nbgrader_config.py` imports: `configure` sets up nbgrader for a course."""

from imuran_edu.grading.nbgrader.configure import configure

__all__ = ["configure"]
