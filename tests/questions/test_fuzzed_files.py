"""Twenty thousand files that no page wrote: they are read and scored, and none earns too much."""

from __future__ import annotations

import json
import random
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imuran_edu.answers import Entry, Responses, Store, read_responses, to_json
from imuran_edu.answers.responses_file import read_file
from imuran_edu.grading.answer_html import report_html
from imuran_edu.grading.question_grade import grade_question, rejection
from imuran_edu.questions import Question, public_view, version
from tests.examples import ANSWERS, bank
from tests.json_values import answers, any_text, json_values
from tests.questions.test_any_answer import means_the_key, right_numbers

MUTATED = 18_000
MADE = 2_000
SHOWN = 50  # every so many files the report is written too: it takes longest


def canonical(asked: Question, answer: Any) -> Any:
    """Return the answer that a page would send to mean this; None if it could send none."""
    match asked.type:
        case "single":
            ids = [option.id for option in asked.options]
            return answer if isinstance(answer, str) and answer in ids else None
        case "multiple":
            ids = [option.id for option in asked.options]
            named = isinstance(answer, list) and all(isinstance(x, str) for x in answer)
            return [x for x in ids if x in answer] if named and set(answer) <= {*ids} else None
        case "true_false":
            return answer if answer is True or answer is False else None
        case "numeric" if not isinstance(answer, bool):
            return str(answer) if isinstance(answer, str | int | float) else None
        case "matching" | "categorise":
            return _pairs(asked, answer) if isinstance(answer, dict) else None
        case "ordering":
            whole = isinstance(answer, list) and {*map(str, answer)} == {*asked.key}
            return answer if whole and len(answer) == len(asked.key) else None
        case "short_text":
            return answer if isinstance(answer, str) and len(answer) <= 200 else None
        case "case" if isinstance(answer, dict):
            return {part.id: canonical(part, answer.get(part.id)) for part in asked.parts}
    return None


def _pairs(asked: Any, answer: dict[str, Any]) -> dict[str, str] | None:
    left = asked.left if asked.type == "matching" else asked.items
    right = asked.right if asked.type == "matching" else asked.classes
    lefts, rights = {each.id for each in left}, {each.id for each in right}
    chosen = {a: b for a, b in answer.items() if isinstance(b, str) and b.strip()}
    good = chosen.keys() <= lefts and set(chosen.values()) <= rights
    return chosen if good else None


def is_right(asked: Question, answer: Any) -> bool:
    """Say by other means than the scoring's own, and more generously, whether it is the key."""
    if asked.type == "case":
        return all(is_right(part, answer[part.id]) for part in asked.parts)
    if asked.type == "short_text":
        return means_the_key(asked, unicodedata.normalize("NFKC", answer))
    if asked.type == "numeric":
        found = re.match(r"[-+]?[\d.]+(e[-+]?\d+)?", plain_number(answer), re.IGNORECASE)
        values = [float(found[0]) * factor for factor in (1, 1000, 0.001)] if found else []
        right = right_numbers(asked)
        return any(abs(each - value) <= off + 1e-6 for each in values for value, off in right)
    return means_the_key(asked, answer)


def plain_number(answer: Any) -> str:
    text = unicodedata.normalize("NFKC", str(answer)).replace("\u2212", "-")
    return text.strip()


def check(path: Path, show: bool = False) -> tuple[str, float]:
    """Read and mark a file as the grader does; return what is wrong with it and its points."""
    read = read_file(path)
    responses, problem = read.responses, read.problem
    refused = rejection({}, read, "exam")
    total = 0.0
    for asked in bank().questions[: 2 if problem and not show else None]:  # all earn 0 alike
        entry = responses.answers.get(asked.id)
        found = grade_question(asked, entry, asked.points, refused)
        assert 0 <= found.points <= asked.points
        assert found.reason
        if found.points > 0:
            assert entry is not None and not problem
            valid = grade_question(asked, Entry(canonical(asked, entry.answer)), asked.points)
            assert found.points <= valid.points, (asked.id, entry.answer)
        if found.score.status == "right":
            assert entry is not None and is_right(asked, entry.answer)
        if show:
            report_html(found, show_key=True).encode()
        total += found.points
    to_json(responses).encode()  # what was read can be saved again
    return problem, total


# -- bytes changed in files that a page wrote ----------------------------------------------------


