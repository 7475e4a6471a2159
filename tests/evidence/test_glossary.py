"""Terms are explained where a text first names them, and nothing else of the text changes."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.evidence.glossary import ABBREVIATION, course_glossary, mark_terms


def marked(html: str, seen: set[str] | None = None) -> BeautifulSoup:
    return BeautifulSoup(mark_terms(html, "cell", set() if seen is None else seen), "html.parser")


def test_a_term_is_explained_at_its_first_mention_and_can_be_reached_by_keyboard() -> None:
    page = marked("<p>TPMT and <em>TPMT</em>, or 6-MP.</p>")
    first, second = page.select(".imuran-term")
    assert (first.get_text(), second.get_text()) == ("TPMT", "6-MP")
    assert first["tabindex"] == "0"
    tip = page.find(id=first["aria-describedby"])
    assert tip["role"] == "tooltip"
    assert tip.get_text() == course_glossary().by_form["TPMT"].means


def test_what_was_explained_is_not_explained_again() -> None:
    seen: set[str] = set()
    marked("<p>TPMT</p>", seen)
    assert not marked("<p>TPMT</p>", seen).select(".imuran-term")


@pytest.mark.parametrize(
    "html",
    [
        "<h3>TPMT</h3>",
        "<a href='TPMT'>TPMT</a>",
        "<code>TPMT</code>",
        "<p title='TPMT'>a</p>",
        "<p>TPMTs, 6-MPx, preTPMT, non-TPMT, TPMT-like</p>",
        "<details><summary>TPMT</summary></details>",
    ],
)
def test_headings_links_attributes_and_parts_of_words_are_left_alone(html: str) -> None:
    assert mark_terms(html, "cell", set()) == html


WORDS = st.sampled_from(["TPMT", "6-TGN", "a", "&lt;b&gt;", "steady state", "<br>", "<em>INR</em>"])


@given(st.lists(WORDS).map(lambda words: f"<p>{' '.join(words)}</p>"))
def test_the_text_itself_stays_the_same(html: str) -> None:
    page = marked(html)
    for tip in page.select(".imuran-tip"):
        tip.decompose()
    assert page.get_text() == BeautifulSoup(html, "html.parser").get_text()


def test_abbreviations_are_words_with_two_capitals() -> None:
    text = "6-MP, meTIMP, GM-CSF and LD50s, not This, I, D1-014-like or NUDT15's"
    found = ABBREVIATION.findall(text)
    assert {"6-MP", "meTIMP", "GM-CSF", "NUDT15"} <= set(found)
    assert not {"This", "I"} & set(found)


def test_every_meaning_is_short_and_says_something_else_than_its_term() -> None:
    for term in course_glossary().terms:
        assert len(term.means) <= 160 and not term.means.endswith("."), term.term
        assert not re.fullmatch(re.escape(term.term), term.means)
