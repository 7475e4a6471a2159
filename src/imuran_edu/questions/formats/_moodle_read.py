"""Read Moodle XML: of any Moodle, and our own exports back without loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from imuran_edu.questions.formats._model import (
    MOST_QUESTIONS,
    Bounds,
    Draft,
    FormatError,
    Loss,
    of_tags,
    unique_ids,
)
from imuran_edu.questions.formats._moodle_fields import markdown_of, number_of
from imuran_edu.questions.formats._moodle_types import KINDS
from imuran_edu.questions.formats._xml import (
    Element,
    child,
    children,
    descendants,
    local,
    parse,
    text_of,
    weight_of,
)
from imuran_edu.questions.interchange import (
    Group,
    Item,
    Section,
)


def read(data: bytes, name: str) -> Draft:
    """Return the questions of a Moodle XML file."""
    root = parse(data, "Moodle XML")
    if local(root) != "quiz":
        raise FormatError(f"line {root.sourceline}: begins with <{local(root)}> and not <quiz>")
    found = children(root, "question")
    if len(found) > MOST_QUESTIONS:
        raise FormatError(f"has more than {MOST_QUESTIONS:,} questions; divide it")
    reader = _Reader()
    for question in found:
        reader.take(question)
    return reader.draft()


class _Reader:
    def __init__(self) -> None:
        self.title = ""
        self.bounds = Bounds()
        self.losses: list[Loss] = []
        self.items: list[tuple[str, Item]] = []  # the name wanted as id, and the item
        self.stages: list[tuple[str, str, dict[str, str], Item]] = []

    def draft(self) -> Draft:
        """Return what was read, cases put together, each question with an id of its own."""
        ids = unique_ids(name for name, _ in self.items)
        items = [replace(item, id=new) for new, (_, item) in zip(ids, self.items, strict=True)]
        return Draft(self.title, items, self.losses)

    def take(self, question: Element) -> None:
        """Read one question."""
        kind = question.get("type") or ""
        if kind == "category":
            path = text_of(child(question, "category")).replace("//", "\ue000").split("/")
            self.title = self.title or path[-1].replace("\ue000", "/").strip()
            return
        if why := self.bounds.refuse(weight_of(question), question.sourceline):
            self.losses.append(Loss(kind or "question", why, question.sourceline))
            return
        tags = _tags(question)
        name = text_of(child(question, "idnumber")) or text_of(child(question, "name")) or kind

        def lost(what: str) -> None:
            self.losses.append(Loss(name, what, question.sourceline))

        hints = [markdown_of(each, lost) for each in children(question, "hint")]
        fields: dict[str, Any] = {
            "id": name,
            "stem": markdown_of(child(question, "questiontext"), lost),
            "rationale": markdown_of(child(question, "generalfeedback"), lost),
            "hints": tuple(filter(None, hints)),
            "points": number_of(text_of(child(question, "defaultgrade")), 1.0),
            **of_tags(tags),
        }
        if descendants(question, "file"):
            lost("its attached files were left out")
        if kind == "description":
            self._description(name, fields, tags, lost)
            return
        make = KINDS.get(kind)
        item = make(question, fields, tags, lost) if make else None
        if item is None:
            if make is None:
                lost(f"was left out: there is no place for a question of type '{kind}'")
            return
        self._add(name, item)

    def _add(self, name: str, item: Item) -> None:
        if self.items and isinstance(group := self.items[-1][1], Group) and group.rationale == "?":
            *sections, last = group.sections
            (new,) = unique_ids([name])
            last = replace(last, items=(*last.items, replace(item, id=new)))
            self.items[-1] = (self.items[-1][0], replace(group, sections=(*sections, last)))
            return
        self.items.append((name, item))

    def _description(
        self, name: str, fields: dict[str, Any], tags: dict[str, str], lost: Callable[[str], None]
    ) -> None:
        """Read a description: a stage of a case of ours, or a text that no question owns."""
        open_case = self.items[-1][1] if self.items else None
        if "case" in tags:
            title = tags.get("stage", "")
            stem, _, story = fields["stem"].partition(f"**{title}**")
            section = Section(name.removeprefix(tags["case"]).strip("-"), title, story.strip(), ())
            if isinstance(open_case, Group) and open_case.id == tags["case"]:
                whole = replace(open_case, sections=(*open_case.sections, section))
                self.items[-1] = (self.items[-1][0], whole)
                return
            known = {"type": "case", "objective": tags.get("objective", "")}
            group = Group(
                id=tags["case"],
                stem=stem.strip(),
                rationale="?",  # until its end is met
                points=None,
                level=tags.get("level", ""),
                sections=(section,),
                **known,  # type: ignore[arg-type]
            )
            self.items.append((tags["case"], group))
        elif "case-end" in tags and isinstance(open_case, Group):
            self.items[-1] = (self.items[-1][0], replace(open_case, rationale=fields["stem"]))
        else:
            lost("was left out: a description asks nothing; put its words into the questions")


def _tags(question: Element) -> dict[str, str]:
    parent = child(question, "tags")
    texts = (
        [text_of(child(each, "text")) for each in children(parent, "tag")]
        if parent is not None
        else []
    )
    return dict(text.split(":", 1) for text in texts if ":" in text)
