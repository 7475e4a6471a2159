"""The page that says how far the model can be trusted is what its script writes now."""

from __future__ import annotations

import re

import pytest
import yaml

from imuran_edu.pharmacology.models.parameters import parameters
from tests.benchmarks import validation
from tests.benchmarks.validation_figures import changed, figures
from tests.benchmarks.validation_figures import first_day as first_day_below_one

DATA = yaml.safe_load(validation.DATA.read_text(encoding="utf-8"))
PUBLISHED = {str(row["row"]): row for row in DATA["rows"]}


def test_the_page_is_up_to_date() -> None:
    written = validation.page()
    stored = validation.PAGE.read_text(encoding="utf-8")
    again = "run `python -m tests.benchmarks validation` and read what changed"
    assert stored.splitlines() == written.splitlines(), again


def test_the_rows_are_those_that_the_model_can_produce() -> None:
    assert list(PUBLISHED) == list(dict.fromkeys(PUBLISHED)), "each once"
    assert set(PUBLISHED) == set(figures())
    numbered = {int(row) for row in PUBLISHED if row.isdigit()}
    # 9, 16 and 22 were never given out
    assert numbered == set(range(1, 25)) - {9, 16, 22}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_row_says_what_was_published_and_by_whom(name: str) -> None:
    row = PUBLISHED[name]
    assert row["quantity"] and len(row["source"]) > 8
    assert {figure["key"] for figure in row["figures"]} == set(figures()[name])
    for figure in row["figures"]:
        assert figure["published"] and figure["what"]
        assert figure["kind"] in ("fit", "predicted")
        assert figure.get("low", 0) < figure.get("high", float("inf"))


def test_every_miss_is_explained_and_nothing_else() -> None:
    found = validation.rows()
    missed = {row["row"] for row in found if validation.out(row)}
    assert missed == {row["row"] for row in found if "why" in row}
    assert {"10", "24"} <= missed
    for row in found:
        if row["row"] in missed:
            assert row["why"] in validation.page()


def test_the_page_tells_an_instructor_what_to_know() -> None:
    page = validation.PAGE.read_text(encoding="utf-8")
    assert "It is not for dosing a patient" in page
    assert "**Never for dosing.**" in page
    for each in parameters().values():
        assert f"| `{each.id}` |" in page
        assert each.source in page
    for wrong in ("/work", "/tmp", "—", "!", "risk of"):
        assert wrong not in page
    lines = re.findall(r"^\|.*\|$", page, flags=re.MULTILINE)
    assert len(lines) > 80
    assert DATA["measured"], "the numerics stand there as measured"
    for each in DATA["measured"]:
        assert str(each["figure"]) in page


def test_other_parameters_are_put_back() -> None:
    usual = first_day_below_one()
    with changed(tgn_half_life=13):
        assert first_day_below_one() > usual
    assert first_day_below_one() == usual
    with pytest.raises(RuntimeError), changed(gamma=0.1):
        raise RuntimeError
    assert first_day_below_one() == usual
