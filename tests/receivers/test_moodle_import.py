"""What Moodle's import of XML refuses, rebuilt from its public source (question/format/xml, 4.5).

A whole file stops at the first question that it does not know, or whose fraction is not one of its
own. A numeric answer that is no plain number would be worth full marks for everybody.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from imuran_edu.questions.formats import Heading, find_format
from tests.questions.formats.compared import BANKS, items_of

KNOWN = {"category", "description", "essay", "match", "multichoice", "numerical", "shortanswer"}
KNOWN |= {"truefalse"}
# of get_grade_options: what an answer may be worth, of 1
GRADES = [1, 0.9, 5 / 6, 0.8, 0.75, 0.7, 2 / 3, 0.6, 0.5, 0.4, 1 / 3, 0.3, 0.25, 0.2, 1 / 6]
GRADES += [1 / 7, 0.125, 1 / 9, 0.1, 0.05, 0]


def accepted(fraction: float) -> bool:
    """Whether Moodle takes a fraction: it looks for one of its own within 0.00001."""
    return any(abs(abs(fraction) - grade) < 1e-5 for grade in GRADES)


def test_33_33_is_refused_and_33_33333_is_not() -> None:
    assert accepted(33.33333 / 100) and not accepted(33.33 / 100)


@pytest.mark.parametrize("path", BANKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_moodle_would_take_every_question(path: Path) -> None:
    files = find_format("moodle-xml", "write").write(items_of(path), Heading(path.stem, "T")).files
    for name, data in files.items():
        known = {"category", "ordering"} if name.endswith("-ordering.xml") else KNOWN
        for question in etree.fromstring(data).iter("question"):
            kind = question.get("type")
            assert kind in known
            if kind == "category":
                continue
            assert question.findtext("name/text") and question.findtext("questiontext/text")
            assert len(question.findtext("idnumber") or "") <= 100
            assert all(len(tag.text or "") <= 255 for tag in question.iterfind("tags/tag/text"))
            answers = list(question.iterfind("answer"))
            if kind == "ordering":
                assert [float(a.get("fraction", "")) for a in answers] == list(
                    range(1, len(answers) + 1)
                )
                continue
            fractions = [float(answer.get("fraction", "")) / 100 for answer in answers]
            assert all(map(accepted, fractions)), (question.findtext("name/text"), fractions)
            if kind in ("multichoice", "numerical", "shortanswer", "truefalse"):
                whole = sum(f for f in fractions if f > 0) if _several(question) else max(fractions)
                assert abs(whole - 1) < 1e-4
            if kind == "numerical":
                for text in (a.findtext("text") or "" for a in answers):
                    assert text == "*" or abs(float(text)) < 1e12
            if kind == "match":
                pairs = [
                    (s.findtext("text"), s.findtext("answer/text"))
                    for s in question.iterfind("subquestion")
                ]
                assert len(pairs) >= 3 and all(answer for _, answer in pairs), "Moodle wants three"


def _several(question: etree._Element) -> bool:
    return question.findtext("single") == "false"
