"""The check before the hub starts, on real folders with real owners."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("pwd", reason="this system has no accounts of that kind")

from imuran_edu.server.hub import check
from imuran_edu.server.hub.settings import Settings, read_settings

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files to others"
)
ADA, BEA, GROUP = 54_101, 54_102, 54_200
TOLD = [
    "Halve the dose on the first day and count the cells a week later, not before that.",
    "The marrow shows the harm only after some days have passed, so an early count tells little.",
    "A tablet that was broken at home gives neither the dose that was meant nor a safe one.",
]
KEYS = "kind: graded\nquestions:\n" + "".join(f"  - rationale: {text}\n" for text in TOLD)
NOTES = json.dumps({"cells": [{"source": [*text.upper().partition(" and ")]} for text in TOLD]})


@dataclass
class Server:
    """A server with a class, good in every part, for tests to break."""

    base: Path
    settings: Settings
    groups: dict[str, list[int]]
    accounts: list[Any]

    @property
    def ada(self) -> Path:
        return self.base / "ada"

    @property
    def bea(self) -> Path:
        return self.base / "bea"

    def own(self, path: Path, uid: int, mode: int) -> Path:
        os.chown(path, uid, uid)
        path.chmod(mode)
        return path

    def findings(self) -> list[check.Finding]:
        return check.check_hub(self.settings, self.base / "etc")


@pytest.fixture
def server(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    base = Path(tempfile.mkdtemp(dir="/var/tmp"))  # not in pytest's own, which is closed to all
    base.chmod(0o755)
    settings, _ = read_settings(
        {
            **environment,
            "IMURAN_HUB_COURSE": str(base / "ada" / "imuran" / "course"),
            "IMURAN_HUB_EXCHANGE": str(base / "exchange"),
            "IMURAN_HUB_STATE": str(base / "state"),
            "IMURAN_HUB_LOOK_IN": f"{base}/opt:{base}/tmp",
        }
    )
    people = [
        SimpleNamespace(pw_name="root", pw_uid=0, pw_gid=0, pw_dir="/root"),
        SimpleNamespace(pw_name="ada", pw_uid=ADA, pw_gid=ADA, pw_dir=str(base / "ada")),
        SimpleNamespace(pw_name="bea", pw_uid=BEA, pw_gid=BEA, pw_dir=str(base / "bea")),
    ]
    made = Server(base, settings, {"ada": [ADA], "bea": [BEA, GROUP], "root": [0]}, people)
    group = SimpleNamespace(gr_name="imuran-students", gr_gid=GROUP, gr_mem=["bea"])
    names = {GROUP: "imuran-students", 27: "sudo", ADA: "ada", BEA: "bea"}
    pwd = SimpleNamespace(
        getpwall=lambda: made.accounts,
        getpwnam=lambda name: {each.pw_name: each for each in made.accounts}[name],
    )
    grp = SimpleNamespace(
        getgrnam=lambda name: {"imuran-students": group}[name],
        getgrgid=lambda gid: SimpleNamespace(gr_name=names[gid]),
    )
    monkeypatch.setattr(check.sys, "prefix", str(base / "opt"))
    monkeypatch.setattr(check, "PACKAGED", base / "opt" / "package" / "course_data")
    monkeypatch.setattr(check, "pwd", pwd)
    monkeypatch.setattr(check, "grp", grp)
    monkeypatch.setattr(check.os, "getgrouplist", lambda name, gid: made.groups[name])
    for path in (
        "ada/imuran/quizzes/graded",
        "ada/imuran/course/source",
        "bea",
        "state",
        "etc/student",
        "tmp",
        "opt/package/course_data",
    ):
        (base / path).mkdir(parents=True)
    (base / "etc" / "jupyterhub_config.py").write_text("")
    (base / "etc" / "student" / "jupyter_server_config.json").write_text("{}")
    (base / "etc" / "hub.env").write_text("SECRET=1")
    (base / "etc" / "hub.env").chmod(0o600)
    (base / "tmp").chmod(0o1777)
    (made.settings.banks / "mechanism.yaml").write_text(KEYS)
    (made.settings.course / "gradebook.db").write_text("grades")
    for path in (made.ada, *made.ada.rglob("*")):
        os.chown(path, ADA, ADA)
    made.ada.chmod(0o700)
    made.own(made.bea, BEA, 0o700)
    (base / "state").chmod(0o700)
    (base / "exchange").mkdir()
    (base / "exchange").chmod(0o1777)
    for name, mode in check.COURSE_MODES.items():
        folder = base / "exchange" / "imuran" / name
        folder.mkdir(exist_ok=True)
        made.own(folder, ADA, mode)
    try:
        yield made
    finally:
        shutil.rmtree(base)


def test_a_good_server_has_no_finding(server: Server) -> None:
    assert server.findings() == []


def _released(server: Server) -> Path:
    path = server.settings.exchange / "imuran" / "outbound" / "mechanism.ipynb"
    path.write_text("{}")
    return path


def test_what_students_may_not_read_or_wrote_themselves_stops_nothing(server: Server) -> None:
    closed = server.base / "opt" / "backup.yaml"
    closed.write_text(KEYS)
    closed.chmod(0o600)
    (server.base / "tmp" / "one.txt").write_text(TOLD[0])  # one sentence is no copy
    assert server.findings() == []
    own = server.bea / "feedback.txt"
    own.write_text(NOTES)
    server.own(own, BEA, 0o600)
    assert [each.stops for each in server.findings()] == [False]


Break = Callable[[Server], Any]
CASES: dict[str, tuple[Break, str, str]] = {
    "open home": (
        lambda s: s.ada.chmod(0o755),
        "{base}/ada/imuran/quizzes/graded/mechanism.yaml: students can read it",
        "chmod go= {base}/ada",
    ),
    "home to walk through": (
        lambda s: s.ada.chmod(0o711),
        "{base}/ada/imuran/course/gradebook.db: students can read it",
        "chmod go= {base}/ada",
    ),
    "state open": (
        lambda s: (s.base / "state").chmod(0o755),
        "{base}/state: students can read it",
        "chmod go= {base}/state",
    ),
    "no state": (
        lambda s: (s.base / "state").rmdir(),
        "{base}/state: there is no such folder",
        "install -d -m 700 {base}/state",
    ),
    "course belongs to a student": (
        lambda s: os.chown(s.settings.course, BEA, BEA),
        "{base}/ada/imuran/course: belongs to another account",
        "chown -R ada: {base}/ada/imuran/course",
    ),
    "no banks": (
        lambda s: (s.settings.banks / "mechanism.yaml").unlink(),
        "{base}/ada/imuran/quizzes/graded: there are no graded banks",
        "a checkout of the whole course",
    ),
    "no course": (
        lambda s: shutil.rmtree(s.settings.course),
        "{base}/ada/imuran/course: there is no such folder",
        "IMURAN_HUB_COURSE",
    ),
    "copy in a home": (
        lambda s: (s.bea / "notes.yaml").write_text(KEYS),
        "{base}/bea/notes.yaml: is a graded bank where students can read",
        "rm {base}/bea/notes.yaml",
    ),
    "copy released": (
        lambda s: (s.settings.exchange / "imuran" / "outbound" / "a.yaml").write_text(KEYS),
        "{base}/exchange/imuran/outbound/a.yaml: is a graded bank",
        "rm {base}/exchange/imuran/outbound/a.yaml",
    ),
    "exchange not sticky": (
        lambda s: s.settings.exchange.chmod(0o777),
        "{base}/exchange: has mode 0777 instead of 1777",
        "install -d -o root -m 1777 {base}/exchange",
    ),
    "everybody may list what was handed in": (
        lambda s: (s.settings.exchange / "imuran" / "inbound").chmod(0o2777),
        "{base}/exchange/imuran/inbound: has mode 2777 instead of 3733",
        "install -d -o ada -m 3733 {base}/exchange/imuran/inbound",
    ),
    "feedback can be listed": (
        lambda s: (s.settings.exchange / "imuran" / "feedback").chmod(0o755),
        "{base}/exchange/imuran/feedback: has mode 0755 instead of 0711",
        "-m 0711 {base}/exchange/imuran/feedback",
    ),
    "exchange of a student": (
        lambda s: os.chown(s.settings.exchange / "imuran", BEA, BEA),
        "{base}/exchange/imuran: must belong to ada",
        "chown ada {base}/exchange/imuran",
    ),
    "no exchange": (
        lambda s: shutil.rmtree(s.settings.exchange),
        "{base}/exchange: this folder of the exchange is missing",
        "install -d -o root -m 1777 {base}/exchange",
    ),
    "student who is an administrator": (
        lambda s: s.groups["bea"].append(27),
        "the student bea is in the group sudo",
        "gpasswd --delete bea sudo",
    ),
    "student in the instructor's group": (
        lambda s: s.groups["bea"].append(ADA),
        "the student bea is in the group ada",
        "gpasswd --delete bea ada",
    ),
    "instructor among the students": (
        lambda s: setattr(s.accounts[1], "pw_gid", GROUP),
        "the account ada is in the group of the students",
        "gpasswd --delete ada imuran-students",
    ),
    "the configuration is anybody's": (
        lambda s: (s.base / "etc" / "jupyterhub_config.py").chmod(0o666),
        "{base}/etc/jupyterhub_config.py: root runs it, and others can change it",
        "chmod go-w {base}/etc/jupyterhub_config.py",
    ),
    "the configuration is the instructor's": (
        lambda s: os.chown(s.base / "etc", ADA, ADA),
        "{base}/etc: root runs it, and others can change it",
        "chown root: {base}/etc",
    ),
    "secrets of the hub open": (
        lambda s: (s.base / "etc" / "hub.env").chmod(0o644),
        "{base}/etc/hub.env: others can read the hub's secrets",
        "chmod 600 {base}/etc/hub.env",
    ),
    "a file deep in the configuration": (
        lambda s: (s.base / "etc" / "student" / "jupyter_server_config.json").chmod(0o646),
        "{base}/etc/student/jupyter_server_config.json: root runs it, and others can change it",
        "chmod go-w {base}/etc/student/jupyter_server_config.json",
    ),
    "the package can be changed": (
        lambda s: (s.base / "opt" / "package").chmod(0o777),
        "{base}/opt/package: root runs it, and others can change it",
        "chmod go-w {base}/opt/package",
    ),
    "the environment can be changed": (
        lambda s: os.chown(s.base / "opt", BEA, BEA),
        "{base}/opt: root runs it, and others can change it",
        "chown root: {base}/opt",
    ),
    "copy in another form under /opt": (
        lambda s: (s.base / "opt" / "notes.ipynb").write_text(NOTES),
        "{base}/opt/notes.ipynb: says what graded banks say, where students can read",
        "rm {base}/opt/notes.ipynb",
    ),
    "copy under another name in /tmp": (
        lambda s: (s.base / "tmp" / "x.bak").write_text("# old\n" + KEYS),
        "{base}/tmp/x.bak: says what graded banks say, where students can read",
        "rm {base}/tmp/x.bak",
    ),
    "copy beside the package": (
        lambda s: (s.base / "opt" / "package" / "course_data" / "a.yaml").write_text(KEYS),
        "{base}/opt/package/course_data/a.yaml: is a graded bank where students can read",
        "rm {base}/opt/package/course_data/a.yaml",
    ),
    "a student among the released": (
        lambda s: s.own(_released(s), BEA, 0o644),
        "{base}/exchange/imuran/outbound/mechanism.ipynb: was put among the released",
        "rm -r {base}/exchange/imuran/outbound/mechanism.ipynb",
    ),
    "what is released can be changed": (
        lambda s: s.own(_released(s), ADA, 0o666),
        "{base}/exchange/imuran/outbound/mechanism.ipynb: others can change what is released",
        "chmod go-w {base}/exchange/imuran/outbound/mechanism.ipynb",
    ),
    "no instructor": (
        lambda s: s.accounts.pop(1),
        "there is no account ada",
        "useradd --create-home --shell /bin/bash ada",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_way_in_is_named_with_what_mends_it(server: Server, case: str) -> None:
    spoil, what, mend = CASES[case]
    spoil(server)
    found = [each for each in server.findings() if each.stops]
    fitting = [each for each in found if each.what.startswith(what.format(base=server.base))]
    assert fitting, found
    assert mend.format(base=server.base) in fitting[0].mend
    assert "\n" not in str(fitting[0])


def test_doing_what_is_said_mends_modes(server: Server) -> None:
    server.ada.chmod(0o777)
    (server.base / "state").chmod(0o750)
    server.settings.exchange.chmod(0o755)
    (server.settings.exchange / "imuran" / "inbound").chmod(0o700)
    for finding in server.findings():
        words = finding.mend.replace(" ada ", f" {ADA} ").split()
        assert shutil.which(words[0])
        assert os.spawnvp(os.P_WAIT, words[0], words) == 0
    assert server.findings() == []


def test_a_course_linked_from_elsewhere_is_looked_at_where_it_lies(server: Server) -> None:
    moved = server.base / "shared"
    server.settings.course.rename(moved)
    server.settings.course.symlink_to(moved)
    found = [str(each) for each in server.findings()]
    assert any("gradebook.db: students can read it" in each for each in found)
    assert any("lies outside the home of ada" in each for each in found)


def test_a_student_cannot_hold_the_hub_up(server: Server) -> None:
    """An open home is a note; pipes, loops and a bank of one's own making are nothing."""
    server.bea.chmod(0o755)
    os.mkfifo(server.bea / "pipe.yaml")
    (server.bea / "own.yaml").write_text("kind: graded\n")
    (server.bea / "again").symlink_to(server.bea)
    (server.bea / "link.yaml").symlink_to(server.settings.banks / "mechanism.yaml")
    found = server.findings()
    assert [each.stops for each in found] == [False]
    assert str(found[0]).endswith(f"chmod 700 {server.bea}")
