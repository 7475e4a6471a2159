"""What imports once did in silence: a wrong key, part of the points, a changed or a lost text.

Each was met in a public file (Canvas's fixtures in `instructure/qti`, the samples of
fuhrmanator/GIFT-grammar-PEG.js) or told by its format's standard; rebuilt in small files of ours.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from imuran_edu.authoring.import_bank import import_bank
from imuran_edu.questions.formats import Draft, find_format, guess_format
from imuran_edu.questions.formats._archive import pack
from imuran_edu.questions.interchange import Choice, Match, Number, Order, Text


def read(name: str, text: str) -> Draft:
    return find_format(name, "read").read(text.encode(), "file")


def told(draft: Draft) -> str:
    return "\n".join(str(loss) for loss in draft.losses)


def test_a_feedback_of_two_lines_does_not_break_the_bank(tmp_path: Path) -> None:
    said = "Two lines\n\nkey: evil"
    file = f"""<questestinterop><item ident="a"><presentation>
<material><mattext>So?</mattext></material><response_str ident="r"/></presentation>
<itemfeedback ident="x"><material><mattext>{said}</mattext></material></itemfeedback>
</item></questestinterop>"""
    (tmp_path / "practice").mkdir()
    source, target = tmp_path / "a.xml", tmp_path / "practice" / "mine.yaml"
    source.write_text(file)
    import_bank(source, None, target)
    bank = yaml.safe_load(target.read_text())
    assert [question["stem"] for question in bank["questions"]] == ["So?"]
    assert "# line 1: a: the feedback 'Two lines key: evil' was left out" in target.read_text()


@pytest.mark.parametrize("beside", ["__MACOSX/quiz.xml", "a/._quiz.xml"])
def test_a_zip_of_canvas_is_known_by_what_it_holds(beside: str) -> None:
    quiz = b"""<questestinterop><item ident="a"><presentation><material><mattext>So?</mattext>
</material><response_str ident="r"/></presentation></item></questestinterop>"""
    packed = pack({"imsmanifest.xml": b"<manifest/>", "a/quiz.xml": quiz, beside: b"\0\5"})
    assert guess_format(packed, "my-quiz-export.zip") == "qti12"
    assert len(find_format("qti12", "read").read(packed, "x.zip").items) == 1


def item12(asked: str, scored: str, kind: str = "", stem: str = "So?", more: str = "") -> str:
    return f"""<questestinterop><item ident="a"><itemmetadata><qtimetadata><qtimetadatafield>
<fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield>{more}
</qtimetadata></itemmetadata><presentation><material><mattext>{stem}</mattext></material>{asked}
</presentation><resprocessing>{scored}</resprocessing></item></questestinterop>"""


def options(cardinality: str) -> str:
    each = "".join(
        f'<response_label ident="{n}"><material><mattext>{n.upper()}</mattext></material>'
        "</response_label>"
        for n in "abc"
    )
    return f"""<response_lid ident="r" rcardinality="{cardinality}"><render_choice>{each}
</render_choice></response_lid>"""


def scored(names: str, value: float, action: str = "Add") -> str:
    tests = "".join(f'<varequal respident="r">{name}</varequal>' for name in names)
    return f"""<respcondition><conditionvar>{tests}</conditionvar>
<setvar varname="SCORE" action="{action}">{value}</setvar></respcondition>"""


def test_qti_12_an_order_is_an_order() -> None:
    draft = read("qti12", item12(options("Ordered"), scored("cab", 5)))
    (order,) = draft.items
    assert isinstance(order, Order) and order.order == ("c", "a", "b") and order.points == 5
    draft = read("qti12", item12(options("Ordered"), scored("ca", 5)))
    assert not draft.items and "does not name every thing once" in told(draft)


def test_qti_12_the_best_answer_is_the_key_and_points_taken_are_no_points() -> None:
    scores = scored("a", 50) + scored("b", 100) + scored("c", 50, "Subtract")
    draft = read("qti12", item12(options("Single"), scores))
    (choice,) = draft.items
    assert isinstance(choice, Choice) and [o.id for o in choice.options if o.right] == ["b"]
    assert "answers worth 50 of 100 points are wrong answers here" in told(draft)


def test_qti_12_all_or_nothing_stays_so() -> None:
    more = """<qtimetadatafield><fieldlabel>scoring_algorithm</fieldlabel>
