"""What templates of questions may call by name: sums of the drug that an expression cannot say."""

from __future__ import annotations

from imuran_edu.pharmacology.models.calendars import WEEK, Authority, tests

__all__ = ["counts_between"]


def counts_between(authority: str, after_week: int, until_week: int) -> int:
    """Return how many blood counts an authority asks for after one week and up to another.

    Args:
        authority: `US`, `UK` or `EU`, as `models.calendars.Authority` names them.
        after_week: weeks since the first dose; a count in this week is left out.
        until_week: the last week that counts.

    Raises:
        KeyError: there is no such authority.
    """
    due = tests(Authority[authority], until_week * WEEK)
    return sum(each.week > after_week for each in due)
