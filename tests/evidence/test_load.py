"""Faults in the register are named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from imuran_edu.core import InputError
from imuran_edu.evidence import Evidence, load_evidence
from imuran_edu.evidence.model import line_numbers


def mutated(quizzes: Path, name: str, old: str, new: str, count: int = 1) -> list[str]:
    """Break one thing in one file and return the complaints, without the folder's path."""
    path = quizzes / name
    text = path.read_text()
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, count))
    with pytest.raises(InputError) as caught:
        load_evidence(quizzes)
    return [str(problem).replace(f"{quizzes}/", "") for problem in caught.value.problems]


def test_a_good_register(evidence: Evidence) -> None:
    assert list(evidence.claims) == ["D1-001", "D1-002", "D1-003"]
    assert evidence.claims["D1-003"].line_numbers == [1, 4]
    assert list(evidence.objectives) == ["doses-1", "doses-2"]
    assert str(evidence.references["label"].author[0]) == "Doe JA"
    assert str(evidence.references["label"].author[1]) == "The Agency"


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            "claims/D1.yaml",
            'lines: "2-3"',
            'lines: "2-5"',
            "claims/D1.yaml:14: line 5 lies outside D1, which has 4 lines",
        ),
        (
            "claims/D1.yaml",
            'lines: "2-3"',
            'lines: "3-2"',
            "claims/D1.yaml:14: '3-2' is not a line range; write it like 18 or 18, 84-86",
        ),
        ("claims/D1.yaml", 'lines: "2-3"', 'lines: "0"', "claims/D1.yaml:14: '0' is not a line"),
        (
            "claims/D1.yaml",
            "at: Dosage",
            "at: Nowhere",
            "claims/D1.yaml:10: 'label' has no part 'Nowhere'; it lists: Dosage; Warnings; Annex",
        ),
        (
            "claims/D1.yaml",
            "id: label",
            "id: lable",
            "claims/D1.yaml:10: unknown reference 'lable'; add it to references.yaml or mend",
        ),
        ("claims/D1.yaml", "D1-002", "D1-001", "claims/D1.yaml:12: the id 'D1-001' stands twice"),
        ("claims/D1.yaml", "D1-002", "D2-002", "claims/D1.yaml:12: the id must begin with D1-"),
        ("claims/D1.yaml", "D1-002", "D1_002", "claims/D1.yaml:12: 'id' "),
        ("claims/D1.yaml", "D1-002", "D1-02", "claims/D1.yaml:12: 'id' "),
        (
            "claims/D1.yaml",
            "The label says so.",
            "So {{ref:lable}}.",
            "claims/D1.yaml:9: unknown reference 'lable'; add it to quizzes/references.yaml",
        ),
        ("claims/D1.yaml", "document: D1", "document: D7", "claims/D1.yaml:1: unknown document"),
        (
            "claims/D1.yaml",
            "verdict: supported\n",
            "verdict: true-enough\n",
            "claims/D1.yaml:8: 'verdict' should be 'supported', 'supported-but-vague', 'outdated'",
        ),
        ("claims/D1.yaml", "sha256: ", "sha256: x", "claims/D1.yaml:6: 'sha256' "),
        ("claims/D1.yaml", "priority: H", "priority: X", "claims/D1.yaml:11: 'priority' should be"),
        ("claims/D1.yaml", "    section: Body\n", "", "claims/D1.yaml:3: 'section' is missing"),
        ("claims/D1.yaml", "says:", "sais:", "claims/D1.yaml:7: 'sais' is not a field of this"),
        ("claims/D1.yaml", "claims:", "claims: [", "is not YAML"),
        ("documents.yaml", "lines: 4", "lines: 0", "documents.yaml:6: 'lines' should be greater"),
        (
            "references.yaml",
            "    URL: https://example.org/label?a=1&b=2\n",
            "",
            "references.yaml:2: reference 'label' needs a DOI, a PMID or a URL",
        ),
        ("references.yaml", "extent: none", "extent: all", "references.yaml:12: 'extent' should"),
        ("lessons.yaml", "minutes: 20", "minutes: -1", "lessons.yaml:5: 'minutes' should be"),
    ],
)
def test_one_thing_broken(quizzes: Path, name: str, old: str, new: str, says: str) -> None:
    assert any(says in complaint for complaint in mutated(quizzes, name, old, new))


def test_a_claim_names_an_authority_through_the_data(quizzes: Path) -> None:
    path = quizzes / "claims" / "D1.yaml"
    path.write_text(path.read_text().replace("The label says so.", "So {{ref:label}}.", 1))
    assert load_evidence(quizzes).claims["D1-001"].reason == "So Country label."


def test_a_missing_file_is_named(quizzes: Path) -> None:
    (quizzes / "references.yaml").unlink()
    with pytest.raises(InputError, match=r"references\.yaml: cannot be read"):
        load_evidence(quizzes)


def test_faults_of_several_files_are_told_together(quizzes: Path) -> None:
    (quizzes / "documents.yaml").write_text("documents: 1\n")
    complaints = mutated(quizzes, "lessons.yaml", "minutes: 20", "minutes: none")
    assert [each.split(":")[0] for each in complaints] == ["documents.yaml", "lessons.yaml"]


def test_ids_may_not_stand_twice_in_two_files_either(quizzes: Path) -> None:
    text = (quizzes / "claims" / "D1.yaml").read_text()
    (quizzes / "claims" / "D1b.yaml").write_text(text)
    with pytest.raises(InputError) as caught:
        load_evidence(quizzes)
    assert {problem.file.name for problem in caught.value.problems} == {"D1b.yaml"}
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("text", "numbers"), [("18", [18]), ("18, 84-86", [18, 84, 85, 86]), (" 2 - 3 ,1", [2, 3, 1])]
)
def test_line_ranges(text: str, numbers: list[int]) -> None:
    assert line_numbers(text) == numbers


@pytest.mark.parametrize(
    "text", ["", "a", "0", "0-1", "0, 1", "3-1", "1-", "-1", "1,,2", "1;2", "99999999", "1.5"]
)
def test_what_is_no_line_range(text: str) -> None:
    with pytest.raises(ValueError, match="is not a line range"):
        line_numbers(text)


@pytest.mark.parametrize("minutes", ["0", "-1"])
def test_a_lesson_takes_time(quizzes: Path, minutes: str) -> None:
    (said,) = mutated(quizzes, "lessons.yaml", "minutes: 20", f"minutes: {minutes}")
    assert said.startswith("lessons.yaml:5: 'minutes'")
    text = (quizzes / "lessons.yaml").read_text().replace(f"minutes: {minutes}", "minutes: 1")
    (quizzes / "lessons.yaml").write_text(text)
    assert load_evidence(quizzes).lessons["doses"].minutes == 1
