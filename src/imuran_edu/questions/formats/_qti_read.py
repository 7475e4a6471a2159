"""Read QTI 2.1: single items and packages, ours back without loss."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, Final

from imuran_edu.questions.formats import _qti_rules as rules
from imuran_edu.questions.formats._archive import is_zip, unpack
from imuran_edu.questions.formats._model import (
    MOST_QUESTIONS,
    Bounds,
    Draft,
    FormatError,
    Loss,
    unique_ids,
)
from imuran_edu.questions.formats._qti_types import KINDS
from imuran_edu.questions.formats._texts import from_html
from imuran_edu.questions.formats._xml import (
    Element,
    child,
    children,
    descendants,
    inner_html,
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

_INTERACTION: Final = re.compile(r".*Interaction")
_OPTIONS: Final = ("simpleChoice", "simpleAssociableChoice")  # their feedback stays with them
Lost = Callable[[str], None]


def recognises(data: bytes, name: str) -> bool:
    """Whether a file looks like this format."""
    if is_zip(data):
        return b"imsmanifest.xml" in data and (b"item" in data.lower() or name.endswith(".zip"))
    return b"imsqti_v2p" in data[:4000] and b"assessmentItem" in data[:4000]


def read(data: bytes, name: str) -> Draft:
    """Return the questions of an item or of a package.

    Raises:
        FormatError: it is neither.
    """
    draft = Draft()
    if not is_zip(data):
        root = parse(data, "QTI 2.1")
        if local(root) != "assessmentItem":
            raise FormatError(
                f"line {root.sourceline}: begins with <{local(root)}>, no QTI 2.1 item"
            )
        found, tests = {name: root}, []
        order = [name]
        groups: dict[str, Any] = {}
    else:
        files = unpack(data, ".xml")
        roots = {path: parse(text, f"QTI 2.1 ({path})") for path, text in files.items()}
        found = {path: root for path, root in roots.items() if local(root) == "assessmentItem"}
        tests = [root for root in roots.values() if local(root) == "assessmentTest"]
        if not found:
            other = "; it is QTI 3.0, which can only be exported" if _has_three(roots) else ""
            raise FormatError(f"holds no item of QTI 2.1{other}")
        order, groups = _in_order(found, tests, draft)
    if len(found) > MOST_QUESTIONS:
        raise FormatError(f"holds more than {MOST_QUESTIONS:,} questions; divide it")
    made: dict[str, Item] = {}
    bounds = Bounds()
    for path in order:
        root = found[path]
        if why := bounds.refuse(weight_of(root), root.sourceline or 0):
            draft.losses.append(Loss(root.get("identifier") or path, why, root.sourceline or 0))
            continue
        item = _item(root, path, draft)
        if item is not None:
            made[path] = item
    draft.items = _grouped(order, made, groups)
    draft.items = [_with_rationale(item, tests, draft) for item in draft.items]
    ids = unique_ids(item.id for item in draft.items)
    draft.items = [replace(item, id=new) for new, item in zip(ids, draft.items, strict=True)]
    return draft


def _with_rationale(item: Item, tests: list[Element], draft: Draft) -> Item:
    """Return a case with the rationale that stands in its section of the test."""
    for test in tests if isinstance(item, Group) else []:
        for section in descendants(test, "assessmentSection"):
            if section.get("identifier") == item.id:
                for note in children(section, "rubricBlock"):
                    told = from_html(inner_html(note), lambda what: None)
                    item = replace(item, rationale=told)
    return item


def _has_three(roots: dict[str, Element]) -> bool:
    return any(local(root).startswith("qti-") for root in roots.values())


def _in_order(
    found: dict[str, Element], tests: list[Element], draft: Draft
) -> tuple[list[str], dict[str, tuple[str, str]]]:
    """Return the items' paths as the test has them, and of those in a case its id and stage."""
    order: list[str] = []
    groups: dict[str, tuple[str, str]] = {}
    names = {PurePosixPath(path).name: path for path in found}
    for test in tests:
        draft.title = draft.title or test.get("title") or ""
        for ref in descendants(test, "assessmentItemRef"):
            href = ref.get("href") or ""
            path = href if href in found else names.get(PurePosixPath(href).name, "")
            if path in found and path not in order:
                order.append(path)
                sections = [e for e in ref.iterancestors() if local(e) == "assessmentSection"]
                if len(sections) >= 3:
                    case, stage = sections[-2].get("identifier"), sections[0].get("identifier")
                    groups[path] = (str(case), str(stage))
    return order + [path for path in sorted(found) if path not in order], groups


