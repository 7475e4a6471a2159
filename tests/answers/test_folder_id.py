"""A folder's random name, its seed, and of two answers the later."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from imuran_edu.answers import Entry, Store
from imuran_edu.answers.folder_id import FILE_NAME, folder_id


def test_a_folder_keeps_its_name_and_no_other_has_it(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert folder_id(one) == folder_id(one) != folder_id(other)


def test_processes_that_look_at_once_agree(tmp_path: Path) -> None:
    for number in range(20):
        folder = tmp_path / str(number)
        folder.mkdir()
        with ThreadPoolExecutor(8) as pool:
            names = set(pool.map(folder_id, [folder] * 8))
        assert names == {folder_id(folder)} != {""}
        assert [path.name for path in folder.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("text", ["", "no name", "0" * 31, "g" * 32, "ä" * 32])
def test_what_is_no_name_is_none_and_stays(tmp_path: Path, text: str) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(text, encoding="utf-8")
    assert folder_id(tmp_path) == ""
    assert path.read_text(encoding="utf-8") == text


def test_a_link_is_not_followed_and_a_missing_folder_not_made(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    name = folder_id(there)
    (tmp_path / FILE_NAME).symlink_to(there / FILE_NAME)
    assert name and folder_id(tmp_path) == ""
    assert folder_id(tmp_path / "gone") == ""
    assert not (tmp_path / "gone").exists()


def test_two_processes_draw_one_seed_before_any_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = set()
    for _ in range(2):
        monkeypatch.setattr("imuran_edu.answers.store._stores", {})
        seeds.add(Store.at(tmp_path).load().seed)
    assert len(seeds) == 1
    Store.at(tmp_path).save("q-1", Entry("a"))
    assert {Store(tmp_path).load().seed} == seeds


def test_a_folder_that_was_deleted_and_made_anew_has_another_seed(tmp_path: Path) -> None:
    folder = tmp_path / "week"
    folder.mkdir()
    store = Store.at(folder)
    before = store.load().seed
    shutil.rmtree(folder)
    folder.mkdir()
    assert store.load().seed != before


def test_an_answer_that_was_given_earlier_does_not_replace_a_later_one(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save("q-1", Entry("later"))
    kept = store.save_all({"q-1": Entry("earlier")}, {"q-1": 3600})
    assert kept["q-1"].answer == "later"
    assert Store(tmp_path).load().answers["q-1"].answer == "later"
    kept = store.save_all({"q-2": Entry("alone")}, {"q-2": 3600})
    assert kept["q-2"].answer == "alone"
