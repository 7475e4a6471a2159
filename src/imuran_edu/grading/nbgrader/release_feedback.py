"""nbgrader's `release_feedback`, made safe for what a submission may have brought along.

nbgrader releases every page in a student's folder of feedback, also one that came with the
submission, and stops the class where a submission has no secret or time that it can read.
"""

from __future__ import annotations

import glob
import shutil
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.exchange.default import ExchangeReleaseFeedback
from nbgrader.utils import notebook_hash

from imuran_edu.grading.safety.ordinary_files import (
    MAX_SECRET,
    MAX_TIMESTAMP,
    SECRET,
    TIMESTAMP,
    escape_control,
    fault,
    text_problem,
)


class CarefulReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """Release the pages of the assignment's own notebooks, and name what cannot be released."""

    def copy_files(self) -> None:
        """Release the feedback of one student after the other; fail at the end if any was not."""
        own, failed = self._notebooks(), 0
        excluded = set(self.coursedir.student_id_exclude.split(","))
        for folder in sorted(map(Path, glob.glob(self.src_path))):  # noqa: PTH207 (nbgrader's)
            if folder.parent.name in excluded:
                continue
            student = escape_control(folder.parent.name)
            found = sorted(folder.glob("*.html"))
            pages = [page for page in found if page.stem in own]
            for page in found:
                if page not in pages:
                    name = escape_control(page.name)
                    self.log.warning("%s: not released: %s is none of our pages", student, name)
            if problem := _problem(folder, pages):
                failed += 1
                self.log.error("%s: no feedback is released: %s", student, problem)
            else:
                secret = (folder / SECRET).read_text(encoding="utf-8")
                for page in pages:
                    self._release(page, secret)
        if failed:
            self.fail(f"The feedback of {failed} students was not released; that of others was.")

    def _notebooks(self) -> set[str]:
        """Return the names of the assignment's notebooks."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                found = gradebook.find_assignment(self.coursedir.assignment_id).notebooks
            except MissingEntry:
                return set()
            return {notebook.name for notebook in found}

    def _release(self, page: Path, secret: str) -> None:
        """Put a page where only the student who has the secret finds it, in one step."""
        name = notebook_hash(secret=secret, notebook_id=page.stem)
        half = Path(self.dest_path, f"{name}-tmp.html")
        shutil.copy(page, half)
        half.replace(half.with_name(f"{name}.html"))
        self.log.info("Feedback released: %s", page)


def _problem(folder: Path, pages: list[Path]) -> str:
    problems = [
        text_problem(folder / TIMESTAMP, MAX_TIMESTAMP),
        text_problem(folder / SECRET, MAX_SECRET),
        *(fault(page) for page in pages),
    ]
    return next((problem for problem in problems if problem), "")
