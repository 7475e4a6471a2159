"""What rests on an authority that was replaced says so, wherever it stands."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from imuran_edu.authoring import check_currency
from imuran_edu.authoring.check_currency import Place, currency_problems, silent_on
from imuran_edu.authoring.currency import COLUMNS, as_rows, csv_text, measure, summary
from imuran_edu.authoring.currency_page import as_page, timeline
from imuran_edu.evidence import Citation, Evidence, Fact, load_evidence, load_facts
from tests.courses import REFERENCES, ROOT

TODAY = date(2026, 11, 28)
NEXT = """\
  - id: next-label
    short: Country label 2024
    type: document
    title: The next label
    issued: {date-parts: [[2024, 5, 17]]}
    checked: 2024-11-29
    URL: https://example.org/next
    seen: [{at: Dosage, extent: text, gives: the dose}]
"""
REPLACED = (
    REFERENCES.replace("    seen:", "    superseded-by: [next-label]\n    seen:", 1)
    .replace("at: Warnings, extent: part,", "at: Warnings, extent: part, stands: true,")
    .replace("short: Country label", "short: Country label 2020")
    + NEXT
)
FACTS = {
    name: Fact(id=name, text="9 mg", means="a dose", rests_on=Citation(id="label", at=at))
    for name, at in (("dose", "Dosage"), ("harm", "Warnings"))
}


@pytest.fixture
def replaced(quizzes: Path) -> Evidence:
    """A register in which the label was replaced; its warnings stand."""
    (quizzes / "references.yaml").write_text(REPLACED)
    return load_evidence(quizzes, TODAY)


def place(text: str, *cites: tuple[str, str], draws: str = "") -> Place:
    """Return a place that says and cites so much."""
    drawn = frozenset({draws} - {""})
    return Place("question", "q", Path("bank.yaml"), 7, text, frozenset(cites), drawn)


@pytest.mark.parametrize(
    ("found", "silent"),
    [
        pytest.param(place("The dose.", ("label", "Dosage")), True, id="cited in silence"),
        pytest.param(place("{{ref:label}}.", ("label", "Dosage")), False, id="named by the data"),
        pytest.param(
            place('<span class="ref label">x</span>', ("label", "Dosage")), False, id="written out"
        ),
        pytest.param(place("The harm.", ("label", "Warnings")), False, id="a part that stands"),
        pytest.param(
            place("", ("label", "Dosage"), ("next-label", "Dosage")), False, id="successor cited"
        ),
        pytest.param(place("{{ref:next-label}}", ("label", "Dosage")), False, id="successor named"),
        pytest.param(place("Give {{dose}}."), True, id="a fact in silence"),
        pytest.param(place("Give {{dose}}, {{ref:label}}."), False, id="a fact that is told"),
        pytest.param(place("Mind {{harm}}."), False, id="a fact of a part that stands"),
        pytest.param(place("", draws="dose"), True, id="a fact that is drawn"),
        pytest.param(place("Country label 2020 asks."), True, id="named by hand"),
        pytest.param(
            place("Country label 2020, {{ref:label}}."), False, id="by hand, and by the data"
        ),
        pytest.param(
            place("Country label 2020", ("next-label", "Dosage")), True, id="by hand, successor"
        ),
        pytest.param(place("Country label 20201 asks."), False, id="another name"),
        pytest.param(place("{{ref:next-label}}", ("next-label", "Dosage")), False, id="in force"),
    ],
)
def test_who_is_silent(replaced: Evidence, found: Place, silent: bool) -> None:
    assert silent_on(found, replaced, FACTS) == (["label"] if silent else [])


def test_every_kind_of_place_is_named_with_its_line(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_currency, "_drawings", lambda: iter(()))
    quizzes = course / "quizzes"
    (quizzes / "references.yaml").write_text(REPLACED)
    evidence, facts = load_evidence(quizzes), load_facts(quizzes / "facts")
    problems = [
        str(each).replace(f"{course}/", "") for each in currency_problems(course, evidence, facts)
    ]
    said = (
        "rests on Country label 2020, which Country label 2024 has replaced, and does not say so: "
        "write {{ref:label}} in it, or rest it on 'next-label'"
    )
    assert f"quizzes/claims/D1.yaml:3: claim 'D1-001' {said}" in problems
    assert any(each.startswith("quizzes/graded/exam.yaml:") for each in problems)
    lesson = next(each for each in problems if each.startswith("notebooks/"))
    assert f"lesson '01_doses, top' {said}" in lesson
    line = int(lesson.split(":")[1])
    text = (course / "notebooks" / "01_doses.ipynb").read_text().splitlines()[line - 1]
    assert text.strip() == '"id": "top",'


def test_what_cannot_be_read_is_passed_over(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_currency, "_drawings", lambda: iter(()))
    quizzes = course / "quizzes"
    evidence, facts = load_evidence(quizzes), load_facts(quizzes / "facts")
    (quizzes / "practice" / "doses.yaml").write_text("questions: [")
    (quizzes / "graded" / "exam.yaml").write_text("questions: 3")
    (course / "notebooks" / "01_doses.ipynb").write_text("{}")
    assert list(currency_problems(course, evidence, facts)) == []


def test_the_list_tells_age_what_rests_and_what_was_replaced(course: Path) -> None:
    quizzes = course / "quizzes"
    (quizzes / "references.yaml").write_text(REPLACED)
    found = {each.reference.id: each for each in measure(course, TODAY)}
    label, newer = found["label"], found["next-label"]
    assert (label.months, newer.months) == (82, 23)
    assert (label.due, newer.due) == (False, False), "what was replaced needs no look"
    assert label.replaced == "May 2024"
    assert "dose-max" in label.carries["fact"]
    assert label.carries["claim"] == ["D1-001", "D1-002", "D1-003"]
    assert label.carries["lesson"] == ["01_doses, top"]
    assert "lesson 01_doses, top" in label.silent
    assert newer.carries == {}
    lines = summary(list(found.values()))
    assert lines[0].startswith("2 references: 1 were replaced, 0 were not checked for more than 24")
    assert any("Country label 2020, replaced in May 2024 by Country label 2024" in x for x in lines)
    assert any(line.startswith("  lesson 01_doses, top: Country label 2020") for line in lines)
    later = {each.reference.id: each for each in measure(course, date(2026, 12, 29))}
    assert (later["next-label"].months, later["next-label"].due) == (25, True)


def test_findings_are_never_due(course: Path) -> None:
    text = REFERENCES.replace("type: document", "type: document\n    genre: study")
    (course / "quizzes" / "references.yaml").write_text(text)
    assert not any(each.due for each in measure(course, TODAY))
    (course / "quizzes" / "references.yaml").write_text(REFERENCES)
    (due,) = [each for each in measure(course, TODAY) if each.due]
    assert due.reference.id == "label"


def test_table_and_page_hold_every_reference(course: Path) -> None:
    (course / "quizzes" / "references.yaml").write_text(REPLACED.replace("A label", "A <i>"))
    found = measure(course, TODAY)
    header, *rows = csv_text(found, []).splitlines()
    assert header.split(",") == list(COLUMNS)
    assert len(rows) == len(as_rows(found)) == 2
    page = as_page(found, TODAY)
    assert "Country label 2020: issued January 2020, replaced in May 2024 by Country" in page
    assert page.count("<circle") == 1, "one of the two was checked"
    assert "<script" not in page
    assert timeline([], TODAY) == "<p>No reference has a date.</p>"


def test_the_timeline_puts_bars_where_their_years_are(course: Path) -> None:
    (course / "quizzes" / "references.yaml").write_text(REPLACED)
    picture = timeline(measure(course, TODAY), TODAY)
    bars = [piece.split("'") for piece in picture.split("<rect ")[1:]]
    starts = [float(bar[1]) for bar in bars]
    ends = [float(bar[1]) + float(bar[5]) for bar in bars]
    assert starts == sorted(starts, reverse=True), "the latest first"
    assert ends[1] == pytest.approx(starts[0], abs=0.2), "the old one ends where the new one begins"
    assert ends[0] == pytest.approx(930, abs=0.2), "what is in force reaches today"


def test_every_lesson_cell_of_the_course_is_looked_at() -> None:
    cells = [each for each in check_currency.places_of(ROOT) if each.kind == "lesson"]
    notebooks = (ROOT / "notebooks").glob("*.ipynb")
    wanted = sum(
        cell["cell_type"] == "markdown"
        for path in notebooks
        for cell in json.loads(path.read_text())["cells"]
    )
    assert len(cells) == wanted > 100
