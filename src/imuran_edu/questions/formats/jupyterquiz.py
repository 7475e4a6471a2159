"""The JSON of jupyterquiz: both ways. It knows choices and numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from imuran_edu.questions.formats._model import (
    MOST_QUESTIONS,
    Bounds,
    Draft,
    Exported,
    FormatError,
    Heading,
    Loss,
    letters,
    parts_of,
    unique_ids,
    weight,
)
from imuran_edu.questions.formats._plain import decode
from imuran_edu.questions.formats._texts import from_text
from imuran_edu.questions.interchange import (
    Alternative,
    Choice,
    Item,
    Number,
    NumberRange,
    OtherText,
    Text,
)

TITLE = "jupyterquiz JSON"

_WIDE: Final = 1e9  # where a range has no end
_NEAR: Final = 1e-9
_DIGITS: Final = 12  # 0.3 and not 0.30000000000000004


def recognises(data: bytes, name: str) -> bool:
    """Whether a file looks like this format."""
    return name.endswith(".json") and b'"answers"' in data and b'"question"' in data


def read(data: bytes, name: str) -> Draft:
    """Return the questions of a list of jupyterquiz.

    Raises:
        FormatError: it is no such list.
    """
    try:
        listed = json.loads(decode(data))
    except ValueError as error:
        line = f"line {error.lineno}: " if isinstance(error, json.JSONDecodeError) else ""
        raise FormatError(f"{line}is no JSON; export the file anew") from None
    except RecursionError:
        raise FormatError("is nested too deeply") from None
    if not isinstance(listed, list):
        raise FormatError("is no list of questions; jupyterquiz reads [ {...}, {...} ]")
    if len(listed) > MOST_QUESTIONS:
        raise FormatError(f"has more than {MOST_QUESTIONS:,} questions; divide it")
    draft, found, bounds = Draft(), [], Bounds()
    for number, raw in enumerate(listed, 1):
        place = f"question {number}"

        def lost(what: str, place: str = place) -> None:
            draft.losses.append(Loss(place, what))

        if why := bounds.refuse(weight(str(raw))):
            lost(why)
        elif not isinstance(raw, dict):
            lost("was left out: is no object")
        elif (item := _item(raw, lost)) is not None:
            found.append((str(raw.get("name") or raw.get("id") or "question"), item))
    ids = unique_ids(name for name, _ in found)
    draft.items = [made(new) for new, (_, made) in zip(ids, found, strict=True)]
    return draft


def _item(raw: dict[str, Any], lost: Any) -> Any:
    """Return a function from an id to the item, or None."""
    answers = [each for each in _list(raw.get("answers")) if isinstance(each, dict)]
    fields: dict[str, Any] = {
        "stem": from_text(_text(raw.get("question")), marked=True),
        "points": _points(raw.get("points")),
    }
    for name in ("hint", "code"):
        if raw.get(name):
            fields["hints" if name == "hint" else "stem"] = (
                (from_text(_text(raw[name]), marked=True),)
                if name == "hint"
                else f"{fields['stem']}\n\n```\n{_text(raw[name])}\n```"
            )
    kind = raw.get("type")
    if kind in ("multiple_choice", "many_choice", "multiple_answer"):
        options = tuple(
            Alternative(
                name,
                from_text(_text(each.get("answer", each.get("code"))), marked="code" not in each),
                from_text(_text(each.get("feedback")), marked=True),
                each.get("correct") is True,
            )
            for name, each in zip(letters(len(answers)), answers, strict=True)
        )
        several = kind != "multiple_choice"
        count = sum(option.right for option in options)
        if len(options) < 2 or not count:
            lost("was left out: it has fewer than two options, or none is right")
            return None
        if count > 1 and not several:
            lost("has several right answers, any of which counted: choose all of them, here")
            several = True
        credit = "off" if several else ""
        return lambda new: Choice(id=new, **fields, options=options, several=several, credit=credit)
    if kind == "numeric":
        return _number(raw, answers, fields, lost)
    if kind in ("string", "short_answer"):
        return _words(answers, fields, lost)
    lost(f"was left out: there is no place for a question of type '{str(kind)[:30]}'")
    return None


def _words(answers: list[dict[str, Any]], fields: dict[str, Any], lost: Any) -> Any:
    right = [_text(each.get("answer")) for each in answers if each.get("correct") is True]
    if not right:
        lost("was left out: no answer is right")
        return None
    said = next(_text(each.get("feedback")) for each in answers if each.get("correct") is True)
    others = [
        OtherText(
            _text(each.get("answer")),
            from_text(_text(each.get("feedback")), marked=True),
            float(each.get("correct") is True),
        )
        for each in answers
        if "answer" in each
        and (each.get("correct") is not True or _text(each.get("feedback")) not in ("", said))
    ]
    apart = {each.text for each in others if each.fraction}
    return lambda new: Text(
        id=new,
        **fields,
        accepted=tuple(text for text in right if text not in apart),
        feedback=from_text(said, marked=True),
        others=tuple(others),
        default_feedback=_default(answers),
    )


def _number(raw: Any, answers: list[dict[str, Any]], fields: dict[str, Any], lost: Any) -> Any:
    values = [each for each in answers if each.get("type", "value") == "value" and "value" in each]
    right = [each for each in values if each.get("correct") is True]
    spans = [each for each in answers if isinstance(each.get("range"), list)]
    around = [each for each in spans if each.get("correct") is True]
    others = [each for each in answers if each in [*spans, *values] and each not in right + around]
    key: tuple[float, float, str] | None = None
    ranges: list[tuple[float, float, str, float]] = []
    for each in [*right[:1], *around, *right[1:], *others]:
        said = from_text(_text(each.get("feedback")), marked=True)
        numbers = [each["value"]] * 2 if "value" in each else each["range"]
        if len(numbers) != 2 or not all(_is_number(n) for n in numbers):
            lost(f"an answer with {str(numbers)[:40]} was left out: that is no number")
            continue
        low, high = map(float, numbers)
        if each.get("correct") is not True:
            if not any(start <= low <= high <= end for start, end, *_ in ranges):
                ranges.append((low, high, said, 0.0))
        elif key is None:
            key = ((low + high) / 2, (high - low) / 2, said)
        elif low < high and abs((low + high) / 2 - key[0]) < _NEAR * (high - low):
            key = (key[0], max(key[1], (high - low) / 2), key[2])
        elif max(abs(low - key[0]), abs(high - key[0])) <= key[1] * (1 + _NEAR):
            pass  # within the tolerance already
        else:
            ranges.append((low, high, said, 1.0))
    if key is None:
        lost("was left out: no number is right")
        return None
    if raw.get("precision") is not None:
        lost("its precision became no tolerance: set one")
    value, tolerance, feedback = key
    return lambda new: Number(
        id=new,
        **fields,
        value=value,
        tolerance=tolerance,
        feedback=feedback,
        ranges=tuple(NumberRange(*each) for each in ranges),
        default_feedback=_default(answers),
    )


def _default(answers: list[dict[str, Any]]) -> str:
    said = (each.get("feedback") for each in answers if each.get("type") == "default")
    return from_text(_text(next(said, "")), marked=True)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _points(value: Any) -> float:
    return float(value) if _is_number(value) and value > 0 else 1.0


def write(items: Sequence[Item], heading: Heading) -> Exported:
    """Return the file that `display_quiz` shows."""
    exported = Exported({})
    listed = []
    for item in (part for each in items for part in parts_of(each)):
        data = _data(item, exported.losses)
        if data is not None:
            listed.append({"id": item.id, **data})
    text = json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    exported.files[f"{heading.name}.json"] = text.encode()
    return exported


def _data(item: Item, losses: list[Loss]) -> dict[str, Any] | None:
    def lose(what: str) -> None:
        losses.append(Loss(item.id, what))

    if item.rationale:
        lose("its rationale and hints are not shown")
    if isinstance(item, Choice):
        if item.several and item.credit != "off":
            lose("no points in part: it is right or wrong as a whole")
        return {
            "question": item.stem,
            "type": "many_choice" if item.several else "multiple_choice",
            "answers": [
                {"answer": o.text, "correct": o.right, "feedback": o.feedback or " "}
                for o in item.options
            ],
        }
    if isinstance(item, Number):
        if item.unit:
            lose(f"a number without the unit {item.unit} is wanted")
        ends = [(item.value, item.value, True, item.feedback)]
        if item.tolerance:
            low, high = (item.value - item.tolerance, item.value + item.tolerance)
            ends.append((low, high, True, item.feedback))
        for each in item.ranges:
            low = -_WIDE if each.low is None else each.low
            high = _WIDE if each.high is None else each.high
            ends.append((low, high, False, each.feedback))
        answers = [answer for given in ends for answer in _answers(*given)]
        answers.append({"type": "default", "feedback": item.default_feedback})
        unit = f" (in {item.unit}, the number alone)" if item.unit else ""
        return {"question": f"{item.stem}{unit}", "type": "numeric", "answers": answers}
    lose("was left out: jupyterquiz knows choices and numbers")
    return None


def _answers(low: float, high: float, correct: bool, feedback: str) -> list[dict[str, Any]]:
    """Return what holds numbers from `low` to `high`: jupyterquiz's ranges leave out their end."""
    low, high = (round(number, _DIGITS) for number in (low, high))
    said = {"correct": correct, "feedback": feedback}
    ends = [{"type": "range", "range": [low, high], **said}] if low < high else []
    return [*ends, {"type": "value", "value": high, **said}]
