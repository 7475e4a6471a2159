"""Anki's own library imports the package; a later release corrects notes and keeps schedules."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from imuran_edu.questions.formats import Heading, find_format
from imuran_edu.questions.interchange import Item
from tests.questions.formats.compared import BANKS, items_of

anki = pytest.importorskip("anki.collection", reason="Anki's library has no wheel for this system")
PATH = next(path for path in BANKS if path.stem == "dosing" and path.parent.name == "practice")


def package(folder: Path, items: list[Item], name: str) -> Path:
    heading = Heading("dosing", "Doses", source="From a course.")
    (data,) = find_format("anki", "write").write(items, heading).files.values()
    path = folder / f"{name}.apkg"
    path.write_bytes(data)
    return path


def import_into(collection: object, path: Path) -> None:
    options = anki.ImportAnkiPackageOptions(merge_notetypes=True, update_notes=0)
    request = anki.ImportAnkiPackageRequest(package_path=str(path), options=options)
    collection.import_anki_package(request)  # type: ignore[attr-defined]


def test_a_later_release_corrects_notes_and_keeps_their_schedule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [item for item in items_of(PATH) if item.points is not None]
    first = package(tmp_path, items, "first")
    changed = replace(items[0], stem="Another stem", rationale="Another reason")
    # a note is corrected by a package that is later, and Anki counts in seconds
    later = time.time() + 1000
    monkeypatch.setattr("time.time", lambda: later)
    second = package(tmp_path, [changed, *items[1:]], "second")
    monkeypatch.undo()
    collection = anki.Collection(str(tmp_path / "collection.anki2"))
    try:
        import_into(collection, first)
        notes = collection.find_notes("")
        assert len(notes) == len(items)
        (note,) = collection.find_notes(f"Id:{items[0].id}")
        card = collection.get_note(note).cards()[0]
        collection.sched.set_due_date([card.id], "5")
        due = collection.get_card(card.id).due
        import_into(collection, second)
        assert sorted(collection.find_notes("")) == sorted(notes)
        assert "Another stem" in collection.get_note(note)["Question"]
        assert "Another reason" in collection.get_note(note)["Why"]
        assert collection.get_card(card.id).due == due
    finally:
        collection.close()


def test_a_card_shows_question_and_answer(tmp_path: Path) -> None:
    items = [item for item in items_of(PATH) if item.points is not None]
    collection = anki.Collection(str(tmp_path / "collection.anki2"))
    try:
        import_into(collection, package(tmp_path, items, "deck"))
        for item in items:
            (note,) = collection.find_notes(f"Id:{item.id}")
            card = collection.get_note(note).cards()[0]
            answer = card.answer()
            assert card.question().split("<hr")[0] and len(answer) > len(card.question())
            assert "From a course." in answer
            assert "{{" not in answer.replace("{{c", "")
    finally:
        collection.close()
