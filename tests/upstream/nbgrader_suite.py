"""A pytest plugin: nbgrader's own tests under the course's configuration and with our commands.

`python -m pytest -p tests.upstream.nbgrader_suite --pyargs nbgrader.tests.apps.test_api`

The tests are those that the installed nbgrader carries. Every command of theirs reads what
`configure` sets before the configuration that the test wrote, and `autograde` and
`generate_feedback` are ours, with the options that the test gives.
"""

from __future__ import annotations

import contextlib
import io
import os
from ast import literal_eval
from pathlib import Path
from typing import Any

import nbgrader.tests
import pytest
from nbgrader.apps import NbGrader
from nbgrader.apps.api import NbGraderAPI
from traitlets.config import Config

from imuran_edu.grading.config import configure
from imuran_edu.grading.nbgrader.patches import put_scripts_on_path

THEIRS = nbgrader.tests.run_nbgrader
LOAD = NbGrader.load_config_file
OURS = {"autograde": "autograde", "generate_feedback": "feedback", "feedback": "feedback"}
ALIASES = {
    "--db": "CourseDirectory.db_url",
    "--course": "CourseDirectory.course_id",
    "--course-dir": "CourseDirectory.root",
}
FLAGS = {
    "--no-execute": ["Execute.enabled=False", "ClearOutput.enabled=False"],
    "--create": ["Autograde.create_student=True"],
}


def course_config(root: Path) -> Config:
    """Return what the course's configuration sets, without its name."""
    found = Config()
    configure(found, course=root)
    del found.CourseDirectory["course_id"]  # the tests have courses of other names
    return found


def load_config_file(self: Any, **settings: Any) -> None:
    """Load the configuration, that of the course first."""
    LOAD(self, **settings)
    root = self.config.CourseDirectory.get("root") or Path.cwd()
    found = course_config(Path(str(root)))
    found.merge(self.config)
    self.update_config(found)


def run_nbgrader(
    args: list[str], retcode: int = 0, env: dict[str, str] | None = None, stdout: bool = False
) -> str:
    """Run a command as nbgrader's tests do, but grade and feed back with ours."""
    if args[0] not in OURS or "--help-all" in args or len(args) == 1:
        return str(THEIRS(args, retcode, env, stdout))
    positional, named, config = parsed(args[1:])
    text = io.StringIO()
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(text), more_config(config):
        before = dict(os.environ)
        os.environ.update(env or {})
        try:
            code = command(OURS[args[0]], positional, named)
        finally:
            os.environ.clear()
            os.environ.update(before)
    assert code == retcode, f"{args}: {code}\n{text.getvalue()}"
    return text.getvalue()


def parsed(args: list[str]) -> tuple[list[str], dict[str, str], list[str]]:
    """Return the names, the options that ours have, and lines for the configuration."""
    positional: list[str] = []
    named: dict[str, str] = {}
    config: list[str] = []
    words = iter(args)
    for word in words:
        name, equals, value = word.partition("=")
        if word in ("-f", "--force"):
            named["force"] = "yes"
        elif word in FLAGS:
            config += FLAGS[word]
        elif name in ("--student", "--notebook", "--assignment"):
            named[name[2:]] = value if equals else next(words)
        elif name in ALIASES:
            config.append(f"{ALIASES[name]}={value if equals else next(words)}")
        elif word.startswith("--") and "." in name:
            config.append(word[2:])
        elif word.startswith("-"):
            raise AssertionError(f"no such option of ours: {word}")
        else:
            positional.append(word)
    return positional, named, config


@contextlib.contextmanager
def more_config(lines: list[str]) -> Any:
    """Put options into the working folder's configuration, where ours have none of that name."""
    path = Path("nbgrader_config.py")
    before = path.read_text() if path.exists() else None
    more = []
    for line in lines:
        name, _, value = line.partition("=")
        more.append(f"c.{name} = {constant(value)!r}")
    path.write_text("\n".join([before or "c = get_config()", *more, ""]))
    try:
        yield
    finally:
        path.write_text(before) if before is not None else path.unlink()


def constant(text: str) -> Any:
    try:
        return literal_eval(text)
    except (ValueError, SyntaxError):
        return text


def command(name: str, positional: list[str], named: dict[str, str]) -> int:
    """Call our command in this process."""
    from imuran_edu.grading import grade_commands

    if len(positional) > 1 or (positional and "assignment" in named):
        return 1
    assignment = named.get("assignment") or next(iter(positional), "")
    if not assignment:
        return 1
    students = [named["student"]] if "student" in named else []
    about: dict[str, Any] = {"students": students, "notebook": named.get("notebook", "")}
    if name == "autograde":
        return grade_commands.grade_class(
            assignment, Path.cwd(), 1, force="force" in named, **about
        )
    return grade_commands.write_class_feedback(assignment, Path.cwd(), 1, **about)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Put our functions in the place of theirs, before a test is imported."""
    put_scripts_on_path()  # as in an activated environment: nbgrader starts alembic by its name
    nbgrader.tests.run_nbgrader = run_nbgrader
    NbGrader.load_config_file = load_config_file
    made = NbGraderAPI.__init__

    def init(self: Any, coursedir: Any = None, authenticator: Any = None, **named: Any) -> None:
        if "config" in named:
            root = named["config"].CourseDirectory.get("root", ".")
            found = course_config(Path(str(root)))
            found.merge(named["config"])
            named["config"] = found
            coursedir.update_config(found)
        made(self, coursedir, authenticator, **named)

    NbGraderAPI.__init__ = init
