"""Copy what lies beside the notebooks of a submission to where it is graded."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from nbgrader.utils import find_all_files

from imuran_edu.grading.class_run.staging import remove
from imuran_edu.grading.nbgrader.course import NbgraderCourse
from imuran_edu.grading.safety.submission_files import answer_files, files_to_copy


class SubmissionCopier:
    """Copies the files of the submissions of one assignment, one after the other."""

    def __init__(
        self, course: NbgraderCourse, questions_only: bool, notebooks: Collection[str]
    ) -> None:
        """Look once which files of the course replace a student's.

        Args:
            course: with nbgrader's `Autograde`.
            questions_only: whether only answers are copied, and nbgrader's two small files.
            notebooks: the names of the assignment's notebooks.
        """
        self._course, self._questions_only, self._notebooks = course, questions_only, notebooks
        self._ignore = list(course.coursedir.ignore)
        self._from_source = self._course_files()

    def _course_files(self) -> list[tuple[Path, str]]:
        """Return the course's own files, which replace a student's, and their names."""
        coursedir, assignment = self._course.coursedir, self._course.assignment
        source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
        listed = self._course.converter.exclude_overwriting.get(assignment, [])
        excluded = {*listed, *answer_files(source)}
        found = find_all_files(str(source), [*self._ignore, "*.ipynb"])
        names = sorted(str(Path(path).relative_to(source)) for path in found)
        return [(source / name, name) for name in names if name not in excluded]

    def copy(self, folder: Path, made: Path) -> list[str]:
        """Copy the files of a submission, and the course's own in place of theirs.

        Args:
            folder: of the submission.
            made: the folder that is made; what a worker that died left there is deleted.

        Returns:
            A line for each thing that an instructor should know is left out.
        """
        remove(made)
        made.mkdir(parents=True)
        selection = files_to_copy(folder, self._questions_only, self._ignore)
        given = {name for _, name in self._from_source}
        own = [(folder / name, name) for name in selection.names if name not in given]
        for path, name in [*own, *self._from_source]:
            target = made / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)  # the same name on a file system that ignores case
            shutil.copy(path, target)
        return selection.left_out

    def keep_others(self, student: str, made: Path, notebook: str) -> None:
        """Copy what was graded before of the notebooks that are not graded now.

        Args:
            student: whose.
            made: the folder that is made.
            notebook: the one that is graded; all if `""`.
        """
        before = self._course.folder("autograded", student)
        for path in self._course.notebooks(before) if notebook else ():
            if path.stem != notebook and path.stem in self._notebooks:
                made.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, made / path.name)
