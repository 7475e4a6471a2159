"""What is written: pages that need nothing from elsewhere, CSV and JSON."""

import csv
import io
import json
import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser

import pytest

from imuran_edu.results import charts, item_report, similarity_report
from imuran_edu.results.item_analysis import analyse
from imuran_edu.results.similarity import LIMITS, STATISTIC, find_similar
from tests.grading.submissions import HOSTILE, SCRIPT
from tests.results.material import WRONG, demo_bank, possible, record_of, some_class


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    return demo_bank(tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="module")
def hostile_class(bank):
    """A class with a student whose name and answers would act, and with a copier."""
    records = some_class(bank, 40, seed=3)
    own = {name: answers[-1] for name, answers in WRONG.items()}
    own["demo-word"], own["demo-dose"] = f"{SCRIPT}=1+1", "=2*3"
    records[0] = record_of(bank, f"=cmd{SCRIPT}", own)
    records[1] = record_of(bank, "copier", own)
    records[2] = record_of(bank, "hostile", HOSTILE)
    return records


@pytest.fixture(scope="module")
def analysis(bank, hostile_class):
    return analyse("demo", possible(bank), bank.by_id, hostile_class)


@pytest.fixture(scope="module")
def found(bank, hostile_class):
    return find_similar("demo", bank.questions, hostile_class)


class Reader(HTMLParser):
    """Collects what a browser would fetch or run, and the texts of pictures."""

    def __init__(self, page):
        super().__init__()
        self.fetched, self.alts, self.ids, self.links, self.open = [], [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        assert tag not in ("script", "link", "iframe", "object")
        assert not [name for name in attrs if name.startswith("on")]
        if tag == "img":
            self.alts.append(attrs["alt"])
            assert attrs["src"].startswith("data:image/svg+xml;base64,")
        if tag == "a":
            self.links.append(attrs["href"])
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if tag not in ("img", "meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_pages_are_whole_safe_and_offline(analysis, found):
    for page in (item_report.as_page(analysis), similarity_report.as_page(found)):
        read = Reader(page)
        assert read.open == []
        assert all(len(alt) > 60 for alt in read.alts)
        assert len(read.ids) == len(set(read.ids))
        assert all(link[0] == "#" and link[1:] in read.ids for link in read.links)
        assert "color-scheme: light dark" in page
        assert "<script" not in page


def test_the_page_tells_what_is_asked_for(analysis):
    page = item_report.as_page(analysis)
    for wanted in (
        "Cronbach&#x27;s alpha",
        "Standard error of measurement",
        "95% interval",
        "Low third",
        "Alpha option",
        "&#10003;",
    ):
        assert wanted.replace("&#x27;", "'") in page.replace("&#x27;", "'")
    assert len(Reader(page).alts) == 2


def test_a_page_of_a_small_class_says_so(bank):
    small = analyse("demo", possible(bank), bank.by_id, some_class(bank, 5))
    page = item_report.as_page(small)
    assert "Too few students to say: 5" in page and "Low third" not in page
    assert item_report.as_page(analyse("demo", {}, {}, []))


def test_the_pages_of_pairs(found, bank):
    page = similarity_report.as_page(found)
    assert STATISTIC in page
    for limit in LIMITS:
        assert limit in page
    assert "never a verdict" in page
    assert "Pair 1: =cmd&lt;script" in page
    quiet = find_similar("demo", bank.questions, some_class(bank, 30))
    assert "No pair agrees more than chance explains" in similarity_report.as_page(quiet)
    assert "Too few to say" in similarity_report.as_page(find_similar("demo", bank.questions, []))


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_tables_hold_the_same_as_the_analysis(analysis, found):
    table = rows(item_report.items_csv(analysis))
    assert [row["question"] for row in table] == [item.id for item in analysis.items]
    for row, item in zip(table, analysis.items, strict=True):
        assert float(row["facility"]) == pytest.approx(item.facility, abs=1e-4)
        assert float(row["discrimination"]) == pytest.approx(item.discrimination.value, abs=1e-4)
    choices = rows(item_report.choices_csv(analysis))
    one = [row for row in choices if row["question"] == "demo-one"]
    assert {(row["choice"], row["right"]) for row in one} == {("a", "no"), ("b", "yes")}
    assert all(
        int(row["low"]) + int(row["middle"]) + int(row["high"]) == int(row["students"])
        for row in choices
    )
    (pair,) = rows(similarity_report.as_table(found))
    assert pair["student"] == f"'=cmd{SCRIPT}" and pair["other"] == "copier"
    assert float(pair["pairs_by_chance"]) < 0.01


def test_no_cell_is_a_formula(analysis, found):
    for text in (
        item_report.items_csv(analysis),
        item_report.choices_csv(analysis),
        similarity_report.as_table(found),
    ):
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert cell[:1] not in ("=", "@") and not re.match(r"[+-][^0-9.]", cell), cell


def test_json_holds_everything(analysis, found):
    data = json.loads(item_report.as_json(analysis))
    assert data["reliability"]["name"] == "Cronbach's alpha"
    assert data["items"][0]["choices"][0]["thirds"]
    data = json.loads(similarity_report.as_json(found))
    assert data["statistic"] == STATISTIC and data["limits"] == list(LIMITS)
    assert data["pairs"][0]["shared"]


def test_the_lines_for_a_terminal_tell_no_key(analysis, found):
    said = " ".join(item_report.summary_lines(analysis))
    assert "alpha" in said and "Beta option" not in said
    assert "not a verdict" in " ".join(similarity_report.summary_lines(found))


def test_the_tables_of_a_small_class_have_empty_cells_under_the_same_headings(bank):
    small = analyse("demo", possible(bank), bank.by_id, some_class(bank, 5))
    for text, empty in (
        (item_report.items_csv(small), ("discrimination",)),
        (item_report.choices_csv(small), ("low", "middle", "high")),
    ):
        header, *lines = csv.reader(io.StringIO(text, newline=""))
        assert lines and {len(line) for line in lines} == {len(header)}
        assert {line[header.index(name)] for line in lines for name in empty} == {""}
    assert "too few students to say (at least" in item_report.as_page(small)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.005, "0.005"), (0.0123, "0.012"), (1e-6, "1e-06"), (1e-9, "fewer than one in a million")],
)
def test_a_small_expectation_in_words(value, text):
    assert similarity_report._small(value) == text


