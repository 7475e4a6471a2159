"""Takes a question of the toy type through the course, and prints what came of it as JSON.

It runs in a process of its own, with a copy of the package that holds `dropdown.py` besides.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import imuran_edu
from imuran_edu.answers import Entry
from imuran_edu.core import InputError
from imuran_edu.grading.answer_html import report_html
from imuran_edu.grading.dry_run import dry_run
from imuran_edu.grading.question_grade import grade_question
from imuran_edu.questions import feedback, load_bank, practice_questions, public_view, score
from imuran_edu.questions.page import fallback, front_view
from imuran_edu.questions.question_type import question_data
from imuran_edu.questions.schema import schema_text
from imuran_edu.results.distractors import choices, odd_choices
from imuran_edu.results.export.tidy import LongRow, long_form
from imuran_edu.results.records import asked_in, given
from imuran_edu.widgets.practice import in_round


def problems(path: Path) -> list[str]:
    try:
        load_bank(path)
    except InputError as error:
        return [f"{problem.line}: {problem.message}" for problem in error.problems]
    return []


def exported(path: Path, question: Any) -> str:
    row = LongRow("ann", path.stem, question.id, "", "b", 1.0, question.points, "")
    return long_form([row])


def main(folder: Path) -> dict[str, Any]:
    graded, practice = folder / "quizzes/graded/toy.yaml", folder / "quizzes/practice/toy.yaml"
    bank = load_bank(graded)
    first, case = bank.questions[0], bank.questions[-1]
    responses = [given(first, answer) for answer in ["b"] * 6 + ["a"] * 3]
    counted = choices(first, responses, [0, 1, 2] * 3)
    return {
        "package": imuran_edu.__file__,
        "problems": problems(graded.with_name("broken.yaml")),
        "schema": "Dropdown" in json.loads(schema_text())["$defs"],
        "public": public_view(first),
        "page": front_view(public_view(first), "1", "1"),
        "practised": in_round(practice_questions(load_bank(practice)), "1", None)[0],
        "scores": [score(first, answer).status for answer in ("b", "a", "zz", None, 7)],
        "feedback": feedback(first, "a").text,
        "fallback": fallback(public_view(first), "1", {"answer": "a"}),
        "report": report_html(grade_question(first, Entry("a"), 1.0), show_key=True),
        "in a case": score(case, case.right_answer()).status,
        "asked": [item.id for item in asked_in(bank.questions)],
        "tidy": exported(graded, first),
        "counted": {choice.name: [choice.count, choice.right] for choice in counted},
        "odd": list(odd_choices(first, counted, 3)),
        "wrong": first.wrong_answer(Random(1)),
        "back": question_data(first.to_interchange()),
        "rehearsed": dry_run(4, folder / "term", banks=[graded]),
    }


if __name__ == "__main__":
    target = Path(sys.argv[1])
    found = main(target)
    with suppress(FileNotFoundError):
        found["log"] = (target / "term" / "rehearsal.log").read_text()[-2000:]
    (target / "found.json").write_text(json.dumps(found))
