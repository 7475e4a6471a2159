"""The linter of banks, tested by mutation: take a good bank, break one thing, expect the words."""

from __future__ import annotations

from pathlib import Path

import pytest

from imuran_edu.core import InputError
from imuran_edu.evidence import Evidence, load_evidence
from imuran_edu.questions import find_bank, load_bank
from tests.examples import BANK


def line_of(text: str, part: str) -> int:
    """Return the line on which a part of a text begins."""
    assert text.count(part) >= 1, f"{part!r} is not in the bank"
    return text[: text.index(part)].count("\n") + 1


def complaints(quizzes: Path, text: str, kind: str = "graded") -> list[str]:
    path = quizzes / kind / "exam.yaml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        load_bank(path, load_evidence(quizzes))
    assert all(problem.file == path for problem in caught.value.problems)
    return [f"{problem.line}: {problem.message}" for problem in caught.value.problems]


def test_the_good_bank_is_good(quizzes: Path, evidence: Evidence) -> None:
    assert len(load_bank(quizzes / "graded" / "exam.yaml", evidence).questions) == 13
    assert len(load_bank(quizzes / "practice" / "doses.yaml", evidence).questions) == 12


LABEL = "- {id: b, text: The liver foremost,"
# what is broken: old text, new text, where the complaint points (a text of the mutated bank), words
MUTATIONS = {
    "a missing key": ("    key: b\n", "", "  - id: ex-single", "'key' is missing; add it"),
    "a missing stem": (
        "    stem: Put the steps in order.\n",
        "",
        "  - id: ex-order",
        "'stem' is missing; add it",
    ),
    "no rationale": (
        "    rationale: SECRET rationale of the organ\n",
        "",
        "  - id: ex-single",
        "'rationale' is missing; add it",
    ),
    "no feedback": (
        "    feedback: SECRET praise of the number\n",
        "",
        "  - id: ex-number",
        "'feedback' is missing; add it",
    ),
    "an unknown claim": (
        "claims: [D1-001]",
        "claims: [D1-777]",
        "claims: [D1-777]",
        "unknown claim 'D1-777'; mend the id or add it to claims/",
    ),
    "a claim id of the wrong form": (
        "claims: [D1-001]",
        "claims: [D1_001]",
        "claims: [D1_001]",
        "'claims' String should match pattern",
    ),
    "a duplicate id": (
        "id: ex-off",
        "id: ex-single",
        "id: ex-single\n    type: multiple",
        "the id 'ex-single' stands twice; give one another id",
    ),
    "a duplicate id within a case": (
        "id: ex-case-2",
        "id: ex-case-1",
        "id: ex-case-1\n            type: numeric",
        "the id 'ex-case-1' stands twice",
    ),
    "an id that is no id": (
        "id: ex-single",
        "id: Single!",
        "id: Single!",
        "'id' 'Single!' must be small letters, digits and at least one hyphen",
    ),
    "two equal options": (
        "text: The hair",
        "text: the  SPLEEN alone",
        "- {id: c, text: the  SPLEEN",
        "equals option 'a'; make them differ or delete one",
    ),
    "two options with one id": (
        "{id: c, text: The hair",
        "{id: a, text: The hair",
        "- {id: a, text: The spleen",
        "the id 'a' stands twice in this question",
    ),
    "two equal classes": (
        "text: Lowers the level",
        "text: Raises the level",
        "- {id: y, text: Raises",
        "equals option 'x'",
    ),
    "two equal things to sort": (
        "text: A weak enzyme",
        "text: Allopurinol",
        "- {id: c, text: Allopurinol",
        "equals option 'a'",
    ),
    "two equal sides of a match": (
        "text: Third enzyme",
        "text: First enzyme",
        "- {id: c, text: First enzyme",
        "equals option 'a'",
    ),
    "two equal partners": (
        "text: It sleeps",
        "text: It oxidises",
        "- {id: s, text: It oxidises",
        "equals option 'q'",
    ),
    "two equal steps": (
        "text: Step of the chain",
        "text: Step of the amine",
        "- {id: d, text: Step of the amine",
        "equals option 'c'",
    ),
    "a class that is not there": (
        "{a: x, b: y, c: x, d: y}",
        "{a: x, b: y, c: x, d: z}",
        "key: {a: x",
        "the key names 'z', but the ids here are x, y",
    ),
    "an option without text": (
        "text: The hair",
        'text: ""',
        '- {id: c, text: ""',
        "'text' String should have at least 1 character",
    ),
    "two equal options deep in a case": (
        "{id: k, text: Call the prescriber",
        "{id: k, text: Wait a month",
        "- {id: m, text: Wait a month",
        "equals option 'k'",
    ),
    "a single option": (
        "              - {id: m, text: Wait a month, feedback: SECRET word on waiting}\n",
        "",
        "            options:\n              - {id: k",
        "'options' has 1 and needs at least 2",
    ),
    "a syntax error": ("stem: Which organ", "stem: [Which organ", None, "is not YAML"),
    "an unknown field": (
        "level: remember",
        "levle: remember",
        "levle: remember",
        "'levle' is not a field of this kind; delete it or mend its spelling",
    ),
    "a level that is none": (
        "level: remember",
        "level: memorise",
        "level: memorise",
        "'level' should be 'remember', 'understand'",
    ),
    "an unknown type": (
        "type: single",
        "type: hotspot",
        "type: hotspot",
        "unknown type 'hotspot'; choose one of 'case', 'categorise', 'matching', 'multiple', "
        "'numeric', 'ordering', 'short_text', 'single', 'true_false', 'written', or install a "
        "newer imuran-edu that knows it",
    ),
    "no type": ("    type: single\n", "", "  - id: ex-single", "has no 'type'; add one"),
    "a key naming no option": (
        "    key: b\n",
        "    key: z\n",
        "key: z",
        "the key names 'z', but the ids here are a, b, c",
    ),
    "a multiple key naming no option": ("[b, d]", "[b, z]", "key: [b, z]", "the key names 'z'"),
    "a multiple key naming one twice": ("[b, d]", "[b, b]", "key: [b, b]", "names an option twice"),
    "an empty key": ("[b, d]", "[]", "key: []", "'key' has 0 and needs at least 1"),
    "a credit rule that is none": (
        "credit: coverage",
        "credit: generous",
        "credit: generous",
        "'credit' should be 'off', 'net-correct', 'coverage' or 'each-answer'",
    ),
    "a matching key naming no partner": (
        "{a: q, b: r, c: p}",
        "{a: q, b: r, c: z}",
        "key: {a: q",
        "the key names 'z', but the ids here are p, q, r, s",
    ),
    "a matching key that leaves one out": (
        "{a: q, b: r, c: p}",
        "{a: q, b: r}",
        "key: {a: q",
        "the key leaves out 'c'; give it its partner",
    ),
    "an ordering key that leaves one out": (
        "[c, a, d, b]",
        "[c, a, d]",
        "key: [c, a, d]",
        "the key must name every item once, in the right order",
    ),
    "ids that tell the order": (
        "[c, a, d, b]",
        "[a, b, c, d]",
        "key: [a, b, c, d]",
        "the ids tell the order, and students can see ids; mix them",
    ),
    "a key on a contradicted claim": (
        "claims: [D1-001]",
        "claims: [D1-002]",
        "claims: [D1-002]",
        "claim D1-002 is judged contradicted, so no key may rest on it; name it under 'corrects'",
    ),
    "a correction without its authority's name": (
        "The Country label calls the dose",
        "Someone calls the dose",
        "stem: Someone calls",
        "the stem must say whose word the key follows: name 'Country label'",
    ),
    "a correction that rests on no reference": (
        "rests_on: {references: [{id: label, at: Dosage}]}\n    corrects",
        "rests_on: {claims: [D1-001]}\n    corrects",
        "corrects: [D1-002]",
        "a claim is put right, so the key must rest on references",
    ),
    "a correction of a claim that holds": (
        "corrects: [D1-002]",
        "corrects: [D1-001]",
        "corrects: [D1-001]",
        "claim D1-001 is judged supported: put it under 'rests_on'",
    ),
    "a correction of an unknown claim": (
        "corrects: [D1-002]",
        "corrects: [D9-002]",
        "corrects: [D9-002]",
        "unknown claim 'D9-002'",
    ),
    "an unseen part": (
        "claims: [D1-003], references: [{id: label, at: Dosage}]",
        "claims: [D1-003], references: [{id: label, at: Annex}]",
        "rests_on: {claims: [D1-003]",
        "'label', Annex, was not seen: no graded key may rest on it",
    ),
    "a part seen in part": (
        "claims: [D1-003], references: [{id: label, at: Dosage}]",
        "claims: [D1-003], references: [{id: label, at: Warnings}]",
        "rests_on: {claims: [D1-003]",
        "'label', Warnings, was seen in part only: no graded key may rest on it",
    ),
    "an unknown part": (
        "claims: [D1-003], references: [{id: label, at: Dosage}]",
        "claims: [D1-003], references: [{id: label, at: Page 9}]",
        "rests_on: {claims: [D1-003]",
        "'label' has no part 'Page 9'; it lists: Dosage; Warnings; Annex",
    ),
    "an unknown reference": (
        "claims: [D1-003], references: [{id: label, at: Dosage}]",
        "claims: [D1-003], references: [{id: lable, at: Dosage}]",
        "rests_on: {claims: [D1-003]",
        "unknown reference 'lable'; add it to references.yaml or mend the id",
    ),
    "a graded key that rests on nothing read": (
        "claims: [D1-003], references: [{id: label, at: Dosage}]",
        "claims: [D1-003]",
        "rests_on: {claims: [D1-003]",
        "nothing that this graded key rests on was read: cite a part that was seen",
    ),
    "a key that rests on nothing": (
        "rests_on: {claims: [D1-001]}",
        "rests_on: {}",
        "rests_on: {}",
        "'rests_on' is empty; name a claim that holds or a reference seen",
    ),
    "an unknown objective": (
        "objective: doses-1",
        "objective: doses-9",
        "objective: doses-9",
        "unknown objective 'doses-9'; see lessons.yaml",
    ),
    "an unknown lesson": (
        "lesson: doses",
        "lesson: dozes",
        "lesson: dozes",
        "unknown lesson 'dozes'; see lessons.yaml",
    ),
    "a unit that is none": (
        "unit: mg/day",
        "unit: mg/fortnight",
        "key: {value: 137.5",
        "unit 'mg/fortnight' is not understood; use one like mg/day or none",
    ),
    "a range that runs backwards": (
        "low: 130, high: 145",
        "low: 145, high: 130",
        "- {low: 145",
        "the range runs from 145.0 down to 130.0; swap them",
    ),
    "a range without ends": (
        "{high: 0, feedback",
        "{feedback",
        "- {feedback: SECRET word on doses",
        "a range needs 'low', 'high' or both",
    ),
    "a range that nobody meets": (
        "low: 130, high: 145",
        "low: 136, high: 138",
        "- {low: 136",
        "the range lies within the key's tolerance, so nobody meets it",
    ),
    "a range that gives more than everything": (
        "share: 0.5",
        "share: 1.5",
        "- {low: 130",
        "'share' should be less than or equal to 1",
    ),
    "a value that is no number": (
        "value: 137.5",
        "value: .nan",
        "key: {value: .nan",
        "'value' should be a finite number",
    ),
    "a negative tolerance": (
        "tolerance: 2.5",
        "tolerance: -1",
        "key: {value: 137.5",
        "'tolerance' should be greater than or equal to 0",
    ),
    "points for nothing": (
        "points: 3\n    rationale: SECRET rationale of the enzymes",
        "points: 0\n    rationale: SECRET rationale of the enzymes",
        "points: 0",
        "'points' should be greater than or equal to 0.1",
    ),
    "too many slips": (
        "slips: 1",
        "slips: 2",
        "slips: 2",
        "2 slips are too many for an answer of 5 letters; allow one for every five",
    ),
    "an accepted answer without a letter": (
        "TPMT-9]",
        '"?!"]',
        "key: [thiopurine",
        "an accepted answer has no letter or digit, so any mark would do",
    ),
    "an answer both right and wrong": (
        "text: xanthine oxidase",
        "text: tpmt 9",
        "- {text: tpmt 9",
        "'tpmt 9' is an accepted answer too; delete one of the two",
    ),
    "a rubric that gives too little": (
        "{points: 4, title: All",
        "{points: 3, title: All",
        "rubric:",
        "the best level has 3 points, not 4",
    ),
    "a case of one stage": (
        BANK[BANK.index("      - id: second") :],
        "",
        "    stages:",
        "'stages' has 1 and needs at least 2",
    ),
    "a stage without questions": (
        BANK[BANK.index("        questions:\n          - id: ex-case-3") :],
        "        questions: []\n",
        "        questions: []",
        "'questions' has 0 and needs at least 1",
    ),
    "a bank without questions": (
        BANK[BANK.index("questions:") :],
        "questions: []\n",
        None,
        "needs at least",
    ),
    "a bank of another kind": (
        "kind: graded",
        "kind: exam",
        "kind: exam",
        "'kind' should be 'practice' or 'graded'",
    ),
    "two ids for one right option": (
        "    key: b\n",
        "    key: [b, a]\n",
        "key: [b, a]",
        "'key' must be one id and no list; for several right options write type: multiple",
    ),
    "off without quotes": (
        "credit: coverage",
        "credit: off",
        "credit: off",
        "'credit' is false, as which YAML reads off or no; put the word in quotes",
    ),
    "a decimal comma": (
        "value: 137.5",
        "value: 137,5",
        "key: {value: 137",
        "a decimal number has a point and no comma",
    ),
    "one id where several may stand": (
        "[b, d]",
        "d",
        "key: d",
        "'key' must be a list; write [d]",
    ),
    "points in letters": (
        "points: 3\n    rationale: SECRET rationale of the enzymes",
        "points: two\n    rationale: SECRET rationale of the enzymes",
        "points: two",
        "'points' should be a number, not 'two'",
    ),
    "a colon that is missing": (
        "points: 3\n    rationale: SECRET rationale of the enzymes",
        "points 3\n    rationale: SECRET rationale of the enzymes",
        "points 3",
        "a colon is missing after a name",
    ),
    "a number without its unit": (
        "key: {value: 137.5, unit: mg/day, tolerance: 2.5}",
        "key: 5",
        "key: 5",
        "'key' must say more; write {value: 5, unit: mg, tolerance: 0.1}",
    ),
    "no bank at all": (BANK, "just words\n", "just words", "is not a bank; begin with 'kind:'"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_one_thing_broken(quizzes: Path, name: str) -> None:
    old, new, place, words = MUTATIONS[name]
    text = BANK.replace(old, new, 1)
    assert text != BANK
    found = complaints(quizzes, text)
    wanted = f"{line_of(text, place)}: " if place else ""
    # shared parts (&cells) are complained of once for each question that uses them
    assert any(each.startswith(wanted) and words in each for each in found), found


def test_a_practice_bank_has_no_written_question(quizzes: Path) -> None:
    text = BANK.replace("kind: graded", "kind: practice")
    found = complaints(quizzes, text, "practice")
    assert found == ["1: a 'written' question needs a grader; it belongs in a graded bank"]


def test_a_bank_lies_in_the_folder_of_its_kind(quizzes: Path) -> None:
    found = complaints(quizzes, BANK, "practice")
    assert found == ["1: kind is 'graded' but the file lies in practice/; move it"]


@pytest.mark.parametrize("ids", ["abcd", "pqrs"])
def test_partners_in_the_order_of_the_left_side_give_the_key_away(quizzes: Path, ids: str) -> None:
    text = BANK
    for old, new in zip("pqrs", ids, strict=True):
        text = text.replace(f"{{id: {old}, text: It", f"{{id: {new}, text: It")
    first, second, third, _ = ids
    text = text.replace("{a: q, b: r, c: p}", f"{{a: {first}, b: {second}, c: {third}}}")
    assert any("students can see ids" in each for each in complaints(quizzes, text))


def test_things_with_the_ids_of_their_classes_give_the_key_away(quizzes: Path) -> None:
    text = BANK.replace("{id: x, text: Raises", "{id: a, text: Raises")
    text = text.replace("{id: y, text: Lowers", "{id: b, text: Lowers")
    for letter in "cd":
        start = text.index(f"      - {{id: {letter}, text: A ", text.index("A missed tablet"))
        text = text[:start] + text[text.index("\n", start) + 1 :]
    text = text.replace("{a: x, b: y, c: x, d: y}", "{a: a, b: b}")
    (complaint,) = complaints(quizzes, text)
    assert "partners have the same ids, and students can see ids; change one side" in complaint


def test_a_practice_key_may_rest_on_a_part_that_was_seen_in_part(
    quizzes: Path, evidence: Evidence
) -> None:
    path = quizzes / "practice" / "doses.yaml"
    path.write_text(path.read_text().replace("at: Dosage", "at: Warnings"))
    assert load_bank(path, evidence)
    path.write_text(path.read_text().replace("at: Warnings", "at: Annex"))
    with pytest.raises(InputError, match="no practice key may rest on it"):
        load_bank(path, evidence)


def test_all_faults_are_named_at_once(quizzes: Path) -> None:
    text = BANK.replace("    key: b\n", "    key: z\n").replace("[c, a, d, b]", "[c]")
    text = text.replace("slips: 1", "slips: 3")
    found = complaints(quizzes, text)
    assert len(found) == 3
    assert [int(each.split(":")[0]) for each in found] == sorted(
        int(each.split(":")[0]) for each in found
    )


def test_a_bank_is_found_by_its_name(quizzes: Path) -> None:
    assert find_bank("doses", start=quizzes) == quizzes / "practice" / "doses.yaml"
    assert find_bank("exam", "graded", start=quizzes) == quizzes / "graded" / "exam.yaml"
    with pytest.raises(FileNotFoundError, match="no practice bank 'dozes'; there are: doses"):
        find_bank("dozes", start=quizzes)


def test_a_practice_bank_belongs_to_a_lesson(quizzes: Path) -> None:
    path = quizzes / "practice" / "doses.yaml"
    text = path.read_text().replace("lesson: doses\n", "")
    found = complaints(quizzes, text, "practice")
    assert found == ["1: a practice bank belongs to a lesson; add 'lesson:'"]


def test_a_graded_bank_may_be_drawn_across_the_course(quizzes: Path, evidence: Evidence) -> None:
    path = quizzes / "graded" / "exam.yaml"
    path.write_text(BANK.replace("lesson: doses\n", ""))
    assert load_bank(path, evidence).lesson is None


def test_facts_are_filled_in_as_a_bank_is_read(quizzes: Path) -> None:
    path = quizzes / "graded" / "exam.yaml"
    path.write_text(BANK.replace("Which organ wakes", "Of {{dose-max}}, which organ wakes"))
    stem = load_bank(path).by_id["ex-single"].stem
    assert stem == "Of at most 2.5 mg/kg/day, which organ wakes the **prodrug**?"


def test_every_bad_reference_is_named(quizzes: Path) -> None:
    references = "{references: [{id: nowhere, at: Page 1}, {id: label, at: Nowhere}]}"
    text = BANK.replace("rests_on: {claims: [D1-001]}", f"rests_on: {references}", 1)
    found = complaints(quizzes, text)
    assert len([each for each in found if "nowhere" in each.casefold()]) == 2, found


def test_two_pairs_in_the_order_of_their_ids_tell_nothing(quizzes: Path) -> None:
    text = BANK.replace(
        "      - {id: c, text: Third enzyme, feedback: SECRET mend of the third}\n", ""
    )
    text = text.replace("key: {a: q, b: r, c: p}", "key: {a: q, b: r}")
    path = quizzes / "graded" / "exam.yaml"
    path.write_text(text)
    assert load_bank(path).by_id["ex-match"].key == {"a": "q", "b": "r"}


@pytest.mark.parametrize(
    ("ends", "met"),
    [
        ("low: 135, high: 140", False),
        ("low: 134.9, high: 140", True),
        ("low: 135, high: 140.1", True),
    ],
)
def test_a_range_of_the_very_tolerance_is_met_by_nobody(
    quizzes: Path, ends: str, met: bool
) -> None:
    text = BANK.replace("low: 130, high: 145", ends)
    path = quizzes / "graded" / "exam.yaml"
    path.write_text(text)
    if met:
        assert load_bank(path).by_id["ex-number"].ranges[0].high
    else:
        (complaint,) = complaints(quizzes, text)
        assert "so nobody meets it" in complaint


def test_a_text_for_a_person_to_grade_is_no_part_of_a_case(quizzes: Path) -> None:
    text = BANK.replace("            type: true_false", "            type: written")
    (found,) = complaints(quizzes, text)
    place = line_of(text, "            type: written")
    assert found.startswith(
        f"{place}: unknown type 'written'; choose one of 'categorise', 'matching'"
    )
