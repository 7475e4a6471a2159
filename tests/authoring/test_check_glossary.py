"""An abbreviation of a lesson that the glossary lacks is a finding."""

from __future__ import annotations

import json
from pathlib import Path

from imuran_edu.authoring.check_glossary import glossary_problems
from tests.courses import ROOT


def course(folder: Path, text: str, terms: str = "") -> Path:
    (folder / "quizzes").mkdir()
    (folder / "notebooks").mkdir()
    glossary = f"terms:\n  - {{term: TPMT, means: an enzyme}}\n{terms}plain: [US]\n"
    (folder / "quizzes" / "glossary.yaml").write_text(glossary)
    cells = [{"cell_type": "markdown", "id": "one", "source": [text]}]
    (folder / "notebooks" / "01_x.ipynb").write_text(json.dumps({"cells": cells}))
    return folder


def test_what_is_missing_is_named_once_with_its_cell(tmp_path: Path) -> None:
    (found,) = glossary_problems(course(tmp_path, "TPMT in the US, and INR, and INR again `XYZ`"))
    assert found.message == "cell one: uses 'INR', which quizzes/glossary.yaml does not explain"
    assert found.file.name == "01_x.ipynb"


def test_a_term_that_stands_twice_is_named_with_its_line(tmp_path: Path) -> None:
    (found,) = glossary_problems(
        course(tmp_path, "", "  - {term: AB, forms: [TPMT], means: twice}\n")
    )
    assert found.line == 3 and "'TPMT' stands under 'TPMT' too" in found.message


def test_a_faulty_glossary_is_told(tmp_path: Path) -> None:
    root = course(tmp_path, "", "  - {term: AB}\n")
    (found,) = glossary_problems(root)
    assert "means" in found.message


def test_the_course_explains_all_of_its_own() -> None:
    assert glossary_problems(ROOT) == []
