"""Each question type of Moodle as an item of ours, or None with the reason told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from imuran_edu.questions.formats._model import letters, one_right
from imuran_edu.questions.formats._moodle_fields import markdown_of, number_of, units_of
from imuran_edu.questions.formats._texts import from_text
from imuran_edu.questions.formats._xml import (
    Element,
    child,
    children,
    first_text,
    text_of,
)
from imuran_edu.questions.interchange import (
    Alternative,
    Choice,
    Item,
    Match,
    Number,
    NumberRange,
    Order,
    OtherText,
    Text,
)

_RULE: Final = "\n\n---\n\n"  # as `***` comes back
_FULL: Final = 99.9  # per cent and more is right
_END: Final = 9e8  # beyond this a range has no end


def _choice(question: Element, fields: dict[str, Any], tags: Any, lost: Any) -> Item | None:
    answers = children(question, "answer")
    several = text_of(child(question, "single")).lower() in ("false", "0")
    shares = [number_of(each.get("fraction"), 0.0) for each in answers]
    options = tuple(
        Alternative(
            name, markdown_of(each, lost, "moodle_auto_format"), _feedback(each, lost), right
        )
        for name, each, right in zip(
            letters(len(answers)),
            answers,
            [s > 0 if several else s >= _FULL for s in shares],
            strict=True,
        )
    )
    if not answers:
        lost("was left out: it has no answer to choose")
        return None
    credit = tags.get("credit", "net-correct" if several else "")
    if several and not tags.get("credit"):
        credit = _credit(shares, lost)
    elif not several:
        part = [share for share in shares if 0 < share < _FULL]
        if part:
            lost(
                f"answers worth {_listed(part)} per cent are wrong answers here: mark them yourself"
            )
        if shares and min(shares) < 0:
            lost("its wrong answers take points away, and none here")
        options = one_right(options, lost)
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        if markdown_of(child(question, name), lambda what: None) not in ("", *_STOCK):
            lost(f"its {name} was left out")
    shuffle = text_of(child(question, "shuffleanswers")).lower() not in ("false", "0")
    return Choice(**fields, options=options, several=several, shuffle=shuffle, credit=credit)


_STOCK: Final = [f"Your answer is {how}correct." for how in ("", "partially ", "in")]


def _credit(shares: list[float], lost: Callable[[str], None]) -> str:
    """Name our rule that gives these weights, or the nearest."""
    right = [share for share in shares if share > 0]
    wrong = [share for share in shares if share <= 0]
    equal = bool(right) and max(right) - min(right) < 0.1 and abs(sum(right) - 100) < 0.5
    taken = all(abs(share + 100 / len(right)) < 0.1 for share in wrong) if right else False
    if not (equal and taken):
        lost(
            f"its weights ({_listed(shares)}) are given by no rule here: each right option counts, "
            "each wrong one takes one away"
        )
    return "net-correct"


def _verdict(question: Element, fields: dict[str, Any], tags: Any, lost: Any) -> Item | None:
    found = {text_of(child(each, "text")).lower(): each for each in children(question, "answer")}
    if set(found) != {"true", "false"}:
        answers = children(question, "answer")
        if len(answers) != 2:
            lost("was left out: a verdict needs the two answers true and false")
            return None
        lost("its answers are named in another language: the first was read as true")
        found = dict(zip(("true", "false"), answers, strict=True))
    options = tuple(
        Alternative(
            name,
            name.capitalize(),
            _feedback(found[name], lost),
            number_of(found[name].get("fraction"), 0.0) >= _FULL,
        )
        for name in ("true", "false")
    )
    return Choice(**fields, options=options, shuffle=False, verdict=True)


def _numerical(question: Element, fields: dict[str, Any], tags: Any, lost: Any) -> Item | None:
    key: tuple[float, float, str] | None = None
    ranges, otherwise = [], ""
    for answer in children(question, "answer"):
        text = text_of(child(answer, "text")) or (answer.text or "").strip()
        share = number_of(answer.get("fraction"), 0.0)
        feedback = _feedback(answer, lost)
        if text == "*":
            otherwise = feedback
            if share:
                lost(f"gives {share:g} per cent to any number, and nothing here")
            continue
        value = number_of(text, None)
        if value is None:
            lost(f"its answer '{text[:30]}' is no number and was left out")
            continue
        reach = abs(number_of(text_of(child(answer, "tolerance")), 0.0))
        if share >= _FULL and key is None:
            key = (value, reach, feedback)
        else:
            low, high = value - reach, value + reach
            digits = 9 if reach > _END / 4 else 14  # what an end that is none leaves of the other
            ranges.append(
                NumberRange(
                    None if low < -_END else _tidy(low, digits),
                    None if high > _END else _tidy(high, digits),
                    feedback,
                    min(round(share / 100, 6), 1.0),
                )
            )
    if key is None:
        lost("was left out: no answer is worth 100 per cent")
        return None
    units = units_of(question)
    if len(units) > 1:
        lost(f"of its units {', '.join(units)} the first is the key's; others if known here")
    value, tolerance, feedback = key
    return Number(
        **fields,
        value=value,
        tolerance=tolerance,
        unit=units[0] if units else "",
        feedback=feedback,
        ranges=tuple(ranges),
        default_feedback=otherwise,
    )


def _short(question: Element, fields: dict[str, Any], tags: Any, lost: Any) -> Item | None:
    accepted: list[str] = []
    others: list[OtherText] = []
    feedback, otherwise = "", ""
    for answer in children(question, "answer"):
        text = text_of(child(answer, "text"))
        share = number_of(answer.get("fraction"), 0.0)
        said = _feedback(answer, lost)
        if text == "*":
            otherwise = said
            continue
        text = text.replace(r"\*", "\ue000")
        if "*" in text:
            lost(f"the pattern '{text[:30]}' was left out: * stands for any text in Moodle alone")
            continue
        text = text.replace("\ue000", "*")
        if share >= _FULL and (not accepted or said in ("", feedback)):
            accepted.append(text)
            feedback = feedback or said
        else:
            others.append(OtherText(text, said, min(max(round(share / 100, 6), 0.0), 1.0)))
    if not accepted:
        lost("was left out: no answer is worth 100 per cent")
        return None
    if text_of(child(question, "usecase")) == "1":
        lost("capitals mattered, and do not here")
    return Text(
        **fields,
        accepted=tuple(accepted),
        max_typos=int(number_of(tags.get("slips"), 0)),
        feedback=feedback,
        others=tuple(others),
        default_feedback=otherwise,
    )


def _matching(question: Element, fields: dict[str, Any], tags: Any, lost: Any) -> Item | None:
    rows = [
        (markdown_of(each, lost), from_text(first_text(children(_answer_of(each), "text"))))
        for each in children(question, "subquestion")
    ]
    words = list(dict.fromkeys(partner for _, partner in rows if partner))
    things = [(text, partner) for text, partner in rows if text]
    if len(things) < 2 or any(not partner for _, partner in things):
        lost("was left out: a matching needs two pairs or more")
        return None
    names = dict(zip(words, letters(len(words)), strict=True))
    fields["rationale"], mended = _apart(fields["rationale"], [text for text, _ in things])
    left = [
        Alternative(name, text, mended.get(text, ""))
        for name, (text, _) in zip(letters(len(things)), things, strict=True)
    ]
    return Match(
        **fields,
        things=tuple(left),
        partners=tuple(Alternative(name, text) for text, name in names.items()),
        pairs={each.id: names[pair] for each, (_, pair) in zip(left, things, strict=True)},
        classes=tags.get("type") == "categorise",
        credit=tags.get("credit", "each-answer"),
    )


def _apart(rationale: str, things: list[str]) -> tuple[str, dict[str, str]]:
    """Part what our own export put behind a matching's rationale: what mends each pair."""
    before, rule, rows = rationale.partition(_RULE)
    mended = {}
    for row in re.split(r"(?m)^- ", rows)[1:] if rule else []:
        whole = " ".join(row.split())
        thing = next((t for t in things if whole.startswith(f"{' '.join(t.split())}: ")), None)
        if thing is None:
            return rationale, {}
        mended[thing] = whole.removeprefix(f"{' '.join(thing.split())}: ")
    return (before, mended) if mended else (rationale, {})


