"""Open edX's own side of LTI 1.3 as a server; run it with the Python that has lti-consumer-xblock.

    python openedx_platform.py PORT FOLDER

`FOLDER/class.json` names the tool's public key and the learners' ids there; `FOLDER/course.json` is
written and has what the platform shows where tools are registered. Tokens, line items, scores,
results and members are all answered by `lti_consumer`, with its database and its checks. What the
rest of Open edX would give it is put in its place: who takes the course, and a gradebook in which
somebody changes a grade by hand (`/by-hand/USER/POINTS`, and `/busy/TIMES`, as of a full server).
"""

from __future__ import annotations

import json
import sys
import uuid
from pathlib import Path
from types import SimpleNamespace
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings
from django.http import HttpResponse, JsonResponse

PORT, FOLDER = int(sys.argv[1]), Path(sys.argv[2])
CLASS = json.loads((FOLDER / "class.json").read_text())
HERE = f"http://127.0.0.1:{PORT}"
BLOCK = "block-v1:school+pharmacy+2026+type@lti_consumer+block@1"
busy = {"left": 0, "answered": 0}


def full(get_response):
    """Answer that the server is busy, as often as `/busy/TIMES` said."""

    def answer(request):
        if busy["left"] and request.path.endswith("/scores"):
            busy["left"] -= 1
            busy["answered"] += 1
            return HttpResponse("busy", status=503, headers={"Retry-After": "0"})
        return get_response(request)

    return answer


settings.configure(
    SECRET_KEY=str(uuid.uuid4()),
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="__main__",
    MIDDLEWARE=["__main__.full"],
    INSTALLED_APPS=[
        *("django.contrib.auth", "django.contrib.contenttypes", "rest_framework"),
        *("config_models", "lti_consumer"),
    ],
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "platform.sqlite"}
    },
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
    USAGE_ID_PATTERN=r"(?P<usage_id>(?:i4x://?[^/]+/[^/]+/[^/]+/[^@]+(?:@[^/]+)?)|(?:[^/]+))",
    LMS_ROOT_URL=HERE,
    LMS_BASE=f"127.0.0.1:{PORT}",
    LTI_API_BASE=HERE,
    LTI_BASE=HERE,
    FEATURES={},
)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import include, path  # noqa: E402
from lti_consumer.models import Lti1p3Passport, LtiAgsScore, LtiConfiguration  # noqa: E402
from lti_consumer.plugin import compat  # noqa: E402
from opaque_keys.edx.keys import UsageKey  # noqa: E402

USERS = dict(enumerate(CLASS["learners"], 1))


def members(_course):
    return {
        number: {
            "id": number,
            "username": f"user{number}",
            "email": f"user{number}@school.example",
            "name": f"User {number}",
            "roles": ["student"],
        }
        for number in USERS
    }


compat.get_course_members = members
compat.merge_course_forum_roles = lambda _course, _members: None
compat.nrps_pii_disallowed = lambda: True
compat.batch_get_or_create_externalids = lambda _users: {
    number: SimpleNamespace(external_user_id=name) for number, name in USERS.items()
}


def by_hand(_request, user, points):
    """Change a grade, as a teacher does in the platform's own gradebook."""
    score, _ = LtiAgsScore.objects.get(user_id=user), None
    score.score_given = float(points)
    score.save()
    return HttpResponse("changed")


def be_busy(_request, times):
    busy.update(left=times, answered=0)
    return HttpResponse("busy")


def grades(_request):
    found = LtiAgsScore.objects.all()
    return JsonResponse(
        {
            "busy": busy["answered"],
            "columns": sorted({each.line_item.label for each in found}),
            "grades": {each.user_id: [each.score_given, each.score_maximum] for each in found},
        }
    )


urlpatterns = [
    path("api/", include("lti_consumer.plugin.urls")),
    path("by-hand/<str:user>/<str:points>", by_hand),
    path("busy/<int:times>", be_busy),
    path("grades", grades),
]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


call_command("migrate", verbosity=0)
passport = Lti1p3Passport.objects.create(
    name="Imuran",
    context_key="course-v1:school+pharmacy+2026",
    lti_1p3_tool_public_key=CLASS["key"],
)
course = LtiConfiguration.objects.create(
    version=LtiConfiguration.LTI_1P3,
    config_store=LtiConfiguration.CONFIG_ON_DB,
    location=UsageKey.from_string(BLOCK),
    lti_1p3_passport=passport,
    lti_1p3_launch_url="https://hub.school.example/",
    lti_1p3_oidc_url="https://hub.school.example/login",
    lti_advantage_enable_nrps=True,
    lti_advantage_ags_mode=LtiConfiguration.LTI_ADVANTAGE_AGS_PROGRAMMATIC,
)
services = f"{HERE}/api/lti_consumer/v1/lti/{course.id}"
shown = {
    "client_id": passport.lti_1p3_client_id,
    "token_url": f"{HERE}/api/lti_consumer/v1/token/{passport.passport_id}",
    "line_items": f"{services}/lti-ags",
    "members": f"{services}/memberships",
}
server = make_server("127.0.0.1", PORT, get_wsgi_application(), handler_class=Quiet)
(FOLDER / "course.tmp").write_text(json.dumps(shown))
(FOLDER / "course.tmp").rename(FOLDER / "course.json")
server.serve_forever()
