"""Write questions as Moodle XML.

Moodle stops a whole import at a type that it lacks, and before 4.4 it lacks ordering: these
questions go into a file of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from imuran_edu.questions.formats._model import Exported, Heading, Loss
from imuran_edu.questions.formats._texts import in_plain_words, with_tex
from imuran_edu.questions.formats._xml import Element, add, clean, to_bytes
from imuran_edu.questions.interchange import (
    Choice,
    Group,
    Item,
    Match,
    Number,
    NumberRange,
    Order,
    Text,
)

_WIDE: Final = 1e9  # where a range has no end


def write(items: Sequence[Item], heading: Heading) -> Exported:
    """Return the file of a bank, and of its orderings another one."""
    writer = _Writer(heading)
    for item in items:
        writer.put(item)
    files = {f"{heading.name}.xml": to_bytes(writer.quiz)}
    if len(writer.orderings) > 1:
        files[f"{heading.name}-ordering.xml"] = to_bytes(writer.orderings)
    return Exported(files, writer.losses)


class _Writer:
    def __init__(self, heading: Heading) -> None:
        self.quiz, self.orderings = etree.Element("quiz"), etree.Element("quiz")
        self.losses: list[Loss] = []
        for root in (self.quiz, self.orderings):
            category = add(root, "question", type="category")
            path = heading.title.replace("/", "//")
            add(add(category, "category"), "text", f"$course$/top/{path}")
            if heading.source:
                _html(category, "info", heading.source)

    def lose(self, item: Item, what: str) -> None:
        self.losses.append(Loss(item.id, what))

    def put(self, item: Item) -> None:
        """Write a question, or a case as a description and its questions."""
        if isinstance(item, Group):
            self.lose(item, "its stages no longer open one after another")
            for section in item.sections:
                story = f"**{section.title}**\n\n{section.story}"
                if section is item.sections[0]:
                    story = f"{item.stem}\n\n{story}"
                place = f"{item.id}-{section.id}"
                told = self._start(Item(id=place, stem=story), "description", 0.0)
                tags = {"case": item.id, "stage": section.title, "objective": item.objective}
                _tags(told, {**tags, "level": item.level})
                for part in section.items:
                    self._question(part)
            if item.rationale:
                told = self._start(
                    Item(id=f"{item.id}-end", stem=item.rationale), "description", 0.0
                )
                _tags(told, {"case-end": item.id})
            return
        self._question(item)

    def _question(self, item: Item) -> None:
        credit = getattr(item, "credit", "")
        if isinstance(item, Choice):
            question = self._choice(item)
        elif isinstance(item, Number):
            question = self._number(item)
        elif isinstance(item, Match):
            question = self._match(item)
        elif isinstance(item, Order):
            question = self._order(item)
        else:
            assert isinstance(item, Text)
            question = self._text(item) if item.accepted else self._essay(item)
        for hint in item.hints:
            _html(question, "hint", hint)
        slips = str(item.max_typos) if isinstance(item, Text) and item.accepted else ""
        of_us = {"type": item.type, "objective": item.objective, "level": item.level}
        _tags(question, {**of_us, "credit": credit, "slips": slips})

    def _start(
        self, item: Item, kind: str, points: float | None, root: Element | None = None
    ) -> Element:
        question = add(self.quiz if root is None else root, "question", type=kind)
        add(add(question, "name"), "text", item.id)
        _html(question, "questiontext", item.stem)
        _html(question, "generalfeedback", _rationale(item))
        add(question, "defaultgrade", f"{points or 0:.7f}")
        add(question, "penalty", "0")
        add(question, "hidden", "0")
        add(question, "idnumber", item.id)
        return question

    def _choice(self, item: Choice) -> Element:
        if item.verdict:
            question = self._start(item, "truefalse", item.points)
            for option in item.options:
                _answer(question, option.id, 100.0 if option.right else 0.0, option.feedback)
            return question
        question = self._start(item, "multichoice", item.points)
        add(question, "single", "false" if item.several else "true")
        add(question, "shuffleanswers", "true" if item.shuffle else "false")
        add(question, "answernumbering", "none")
        add(question, "showstandardinstruction", "1")
        right = sum(option.right for option in item.options) or 1
        for option in item.options:
            share = 100 / right if option.right else -100 / right if item.several else 0.0
            answer = _answer(question, with_tex(option.text), share, option.feedback)
            answer.set("format", "html")
        if item.several and item.credit not in ("", "net-correct"):
            self.lose(
                item,
                f"its credit rule '{item.credit}' became Moodle's: each right option counts, "
                "each wrong one takes a right one away",
            )
        return question

    def _number(self, item: Number) -> Element:
        question = self._start(item, "numerical", item.points)
        _number_answer(question, item.value, item.tolerance, 100.0, item.feedback)
        for each in item.ranges:
            middle, reach = _middle(each)
            _number_answer(question, middle, reach, 100 * each.fraction, each.feedback)
            if (each.fraction * 100) % 5 > 1e-9:
                self.lose(item, f"Moodle may refuse the share {each.fraction:g} of a range")
        answer = _answer(question, "*", 0.0, item.default_feedback)
        add(answer, "tolerance", "0")
        if item.unit:
            unit = add(add(question, "units"), "unit")
            add(unit, "multiplier", "1")
            add(unit, "unit_name", item.unit)
            self.lose(item, f"of units Moodle knows '{item.unit}' alone, written just so, or none")
        add(question, "unitgradingtype", "0")
        add(question, "showunits", "0" if item.unit else "3")
        add(question, "unitsleft", "0")
        return question

    def _match(self, item: Match) -> Element:
        question = self._start(item, "match", item.points)
        add(question, "shuffleanswers", "true")
        words = {each.id: in_plain_words(each.text) for each in item.partners}
        for thing in item.things:
            pair = _html(question, "subquestion", thing.text)
            add(add(pair, "answer"), "text", words[item.pairs[thing.id]])
        for spare in (each for each in item.partners if each.id not in item.pairs.values()):
            pair = _html(question, "subquestion", "")
            add(add(pair, "answer"), "text", words[spare.id])
        if item.credit == "off":
            self.lose(item, "all or nothing became a share for each row")
        return question

    def _order(self, item: Order) -> Element:
        question = self._start(item, "ordering", item.points, self.orderings)
        for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
            _html(question, name, item.feedback)
        # 0: vertical; all of them; graded all or nothing (-1), or by the place (1)
        for name, value in (
            ("layouttype", "VERTICAL"),
            ("selecttype", "ALL"),
            ("selectcount", "0"),
            ("gradingtype", "ALL_OR_NOTHING" if item.credit == "off" else "ABSOLUTE_POSITION"),
            ("showgrading", "SHOW"),
            ("numberingstyle", "none"),
        ):
            add(question, name, value)
        things = {each.id: each for each in item.things}
        for place, name in enumerate(item.order, 1):
            answer = add(question, "answer", fraction=f"{place}.0000000", format="html")
            add(answer, "text", _cdata(with_tex(things[name].text)))
            if things[name].feedback:
                _html(answer, "feedback", things[name].feedback)
        if item.credit == "pairs":
            self.lose(item, "pairs in order became things in their place")
        self.lose(item, "stands in a file of its own, which Moodle reads from version 4.4 on")
        return question

    def _text(self, item: Text) -> Element:
        question = self._start(item, "shortanswer", item.points)
        add(question, "usecase", "0")
        for text in item.accepted:
            _answer(question, text.replace("*", r"\*"), 100.0, item.feedback)
        for each in item.others:
            _answer(question, each.text.replace("*", r"\*"), 100 * each.fraction, each.feedback)
        _answer(question, "*", 0.0, item.default_feedback)
        if item.max_typos:
            self.lose(item, "Moodle forgives no typing slip")
        return question

    def _essay(self, item: Text) -> Element:
        question = self._start(item, "essay", item.points)
        add(question, "responseformat", "editor")
        add(question, "responserequired", "1")
        add(question, "responsefieldlines", str(max(5, item.words // 10)))
        add(question, "attachments", "0")
        rows = [f"- **{points:g}, {title}**: {earns}" for points, title, earns in item.rubric]
        _html(question, "graderinfo", "\n".join(rows))
        if item.words:
            self.lose(item, "how long the text should be is not said")
        return question


def _rationale(item: Item) -> str:
    """Return the rationale and, of a matching, what mends each pair: Moodle has no field for it."""
    if not isinstance(item, Match) or not any(each.feedback for each in item.things):
        return item.rationale
    rows = [f"- {each.text}: {each.feedback}" for each in item.things if each.feedback]
    return f"{item.rationale}\n\n***\n\n" + "\n".join(rows)


def _middle(each: NumberRange) -> tuple[float, float]:
    low = each.low if each.low is not None else -_WIDE
    high = each.high if each.high is not None else _WIDE
    return (low + high) / 2, (high - low) / 2


def _number_answer(
    question: Element, value: float, tolerance: float, percent: float, feedback: str
) -> None:
    answer = _answer(question, repr(float(value)), percent, feedback)
    add(answer, "tolerance", repr(float(tolerance)))


def _answer(question: Element, text: str, percent: float, feedback: str) -> Element:
    # Moodle refuses 33.33 and takes 33.33333
    answer = add(question, "answer", fraction=f"{percent:.7g}", format="moodle_auto_format")
    add(answer, "text", _cdata(text))
    _html(answer, "feedback", feedback)
    return answer


def _html(parent: Element, name: str, markdown: str) -> Element:
    element = add(parent, name, format="html")
    add(element, "text", _cdata(with_tex(markdown)))
    return element


def _cdata(text: str) -> Element:
    return etree.CDATA(clean(text).replace("]]>", "]]&gt;")) if "<" in text or "&" in text else text


def _tags(question: Element, tags: dict[str, str]) -> None:
    """Write what only we know as tags, which Moodle shows and keeps."""
    known = [f"{name}:{value}" for name, value in tags.items() if value]
    if known:
        parent = add(question, "tags")
        for tag in known:
            add(add(parent, "tag"), "text", tag)
