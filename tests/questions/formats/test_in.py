"""What comes in: peculiarities of files by other programs, rebuilt in small ones of our own.

Read once as they are in public repositories, and compared by hand: 51 GIFT files with the parse
that fuhrmanator/GIFT-grammar-PEG.js keeps beside them (the same types in all; pygiftparser 1.1
counts as many questions in 47, and in the other four the descriptions too, which ask nothing), 52
QTI 2.1 items of oat-sa/extension-tao-itemqti (13 carried; composite, graphic, gap and custom ones
named and left out), and the example list of jmshea/jupyterquiz (choices, numbers with a second
right value, a precision without a tolerance). Files of other kinds, and what each held, stand in
`test_public_samples.py`.
"""

from __future__ import annotations

import json

import pytest

from imuran_edu.questions.formats import Draft, FormatError, find_format, guess_format
from imuran_edu.questions.interchange import Choice, Match, Number, Order, OtherText, Text


def read(name: str, text: str) -> Draft:
    return find_format(name, "read").read(text.encode(), "file")


def told(draft: Draft) -> list[str]:
    return [str(loss) for loss in draft.losses]


AIKEN = """\
Which enzyme makes TGMP?
A. HPRT
B) It does not
matter
ANSWER: A

No answer line
A. yes
B. no

Two lines
of a stem
A. $5 and *stars*
C. skipped a letter
ANSWER: b
"""


def test_aiken_is_read_as_moodle_reads_it() -> None:
    draft = read("aiken", AIKEN)
    first = draft.items[0]
    assert isinstance(first, Choice) and first.stem == "Which enzyme makes TGMP?"
    assert [(o.text, o.right) for o in first.options] == [
        ("HPRT", True),
        ("It does not matter", False),
    ]
    assert [item.stem for item in draft.items[1:]] == ["Two lines\nof a stem"]
    assert told(draft) == [
        "line 7: question 2: was left out: it has no ANSWER",
        "line 14: question: option C stands where B should",
    ]
    (close,) = read("aiken", "Stem\nA)one\nB)two\nANSWER: B\n").items
    assert isinstance(close, Choice) and [o.text for o in close.options] == ["one", "two"]


def test_aiken_without_a_question_before_its_answer() -> None:
    draft = read("aiken", "ANSWER: A\n\nA stem\nA. one\nANSWER: A\n\nStem\nA. a\nB. b\nANSWER: F\n")
    assert draft.items == []
    assert told(draft) == [
        "line 1: question 1: was left out: there is an ANSWER and no question before it",
        "line 3: question 1: was left out: it has fewer than two options, which begin with "
        "'A. ' or 'A) '",
        "line 7: question 1: was left out: its answer 'F' names none of its options",
    ]


GIFT = r"""
// a comment, and a category
$CATEGORY: $course$/top/Renal//1

::Enzyme:: [html]<p>Which <b>enzyme</b>?</p>{=TPMT#Yes. ~XO#No. ####Because it methylates.}

Who is {=Grant ~no one} buried here?

The sun is a star.{T#No, it is#Yes}

::Comma:: Dose?{#1,5:0.1}

Dose {#=2.5:0.1#good =%50%2:0#near ~#other}

Between {#1..2}

Match{=a -> 1 =b -> 2 = -> 3}

Select {~%50%A ~%50%B ~%-50%C ~%-50%D}

Weights {~%70%A ~%30%B ~C}

Short{=azathioprine =%30%imuran =aza* =%0%*#Look again}

How is 1 written? {One}

Essay {}

no braces at all

Escaped \{x\} a\=b {=1\:2 ~z}
"""


def test_gift_in_moodles_way() -> None:
    draft = read("gift", GIFT)
    assert draft.title == "Renal/1"
    enzyme, blank, verdict, dose, span, match, several, weights, short, bare, essay, escaped = (
        draft.items
    )
    assert isinstance(enzyme, Choice) and enzyme.stem == "Which **enzyme**?"
    assert enzyme.rationale == "Because it methylates."
    assert [(o.text, o.feedback, o.right) for o in enzyme.options] == [
        ("TPMT", "Yes.", True),
        ("XO", "No.", False),
    ]
    assert "buried here" in blank.stem
    assert isinstance(verdict, Choice) and verdict.verdict
    assert [(o.id, o.feedback, o.right) for o in verdict.options] == [
        ("true", "Yes", True),
        ("false", "No, it is", False),
    ], "the first feedback is for the wrong answer"
    assert isinstance(dose, Number) and (dose.value, dose.tolerance) == (2.5, 0.1)
    assert [(r.low, r.fraction, r.feedback) for r in dose.ranges] == [(2, 0.5, "near")]
    assert dose.default_feedback == "other"
    assert isinstance(span, Number) and (span.value, span.tolerance) == (1.5, 0.5)
    assert isinstance(match, Match) and len(match.partners) == 3 and len(match.things) == 2
    assert isinstance(several, Choice) and several.several and several.credit == "net-correct"
    assert isinstance(weights, Choice) and weights.several
    assert isinstance(short, Text) and short.accepted == ("azathioprine",)
    assert [(o.text, o.fraction) for o in short.others] == [("imuran", 0.3)]
    assert short.default_feedback == "Look again"
    assert isinstance(bare, Text) and bare.accepted == ("One",)
    assert isinstance(essay, Text) and not essay.accepted
    assert isinstance(escaped, Choice) and escaped.stem == r"Escaped {x} a=b"
    assert escaped.options[0].text == "1:2"
    lines = "\n".join(told(draft))
    assert "line 11: Comma: its answer '1,5:0.1' is no plain number" in lines
    assert "full marks to every answer" in lines
    assert "its weights (70, 30, 0) are given by no rule here" in lines
    assert "the pattern 'aza*'" in lines
    assert "it has no answers in braces" in lines


