"""Dates and successors of references: what is wrong with them is named, and how they read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from imuran_edu.core import InputError
from imuran_edu.evidence import load_evidence
from imuran_edu.evidence.currency import dated
from imuran_edu.evidence.model import Issued
from tests.courses import REFERENCES

TODAY = date(2026, 11, 28)
NEXT = """\
  - id: next-label
    short: Country label 2024
    type: document
    title: The next label
    issued: {date-parts: [[2024, 5, 17]]}
    URL: https://example.org/next
    seen: [{at: Dosage, extent: text, gives: the dose}]
"""
REPLACED = REFERENCES.replace("    seen:", "    superseded-by: [next-label]\n    seen:", 1) + NEXT


def complaints(quizzes: Path, references: str) -> list[str]:
    """Write the references and return what is said of them, without the folder's path."""
    (quizzes / "references.yaml").write_text(references)
    with pytest.raises(InputError) as caught:
        load_evidence(quizzes, TODAY)
    return [str(problem).replace(f"{quizzes}/", "") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("references", "says"),
    [
        pytest.param(
            REPLACED.replace("[next-label]", "[nobody]"),
            "references.yaml:9: reference 'label': unknown successor 'nobody'; add it to",
            id="unknown successor",
        ),
        pytest.param(
            REPLACED.replace("[next-label]", "[label]"),
            "references.yaml:9: reference 'label': supersedes itself: label -> label; delete",
            id="superseded by itself",
        ),
        pytest.param(
            REPLACED + "    superseded-by: [label]\n",
            "references.yaml:9: reference 'label': supersedes itself: label -> next-label -> label",
            id="circle",
        ),
        pytest.param(
            REPLACED.replace("[[2024, 5, 17]]", "[[2026, 12]]"),
            "references.yaml:18: reference 'next-label' was issued in the future (December 2026)",
            id="issued in the future",
        ),
        pytest.param(
            REPLACED + "    checked: 2026-11-29\n",
            "references.yaml:21: reference 'next-label' was checked in the future (2026-11-29)",
            id="checked in the future",
        ),
        pytest.param(
            REPLACED + "    checked: 2024-05-16\n",
            "references.yaml:21: reference 'next-label' was checked on 2024-05-16, before it was "
            "issued (17 May 2024); mend one of the two dates",
            id="checked before issued",
        ),
        pytest.param(
            REPLACED.replace("    issued: {date-parts: [[2024, 5, 17]]}\n", ""),
            "references.yaml:9: reference 'label': its successor 'next-label' has no date; give it",
            id="successor without a date",
        ),
        pytest.param(
            REPLACED.replace("[[2024, 5, 17]]", "[[2019]]"),
            "references.yaml:9: reference 'label': its successor 'next-label' is older than it",
            id="successor that is older",
        ),
        pytest.param(
            REPLACED.replace("[[2024, 5, 17]]", "[[2024, 13]]"),
            "references.yaml:18: [2024, 13] is no date; write [[2025]], [[2025, 11]] or",
            id="no month",
        ),
        pytest.param(
            REPLACED.replace("[[2024, 5, 17]]", "[[2024, 5, 17, 3]]"),
            "references.yaml:18: ",
            id="four parts",
        ),
        pytest.param(
            REPLACED.replace("[[2024, 5, 17]]", "[[]]"),
            "references.yaml:18: ",
            id="no parts",
        ),
        pytest.param(
            REPLACED.replace("[[2024, 5, 17]]", "[[2024], [2025]]"),
            "references.yaml:18: ",
            id="two dates",
        ),
        pytest.param(
            REPLACED + "    checked: last year\n",
            "references.yaml:21: 'checked' should be a valid date",
            id="checked is no date",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(quizzes: Path, references: str, says: str) -> None:
    assert any(each.startswith(says) for each in complaints(quizzes, references))


def test_a_circle_that_does_not_hold_the_reference_ends(quizzes: Path) -> None:
    third = NEXT.replace("next-label", "third").replace("[[2024, 5, 17]]", "[[2025]]")
    loop = REPLACED + "    superseded-by: [third]\n" + third + "    superseded-by: [next-label]\n"
    found = complaints(quizzes, loop)
    assert [each.split(": ")[1] for each in found if "supersedes itself" in each] == [
        "reference 'next-label'",
        "reference 'third'",
    ]


def test_a_clock_that_is_slow_stops_no_lesson(quizzes: Path) -> None:
    (quizzes / "references.yaml").write_text(REPLACED + "    checked: 2999-01-01\n")
    assert load_evidence(quizzes).references["next-label"].checked == date(2999, 1, 1)


def test_how_a_text_names_what_was_replaced(quizzes: Path) -> None:
    third = NEXT.replace("next-label", "third").replace("[[2024, 5, 17]]", "[[2025]]")
    (quizzes / "references.yaml").write_text(REPLACED + "    superseded-by: [third]\n" + third)
    evidence = load_evidence(quizzes, TODAY)
    assert evidence.named_in_text("label") == "Country label, replaced in May 2024"
    assert evidence.named_in_text("next-label") == "Country label 2024, replaced in 2025"
    assert evidence.named_in_text("third") == "Country label 2024"
    assert [each.id for each in evidence.successors("label")] == ["next-label", "third"]
    assert evidence.successors("third") == []


def test_every_authority_has_a_date_to_show(quizzes: Path) -> None:
    (quizzes / "references.yaml").write_text(REPLACED + "    checked: 2026-11-28\n")
    references = load_evidence(quizzes, TODAY).references
    assert dated(references["next-label"]) == "May 2024"
    undated = references["next-label"].model_copy(update={"issued": None})
    assert dated(undated) == "read on 28 November 2026"
    assert dated(undated.model_copy(update={"checked": None})) == "without a date"


def test_every_successor_is_looked_at_although_the_first_is_unknown(quizzes: Path) -> None:
    found = complaints(quizzes, REPLACED.replace("[next-label]", "[nobody, label]"))
    assert sorted(each.split(": ")[2].split(";")[0] for each in found) == [
        "supersedes itself",
        "unknown successor 'nobody'",
    ]


def test_a_part_that_only_describes_outlives_the_rest(quizzes: Path) -> None:
    describes = REPLACED.replace("extent: part,", "extent: part, stands: true,", 1)
    (quizzes / "references.yaml").write_text(describes)
    references = load_evidence(quizzes, TODAY).references
    # made anew, since the name of a part comes from another file
    parts = ["".join(letters) for letters in ("Dosage", "Warnings", "Annex", "Nowhere")]
    assert [references["label"].stands(part) for part in parts] == [False, True, False, False]
    assert all(references["next-label"].stands(part) for part in parts)


@pytest.mark.parametrize(
    ("parts", "first", "year", "words", "month"),
    [
        ([2025], date(2025, 1, 1), 2025, "2025", "2025"),
        ([2025, 11], date(2025, 11, 1), 2025, "November 2025", "November 2025"),
        ([2025, 11, 17], date(2025, 11, 17), 2025, "17 November 2025", "November 2025"),
    ],
)
def test_a_date_of_three_finenesses(
    parts: list[int], first: date, year: int, words: str, month: str
) -> None:
    issued = Issued(**{"date-parts": [parts]})
    assert (issued.first_day, issued.year) == (first, year)
    assert (issued.in_words, issued.month_in_words) == (words, month)