def test_bars_are_as_high_as_the_students_are_many(analysis):
    axes = charts.scores_chart(analysis.totals, analysis.students).drawn.axes[0]
    assert [bar.get_height() for bar in axes.patches] == list(analysis.totals.counts)
    assert [bar.get_x() for bar in axes.patches] == pytest.approx(analysis.totals.edges[:-1])
    assert axes.get_ylim()[1] > max(analysis.totals.counts)


def test_dots_stand_where_the_questions_and_pairs_are(analysis, found):
    easy, telling = charts.items_chart(analysis).drawn.axes
    for row, each in enumerate(analysis.items):
        assert [each.facility, row] in [[*line.get_xydata()[-1]] for line in easy.lines]
        assert [each.discrimination.value, row] in [
            [*line.get_xydata()[-1]] for line in telling.lines
        ]
    assert easy.get_xlim()[0] <= 0 and easy.get_xlim()[1] >= 1
    axes = charts.pairs_chart(found).drawn.axes[0]
    dots = axes.collections[0].get_offsets().tolist()
    assert dots == [[dot[0], dot[1]] for dot in found.dots]
    (chance, *marked) = axes.lines
    assert (chance.get_xdata() == chance.get_ydata()).all()
    assert [[*line.get_xydata()[0]] for line in marked] == [
        [pair.expected, pair.same] for pair in found.pairs
    ]
    right, top = axes.get_xlim()[1], axes.get_ylim()[1]
    assert all(x < right and y < top for x, y in dots)


def test_what_is_worth_a_look_is_told_with_its_reasons(analysis):
    sound = [replace(each, flags=()) for each in analysis.items]
    odd = replace(sound[0], flags=("Too <hard>.", "A wrong key?"))
    page = item_report.as_page(replace(analysis, items=(odd, *sound[1:])))
    assert "<li>Too &lt;hard&gt;.</li><li>A wrong key?</li></ul></div>" in page
    assert page.count("class='look'") == 1 and "Nothing stands out" not in page
    quiet = item_report.as_page(replace(analysis, items=tuple(sound)))
    assert "Nothing stands out." in quiet and "class='look'" not in quiet
    lines = list(item_report.summary_lines(replace(analysis, items=(odd, *sound[1:]))))
    assert lines[-1] == f"1 questions are worth a look: {odd.id}"


def test_a_question_that_all_answered_alike_has_one_row(analysis):
    item = next(each for each in analysis.items if each.choices)
    alike = replace(analysis, items=(replace(item, choices=item.choices[:1]),))
    page = item_report.as_page(alike)
    assert "Low third" in page and page.count(escape(item.choices[0].words)) >= 1


def test_how_many_pairs_stand_out_is_told_on_the_page_and_in_the_terminal(found):
    (pair,) = found.pairs
    for pairs, lines, page in (
        ((), "none of them agree", ">No pair agrees"),
        ((pair,), "1 of them agree", ">1 pair agrees"),
        ((pair, pair), "2 of them agree", ">2 pairs agree"),
    ):
        of = replace(found, pairs=pairs)
        said = list(similarity_report.summary_lines(of))
        assert f"questions; {lines} more than chance explains" in " ".join(said)
        assert page in similarity_report.as_page(of)
        assert said[-1].startswith("Something to look at") == bool(pairs)


def test_a_pair_that_stands_out_is_one_of_the_dots(found):
    (pair,) = found.pairs
    assert any(x == pytest.approx(pair.expected, abs=0.051) and y == pair.same
               for x, y, _ in found.dots)  # fmt: skip
    assert sum(count for *_, count in found.dots) == found.compared


def test_the_numbers_of_pairs_stand_beside_their_marks_and_not_on_each_other(found):
    (pair,) = found.pairs
    higher = replace(pair, same=pair.same + 2)
    drawn = charts.pairs_chart(replace(found, pairs=(pair, pair, higher))).drawn
    axes = drawn.axes[0]
    first, second, third = [text.get_position() for text in axes.texts]
    right, top = axes.get_xlim()[1], axes.get_ylim()[1]
    for (x, y), each in ((first, pair), (second, pair), (third, higher)):
        assert 0 < x - each.expected < 0.2 * right and 0 < y - each.same < 0.1 * top
    assert second[0] > first[0] and third[0] == first[0], "only what stands at one place is moved"
    assert second[0] - first[0] > first[0] - pair.expected


def test_a_class_whose_chance_makes_nothing_has_a_chart_all_the_same(found):
    flat = replace(found, pairs=(), dots=((0.0, 0, 3), (0.0, 1, 1)))
    axes = charts.pairs_chart(flat).drawn.axes[0]
    assert axes.get_xlim()[1] >= 1
