"""The one function that scores an answer. It never raises on an answer, whatever it is."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from imuran_edu.questions.model import (
    Case,
    Categorise,
    Essay,
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from imuran_edu.questions.parse import is_blank, nearest, read_number
from imuran_edu.questions.result import DECIMALS, Score, blank, from_share, malformed
from imuran_edu.questions.words import MAX_TEXT


def score(question: Question, answer: Any) -> Score:
    """Score one answer.

    Args:
        question: from a bank.
        answer: as it came from JSON: whatever a student, a bug or an attacker left there.

    Returns:
        Points and the reason. An answer that is missing is blank and one of the wrong shape is
        malformed; both earn 0.
    """
    if isinstance(question, Case):
        return _case(question, answer)
    if is_blank(answer):
        return blank(question.points)
    match question:
        case SingleChoice():
            return _single(question, answer)
        case MultipleResponse():
            return _multiple(question, answer)
        case TrueFalse():
            return _true_false(question, answer)
        case Numeric():
            return _numeric(question, answer)
        case Matching():
            lefts = [option.id for option in question.left]
            return _pairs(question, answer, lefts, [option.id for option in question.right])
        case Categorise():
            items = [option.id for option in question.items]
            return _pairs(question, answer, items, [option.id for option in question.classes])
        case Ordering():
            return _ordering(question, answer)
        case ShortText():
            return _short_text(question, answer)
        case Essay():
            return _written(question, answer)


def _single(question: SingleChoice, answer: Any) -> Score:
    if not isinstance(answer, str) or answer not in {option.id for option in question.options}:
        return malformed(question.points, "The answer names no option of this question.")
    right = answer == question.key
    reason = "The right option was chosen." if right else "Another option was chosen."
    return from_share(float(right), question.points, reason, {answer: right})


def _multiple(question: MultipleResponse, answer: Any) -> Score:
    ids = {option.id for option in question.options}
    if not isinstance(answer, list) or not all(isinstance(x, str) and x in ids for x in answer):
        return malformed(question.points, "The answer names an option that is not there.")
    chosen, key = set(answer), set(question.key)
    right, wrong = len(chosen & key), len(chosen - key)
    match question.credit:
        case "off":
            share = float(chosen == key)
        case "net-correct":
            share = (right - wrong) / len(key)
        case "coverage":
            share = right / len(key) * right / len(chosen)
        case "each-answer":
            share = (len(ids) - len(chosen ^ key)) / len(ids)
    marks = {option: option in key for option in sorted(chosen | key)}
    marks = {option: right_option and option in chosen for option, right_option in marks.items()}
    if chosen == key:
        reason = "Exactly the right options were chosen."
    else:
        reason = f"Of the options chosen, {right} right and {wrong} wrong"
        reason += "." if wrong or right >= len(key) else "; not all were found."
    return from_share(share, question.points, reason, marks)


def _true_false(question: TrueFalse, answer: Any) -> Score:
    if not isinstance(answer, bool):
        return malformed(question.points, "The answer is neither true nor false.")
    right = answer is question.key
    reason = "The statement was judged rightly." if right else "The statement was misjudged."
    return from_share(float(right), question.points, reason)


def _numeric(question: Numeric, answer: Any) -> Score:
    reading = read_number(answer, question.key.unit)
    if reading.value is None:
        return malformed(question.points, reading.problem)
    if is_right_number(question, reading.value):
        return from_share(1, question.points, "The number is within the tolerance.")
    met = next((part for part in question.ranges if part.holds(reading.value)), None)
    share = met.share if met else 0.0
    reason = "The number is near enough for part of the points." if share else "Another number."
    return from_share(share, question.points, reason)


def is_right_number(question: Numeric, value: float) -> bool:
    """Whether a value, in the key's unit, lies within the key's tolerance."""
    key = question.key
    slack = 1e-9 * max(1.0, abs(key.value))  # for what binary fractions lose, not for students
    return abs(value - key.value) <= key.tolerance + slack


def _pairs(
    question: Matching | Categorise, answer: Any, lefts: list[str], rights: list[str]
) -> Score:
    if not isinstance(answer, dict):
        return malformed(question.points, "The answer is not a set of pairs.")
    # an empty choice ("") is what the browser sends for a row that was put back to nothing
    given = {left: right for left, right in answer.items() if not is_blank(right)}
    if not all(left in lefts and right in rights for left, right in given.items()):
        return malformed(question.points, "The answer names something that is not there.")
    marks = {left: given.get(left) == question.key[left] for left in lefts}
    found = sum(marks.values())
    share = float(found == len(lefts)) if question.credit == "off" else found / len(lefts)
    return from_share(share, question.points, f"{found} of {len(lefts)} placed rightly.", marks)


def _ordering(question: Ordering, answer: Any) -> Score:
    texts = isinstance(answer, list) and all(isinstance(item, str) for item in answer)
    if not texts or sorted(answer) != sorted(question.key):
        return malformed(question.points, "The answer does not name every item once.")
    place = {item: index for index, item in enumerate(question.key)}
    pairs = list(combinations(answer, 2))
    kept = sum(place[first] < place[second] for first, second in pairs)
    exact = answer == question.key
    share = float(exact) if question.credit == "off" else (2 * kept - len(pairs)) / len(pairs)
    marks = {item: answer[index] == item for index, item in enumerate(question.key)}
    reason = "Everything is in order." if exact else f"{kept} of {len(pairs)} pairs are in order."
    return from_share(share, question.points, reason, marks)


def _short_text(question: ShortText, answer: Any) -> Score:
    if not isinstance(answer, str):
        return malformed(question.points, "The answer is not a text.")
    if len(answer) > 200:
        return malformed(question.points, "The answer is too long; a word or two will do.")
    slips = nearest(answer, question.key, question.slips)
    rival = nearest(answer, [other.text for other in question.others], question.slips)
    if slips is None or (rival is not None and rival <= slips):
        return from_share(0, question.points, "Another word was given.")
    reason = "The word is right." if slips == 0 else "The word is right but for its spelling."
    return from_share(1, question.points, reason)


def _written(question: Essay, answer: Any) -> Score:
    if not isinstance(answer, str):
        return malformed(question.points, "The answer is not a text.")
    if len(answer) > MAX_TEXT:
        return malformed(question.points, f"The text is longer than {MAX_TEXT} characters.")
    return Score(0.0, question.points, "by-hand", "Waits for a person to grade it by the rubric.")


def _case(question: Case, answer: Any) -> Score:
    if is_blank(answer):
        return blank(question.points)
    if not isinstance(answer, dict):
        return malformed(question.points, "The answer is not a set of answers.")
    parts = {part.id: score(part, answer.get(part.id)) for part in question.parts}
    if all(part.status == "blank" for part in parts.values()):
        return blank(question.points)  # the answers are to other questions
    right = sum(part.status == "right" for part in parts.values())
    reason = f"{right} of {len(parts)} questions right."
    if right == len(parts):
        return Score(question.points, question.points, "right", reason, {}, parts)
    earned = min(round(sum(part.earned for part in parts.values()), DECIMALS), question.points)
    return Score(earned, question.points, "partial" if earned else "wrong", reason, {}, parts)
