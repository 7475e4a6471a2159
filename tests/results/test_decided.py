"""The table of what was decided after the exam: figures of then, figures of now, and gaps."""

from __future__ import annotations

import csv
from dataclasses import replace

from imuran_edu.results.decided import DecidedItem, decided_csv, decided_html
from imuran_edu.results.item_analysis import Item
from imuran_edu.results.reliability import Estimate

NOW = Item("q1", "", "single", "Which?", 3.0, 0.75, 0, Estimate(0.5, 0.1, 0.8), (), ())
KEPT = DecidedItem("q1", "Worth 3 <points>.", "R&D", 2.0, 0.25, Estimate(-0.125, -0.5, 0.2), NOW)
DROPPED = DecidedItem("q2", "Dropped.", "A mistake.", 1.0, 0.5, None, None)
YOUNG = replace(KEPT, id="q3", now=replace(NOW, discrimination=None))


def test_the_list_has_the_figures_before_and_after_and_leaves_open_what_is_not_known() -> None:
    head, *rows = csv.reader(decided_csv([KEPT, DROPPED, YOUNG]).splitlines())
    assert head == [
        *("question", "decided", "reason", "points", "facility", "discrimination"),
        *("points_now", "facility_now", "discrimination_now"),
    ]
    assert rows == [
        ["q1", "Worth 3 <points>.", "R&D", "2", "0.25", "-0.125", "3", "0.75", "0.5"],
        ["q2", "Dropped.", "A mistake.", "1", "0.5", "", "0", "", ""],
        ["q3", "Worth 3 <points>.", "R&D", "2", "0.25", "-0.125", "3", "0.75", ""],
    ]


def test_the_page_has_the_same_figures_as_text() -> None:
    assert decided_html([]) == ""
    html = decided_html([KEPT, DROPPED])
    assert "Worth 3 &lt;points&gt;. R&amp;D" in html
    for figure in ("2.00", "0.25", "-0.12", "3.00", "0.75", "0.50", "1.00", "0.00"):
        assert f">{figure}<" in html, figure
    assert html.index("<code>q1</code>") < html.index("<code>q2</code>")
