"""All banks of the course, out and back: nothing of what a learner sees is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from imuran_edu.questions.formats import Heading, find_format
from imuran_edu.questions.interchange import Group, Item, Number, NumberRange, Order
from tests.questions.formats.compared import BANKS, bank, items_of, seen


def back(name: str, path: Path) -> dict[str, Item]:
    """Return a bank's items after they went out and came back, by id."""
    written = find_format(name, "write").write(items_of(path), Heading(path.stem, bank(path).title))
    reader = find_format(name, "read")
    found: dict[str, Item] = {}
    for file, data in written.files.items():
        draft = reader.read(data, file)
        assert not draft.losses, draft.losses[0]
        assert draft.title == bank(path).title
        found |= {item.id: item for item in draft.items}
    return found


def without_orders(item: Item) -> dict[str, Any]:
    """Return a case without its orderings, which Moodle gets in a file of their own."""
    if not isinstance(item, Group):
        return seen(item)
    kept = seen(item)
    kept["sections"] = [
        (title, story, [part for part in parts if part["kind"] != Order.__name__])
        for title, story, parts in kept["sections"]
    ]
    return kept


@pytest.mark.parametrize("path", BANKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_qti_21_keeps_everything(path: Path) -> None:
    found = back("qti21", path)
    for item in items_of(path):
        assert seen(found[item.id]) == seen(item)


@pytest.mark.parametrize("path", BANKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_moodle_xml_keeps_everything(path: Path) -> None:
    found = back("moodle-xml", path)
    for item in items_of(path):
        assert without_orders(found[item.id]) == without_orders(item)
        if isinstance(item, Group):
            orders = [p for s in item.sections for p in s.items if isinstance(p, Order)]
            assert all(seen(found[order.id]) == seen(order) for order in orders)


@pytest.mark.parametrize("path", BANKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_qti_12_keeps_stems_options_and_keys_and_names_what_it_loses(path: Path) -> None:
    written = find_format("qti12", "write").write(items_of(path), Heading(path.stem, "A title"))
    lossy = {loss.question for loss in written.losses}
    (data,) = written.files.values()
    found = {item.id: item for item in find_format("qti12", "read").read(data, "x.zip").items}
    for item in items_of(path):
        assert seen(found[item.id])["stem"] == seen(item)["stem"]
        parts = [p.id for s in item.sections for p in s.items] if isinstance(item, Group) else []
        if not lossy & {item.id, *parts}:
            assert seen(found[item.id]) == seen(item)


def test_the_same_bank_gives_the_same_bytes() -> None:
    path = BANKS[0]
    for name in ("moodle-xml", "qti12", "qti21", "qti30", "jupyterquiz", "paper"):
        form = find_format(name, "write")
        first, second = (form.write(items_of(path), Heading("x", "X")).files for _ in range(2))
        assert first == second, name


def test_numbers_come_back_from_jupyterquiz_with_their_tolerance() -> None:
    """Its ranges leave out their end, so that the export names that number beside."""
    ranges = (NumberRange(38, 38, "Twice"), NumberRange(1, 2, "Per day"))
    item = Number(id="dose", stem="Dose?", value=19, tolerance=0.5, feedback="Yes", ranges=ranges)
    made = find_format("jupyterquiz", "write").write([item], Heading("x", "X"))
    (data,) = made.files.values()
    answers = json.loads(data)[0]["answers"]
    assert {"type": "value", "value": 19.5, "correct": True, "feedback": "Yes"} in answers
    draft = find_format("jupyterquiz", "read").read(data, "x.json")
    (back,) = draft.items
    assert isinstance(back, Number)
    assert (back.value, back.tolerance, back.ranges, draft.losses) == (19, 0.5, ranges, [])
