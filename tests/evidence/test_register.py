"""The course's own register."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from imuran_edu.evidence import Evidence, Verdict, load_evidence, verify_sources
from tests.courses import ROOT


@pytest.fixture(scope="module")
def register() -> Evidence:
    return load_evidence(ROOT / "quizzes")


def test_it_holds_every_claim_of_both_documents(register: Evidence) -> None:
    assert len(register.claims) == 170
    assert set(register.documents) == {"D1", "D2"}
    per_document = Counter(claim.document for claim in register.claims.values())
    for document, count in per_document.items():
        numbers = [int(name[3:]) for name in register.claims if name.startswith(f"{document}-")]
        assert numbers == list(range(1, count + 1))


def test_verdicts_are_of_the_closed_list_and_all_occur(register: Evidence) -> None:
    assert {claim.verdict for claim in register.claims.values()} == set(Verdict)
    assert [verdict for verdict in Verdict if verdict.holds] == [Verdict.SUPPORTED, Verdict.VAGUE]


def test_every_claim_is_restated_judged_and_located(register: Evidence) -> None:
    for claim in register.claims.values():
        assert re.fullmatch("[0-9a-f]{64}", claim.sha256), claim.id
        assert claim.section and claim.says and len(claim.reason) > 10, claim.id
        assert min(claim.line_numbers) >= 1, claim.id
        assert max(claim.line_numbers) <= register.documents[claim.document].lines, claim.id


def test_equal_passages_have_equal_digests_and_others_do_not(register: Evidence) -> None:
    by_passage: dict[tuple[str, str], set[str]] = {}
    for claim in register.claims.values():
        by_passage.setdefault((claim.document, claim.lines), set()).add(claim.sha256)
    assert all(len(digests) == 1 for digests in by_passage.values())
    assert len(set.union(*by_passage.values())) > len(by_passage) * 0.9


def test_who_calls_a_claim_wrong_cites_an_authority(register: Evidence) -> None:
    wrong = (Verdict.CONTRADICTED, Verdict.OUTDATED)
    bare = [c.id for c in register.claims.values() if c.verdict in wrong and not c.references]
    assert bare == []


def test_every_reference_can_be_opened(register: Evidence) -> None:
    for reference in register.references.values():
        assert re.match(r"https?://\S+$", reference.link), reference.id
        assert len({seen.at for seen in reference.seen}) == len(reference.seen), reference.id


def test_the_documents_themselves_if_they_are_at_hand(register: Evidence) -> None:
    """The documents are not part of the project; whoever has them says where."""
    named = os.environ.get("IMURAN_DOCUMENTS")
    if not named:
        pytest.skip("the two documents are not at hand; name their folder in IMURAN_DOCUMENTS")
    findings = list(verify_sources(register, Path(named)))
    assert len(findings) == 170
    assert [(name, wrong) for name, wrong in findings if wrong] == []