def test_jupyterquiz_in() -> None:
    listed = [
        {
            "question": "Dose in $mg$?",
            "type": "numeric",
            "precision": 2,
            "answers": [
                {"type": "value", "value": 2, "correct": True, "feedback": "Yes"},
                {"type": "value", "value": 9, "correct": True, "feedback": "Nine does too"},
                {"type": "range", "range": [3, 4], "correct": False, "feedback": "Twice"},
                {"type": "default", "feedback": "No"},
            ],
        },
        {"question": "Pick", "type": "many_choice", "answers": [{"answer": "a", "correct": True}]},
        {
            "question": "Pick",
            "type": "multiple_choice",
            "answers": [{"answer": "a", "correct": True}, {"code": "1 * 2", "correct": True}],
        },
        {"question": "?", "type": "hotspot"},
        7,
    ]
    draft = read("jupyterquiz", json.dumps(listed))
    number, choice = draft.items
    assert isinstance(number, Number) and number.stem == "Dose in $mg$?"
    assert (number.value, number.default_feedback) == (2, "No")
    assert [(r.low, r.high, r.feedback, r.fraction) for r in number.ranges] == [
        (9, 9, "Nine does too", 1),
        (3, 4, "Twice", 0),
    ]
    assert isinstance(choice, Choice) and choice.several and choice.credit == "off"
    lines = "\n".join(told(draft))
    for part in ("precision", "type 'hotspot'", "is no object", "any of"):
        assert part in lines


MOODLE = """\
<quiz>
<question type="category"><category><text>$course$/top/A//B</text></category></question>
<question type="multichoice"><name><text>one &amp; two</text></name>
<questiontext format="html"><text><![CDATA[<p>10<sup>9</sup>/L <img src="@@PLUGINFILE@@/x.png"
 alt="a cell"><script>1</script> {{ra-dose-max}} \\(x^2\\)</p>]]></text><file name="x.png"
 encoding="base64">AAAA</file></questiontext>
<single>true</single><answer fraction="100" format="html"><text>A</text></answer>
<answer fraction="50" format="html"><text>B</text></answer>
<answer fraction="100" format="html"><text>C</text></answer></question>
<question type="cloze"><name><text>gaps</text></name></question>
<question type="shortanswer"><name><text>short</text></name><usecase>1</usecase>
<questiontext format="plain_text"><text>5 &lt; 6 *?</text></questiontext>
<answer fraction="100"><text>one</text><feedback><text>a</text></feedback></answer>
<answer fraction="100"><text>two</text><feedback><text>b</text></feedback></answer></question>
<question type="truefalse"><name><text>wahr</text></name>
<questiontext format="html"><text>So?</text></questiontext>
<answer fraction="100"><text>Wahr</text></answer><answer fraction="0"><text>Falsch</text></answer>
</question>
<question type="description"><name><text>words</text></name></question>
</quiz>
"""


def test_moodle_xml_of_another_moodle() -> None:
    draft = read("moodle-xml", MOODLE)
    assert draft.title == "A/B"
    first, short, verdict = draft.items
    assert first.id == "one-two"
    assert isinstance(first, Choice) and "10⁹/L" in first.stem and "image: a cell" in first.stem
    assert r"\{{ra-dose-max}}" in first.stem and "$x^2$" in first.stem
    assert "script" not in first.stem
    assert [option.right for option in first.options] == [True, False, False]
    assert isinstance(short, Text) and short.accepted == ("one",)
    assert short.others == (OtherText("two", "b", 1),)
    assert short.stem == r"5 \< 6 \*?"
    assert isinstance(verdict, Choice) and verdict.options[0].right
    lines = "\n".join(told(draft))
    for part in (
        "line 3: one & two: the image 'a cell' was left out",
        "<script> was left out",
        "its attached files were left out",
        "answers worth 50 per cent",
        "several right answers, of which the first is the key",
        "no place for a question of type 'cloze'",
        "capitals mattered",
        "named in another language",
        "a description asks nothing",
    ):
        assert part in lines, part


QTI = """\
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="x" title="x"
 adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}">
<correctResponse>{correct}</correctResponse>{mapping}</responseDeclaration>
<itemBody><p>Look at this.</p>{body}</itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"
/></assessmentItem>
"""


