"""Known runs of words are found as if all runs of a text had been put together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.core.word_runs import WORDS, RunFinder, word_runs

TEXTS = st.lists(st.sampled_from(["a", "b", "A", "-", "|", "\\n"]), max_size=60).map(" ".join)


@given(TEXTS, TEXTS)
def test_a_finder_finds_what_both_texts_say(known: str, text: str) -> None:
    assert RunFinder(word_runs([known])).found(text) == word_runs([known]) & word_runs([text])


def test_a_run_is_found_in_another_form_and_not_when_a_word_is_missing() -> None:
    words = [f"word{number}" for number in range(WORDS)]
    finder = RunFinder(word_runs([" ".join(words)]))
    assert finder.found("so: " + ", ".join(words).upper()) == {" ".join(words)}
    assert finder.found(" ".join(words[:-1])) == set()
