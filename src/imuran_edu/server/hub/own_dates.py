"""What a student's server is told of due dates that are hers alone."""

from __future__ import annotations

from imuran_edu.core import InputError
from imuran_edu.core.dates_file import OWN_DATES, own_dates_text
from imuran_edu.grading.deadlines import load_deadlines
from imuran_edu.server.hub.settings import Settings


def own_dates(settings: Settings, name: str) -> tuple[dict[str, str], str]:
    """Return settings of a student's server, and what is wrong with `deadlines.yaml`.

    Never raises: a server starts without dates too.

    Args:
        settings: of the class.
        name: of the account, which is the student's name in nbgrader.
    """
    try:
        dates = load_deadlines(settings.course)
    except (InputError, OSError) as error:
        return {}, str(error)
    found = dates.own(name) if dates else {}
    return ({OWN_DATES: own_dates_text(found)} if found else {}), ""
