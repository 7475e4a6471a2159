"""Items as QTI 2.1: one tree for each question. QTI 3.0 is made from the same trees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from imuran_edu.questions.formats import _qti_scores as scores
from imuran_edu.questions.formats._model import Loss
from imuran_edu.questions.formats._texts import with_mathml, without_paragraph
from imuran_edu.questions.formats._xml import Element, add, add_html
from imuran_edu.questions.interchange import Choice, Item, Match, Number, Order, Text

NAMESPACE: Final = "http://www.imsglobal.org/xsd/imsqti_v2p1"
LABELS: Final = ("type", "objective", "level", "credit", "slips")


@dataclass
class Story:
    """What stands before a question of a case: the case, its stage, and their words."""

    case: Item
    title: str
    text: str


@dataclass
class Written:
    """An item as QTI, and what QTI could not carry."""

    root: Element
    losses: list[Loss] = field(default_factory=list)


def as_qti(item: Item, story: Story | None = None) -> Written:
    """Return one question, no group, as a QTI 2.1 item."""
    root = etree.Element(f"{{{NAMESPACE}}}assessmentItem", nsmap={None: NAMESPACE})
    root.set("identifier", item.id)
    root.set("title", item.id)
    root.set("adaptive", "false")
    root.set("timeDependent", "false")
    root.set("label", _label(item)[:256])
    written = Written(root)
    for kind, write in _KINDS.items():
        if isinstance(item, kind):
            write(_Parts(item, root, written.losses, story))
    return written


def _label(item: Item) -> str:
    known = {name: str(getattr(item, name, "") or "") for name in LABELS}
    known["slips"] = str(item.max_typos) if isinstance(item, Text) and item.accepted else ""
    return "; ".join(f"{name}={value}" for name, value in known.items() if value)


class _Parts:
    """The parts of an item in the order that the schema wants."""

    def __init__(self, item: Any, root: Element, losses: list[Loss], story: Story | None) -> None:
        self.item, self.root, self.losses = item, root, losses
        self.points = float(item.points or 0)
        self.notes: list[tuple[str, str]] = []  # identifier and Markdown of modal feedback
        self.declarations = add(root, q("responseDeclaration"), identifier="RESPONSE")
        _outcome(root, "SCORE", "single", "float", 0.0)
        _outcome(root, "MAXSCORE", "single", "float", self.points)
        _outcome(root, "FEEDBACK", "multiple", "identifier", None)
        self.body = add(root, q("itemBody"))
        if story:
            block(
                add(self.body, q("div"), class_="story"),
                f"{story.case.stem}\n\n**{story.title}**\n\n{story.text}",
            )
        self.processing: Element | None = None

    def lose(self, what: str) -> None:
        self.losses.append(Loss(self.item.id, what))

    def declare(self, cardinality: str, base: str, correct: Sequence[str]) -> None:
        self.declarations.set("cardinality", cardinality)
        self.declarations.set("baseType", base)
        if correct:
            values = add(self.declarations, q("correctResponse"))
            for value in correct:
                add(values, q("value"), value)

    def ask(self, interaction: str, **attributes: Any) -> Element:
        """Put a block interaction with the stem as its prompt into the body."""
        element = add(self.body, q(interaction), responseIdentifier="RESPONSE", **attributes)
        prompt = add(element, q("prompt"))
        block(prompt, self.item.stem, inline=True)
        return element

    def note(self, name: str, markdown: str) -> str:
        """Keep feedback under an identifier and return that; `""` if there is nothing to say."""
        if not markdown:
            return ""
        self.notes.append((name, markdown))
        return name

    def end(self, process: Callable[[Element], None]) -> None:
        """Write hints, processing and feedback."""
        for hint in self.item.hints:
            block(add(self.body, q("rubricBlock"), view="tutor", class_="hint"), hint)
        if self.item.hints:
            self.lose("its hints are there for tutors alone")
        answered = scores.if_answered(add(self.root, q("responseProcessing")))
        process(answered)
        if self.note("rationale", self.item.rationale):
            scores.say(answered, "rationale")
        for name, markdown in self.notes:
            modal = add(
                self.root,
                q("modalFeedback"),
                outcomeIdentifier="FEEDBACK",
                identifier=name,
                showHide="show",
            )
            block(modal, markdown)


def _choice(parts: _Parts) -> None:
    item: Choice = parts.item
    right = [option.id for option in item.options if option.right]
    parts.declare("multiple" if item.several else "single", "identifier", right)
    element = parts.ask(
        "choiceInteraction",
        shuffle=item.shuffle,
        maxChoices=0 if item.several else 1,
        minChoices=0,
    )
    for option in item.options:
        block(add(element, q("simpleChoice"), identifier=option.id), option.text, inline=True)

    def process(root: Element) -> None:
        scores.of_choice(root, parts.declarations, item, parts.points)
        for option in item.options:
            if name := parts.note(f"option-{option.id}", option.feedback):
                scores.say_if_chosen(root, option.id, name, several=item.several)

    parts.end(process)


def _order(parts: _Parts) -> None:
    item: Order = parts.item
    parts.declare("ordered", "identifier", item.order)
    element = parts.ask("orderInteraction", shuffle=True)
    for thing in item.things:
        block(add(element, q("simpleChoice"), identifier=thing.id), thing.text, inline=True)

    def process(root: Element) -> None:
        scores.of_order(root, item, parts.points)
        if name := parts.note("order", item.feedback):
            scores.say(root, name)
        for thing in item.things:
            if thing.feedback:
                parts.note(f"option-{thing.id}", thing.feedback)
                parts.lose(f"what it says of '{thing.id}' is there and never shown")

    parts.end(process)


def _match(parts: _Parts) -> None:
    item: Match = parts.item
    pairs = {f"L{each.id} R{item.pairs[each.id]}": each for each in item.things}
    parts.declare("multiple", "directedPair", list(pairs))
    many = len(item.things)
    element = parts.ask("matchInteraction", shuffle=True, maxAssociations=many, minAssociations=0)
    for prefix, side, most in (("L", item.things, 1), ("R", item.partners, many)):
        group = add(element, q("simpleMatchSet"))
        for each in side:
            choice = add(
                group, q("simpleAssociableChoice"), identifier=prefix + each.id, matchMax=most
            )
            block(choice, each.text, inline=True)

    def process(root: Element) -> None:
        scores.of_match(root, parts.declarations, item, list(pairs), parts.points)
        for pair, thing in pairs.items():
            if name := parts.note(f"option-{thing.id}", thing.feedback):
                scores.say_unless_paired(root, pair, name)

    parts.end(process)


def _number(parts: _Parts) -> None:
    item: Number = parts.item
    parts.declare("single", "float", [f"{item.value:.12g}"])
    _entry(parts, item.unit, 12)

    def process(root: Element) -> None:
        names = [parts.note("right", item.feedback)]
        names += [parts.note(f"range-{n}", r.feedback) for n, r in enumerate(item.ranges, 1)]
        names.append(parts.note("otherwise", item.default_feedback))
        scores.of_number(root, item, parts.points, names)

    parts.end(process)


def _text(parts: _Parts) -> None:
    item: Text = parts.item
    if not item.accepted:
        parts.declare("single", "string", [])
        parts.ask("extendedTextInteraction", expectedLength=max(200, item.words * 7))
        if item.rubric:
            table = add(parts.body, q("rubricBlock"), view="scorer", class_="rubric")
            rows = [f"- **{points:g}, {title}**: {earns}" for points, title, earns in item.rubric]
            block(table, "\n".join(rows))
        parts.end(lambda root: None)
        return
    parts.declare("single", "string", item.accepted[:1])
    _entry(parts, "", 20)
    if item.max_typos:
        parts.lose("no typing slip is forgiven")

    def process(root: Element) -> None:
        names = [parts.note("right", item.feedback)]
        for number, each in enumerate(item.others, 1):
            names.append(parts.note(f"wrong-{number}", each.feedback))
        names.append(parts.note("otherwise", item.default_feedback))
        scores.of_text(root, item, parts.points, names)

    parts.end(process)


def _entry(parts: _Parts, unit: str, length: int) -> None:
    block(add(parts.body, q("div"), class_="stem"), parts.item.stem)
    line = add(parts.body, q("p"))
    entry = add(
        line, q("textEntryInteraction"), responseIdentifier="RESPONSE", expectedLength=length
    )
    if unit:
        entry.tail = " "
        add(line, q("span"), unit, class_="unit")


_KINDS: Final[dict[type, Callable[[_Parts], None]]] = {
    Choice: _choice,
    Order: _order,
    Match: _match,
    Number: _number,
    Text: _text,
}


def q(name: str) -> str:
    """Return a name in the namespace of QTI 2.1."""
    return f"{{{NAMESPACE}}}{name}"


def _outcome(root: Element, name: str, cardinality: str, base: str, value: float | None) -> None:
    element = add(
        root, q("outcomeDeclaration"), identifier=name, cardinality=cardinality, baseType=base
    )
    if value is not None:
        add(add(element, q("defaultValue")), q("value"), f"{value:g}")


def block(parent: Element, markdown: str, inline: bool = False) -> None:
    """Put Markdown into an element as XHTML; of one paragraph its inside alone, if `inline`."""
    html = with_mathml(markdown)
    add_html(parent, without_paragraph(html) if inline else html)
    for element in parent.iter():
        if isinstance(element.tag, str) and not element.tag.startswith("{"):
            element.tag = q(element.tag)
        element.attrib.pop("target", None)
        element.attrib.pop("rel", None)
