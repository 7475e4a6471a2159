"""One assignment's grades on their way to the platform: what is sent, and what is kept and why."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imuran_edu.core.csv_text import number
from imuran_edu.grading.grade_states import named
from imuran_edu.grading.nbgrader.course import GradingError
from imuran_edu.grading.passback.log import Entry, Event, PassbackLog, now
from imuran_edu.grading.passback.plan import NEAR, Action, Step, plan_steps, users_of
from imuran_edu.grading.safety.ordinary_files import escape_control

if TYPE_CHECKING:
    from pylti1p3.lineitem import LineItem

    from imuran_edu.grading.nbgrader.results import Results
    from imuran_edu.grading.passback.platform import Platform

_GIVE_UP = 3  # refusals one after the other, after which nothing more is sent


@dataclass(frozen=True)
class PassbackOptions:
    """What is done, and what is done where a grade is missing or was changed.

    Attributes:
        dry: whether it is only told what would be sent.
        zeros: 0 is given to those of whom nothing was ever received.
        overwrite: students whose grade on the platform gives way, whoever changed it.
        overwrite_all: whether every grade there gives way.
    """

    dry: bool = False
    zeros: bool = False
    overwrite: frozenset[str] = frozenset()
    overwrite_all: bool = False


class PassbackRun:
    """The grades of one assignment on their way.

    Attributes:
        failed: the students whose grade did not arrive.
    """

    def __init__(
        self, results: Results, platform: Platform, log: PassbackLog, how: PassbackOptions
    ) -> None:
        """Prepare to send; nothing is sent yet."""
        self.failed: list[str] = []
        self._name, self._points = results.assignment, sum(results.possible.values())
        self._results, self._platform, self._log, self._how = results, platform, log, how

    def lines(self) -> Iterator[str]:
        """Send what is to be sent, and yield what was done and what was left.

        Raises:
            GradingError: there are no points to give, or the platform refuses.
        """
        if not self._points:
            raise GradingError(f"{self._name}: is worth no points, so there is no grade to give")
        column = self._platform.column(self._name)
        users = users_of(self._results.people.keys(), self._platform.members())
        steps = self._steps(column, users)
        yield from self._left(steps)
        wanted = [each for each in steps if each.action in (Action.SEND, Action.OVERWRITE)]
        if self._how.dry:
            yield from self._would(column, wanted, len(steps))
            return
        if column is None:
            if not wanted:
                yield f"{self._name}: no grade to send"
                return
            column = self._platform.make_column(self._name, self._name, self._points)
            yield f"{self._name}: made the column '{self._name}' there"
        for each in steps:
            if each.action is Action.BY_HAND:
                self._note(column, each, Event.KEPT)
            elif each.action is Action.SAME and each.sent != each.points:
                self._note(column, each, Event.FOUND)
        sent = yield from self._send_all(column, wanted)
        yield from self._arrived(column, sent)
        same = sum(each.action is Action.SAME for each in steps)
        yield f"{self._name}: {len(sent)} sent, {same} were there; {self._log.path}"

    def _steps(self, column: LineItem | None, users: dict[str, str]) -> list[Step]:
        grades = {
            each.student: each.points or 0.0
            for each in self._results.grades()
            if each.points is not None or (self._how.zeros and each.absent)
        }
        there: dict[str, float] = {}
        sent: dict[str, float] = {}
        if column is not None:
            found = self._platform.results(column, self._points)
            there = {name: found[user] for name, user in users.items() if user in found}
            sent = self._log.last(str(column.get_id()), self._points)
        overwrite: Collection[str] = grades if self._how.overwrite_all else self._how.overwrite
        return list(plan_steps(grades, users, there, sent, overwrite))

    def _left(self, steps: Sequence[Step]) -> Iterator[str]:
        """Say whose grade is left as it is on the platform, and why."""
        if strangers := [each.student for each in steps if each.action is Action.STRANGER]:
            yield (
                f"{self._name}: {len(strangers)} have a grade and are no active learner there; "
                f"left out: {named(strangers, None)}"
            )
        for each in steps:
            student = escape_control(each.student, 40)
            last = "nothing" if each.sent is None else number(each.sent, 2)
            stands = "no grade" if each.there is None else number(each.there, 2)
            changed = f"{student}: {stands} there, given by hand ({last} was sent)"
            if each.action is Action.BY_HAND:
                yield (
                    f"{self._name}: {changed}; kept, though it is {number(each.points, 2)} here; "
                    f"to send it: --overwrite {student}"
                )
            elif each.action is Action.OVERWRITE:
                yield f"{self._name}: {changed}; replaced by {number(each.points, 2)}"

    def _would(self, column: LineItem | None, wanted: Sequence[Step], all_: int) -> Iterator[str]:
        if column is None and wanted:
            yield f"{self._name}: would make the column '{self._name}' there"
        for each in wanted:
            was = "" if each.there is None else f", {number(each.there, 2)} there now"
            yield f"{escape_control(each.student, 40)}: {number(each.points, 2)}{was}"
        yield f"{self._name}: would send {len(wanted)} of {all_} grades; nothing was sent"

    def _send_all(
        self, column: LineItem, wanted: Sequence[Step]
    ) -> Generator[str, None, list[Step]]:
        """Send grades, and yield who was refused and why; return those that were taken."""
        sent: list[Step] = []
        refused = 0  # one after the other
        for place, step in enumerate(wanted):
            if refused == _GIVE_UP:
                rest = [each.student for each in wanted[place:]]
                self.failed += rest
                yield f"{self._name}: stopped; {len(rest)} more were not tried"
                break
            try:
                self._platform.send(column, step.user, step.points, self._points, now())
            except GradingError as error:
                refused += 1
                self.failed.append(step.student)
                self._note(column, step, Event.FAILED, str(error))
                yield f"{self._name}: {escape_control(step.student, 40)}: not sent: {error}"
                continue
            refused = 0
            sent.append(step)
            event = Event.SENT if step.action is Action.SEND else Event.OVERWROTE
            self._note(column, step, event)
        return sent

    def _arrived(self, column: LineItem, sent: Sequence[Step]) -> Iterator[str]:
        """Read the grades back, and say whose is not there."""
        if not sent:
            return
        there = self._platform.results(column, self._points)
        missing = [
            each.student
            for each in sent
            if abs(there.get(each.user, float("inf")) - each.points) > NEAR
        ]
        if missing:
            yield (
                f"{self._name}: {len(missing)} were taken and do not show there yet: "
                f"{named(missing)}; look again, platforms may take a while"
            )

    def _note(self, column: LineItem, step: Step, event: Event, message: str = "") -> None:
        address, moment = str(column.get_id()), now()
        self._log.add(
            Entry(
                *(event, step.student, step.user, step.points, self._points, step.there),
                *(address, moment, message),
            )
        )
