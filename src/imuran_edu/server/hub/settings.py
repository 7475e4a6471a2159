"""What an administrator sets, read from the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "IMURAN_HUB_"
LOCAL = ("127.0.0.1", "localhost", "::1")
LOOK_IN = "/opt:/srv:/tmp:/var/tmp"
LONG = 12  # characters of the password of the try-out sign-in
PLATFORM = ("LTI13_ISSUER", "LTI13_CLIENT_ID", "LTI13_AUTHORIZE_URL", "LTI13_JWKS_URL")
_ACCOUNT = re.compile(r"[a-z][a-z0-9-]{0,30}")


@dataclass(frozen=True)
class Settings:
    """A class, as `hub.env` describes it.

    Attributes:
        course: nbgrader's folder of the course, in the instructor's private checkout.
        instructor: the system account that owns it.
        instructor_sign_in: the names by which the platform knows the instructors.
        group: the system group of all students.
        exchange: nbgrader's exchange.
        state: where the hub keeps its cookie secret and its database.
        homes: the folder of the students' homes.
        bind_url: where the hub's proxy listens.
        sign_in: `lti`, or `dummy` to try the hub out on one's own machine.
        password: of the try-out sign-in.
        platform: the settings of the learning platform, by their names in `hub.env`.
        lti_name: the field of a launch that says who comes; `sub` cannot be chosen by a user.
        lti_context: the platform's id of the course; launches from others are refused. Any if "".
        subdomain_host: gives every user an address of their own. None if "".
        look_in: folders in which copies of graded banks are looked for, besides homes and exchange.
        idle_seconds: after which a server that nobody uses is stopped.
    """

    course: Path
    instructor: str
    instructor_sign_in: frozenset[str]
    group: str
    exchange: Path
    state: Path
    homes: Path
    bind_url: str
    sign_in: str
    password: str
    platform: Mapping[str, str]
    lti_name: str
    lti_context: str
    subdomain_host: str
    look_in: tuple[Path, ...]
    idle_seconds: int

    @property
    def banks(self) -> Path:
        """The folder of the graded banks, with the keys."""
        return self.course.parent / "quizzes" / "graded"


def read_settings(environment: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """Return the settings, and one line for each that is missing or cannot be used."""
    problems: list[str] = []

    def get(name: str, default: str = "") -> str:
        return environment.get(PREFIX + name, "").strip() or default

    def folder(name: str, default: str = "") -> Path:
        path = Path(get(name, default) or "/")
        if path == Path("/") or not path.is_absolute():
            problems.append(f"{PREFIX}{name} must be a folder's whole path, beginning with /")
        return path

    idle = get("IDLE_SECONDS", "3600")
    if not idle.isdecimal() or int(idle) < 60:
        problems.append(f"{PREFIX}IDLE_SECONDS must be a whole number of seconds, 60 or more")
        idle = "3600"
    names = get("INSTRUCTOR_SIGN_IN").split(",")
    settings = Settings(
        course=folder("COURSE"),
        instructor=get("INSTRUCTOR"),
        instructor_sign_in=frozenset(name.strip() for name in names if name.strip()),
        group=get("GROUP", "imuran-students"),
        exchange=folder("EXCHANGE", "/srv/imuran/exchange"),
        state=folder("STATE", "/srv/imuran/state"),
        homes=folder("HOMES", "/home"),
        bind_url=get("BIND_URL", "http://127.0.0.1:8000"),
        sign_in=get("SIGN_IN", "lti"),
        password=get("DUMMY_PASSWORD"),
        platform={name: environment.get(name, "").strip() for name in PLATFORM},
        lti_name=get("LTI_NAME", "sub"),
        lti_context=get("LTI_CONTEXT"),
        subdomain_host=get("SUBDOMAIN_HOST"),
        look_in=tuple(Path(name) for name in get("LOOK_IN", LOOK_IN).split(":") if name),
        idle_seconds=int(idle),
    )
    if not _ACCOUNT.fullmatch(settings.instructor):
        problems.append(f"{PREFIX}INSTRUCTOR must name the account that owns the course")
    return settings, [*problems, *_sign_in_problems(settings)]


def _sign_in_problems(settings: Settings) -> list[str]:
    """Return what is wrong with how people sign in."""
    if settings.sign_in == "dummy":
        problems = []
        if _address(settings.bind_url)[1] not in LOCAL:
            problems.append(
                f"{PREFIX}SIGN_IN=dummy lets anyone be anyone and is for trying out: set "
                f"{PREFIX}SIGN_IN=lti, or {PREFIX}BIND_URL=http://127.0.0.1:8000"
            )
        if len(settings.password) < LONG:
            problems.append(f"{PREFIX}DUMMY_PASSWORD must have at least {LONG} characters")
        return problems
    if settings.sign_in != "lti":
        return [f"{PREFIX}SIGN_IN must be lti, or dummy to try the hub out"]
    problems = [
        f"{name} is missing; your learning platform shows it where this tool is registered"
        for name in PLATFORM
        if not settings.platform[name]
    ]
    if problems:
        return problems
    for name in PLATFORM:
        scheme, host = _address(settings.platform[name])
        if name.endswith("_URL") and scheme != "https" and host not in LOCAL:
            problems.append(f"{name} must begin with https://")
    if not settings.instructor_sign_in:
        problems.append(
            f"{PREFIX}INSTRUCTOR_SIGN_IN is missing: the name by which the platform knows you"
        )
    return problems


def _address(url: str) -> tuple[str, str]:
    """Return scheme and host of a URL, both "" if it is none."""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname or ""
    except ValueError:
        return "", ""
