"""The reading of `responses.json` never raises, whatever lies there."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.answers import Entry, Responses, read_responses, to_json
from imuran_edu.answers.responses_file import MAX_BYTES, MAX_DEPTH, MAX_SEED, clean
from tests.json_values import json_values, nested

GOOD = Responses(
    "exam",
    12345,
    {
        "q-1": Entry("b", "0123456789ab", "2026-01-02T03:04:05.000006+00:00"),
        "q-2": Entry({"a": "x"}, checked=("q-2", "q-3"), hints={"q-2": 2}),
    },
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "responses.json"
    path.write_text(to_json(GOOD), encoding="utf-8")
    assert read_responses(path) == (GOOD, "")


def test_the_schema_is_stated_in_the_file() -> None:
    data = json.loads(to_json(GOOD))
    assert (data["schema"], data["version"]) == ("imuran-edu/responses", 1)
    assert set(data) == {"schema", "version", "assignment", "seed", "answers"}
    assert set(data["answers"]["q-1"]) == {"answer", "version", "saved", "checked", "hints"}


def unusable() -> list[Any]:
    good = json.loads(to_json(GOOD))
    newer = json.dumps({**good, "version": 2})
    return [
        pytest.param(b"", "is not JSON", "damaged", id="empty"),
        pytest.param(b"{", "is not JSON", "damaged", id="cut off"),
        pytest.param(to_json(GOOD)[:-9].encode(), "is not JSON", "damaged", id="cut off late"),
        pytest.param(b"\xff\xfe\xff", "is not JSON", "damaged", id="bytes"),
        pytest.param(b"\x00" * 500, "is not JSON", "damaged", id="zeros after a power cut"),
        pytest.param(b"[]", "does not hold an object", "damaged", id="list"),
        pytest.param(b"null", "does not hold an object", "damaged", id="null"),
        pytest.param(b'"text"', "does not hold an object", "damaged", id="text"),
        pytest.param(b"{}", "was not written by this course", "damaged", id="empty object"),
        pytest.param(b'{"q-1": "b"}', "was not written by this course", "damaged", id="stranger"),
        pytest.param(
            json.dumps({**good, "version": True}).encode(),
            "was not written by this course",
            "damaged",
            id="version is no number",
        ),
        pytest.param(
            json.dumps({**good, "answers": []}).encode(),
            "holds no answers",
            "damaged",
            id="answers are a list",
        ),
        pytest.param(newer.encode(), "by a newer version", "newer", id="newer"),
        pytest.param(b"[" * 100_000, "is nested too deeply", "damaged", id="brackets"),
        pytest.param(
            json.dumps({**good, "answers": {"q": {"answer": nested(20)}}}).encode(),
            "is nested too deeply",
            "damaged",
            id="a deep answer",
        ),
        pytest.param(b"9" * 5000, "is not JSON", "damaged", id="huge number"),
        pytest.param(b" " * (MAX_BYTES + 1), "is larger than 2 MB", "too-large", id="too large"),
    ]


@pytest.mark.parametrize(("content", "says", "_"), unusable())
def test_what_cannot_be_used_has_a_reason(
    tmp_path: Path, content: bytes, says: str, _: str
) -> None:
    path = tmp_path / "responses.json"
    path.write_bytes(content)
    responses, problem = read_responses(path)
    assert responses == Responses()
    assert problem.startswith("responses.json ")
    assert says in problem


def test_fifty_megabytes_are_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "responses.json"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    os.chmod(path, 0)  # noqa: PTH101  (binds only for users who are not root)
    assert read_responses(path)[1] == "responses.json is larger than 2 MB"


def test_no_file_and_no_ordinary_file(tmp_path: Path) -> None:
    path = tmp_path / "responses.json"
    assert read_responses(path) == (Responses(), "there is no responses.json")
    path.mkdir()
    assert read_responses(path)[1] == "responses.json is not an ordinary file"
    path.rmdir()
    other = tmp_path / "other.json"
    other.write_text(to_json(GOOD))
    path.symlink_to(other)
    assert read_responses(path) == (Responses(), "responses.json is not an ordinary file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "responses.json"
    os.mkfifo(path)
    assert read_responses(path)[1] == "responses.json is not an ordinary file"


@pytest.mark.parametrize(
    ("raw", "entry"),
    [
        ({"answer": "b"}, Entry("b")),
        ({"answer": None, "version": 3, "saved": []}, Entry(None)),
        ({"answer": "b", "checked": "q", "hints": [1]}, Entry("b")),
        ({"answer": "b", "checked": ["q", 4, None]}, Entry("b", checked=("q",))),
        (
            {"answer": 1, "hints": {"q": 2, "r": -1, "s": "x", "t": True, "u": 10**12}},
            Entry(1, hints={"q": 2, "r": 0, "s": 0, "t": 0, "u": 0}),
        ),
        ({"version": "x"}, None),
        ("b", None),
        (["b"], None),
        (None, None),
    ],
)
def test_odd_entries_are_read_as_far_as_they_make_sense(
    tmp_path: Path, raw: Any, entry: Entry | None
) -> None:
    path = tmp_path / "responses.json"
    data = {"schema": "imuran-edu/responses", "version": 1, "answers": {"q-1": raw}}
    path.write_text(json.dumps(data))
    responses, problem = read_responses(path)
    assert problem == ""
    assert responses.answers == ({} if entry is None else {"q-1": entry})


@given(
    st.one_of(
        st.binary(max_size=60),
        json_values.map(lambda value: _dumps({"answers": value})),
        st.dictionaries(st.text(max_size=5), json_values, max_size=4).map(
            lambda answers: _dumps({"answers": answers, "seed": 10**12, "assignment": 7})
        ),
        st.fixed_dictionaries(
            {"answer": json_values},
            optional=dict.fromkeys(("version", "saved", "checked", "hints"), json_values),
        ).map(lambda raw: _dumps({"answers": {"q": raw}})),
    )
)
def test_no_file_raises(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "responses.json"
    path.write_bytes(content)
    responses, problem = read_responses(path)
    assert isinstance(problem, str)
    # what was read can be written again, and is the same then
    path.write_text(to_json(responses), encoding="utf-8")
    assert read_responses(path) == (responses, "")


def _dumps(data: dict[str, Any]) -> bytes:
    data = {"schema": "imuran-edu/responses", "version": 1, **data}
    try:
        return json.dumps(data).encode()
    except ValueError:  # a number too long for Python to write
        return b"9" * 5000


@given(json_values)
def test_clean_answers_are_strict_json_and_stay_clean(value: Any) -> None:
    cleaned = clean(value)
    text = json.dumps(cleaned, allow_nan=False, ensure_ascii=False)
    assert json.loads(text.encode()) == cleaned
    assert clean(cleaned) == cleaned


def test_cleaning() -> None:
    assert clean({"a": [float("nan"), float("inf"), "\ud800x", True, None, 1.5]}) == {
        "a": ["nan", "inf", "?x", True, None, 1.5]
    }
    assert clean({3: (1, 2)}) == {"3": [1, 2]}
    assert clean([10**5000, b"bytes", object]) == ["(unreadable)"] * 3
    assert clean(nested(10)) == nested(10)
    with pytest.raises(RecursionError):
        clean(nested(20))


def read_back(path: Path, **fields: Any) -> Responses:
    data = {"schema": "imuran-edu/responses", "version": 1, "answers": {}, **fields}
    path.write_text(json.dumps(data))
    responses, problem = read_responses(path)
    assert problem == ""
    return responses


@pytest.mark.parametrize(
    ("seed", "read"),
    [(0, 0), (1, 1), (MAX_SEED, MAX_SEED), (MAX_SEED + 1, 0), (-1, 0), (True, 0), (1.0, 0)],
)
def test_the_limits_of_a_seed(tmp_path: Path, seed: Any, read: int) -> None:
    assert read_back(tmp_path / "responses.json", seed=seed).seed == read
    entry = {"answer": "a", "hints": {"q-1": seed}}
    found = read_back(tmp_path / "responses.json", answers={"q-1": entry})
    assert found.answers["q-1"].hints == {"q-1": read}


def test_the_limit_of_depth() -> None:
    assert clean(nested(MAX_DEPTH - 1)) == nested(MAX_DEPTH - 1)
    with pytest.raises(RecursionError):
        clean(nested(MAX_DEPTH))
    mapped: Any = 1
    for _ in range(MAX_DEPTH):
        mapped = {"a": mapped}
    assert clean(mapped["a"]) == mapped["a"]
    with pytest.raises(RecursionError):
        clean(mapped)


def test_a_seed_is_one_that_files_of_every_version_may_hold() -> None:
    assert MAX_SEED == 2**32 - 1  # below 2**31 were those before there were templates


@pytest.mark.parametrize("number", [10**400 - 1, -(10**400 - 1)])
def test_the_limit_of_a_number(number: int) -> None:
    assert clean(number) == number
    step = 1 if number > 0 else -1
    assert clean(number + step) == "(unreadable)"


@pytest.mark.parametrize(("over", "used"), [(0, True), (1, False)])
def test_the_limit_of_a_file(tmp_path: Path, over: int, used: bool) -> None:
    path = tmp_path / "responses.json"
    text = to_json(GOOD)
    path.write_text(text + " " * (MAX_BYTES - len(text) + over))
    responses, problem = read_responses(path)
    assert (responses == GOOD) is used
    assert problem == ("" if used else "responses.json is larger than 2 MB")
