"""How a course reaches its learning platform: `lti.yaml`, and the key that signs for the course."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from imuran_edu.core import read_yaml, validate
from imuran_edu.core.strict_model import Strict
from imuran_edu.grading.nbgrader.course import GradingError

FILE = "lti.yaml"
_LOCAL = ("127.0.0.1", "localhost", "::1")
_NAMES = re.compile(r"user_id|email|lis_person_sourcedid|custom_\w+")


class PlatformSettings(Strict):
    """A course on a learning platform, as the platform shows it where tools are registered.

    Attributes:
        client_id: of this tool.
        token_url: where access tokens are given.
        audience: for whom a request for a token is meant; `token_url` if `""`.
        key: file of the private key, beside `lti.yaml`.
        line_items: the address of the course's line items (grade columns).
        members: the address of the course's members (Names and Role Provisioning Services).
        name: the field of a member that names students in nbgrader.
        resource_link: of the tool in the course; only `custom_` names need it.
        columns: line items that are there already, by assignment.
    """

    client_id: str = Field(min_length=1)
    token_url: str
    audience: str = ""
    key: Path = Path("lti-key.pem")
    line_items: str
    members: str
    name: str = "user_id"
    resource_link: str = ""
    columns: dict[str, str] = {}

    @field_validator("token_url", "line_items", "members")
    @classmethod
    def _is_an_address(cls, address: str) -> str:
        return _address(address)

    @field_validator("columns")
    @classmethod
    def _are_addresses(cls, columns: dict[str, str]) -> dict[str, str]:
        return {name: _address(address) for name, address in columns.items()}

    @field_validator("name")
    @classmethod
    def _is_a_field(cls, name: str) -> str:
        if not _NAMES.fullmatch(name):
            raise ValueError(
                f"'{name}' names nobody; write user_id, email, lis_person_sourcedid or "
                "custom_ and the name of a custom parameter"
            )
        return name

    @model_validator(mode="after")
    def _link_is_known(self) -> Self:
        if self.name.startswith("custom_") and not self.resource_link:
            raise ValueError("a custom_ name needs 'resource_link', the id of the tool's link")
        return self


def _address(text: str) -> str:
    found = urlsplit(text)
    secure = found.scheme == "https" or (found.scheme == "http" and found.hostname in _LOCAL)
    if not secure or not found.hostname:
        raise ValueError(f"'{text}' is no address that begins with https://")
    return text


def load_settings(course: Path) -> PlatformSettings:
    """Return how a course reaches its platform.

    Raises:
        GradingError: the course has no `lti.yaml`.
        InputError: with every problem found, each with its line.
    """
    path = course / FILE
    if not path.is_file():
        raise GradingError(f"{path}: is not there; the guide has one: 'Back to the platform'")
    found = validate(PlatformSettings, read_yaml(path))
    return found.model_copy(update={"key": course / found.key})


def read_key(path: Path) -> str:
    """Return the private key, which nobody else may read.

    Raises:
        GradingError: there is none, or others could read it, or it is none.
    """
    try:
        text = path.read_text(encoding="ascii")
    except OSError as error:
        raise GradingError(
            f"{path}: {error.strerror}; make one with: imuran-edu passback --make-key"
        ) from None
    except ValueError:
        raise GradingError(f"{path}: is no key in PEM") from None
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise GradingError(f"{path}: others can read this key; chmod 600 {path}")
    if "PRIVATE KEY-----" not in text or "ENCRYPTED" in text:
        raise GradingError(f"{path}: is no private key in PEM without a password")
    return text