<fieldentry>AllOrNothing</fieldentry></qtimetadatafield>"""
    file = item12(options("Multiple"), scored("ab", 100), "multiple_answers_question", more=more)
    (choice,) = read("qti12", file).items
    assert isinstance(choice, Choice) and choice.credit == "off"
    rows = options("Single") + options("Single").replace('ident="r"', 'ident="s"')
    rows = rows.replace("<render_choice>", "<material><mattext>row</mattext></material>\\g", 2)
    rows = rows.replace("\\g", "<render_choice>")
    keys = scored("a", 50) + scored("b", 50).replace('"r"', '"s"')
    (match,) = read("qti12", item12(rows, keys, "matching_question", more=more)).items
    assert isinstance(match, Match) and match.credit == "off"


def test_qti_12_a_stem_in_pieces_and_with_marks_is_whole() -> None:
    stem = "Look at <strong>this</strong>.</mattext><matimage/><mattext>What is it?"
    file = item12(
        "<material><mattext>And more.</mattext></material>" + options("Single"), "", stem=stem
    )
    file = file.replace("<resprocessing>", f"<resprocessing>{scored('a', 1)}")
    draft = read("qti12", file)
    assert draft.items[0].stem == "Look at **this**. What is it?\n\nAnd more."
    assert "an image was left out" in told(draft)


def test_qti_12_texts_that_earn_less_or_are_patterns_are_named() -> None:
    field = '<response_str ident="r"><render_fib/></response_str>'
    draft = read("qti12", item12(field, scored(["one"], 2) + scored(["two"], 1)))  # type: ignore[arg-type]
    (text,) = draft.items
    assert isinstance(text, Text) and text.accepted == ("one",) and text.points == 2
    assert "'two' is worth 1 of 2 points" in told(draft)
    pattern = scored(["one"], 2).replace("varequal", "varsubstring")  # type: ignore[arg-type]
    draft = read("qti12", item12(field, pattern, "short_answer_question"))
    assert "any text with 'one' in it" in told(draft) and "a person grades it here" in told(draft)


def item21(body: str, declared: str, more: str = "", attributes: str = "") -> str:
    return f"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="x"
{attributes}>{more}<responseDeclaration identifier="R" {declared}</responseDeclaration>
<itemBody><p>So?</p>{body}</itemBody></assessmentItem>"""


FIELD = '<p><textEntryInteraction responseIdentifier="R"/></p>'
ASK = '<choiceInteraction responseIdentifier="R">{}</choiceInteraction>'.format(
    "".join(f'<simpleChoice identifier="{n}">{n}</simpleChoice>' for n in "abc")
)


def mapping(values: dict[str, float], default: float = 0) -> str:
    each = "".join(f'<mapEntry mapKey="{k}" mappedValue="{v}"/>' for k, v in values.items())
    return f'<mapping defaultValue="{default}">{each}</mapping>'


def test_qti_21_a_text_of_half_the_points_is_not_right() -> None:
    declared = 'cardinality="single" baseType="string">' + mapping({"York": 1, "Kent": 0.5})
    draft = read("qti21", item21(FIELD, declared))
    (text,) = draft.items
    assert isinstance(text, Text) and text.accepted == ("York",) and text.points == 1
    assert "'Kent' is worth 0.5 of 1 points" in told(draft)


def test_qti_21_weights_that_no_rule_gives_are_named() -> None:
    declared = 'cardinality="multiple" baseType="identifier">' + mapping({"a": 1, "b": 1}, -2)
    draft = read("qti21", item21(ASK, declared))
    assert "its weights (1, 1, -2) are given by no rule" in told(draft)
    declared = 'cardinality="single" baseType="identifier">' + mapping({"a": 1, "b": 0.5})
    draft = read("qti21", item21(ASK, declared))
    (choice,) = draft.items
    assert isinstance(choice, Choice) and sum(o.right for o in choice.options) == 1
    assert "worth 0.5 of 1 points" in told(draft)
    sets = "".join(
        f"<simpleMatchSet>{''.join(each)}</simpleMatchSet>"
        for each in (
            [f'<simpleAssociableChoice identifier="{n}">{n}</simpleAssociableChoice>' for n in s]
            for s in ("ab", "cd")
        )
    )
    declared = 'cardinality="multiple" baseType="directedPair">' + mapping({"a c": 1, "b d": 0.5})
    match = f'<matchInteraction responseIdentifier="R">{sets}</matchInteraction>'
    draft = read("qti21", item21(match, declared))
    assert "each pair counts the same here; some were worth 0.5 of 1 points" in told(draft)


def test_qti_21_what_is_drawn_anew_is_left_out() -> None:
    declared = (
        'cardinality="single" baseType="float"><correctResponse><value>1</value></correctResponse>'
    )
    drawn = item21(FIELD, declared, '<templateDeclaration identifier="T"/>')
    draft = read("qti21", drawn)
    assert not draft.items and "draws its numbers or texts anew" in told(draft)


