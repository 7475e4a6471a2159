"""Files of 1,000 questions brought in, and all banks taken out, format by format.

    python -m tests.benchmarks formats

Goals: 3 s and 256 MB each; processor time of the command, start included, but for the export, which
is one run for all banks.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from imuran_edu.authoring.export_bank import export_bank
from tests.benchmarks.process import Build, Used, command, run, spread

ROOT = Path(__file__).parents[2]
MANY, ROUNDS = 1000, 3
GOAL, MEMORY = 3.0, 256
EXPORTED = ("moodle-xml", "qti12", "qti21")  # these files are made by the course's own export
TEXTS = ("it is split by *enzymes*", "the kidney", "half of 80 mg is 40 mg", "nothing at all")
ALL_OUT = """import sys
from pathlib import Path
from imuran_edu.authoring.export_bank import export_bank
for kind in ("practice", "graded"):
    for bank in sorted(Path("quizzes", kind).glob("*.yaml")):
        export_bank(bank, sys.argv[1], Path(sys.argv[2]), True, "the course")
"""


def _bank() -> str:
    lines = [
        "kind: practice",
        "lesson: mechanism",
        "title: Many",
        "introduction: Many.",
        "questions:",
    ]
    for number in range(MANY):
        lines += [
            f"- id: q-{number}",
            "  type: single",
            "  objective: mechanism-1",
            "  level: recall",
        ]
        lines += [f"  stem: What becomes of {number} mg, and **where**?", "  options:"]
        for name, text in zip("abcd", TEXTS, strict=True):
            lines += [f"  - id: {name}", f"    text: {text} {number}"]
            lines += [f"    feedback: Look at step {number} again; see *{text}*."]
        lines += ["  key: c", "  rationale: It is a sum.", "  rests_on: {claims: [D2-007]}"]
    return "\n".join(lines).replace("level: recall", "level: remember") + "\n"


def _aiken(number: int) -> str:
    options = "\n".join(f"{letter}. {text}" for letter, text in zip("ABCD", TEXTS, strict=True))
    return f"What becomes of {number} mg?\n{options}\nANSWER: C\n\n"


def _gift(number: int) -> str:
    marks = ("~", "~", "=", "~")
    options = "\n".join(
        f"{mark}{text} {number}#Look at step {number} again."
        for mark, text in zip(marks, TEXTS, strict=True)
    )
    return (
        f"::q{number}::[markdown]What becomes of {number} mg, and **where**?{{\n{options}\n}}\n\n"
    )


def _jupyterquiz(number: int) -> dict[str, object]:
    answers = [
        {"answer": f"{text} {number}", "correct": place == 2, "feedback": f"See step {number}."}
        for place, text in enumerate(TEXTS)
    ]
    return {"question": f"What becomes of {number} mg?", "type": "many_choice", "answers": answers}


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Make a file of so many questions in each format that comes in."""
    made = {
        "aiken": "".join(map(_aiken, range(MANY))),
        "gift": "".join(map(_gift, range(MANY))),
        "jupyterquiz": json.dumps([_jupyterquiz(number) for number in range(MANY)]),
    }
    for name, text in made.items():
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        yield name, path
    bank = folder / "many.yaml"
    bank.write_text(_bank(), encoding="utf-8")
    for name in EXPORTED:
        (path, *_), _ = export_bank(bank, name, folder / name, False, "the course")
        yield name, path


def tell(name: str, used: list[Used]) -> None:
    """Print what a format takes."""
    seconds, memory = [each.seconds for each in used], max(each.memory for each in used)
    verdict = "reached" if median(seconds) <= GOAL and memory <= MEMORY else "MISSED"
    scatter = f"{min(seconds):.2f} to {max(seconds):.2f}"
    print(f"{name:24} {median(seconds):.2f} s ({scatter}), {memory:.0f} MB: {verdict}")
    if spread(seconds) > 0.5:
        print(f"{name:24} scatters too much to judge")


def main() -> None:
    build = Build("this build", ROOT, Path(sys.executable))
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base)
        bank = folder / "quizzes" / "practice" / "in.yaml"
        bank.parent.mkdir(parents=True)
        for name, path in files(folder):
            words = (
                "import",
                str(path),
                "--from",
                name,
                "--to",
                str(bank),
                "--force",
            )
            tell(f"import, {name}", [command(build, ROOT, *words) for _ in range(ROUNDS)])
        for name in ("anki", "jupyterquiz", "moodle-xml", "paper", "qti12", "qti21", "qti30"):
            out = str(folder / "out")
            used = [run(build, ROOT, "-c", ALL_OUT, name, out) for _ in range(ROUNDS)]
            tell(f"export of all, {name}", used)


if __name__ == "__main__":
    main()
