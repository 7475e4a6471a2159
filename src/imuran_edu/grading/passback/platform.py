"""The learning platform's services, through PyLTI1p3: members, line items, results and scores."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem
from pylti1p3.names_roles import NamesRolesProvisioningService
from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from imuran_edu.grading.nbgrader.course import GradingError
from imuran_edu.grading.passback.keys import public_key
from imuran_edu.grading.passback.plan import Member
from imuran_edu.grading.passback.settings import PlatformSettings
from imuran_edu.grading.safety.ordinary_files import escape_control

TAG = "imuran-edu"
_AGS = "https://purl.imsglobal.org/spec/lti-ags/scope"
SCOPES = [f"{_AGS}/lineitem", f"{_AGS}/result.readonly", f"{_AGS}/score"]
CUSTOM = "https://purl.imsglobal.org/spec/lti/claim/custom"
LEARNER = "membership#Learner"
_SECONDS = 30.0
_TRIES = 5
_BUSY = (429, 503)  # the request was not carried out
_UNSURE = (502, 504)  # it may have been
_SOONER = 60.0  # seconds before its end at which a token is renewed


class PlatformError(GradingError):
    """The platform refused, or could not be reached; the message says what it said."""


class Platform:
    """A course on a learning platform."""

    def __init__(self, settings: PlatformSettings, key: str) -> None:
        """Prepare to ask; nothing is asked yet.

        Args:
            settings: where the platform is, and who asks.
            key: the private key in PEM, which signs requests for a token.
        """
        registration = Registration()
        registration.set_client_id(settings.client_id).set_auth_token_url(settings.token_url)
        registration.set_tool_private_key(key).set_tool_public_key(public_key(key))
        if settings.audience:
            registration.set_auth_audience(settings.audience)
        self._settings = settings
        tokens: dict[str, tuple[str, float]] = {}
        patient = _Connector(registration, _session(_BUSY + _UNSURE), tokens)
        careful = _Connector(registration, _session(_BUSY), tokens)
        service: Any = {"scope": SCOPES, "lineitems": settings.line_items}
        self._grades = AssignmentsGradesService(patient, service)
        self._creating = AssignmentsGradesService(careful, service)
        self._people = NamesRolesProvisioningService(
            patient, {"context_memberships_url": settings.members}
        )

    def members(self) -> list[Member]:
        """Return the learners of the course who are active.

        Raises:
            PlatformError: the platform does not tell.
        """
        with _told("the members of the course"):
            found: list[Any] = self._people.get_members(self._settings.resource_link or None)
            return [
                Member(str(each["user_id"]), _name(each, self._settings.name))
                for each in found
                if each.get("status", "Active") == "Active"
                and any(LEARNER in role or role == "Learner" for role in each["roles"])
            ]

    def column(self, assignment: str) -> LineItem | None:
        """Return the assignment's line item; None if the platform has none.

        Raises:
            PlatformError: the platform does not tell, or has none at the address in `lti.yaml`.
        """
        with _told("the line items"):
            if address := self._settings.columns.get(assignment):
                found: LineItem = self._grades.get_lineitem(address)
                return found.set_id(address)
            return self._grades.find_lineitem_satisfying(
                lambda each: each.get("tag") == TAG and each.get("resourceId") == assignment
            )

    def make_column(self, assignment: str, label: str, points: float) -> LineItem:
        """Make the assignment's line item.

        Raises:
            PlatformError: the platform refuses.
        """
        item = LineItem().set_label(label).set_score_maximum(points)
        with _told("a new line item"):
            return self._creating.create_lineitem(item.set_tag(TAG).set_resource_id(assignment))

    def results(self, column: LineItem, points: float) -> dict[str, float]:
        """Return the grades on the platform, by user, as a part of so many points.

        Raises:
            PlatformError: the platform does not tell.
        """
        with _told("the grades that are there"):
            return {
                str(each["userId"]): each["resultScore"] / (each.get("resultMaximum") or 1) * points
                for each in self._grades.get_grades(column)
                if each.get("resultScore") is not None
            }

    def send(self, column: LineItem, user: str, earned: float, points: float, at: str) -> None:
        """Give a grade back.

        Args:
            column: the line item.
            user: the platform's id of the student.
            earned: the grade.
            points: of the whole assignment.
            at: when the grade was given, ISO 8601; a later one replaces an earlier.

        Raises:
            PlatformError: the platform refuses.
        """
        grade = Grade().set_score_given(earned).set_score_maximum(points).set_user_id(user)
        grade.set_timestamp(at).set_activity_progress("Completed")
        with _told("the grade"):
            self._grades.put_grade(grade.set_grading_progress("FullyGraded"), column)


class _Connector(ServiceConnector):
    """Asks in the name of this course, with one token for as long as it is good."""

    def __init__(
        self,
        registration: Registration,
        session: requests.Session,
        tokens: dict[str, tuple[str, float]],
    ) -> None:
        super().__init__(registration, session)
        self._tokens = tokens

    def _get_cached_access_token(self, scope_key: str) -> str | None:
        token, until = self._tokens.get(scope_key, ("", 0.0))
        return token if token and time.monotonic() < until else None

    def _cache_access_token(self, scope_key: str, access_token: str, expires_in: float) -> None:
        self._tokens[scope_key] = access_token, time.monotonic() + float(expires_in) - _SOONER


class _Adapter(HTTPAdapter):
    """Waits for an answer, but not for ever."""

    def send(self, *arguments: Any, **named: Any) -> requests.Response:
        named["timeout"] = named.get("timeout") or _SECONDS
        return super().send(*arguments, **named)


def _session(again: tuple[int, ...]) -> requests.Session:
    """Return a session that asks again where the platform is busy, as late as it wishes."""
    retry = Retry(
        total=_TRIES,
        read=_TRIES if set(_UNSURE) <= set(again) else 0,
        status_forcelist=again,
        allowed_methods=None,
        backoff_factor=0.5,
        raise_on_status=False,
    )
    session = requests.Session()
    session.headers["User-Agent"] = TAG
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Adapter(max_retries=retry))
    return session


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Turn what goes wrong into a line; neither key nor token stands in it."""
    try:
        yield
    except LtiServiceException as error:
        answer = error.response
        page = "html" in answer.headers.get("Content-Type", "")
        said = "" if page else escape_control(" ".join(answer.text.split()), 200)
        place = urlsplit(str(answer.url))
        raise PlatformError(
            f"{what}: {place.netloc}{place.path} answered {answer.status_code}"
            + (f": {said}" if said else "")
        ) from None
    except requests.RequestException as error:
        asked = error.request.url if error.request else None
        where = urlsplit(str(asked)).netloc if asked else "the platform"
        raise PlatformError(f"{what}: {where} does not answer ({type(error).__name__})") from None
    except (LtiException, KeyError, TypeError, ValueError) as error:
        raise PlatformError(f"{what}: the answer was not understood ({error})") from None


def _name(member: Any, field: str) -> str:
    """Return the field of a member that names students in nbgrader; "" if it was not sent."""
    if not field.startswith("custom_"):
        return str(member.get(field) or "")
    messages = member.get("message") or []
    for message in messages if isinstance(messages, list) else [messages]:
        custom = message.get(CUSTOM) or {}
        if value := custom.get(field.removeprefix("custom_")):
            return str(value)
    return ""