def test_qti_21_what_is_shown_after_an_answer_is_no_part_of_the_stem() -> None:
    declared = 'cardinality="single" baseType="identifier">' + mapping({"a": 1})
    notes = """<p>Read <feedbackInline>the key is a</feedbackInline>this.</p>
<feedbackBlock><p>It is a.</p></feedbackBlock><rubricBlock view="scorer"><p>x</p></rubricBlock>"""
    draft = read("qti21", item21(notes + ASK, declared, attributes='adaptive="true"'))
    assert draft.items[0].stem == "So?\n\nRead this."
    for part in ("'It is a.'", "'the key is a'", "a note for the scorer", "several tries"):
        assert part in told(draft)


@pytest.mark.parametrize(
    ("how", "reach", "says"),
    [
        ('equal toleranceMode="relative" tolerance="10"', 2.0, ""),
        ('equal toleranceMode="absolute" tolerance="1 3"', 1.0, "the smaller was taken for both"),
        ('equalRounded roundingMode="decimalPlaces"', 0.0, "give it a tolerance"),
    ],
)
def test_qti_21_tolerances(how: str, reach: float, says: str) -> None:
    declared = (
        'cardinality="single" baseType="float"><correctResponse><value>20</value></correctResponse>'
    )
    file = item21(FIELD, declared).replace("</assessmentItem>", f"<{how}/></assessmentItem>")
    draft = read("qti21", file)
    (number,) = draft.items
    assert isinstance(number, Number) and number.tolerance == reach
    assert says in told(draft) and bool(says) == bool(draft.losses)


def test_mathml_without_tex_keeps_its_fraction() -> None:
    formula = "<math><mfrac><mn>1</mn><mn>6</mn></mfrac><msup><mi>x</mi><mn>2</mn></msup></math>"
    file = f"""<quiz><question type="essay"><questiontext format="html"><text><![CDATA[<p>{formula}
</p>]]></text></questiontext></question></quiz>"""
    assert read("moodle-xml", file).items[0].stem == "1/6x^2"


def test_gift_formats_of_answers_and_backslashes() -> None:
    draft = read(
        "gift",
        r"""
$CATEGORY: $course$/Unit 1\: Doses
::a::[html]<p>Which?</p>{=[plain]a<b ~[html]<b>c</b>#[moodle]No. ####[html]<i>So.</i>}

::b::[html]Is $x \\neq 0$?{=[markdown]yes =no}

::c::Which cell?{T-cell}

::d::Between {#3.141..3.142}

::e::Which?{=a ~%-25%b}
""",
    )
    assert draft.title == "Unit 1: Doses"
    a, b, c, d, _ = draft.items
    assert isinstance(a, Choice) and [o.text for o in a.options] == [r"a\<b", "**c**"]
    assert (a.options[1].feedback, a.rationale) == ("No.", "*So.*")
    assert isinstance(b, Text) and b.accepted == ("yes", "no") and r"\\neq 0" in b.stem
    assert isinstance(c, Text) and c.accepted == ("T-cell",)
    assert isinstance(d, Number) and (d.value, d.tolerance) == (3.1415, 0.0005)
    assert told(draft) == "line 11: e: its wrong answers take points away, and none here"


def test_moodles_key_is_in_the_unit_whose_multiplier_is_one() -> None:
    units = "".join(
        f"<unit><multiplier>{m}</multiplier><unit_name>{n}</unit_name></unit>"
        for m, n in ((1000, "mg"), (1, "g"))
    )
    file = f"""<quiz><question type="numerical"><questiontext><text>Dose?</text></questiontext>
<answer fraction="100"><text>2</text></answer><units>{units}</units></question>
<question type="multichoice"><questiontext><text>Which?</text></questiontext><single>true</single>
<answer fraction="100"><text>a</text></answer><answer fraction="-50"><text>b</text></answer>
</question></quiz>"""
    draft = read("moodle-xml", file)
    number = draft.items[0]
    assert isinstance(number, Number) and (number.value, number.unit) == (2, "g")
    assert "its wrong answers take points away" in told(draft)


def test_ids_are_no_longer_than_a_bank_allows_and_a_rubric_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    source, target = tmp_path / "a.gift", tmp_path / "practice" / f"{'mine' * 10}.yaml"
    names = ["a word " * 20] * 11 + ["1" * 70, "x" * 70]
    source.write_text("\n\n".join(f"::{name}::Why? {{}}" for name in names))
    import_bank(source, None, target)
    text = target.read_text()
    ids = [question["id"] for question in yaml.safe_load(text)["questions"]]
    assert len(set(ids)) == len(names) and max(map(len, ids)) <= 60
    assert text.count("# to fill in: objective, level, rationale, rests_on, rubric") == len(names)
