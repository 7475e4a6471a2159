"""Options that are faulty whatever the key is."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from imuran_edu.authoring.lint.rule import AskedPart, LintedCourse, Said, question_rule
from imuran_edu.authoring.lint.rules.cues import HALADYNA, NBME, place
from imuran_edu.authoring.lint.words import LISTS, has_word, plain, words_in

VAGUE: Final = frozenset(LISTS["vague"])
_COMPARED = re.compile(
    r"\b(?:how|more|less|as|so|too) (?:often|frequently|rarely)\b", re.IGNORECASE
)
_NUMBER = r"([0-9]+(?:[.][0-9]+)?)"
_SPAN = re.compile(rf"^\D{{0,12}}?{_NUMBER}\s*(?:to|[-\u2013])\s*{_NUMBER}(?P<rest>.*)$")
_ALONE = re.compile(rf"^\D{{0,12}}?{_NUMBER}(?P<rest>\D*)$")


@question_rule(
    "vague-frequency",
    "warning",
    why="""Readers put anything from 20 to 80 per cent behind 'often', so two of them who know the
    same choose differently. In an option such a word decides what is right. Give the figure with
    its group, or ask for something else.""",
    source=NBME,
    before="It often causes nausea.",
    after="About one patient in ten stops it for nausea.",
)
def vague_frequency(asked: AskedPart, course: LintedCourse) -> Said:
    """Options differ by how often something happens, in words."""
    if asked.choice is None:
        return
    for option in asked.choice.options:
        if word := has_word(_COMPARED.sub(" ", plain(option.text)), VAGUE):
            message = f"'{word}' means another number to each reader; give the figure or the group"
            yield place(asked.choice, option), message


@question_rule(
    "overlapping-options",
    "error",
    why="""If one option holds another (10 to 20 beside 15 to 25, 'a blood count' beside 'a blood
    count and liver tests'), either both are right or neither can be, and who sees that needs no
    pharmacology. Make options exclude one another.""",
    source=HALADYNA,
    before="a) 1 to 2 mg/kg b) 2 to 3 mg/kg (2 mg/kg is in both)",
    after="a) 1 to 1.5 mg/kg b) 2 to 3 mg/kg",
)
def overlapping_options(asked: AskedPart, course: LintedCourse) -> Said:
    """Two options of a choice of one overlap."""
    if asked.single is None:
        return
    spans = []
    for option in asked.single.options:
        if match := _SPAN.match(plain(option.text)):
            rest = " ".join(words_in(match["rest"]))
            spans.append((float(match[1]), float(match[2]), rest, option))
    for one, other in pairwise(sorted(spans, key=lambda each: (each[2], each[0], each[1]))):
        if one[2] == other[2] and other[0] <= one[1]:
            message = f"overlaps with '{plain(one[3].text)}'; move one of the limits"
            yield place(asked.single, other[3]), message
    for option in asked.single.options:
        for other_option in asked.single.options:
            short, long = words_in(option.text), words_in(other_option.text)
            if len(short) > 1 and len(short) < len(long) and long[: len(short)] == short:
                message = f"contains all of '{plain(option.text)}'; make the two exclude each other"
                yield place(asked.single, other_option), message


@question_rule(
    "options-out-of-order",
    "warning",
    why="""Numbers in no order cost reading time and catch the careful as well as the ignorant.
    Put them in order and let the page keep it with `shuffle: false`; the place of the key then
    follows from the numbers, so vary it over a bank.""",
    source=NBME,
    before="options 50 mg, 25 mg, 100 mg, shuffled",
    after="options 25 mg, 50 mg, 100 mg, with shuffle: false",
)
def options_out_of_order(asked: AskedPart, course: LintedCourse) -> Said:
    """Options that are numbers are shuffled, or do not rise or fall."""
    if asked.choice is None or len(asked.choice.options) < 3:
        return
    found = [_ALONE.match(plain(each.text)) for each in asked.choice.options]
    if not all(found):
        return
    rests = {" ".join(words_in(each["rest"])) for each in found if each}
    values = [float(each[1]) for each in found if each]
    if len(rests) > 1:
        return
    if values not in (sorted(values), sorted(values, reverse=True)):
        yield ("options",), "the numbers stand in no order; let them rise, with shuffle: false"
    elif asked.choice.shuffle:
        yield ("options",), "these numbers are shuffled on the page; add shuffle: false"
