"""The register as a reader sees it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from imuran_edu.evidence import Verdict
from imuran_edu.widgets import evidence_views, reference_views
from imuran_edu.widgets.evidence_views import claims_table, corrections
from imuran_edu.widgets.reference_views import reference_list
from tests.core.test_markup import Reader

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    seen: list[Any] = []
    for module in (evidence_views, reference_views):
        monkeypatch.setattr(module, "show_html", lambda html, text: seen.append((html, text)))
    return seen


def test_claims_stand_beside_what_the_authorities_say(shown: list[Any]) -> None:
    claims_table("D1-002", "D1-001")
    ((html, text),) = shown
    read = Reader(html)
    assert read.tags <= {
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "strong",
        "br",
        "a",
        "div",
        "details",
        "summary",
    }
    assert html.index("D1-002") < html.index("D1-001")
    assert "is contradicted" in read.text
    assert "The page says <b>this</b>." in read.text, "HTML in a claim is text"
    assert "Country label (January 2020), Dosage" in read.text
    assert read.attributes["href"] == ["https://example.org/label?a=1&b=2"] * 2
    assert text.splitlines()[0] == "D1-002: The page says <b>this</b>."


def test_a_part_that_was_not_seen_is_called_so(shown: list[Any]) -> None:
    claims_table("D1-003")
    assert "Annex [text not seen by us]" in shown[0][0]


@pytest.mark.usefixtures("shown")
def test_unknown_claims_are_named() -> None:
    with pytest.raises(ValueError, match="unknown claims: D1-009, D9-001"):
        claims_table("D1-001", "D1-009", "D9-001")


def test_every_verdict_has_words() -> None:
    assert set(evidence_views.VERDICTS) == {verdict.value for verdict in Verdict}
    assert len(set(evidence_views.VERDICTS.values())) == len(Verdict)


def test_references_of_a_lesson_say_what_was_read(shown: list[Any]) -> None:
    reference_list("doses")
    ((html, text),) = shown
    read = Reader(html)
    assert "Doe JA, The Agency. A label. 2020." in read.text
    assert "Annex: not seen; Dosage: read" in read.text
    assert text == "A label"
    assert html.count("<li>") == 1
    assert "<summary>1 reference</summary>" in html


def test_references_of_the_text_alone_are_added(inside: Path, shown: list[Any]) -> None:
    path = inside.parent / "quizzes" / "references.yaml"
    extra = path.read_text().split("references:\n")[1].replace("id: label", "id: other")
    path.write_text(path.read_text() + extra.replace("A label", "Another label"))
    reference_list("doses", "other")
    assert "Another label" in shown[0][0]
    with pytest.raises(ValueError, match="unknown reference: absent"):
        reference_list("doses", "absent")


@pytest.mark.usefixtures("shown")
def test_a_lesson_without_a_bank_is_told() -> None:
    with pytest.raises(FileNotFoundError, match="there is no practice bank 'nothing'"):
        reference_list("nothing")


def test_what_is_shown_is_html_with_text_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import IPython.display

    seen: list[Any] = []
    monkeypatch.setattr(
        IPython.display, "display", lambda data, raw: seen.append(data) if raw else None
    )
    claims_table("D1-001")
    assert set(seen[0]) == {"text/html", "text/plain"}


def test_the_page_of_corrections_is_folded_up_and_in_order(inside: Path, shown: list[Any]) -> None:
    (inside.parent / "quizzes" / "corrections.yaml").write_text(
        "corrections:\n"
        "  - {question: pr-single, date: 2026-11-01, said: <i>, says: the liver, why: misread}\n"
        "  - {fact: dose-max, date: 2026-11-02, said: '3', says: '2.5', why: misread}\n"
    )
    corrections()
    ((html, text),) = shown
    assert html.startswith("<details><summary>2 things were put right, the last on 2 November 2026")
    assert html.index("fact dose-max") < html.index("question pr-single")
    assert re.search(r"<a href='[\w-]+\.ipynb'>[^<]+</a>, question pr-single", html), "its lesson"
    assert "&lt;i&gt;" in html
    assert text.splitlines() == ["2026-11-02: dose-max: 2.5", "2026-11-01: pr-single: the liver"]


def test_a_course_without_corrections_says_so(shown: list[Any]) -> None:
    corrections()
    assert shown[0][1] == "Nothing had to be put right so far."


def test_every_authority_shows_its_date_and_what_became_of_it(
    inside: Path, shown: list[Any]
) -> None:
    path = inside.parent / "quizzes" / "references.yaml"
    newer = path.read_text().split("references:\n")[1].replace("id: label", "id: newer")
    newer = newer.replace("[[2020, 1]]", "[[2024, 5]]").replace("Country label", "Label 2024")
    undated = newer.replace("id: newer", "id: page").replace("Label 2024", "Web page")
    undated = undated.replace("issued: {date-parts: [[2024, 5]]}", "checked: 2026-11-28")
    old = path.read_text().replace("    seen:", "    superseded-by: [newer]\n    seen:")
    path.write_text(old + newer + undated)
    claims = inside.parent / "quizzes" / "claims" / "D1.yaml"
    text = claims.read_text().replace("{id: label, at: Dosage}", "{id: newer, at: Dosage}", 1)
    claims.write_text(text.replace("{id: label, at: Annex}", "{id: page, at: Annex}"))
    claims_table("D1-001", "D1-002", "D1-003")
    read = Reader(shown[0][0])
    assert "Label 2024, Dosage" in read.text, "the name has the year already"
    assert "Country label (January 2020), replaced in May 2024, Dosage" in read.text
    assert "Web page (read on 28 November 2026), Annex" in read.text
    reference_list("doses", "newer", "page")
    listed = Reader(shown[1][0]).text
    assert "Replaced by Label 2024 (May 2024)." in listed
    assert "(read on 28 November 2026)" in listed
    assert listed.count("Replaced by") == 1
