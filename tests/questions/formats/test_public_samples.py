"""What public files of Aiken, Moodle XML, QTI 1.2 and 2.1 held, rebuilt in small files of our own.

Read once as they are in public repositories, and compared by hand:

- Canvas's own fixtures (`instructure/qti`), QTI 1.2. `all_canvas_simple_1.2.xml`: ten questions; a
  choice, true or false, a short text with two spellings, answers in several blanks and a formula
  (named, left out), several answers with three empty options, one dropdown, a matching with an
  empty row and an empty partner, a number with three right conditions, an essay; feedback on the
  whole question. `edge_cases_1.2.xml`: dropdowns whose lists share options.
  `feedback_quiz_1.2.xml`: an essay whose text is an empty `<div>`, two true or false.
  `interaction_checks_1.2.xml`: as the first, with a partner for each blank. `mathml/numeric`: two
  numbers. `test_qti_1.2_canvas` and `_multi`: packages of quizzes, one essay each.
- The same, QTI 2.1 (`items_2.1`, `test_qti_2.1`): choices, an order, two matchings, a word, essays;
  gaps and associations (named, left out); pictures and MathML (named).
- `vosslab/qti_package_maker`: one package each of QTI 1.2 and 2.1.
- Moodle XML: `sonsoleslp/aiken-to-moodlexml` (a choice of two right options, a text with two
  answers, a number, a matching; a description, an order and a cloze, left out),
  `sonsoleslp/moodlexml-to-json` (fifteen questions; essays whose stem stands outside `<text>`, a
  question without a type), `KevinDelcourt/ExemplesMoodleXML` (a quiz of two; single questions
  without `<quiz>`, which are refused), and of Moodle's own fixtures `error_invalid_grades.xml` (a
  weight that is none of Moodle's: its weights are named, for no rule here gives them) and
  `truefalse.xml` and `multichoice.xml` (read in part: pictures and a sound, named).
- Aiken: `sonsoleslp/aiken-to-moodlexml` (three questions of one answer; several answers in a line,
  and words of another dialect, left out), Moodle's own `questions.aiken.txt` (two questions, markup
  in a stem) and `aiken_errors.txt` (two good questions, one of them with `A)` close to its text,
  and four that are not: one without an ANSWER ran into the next), and the examples of
  `kevinuulong/aiken-to-forms` (two of five and four options).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from imuran_edu.authoring.import_bank import import_bank
from imuran_edu.questions.formats import Draft
from imuran_edu.questions.interchange import Choice, Match, Number


def brought(tmp_path: Path, name: str, text: str) -> tuple[Draft, str]:
    """Import a file into a course; return what it held, and the bank's text."""
    source = tmp_path / name
    source.write_text(text, encoding="utf-8")
    target = tmp_path / "quizzes" / "practice" / "from-elsewhere.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = import_bank(source, None, target, force=True)
    return draft, target.read_text(encoding="utf-8")


def told(draft: Draft) -> str:
    return "\n".join(str(loss) for loss in draft.losses)


def canvas(kind: str, presentation: str, conditions: str) -> str:
    """Return a file with one question, as Canvas writes it."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment title="A">
<section><item ident="q1"><itemmetadata><qtimetadata>
<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry>
</qtimetadatafield></qtimetadata></itemmetadata>
<presentation><material><mattext>What?</mattext></material>{presentation}</presentation>
<resprocessing>{conditions}</resprocessing></item>
<item ident="q2"><presentation><material><mattext>Why?</mattext></material>
<response_str ident="r"><render_fib/></response_str></presentation></item>
</section></assessment></questestinterop>"""


FIELD = '<response_str ident="r"><render_fib fibtype="Decimal"/></response_str>'
SCORE = '<setvar action="Set" varname="SCORE">100</setvar></respcondition>'


def option(ident: str, text: str) -> str:
    return f"""<response_label ident="{ident}"><material><mattext>{text}</mattext></material>
</response_label>"""


def right(test: str) -> str:
    return f"<respcondition><conditionvar>{test}</conditionvar>{SCORE}"


def test_a_number_with_several_right_conditions_names_those_that_are_left_out(
    tmp_path: Path,
) -> None:
    conditions = right('<varequal respident="r">42</varequal>') + right(
        '<vargte respident="r">50</vargte><varlte respident="r">60</varlte>'
    )
    draft, _ = brought(tmp_path, "a.xml", canvas("numerical_question", FIELD, conditions))
    number = draft.items[0]
    assert isinstance(number, Number) and (number.value, number.tolerance) == (42, 0)
    assert "a further right number, 55 ± 5, was left out" in told(draft)


@pytest.mark.parametrize("kind", ["calculated_question", "file_upload_question"])
def test_a_formula_is_no_essay(tmp_path: Path, kind: str) -> None:
    draft, _ = brought(tmp_path, "a.xml", canvas(kind, FIELD, right("<other/>")))
    assert [item.id for item in draft.items] == ["q2"]
    assert f"there is no place for a question of type '{kind}'" in told(draft)


def test_options_without_a_text_are_left_out_and_named(tmp_path: Path) -> None:
    options = option("1", "") + option("2", "AZA") + option("3", "6-MP") + option("4", "")
    presentation = f"""<response_lid ident="r" rcardinality="Multiple"><render_choice>{options}
</render_choice></response_lid>"""
    conditions = right('<varequal respident="r">2</varequal>')
    file = canvas("multiple_answers_question", presentation, conditions)
    draft, text = brought(tmp_path, "a.xml", file)
    choice = draft.items[0]
    assert isinstance(choice, Choice) and [each.text for each in choice.options] == ["AZA", "6-MP"]
    assert told(draft).count("was left out: it has no text") == 2
    assert text.count("# q1: option '") == 2


def test_rows_and_partners_without_a_text_are_left_out(tmp_path: Path) -> None:
    partners = option("p0", "") + option("p1", "enzyme") + option("p2", "drug")
    rows = [("r0", "", "p0"), ("r1", "TPMT", "p1"), ("r2", "Imuran", "p2")]
    presentation = "".join(
        f"""<response_lid ident="{ident}"><material><mattext>{text}</mattext></material>
<render_choice>{partners}</render_choice></response_lid>"""
        for ident, text, _ in rows
    )
    conditions = "".join(
        right(f'<varequal respident="{ident}">{partner}</varequal>') for ident, _, partner in rows
    )
    file = canvas("matching_question", presentation, conditions)
    draft, _ = brought(tmp_path, "a.xml", file)
    match = draft.items[0]
    assert isinstance(match, Match)
    texts = {each.id: each.text for each in (*match.things, *match.partners)}
    assert {texts[a]: texts[b] for a, b in match.pairs.items()} == {
        "TPMT": "enzyme",
        "Imuran": "drug",
    }
    assert "row 'a'" in told(draft) and "partner '" in told(draft)


def test_a_question_that_asks_nothing_is_left_out(tmp_path: Path) -> None:
    stem = "<questiontext>outside its text</questiontext>"
    file = f"""<quiz><question type="essay">{stem}</question>
<question type="essay"><questiontext><text>Why?</text></questiontext></question>
<question><questiontext><text>Of no type</text></questiontext></question></quiz>"""
    draft, _ = brought(tmp_path, "a.xml", file)
    assert [item.stem for item in draft.items] == ["Why?"]
    assert "it has no question to ask" in told(draft) and "type ''" in told(draft)
