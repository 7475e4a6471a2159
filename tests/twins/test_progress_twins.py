"""Pages without a server read, write and merge progress as Python does, to the letter."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from imuran_edu.answers import Entry
from imuran_edu.answers.attempts import Attempt
from imuran_edu.answers.merge import BY_CODE, ByCode, add_code, merge
from imuran_edu.answers.progress_file import RefusedError, read_progress, write_progress
from imuran_edu.answers.question_order import Register
from imuran_edu.answers.responses_file import read_entries
from imuran_edu.answers.resume_code import ALPHABET, CodeError, read_code, write_code
from tests.twins.test_learning_twins import BUNDLE, SOURCE, needs_node

COUNT = 400
NOW = datetime(2026, 11, 28, 8, 30, tzinfo=UTC)
NOW_TEXT = NOW.isoformat(timespec="microseconds")
RUNNER = Path(__file__).with_name("progress.mjs")
ENTRY = """export { merge } from "./imuran_edu/site/js/progress/merge.ts";
export { progressFile, readProgress } from "./imuran_edu/site/js/progress/progress_file.ts";
export { readCode, writeCode } from "./imuran_edu/site/js/progress/resume_code.ts";
export { withCode } from "./imuran_edu/site/js/progress/by_code.ts";
export { toLine } from "./imuran_edu/widgets/js/learning/attempts.ts";
"""
Asked = list[dict[str, Any]]


def page(folder: Path) -> Callable[[Asked], list[Any]]:
    """Return what asks the page's script, bundled in a folder."""
    script = folder / "progress.mjs"
    bundle = ["node", "--input-type=module", "-e", BUNDLE, ENTRY, str(script)]
    subprocess.run(bundle, cwd=SOURCE, check=True, timeout=120)

    def told(cases: Asked) -> list[Any]:
        (folder / "cases").write_text("\n".join(map(json.dumps, cases)))
        run = ["node", str(RUNNER), str(script), str(folder / "cases"), str(folder / "told")]
        subprocess.run(run, check=True, timeout=300)
        return [json.loads(each) for each in (folder / "told").read_text("utf-8").split("\n")]

    return told


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Asked], list[Any]]:
    return page(tmp_path_factory.mktemp("twins"))


TEXTS = ("a", "Übergröße", "\U0001d11e", "\u2028", '\x7f\t"\\', "</script><!--", "1", "\uffff", "")
NUMBERS = (0, -0.0, 1, 1.0, 2.5, 1e-7, 1e16, 123456.789, 2**40, 5e-324, 1e300, -3, 0.0001, 0.00001)


def value(chance: Random, depth: int = 0) -> Any:
    kind = chance.randrange(6 if depth < 4 else 4)
    if kind < 2:
        return chance.choice(TEXTS)
    if kind < 4:
        return chance.choice([*NUMBERS, True, False, None])
    items = [value(chance, depth + 1) for _ in range(chance.randrange(4))]
    return items if kind == 4 else {chance.choice(TEXTS): each for each in items}


def saved(chance: Random) -> str:
    moment = NOW - timedelta(seconds=chance.randrange(-50, 200), microseconds=chance.randrange(9))
    forms = [moment.isoformat(timespec="microseconds")] * 8
    forms += [moment.isoformat(timespec="seconds").replace("+00:00", "Z"), "", "yesterday"]
    return chance.choice(forms)


def entries(chance: Random) -> dict[str, Any]:
    ids = chance.sample(["mech-p01", "mech-p02", "ü", "\U0001d11e", "round-of-x"], 3)
    return {
        name: {
            "answer": value(chance),
            "version": chance.choice(["", "0123456789ab"]),
            "saved": saved(chance),
            "checked": chance.choice([[], [name]]),
            "hints": chance.choice([{}, {name: 1}]),
            **chance.choice([{}, {"tries": {name: 2}}, {"seen": {name: "2026-11-20"}}]),
        }
        for name in ids[: chance.randint(1, 3)]
    }


def attempts(chance: Random) -> list[Attempt]:
    found = []
    for number in range(chance.randrange(5)):
        moment = NOW - timedelta(hours=100 - number)
        day = f"{moment + timedelta(chance.randint(-1, 1)):%Y-%m-%d}"
        share = chance.choice([0, 0.5, 1])
        flags = {name: chance.random() < 0.3 for name in ("hint", "shown", "unsure", "exam")}
        time = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        found.append(Attempt(time, day, f"q{number % 2}", share, seconds=number, **flags))
    return found


def whole_file(chance: Random) -> str:
    known = read_entries(entries(chance))
    return write_progress(known, NOW - timedelta(days=1), attempts(chance))


def in_python(text: str) -> Any:
    try:
        file = read_progress(text, NOW)
    except RefusedError as error:
        return {"refused": str(error)}
    answers = as_json({name: entry.plain for name, entry in file.answers.items()})
    return {
        "answers": answers,
        "made": file.made,
        "attempts": [each.line for each in file.attempts],
    }


