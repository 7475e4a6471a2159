"""What stands in the braces of a GIFT question, as an item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from imuran_edu.questions.formats._model import letters, one_right
from imuran_edu.questions.formats._texts import from_html, from_text
from imuran_edu.questions.interchange import (
    Alternative,
    Choice,
    Item,
    Match,
    Number,
    NumberRange,
    OtherText,
    Text,
)

# escaped characters, put aside while the text is taken apart
ESCAPED: Final = {rf"\{c}": chr(0xE100 + n) for n, c in enumerate("\\:#={}~n")}
_BACK: Final = {mark: "\n" if text == r"\n" else text[1] for text, mark in ESCAPED.items()}
_WEIGHT: Final = re.compile(r"%([-+]?[0-9.]+)%")
_FORMAT: Final = re.compile(r"\[(html|markdown|plain|moodle)\]")
Lost = Callable[[str], None]


@dataclass
class _Answer:
    """One answer in braces: whether it begins with `=`, its weight in per cent, its texts."""

    right: bool
    weight: float | None
    text: str
    feedback: str


def question(stem: str, lost: Lost) -> Item | None:
    """Return a question without its title as an item; None if nothing of it can be carried."""
    begin, end = stem.find("{"), stem.find("}")
    if begin < 0 or end < begin:
        lost("was left out: it has no answers in braces")
        return None
    before, inner, after = stem[:begin], stem[begin + 1 : end].strip(), stem[end + 1 :]
    if "{" in after:
        lost("of its braces only the first hold answers; the rest stays text")
    if after.strip():
        before = f"{before.rstrip()} _____ {after.strip()}"
    kind = _FORMAT.match(before.strip())
    before = before.strip()[kind.end() :] if kind else before
    how = kind[1] if kind else ""
    inner, general = _general(inner)

    def markdown(text: str) -> str:
        own = _FORMAT.match(text.strip())  # an answer may name another format than the question's
        kind = own[1] if own else how
        text = back(text.strip()[own.end() :] if own else text).strip()
        if kind == "markdown":
            return from_text(text, marked=True)
        html = kind == "html" or ("<" in text and kind != "plain")
        return from_html(text, lost) if html else from_text(text)

    fields: dict[str, Any] = {
        "id": "",
        "stem": markdown(before),
        "rationale": markdown(general),
    }
    if not inner:
        return Text(**fields)
    if inner.startswith("#"):
        return _number(inner[1:], fields, markdown, lost)
    verdict = re.match(r"(TRUE|FALSE|T|F)\s*(?=#|\Z)", inner, re.IGNORECASE)
    if verdict:
        return _verdict(inner, verdict, fields, markdown)
    if inner[0] not in "=~":  # one right answer needs no sign
        inner = f"={inner}"
    answers = list(_answers(inner, markdown))
    if answers and all(a.right and "->" in a.text for a in answers):
        return _matching(answers, fields, markdown, lost)
    if answers and all(a.right for a in answers):
        return _short(answers, fields, lost)
    return _choice(answers, fields, markdown, lost)


def _general(inner: str) -> tuple[str, str]:
    before, mark, said = inner.partition("####")
    return (before.strip(), said.strip()) if mark else (inner, "")


def _answers(inner: str, markdown: Callable[[str], str]) -> Iterator[_Answer]:
    for mark, part in re.findall(r"([=~])([^=~]*)", inner):
        text, _, said = part.partition("#")
        weight = None
        if match := _WEIGHT.match(text.strip()):
            weight = _plain_number(match[1])
            text = text.strip()[match.end() :]
        yield _Answer(mark == "=", weight, text.strip(), markdown(said))


def _choice(answers: list[_Answer], fields: Any, markdown: Any, lost: Lost) -> Item | None:
    if len(answers) < 2:
        lost("was left out: a choice needs two answers or more, after = or ~")
        return None
    weights = [100.0 if a.right and a.weight is None else a.weight or 0.0 for a in answers]
    single = any(answer.right for answer in answers)
    if single:
        right = [weight >= 100 for weight in weights]
        part = [weight for weight in weights if 0 < weight < 100]
        if part:
            lost(
                f"answers worth {', '.join(f'{w:g}' for w in part)} per cent are wrong answers here"
            )
        if min(weights) < 0:
            lost("its wrong answers take points away, and none here")
    else:
        right = [weight > 0 for weight in weights]
        positive = [weight for weight in weights if weight > 0]
        if positive:
            share = 100 / len(positive)
            others = [weight for weight in weights if weight <= 0]
            equal = all(abs(w - share) < 0.1 for w in positive)
            if not equal or any(abs(w + share) > 0.1 for w in others):
                lost(
                    f"its weights ({', '.join(f'{w:g}' for w in weights)}) are given by no rule "
                    "here: each right option counts, each wrong one takes one away"
                )
    if not any(right):
        lost("was left out: no answer is right")
        return None
    options = tuple(
        Alternative(name, markdown(answer.text), answer.feedback, is_right)
        for name, answer, is_right in zip(letters(len(answers)), answers, right, strict=True)
    )
    if single:
        return Choice(**fields, options=one_right(options, lost))
    return Choice(**fields, options=options, several=True, credit="net-correct")


def _verdict(inner: str, match: re.Match[str], fields: Any, markdown: Any) -> Item:
    # the first feedback is for the wrong answer, the second for the right one
    key = match[1].upper().startswith("T")
    said = [markdown(part) for part in inner[match.end() :].split("#")[1:3]]
    wrong, right = (*said, "", "")[:2]
    return Choice(
        **fields,
        options=(
            Alternative("true", "True", right if key else wrong, key),
            Alternative("false", "False", wrong if key else right, not key),
        ),
        shuffle=False,
        verdict=True,
    )


def _matching(answers: list[_Answer], fields: Any, markdown: Any, lost: Lost) -> Item | None:
    rows = [tuple(part.strip() for part in a.text.split("->", 1)) for a in answers]
    things = [row for row in rows if row[0]]
    words = list(dict.fromkeys(partner for _, partner in rows))
    if len(things) < 2:
        lost("was left out: a matching needs two pairs or more")
        return None
    names = dict(zip(words, letters(len(words)), strict=True))
    left = tuple(
        Alternative(name, markdown(text))
        for name, (text, _) in zip(letters(len(things)), things, strict=True)
    )
    return Match(
        **fields,
        things=left,
        partners=tuple(Alternative(name, markdown(text)) for text, name in names.items()),
        pairs={each.id: names[pair] for each, (_, pair) in zip(left, things, strict=True)},
        credit="each-answer",
    )


def _short(answers: list[_Answer], fields: Any, lost: Lost) -> Item | None:
    other = next((a.feedback for a in answers if a.text == "*" and a.weight == 0), "")
    answers = [a for a in answers if a.text != "*" or a.weight != 0]
    right = [a for a in answers if a.weight is None or a.weight >= 100]
    wrong = [a for a in answers if a not in right]
    kept = [a for a in right if "*" not in a.text]
    for answer in (a for a in right if a not in kept):
        lost(f"the pattern '{back(answer.text)[:30]}' was left out: * stands for any text there")
    if not kept:
        lost("was left out: no answer is right")
        return None
    said = next((a.feedback for a in kept if a.feedback), "")
    accepted = [a for a in kept if a.feedback in ("", said)]
    return Text(
        **fields,
        accepted=tuple(_bare(a.text) for a in accepted),
        feedback=said,
        others=tuple(
            OtherText(_bare(a.text), a.feedback, _share(a))
            for a in answers
            if a in wrong or (a in kept and a not in accepted)
        ),
        default_feedback=other,
    )


def _number(inner: str, fields: Any, markdown: Any, lost: Lost) -> Item | None:
    several = list(_answers(inner, markdown)) if inner.lstrip().startswith(("=", "~")) else []
    if not several:
        text, _, said = inner.partition("#")
        several = [_Answer(True, None, text.strip(), markdown(said))]
    key: tuple[float, float, str] | None = None
    ranges = []
    otherwise = ""
    for answer in several:
        if not answer.right and not answer.text:
            otherwise = answer.feedback
            continue
        span = _span(answer.text)
        if span is None:
            lost(
                f"its answer '{back(answer.text)[:30]}' is no plain number and was left out; "
                "Moodle gives full marks to every answer there"
            )
            continue
        middle, reach = span
        if key is None and (answer.weight is None or answer.weight >= 100):
            key = (middle, reach, answer.feedback)
            continue
        share = _share(answer)
        ranges.append(NumberRange(middle - reach, middle + reach, answer.feedback, share))
    if key is None:
        lost("was left out: no number is right")
        return None
    value, tolerance, feedback = key
    return Number(
        **fields,
        value=value,
        tolerance=tolerance,
        feedback=feedback,
        ranges=tuple(ranges),
        default_feedback=otherwise,
    )


def _share(answer: _Answer) -> float:
    """Return what an answer earns, 0 to 1."""
    return 1.0 if answer.weight is None else min(max(answer.weight / 100, 0.0), 1.0)


def _span(text: str) -> tuple[float, float] | None:
    """Return the middle of `3`, `3:0.5` or `2..4`, and how far it reaches."""
    if ".." in text:
        low, high = (_plain_number(part) for part in text.split("..", 1))
        if low is None or high is None:
            return None
        return float(f"{(low + high) / 2:.12g}"), float(f"{abs(high - low) / 2:.12g}")
    value, mark, reach = text.replace(ESCAPED[r"\:"], ":").partition(":")
    middle, tolerance = _plain_number(value), _plain_number(reach) if mark else 0.0
    return None if middle is None or tolerance is None else (middle, abs(tolerance))


def _plain_number(text: str) -> float | None:
    if not re.fullmatch(r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?\s*", text):
        return None
    return float(text)


def _bare(text: str) -> str:
    """Return an answer to be typed, without the format that stands before it."""
    return back(_FORMAT.sub("", text, count=1) if _FORMAT.match(text) else text)


def back(text: str) -> str:
    """Return a text with its escaped characters in place."""
    for mark, plain in _BACK.items():
        text = text.replace(mark, plain)
    return text
