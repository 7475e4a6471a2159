"""What a QTI item says of right and wrong: declarations, mappings and processing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from imuran_edu.questions.formats._model import kept_or_letters
from imuran_edu.questions.formats._texts import from_html
from imuran_edu.questions.formats._xml import (
    Element,
    child,
    children,
    descendants,
    inner_html,
    local,
    number_in,
    text_of,
)
from imuran_edu.questions.interchange import NumberRange, OtherText

Lost = Callable[[str], None]


def points(root: Element) -> float:
    """Return what a right answer earns: what `MAXSCORE` says, or the mapping's most, or 1."""
    for outcome in children(root, "outcomeDeclaration"):
        if outcome.get("identifier") in ("MAXSCORE", "MAX_SCORE"):
            value = number_in(text_of(child(outcome, "defaultValue")))
            if value:
                return value
    for mapping in descendants(root, "mapping"):
        most = number_in(mapping.get("upperBound"))
        values = [number_in(e.get("mappedValue")) or 0.0 for e in children(mapping, "mapEntry")]
        one = (mapping.getparent().get("cardinality") or "single") == "single"
        if found := most or (max(values, default=0.0) if one else sum(v for v in values if v > 0)):
            return found if found > 0 else 1.0
    return 1.0


class Asked:
    """One interaction, with what the item says of its answers.

    Attributes:
        root: the item.
        element: the interaction.
        label: what an export of ours wrote about the question.
        notes: modal feedback by identifier; what is taken is removed.
    """

    def __init__(
        self, root: Element, element: Element, label: dict[str, str], notes: dict[str, str]
    ) -> None:
        self.root, self.element, self.label, self.notes = root, element, label, notes
        name = element.get("responseIdentifier")
        found = [e for e in children(root, "responseDeclaration") if e.get("identifier") == name]
        self.declaration = found[0] if found else etree.Element("responseDeclaration")
        self.cardinality = self.declaration.get("cardinality") or "single"
        self.base = self.declaration.get("baseType") or "string"
        self.correct = [
            text_of(e)
            for e in descendants(self.declaration, "value")
            if local(e.getparent()) == "correctResponse"
        ]
        if not self.correct:
            self.correct = [key for key, value in self.mapped() if value > 0]

    def mapped(self) -> Iterator[tuple[str, float]]:
        """Yield the keys of the mapping with their values."""
        for entry in descendants(self.declaration, "mapEntry"):
            yield entry.get("mapKey") or "", number_in(entry.get("mappedValue")) or 0.0

    def names(self, identifiers: list[str]) -> dict[str, str]:
        """Return our names of options, by theirs: theirs where these will do."""
        plain = [each[1:] if each[:1] in "LR" else each for each in identifiers]
        return dict(zip(identifiers, kept_or_letters(plain), strict=True))

    def without_feedback(self, element: Element) -> str:
        """Return an option's HTML without feedback that stands in it."""
        copy = etree.fromstring(etree.tostring(element, with_tail=False))
        for inline in descendants(copy, "feedbackInline"):
            inline.getparent().remove(inline)
        return inner_html(copy)

    def feedback_on(self, element: Element, lost: Lost) -> str:
        """Return what is said on an option: beside it, or in modal feedback."""
        inline = [from_html(inner_html(e), lost) for e in descendants(element, "feedbackInline")]
        name = element.get("identifier") or ""
        for key in (f"option-{name}", f"option-{name[1:]}", name):
            if key in self.notes:
                return self.notes.pop(key)
        return " ".join(inline)

    def credit(self, lost: Lost) -> str:
        """Name our rule for several options that another program's item keeps."""
        values = dict(self.mapped())
        processing = child(self.root, "responseProcessing")
        template = processing.get("template", "") if processing is not None else ""
        right = [value for value in values.values() if value > 0]
        if not right or "match_correct" in template:
            return "off"
        others = {e.get("identifier") or "" for e in children(self.element, "simpleChoice")}
        values |= dict.fromkeys(others - set(values), self.unmapped())
        wrong = [value for value in values.values() if value <= 0]
        if max(right) - min(right) > 1e-9 or any(abs(w + right[0]) > 1e-9 for w in wrong):
            weights = ", ".join(f"{value:g}" for value in list(values.values())[:8])
            lost(f"its weights ({weights}) are given by no rule here: 'net-correct' was taken")
        return "net-correct"

    def unmapped(self) -> float:
        """Return what an answer that the mapping does not name earns."""
        for mapping in children(self.declaration, "mapping"):
            return number_in(mapping.get("defaultValue")) or 0.0
        return 0.0

    def tell_parts(self, what: str, lost: Lost) -> None:
        """Tell of mapped answers that earn less than others, or take away; here they earn none."""
        mapped = [value for _, value in self.mapped()]
        most = max(mapped, default=0.0)
        part = [f"{value:g}" for value in mapped if value != most and value]
        if part:
            lost(f"{what} worth {', '.join(part[:8])} of {most:g} points")

    def number(self, lost: Lost) -> tuple[float, float] | None:
        """Return the right number and how far off is right."""
        value = number_in(self.correct[0]) if self.correct else None
        if value is None:
            return None
        for low, high, _ in self._spans():
            if low is not None and high is not None and low <= value <= high:
                reach = (high - low) / 2
                return value, 0.0 if reach <= abs(value) * 1e-10 else float(f"{reach:.7g}")
        for equal in descendants(self.root, "equal"):
            told = (equal.get("tolerance") or "").split()
            ends = [abs(number_in(each) or 0.0) for each in told] or [0.0]
            if len(set(ends)) > 1:
                lost(f"reaches {' and '.join(told)} down and up: the smaller was taken for both")
            if equal.get("toleranceMode") == "absolute":
                return value, min(ends)
            if equal.get("toleranceMode") == "relative":
                return value, float(f"{abs(value) * min(ends) / 100:.7g}")
        if descendants(self.root, "equalRounded", "gt", "lt"):
            lost("how far off is right could not be read: give it a tolerance")
        return value, 0.0

    def ranges(self, whole: float) -> Iterator[NumberRange]:
        """Yield wrong numbers with a cause, as our own processing has them."""
        for number, (low, high, score) in enumerate(list(self._spans())[1:], 1):
            said = self.notes.pop(f"range-{number}", "")
            yield NumberRange(low, high, said, round(score / whole, 6) if whole else 0.0)

    def _spans(self) -> Iterator[tuple[float | None, float | None, float]]:
        for branch in descendants(self.root, "responseIf", "responseElseIf"):
            ends: dict[str, float | None] = {"gte": None, "lte": None}
            test = child(branch, "and")
            for compared in children(test, "gte", "lte") if test is not None else []:
                ends[local(compared)] = number_in(text_of(child(compared, "baseValue")))
            if ends["gte"] is None and ends["lte"] is None:
                continue
            yield ends["gte"], ends["lte"], _score(branch)

    def texts(self, lost: Lost) -> tuple[list[str], list[OtherText]]:
        """Return the accepted texts, and others with what is said of them and what they earn."""
        accepted = list(self.correct)
        others: list[OtherText] = []
        scores = [_score(e) for e in descendants(self.root, "responseIf", "responseElseIf")]
        most = max(scores, default=0.0)
        first = True
        for branch in descendants(self.root, "responseIf", "responseElseIf"):
            found = [
                text_of(child(e, "baseValue"))
                for e in descendants(branch, "stringMatch")
                if e.getparent().getparent() is branch or e.getparent() is branch
            ]
            if not found:
                continue
            right = most > 0 and _score(branch) == most
            # our own processing names the accepted texts in one branch, the others in one each
            said = "" if right and first else self.notes.pop(f"wrong-{len(others) + 1}", "")
            if right and not said:
                accepted += [text for text in found if text not in accepted]
                first = False
            else:
                share = round(_score(branch) / most, 6) if most else 0.0
                others += [OtherText(text, said, max(share, 0.0)) for text in found]
        most = max((value for _, value in self.mapped()), default=0.0)
        for text, value in self.mapped():
            if 0 < value < most:
                lost(
                    f"'{text[:30]}' is worth {value:g} of {most:g} points; here none, or all "
                    "if only its capitals differ"
                )
                accepted = [each for each in accepted if each != text]
            elif value > 0 and text not in accepted:
                accepted.append(text)
        return accepted, others


def _score(branch: Element) -> float:
    """Return what a branch of the processing gives."""
    given = (
        number_in(text_of(child(each, "baseValue"))) or 0.0
        for each in children(branch, "setOutcomeValue")
        if each.get("identifier") == "SCORE"
    )
    return next(given, 0.0)
