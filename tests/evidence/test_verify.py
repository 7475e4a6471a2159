"""The proof that a copy of a document holds the passages that were read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.evidence import Evidence, load_evidence, passage_digest, verify_sources
from tests.courses import PAGE, write_documents


def wrong(evidence: Evidence, folder: Path) -> dict[str, str]:
    return {name: message for name, message in verify_sources(evidence, folder) if message}


def test_the_right_copy(evidence: Evidence, tmp_path: Path) -> None:
    write_documents(tmp_path / "copy")
    findings = list(verify_sources(evidence, tmp_path / "copy"))
    assert findings == [("D1-001", None), ("D1-002", None), ("D1-003", None)]


def test_a_changed_line_is_named_with_its_claims_only(evidence: Evidence, tmp_path: Path) -> None:
    path = write_documents(tmp_path / "copy")
    path.write_text(path.read_text().replace("dose", "dosage"))
    assert wrong(evidence, tmp_path / "copy") == {
        "D1-002": "page.txt, lines 2-3: differs from the passage that was read"
    }


def test_a_line_added_above_moves_every_passage(evidence: Evidence, tmp_path: Path) -> None:
    path = write_documents(tmp_path / "copy")
    path.write_text("New.\n" + path.read_text())
    assert set(wrong(evidence, tmp_path / "copy")) == {"D1-001", "D1-002", "D1-003"}


def test_a_file_that_ends_too_soon(evidence: Evidence, tmp_path: Path) -> None:
    path = write_documents(tmp_path / "copy")
    path.write_text("\n".join(PAGE[:3]))
    assert wrong(evidence, tmp_path / "copy") == {
        "D1-003": "page.txt, lines 1, 4: missing; the file ends at line 3"
    }


def test_a_missing_file_fails_all_its_claims(evidence: Evidence, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    found = wrong(evidence, tmp_path / "copy")
    assert list(found) == ["D1", "D1-001", "D1-002", "D1-003"]
    assert "no file page.txt" in found["D1"]


def test_a_renamed_copy_is_found_by_its_digest(evidence: Evidence, tmp_path: Path) -> None:
    write_documents(tmp_path / "copy", name="saved as.html")
    for number in range(20):  # digests before and behind that of the document
        (tmp_path / "copy" / f"other{number}.txt").write_text(f"other {number}")
    (tmp_path / "copy" / "folder").mkdir()
    assert wrong(evidence, tmp_path / "copy") == {}
    (tmp_path / "copy" / "saved as.html").write_text("changed")
    assert "D1" in wrong(evidence, tmp_path / "copy")


def test_line_ends_encoding_form_and_byte_order_mark_do_not_count(
    evidence: Evidence, tmp_path: Path
) -> None:
    path = write_documents(tmp_path / "copy", newline="\r\n")
    assert wrong(evidence, tmp_path / "copy") == {}
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b".\r", b".  \r"))
    assert wrong(evidence, tmp_path / "copy") == {}


def test_bytes_that_are_no_text_only_differ(evidence: Evidence, tmp_path: Path) -> None:
    path = write_documents(tmp_path / "copy")
    path.write_bytes(bytes(range(256)) * 50)
    assert set(wrong(evidence, tmp_path / "copy")) == {"D1-001", "D1-002", "D1-003"}


LINES = ["caf\u00e9 ", "two", "three"]


def test_digests_of_known_passages() -> None:
    assert passage_digest(["cafe\u0301"], [1]) == passage_digest(LINES, [1])
    assert passage_digest(LINES, [2, 3]) == passage_digest(["two\t", "three"], [1, 2])
    assert passage_digest(["abc"], [1]) == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


@given(st.lists(st.text(st.characters(codec="ascii", exclude_characters="\n"), max_size=9)))
def test_a_digest_tells_one_text_from_another(lines: list[str]) -> None:
    kept = [line.rstrip() for line in lines]
    numbers = range(1, len(lines) + 1)
    assert passage_digest(lines, numbers) == passage_digest(kept, numbers)
    changed = [*lines, "one more"]
    assert passage_digest(changed, range(1, len(changed) + 1)) != passage_digest(lines, numbers)


def test_each_claim_is_held_against_its_own_document(quizzes: Path, tmp_path: Path) -> None:
    copy = write_documents(tmp_path / "copy")
    other = tmp_path / "copy" / "other.txt"
    other.write_text("Another page.\n")
    digest = hashlib.sha256(other.read_bytes()).hexdigest()
    (quizzes / "documents.yaml").write_text(
        (quizzes / "documents.yaml").read_text()
        + f"  - {{id: D2, title: T, kind: page, file: other.txt, lines: 1, sha256: {digest}, "
        "appraisal: Made up.}\n"
    )
    text = (quizzes / "claims" / "D1.yaml").read_text()
    first = text.split("  - id: D1-002")[0].replace("D1", "D2")
    line = passage_digest(["Another page."], [1])
    first = re.sub(r"sha256: \w+", f"sha256: {line}", first)
    (quizzes / "claims" / "D2.yaml").write_text(first)
    evidence = load_evidence(quizzes)
    assert [name for name, _ in verify_sources(evidence, tmp_path / "copy")] == [
        "D1-001",
        "D1-002",
        "D1-003",
        "D2-001",
    ]
    assert wrong(evidence, tmp_path / "copy") == {}
    copy.unlink()
    assert "D2-001" not in wrong(evidence, tmp_path / "copy")
