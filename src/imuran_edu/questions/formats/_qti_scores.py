"""How QTI scores an answer: our credit rules in its operators.

All of it stands where there is an answer: a player in wide use fails at comparing none. A tolerance
as `gte` and `lte`, for the same player passes over that of `equal`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from imuran_edu.questions.formats._xml import Element, add
from imuran_edu.questions.interchange import Choice, Match, Number, Order, Text

_QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


def of_choice(root: Element, declaration: Element, item: Choice, points: float) -> None:
    """Score a choice, of one or of several, by its rule."""
    right = [option.id for option in item.options if option.right]
    wrong = [option.id for option in item.options if not option.right]
    if not item.several or item.credit in ("", "off"):
        _set_score(_if_correct(root), points)
        return
    taken = -1.0 if item.credit == "net-correct" else 0.0
    unit = points / len(right) if item.credit == "net-correct" else 1.0
    values = {**dict.fromkeys(right, unit), **dict.fromkeys(wrong, taken * unit)}
    _mapping(declaration, values, points if item.credit == "net-correct" else None)
    if item.credit == "net-correct":
        _add(_score(root), "mapResponse", identifier="RESPONSE")
    elif item.credit == "coverage":  # found/key of found/chosen
        product = _add(_score(root), "product")
        _add(product, "mapResponse", identifier="RESPONSE")
        _add(product, "mapResponse", identifier="RESPONSE")
        fraction = _add(product, "divide")
        _value(fraction, points / len(right))
        _size(fraction)
    else:  # each option that is rightly chosen or rightly left
        product = _add(_score(root), "product")
        _value(product, points / len(item.options))
        count = _add(product, "subtract")
        total = _add(count, "sum")
        _value(total, float(len(wrong)))
        _add(total, "mapResponse", identifier="RESPONSE")
        _add(total, "mapResponse", identifier="RESPONSE")
        _size(count)


def of_order(root: Element, item: Order, points: float) -> None:
    """Score an order: all or nothing, or pairs in the right order less the others."""
    if item.credit != "pairs":
        _set_score(_if_correct(root), points)
        return
    places = list(combinations(range(1, len(item.order) + 1), 2))
    pairs = list(combinations(item.order, 2))
    for first, second in pairs:  # whole numbers first: a player may round each score
        condition = _add(root, "responseCondition")
        then = _add(condition, "responseIf")
        either = _add(then, "or")
        for before, behind in places:
            both = _add(either, "and")
            for place, name in ((before, first), (behind, second)):
                match = _add(both, "match")
                index = _add(match, "index", n=place)
                _add(index, "variable", identifier="RESPONSE")
                _value(match, name, "identifier")
        total = _add(_score(then), "sum")
        _add(total, "variable", identifier="SCORE")
        _value(total, 1.0)
    condition = _add(root, "responseCondition")
    branch = _add(condition, "responseIf")
    above = _add(branch, "gt")
    _add(above, "variable", identifier="SCORE")
    _value(above, len(pairs) / 2)
    share = _add(_score(branch), "subtract")
    product = _add(share, "product")
    _add(product, "variable", identifier="SCORE")
    _value(product, 2 * points / len(pairs))
    _value(share, points)
    _set_score(_add(condition, "responseElse"), 0.0)


def of_match(
    root: Element, declaration: Element, item: Match, pairs: Sequence[str], points: float
) -> None:
    """Score pairs: all or nothing, or a share for each."""
    if item.credit == "off":
        _set_score(_if_correct(root), points)
        return
    _mapping(declaration, dict.fromkeys(pairs, points / len(pairs)), points)
    _add(_score(root), "mapResponse", identifier="RESPONSE")


def of_number(root: Element, item: Number, points: float, names: Sequence[str]) -> None:
    """Score a number, and name the feedback of the first range that holds it."""
    condition = _add(root, "responseCondition")
    spans: list[tuple[float | None, float | None, float]] = [
        (item.value - item.tolerance, item.value + item.tolerance, 1.0)
    ]
    spans += [(each.low, each.high, each.fraction) for each in item.ranges]
    for number, (low, high, share) in enumerate(spans):
        branch = _add(condition, "responseElseIf" if number else "responseIf")
        both = _add(branch, "and")
        for operator, end in (("gte", low), ("lte", high)):
            if end is not None:
                slack = abs(end) * 1e-12 * (-1 if operator == "gte" else 1)
                compared = _add(both, operator)
                _add(compared, "variable", identifier="RESPONSE")
                _value(compared, end + slack if not number else end)
        _set_score(branch, points * share)
        _say(branch, names[number])
    last = _add(condition, "responseElse")
    _set_score(last, 0.0)
    _say(last, names[-1])


def of_text(root: Element, item: Text, points: float, names: Sequence[str]) -> None:
    """Score a word: it is one of the accepted, or of the others named, or any."""
    condition = _add(root, "responseCondition")
    groups = [(list(item.accepted), 1.0)]
    groups += [([each.text], each.fraction) for each in item.others]
    for number, (texts, share) in enumerate(groups):
        branch = _add(condition, "responseElseIf" if number else "responseIf")
        either = _add(branch, "or")
        for text in texts:
            match = _add(either, "stringMatch", caseSensitive=False)
            _add(match, "variable", identifier="RESPONSE")
            _value(match, text, "string")
        _set_score(branch, points * share)
        _say(branch, names[number])
    last = _add(condition, "responseElse")
    _set_score(last, 0.0)
    _say(last, names[-1])


def if_answered(root: Element) -> Element:
    """Return the place of the rules that wait for an answer."""
    branch = _add(_add(root, "responseCondition"), "responseIf")
    _add(_add(_add(branch, "not"), "isNull"), "variable", identifier="RESPONSE")
    return branch


def say(root: Element, name: str) -> None:
    """Show feedback to whoever answered."""
    _say(root, name)


def say_if_chosen(root: Element, option: str, name: str, several: bool) -> None:
    """Show feedback to whoever chose an option."""
    branch = _add(_add(root, "responseCondition"), "responseIf")
    test = _add(branch, "member" if several else "match")
    _value(test, option, "identifier")
    _add(test, "variable", identifier="RESPONSE")
    _say(branch, name)


def say_unless_paired(root: Element, pair: str, name: str) -> None:
    """Show feedback to whoever answered without a pair."""
    branch = _add(_add(root, "responseCondition"), "responseIf")
    test = _add(_add(branch, "not"), "member")
    _value(test, pair, "directedPair")
    _add(test, "variable", identifier="RESPONSE")
    _say(branch, name)


def _add(parent: Element, name: str, **attributes: Any) -> Element:
    return add(parent, _QTI + name, **attributes)


def _value(parent: Element, value: float | str, base: str = "float") -> None:
    element = _add(parent, "baseValue", baseType=base)
    element.text = value if isinstance(value, str) else f"{value:.15g}"


def _size(parent: Element) -> None:
    _add(_add(parent, "containerSize"), "variable", identifier="RESPONSE")


def _score(parent: Element) -> Element:
    return _add(parent, "setOutcomeValue", identifier="SCORE")


def _set_score(parent: Element, value: float) -> None:
    _value(_score(parent), value)


def _say(parent: Element, name: str) -> None:
    if name:
        several = _add(_add(parent, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
        _add(several, "variable", identifier="FEEDBACK")
        _value(several, name, "identifier")


def _if_correct(root: Element) -> Element:
    branch = _add(_add(root, "responseCondition"), "responseIf")
    match = _add(branch, "match")
    _add(match, "variable", identifier="RESPONSE")
    _add(match, "correct", identifier="RESPONSE")
    return branch


def _mapping(declaration: Element, values: dict[str, float], most: float | None) -> None:
    bounds = {} if most is None else {"lowerBound": 0.0, "upperBound": most}
    mapping = _add(declaration, "mapping", **bounds, defaultValue=0.0)
    for key, value in values.items():
        _add(mapping, "mapEntry", mapKey=key, mappedValue=value)
