"""The commands for a class's results, as a person meets them."""

import pytest
from typer.testing import CliRunner

from imuran_edu.cli import app


@pytest.mark.parametrize(
    ("command", "word"),
    [("items", "how hard each question was"), ("alike", "never a verdict"), ("export", "Canvas")],
)
def test_every_command_has_help(command, word):
    result = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"})
    assert result.exit_code == 0 and word in " ".join(result.output.split())
    assert command in CliRunner().invoke(app, ["--help"]).output


@pytest.mark.parametrize(
    "arguments", [["items"], ["alike"], ["export", "demo"], ["export", "demo", "--to", "canvas"]]
)
def test_a_wrong_use_exits_with_2(arguments):
    assert CliRunner().invoke(app, arguments).exit_code == 2


@pytest.mark.parametrize("command", ["items", "alike"])
def test_outside_a_course_it_says_so(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, [command, "demo"])
    assert result.exit_code == 1 and "no nbgrader_config.py here" in result.stderr
