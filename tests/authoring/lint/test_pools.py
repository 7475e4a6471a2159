"""A pool is looked at whole and in each copy, for a copy may lack what hides the key."""

from __future__ import annotations

from pathlib import Path

import yaml

from imuran_edu.authoring.lint import lint_course
from imuran_edu.authoring.new_course import new_course

LONG = "It is divided, since a week has seven days of it"
TEXTS = {"a": "It is doubled", "b": "It is kept as it was", "c": LONG, "d": "It is halved"}


def test_a_cue_in_some_copies_alone_is_told_with_their_options(tmp_path: Path) -> None:
    root = new_course(tmp_path / "c", "examplin")
    bank = root / "quizzes" / "practice" / "first.yaml"
    rests_on = {"references": [{"id": "label", "at": "Dosage"}]}
    shared = {"objective": "first-1", "level": "apply", "rests_on": rests_on}
    head = {"kind": "practice", "lesson": "first", "title": "Steps"}
    also_long = "It is multiplied, since a day is a seventh of it"

    def found(texts: dict[str, str], shown: int | None) -> list[str]:
        question = {
            **shared,
            "id": "first-x1",
            "type": "single",
            "stem": "A weekly figure is to become one for each day. Which step is right?",
            "options": [
                {"id": name, "text": text, "feedback": "Seven days share the weekly figure."}
                for name, text in texts.items()
            ],
            "key": "c",
            **({"shown": shown} if shown else {}),
            "rationale": "Each of the seven days gets a seventh of the figure.",
        }
        bank.write_text(yaml.safe_dump({**head, "questions": [question]}, width=200))
        return [str(each) for each in lint_course(root, [bank]) if each.question == "first-x1"]

    assert any("longest-option-is-key" in each for each in found(TEXTS, None))
    assert found({**TEXTS, "e": also_long}, None) == []
    told = found({**TEXTS, "e": also_long}, 4)
    assert any("in copies that show a b c d: the key has" in each for each in told)
    assert not any("in copies that show a b c e" in each for each in told)
