"""The names that `nbgrader export --exporter=...` and `nbgrader_config.py` use.

nbgrader export --exporter=imuran_edu.grading.export_plugins.CanvasExport --to=canvas.csv
"""

from imuran_edu.grading.nbgrader.export_plugins import (
    BlackboardExport,
    CanvasExport,
    LongExport,
    MoodleExport,
)

__all__ = ["BlackboardExport", "CanvasExport", "LongExport", "MoodleExport"]