def as_json(plain: Any) -> Any:
    return json.loads(json.dumps(plain))


def spoiled(chance: Random, text: str) -> str:
    """A file that somebody cut, changed or took from elsewhere."""
    at = chance.randrange(len(text))
    data = json.loads(text)
    data[chance.choice(list(data))] = value(chance)
    return chance.choice(
        [
            text[:at],
            text[:at] + chance.choice('x{"0') + text[at + 1 :],
            json.dumps(data),
            json.dumps({**json.loads(text), "version": chance.choice([0, 2, 1.5, True, "1"])}),
            json.dumps({**json.loads(text), "schema": "imuran-edu/responses"}),
            json.dumps(value(chance)),
            "[" * 5000,
        ]
    )


@needs_node
def test_a_file_is_read_and_refused_alike_and_written_so_that_python_takes_it(
    ask: Callable[[Asked], list[Any]],
) -> None:
    chance = Random(23)
    files = [whole_file(chance) for _ in range(COUNT)]
    wrong = [spoiled(chance, text) for text in files]
    now = NOW_TEXT
    told = ask([{"work": "read", "text": text, "now": now} for text in [*files, *wrong]])
    for text, theirs in zip([*files, *wrong], told, strict=True):
        assert theirs == in_python(text), text
    assert sum("refused" in each for each in told) > COUNT / 2
    written = ask([{"work": "write", "text": text, "now": now} for text in files])
    for text, theirs in zip(files, written, strict=True):
        ours, again = in_python(text), in_python(theirs)
        assert "refused" not in again, again
        assert again["answers"] == ours["answers"]
        assert again["attempts"] == ours["attempts"]


@needs_node
def test_two_places_become_one_alike(ask: Callable[[Asked], list[Any]]) -> None:
    chance = Random(24)
    cases = []
    for _ in range(COUNT):
        pair = [in_python(whole_file(chance)).get("answers", {}) for _ in range(2)]
        if chance.random() < 0.3:
            pair = [{**each, BY_CODE: by_code(chance)} for each in pair]
        cases.append({"work": "merge", "here": pair[0], "brought": pair[1], "now": NOW_TEXT})
    for case, theirs in zip(cases, ask(cases), strict=True):
        made = merge(read_entries(case["here"]), read_entries(case["brought"]), NOW_TEXT)
        assert (theirs["added"], theirs["renewed"], theirs["kept"]) == (
            *(made.added, made.renewed, made.kept),
        )
        assert read_entries(theirs["answers"]) == made.answers


def by_code(chance: Random) -> dict[str, Any]:
    ids = {
        name: chance.sample(["a", "b", "c"], chance.randrange(4)) for name in ("mastered", "done")
    }
    form = chance.choice([{}, {"form": 2, "once": ["d"]}])
    return Entry({**ids, **form}, saved=NOW_TEXT).plain


def register(chance: Random) -> Register:
    size = chance.randint(1, 40)
    names = {f"q{number}": f"l{chance.randrange(3)}" for number in range(size)}
    return Register(questions=dict(sorted(names.items(), key=lambda each: each[1])))


@needs_node
def test_a_resume_code_is_written_and_read_alike(ask: Callable[[Asked], list[Any]]) -> None:
    chance = Random(25)
    cases: Asked = []
    ours: list[Any] = []
    for _ in range(COUNT):
        known = register(chance)
        plain = {"questions": list(known.questions.items()), "retired": []}
        right = {name for name in known.questions if chance.random() < chance.choice([0, 0.5, 1])}
        mastered = {name for name in right if chance.random() < chance.choice([0, 0.5, 1])}
        done = {lesson for lesson in known.lessons if chance.random() < 0.5}
        says = {
            "mastered": sorted(mastered),
            "done": sorted(done),
            "once": sorted(right - mastered),
        }
        code = write_code(known, mastered, done, right - mastered)
        cases.append({"work": "code", "register": plain, "says": says})
        ours.append(code)
        at = chance.randrange(len(code))
        wrong = code[:at] + chance.choice(ALPHABET + "€") + code[at + 1 :]
        for typed in (code, code.lower().replace("-", " "), wrong, code[:at], "", "0" * 5000):
            cases.append({"work": "typed", "register": plain, "text": typed})
            ours.append(read_typed(known, typed))
        here = {BY_CODE: by_code(chance)} if chance.random() < 0.5 else {}
        cases.append({"work": "add", "entries": here, "says": says, "saved": NOW_TEXT})
        brought = ByCode(
            *(frozenset(says[name]) for name in ("mastered", "done", "once")), NOW_TEXT
        )
        added = add_code(read_entries(here), brought)[BY_CODE]
        ours.append(as_json(added.plain))
    for case, theirs, mine in zip(cases, ask(cases), ours, strict=True):
        assert theirs == mine, case


def read_typed(known: Register, text: str) -> dict[str, Any]:
    try:
        code = read_code(known, text)
    except CodeError as error:
        return {"refused": str(error)}
    return {name: sorted(getattr(code, name)) for name in ("mastered", "done", "once")}