def _ordering(question: Element, fields: dict[str, Any], tags: Any, lost: Any) -> Item | None:
    answers = children(question, "answer")
    if len(answers) < 2:
        lost("was left out: an ordering needs two things or more")
        return None
    things = tuple(
        Alternative(name, markdown_of(each, lost), _feedback(each, lost))
        for name, each in zip(letters(len(answers)), answers, strict=True)
    )
    said = markdown_of(child(question, "correctfeedback"), lost)
    return Order(
        **fields,
        things=things,
        order=tuple(each.id for each in things),
        credit=tags.get("credit", ""),
        feedback="" if said in _STOCK else said,
    )


def _essay(question: Element, fields: dict[str, Any], tags: Any, lost: Any) -> Item | None:
    rubric = []
    info = markdown_of(child(question, "graderinfo"), lost)
    row = re.compile(r"- \*\*([0-9]+(?:[.][0-9]+)?), (.+?)\*\*: (.+)")
    for line in re.split(r"\n(?=- )", info) if info else []:
        if match := row.fullmatch(" ".join(line.split())):
            rubric.append((float(match[1]), match[2], match[3]))
        else:
            lost("what it tells graders is no rubric and was left out")
            break
    return Text(**fields, rubric=tuple(rubric))


KINDS: Final[dict[str, Callable[..., Item | None]]] = {
    "multichoice": _choice,
    "truefalse": _verdict,
    "numerical": _numerical,
    "shortanswer": _short,
    "match": _matching,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}


def _answer_of(element: Element) -> Element:
    found = child(element, "answer")
    return found if found is not None else element


def _feedback(answer: Element, lost: Callable[[str], None]) -> str:
    return markdown_of(child(answer, "feedback"), lost)


def _tidy(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def _listed(numbers: list[float]) -> str:
    return ", ".join(f"{number:g}" for number in numbers[:8])
