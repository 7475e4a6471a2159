"""What is published holds nothing that only an instructor may see."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from imuran_edu.authoring.carried_files import carried_files
from imuran_edu.authoring.publish import PublishError, publish
from imuran_edu.cli import app
from imuran_edu.questions import load_bank
from tests.courses import ROOT
from tests.secrets_of_banks import TOLD, leaks, secrets


def test_the_course_is_published_without_a_secret(tmp_path: Path) -> None:
    target = tmp_path / "public"
    publish(ROOT, target)
    # what practice says too, such as "A point has slipped", is no secret of the graded banks
    practice = (load_bank(path) for path in (ROOT / "quizzes" / "practice").glob("*.yaml"))
    texts = (text for bank in practice for text in secrets(bank.model_dump(mode="json"), TOLD))
    said = "\n".join(texts)
    assert [leak for leak in leaks(target) if leak[1] not in said] == []
    kept = {path.name for path in target.iterdir()}
    texts = {"CITATION.cff", "LICENSE", "LICENSE-CONTENT.md", "README.md", "pyproject.toml"}
    texts |= {".gitattributes", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"}
    texts |= {"LICENSE-THIRD-PARTY.md", "pictures"}
    assert kept == texts | {".binder", ".ci", ".github", "notebooks", "quizzes", "src"}
    assert not list(target.rglob("graded"))
    assert not list(target.rglob("responses*.json"))
    code = {path.relative_to(ROOT) for path in (ROOT / "src").rglob("*.py")}
    code.add(Path(".ci/hatch_build.py"))
    assert {path.relative_to(target) for path in target.rglob("*.py")} == code
    assert (target / ".binder" / "postBuild").stat().st_mode & 0o111
    assert len(list((target / "notebooks").glob("*.ipynb"))) == 12


@pytest.fixture
def own(course: Path) -> Path:
    """A small checkout with its graded bank, and answers of its author."""
    (course / "notebooks" / "responses.json").write_text("mine")
    (course / "notebooks" / ".hidden").write_text("mine")
    return course


def test_what_was_there_is_replaced_and_git_stays(own: Path, tmp_path: Path) -> None:
    target = tmp_path.parent / f"{tmp_path.name}-public"
    (target / ".git").mkdir(parents=True)
    (target / "notebooks").mkdir()
    (target / "notebooks" / "old.ipynb").write_text("{}")
    publish(own, target)
    assert (target / ".git").is_dir()
    assert {path.name for path in (target / "notebooks").iterdir()} == {
        "01_doses.ipynb",
        "page.txt",
    }
    assert not (target / "quizzes" / "graded").exists()
    assert (target / "quizzes" / "practice" / "doses.yaml").is_file()


def test_a_graded_question_in_a_lesson_stops_it(own: Path, tmp_path: Path) -> None:
    (own / "notebooks" / "notes.md").write_text("One\nas ex-word asks\n")
    target = tmp_path.parent / f"{tmp_path.name}-public"
    with pytest.raises(PublishError, match=r"notebooks/notes\.md:2: names the graded question"):
        publish(own, target)
    assert not target.exists()


def test_a_link_stops_it(own: Path, tmp_path: Path) -> None:
    (own / "notebooks" / "key.yaml").symlink_to(own / "quizzes" / "graded" / "exam.yaml")
    with pytest.raises(PublishError) as error:
        publish(own, tmp_path.parent / f"{tmp_path.name}-public")
    assert str(error.value) == (
        "notebooks/key.yaml:1: is a link; put the file itself there or delete it"
    )


SENTENCE = (
    "Halve the dose on the first day and count the cells a week later, for the marrow shows the "
    "harm only after some days have passed."
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notes/week-3.txt", SENTENCE),
        ("old.md", SENTENCE.replace(" on the ", "\non the\n").upper()),
        ("ungraded.json", json.dumps({"stem": SENTENCE.replace("day and", "day\nand")})),
        ("escaped.json", json.dumps([SENTENCE]).replace("e", "\\u0065")),
    ],
)
def test_a_sentence_of_a_graded_bank_is_found_under_any_name(
    own: Path, tmp_path: Path, name: str, text: str
) -> None:
    bank = own / "quizzes" / "graded" / "exam.yaml"
    data = yaml.safe_load(bank.read_text())
    data["questions"][0]["rationale"] = SENTENCE
    bank.write_text(yaml.safe_dump(data))
    (own / "notebooks" / name).parent.mkdir(exist_ok=True)
    (own / "notebooks" / name).write_text(text)
    with pytest.raises(PublishError, match=f"notebooks/{name}:1: says what a graded question says"):
        publish(own, tmp_path.parent / f"{tmp_path.name}-public")
    # what practice says too is no secret
    practice = own / "quizzes" / "practice" / "doses.yaml"
    practice.write_text(practice.read_text() + f"# {SENTENCE}\n")
    publish(own, tmp_path.parent / f"{tmp_path.name}-public")


def test_only_what_git_tracks_is_carried(own: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-C", own, "-c", "user.name=a", "-c", "user.email=a@b", *words])

    git("init", "-q")
    git("add", "notebooks/01_doses.ipynb", "quizzes")
    (own / "notebooks" / "rehearsal.ipynb").write_text("{}")
    (own / "quizzes" / "practice" / "responses-old.json").write_text("{}")
    (own / "quizzes" / "practice" / "keys.xlsx").write_text("")
    git("add", "--force", "quizzes/practice")
    carried = carried_files(own, "notebooks", "quizzes")
    assert [path for path in carried if path.parts[0] == "notebooks"] == [
        Path("notebooks/01_doses.ipynb")
    ]
    names = {path.name for path in carried}
    assert "doses.yaml" in names
    assert not names & {"responses-old.json", "keys.xlsx", "exam.yaml"}


@pytest.mark.parametrize("name", ["inside", "around", "occupied", "file"])
def test_no_other_folder_is_touched(own: Path, tmp_path: Path, name: str) -> None:
    other = tmp_path.parent / f"{tmp_path.name}-other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine")
    targets = {
        "inside": own / "public",
        "around": own.parent,
        "occupied": other,
        "file": other / "thesis.txt",
    }
    with pytest.raises(PublishError):
        publish(own, targets[name])
    assert (other / "thesis.txt").read_text() == "mine"
    assert not (own / "public").exists()


def test_the_command_says_what_it_did(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own)
    target = tmp_path.parent / f"{tmp_path.name}-public"
    done = CliRunner().invoke(app, ["publish", str(target)])
    assert done.exit_code == 0
    assert "published to" in done.output
    assert CliRunner().invoke(app, ["publish", str(own)]).exit_code == 1
