"""The command `passback`: grades to the learning platform, by LTI 1.3."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from imuran_edu.core import InputError
from imuran_edu.core.console import print_error, print_line
from imuran_edu.grading.export_grades import remarks
from imuran_edu.grading.nbgrader.course import GradingError, find_course
from imuran_edu.grading.passback.log import PassbackLog
from imuran_edu.grading.passback.run import PassbackOptions, PassbackRun
from imuran_edu.grading.passback.settings import FILE, load_settings, read_key
from imuran_edu.grading.report_commands import read_course

if TYPE_CHECKING:
    from imuran_edu.grading.passback.platform import Platform

KEY = "lti-key.pem"


def passback(assignments: Sequence[str], folder: Path | None, how: PassbackOptions) -> int:
    """Give grades back to the platform; return the exit code: 1 if a grade did not arrive.

    Args:
        assignments: their names.
        folder: of the course; None for the default.
        how: what is done.
    """
    try:
        course = find_course(folder)
        settings = load_settings(course)
        platform = _platform()(settings, read_key(settings.key))
        good = True
        for results in read_course(course, assignments):
            for line in remarks(results, left_out=True):
                print_line(line)
            run = PassbackRun(results, platform, PassbackLog(course, results.assignment), how)
            for line in run.lines():
                print_line(line)
            good = good and not run.failed
    except (GradingError, InputError, OSError) as error:
        print_error(error)
        return 1
    return 0 if good else 1


def make_key(folder: Path | None) -> int:
    """Make the private key if there is none, and print the public one; return the exit code."""
    try:
        _platform()  # says what to install
        from imuran_edu.grading.passback.keys import as_json, new_key, public_key

        course = find_course(folder)
        path = load_settings(course).key if (course / FILE).is_file() else course / KEY
        if not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(new_key())
        public = public_key(read_key(path))
    except (GradingError, InputError, OSError) as error:
        print_error(error)
        return 1
    print_line(f"The private key is {path}. For the platform, whichever of the two it asks for:")
    print_line(public.strip())
    print_line(as_json(public))
    return 0


def _platform() -> type[Platform]:
    try:
        from imuran_edu.grading.passback.platform import Platform
    except ImportError:
        raise GradingError(
            f"passback: needs PyLTI1p3; {sys.executable} -m pip install pylti1p3next"
        ) from None
    return Platform
