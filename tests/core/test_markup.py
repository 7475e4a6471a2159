"""Markdown and formulas to HTML: without a network, and without trusting the text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from imuran_edu.core.markup import inline_html, plain_text, to_html

PLAIN = {"p", "em", "strong", "code", "pre", "ul", "ol", "li", "a", "br", "hr", "blockquote"}
HEADS = {"h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
_MATHS = (
    "math mrow mi mn mo mtext mspace msub msup msubsup mfrac msqrt mroot mover munder munderover "
    "mtable mtr mtd mstyle mpadded menclose mphantom merror mmultiscripts mprescripts none"
)
TAGS = PLAIN | HEADS | set(_MATHS.split()) | {"span", "div", "section"}
_ATTRIBUTES = (
    "class id tabindex href title target rel start style display xmlns stretchy mathvariant "
    "displaystyle "
    "fence form separator lspace rspace width height depth scriptlevel columnalign rowspacing "
    "columnspacing columnlines rowlines linethickness minsize maxsize notation accent mathcolor "
    "mathbackground largeop movablelimits symmetric align voffset frame"
)
ATTRIBUTES = {*_ATTRIBUTES.split(), "data-for"}  # the name of what a text stands in for


class Reader(HTMLParser):
    """Notes what a browser would make of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: dict[str, list[str]] = {}
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def harmless(html: str) -> Reader:
    """Fail if the HTML holds anything alive; return what it holds."""
    read = Reader(html)
    assert read.tags <= TAGS, html
    assert set(read.attributes) <= ATTRIBUTES, html
    for address in read.attributes.get("href", []):
        scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
        assert scheme is None or scheme[1].lower() in ("http", "https", "mailto"), html
    for style in read.attributes.get("style", []):
        assert "url" not in style, html
    return read


def test_markdown() -> None:
    assert to_html("*a* **b** `c`") == "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n"
    assert "<li>one</li>" in to_html("- one\n- two")
    assert "<td>1</td>" in to_html("|a|b|\n|-|-|\n|1|2|")
    assert inline_html("**b**") == "<strong>b</strong>"
    assert inline_html("a & b < c") == "a &amp; b &lt; c"


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "text <b onclick=alert(1)>bold</b>",
    "<div>\n\n<script>alert(1)</script>\n\n</div>",
    "<!-- <script> -->",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](vbscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<javascript:alert(1)>",
    "[x][1]\n\n[1]: javascript:alert(1)",
    '[x](https://e.org "t\\" onclick=\\"alert(1)")',
    "![x](https://e.org/track.png)",
    "![x](javascript:alert(1))",
    "`<script>alert(1)</script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "$<script>alert(1)</script>$",
    "$\\text{<script>alert(1)</script>}$",
    "$\\text{<img/src=x/onerror=alert(1)>}$",
    "$\\mathrm{<img/src=x/onerror=alert(1)>}$",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\style{background:url(x)}{x}$",
    "$\\class{x}{y}$",
    '$\\color{red" onclick="alert(1)}{x}$',
    "$\\unknown{<script>}$",
    "$$a$$ (<img/src=x/onerror=alert`1`>)",
    "$$\n<script>alert(1)</script>\n$$",
    "|<script>|\n|-|\n|<img/src=x/onerror=alert(1)>|",
    "[x](https://e.org/'onmouseover='alert)",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_and_script_are_shown_as_text(attack: str) -> None:
    for html in (to_html(attack), inline_html(attack)):
        read = harmless(html)
        assert not read.tags & {"script", "img", "iframe", "object", "style", "form", "input"}


def test_what_is_refused_still_stands_there_to_be_read() -> None:
    assert harmless(to_html("<b>bold</b>")).text == "<b>bold</b>\n"
    assert "javascript:alert(1)" in harmless(to_html("[x](javascript:alert(1))")).text


def test_pictures_are_not_loaded() -> None:
    assert "<img" not in to_html("![a rat](https://example.org/rat.png)")


def test_links_open_in_a_page_of_their_own() -> None:
    html = to_html("[site](https://example.org)")
    assert 'target="_blank"' in html
    assert 'rel="noopener noreferrer"' in html
    assert 'href="https://example.org"' in html


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://example.org/a:b", True),
        ("HTTP://example.org", True),
        ("mailto:ann@example.org", True),
        ("01_mechanism.ipynb", True),
        ("#part", True),
        ("?a=b:c", True),
        ("sub/a:b", True),
        ("file:///etc/passwd", False),
        ("ftp://example.org", False),
        ("tel:1", False),
        ("a0:", False),
        ("ms-word:ofe", False),
        ("https%3A//example.org", True),  # no scheme: a browser takes it for a relative address
    ],
)
def test_only_known_schemes_become_links(address: str, followed: bool) -> None:
    html = to_html(f"[x](<{address}>)")
    assert ("<a " in html) is followed, html