def _grouped(
    order: list[str], made: dict[str, Item], groups: dict[str, tuple[str, str]]
) -> list[Item]:
    items: list[Item] = []
    for path in order:
        item = made.get(path)
        if item is None:
            continue
        if path not in groups:
            items.append(item)
            continue
        case, stage = groups[path]
        told, _, rest = item.stem.partition("\ue010")
        story, _, stem = rest.partition("\ue011")
        title, _, text = story.partition("\ue012")
        item = replace(item, stem=stem.strip())
        last = items[-1] if items and isinstance(items[-1], Group) else None
        name = stage.removeprefix(f"{case}-")
        if last is None or last.id != case:
            last = Group(id=case, stem=told.strip(), points=None, type="case", sections=())
            items.append(last)
        assert isinstance(last, Group)
        if last.sections and last.sections[-1].id == name:
            before = last.sections[-1]
            sections = (*last.sections[:-1], replace(before, items=(*before.items, item)))
        else:
            sections = (*last.sections, Section(name, title.strip(), text.strip(), (item,)))
        items[-1] = replace(last, sections=sections)
    return items


def _item(root: Element, path: str, draft: Draft) -> Item | None:
    name = root.get("identifier") or PurePosixPath(path).stem

    def lost(what: str) -> None:
        draft.losses.append(Loss(name, what, root.sourceline or 0))

    label = dict(
        part.split("=", 1) for part in (root.get("label") or "").split("; ") if "=" in part
    )
    body = child(root, "itemBody")
    if children(root, "templateDeclaration"):
        lost("was left out: it draws its numbers or texts anew for each learner")
        return None
    asked = [e for e in root.iter() if _INTERACTION.fullmatch(local(e))]
    if body is None or not asked:
        lost("was left out: it asks nothing")
        return None
    if len(asked) > 1:
        kinds = ", ".join(sorted({local(each) for each in asked}))
        lost(f"was left out: it asks {len(asked)} things at once ({kinds})")
        return None
    make = KINDS.get(local(asked[0]))
    if make is None:
        lost(f"was left out: there is no place for its {local(asked[0])}")
        return None
    _without_feedback(body, lost)
    if root.get("adaptive") == "true":
        lost("gives several tries that count differently; here it is scored once")
    notes = {
        str(each.get("identifier")): from_html(inner_html(each), lost)
        for each in children(root, "modalFeedback")
    }
    hints = [e for e in descendants(body, "rubricBlock") if e.get("class") == "hint"]
    fields: dict[str, Any] = {
        "id": name,
        "stem": _stem(body, asked[0], lost),
        "rationale": notes.pop("rationale", ""),
        "hints": tuple(from_html(inner_html(each), lost) for each in hints),
        "points": rules.points(root),
        **{field: label[field] for field in ("type", "objective", "level") if label.get(field)},
    }
    item = make(rules.Asked(root, asked[0], label, notes), fields, lost)
    for note in notes:
        lost(f"the feedback '{note[:30]}' was left out")
    return item


def _without_feedback(body: Element, lost: Lost) -> None:
    """Take out of a body what is shown only after an answer, or to others than the learner."""
    for each in descendants(body, "feedbackBlock", "feedbackInline"):
        if any(local(a) in _OPTIONS for a in each.iterancestors()) or _asks(each):
            continue
        lost(f"the feedback '{' '.join(text_of(each).split())[:30]}' was left out")
        _remove(each)
    for note in descendants(body, "rubricBlock"):
        if note.get("class") not in ("hint", "rubric"):
            lost(f"a note for the {note.get('view') or 'reader'} was left out")


def _asks(element: Element) -> bool:
    return any(_INTERACTION.fullmatch(local(e)) for e in element.iter())


def _remove(element: Element) -> None:
    """Remove an element and leave the text behind it in place."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _stem(body: Element, asked: Element, lost: Lost) -> str:
    """Return what is asked: the prompt and what stands around it, without what is for others."""
    stories = [e for e in children(body, "div") if e.get("class") == "story"]
    before = ""
    for block in stories:
        whole = from_html(inner_html(block), lost)
        parts = re.split(r"(?m)^\*\*(.+)\*\*$", whole, maxsplit=1)
        before = f"{parts[0]}\ue010{parts[1]}\ue012{parts[2]}\ue011" if len(parts) == 3 else whole
    prompt = child(asked, "prompt")
    pieces = []
    for each in body:
        if each in stories or local(each) == "rubricBlock" or not isinstance(each.tag, str):
            continue
        if each is asked:
            pieces.append(f"<p>{inner_html(prompt)}</p>" if prompt is not None else "")
        elif asked in each.iter():
            if local(asked) == "textEntryInteraction":
                pieces.append(_around(each, asked))
            else:
                pieces += [f"<p>{inner_html(prompt)}</p>" if prompt is not None else ""]
        else:
            pieces.append(f"<div>{inner_html(each)}</div>")
    return before + from_html("".join(pieces), lost)


def _around(line: Element, asked: Element) -> str:
    """Return the text of a line with a gap where the answer is typed; `""` if nothing is there."""
    units = [e for e in descendants(line, "span") if e.get("class") == "unit"]
    text = "".join(line.itertext())
    for unit in units:
        text = text.replace(text_of(unit), "")
    if not text.strip():
        return ""
    marker = "\ue020"
    tail = asked.tail or ""
    asked.tail = marker + tail
    html = inner_html(line)
    asked.tail = tail
    html = re.sub(r"<textEntryInteraction[^>]*>(</textEntryInteraction>)?", "", html)
    return f"<p>{html}</p>".replace(marker, "_____")
