"""What shows only when a bank, or all banks, are looked at together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from imuran_edu.authoring.lint.rule import (
    LintedBank,
    LintedCourse,
    Said,
    SaidOf,
    bank_rule,
    course_rule,
)
from imuran_edu.authoring.lint.rules.cues import HALADYNA, NBME
from imuran_edu.authoring.lint.words import LISTS
from imuran_edu.questions import QuestionType
from imuran_edu.questions.bank import with_parts
from imuran_edu.questions.interchange import Choice

FEW_STATEMENTS: Final = 4  # below, chance makes them all alike too often
FEW_CHOICES: Final = 4
UNEVEN: Final = 0.75  # share of one verdict, or of one number of keys
_UNITS: Final = LISTS["numbers"]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70}
_SPELLED = "|".join([*_TENS, *_UNITS])
_NUMBER = rf"((?:{_SPELLED})(?:-(?:{_SPELLED}))?(?: and a half)?|[0-9]+(?:[.][0-9]+)?)"
_COUNT = re.compile(
    rf"^{_NUMBER}\s+questions\b(?:[^.;:]{{0,20}}?\b{_NUMBER}\s+points\b)?", re.IGNORECASE
)


@bank_rule(
    "uneven-verdicts",
    "warning",
    why="""Statements are easier to make false than to make interesting and true, so most true-or-
    false banks are keyed false, and who always says 'false' passes. Half of a bank's statements
    should be true.""",
    source=HALADYNA,
    before="five statements, all false",
    after="three of the five turned into what is true and surprising",
)
def uneven_verdicts(bank: LintedBank, course: LintedCourse) -> Said:
    """Nearly all statements of a bank have one verdict."""
    keys = _verdicts([bank])
    if len(keys) < FEW_STATEMENTS:
        return
    verdict, count = Counter(keys).most_common(1)[0]
    if count / len(keys) > UNEVEN:
        message = f"{count} of {len(keys)} statements are keyed {verdict}; turn some round"
        yield ("questions",), message


@course_rule(
    "uneven-verdicts-of-kind",
    "warning",
    why="""What a bank cannot show with two statements, the whole course can: over all practice
    banks, or all graded ones, the verdicts should be near to half and half.""",
    source=HALADYNA,
    before="23 of 32 statements are false",
    after="17 of 32",
)
def uneven_verdicts_of_kind(course: LintedCourse) -> SaidOf:
    """Over all banks of a kind one verdict is commoner than chance makes it."""
    for kind in ("practice", "graded"):
        banks = [each for each in course.banks if each.bank.kind == kind]
        keys = _verdicts(banks)
        if len(keys) < 3 * FEW_STATEMENTS:
            continue
        verdict, count = Counter(keys).most_common(1)[0]
        if count / len(keys) > 0.65:
            message = (
                f"{count} of all {len(keys)} {kind} statements are keyed {verdict}; turn some round"
            )
            yield banks[0], ("questions",), message


def _verdicts(banks: Iterable[LintedBank]) -> list[str]:
    """Return the keys of all statements of some banks: `true` or `false`."""
    return [
        next(each.id for each in asked.item.options if each.right)
        for bank in banks
        for asked in bank.asked
        if isinstance(asked.item, Choice) and asked.item.verdict
    ]


@bank_rule(
    "uneven-key-counts",
    "warning",
    why="""If every select-all question has three right options, 'tick three' earns points without
    knowledge, and who has found three stops reading. Vary it from one to all but one.""",
    source=HALADYNA,
    before="six questions with three keys each",
    after="2, 3, 3, 4, 1 and 5 keys",
)
def uneven_key_counts(bank: LintedBank, course: LintedCourse) -> Said:
    """Nearly all select-all questions of a bank have equally many keys."""
    counts = [
        sum(each.right for each in asked.choice.options)
        for asked in bank.asked
        if asked.choice and asked.choice.several
    ]
    if len(counts) < FEW_CHOICES:
        return
    number, count = Counter(counts).most_common(1)[0]
    if count / len(counts) > UNEVEN:
        message = (
            f"{count} of {len(counts)} select-all questions have {number} right options; vary it"
        )
        yield ("questions",), message


@bank_rule(
    "miscounted-introduction",
    "error",
    why="""An introduction that says twenty points over questions that sum to twenty-one makes
    students doubt the rest. Count again whenever a question is added, or leave the number out:
    the page prints it.""",
    source="Seen in this course by a reviewer, twice",
    before="introduction: Fourteen questions, twenty points (they have 21)",
    after="introduction: Fourteen questions, twenty-one points",
)
def miscounted_introduction(bank: LintedBank, course: LintedCourse) -> Said:
    """The introduction gives another number of questions or points than the bank has."""
    if (match := _COUNT.match(bank.bank.introduction)) is None:
        return
    count, cases = len(bank.bank.questions), sum(bool(each.parts) for each in bank.bank.questions)
    if _number(match[1]) not in (count, count - cases):  # "eighteen questions and a patient"
        yield ("introduction",), f"says {match[1]} questions, and there are {count}"
    if match[2] and _number(match[2]) != bank.bank.points:
        yield ("introduction",), f"says {match[2]} points, and there are {bank.bank.points:g}"


def _number(text: str) -> float:
    half = 0.5 if text.endswith(" and a half") else 0
    text = text.casefold().removesuffix(" and a half")
    if text[0].isdigit():
        return float(text)
    return half + sum(
        _TENS[word] if word in _TENS else _UNITS.index(word) for word in text.split("-")
    )


@course_rule(
    "duplicate-question",
    "warning",
    why="""A graded question that practice asks in nearly the same words measures memory for the
    answer. Two practice questions alike waste a learner's time, unless that is meant as a
    repetition. Ask the same matter from another side, on another patient.""",
    source=NBME,
    before="practice and final both ask for 2 mg/kg at 60 kg",
    after="the final gives the milligrams and asks whether they fit the weight",
)
def duplicate_question(course: LintedCourse) -> SaidOf:
    """Two questions read alike; that of the later bank is named."""
    from rapidfuzz import fuzz, process, utils

    asked = [each for each in course.asked if len(each.at) == 2]
    texts = [utils.default_process(gist_of(each.question)) for each in asked]
    texts = [" ".join(sorted(text.split())) for text in texts]  # the order of words tells nothing
    for place, each in enumerate(asked):
        likest = process.extractOne(
            texts[place], texts[:place], scorer=fuzz.ratio, score_cutoff=course.alike
        )
        if likest is not None:
            _, likeness, which = likest
            first = asked[which]
            message = (
                f"reads like '{first.question.id}' in {first.bank.name} ({likeness:.0f} of 100); "
            )
            yield each, ("stem",), message + "ask it from another side"


def gist_of(question: QuestionType) -> str:
    """Return what is asked, and the words of what is right."""
    return " ".join(text for part in with_parts(question) for text in (part.stem, *part.gist))
