"""`imuran-edu practice-report`: the weak objectives of a class, without names unless asked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imuran_edu.answers import Entry
from imuran_edu.answers.attempts import Attempt
from imuran_edu.answers.progress_file import MAX_BYTES, write_practice, write_progress
from imuran_edu.cli.app import app
from imuran_edu.core import InputError, Problem, find_data
from imuran_edu.grading import practice_report
from imuran_edu.questions import load_bank

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


def test_each_line_says_how_many_were_right_and_mastered(tmp_path: Path) -> None:
    days = [tried(day, "dose-p01", 1) for day in (1, 8, 20)]
    hint = Attempt("2026-11-02T10:00:00Z", "2026-11-02", "dose-p01", 1, hint=True)
    shown = Attempt("2026-11-03T10:00:00Z", "2026-11-03", "dose-p01", 1, shown=True)
    half = tried(4, "dose-p01", 0.5)
    for number in range(5):
        write(tmp_path / f"{number}.json", days[0], hint, shown, half, *days[1:])
    code, told = run(str(tmp_path), "--names")
    assert code == 0
    first, line, *rest = told.splitlines()
    assert first == "5 learners. Of first answers of a day, right without help:"
    assert line.startswith("  50% of   30  mastered ")
    assert "missed by" not in told, "the last answer was right"
    assert rest[-1].startswith("Nobody has practised ") and rest[-1].endswith(" objectives yet.")
    assert "keep them to yourself" not in told


def test_who_missed_last_is_named_once(tmp_path: Path) -> None:
    write(tmp_path / "ann.json", tried(1, "mech-p01", 0), tried(2, "mech-p02", 0))
    told = run(str(tmp_path), "--names")[1]
    assert told.startswith("1 learner. ")
    for line in told.splitlines():
        assert line.count("ann.json") <= 1
    assert "missed by ann.json" in told


def test_a_file_too_large_to_be_one_is_named_with_the_limit(tmp_path: Path) -> None:
    with (tmp_path / "film.json").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    code, told = run(str(tmp_path))
    assert code == 1
    limit = f"is larger than any such file ({MAX_BYTES / 1e6:g} MB); left out"
    assert limit in " ".join(told.split())


def test_mastery_is_a_share_of_all_questions_of_the_objective(tmp_path: Path) -> None:
    read = {"a.json": tuple(tried(day, "dose-p01", 1) for day in (1, 9, 20, 28))}
    (count,) = [each for each in practice_report._counted(read) if each.asked]
    assert (count.asked, count.right, count.mastered) == (4, 4, 1)
    assert count.questions > 1
    (line,) = [each for each in practice_report._lines([count], 2, False) if "mastered" in each]
    assert f"mastered {1 / (2 * count.questions):4.0%}  " in line


def test_a_course_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise InputError([Problem(tmp_path / "bank.yaml", 3, "is broken")])

    monkeypatch.setattr(practice_report, "_objectives", broken)
    write(tmp_path / "ann.json", tried(1, "mech-p01", 1))
    code, told = run(str(tmp_path))
    assert code == 1 and "is broken" in told


def test_predictions_count_for_no_objective() -> None:
    counted = {part for _, parts in practice_report._objectives()[1] for part in parts}
    predicted = {
        question.id
        for path in find_data("quizzes", "practice").glob("*.yaml")
        for question in load_bank(path).questions
        if question.predict
    }
    assert predicted and counted and not counted & predicted
