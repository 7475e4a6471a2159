"""`imuran-edu practice-report`: the weak objectives of a class, without names unless asked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner

from imuran_edu.answers import Entry
from imuran_edu.answers.attempts import Attempt
from imuran_edu.answers.progress_file import write_practice, write_progress
from imuran_edu.cli.app import app

NOW = datetime(2026, 11, 28, tzinfo=UTC)


def tried(day: int, question: str, share: float) -> Attempt:
    return Attempt(f"2026-11-{day:02}T10:00:00Z", f"2026-11-{day:02}", question, share)


def write(path: Path, *attempts: Attempt) -> None:
    path.write_text(write_practice([each.line for each in attempts], NOW))


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["practice-report", *arguments])
    return done.exit_code, done.output


def test_the_weakest_objective_comes_first_and_nobody_is_named(tmp_path: Path) -> None:
    write(tmp_path / "ann.json", tried(1, "mech-p01", 1), tried(2, "mech-p01", 1))
    write(tmp_path / "bob.json", tried(1, "mech-p01", 1), tried(1, "dose-p01", 0))
    code, told = run(str(tmp_path))
    assert code == 0
    lines = told.splitlines()
    assert lines[0].startswith("2 learners")
    assert lines[1].split()[:4] == ["0%", "of", "1", "mastered"] and "Doses" in lines[1]
    assert lines[2].split()[:3] == ["100%", "of", "3"]
    assert "ann" not in told and "bob" not in told
    assert "keep them to yourself" in told
    assert "missed by bob.json" in run(str(tmp_path), "--names")[1]


def test_second_tries_of_a_day_are_not_counted_and_progress_files_serve_too(tmp_path: Path) -> None:
    attempts = [tried(1, "mech-p01", 0), tried(1, "mech-p01", 1)]
    answers = {"mech-p01": Entry("a", "", "2026-11-01T10:00:00")}
    (tmp_path / "p.json").write_text(write_progress(answers, NOW, attempts))
    assert " 0% of    1" in run(str(tmp_path / "p.json"))[1].replace("\xa0", " ")


def test_what_is_no_such_file_is_named_and_left_out(tmp_path: Path) -> None:
    write(tmp_path / "ann.json", tried(1, "mech-p01", 1))
    (tmp_path / "bad.json").write_text('{"schema": "imuran-edu/practice", "attempts": "zz"}')
    (tmp_path / "old.json").write_text(write_progress({"a": Entry("b")}, NOW))
    (tmp_path / "other.json").write_text("[]")
    code, told = run(str(tmp_path))
    assert code == 1
    assert "1 learner." in told
    for name, reason in (
        ("bad", "is damaged"),
        ("old", "0.1.0 has none"),
        ("other", "not written"),
    ):
        line = next(each for each in told.replace("\n", " ").split("json") if name in each)
        assert line and reason in told.replace("\n", " ")
    assert run(str(tmp_path / "nothing.json"))[0] == 1
