"""The instructor's guide, word by word: its commands are pasted as they stand, in their order."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from imuran_edu.answers import to_json
from imuran_edu.grading.marking.journal import MarkJournal
from imuran_edu.grading.nbgrader.course import NbgraderCourse
from imuran_edu.grading.nbgrader.written_answers import WrittenAnswers
from imuran_edu.grading.simulate import simulate
from imuran_edu.questions import load_bank
from tests.courses import ROOT

pytestmark = pytest.mark.slow

GUIDE = ROOT / "course" / "README.md"
STUDENTS = ("ann.lee", "bob", "cy")
SERVED = (
    "../.venv/bin/imuran-edu mark mechanism",
    "imuran-edu mark mechanism --as kim --second 20",
)

ELSEWHERE = {  # commands that other tests run, or that no test may
    ".venv/bin/imuran-edu rehearse": "tests/grading/test_dry_run.py",
    "../.venv/bin/jupyter lab": "tests/browser/lab.py",
    "../.venv/bin/imuran-edu check": "tests/authoring/test_check.py",
    "../.venv/bin/imuran-edu lint": "tests/authoring",
    "imuran-edu coverage": "tests/authoring/test_coverage.py",
    "../.venv/bin/imuran-edu coverage": "tests/authoring/test_coverage.py",
    "../.venv/bin/imuran-edu rename-options": "tests/authoring/test_rename_options.py",
    "../.venv/bin/imuran-edu publish": "tests/authoring/test_publish.py",
    "../.venv/bin/imuran-edu practice-report": "tests/grading/test_practice_report.py",
    "../.venv/bin/imuran-edu passback": "tests/grading/passback/test_openedx.py",
    "imuran-edu passback": "tests/grading/passback/test_openedx.py",
    "imuran-edu alike": "tests/grading/nbgrader/test_results.py",
    "openssl": "tests/grading/class_run/test_cluster.py",
    "dask": "tests/grading/class_run/test_cluster.py",
    "ssh": "no second machine",
    "imuran-edu autograde mechanism --cluster": "tests/grading/class_run/test_cluster.py",
    "pip install": "the network",
    "../.venv/bin/python -m pip": "the network",
    "git -C": "the network",
}


def commands(text: str) -> list[str]:
    """Return the commands of the guide, in order: those in blocks, and those within sentences."""
    found: list[str] = []
    place = 0
    for block in re.finditer(r"^ *```(\w*)\n(.*?)^ *```$", text, re.S | re.M):
        found += within(text[place : block.start()])
        place = block.end()
        if not block[1]:
            lines = re.sub(r"\\\n\s*", "", block[2]).splitlines()
            found += [line.split("  #")[0].strip() for line in lines if line.strip()]
    found += within(text[place:])
    return [one for one in dict.fromkeys(found) if re.match(r"(?!c\.)[\w./-]+ ", one)]


def within(text: str) -> list[str]:
    plain = (re.sub(r"\s+", " ", each) for each in re.findall(r"`([^`]+)`", text))
    begins = r"(\.\./)?(\.venv/bin/)?(imuran-edu|nbgrader|jupyter|pip|python) [^.]*\w"
    return [one for one in plain if re.fullmatch(begins, one) and " mechanism" in f"{one} "] + [
        one for one in re.findall(r"`([^`]+)`", text) if one.startswith(("../.venv", ".venv"))
    ]


def is_elsewhere(command: str) -> bool:
    return any(command.startswith(known) for known in ELSEWHERE) or "NAME" in command


def test_what_is_run_elsewhere_is_run_there() -> None:
    for place in ELSEWHERE.values():
        assert " " in place or (ROOT / place).exists(), place


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the environment that runs the tests, an exchange, and lists of a platform."""
    root = tmp_path / "root"
    ignored = shutil.ignore_patterns("gradebook.db*", "submitted", "autograded", "reports", "*.csv")
    for part in ("quizzes", "notebooks", "course"):
        shutil.copytree(ROOT / part, root / part, ignore=ignored)
    (root / ".venv").symlink_to(sys.prefix)
    course = root / "course"
    config = course / "nbgrader_config.py"
    line = f"\nc.Exchange.root = {str(tmp_path / 'exchange')!r}\n"
    config.write_text(config.read_text() + line)
    (tmp_path / "exchange").mkdir(mode=0o777)
    (tmp_path / "exchange").chmod(0o777)
    rows = "".join(f"{name.title()} Last,{n},{name}\n" for n, name in enumerate(STUDENTS, 1))
    (course / "list.csv").write_text(f"Student,ID,SIS Login ID\n{rows}")
    ids = "".join(f"{n},{name},{name}@x.org,{name}\n" for n, name in enumerate(STUDENTS, 1))
    (course / "ids.csv").write_text(f"ID,Username,Email address,nbgrader\n{ids}")
    (dates,) = re.findall(r"```yaml\n(zone:.*?)```", GUIDE.read_text(), re.S)
    (course / "deadlines.yaml").write_text(dates)
    return root


def paste(root: Path, command: str) -> subprocess.CompletedProcess[str]:
    where = root if command.startswith(".venv") else root / "course"
    named = command.replace("imuran-edu ", "../.venv/bin/imuran-edu ", 1)
    return subprocess.run(
        named if command.startswith("imuran-edu") else command,
        cwd=where,
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        timeout=600,
        env={**os.environ, "BROWSER": "true", "JUPYTER_CONFIG_DIR": str(root / "none")},
        stdin=subprocess.DEVNULL,
    )


