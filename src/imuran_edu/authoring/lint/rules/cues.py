"""Options that tell which of them is right to somebody who knows nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from imuran_edu.authoring.lint.rule import AskedPart, LintedCourse, Said, question_rule
from imuran_edu.authoring.lint.words import LISTS, has_word, plain, sentences, telling, words_in
from imuran_edu.questions.interchange import Alternative, Choice

NBME: Final = (
    "National Board of Medical Examiners, Item-Writing Guide (2021), on flaws of testwiseness"
)
HALADYNA: Final = (
    "Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines for "
    "classroom assessment, Applied Measurement in Education 2002;15:309-334"
)
LONGER: Final = 1.3  # times the next longest option, from where length is seen at a glance
LONGER_BY: Final = 12  # characters, at least
HEDGES: Final = frozenset(LISTS["hedges"])
ABSOLUTES: Final = frozenset(LISTS["absolutes"])
_TWO_PARTS = re.compile(
    r"[;:]|, (?:but|and|so|because|since|for|then|as|nor|or|if|with)\b| (?:because|since) "
)

_ALL_OF_SOME = re.compile(r"\ball (?:two|three|four|five|six|day|night|year)\b", re.IGNORECASE)


def split(choice: Choice) -> tuple[Alternative, list[Alternative]]:
    """Return the right option of a choice of one, and the others."""
    right = next(each for each in choice.options if each.right)
    return right, [each for each in choice.options if not each.right]


def place(choice: Choice, option: Alternative) -> tuple[str | int, ...]:
    """Return where an option stands in its question."""
    return ("options", choice.options.index(option))


@question_rule(
    "longest-option-is-key",
    "warning",
    why="""Writers add what makes the right option exactly right, and leave the wrong ones short.
    So people who know nothing choose the longest one and do better than chance. Say in the
    feedback what the option needs no room for, or give a distractor its own condition.""",
    source=NBME,
    before="key: Ring the prescriber today, since the start was never cut for her genes (others: "
    "Wait. Halve it.)",
    after="key: Ring the prescriber today. (the others: Wait for the next count. Halve the dose.)",
)
def longest_option_is_key(asked: AskedPart, course: LintedCourse) -> Said:
    """The key is by far the longest option."""
    if asked.single is None:
        return
    right, others = split(asked.single)
    length, next_one = len(plain(right.text)), max(len(plain(each.text)) for each in others)
    if length >= next_one * LONGER and length - next_one >= LONGER_BY:
        message = f"the key has {length} characters and the longest other option {next_one}; "
        yield (
            place(asked.single, right),
            message + "shorten it, or give a distractor its own detail",
        )


@question_rule(
    "two-part-key",
    "warning",
    why="""An option of two parts (a fact and its reason, an act and its condition) looks like the
    work of somebody who knew more. Where one option alone has two parts, it is the key three
    times in four. Give another option a second part, or move the reason into the feedback.""",
    source=NBME,
    before="key: It is above his limit; ring the prescriber. (others: It is in range. It is low.)",
    after="a distractor too: It is in range; supply it.",
)
def two_part_key(asked: AskedPart, course: LintedCourse) -> Said:
    """The key alone is of two parts."""
    if asked.single is None or len(asked.single.options) < 3:
        return
    right, others = split(asked.single)
    if _TWO_PARTS.search(plain(right.text)) and not any(
        _TWO_PARTS.search(plain(each.text)) for each in others
    ):
        message = "the key is the only option of two parts; give a distractor a second part too"
        yield place(asked.single, right), message


@question_rule(
    "hedge-in-key",
    "warning",
    why="""What is right in medicine is seldom right always, so writers soften the key with 'may',
    'perhaps' or 'can' and leave the others bare. Students learn to choose the option that hedges.
    Give a distractor such a word as well, or say the key as plainly as the rest.""",
    source=HALADYNA,
    before="key: It may raise the risk. (the others: It lowers it. It does not change it.)",
    after="a distractor too: It may lower the risk.",
)
def hedge_in_key(asked: AskedPart, course: LintedCourse) -> Said:
    """The key alone hedges."""
    if asked.single is None:
        return
    right, others = split(asked.single)
    word = has_word(right.text, HEDGES)
    if word and not any(has_word(each.text, HEDGES) for each in others):
        message = f"'{word}' stands in the key alone; let a distractor hedge too, or say it plainly"
        yield place(asked.single, right), message


@question_rule(
    "absolute-in-distractors",
    "warning",
    why="""'Always', 'never', 'only' and 'all' are seldom true, and students know that. Where most
    wrong options hold such a word and the key does not, they can be struck out unread. Say what
    the hurried colleague really says, which is less than 'always'.""",
    source=NBME,
    before="The drug is always stopped. All tablets are film-coated. (key: Counts come first.)",
    after="The drug is stopped. Tablets are film-coated.",
)
def absolute_in_distractors(asked: AskedPart, course: LintedCourse) -> Said:
    """Most distractors are absolute and the key is not."""
    if asked.single is None or len(asked.single.options) < 3:
        return
    right, others = split(asked.single)
    found = [each for each in others if _absolute(each)]
    if 2 * len(found) > len(others) and len(found) > 1 and not _absolute(right):
        words = ", ".join(f"'{_absolute(each)}'" for each in found)
        message = f"{words} mark the wrong options, and the key has no such word; say less in them"
        yield place(asked.single, found[0]), message


def _absolute(option: Alternative) -> str:
    return has_word(_ALL_OF_SOME.sub(" ", option.text), ABSOLUTES)


@question_rule(
    "all-or-none-of-the-above",
    "error",
    why="""Who sees that two options are right chooses 'all of the above', and who sees one wrong
    drops it: half of the knowledge earns the whole point. 'None of the above' rewards knowing
    what is wrong and tells nothing of what is known to be right. In this course options are also
    shuffled, so there is no 'above'. Ask for every right option (type: multiple) instead.""",
    source=NBME,
    before="d: All of the above",
    after="type: multiple, with the three options and key: [a, b, c]",
)
def all_or_none_of_the_above(asked: AskedPart, course: LintedCourse) -> Said:
    """An option is about the other options."""
    if asked.choice is None:
        return
    pattern = re.compile(
        r"\b(?:all|none|both|neither|any) of (?:the|these)"
        r"(?: (?:above|others?|options|answers))?[.]?$"
        r"|\b[a-d] and [a-d][.]?$|^(?:all|none|both|neither)[.]?$",
        re.IGNORECASE,
    )
    for option in asked.choice.options:
        if pattern.search(plain(option.text)):
            message = "the option speaks of the other options; ask for every right one instead"
            yield place(asked.choice, option), message


@question_rule(
    "stem-word-in-key",
    "warning",
    why="""A telling word of the stem that comes back in one option alone draws the eye there. If
    that option is the key, the match answers the question; who has not read the lesson finds it
    by sound. Change the word in the key, or let a distractor have it too.""",
    source=NBME,
    before="Which enzyme methylates …? key: Catechol methyltransferase",
    after="Which enzyme puts a methyl group on …? with two transferases among the distractors",
)
def stem_word_in_key(asked: AskedPart, course: LintedCourse) -> Said:
    """A telling word of the question itself is repeated in the key alone."""
    if asked.single is None:
        return
    right, others = split(asked.single)
    elsewhere = {word for each in others for word in telling(each.text)}
    asks = telling(asked_sentence(asked.question.stem))
    shared = sorted(
        word for word in (asks & telling(right.text)) - elsewhere if not word[0].isdigit()
    )
    if shared:
        message = f"'{shared[0]}…' of the question comes back in the key alone; change one of them"
        yield place(asked.single, right), message


def asked_sentence(stem: str) -> str:
    """Return the sentence of a stem that asks: its last one with a question mark, or its last."""
    found = sentences(stem)
    asking = [each for each in found if each.rstrip("*_)\"'”").endswith("?")]
    return (asking or list(found) or [""])[-1]


@question_rule(
    "grammatical-cue",
    "warning",
    why="""Options are read on from the stem. Where only the key fits its grammar (after 'an', in
    the plural that was asked for, with the full stop that the others lack), language answers the
    question. Make every option fit.""",
    source=NBME,
    before="The tablet holds an … a) antibiotic b) steroid c) vitamin",
    after="The tablet holds … a) an antibiotic b) a steroid c) a vitamin",
)
def grammatical_cue(asked: AskedPart, course: LintedCourse) -> Said:
    """Only some options fit the stem, or the key alone is written in another form."""
    if asked.choice is None or len(asked.choice.options) < 3:
        return
    options = asked.choice.options
    last = words_in(asked.question.stem)[-1:]
    if last in (("a",), ("an",)):
        vowel = [plain(each.text)[:1].casefold() in "aeiou" for each in options]
        if any(vowel) and not all(vowel):
            message = (
                f"the stem ends with '{last[0]}', which some options do not fit; move it into them"
            )
            yield ("stem",), message
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("ends with a full stop", lambda text: text.endswith(".")),
        ("begins with a capital", lambda text: text[:1].isupper()),
    )
    for name, test in tests:
        marks = [bool(test(plain(each.text))) for each in options]
        if any(plain(each.text)[:1].isdigit() for each in options):
            continue
        odd = [each for each, mark in zip(options, marks, strict=True) if marks.count(mark) == 1]
        if len(odd) == 1 and odd[0].right:
            yield place(asked.choice, odd[0]), f"only the key {name} or fails to; write all alike"
