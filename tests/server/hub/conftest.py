"""Settings of a class that are good in every part, for tests to break."""

from __future__ import annotations

import pytest


@pytest.fixture
def environment() -> dict[str, str]:
    return {
        "IMURAN_HUB_COURSE": "/home/ada/imuran/course",
        "IMURAN_HUB_INSTRUCTOR": "ada",
        "IMURAN_HUB_INSTRUCTOR_SIGN_IN": "ada@school.example, 4711",
        "LTI13_ISSUER": "https://lms.example",
        "LTI13_CLIENT_ID": "abc",
        "LTI13_AUTHORIZE_URL": "https://lms.example/auth",
        "LTI13_JWKS_URL": "https://lms.example/jwks",
    }
