"""JupyterHub for a class of the course. README.md beside it tells an administrator every step.

Settings come from the environment (hub.env.example); there is no secret in this folder. Before
anything starts, the folders are looked at: what would let students read the instructor's files is
named line by line, and the hub does not start.
"""

import os
import sys
from pathlib import Path

from ltiauthenticator.lti13.auth import LTI13Authenticator
from ltiauthenticator.lti13.error import LoginError
from tornado.web import HTTPError

from imuran_edu.server.hub import (
    account_name,
    check_hub,
    own_dates,
    prepare_account,
    read_settings,
)
from imuran_edu.server.hub.accounts import AccountError
from imuran_edu.server.lab import CONFIG, HOME, START

HERE = Path(__file__).resolve().parent
LTI = "https://purl.imsglobal.org/spec/lti"
CONTEXT = f"{LTI}/claim/context"

c = get_config()  # noqa: F821  (JupyterHub provides it)
settings, problems = read_settings(os.environ)
if not problems:
    findings = check_hub(settings, HERE)
    problems = [str(each) for each in findings if each.stops]
    for each in findings:
        if not each.stops:
            print(f"Note: {each}", file=sys.stderr)
if problems:
    print("The hub does not start:", *problems, sep="\n", file=sys.stderr)
    raise SystemExit(1)

# Where the hub listens, and what it keeps. TLS is the business of a web server in front of it.
c.JupyterHub.bind_url = settings.bind_url
c.JupyterHub.db_url = f"sqlite:///{settings.state / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(settings.state / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(settings.state / "proxy.pid")
c.JupyterHub.subdomain_host = settings.subdomain_host


# Who may come in: whoever the learning platform sends from the course.
class ClassAuthenticator(LTI13Authenticator):
    """LTI 1.3, with a system account for every person whom the platform sends."""

    def get_username(self, token):
        """Return the account of the person in a launch that was already verified."""
        context = (token.get(CONTEXT) or {}).get("id")
        if settings.lti_context and context != settings.lti_context:
            raise LoginError("this launch comes from another course")
        if not self.said(token):  # the fallback to another field could mix two people up
            raise LoginError(f"the platform did not say '{self.username_key}'")
        name = super().get_username(token)
        account = account_name(settings, name)
        self.log.info("%r comes in as %s", name, account)
        if account == settings.instructor:  # what lti.yaml asks for, to give grades back
            grades = token.get(f"{LTI}-ags/claim/endpoint") or {}
            people = token.get(f"{LTI}-nrps/claim/namesroleservice") or {}
            self.log.info("line_items: %s", grades.get("lineitems"))
            self.log.info("members: %s", people.get("context_memberships_url"))
            self.log.info("resource_link: %s", token[f"{LTI}/claim/resource_link"]["id"])
        return account

    def said(self, token):
        """Return whether the launch has the field that names people."""
        custom = token.get("https://purl.imsglobal.org/spec/lti/claim/custom") or {}
        key = self.username_key
        return custom.get(key[7:]) if key.startswith("custom_") else token.get(key)


if settings.sign_in == "lti":
    c.JupyterHub.authenticator_class = ClassAuthenticator
    c.LTI13Authenticator.issuer = settings.platform["LTI13_ISSUER"]
    c.LTI13Authenticator.client_id = {settings.platform["LTI13_CLIENT_ID"]}
    c.LTI13Authenticator.authorize_url = settings.platform["LTI13_AUTHORIZE_URL"]
    c.LTI13Authenticator.jwks_endpoint = settings.platform["LTI13_JWKS_URL"]
    c.LTI13Authenticator.username_key = settings.lti_name
    c.LTI13Authenticator.tool_name = "Imuran (azathioprine)"
else:
    c.JupyterHub.authenticator_class = "dummy"
    c.DummyAuthenticator.password = settings.password
c.Authenticator.allow_all = True
c.Authenticator.admin_users = set()  # nobody needs the hub's own administrator pages


# A server for each person, run as that person's system account.
def before_start(spawner):
    """Prepare the account, and give each role the Jupyter configuration that is meant for it."""
    name = spawner.user.name
    try:
        prepare_account(settings, name)
    except AccountError as error:
        spawner.log.warning("%s: %s", name, error)
        raise HTTPError(403, str(error)) from None
    role = "instructor" if name == settings.instructor else "student"
    paths = [str(HERE / role), str(HERE), str(CONFIG)]
    spawner.environment["JUPYTER_CONFIG_PATH"] = os.pathsep.join(paths)
    mine, problem = own_dates(settings, name)
    spawner.environment.update(mine)
    if problem:
        spawner.log.warning("no dates of their own for %s: %s", name, problem)
    if role == "instructor":
        spawner.environment["IMURAN_HUB_COURSE"] = str(settings.course)
        spawner.default_url = "/lab"


c.JupyterHub.spawner_class = "localprocess"
# -P: a file of that name in somebody's home must not be what starts
c.Spawner.cmd = [sys.executable, "-P", "-m", "imuran_edu.hub.singleuser"]
c.Spawner.notebook_dir = "~"
c.Spawner.default_url = f"/lab/tree/{HOME}/notebooks/{START}"
c.Spawner.environment = {"IMURAN_HUB_EXCHANGE": str(settings.exchange)}
c.Spawner.pre_spawn_hook = before_start
c.Spawner.start_timeout = c.Spawner.http_timeout = 120

# A server that nobody uses is stopped; answers are on disk, and nothing is lost.
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
culler = [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={settings.idle_seconds}"]
c.JupyterHub.services = [{"name": "idle-culler", "command": culler}]