@pytest.mark.parametrize("text", ["$x_1^2$", "$\\frac{a}{b}$", "$t_{1/2} = \\ln 2 / k$"])
def test_formulas_become_mathml(text: str) -> None:
    for html in (to_html(text), inline_html(text)):
        read = harmless(html)
        assert "math" in read.tags
        assert "$" not in read.text


def test_a_formula_on_its_own_is_a_block() -> None:
    assert 'display="block"' in to_html("$$\nE = mc^2\n$$")


def test_tex_that_is_not_understood_is_shown_as_it_is() -> None:
    read = harmless(to_html("$a^b^c$"))
    assert "a^b^c" in read.text


@pytest.mark.parametrize("text", ["It costs $5 and $6.", "$ 5 $", "5$ to 6$"])
def test_money_is_no_formula(text: str) -> None:
    assert "<math" not in to_html(text)
    assert harmless(to_html(text)).text.strip() == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**TPMT** and `6-MP`", "TPMT and 6-MP"),
        ("a [link](https://e.org) here", "a link here"),
        ("one\ntwo", "one two"),
        ("$x_1$ rises", "x₁ rises"),
        ("at $2.5 \\times 10^9$/L", "at 2.5 × 10⁹/L"),
        ("$10^{-9}$", "10⁻⁹"),
        ("$\\frac{150}{4}$ and $0.5^n$", "150/4 and 0.5^n"),
        ("<b>x</b>", "<b>x</b>"),
        ("  ", ""),
    ],
)
def test_text_without_marks(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@given(
    st.one_of(
        st.text(st.characters(exclude_categories=()), max_size=60),
        st.lists(
            st.sampled_from(
                [*"<>\"'`$[](){}!|\\&;#*_-/=: \n", "a", "1", "script", "img", "on", "javascript:",
                 "\\text{", "\\href{", "https://e.org", "&lt;", "$$"]
            ),
            max_size=25,
        ).map("".join),
    )
)  # fmt: skip
@example("$\\text{&lt;script&gt;}$")
@example("<A0:>")
def test_no_text_comes_alive_or_raises(text: str) -> None:
    harmless(to_html(text))
    harmless(inline_html(text))
    assert isinstance(plain_text(text), str)


@pytest.mark.parametrize(
    ("formula", "kept"),
    [
        (r"\left( x \right)", '<mo stretchy="true" fence="true" form="prefix">(</mo>'),
        (r"\binom{n}{k}", '<mo minsize="2.047em" maxsize="2.047em">(</mo>'),
        (r"\binom{n}{k}", '<mfrac linethickness="0">'),
        (r"a \quad b", '<mspace width="1em" />'),
        (r"\color{red}{x}", '<mstyle mathcolor="red">'),
        (r"\hat{x}", '<mover accent="true">'),
        (r"\displaystyle x", '<mstyle displaystyle="true" scriptlevel="0">'),
        (r"\boxed{x}", '<menclose notation="box">'),
        (
            r"\begin{array}{l|r} a & b \\ \hline c & d \end{array}",
            '<mtable columnlines="solid" rowlines="solid"><mtr><mtd columnalign="left">',
        ),
        ("x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
    ],
)
def test_what_arranges_a_formula_is_kept(formula: str, kept: str) -> None:
    assert kept in to_html(f"${formula}$")


def test_a_formula_is_this_html() -> None:
    assert inline_html("$x_1^2$") == (
        '<span class="math inline"><math xmlns="http://www.w3.org/1998/Math/MathML" '
        'display="inline"><mrow><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></mrow></math>'
        "</span>"
    )


def test_no_label_of_a_formula_becomes_an_id_and_no_price_a_formula() -> None:
    assert "id=" not in to_html("$$\na\n$$ (eq1)")
    assert to_html("$5-$6 a pack").strip() == "<p>$5-$6 a pack</p>"


def test_the_empty_corner_of_a_table_is_no_header() -> None:
    found = to_html("| | Dose |\n|---|---|\n| Adult | 1 |")
    assert "<td></td>" in found and "<th>Dose</th>" in found and "<th></th>" not in found
