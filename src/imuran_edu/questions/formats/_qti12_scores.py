"""What a QTI 1.2 item says of right and wrong, and of feedback."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from imuran_edu.questions.formats._texts import from_html, from_text
from imuran_edu.questions.formats._xml import (
    Element,
    children,
    descendants,
    local,
    number_in,
    text_of,
)


def credit_of(labels: Mapping[str, str], usual: str) -> str:
    """Return the rule of credit that the labels of an item name, ours or Canvas's."""
    whole = labels.get("scoring_algorithm") == "AllOrNothing"
    return labels.get("credit") or ("off" if whole else usual)


class Scores:
    """The conditions of an item."""

    def __init__(self, item: Element, lost: Callable[[str], None]) -> None:
        self.conditions = descendants(item, "respcondition")
        self.decvar = next(iter(descendants(item, "decvar")), None)
        self.notes: dict[str, str] = {}
        for note in children(item, "itemfeedback"):
            texts = ["".join(each.itertext()) for each in descendants(note, "mattext")]
            html = "".join(texts)
            said = from_html(html, lost) if "<" in html or "&" in html else from_text(html)
            if said:
                self.notes[note.get("ident") or ""] = said

    def note(self, *names: str) -> str:
        """Take and return the first feedback of some names."""
        for name in names:
            if name in self.notes:
                return self.notes.pop(name)
        return ""

    def left_over(self) -> list[str]:
        """Return the feedback that was not taken."""
        return list(self.notes.values())

    def points(self, said: str) -> float:
        """Return what a right answer earns."""
        value = number_in(said)
        if value is None and self.decvar is not None:
            value = number_in(self.decvar.get("maxvalue"))
        if value is None:
            value = max((share for _, share in self._scored()), default=None)
        value = 1.0 if value == 100 and not said else value
        return value if value and value > 0 else 1.0

    def _scored(self) -> list[tuple[Element, float]]:
        found = []
        for condition in self.conditions:
            for change in children(condition, "setvar"):
                value = number_in(text_of(change))
                if value is not None:
                    taken = (change.get("action") or "").lower() == "subtract"
                    found.append((condition, -value if taken else value))
        return found

    def shares(self, respident: str) -> dict[str, float]:
        """Return what choosing each option earns, where a condition says so."""
        found: dict[str, float] = {}
        for condition, value in self._scored():
            for test in descendants(condition, "varequal"):
                if test.get("respident") == respident and not _negated(test):
                    found[text_of(test)] = max(value, found.get(text_of(test), value))
        return found

    def said_of(self, respident: str, option: str) -> str:
        """Take and return the feedback on choosing an option alone."""
        for condition in self.conditions:
            tests = descendants(condition, "varequal")
            if (
                len(tests) == 1
                and tests[0].get("respident") == respident
                and text_of(tests[0]) == option
            ):
                for shown in children(condition, "displayfeedback"):
                    if said := self.note(shown.get("linkrefid") or ""):
                        return said
        return ""

    def is_number(self, respident: str) -> bool:
        """Whether a typed answer is compared as a number."""
        return any(
            descendants(condition, "vargte", "varlte", "vargt", "varlt")
            for condition, value in self._scored()
            if value > 0
        )

    def numbers(self) -> list[tuple[float, float]]:
        """Return the right numbers, each with how far off is right."""
        found = []
        for condition, value in self._scored():
            if value <= 0:
                continue
            low = _first(condition, "vargte", "vargt")
            high = _first(condition, "varlte", "varlt")
            exact = _first(condition, "varequal")
            if low is not None and high is not None:
                middle = exact if exact is not None else (low + high) / 2
                found.append((middle, float(f"{(high - low) / 2:.9g}")))
            elif exact is not None:
                found.append((exact, 0.0))
        return found

    def texts(self, kind: str, lost: Callable[[str], None]) -> list[str]:
        """Return the accepted texts, and tell of those that earn less or are patterns."""
        worth: dict[str, float] = {}
        for condition, value in self._scored():
            for test in descendants(condition, "varequal"):
                if value > 0 and not _negated(test) and text_of(test):
                    worth[text_of(test)] = max(value, worth.get(text_of(test), value))
            for test in descendants(condition, "varsubstring") if value > 0 else []:
                lost(f"that any text with '{text_of(test)[:30]}' in it is right was left out")
        if not worth and kind and "essay" not in kind.lower():
            lost("names no right answer: a person grades it here")
        most = max(worth.values(), default=0.0)
        for text, value in worth.items():
            if value < most:
                lost(f"'{text[:30]}' is worth {value:g} of {most:g} points, and nothing here")
        return [text for text, value in worth.items() if value == most]

    def order(self, respident: str) -> list[str]:
        """Return the identifiers of things in the order that earns most."""
        found = [
            (value, [test for test in descendants(condition, "varequal") if not _negated(test)])
            for condition, value in self._scored()
            if value > 0
        ]
        if not found:
            return []
        _, tests = max(found, key=lambda each: each[0])
        tests.sort(key=lambda test: number_in(test.get("index")) or 0)
        return [text_of(test) for test in tests if test.get("respident") == respident]


def _negated(test: Element) -> bool:
    return any(local(parent) == "not" for parent in test.iterancestors())


def _first(condition: Element, *names: str) -> float | None:
    found = descendants(condition, *names)
    return number_in(text_of(found[0])) if found else None
