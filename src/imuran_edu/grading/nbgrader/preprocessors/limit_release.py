"""A step of `nbgrader generate_assignment`: release only what may reach students."""

from __future__ import annotations

import fnmatch
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List, Unicode

from imuran_edu.core.dates_file import FILE_NAME as DATES_FILE
from imuran_edu.core.word_runs import TELLING, texts_under, word_runs
from imuran_edu.grading.nbgrader.preprocessors.read_answers import folder_of
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.questions.public import QUESTIONS_FILE

ENDINGS = [
    *(".ipynb", ".csv", ".tsv", ".txt", ".md", ".py"),
    *(".png", ".jpg", ".jpeg", ".gif", ".svg", ".pdf"),
]


class LimitRelease(NbGraderPreprocessor):  # type: ignore[misc]
    """Take out of a release of questions every file that is not listed here or tells a key.

    nbgrader releases all that lies in `source/`: the answers of an instructor who tried the
    assignment, or a copy of its bank. Assignments without questions are left as they are.
    """

    endings = List(Unicode(), ENDINGS, help="Endings of files that may be released.").tag(
        config=True
    )
    also = List(
        Unicode(), help="Names or patterns of other files that may be released: ['data.json']"
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Delete what may not be released beside a notebook, and name it."""
        folder = folder_of(self, "release_directory", resources)
        asks = (folder / QUESTIONS_FILE).exists()
        bank = QuestionGrading(parent=self).bank(resources["nbgrader"]["assignment"])
        if asks or bank:
            telling = word_runs(texts_under(bank.model_dump(), TELLING)) if bank else set()
            for path in sorted(folder.rglob("*")):
                if path.is_dir():
                    continue
                if not self._may_go(path.relative_to(folder)):
                    message = "Not released: %s; if students need it: c.LimitRelease.also = [%r]"
                    self.log.warning(message, path.name, path.name)
                    path.unlink()
                elif word_runs([path.read_text("utf-8", "replace")]) & telling:
                    message = "Not released: %s says what the bank says of a right answer"
                    self.log.warning(message, path.name)
                    path.unlink()
        return nb, resources

    def _may_go(self, path: Path) -> bool:
        if any(
            fnmatch.fnmatch(path.name, pattern)
            for pattern in (QUESTIONS_FILE, DATES_FILE, *self.also)
        ):
            return True
        hidden = any(part.startswith(".") for part in path.parts)
        return path.suffix.lower() in self.endings and not hidden
