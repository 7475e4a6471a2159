"""Make plain `nbgrader autograde`, and formgrader's button, grade by reading answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_HERE = "imuran_edu.grading.nbgrader"


def configure(c: Any, course: Path, banks: Path | None = None, course_id: str = "imuran") -> None:
    """Set up nbgrader for a course; call it from `nbgrader_config.py`.

    Args:
        c: the configuration, from `get_config()`.
        course: folder of the course, which holds `source/`.
        banks: folder of the graded banks; by default `quizzes/graded` beside the course.
        course_id: nbgrader's name for the course, used by its exchange.
    """
    from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback

    from imuran_edu.grading.nbgrader import patches

    patches.put_scripts_on_path()
    patches.read_timestamps_safely()
    patches.serve_submissions_inertly()
    course = course.resolve()
    c.CourseDirectory.root = str(course)
    c.CourseDirectory.course_id = course_id
    c.QuestionGrading.bank_folder = str(banks or course.parent / "quizzes" / "graded")
    # `imuran-edu hand-in` names the zips, and answers are .json
    c.ZipCollectApp.extractor_plugin = f"{_HERE}.zip_collect.ZipExtractor"
    c.ZipCollectApp.collector_plugin = f"{_HERE}.zip_collect.ZipCollector"
    # names, not classes: formgrader shows its configuration as JSON
    c.ExchangeFactory.collect = f"{_HERE}.collect.CarefulCollect"
    c.ExchangeFactory.release_feedback = f"{_HERE}.release_feedback.CarefulReleaseFeedback"
    c.AssignLatePenalties.plugin_class = f"{_HERE}.apply_deadlines.DeadlinePenalty"
    c.Autograde.exporter_class = f"{_HERE}.exporter.CheckedExporter"
    c.Autograde.sanitize_preprocessors = [
        f"{_HERE}.preprocessors.restore_cells.RestoreCells",
        *_names(Autograde, "sanitize_preprocessors", {}),
    ]
    ours = {
        "Execute": f"{_HERE}.preprocessors.read_answers.ReadAnswers",
        "SaveAutoGrades": f"{_HERE}.preprocessors.save_grades.SaveGrades",
    }
    c.Autograde.autograde_preprocessors = _names(Autograde, "autograde_preprocessors", ours)
    told = {"GetGrades": f"{_HERE}.preprocessors.tell_grades.TellGrades"}
    c.GenerateFeedback.exporter_class = f"{_HERE}.feedback_exporter.FeedbackExporter"
    c.GenerateFeedback.preprocessors = _names(GenerateFeedback, "preprocessors", told)
    steps = _names(GenerateAssignment, "preprocessors", {})
    saved = next(place for place, name in enumerate(steps) if name.endswith(".SaveCells"))
    written = f"{_HERE}.preprocessors.written_cells"
    c.GenerateAssignment.preprocessors = [
        *steps[:saved],
        f"{written}.MarkWritten",
        steps[saved],
        f"{written}.UnmarkWritten",
        *steps[saved + 1 :],
        f"{_HERE}.preprocessors.limit_release.LimitRelease",
    ]


def _names(converter: Any, trait: str, replaced: dict[str, str]) -> list[str]:
    """Return nbgrader's own list of preprocessors by name, with some of them replaced."""
    classes = converter.class_traits()[trait].default()
    return [replaced.get(cls.__name__, f"{cls.__module__}.{cls.__name__}") for cls in classes]