def written() -> list[bytes]:
    """Return files as pages write them: right, wrong, partial and odd answers."""
    known = {each.id: each for each in bank().questions}
    versions = {name: version(public_view(each)) for name, each in known.items()}
    files = []
    for turn in range(8):
        entries = {}
        for name, kinds in ANSWERS.items():
            pool = [*kinds.right, *(answer for answer, _ in kinds.partial), *kinds.wrong]
            answer = pool[turn % len(pool)] if turn else kinds.right[0]
            entries[name] = Entry(answer, versions[name], f"2026-03-02T09:{turn:02d}:01.5+00:00")
        entries["ex-written"] = Entry("Some words.", versions["ex-written"])
        files.append(to_json(Responses("exam", 7 + turn, entries)).encode())
    return files


_TOKENS = [
    *(b'null true false NaN -Infinity 1e999 -0 0.1e-5 [] {} [[]] {} "" "b" "d" 137.5'.split()),
    *(b'"\\ud800" "\\u0000" "137.5 mg/day" "a" "x" "q" ["b","d"] "k"'.split()),
    b"9" * 5000,
    b"[" * 2000,
    b'{"a":' * 50,
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b'"answer"',
    b'"answers"',
    b'"assignment"',
]
_VALUE = re.compile(rb'"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|\[\]|\{\}')


def mutated(rng: random.Random, files: list[bytes]) -> bytes:
    """Return a file with a few things changed in it."""
    data = bytearray(rng.choice(files))
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        at = rng.randrange(len(data) + 1)
        to = min(len(data), at + rng.choice((1, 1, 2, 8, 60)))
        match rng.randrange(16):
            case 0:
                data[at:to] = bytes(rng.randrange(256) for _ in range(to - at))
            case 1:
                del data[at:to]
            case 2:
                data[at:at] = data[at:to]
            case 3:
                other = rng.choice(files)
                data[at:to] = other[at:to]
            case _:
                _change_a_value(rng, data)
    return bytes(data)


def _change_a_value(rng: random.Random, data: bytearray) -> None:
    """Put something else in the place of a value or a name, so that the file often stays JSON."""
    if spans := [found.span() for found in _VALUE.finditer(data)]:
        start, end = rng.choice(spans)
        data[start:end] = rng.choice(_TOKENS)


@pytest.fixture
def file() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder, "responses.json")


def test_files_with_changed_bytes(file: Path) -> None:
    files = written()
    file.write_bytes(files[0])
    assert check(file, show=True) == ("", bank().points - 4)  # all but the text, right
    best = bank().points - 4
    problems: Counter[str] = Counter()
    totals = set()
    for number in range(MUTATED):
        file.write_bytes(mutated(random.Random(number), files))
        problem, total = check(file, show=number % SHOWN == 0)
        assert total <= best
        problems[problem] += 1
        totals.add(total)
    # the files are neither all good nor all broken, and what they earn differs
    assert problems[""] > MUTATED / 5 and problems["responses.json is not JSON"] > MUTATED / 5
    assert len(problems) >= 4 and len(totals) > 20


def test_half_a_character_in_a_file_does_not_stop_later_answers(file: Path) -> None:
    odd = "\\ud800"
    entry = f'{{"answer": "b", "version": "{odd}", "saved": "{odd}", "checked": ["{odd}"]}}'
    start = f'{{"schema": "imuran-edu/responses", "version": 1, "assignment": "{odd}"'
    file.write_text(f'{start}, "answers": {{"ex-single": {entry}}}}}')
    Store(file.parent).save("ex-true", Entry(False))
    found = read_responses(file)[0].answers
    assert {name: each.answer for name, each in found.items()} == {
        "ex-single": "b",
        "ex-true": False,
    }


# -- files made of whatever JSON can hold --------------------------------------------------------

_ids = st.sampled_from([*(each.id for each in bank().questions), "other", ""]) | any_text
_entries = st.one_of(
    answers.map(lambda answer: {"answer": answer}),
    json_values,
    st.fixed_dictionaries(
        {"answer": answers},
        optional={
            "version": any_text | json_values,
            "saved": any_text | json_values,
            "checked": json_values | st.lists(any_text),
            "hints": json_values | st.dictionaries(any_text, st.integers()),
        },
    ),
)
_right = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from([*kinds.right, *kinds.invalid, *kinds.wrong]).map(
            lambda answer: {"answer": answer}
        )
        for name, kinds in ANSWERS.items()
    },
)
_files = st.fixed_dictionaries(
    {
        "schema": st.just("imuran-edu/responses") | any_text,
        "version": st.just(1) | json_values,
        "answers": _right | st.dictionaries(_ids, _entries, max_size=6) | json_values,
    },
    optional={"seed": json_values, "assignment": st.just("exam") | any_text | json_values},
)


@settings(max_examples=MADE)
@given(_files | json_values)
def test_files_of_any_json(data: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "responses.json")
        try:
            file.write_text(json.dumps(data))
        except ValueError:  # Python writes no number of more than 4300 digits
            return
        assert check(file)[1] <= bank().points - 4
