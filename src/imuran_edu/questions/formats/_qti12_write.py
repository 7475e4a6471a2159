"""Write QTI 1.2 with the question types of Canvas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from lxml import etree

from imuran_edu.questions.formats._archive import pack
from imuran_edu.questions.formats._model import Exported, Heading, Loss
from imuran_edu.questions.formats._texts import in_plain_words, with_tex
from imuran_edu.questions.formats._xml import Element, add
from imuran_edu.questions.interchange import Choice, Group, Item, Match, Number, Order, Text

NAMESPACE: Final = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PACKAGE: Final = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"


def write(items: Sequence[Item], heading: Heading) -> Exported:
    """Return a package that Canvas imports as a quiz."""
    root = etree.Element("questestinterop", nsmap={None: NAMESPACE})
    assessment = add(root, "assessment", ident=heading.name, title=heading.title)
    section = add(assessment, "section", ident="root_section")
    exported = Exported({})
    for item in items:
        _put(section, item, exported.losses)
    path = f"{heading.name}/{heading.name}.xml"
    files = {"imsmanifest.xml": _manifest(heading, path), path: _bytes(root)}
    exported.files[f"{heading.name}-qti12.zip"] = pack(files)
    return exported


def _put(section: Element, item: Item, losses: list[Loss]) -> None:
    if not isinstance(item, Group):
        _Question(section, item, losses)
        return
    losses.append(Loss(item.id, "its stages no longer open one after another"))
    for stage in item.sections:
        first = stage is item.sections[0]
        story = f"**{stage.title}**\n\n{stage.story}"
        told = Item(
            id=f"{item.id}-{stage.id}", stem=f"{item.stem}\n\n{story}" if first else story, points=0
        )
        labels = {"case": item.id, "stage": stage.title, "rationale": item.rationale}
        _Question(section, told, losses, labels)
        for part in stage.items:
            _Question(section, part, losses)


class _Question:
    """One item: what it asks, how it is scored, what is said of it."""

    def __init__(
        self,
        section: Element,
        item: Item,
        losses: list[Loss],
        labels: dict[str, str] | None = None,
    ) -> None:
        self.item, self.losses = item, losses
        self.root = add(section, "item", ident=item.id, title=item.id)
        self.notes: list[tuple[str, str]] = []
        metadata = add(add(self.root, "itemmetadata"), "qtimetadata")
        kind, fill = self._kind()
        credit = str(getattr(item, "credit", "") or "")
        slips = str(item.max_typos) if isinstance(item, Text) and item.accepted else ""
        known = {"question_type": kind, "points_possible": f"{float(item.points or 0):g}"}
        known |= {"type": item.type, "objective": item.objective, "level": item.level}
        known |= {"credit": credit, "slips": slips} | (labels or {})
        for label, entry in known.items():
            if entry:
                field = add(metadata, "qtimetadatafield")
                add(field, "fieldlabel", label)
                add(field, "fieldentry", entry)
        self.presentation = add(self.root, "presentation")
        _material(self.presentation, item.stem)
        self.processing: Element = etree.Element("resprocessing")
        add(
            add(self.processing, "outcomes"),
            "decvar",
            maxvalue="100",
            minvalue="0",
            varname="SCORE",
            vartype="Decimal",
        )
        if item.rationale:
            self.say(add(self.condition(True), "other"), "general_fb", item.rationale)
        if fill is not None:
            fill(item)
        if kind != "text_only_question":
            self.root.append(self.processing)
        if item.hints:
            self.lose("its hints were left out")
        for name, markdown in self.notes:
            note = add(self.root, "itemfeedback", ident=name)
            _material(add(note, "flow_mat"), markdown)

    def _kind(self) -> tuple[str, Any]:
        item = self.item
        if isinstance(item, Choice):
            one = "true_false_question" if item.verdict else "multiple_choice_question"
            return "multiple_answers_question" if item.several else one, self._choice
        if isinstance(item, Number):
            return "numerical_question", self._number
        if isinstance(item, Match):
            return "matching_question", self._match
        if isinstance(item, Order):
            return "matching_question", self._order
        if isinstance(item, Text):
            return "short_answer_question" if item.accepted else "essay_question", self._text
        return "text_only_question", None

    def lose(self, what: str) -> None:
        self.losses.append(Loss(self.item.id, what))

    def condition(self, go_on: bool) -> Element:
        """Add a condition and return what tests it."""
        each = add(self.processing, "respcondition", **{"continue": "Yes" if go_on else "No"})
        return add(each, "conditionvar")

    def score(self, test: Element, percent: float, action: str = "Set") -> None:
        """Say what a condition earns, of 100."""
        add(test.getparent(), "setvar", f"{percent:.10g}", action=action, varname="SCORE")

    def say(self, test: Element, name: str, markdown: str) -> None:
        """Show feedback where a condition, or a test within it, is met."""
        if markdown:
            self.notes.append((name, markdown))
            each = next(e for e in test.iterancestors("respcondition"))
            add(each, "displayfeedback", feedbacktype="Response", linkrefid=name)

    def _choice(self, item: Choice) -> None:
        cardinality = "Multiple" if item.several else "Single"
        asked = add(self.presentation, "response_lid", ident="response1", rcardinality=cardinality)
        render = add(asked, "render_choice", shuffle="Yes" if item.shuffle else "No")
        for option in item.options:
            _material(add(render, "response_label", ident=option.id), option.text)
            test = self.condition(True)
            add(test, "varequal", option.id, respident="response1")
            self.say(test, f"{option.id}_fb", option.feedback)
            if not option.feedback:
                self.processing.remove(test.getparent())
        test = self.condition(False)
        parent = add(test, "and") if item.several else test
        for option in item.options:
            if option.right:
                add(parent, "varequal", option.id, respident="response1")
            elif item.several:
                add(add(parent, "not"), "varequal", option.id, respident="response1")
        self.score(test, 100)
        if item.several and item.credit != "net-correct":
            self.lose(
                f"its credit rule '{item.credit}' became Canvas's: right ones less wrong ones"
            )

    def _number(self, item: Number) -> None:
        self._typed("Decimal")
        low, high = item.value - item.tolerance, item.value + item.tolerance
        test = self.condition(False)
        either = add(test, "or")
        add(either, "varequal", f"{item.value:.12g}", respident="response1")
        both = add(either, "and")
        add(both, "vargte", f"{low:.12g}", respident="response1")
        add(both, "varlte", f"{high:.12g}", respident="response1")
        self.score(test, 100)
        self.say(test, "correct_fb", item.feedback)
        self._otherwise(item.default_feedback)
        if item.ranges:
            self.lose("wrong numbers with a cause, and what they earn in part, were left out")
        if item.unit:
            self.lose(f"a number without the unit {item.unit} is wanted")
            _material(self.presentation, f"({item.unit})")

    def _text(self, item: Text) -> None:
        self._typed(None)
        if not item.accepted:
            if item.rubric:
                self.lose("its rubric was left out")
            return
        test = self.condition(False)
        for text in item.accepted:
            add(test, "varequal", text, respident="response1")
        self.score(test, 100)
        self.say(test, "correct_fb", item.feedback)
        self._otherwise(item.default_feedback)
        if item.others:
            self.lose("what it says of other answers, and what they earn, was left out")
        if item.max_typos:
            self.lose("no typing slip is forgiven")

    def _otherwise(self, markdown: str) -> None:
        if markdown:
            self.say(add(self.condition(True), "other"), "general_incorrect_fb", markdown)

    def _typed(self, kind: str | None) -> None:
        asked = add(self.presentation, "response_str", ident="response1", rcardinality="Single")
        render = add(asked, "render_fib", fibtype=kind)
        add(render, "response_label", ident="answer1")

    def _match(self, item: Match) -> None:
        partners = {each.id: in_plain_words(each.text) for each in item.partners}
        for thing in item.things:
            self._row(f"response_{thing.id}", thing.text, partners)
            test = self.condition(True)
            add(test, "varequal", item.pairs[thing.id], respident=f"response_{thing.id}")
            self.score(test, 100 / len(item.things), "Add")
            if thing.feedback:
                self.lose(f"what it says of '{thing.id}' was left out")
        if item.credit == "off":
            self.lose("all or nothing became a share for each row")

    def _order(self, item: Order) -> None:
        places = {f"p{n}": str(n) for n in range(1, len(item.order) + 1)}
        for thing in item.things:
            self._row(f"response_{thing.id}", thing.text, places)
            test = self.condition(True)
            place = f"p{item.order.index(thing.id) + 1}"
            add(test, "varequal", place, respident=f"response_{thing.id}")
            self.score(test, 100 / len(item.things), "Add")
        self.lose("became a matching of things and places: Canvas has no order in QTI 1.2")

    def _row(self, name: str, text: str, partners: dict[str, str]) -> None:
        asked = add(self.presentation, "response_lid", ident=name)
        _material(asked, text)
        render = add(asked, "render_choice")
        for ident, words in partners.items():
            label = add(render, "response_label", ident=ident)
            add(add(label, "material"), "mattext", words, texttype="text/plain")


def _material(parent: Element, markdown: str) -> None:
    add(add(parent, "material"), "mattext", with_tex(markdown), texttype="text/html")


def _bytes(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _manifest(heading: Heading, path: str) -> bytes:
    root = etree.Element("manifest", nsmap={None: _PACKAGE})
    root.set("identifier", f"{heading.name}-manifest")
    metadata = add(root, "metadata")
    add(metadata, "schema", "IMS Content")
    add(metadata, "schemaversion", "1.1.3")
    add(root, "organizations")
    resources = add(root, "resources")
    resource = add(resources, "resource", identifier=heading.name, type="imsqti_xmlv1p2", href=path)
    add(resource, "file", href=path)
    return _bytes(root)
