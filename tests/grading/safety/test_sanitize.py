"""Markdown of students: whatever it is, nothing of it works on a page."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters import Highlight2HTML, markdown2html

from imuran_edu.grading.safety.sanitize import as_plain_text, clip_code, is_inert, sanitize_markdown
from imuran_edu.questions.words import MAX_TEXT

LIVE = {"script", "iframe", "object", "embed", "form", "style", "link", "svg", "base", "meta"}
PIECES = [
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='", "<svg/onload=x>"),
    *("javascript:alert(1)", "java", "script:", "JAVASCRIPT&colon;x", "&#106;", "&Tab;", "data:"),
    *(
        "ms-word:ofe",
        "a0:",
        "https:",
        "text/html,<b>",
        "[",
        "](",
        ")",
        "[x]",
        "]: ",
        "![",
        "<",
        ">",
        "/",
        "\\",
        "\x01",
        "\r",
        "\n",
    ),
    *(
        "\n\n",
        "`",
        "```",
        "````",
        "~~~",
        "    ",
        "> ",
        "- ",
        "$\\href{",
        "}{y}$",
        "a",
        " ",
        "'",
        '"',
    ),
]


class Acting(HTMLParser):
    """WarningCollector every tag and attribute that could do something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag in LIVE else []
        for name, value in attrs:
            scheme = "".join(c for c in value or "" if c > " ").lower()
            odd = re.match(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", scheme)
            if name.startswith("on") or (
                odd and not scheme.startswith(("attachment:", "data:image/"))
            ):
                self.found.append(f"{name}={value}")


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_whatever_is_written_does_nothing(text: str) -> None:
    assert Acting(markdown2html(sanitize_markdown(text))).found == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](java\\script&colon;alert(1))",
        "[x](ms-word:ofe)",
        "[x](<file:///etc/hostname>)",
        "[x][1]\n\n[1]: tel:1",
        "$\\href{javascript:alert(1)}{x}$",
        "```\n</code><script>\n```\n<img src=x onerror=alert(1)>\n`````",
        "```html\na\n```",
        "x" * (MAX_TEXT + 1),
        "#score-demo-text",  # nbconvert needs no blank behind the "#" of a heading
        "words\r# score",
        "words\r===",
    ],
)
def test_what_might_act_is_shown_as_it_was_written(text: str) -> None:
    assert not is_inert(text)
    page = markdown2html(sanitize_markdown(text))
    assert Acting(page).found == []
    assert text.splitlines()[0][:40] in unescape(page)


@pytest.mark.parametrize(
    "text",
    [
        "**Why?** Because $x < y$ and 3 > 2.",
        "A [link](https://example.org), *two* words.",
        "![My drawing](attachment:image.png)",
        "[Note](1): a, and [the second]: b",
        "```python\nx = 2\n```\n~~~\ny\n~~~\nand `code`",
        "",
    ],
)
def test_honest_text_stays_as_it_is(text: str) -> None:
    assert sanitize_markdown(text) == text


def test_a_long_text_is_cut() -> None:
    assert len(sanitize_markdown("[" * 10**6)) < MAX_TEXT + 100


def test_code_that_takes_colouring_for_ever_is_made_short() -> None:
    blanks = "x = 1" + "\n " * 100_000 + "y"
    colour = Highlight2HTML(pygments_lexer="ipython3")
    assert clip_code(blanks) == "x = 1\ny"
    assert "x" in colour(clip_code(blanks))
    assert "y" in markdown2html(sanitize_markdown(f"```python\n{blanks}\n```"))
    assert len(clip_code("(" * 10**6)) < MAX_TEXT + 100
    assert clip_code("def f():\n\n\n    return 1\n") == "def f():\n\n\n    return 1\n"


def test_lines_of_prose_are_broken_at_blanks_and_those_of_code_are_not() -> None:
    line = "a few  words " * 20
    shown = as_plain_text(line).splitlines()
    assert max(map(len, shown)) <= 100
    assert " ".join(shown[1:-1]).split() == line.split()
    assert as_plain_text(line, wrap=False).splitlines()[1] == line
    assert as_plain_text("a\n\n  b").splitlines()[1:-1] == ["a", "", "  b"]
    assert len(as_plain_text("x" * 300).splitlines()) == 3


def test_a_line_is_broken_where_the_next_word_would_pass_a_hundred_characters() -> None:
    assert as_plain_text("x" * 49 + " " + "y" * 50).splitlines()[1:-1] == [
        "x" * 49 + " " + "y" * 50
    ]
    assert as_plain_text("x" * 49 + " " + "y" * 51).splitlines()[1:-1] == ["x" * 49, "y" * 51]


@pytest.mark.parametrize(("text", "fence"), [("a", "```"), ("``", "```"), ("`````", "``````")])
def test_a_fence_is_longer_than_any_within_it(text: str, fence: str) -> None:
    assert as_plain_text(text) == f"{fence}text\n{text}\n{fence}"
