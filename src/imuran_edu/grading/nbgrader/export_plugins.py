"""Plugins of `nbgrader export` that write the grades for other systems.

nbgrader export --exporter=imuran_edu.grading.export_plugins.CanvasExport --to=canvas.csv

The file of ids and other names of assignments are set in `nbgrader_config.py`, such as
`c.CanvasExport.ids = "ids.csv"`, or on the command line: `--CanvasExport.ids=ids.csv`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins.export import ExportPlugin
from traitlets import Bool, Dict, Unicode

from imuran_edu.core import InputError
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.grading.export_grades import LONG, ExportOptions, export_text, remarks
from imuran_edu.grading.nbgrader.course import GradingError


class _Export(ExportPlugin):  # type: ignore[misc]
    system = ""

    ids = Unicode("", help="The CSV file with each student's id in the other system.").tag(
        config=True
    )
    headings = Dict(help="Names of assignments in the other system, by their names here.").tag(
        config=True
    )
    zeros = Bool(False, help="Whether a student of whom nothing was ever received gets a 0.").tag(
        config=True
    )
    skip_unknown = Bool(False, help="Whether students without a line in `ids` are left out.").tag(
        config=True
    )
    allow_empty = Bool(
        False, help="Whether cells may be empty, which takes away a grade that is there."
    ).tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        """Write the grades of the assignments that were named, or of all that are graded."""
        from imuran_edu.grading.nbgrader.results import read_results

        target = Path(self.to or f"{self.system}.csv")
        coursedir: Any = self.parent.coursedir
        wanted = [str(name) for name in self.assignment]
        graded = {each.name for each in gradebook.assignments if each.submissions}
        try:
            results = [
                read_results(gradebook, coursedir, self.parent, name)
                for name in wanted or sorted(graded)
            ]
            if not results:
                raise GradingError("nothing is graded yet")
            ids = Path(self.ids) if self.ids else None
            only = {str(name) for name in self.student}
            results = [each.of(only) if only else each for each in results]
            how = ExportOptions(self.zeros, self.skip_unknown, self.allow_empty)
            text, left_out = export_text(results, self.system, ids, self.headings, how)
        except (GradingError, InputError) as error:
            self.parent.fail("%s", error)
            return
        for each in results:
            for line in remarks(each, left_out=True):
                self.log.warning(line)
        for line in left_out:
            self.log.warning(line)
        write_if_changed(target, text)
        self.log.info("Exported to %s", target)


class CanvasExport(_Export):
    """Grades as Canvas imports them."""

    system = "canvas"


class MoodleExport(_Export):
    """Grades as Moodle imports them."""

    system = "moodle"


class BlackboardExport(_Export):
    """Grades as Blackboard Learn imports them."""

    system = "blackboard"


class LongExport(_Export):
    """Every question of every student in a row of its own."""

    system = LONG