def qti(body: str, correct: list[str], cardinality: str, base: str, mapping: str = "") -> Draft:
    values = "".join(f"<value>{value}</value>" for value in correct)
    text = QTI.format(
        body=body, correct=values, cardinality=cardinality, base=base, mapping=mapping
    )
    return read("qti21", text)


CHOICES = (
    '<simpleChoice identifier="ChoiceA">Yes<feedbackInline outcomeIdentifier="F" identifier="a" '
    'showHide="show">Right.</feedbackInline></simpleChoice>'
    '<simpleChoice identifier="ChoiceB">No</simpleChoice>'
)


def test_qti_of_another_program() -> None:
    ask = (
        '<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1">'
        f"<prompt>Is it?</prompt>{CHOICES}</choiceInteraction>"
    )
    (item,) = qti(ask, ["ChoiceA"], "single", "identifier").items
    assert isinstance(item, Choice) and item.stem.split() == ["Look", "at", "this.", "Is", "it?"]
    assert [(o.id, o.text, o.feedback, o.right) for o in item.options] == [
        ("a", "Yes", "Right.", True),
        ("b", "No", "", False),
    ]
    ordered = ask.replace("choiceInteraction", "orderInteraction")
    (order,) = qti(ordered, ["ChoiceB", "ChoiceA"], "ordered", "identifier").items
    assert isinstance(order, Order) and order.order == ("b", "a")
    gap = '<p>It weighs <textEntryInteraction responseIdentifier="RESPONSE"/> mg.</p>'
    (number,) = qti(gap, ["12"], "single", "float").items
    assert isinstance(number, Number) and number.value == 12
    assert number.stem == "Look at this.\n\nIt weighs \\_\\_\\_\\_\\_ mg."
    two = qti(gap + gap, ["12"], "single", "float")
    assert two.items == [] and "asks 2 things at once" in told(two)[0]
    inline = gap.replace("textEntryInteraction", "inlineChoiceInteraction")
    assert "no place for its inlineChoiceInteraction" in told(qti(inline, ["a"], "single", "x"))[0]


CANVAS = """\
<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment ident="a"
 title="Quiz"><section ident="root_section">
<item ident="g1" title="Question"><itemmetadata><qtimetadata><qtimetadatafield>
<fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield>
<qtimetadatafield><fieldlabel>points_possible</fieldlabel>
<fieldentry>2.0</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>
<presentation><material>
<mattext texttype="text/html">&lt;div&gt;&lt;p&gt;Which?&lt;/p&gt;&lt;/div&gt;
</mattext></material>{asked}</presentation>
<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/>
</outcomes>{scored}</resprocessing></item></section></assessment></questestinterop>
"""


def test_qti_12_as_canvas_exports_it() -> None:
    labels = "".join(
        f'<response_label ident="{n}"><material><mattext texttype="text/plain">{text}</mattext>'
        "</material></response_label>"
        for n, text in ((41, "one"), (42, "two"), (43, "three"))
    )
    asked = (
        '<response_lid ident="response1" rcardinality="Multiple"><render_choice>'
        f"{labels}</render_choice></response_lid>"
    )
    equal = '<varequal respident="response1">{}</varequal>'
    scored = (
        f'<respcondition continue="No"><conditionvar><and>{equal.format(41)}{equal.format(42)}'
        f"<not>{equal.format(43)}</not></and></conditionvar>"
        '<setvar action="Set" varname="SCORE">100</setvar></respcondition>'
    )
    text = CANVAS.format(kind="multiple_answers_question", asked=asked, scored=scored)
    draft = read("qti12", text)
    (item,) = draft.items
    assert isinstance(item, Choice) and item.several and item.points == 2 and item.stem == "Which?"
    assert [(o.id, o.right) for o in item.options] == [("41", True), ("42", True), ("43", False)]
    assert draft.title == "Quiz" and not draft.losses
    dropdown = text.replace("multiple_answers_question", "multiple_dropdowns_question")
    dropdown = dropdown.replace(asked, asked + asked.replace("response1", "response2"))
    draft = read("qti12", dropdown)
    assert draft.items == [] and "no place for" in told(draft)[0]


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("x.xml", MOODLE, "moodle-xml"),
        ("x.txt", AIKEN, "aiken"),
        ("x.gift", GIFT, "gift"),
        ("x.json", '[{"question": "?", "answers": []}]', "jupyterquiz"),
        ("x.xml", CANVAS, "qti12"),
        ("x.xml", QTI, "qti21"),
    ],
)
def test_a_format_is_told_by_the_file(name: str, data: str, format_: str) -> None:
    assert guess_format(data.encode(), name) == format_


def test_what_is_of_no_format_names_those_that_are() -> None:
    with pytest.raises(FormatError, match=r"name one: --from aiken \| gift"):
        guess_format(b"\x89PNG", "x.png")
    with pytest.raises(FormatError, match="cannot be imported as anki; these can: aiken, gift"):
        find_format("anki", "read")
    with pytest.raises(FormatError, match="there is no format 'scorm'; there are: anki"):
        find_format("scorm", "write")
