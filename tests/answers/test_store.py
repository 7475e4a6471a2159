"""No answer is lost: not to a crash, a full disk, a second kernel or a damaged file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest
from filelock import FileLock
from hypothesis import given, settings

from imuran_edu.answers import Entry, NotSavedError, Store, folder_lock, read_responses
from imuran_edu.answers.responses_file import MAX_BYTES, clean
from tests.answers.test_responses_file import unusable
from tests.json_values import json_values, nested


def answers(folder: Path) -> dict[str, Any]:
    """Return the answers on disk; fails if the file is not whole."""
    responses, problem = read_responses(folder / "responses.json")
    assert problem == ""
    return {name: entry.answer for name, entry in responses.answers.items()}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_an_answer_comes_back_in_another_kernel(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    saved = Store(tmp_path, "exam").save("q-1", Entry("b", "v1", checked=("q-1",), hints={"x": 2}))
    assert before <= datetime.fromisoformat(saved.saved) <= datetime.now(UTC)
    found = Store(tmp_path).load()
    assert found.answers == {"q-1": saved}
    assert found.assignment == "exam"
    assert (saved.version, saved.checked, saved.hints) == ("v1", ("q-1",), {"x": 2})
    assert names(tmp_path) <= {"responses.json", folder_lock.LOCK_NAME}


def test_nothing_is_written_before_there_is_an_answer(tmp_path: Path) -> None:
    assert Store(tmp_path).load().answers == {}
    assert names(tmp_path) == set()


def test_the_file_can_be_read_by_a_grader(tmp_path: Path) -> None:
    Store(tmp_path).save("q-1", Entry("b"))
    assert (tmp_path / "responses.json").stat().st_mode & 0o777 == 0o644


def test_the_seed_is_kept(tmp_path: Path) -> None:
    first = Store(tmp_path)
    seed = first.load().seed
    assert seed > 0
    assert first.load().seed == seed
    first.save("q-1", Entry("b"))
    assert Store(tmp_path).load().seed == seed
    assert len({Store(tmp_path / str(number)).load().seed for number in range(20)}) > 10


def test_one_store_for_all_cells_of_a_folder(tmp_path: Path) -> None:
    assert Store.at(tmp_path, "exam") is Store.at(tmp_path / "." / "", "exam")
    assert Store.at(tmp_path, "exam") is not Store.at(tmp_path / "other", "exam")


def test_writing_is_durable_before_it_is_visible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(handle: int) -> None:
        kind = "folder" if os.path.isdir(f"/dev/fd/{handle}") else "file"  # noqa: PTH112
        done.append(f"fsync {kind}")
        fsync(handle)

    def noted_replace(self: Path, target: Path) -> Path:
        done.append("replace")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    Store(tmp_path).save("q-1", Entry("b"))
    assert done[:2] == ["fsync file", "replace"]
    if os.name == "posix":
        assert done[2:] == ["fsync folder"]


@settings(max_examples=80)
@given(json_values)
def test_any_answer_can_be_saved_and_comes_back(value: Any) -> None:
    with tempfile.TemporaryDirectory() as name:
        saved = Store(Path(name)).save("q-1", Entry(value))
        assert saved.answer == clean(value)
        assert Store(Path(name)).load().answers == {"q-1": saved}


def test_surrogates_nan_depth_and_odd_values_do_not_stop_later_answers(tmp_path: Path) -> None:
    mine = Store(tmp_path)
    odd: dict[str, tuple[Any, Any]] = {
        "q-1": ("half \ud83d of a pair", "half ? of a pair"),
        "q-2": (float("nan"), "nan"),
        "q-3": ([float("-inf")], ["-inf"]),
        "q-4": (nested(5000), "(unreadable)"),
        "q-5": (10**5000, "(unreadable)"),
        "q-6": (b"bytes", "(unreadable)"),
        "q-\ud800": ("b", "b"),
    }
    for name, (value, _) in odd.items():
        mine.save(name, Entry(value))
    mine.save("q-9", Entry("b"))
    expected = {name: value for name, (_, value) in odd.items()} | {"q-9": "b", "q-?": "b"}
    del expected["q-\ud800"]
    assert answers(tmp_path) == expected


# -- two kernels ---------------------------------------------------------------------------------


def test_two_stores_of_a_folder_keep_each_others_answers(tmp_path: Path) -> None:
    one, two = Store(tmp_path), Store(tmp_path)
    one.save("q-1", Entry("a"))
    two.save("q-2", Entry("b"))
    one.save("q-3", Entry("c"))
    two.save("q-1", Entry("d"))
    assert answers(tmp_path) == {"q-1": "d", "q-2": "b", "q-3": "c"}
    assert one.load() == two.load()


def test_a_clock_that_was_ahead_does_not_swallow_later_answers(tmp_path: Path) -> None:
    Store(tmp_path).save("q-1", Entry("old"))
    path = tmp_path / "responses.json"
    year = str(datetime.now(UTC).year)
    path.write_text(path.read_text().replace(f'"saved": "{year}', '"saved": "2999'))
    assert "2999" in path.read_text()
    saved = Store(tmp_path).save("q-1", Entry("new"))
    assert answers(tmp_path) == {"q-1": "new"}
    assert Store(tmp_path).load().answers["q-1"] == saved


@pytest.mark.parametrize("first", ["load", "save"])
def test_an_answer_that_waits_outlives_a_clock_that_was_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    Store(tmp_path).save("q-1", Entry("old"))
    path = tmp_path / "responses.json"
    year = str(datetime.now(UTC).year)
    path.write_text(path.read_text().replace(f'"saved": "{year}', '"saved": "2999'))
    waiting = Store(tmp_path)
    if first == "load":
        waiting.load()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_disk)
        with pytest.raises(NotSavedError):
            waiting.save("q-1", Entry("new"))
    waiting.save("q-2", Entry("b"))
    assert answers(tmp_path) == {"q-1": "new", "q-2": "b"}


def test_an_old_answer_that_waited_does_not_overwrite_a_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = Store(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_disk)
        with pytest.raises(NotSavedError):
            waiting.save("q-1", Entry("old"))
    Store(tmp_path).save("q-1", Entry("new"))
    waiting.save("q-2", Entry("b"))
    assert answers(tmp_path) == {"q-1": "new", "q-2": "b"}


SAVING = """
import sys
from pathlib import Path
from imuran_edu.answers import Entry, Store
store = Store(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    store.save(f"{sys.argv[2]}-{number}", Entry(number))
    print(number, flush=True)
"""


def saving(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    """Start another process that saves `count` answers and says so after each."""
    return subprocess.Popen(
        [sys.executable, "-c", SAVING, str(folder), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    processes = [saving(tmp_path, name, 60) for name in ("one", "two")]
    said = [process.communicate(timeout=60)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert said == [[str(number) for number in range(60)]] * 2
    assert answers(tmp_path) == {f"{n}-{i}": i for n in ("one", "two") for i in range(60)}
    assert names(tmp_path) <= {"responses.json", folder_lock.LOCK_NAME}


def test_kill_leaves_a_whole_file_with_every_answer_reported_saved(tmp_path: Path) -> None:
    for run, wanted in enumerate((1, 7, 20, 33)):
        process = saving(tmp_path, f"run{run}", 100_000)
        assert process.stdout is not None
        reported = [process.stdout.readline() for _ in range(wanted)]
        process.kill()
        reported += process.stdout.readlines()
        process.wait()
        process.stdout.close()
        found = answers(tmp_path)
        for line in reported:
            if line.endswith("\n"):
                assert found[f"run{run}-{line.strip()}"] == int(line)
        assert len(reported) >= wanted
    # and the next kernel goes on where the killed ones stopped
    Store(tmp_path).save("after", Entry("b"))
    assert answers(tmp_path) == {**found, "after": "b"}


# -- files that cannot be used -------------------------------------------------------------------


@pytest.mark.parametrize(("content", "says", "word"), unusable())
def test_an_unusable_file_is_set_aside_and_told(
    tmp_path: Path, content: bytes, says: str, word: str
) -> None:
    path = tmp_path / "responses.json"
    path.write_bytes(content)
    mine = Store(tmp_path, "exam")
    assert mine.load().answers == {}
    assert says in mine.notice
    assert path.read_bytes() == content, "loading alone must not touch it"
    mine.save("q-1", Entry("b"))
    assert answers(tmp_path) == {"q-1": "b"}
    (aside,) = names(tmp_path) - {"responses.json", folder_lock.LOCK_NAME}
    assert aside.startswith(f"responses-{word}-")
    assert (tmp_path / aside).read_bytes() == content
    assert says in mine.notice
    assert aside in mine.notice


def test_several_files_set_aside_have_names_of_their_own(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / "responses.json").write_text(f"damage {number}")
        Store(tmp_path).save("q-1", Entry("b"))
    aside = names(tmp_path) - {"responses.json", folder_lock.LOCK_NAME}
    assert sorted((tmp_path / name).read_text() for name in aside) == [
        f"damage {number}" for number in range(5)
    ]


def test_a_link_is_set_aside_and_what_it_points_to_left_alone(tmp_path: Path) -> None:
    victim = tmp_path / "victim.json"
    victim.write_text("precious")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "responses.json").symlink_to(victim)
    mine = Store(folder)
    mine.save("q-1", Entry("b"))
    assert victim.read_text() == "precious"
    assert not (folder / "responses.json").is_symlink()
    assert answers(folder) == {"q-1": "b"}
    assert "is not an ordinary file" in mine.notice


def test_a_folder_of_that_name_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "responses.json").mkdir()
    (tmp_path / "responses.json" / "mine.txt").write_text("precious")
    Store(tmp_path).save("q-1", Entry("b"))
    assert answers(tmp_path) == {"q-1": "b"}
    assert [path.read_text() for path in tmp_path.glob("responses-damaged-*/mine.txt")] == [
        "precious"
    ]


def test_damage_between_two_answers_loses_only_what_was_damaged(tmp_path: Path) -> None:
    mine = Store(tmp_path)
    mine.save("q-1", Entry("a"))
    (tmp_path / "responses.json").write_text("{")
    mine.save("q-2", Entry("b"))
    assert answers(tmp_path) == {"q-2": "b"}
    assert "It was kept as responses-damaged-" in mine.notice


def test_a_file_that_may_not_be_read_is_not_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(tmp_path).save("q-1", Entry("a"))
    mine = Store(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", denied)
        assert mine.load().answers == {}
        assert "cannot be read: Permission denied" in mine.notice
        with pytest.raises(NotSavedError, match="cannot be read"):
            mine.save("q-2", Entry("b"))
    mine.save("q-3", Entry("c"))
    assert answers(tmp_path) == {"q-1": "a", "q-2": "b", "q-3": "c"}


def test_an_answer_too_long_to_be_read_again_is_refused_and_no_other_is_lost(
    tmp_path: Path,
) -> None:
    mine = Store(tmp_path)
    mine.save("q-1", Entry("a"))
    with pytest.raises(NotSavedError, match="too long"):
        mine.save("q-2", Entry("\u03b1" * MAX_BYTES))
    assert answers(tmp_path) == {"q-1": "a"}
    mine.save("q-3", Entry("c"))
    assert answers(tmp_path) == {"q-1": "a", "q-3": "c"}


# -- disks that do not take it -------------------------------------------------------------------


def full_disk(*_: object, **__: object) -> NoReturn:
    raise OSError(28, "No space left on device")


def denied(*_: object, **__: object) -> NoReturn:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize(
    ("where", "name", "fault", "says"),
    [
        (os, "fsync", full_disk, "No space left on device"),
        (Path, "replace", full_disk, "No space left on device"),
        (tempfile, "mkstemp", denied, "Permission denied"),
        (folder_lock, "FileLock", denied, "Permission denied"),
        (Path, "chmod", denied, "Permission denied"),
    ],
)
def test_an_answer_that_is_not_saved_is_told_and_waits(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: Any,
    name: str,
    fault: Any,
    says: str,
) -> None:
    mine = Store(tmp_path)
    mine.save("q-1", Entry("a"))
    with monkeypatch.context() as patch:
        patch.setattr(where, name, fault)
        for answer in ("x", "b"):
            with pytest.raises(NotSavedError, match=says) as caught:
                mine.save("q-2", Entry(answer))
        assert "Your answer stays on this page" in str(caught.value)
    assert mine.unsaved
    assert mine.load().answers["q-2"].answer == "b"
    assert answers(tmp_path) == {"q-1": "a"}
    assert names(tmp_path) <= {"responses.json", folder_lock.LOCK_NAME}
    mine.save("q-3", Entry("c"))
    assert answers(tmp_path) == {"q-1": "a", "q-2": "b", "q-3": "c"}
    assert not mine.unsaved


def test_saving_again_writes_what_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Store(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_disk)
        for name in ("q-1", "q-2"):
            with pytest.raises(NotSavedError):
                mine.save(name, Entry(name))
        with pytest.raises(NotSavedError):
            mine.save_all({})
    mine.save_all({})
    assert answers(tmp_path) == {"q-1": "q-1", "q-2": "q-2"}
    assert not mine.unsaved


def test_a_folder_that_was_renamed_is_told_and_not_made_anew(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    mine = Store(tmp_path / "old")
    mine.save("q-1", Entry("a"))
    (tmp_path / "old").rename(tmp_path / "new")
    with pytest.raises(NotSavedError, match="the folder is gone or has another name now"):
        mine.save("q-2", Entry("b"))
    assert names(tmp_path) == {"new"}
    assert mine.load().answers["q-2"].answer == "b"
    (tmp_path / "new").rename(tmp_path / "old")
    mine.save_all({})
    assert answers(tmp_path / "old") == {"q-1": "a", "q-2": "b"}


def test_another_program_that_holds_the_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_lock, "LOCK_SECONDS", 0.05)
    mine = Store(tmp_path)
    with (
        FileLock(tmp_path / folder_lock.LOCK_NAME),
        pytest.raises(NotSavedError, match="another program holds the file"),
    ):
        mine.save("q-1", Entry("a"))
    mine.save("q-2", Entry("b"))
    assert answers(tmp_path) == {"q-1": "a", "q-2": "b"}


def test_what_is_put_off_goes_with_the_next_writing(tmp_path: Path) -> None:
    mine = Store(tmp_path)
    mine.put_off({"q-1": Entry("a")})
    assert names(tmp_path) == set()
    assert mine.load().answers["q-1"].answer == "a"
    mine.save("q-2", Entry("b"))
    assert json.loads((tmp_path / "responses.json").read_text())["answers"]["q-1"]["answer"] == "a"


def test_a_fresh_store_has_nothing_to_tell(tmp_path: Path) -> None:
    mine = Store(tmp_path)
    assert mine.notice == "" and not mine.unsaved
    mine.save("q-1", Entry("a"))
    assert mine.notice == ""


def test_a_change_that_is_too_long_changes_nothing_and_says_so(tmp_path: Path) -> None:
    mine = Store(tmp_path)
    mine.save("q-1", Entry("a"))
    with pytest.raises(NotSavedError, match="all answers together are too long"):
        mine.change(lambda all_: {**all_, "q-2": Entry("x" * MAX_BYTES)})
    assert answers(tmp_path) == {"q-1": "a"}


def test_a_change_keeps_the_times_it_is_given(tmp_path: Path) -> None:
    mine = Store(tmp_path)
    mine.save("q-1", Entry("a"))
    mine.change(lambda all_: {"q-2": Entry("b", saved="2026-01-02")})
    assert Store(tmp_path).load().answers == {"q-2": Entry("b", saved="2026-01-02")}


def test_the_new_file_is_made_beside_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elsewhere it could lie on another disk, from which nothing can be moved in one step."""
    folders = []
    make = tempfile.mkstemp

    def noted(*args: Any, **settings: Any) -> Any:
        folders.append(settings.get("dir"))
        return make(*args, **settings)

    monkeypatch.setattr(tempfile, "mkstemp", noted)
    Store(tmp_path).save("q-1", Entry("a"))
    assert folders == [tmp_path]


def test_of_two_answers_of_one_instant_the_waiting_one_counts(tmp_path: Path) -> None:
    mine = Store(tmp_path)
    waits = mine.put_off({"q-1": Entry("mine")})["q-1"]
    Store(tmp_path).change(lambda all_: {"q-1": Entry("theirs", saved=waits.saved)})
    assert mine.load().answers["q-1"].answer == "mine"
