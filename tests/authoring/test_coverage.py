"""What covers what is counted rightly, and each goal that is missed is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from imuran_edu.authoring.coverage import Coverage, measure, share_at_apply, types_of
from imuran_edu.authoring.coverage_page import as_page, summary
from imuran_edu.authoring.targets import Goals, load_goals, shortfalls
from tests.courses import ROOT

Change = Callable[[dict[str, Any]], Any]


def missed(course: Path) -> list[str]:
    return shortfalls(measure(course), load_goals(course))


@pytest.fixture
def quiet(course: Path) -> Path:
    """A course that meets its goals: every question cites a claim, every claim is in a table."""
    _edit(course / "quizzes" / "practice" / "doses.yaml", _cite_all)
    _edit(course / "quizzes" / "graded" / "exam.yaml", _other_questions)
    path = course / "quizzes" / "claims" / "D1.yaml"
    path.write_text(path.read_text().replace("priority: H", "priority: L"))
    notebook = course / "notebooks" / "01_doses.ipynb"
    table = 'claims_table(\\"D1-001\\", \\"D1-002\\"'
    assert table in notebook.read_text()
    notebook.write_text(notebook.read_text().replace(table, table + ', \\"D1-003\\"'))
    return course


def _edit(path: Path, change: Change) -> None:
    bank = yaml.safe_load(path.read_text())
    change(bank)
    path.write_text(yaml.safe_dump(bank, sort_keys=False))


def _cite_all(bank: dict[str, Any]) -> None:
    for question in bank["questions"]:
        question["rests_on"] = {"claims": ["D1-001"]}
        question.pop("corrects", None)
    first = bank["questions"][0]
    first["corrects"] = ["D1-002"]
    first["rests_on"] = {"references": [{"id": "label", "at": "Dosage"}]}
    first["stem"] = "By the Country label, what holds?"


def _other_questions(bank: dict[str, Any]) -> None:
    _cite_all(bank)
    for question in bank["questions"]:
        question["stem"] += " In the exam."


def test_a_course_that_meets_its_goals(quiet: Path) -> None:
    assert missed(quiet) == []


def test_what_is_counted(quiet: Path) -> None:
    found = measure(quiet)
    claims = found.evidence.claims
    practice = found.of_kind("practice")
    assert {each.kind for each in practice} == {"practice"}
    assert [each.question.id for each in found.correcting(claims["D1-002"])] == [
        practice[0].question.id,
        "ex-single",
    ]
    assert len(found.about(claims["D1-001"])) == len(found.asked) - 2
    assert found.about(claims["D1-003"]) == []
    assert found.showing(claims["D1-003"]) == ["doses"]
    assert sum(types_of(practice).values()) == len(practice)
    expected = sum(each.question.level in ("apply", "analyse") for each in practice)
    assert share_at_apply(practice) * len(practice) >= expected


def test_a_claim_in_a_part_of_a_case_counts_for_the_case(quiet: Path) -> None:
    def change(bank: dict[str, Any]) -> None:
        case = next(each for each in bank["questions"] if each["type"] == "case")
        case["stages"][0]["questions"][0]["rests_on"] = {
            "claims": ["D1-003"],
            "references": [{"id": "label", "at": "Dosage"}],
        }

    _edit(quiet / "quizzes" / "graded" / "exam.yaml", change)
    found = measure(quiet)
    (asked,) = found.about(found.evidence.claims["D1-003"])
    assert asked.question.type == "case"


def goal(name: str, value: Any) -> Callable[[Path], None]:
    return lambda course: _edit(
        course / "quizzes" / "goals.yaml", lambda goals: goals.update({name: value})
    )


def text(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(course: Path) -> None:
        path = course / file
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new, 1))

    return change


NOTEBOOK = "notebooks/01_doses.ipynb"
CLAIMS = "quizzes/claims/D1.yaml"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (text(NOTEBOOK, ', \\"D1-003\\"', ""), "claim D1-003 stands in no lesson's table"),
        (
            lambda course: _edit(
                course / CLAIMS, lambda file: file["claims"][2].update(priority="M")
            ),
            "claim D1-003 has priority M and is under no question",
        ),
        (
            lambda course: _edit(
                course / CLAIMS, lambda file: file["claims"][2].update(verdict="outdated")
            ),
            "claim D1-003 is judged outdated and no question puts it right",
        ),
        (
            lambda course: _edit(
                course / "quizzes/graded/exam.yaml",
                lambda bank: bank["questions"][1].update(
                    rests_on={"references": [{"id": "label", "at": "Dosage"}]}
                ),
            ),
            "question ex-off cites no claim of the documents",
        ),
        (goal("an_objective", 99), "objective doses-1 is tested by "),
        (goal("practice", {"in_all": 99, "a_lesson": 1}), "practice questions, not 99"),
        (goal("types", 11), "questions are of "),
        (goal("apply_or_above", 1), "questions are at 'apply' or above"),
        (goal("most_of_one_type", 0.1), "questions are of the type multiple"),
        (goal("final", {"assignment": "exam", "questions": 30}), "the final has "),
    ],
)
def test_a_goal_that_is_missed_is_named(
    quiet: Path, change: Callable[[Path], None], words: str
) -> None:
    change(quiet)
    complaints = missed(quiet)
    assert any(words in line for line in complaints), complaints


def blueprint(**more: Any) -> Callable[[Path], None]:
    """Return a change that makes the exam the final, with this blueprint."""

    def change(course: Path) -> None:
        number = len(yaml.safe_load((course / "quizzes/graded/exam.yaml").read_text())["questions"])
        goal("final", {"assignment": "exam", "questions": number, **more})(course)

    return change


def mark_critical(course: Path) -> None:
    text("quizzes/lessons.yaml", "text: Name the dose.}", "text: Name the dose., critical: true}")(
        course
    )


def _as_objective(bank: dict[str, Any], objective: str) -> None:
    for question in bank["questions"]:
        question["objective"] = objective
        for stage in question.get("stages", ()):
            for part in stage["questions"]:
                part["objective"] = objective


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (blueprint(lessons={"doses": 99}), "questions on doses, not 99 (within 1)"),
        (blueprint(lessons={"nowhere": 0}), "a lesson that is not there: nowhere"),
        (blueprint(arithmetic=0.01), "of the questions of the final are sums; at most 1% may be"),
        (
            blueprint(critical=0.9),
            "0% of the points of the final are on critical objectives, not 90%",
        ),
    ],
)
def test_a_final_that_departs_from_its_blueprint_is_told(
    quiet: Path, change: Callable[[Path], None], words: str
) -> None:
    blueprint()(quiet)
    assert not any("final" in line for line in missed(quiet))
    change(quiet)
    complaints = missed(quiet)
    assert any(words in line for line in complaints), complaints


def test_a_final_within_one_of_its_blueprint_will_do(quiet: Path) -> None:
    asked = len(measure(quiet).of_kind("graded"))
    for number, fits in ((asked, True), (asked + 1, True), (asked - 1, True), (asked + 2, False)):
        blueprint(lessons={"doses": number})(quiet)
        assert any("(within 1)" in line for line in missed(quiet)) is not fits


def other_form(course: Path, change: Callable[[dict[str, Any]], None]) -> list[str]:
    """Add a second form of the exam, changed so; return what is missed of it."""
    first = yaml.safe_load((course / "quizzes/graded/exam.yaml").read_text(encoding="utf-8"))
    for question in first["questions"]:
        for each in (question, *(p for s in question.get("stages", ()) for p in s["questions"])):
            each["id"] = "b-" + each["id"]
    change(first)
    path = course / "quizzes/graded/exam-b.yaml"
    path.write_text(yaml.safe_dump(first, sort_keys=False), encoding="utf-8")
    return [line for line in missed(course) if "form 'exam-b'" in line]


def _worth_more(bank: dict[str, Any]) -> None:
    bank["questions"][0]["points"] = 99


def _without_orders(bank: dict[str, Any]) -> None:
    bank["questions"] = [each for each in bank["questions"] if each["type"] != "ordering"]


def test_another_form_of_the_final_keeps_its_blueprint(quiet: Path) -> None:
    blueprint(forms=["exam-b"])(quiet)
    (missing,) = [line for line in missed(quiet) if "form" in line]
    assert missing.startswith("the final's form 'exam-b' has 0 questions, not ")
    assert other_form(quiet, lambda bank: None) == []
    (points,) = other_form(quiet, _worth_more)
    assert " points, and the final has " in points
    (fewer,) = other_form(quiet, _without_orders)
    assert fewer.startswith("the final's form 'exam-b' has "), fewer


def test_another_form_asks_what_kills_and_the_same_types(quiet: Path) -> None:
    mark_critical(quiet)
    blueprint(forms=["exam-b"], critical=0.01)(quiet)
    assert other_form(quiet, lambda bank: None) == []
    complaints = other_form(quiet, lambda bank: _as_objective(bank, "doses-2"))
    assert complaints == [
        "critical objective doses-1 has no question in the final's form 'exam-b'; write one",
        "0% of the points of the final's form 'exam-b' are on critical objectives, not 1%",
    ]

    def of_one_type(bank: dict[str, Any]) -> None:
        like = next(each for each in bank["questions"] if each["type"] == "true_false")
        for number, each in enumerate(bank["questions"]):
            points = each.get("points")
            if points and each["type"] != "case":
                bank["questions"][number] = {**like, "id": each["id"], "points": points}

    complaints = other_form(quiet, of_one_type)
    assert any(
        "questions of the type true_false, and the final has 1" in each for each in complaints
    )


def test_what_kills_is_asked_everywhere(quiet: Path) -> None:
    mark_critical(quiet)
    goal("critical", {"practice": 1, "graded": 0})(quiet)
    blueprint(critical=0.01)(quiet)
    assert not any("critical" in line for line in missed(quiet))
    goal("critical", {"practice": 99, "graded": 1})(quiet)
    complaints = missed(quiet)
    assert any(line.startswith("critical objective doses-1 has ") for line in complaints)
    assert any("practice questions, not 99" in line for line in complaints)
    assert "critical objective doses-1 has 0 graded questions, not 1" in complaints, (
        "the final does not stand for a lesson's assignment"
    )
    _edit(quiet / "quizzes/graded/exam.yaml", lambda bank: _as_objective(bank, "doses-2"))
    assert "critical objective doses-1 has no question in the final; write one" in missed(quiet)


def test_a_lesson_needs_questions_and_an_assignment_of_its_own(quiet: Path) -> None:
    text("quizzes/lessons.yaml", "    introduction: true\n", "")(quiet)
    goal("practice", {"in_all": 0, "a_lesson": 99})(quiet)
    _edit(quiet / "quizzes/graded/exam.yaml", lambda bank: bank.pop("lesson"))
    complaints = missed(quiet)
    assert any("lesson doses has " in line and "practice" in line for line in complaints)
    assert any(line == "lesson doses has 0 graded questions, not 9" for line in complaints)
    assert "lesson doses has no assignment" in complaints


def test_the_page_holds_every_claim_objective_and_bank_and_no_key(quiet: Path) -> None:
    found = measure(quiet)
    page = as_page(found, ["a goal <that> is missed"])
    assert "a goal &lt;that&gt; is missed" in page
    for claim in found.evidence.claims:
        assert f"<th scope='row'>{claim}</th>" in page
    for objective in found.evidence.objectives:
        assert f"<th scope='row'>{objective}</th>" in page
    assert "<code>ex-single*</code>" in page
    assert "SECRET" not in page
    assert "<script" not in page
    assert any(line.startswith("3 claims: 3 in a lesson's table, ") for line in summary(found))


# -- the course itself -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def itself() -> tuple[Coverage, Goals]:
    return measure(ROOT), load_goals(ROOT)


def test_the_course_meets_its_goals(itself: tuple[Coverage, Goals]) -> None:
    assert shortfalls(*itself) == []


def test_the_goals_are_those_that_the_course_was_promised_with(
    itself: tuple[Coverage, Goals],
) -> None:
    coverage, goals = itself
    assert len(coverage.evidence.claims) == 170
    assert (goals.practice.in_all, goals.graded.in_all) == (160, 110)
    assert (goals.practice.a_lesson, goals.graded.a_lesson, goals.types) == (15, 12, 7)
    assert goals.final.questions == 30
    assert goals.final.arithmetic <= 0.25
    assert sum(goals.final.lessons.values()) == goals.final.questions
    assert (goals.critical.practice, goals.critical.graded) == (2, 1)
    assert goals.apply_or_above >= 0.333
    assert goals.apart == ["cases"]