def served(root: Path, command: str) -> None:
    """Start a page, and end it with Ctrl-C once it is there."""
    words = command.replace("../.venv", str(root / ".venv")).split()
    if words[0] == "imuran-edu":
        words[0] = str(root / ".venv" / "bin" / "imuran-edu")
    process = subprocess.Popen(
        words,
        cwd=root / "course",
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "BROWSER": "true"},
        # a shell that runs tests in the background lets its children ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("Mark at http://127.0.0.1:")
    assert process.stdout.readline().startswith("End with Ctrl-C")
    process.send_signal(signal.SIGINT)
    assert process.wait(120) == 0
    process.stdout.close()


def hand_in(root: Path, number: int, moment: str) -> None:
    """Put a student's work into the exchange, as `nbgrader submit` does."""
    student = STUDENTS[number]
    made = simulate(load_bank(root / "quizzes" / "graded" / "mechanism.yaml"), "mechanism", 5, 3)
    folder = root.parent / "exchange" / "imuran" / "inbound" / f"{student}+mechanism+{moment}+x"
    shutil.copytree(root / "course" / "release" / "mechanism", folder)
    assert made[number].responses is not None
    (folder / "responses.json").write_text(to_json(made[number].responses))
    (folder / "timestamp.txt").write_text(moment)
    (folder / "submission_secret.txt").write_text("0" * 64)


def mark_everything(root: Path) -> None:
    """Give points as the page does, by two people."""
    course = root / "course"
    answers = WrittenAnswers(NbgraderCourse(course, "mechanism", "Autograde"))
    journal = MarkJournal(course, "mechanism")
    for question in answers.questions:
        for each in answers.read(question):
            answers.give(question, each.student, 2, "Good.")
            for marker in ("lee", "kim"):
                journal.add(question, each.student, marker, 2, "Good.", each.text)


def put_zips(root: Path) -> None:
    archive = root / "course" / "downloaded" / "mechanism" / "archive"
    archive.mkdir(parents=True)
    work = root / "mechanism"
    shutil.copytree(root / "course" / "submitted" / "ann.lee" / "mechanism", work)
    done = paste(root, "cd .. && .venv/bin/imuran-edu hand-in mechanism --as ann.lee")
    assert done.returncode == 0, done.stderr
    (made,) = root.glob("mechanism--ann.lee--*.zip")
    shutil.move(made, archive)


def test_every_command_of_the_guide_is_run(checkout: Path) -> None:
    wanted = commands(GUIDE.read_text(encoding="utf-8"))
    assert len(wanted) > 40
    left = {command for command in wanted if not is_elsewhere(command)}
    ok_or_found = {"../.venv/bin/imuran-edu inspect mechanism": (0, 1)}

    def run(*pasted: str) -> None:
        for command in pasted:
            assert command in wanted, f"the guide has no such command: {command}"
            done = paste(checkout, command)
            said = f"{command}\n{done.stdout}{done.stderr}"
            assert done.returncode in ok_or_found.get(command, (0,)), said
            assert "Traceback" not in said, said
            left.discard(command)

    imuran, nbgrader = "../.venv/bin/imuran-edu", "../.venv/bin/nbgrader"
    run(f"{imuran} roster list.csv", f"{imuran} build mechanism", f"{imuran} dates")
    run(f"{imuran} dates --list dates.csv", f"{nbgrader} generate_assignment mechanism")
    run(f"{nbgrader} release_assignment mechanism")
    run(f"{imuran} site --assignment mechanism ../../mechanism-page")
    assert (checkout.parent / "mechanism-page" / "index.html").is_file()
    for number in (0, 1):
        hand_in(checkout, number, "2026-11-20 10:00:00 UTC")
    run(f"{nbgrader} collect mechanism", f"{imuran} inspect mechanism")
    run(f"{nbgrader} autograde mechanism", f"{imuran} autograde mechanism")
    for command in SERVED:
        served(checkout, command)
        left.discard(command)
    mark_everything(checkout)
    run("imuran-edu mark mechanism --agreement")
    run(f"{nbgrader} generate_feedback mechanism", f"{nbgrader} release_feedback mechanism")
    run(f"{imuran} feedback mechanism", "imuran-edu feedback mechanism")
    run(f"{imuran} items mechanism", f"{imuran} alike mechanism", f"{imuran} regrade mechanism")
    for system in ("canvas", "moodle", "blackboard"):
        run(f"{imuran} export mechanism --to {system} --ids ids.csv --out {system}.csv")
    run(f"{imuran} export mechanism --to long --out answers.csv")
    (theirs,) = (each for each in left if "--exporter=" in each)
    run(theirs)
    hand_in(checkout, 2, "2026-11-24 10:00:00 UTC")
    run(f"{imuran} dates mechanism", f"{nbgrader} collect mechanism --update")
    run(f"{imuran} autograde mechanism")
    put_zips(checkout)
    left.discard("imuran-edu hand-in mechanism --as ann.lee")
    run(f"{nbgrader} zip_collect mechanism --force", f"{imuran} hand-back mechanism")
    run(f"{nbgrader} db upgrade")
    run(*(each for each in sorted(left) if each.startswith("tar ")))
    assert not left
    grades = json.dumps(sorted(path.name for path in (checkout / "course").glob("*.csv")))
    assert all(name in grades for name in ("canvas.csv", "moodle.csv", "answers.csv"))


def test_git_ignores_grades_and_names() -> None:
    names = ("ids.csv", "canvas.csv", "answers.csv", "gradebook.db", "gradebook.db.2026-11-28")
    names += ("deadlines.yaml", "marks/mechanism.jsonl", "reports/mechanism/regrade.csv")
    names += ("submitted/ann/x.ipynb", "handed_back/x.zip", "source/mechanism/dates.json")
    names += ("lti.yaml", "lti-key.pem", "passback/mechanism.jsonl")
    for name in names:
        done = subprocess.run(
            ["git", "check-ignore", "-q", f"course/{name}"], cwd=ROOT, check=False
        )
        assert done.returncode == 0, name
