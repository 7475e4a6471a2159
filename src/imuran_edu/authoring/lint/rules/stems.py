"""What is asked, and how it reads."""

from __future__ import annotations

import re
from typing import Final

from imuran_edu.authoring.lint.rule import AskedPart, LintedCourse, Said, question_rule
from imuran_edu.authoring.lint.rules.cues import HALADYNA, NBME, asked_sentence
from imuran_edu.authoring.lint.words import LISTS, plain, sentences, words_in

_ASKS_NEGATIVELY = re.compile(
    r"\b(?:which|what|who)\b(?: [\w-]+){0,4}? (?:is|are|was|were|do|does|did|can|could|should|"
    r"would|will|may|must|has|have|need|needs)(?: [\w-]+){0,3}? (not|never|no|least)(?![\w*-])"
    r"|(?<![\w*])(except|but not)(?![\w*-])[^.]{0,12}[:.?]$",
    re.IGNORECASE,
)
_UNFOCUSED = re.compile(
    r"^(?:(?:and|so|now) )?(?:which|what) (?:(?:one )?of (?:the following|these)(?: \w+)?|"
    r"(?:answer|statement|option|sentence|conclusion)s?) (?:is|are|holds?|appl(?:y|ies))"
    r"(?: (?:the )?(?:right|true|correct|best|false|wrong))?(?: (?:one|answer)s?)?\??$",
    re.IGNORECASE,
)
_ORDERS: Final = frozenset(LISTS["orders"])
LONGEST: Final = 45  # words of a sentence that a second-language reader must hold at once
LIX: Final = 62  # Bjornsson: above 60 is 'very difficult', the level of statutes


@question_rule(
    "unmarked-negative",
    "warning",
    why="""'Which does not …?' is read as 'Which does …?' by people in a hurry, and the wrong
    answer then measures haste. Ask for what is true; where the exception is the point, print the
    word in bold.""",
    source=HALADYNA,
    before="Which of these does not need gloves?",
    after="Which of these does **not** need gloves?",
)
def unmarked_negative(asked: AskedPart, course: LintedCourse) -> Said:
    """The question asks for what is not so, and no bold or italic type says it."""
    asks = asked_sentence(asked.question.stem)
    if asks.rstrip()[-1:] in "?:" and (match := _ASKS_NEGATIVELY.search(asks)):
        word = match[1] or match[2]
        if word.isupper():
            return
        message = (
            f"'{word}' turns the question round and is easily overread; ask for what is true, "
        )
        yield ("stem",), message + f"or write **{word}**"


@question_rule(
    "unfocused-stem",
    "warning",
    why="""Cover the options: if the stem alone cannot be answered, the question is four true-or-
    false statements in one, and what it measures cannot be told. End with a question that
    somebody who knows the matter answers in a few words.""",
    source=NBME,
    before="Ciclosporin. Which statement is true?",
    after="Which enzyme breaks ciclosporin down?",
)
def unfocused_stem(asked: AskedPart, course: LintedCourse) -> Said:
    """The stem asks nothing, or nothing that can be answered without the options."""
    question = asked.question
    if question.parts or (asked.single is None and asked.choice is None):
        return
    asks = plain(asked_sentence(question.stem)).rstrip()
    if _UNFOCUSED.match(asks):
        message = f"'{asks}' cannot be answered without the options; ask for the thing itself"
        yield ("stem",), message
    elif not asks.endswith("?") and not _orders(question.stem):
        yield ("stem",), "asks nothing: end the stem with a question, or say what is to be done"


def _orders(stem: str) -> bool:
    """Whether a sentence of the stem tells to do something."""
    firsts = (words_in(part)[:2] for each in sentences(stem) for part in re.split("[,;:]", each))
    return any(word in _ORDERS for pair in firsts for word in pair)


@question_rule(
    "hard-to-read",
    "note",
    why="""A question should measure pharmacology and not English, which is the second language of
    many students here. One sentence of more than 45 words, or a text whose readability index
    (LIX: words per sentence plus per cent of words longer than six letters) is above 62, the
    level of statutes, is read twice. Cut the sentence in two, and say the short word.""",
    source="Björnsson, Readability of newspapers in 11 languages, Read Res Q 1983;18:480-497",
    before="A patient who, having been started on … by a specialist who …, presents …, what …?",
    after="A specialist started … Now the patient presents … What …?",
)
def hard_to_read(asked: AskedPart, course: LintedCourse) -> Said:
    """A sentence of the stem is very long, or its words are."""
    found = sentences(asked.question.stem)
    longest = max(found, key=lambda each: len(words_in(each)), default="")
    count = len(words_in(longest))
    if count > LONGEST:
        message = f"a sentence of {count} words ('{plain(longest)[:40]} ...'); cut it in two"
        yield ("stem",), message
        return
    words = [each for each in words_in(asked.question.stem) if each.isalpha()]
    if len(words) < 30:
        return
    index = len(words) / len(found) + 100 * sum(len(each) > 6 for each in words) / len(words)
    if index > LIX:
        yield (
            ("stem",),
            f"readability index {index:.0f}, above {LIX}; use shorter words and sentences",
        )
