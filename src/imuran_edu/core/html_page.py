"""What the report pages share: one HTML file that needs nothing from elsewhere, light or dark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
h1,h2,h3{line-height:1.25}h2{margin-top:2.5rem}h3{margin-top:2rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem;font-size:.92em}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8885}
thead th{border-bottom:2px solid #888}
caption{text-align:left;padding:.4rem 0;font-weight:600}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tbody th{font-weight:400}
tr.key td,tr.key th{font-weight:700}
.look{border-left:4px solid #D55E00;padding:.2rem 1rem;margin:.8rem 0}
.met{border-left:4px solid #009E73;padding:.2rem 1rem}
.note{border-left:4px solid #888;padding:.2rem 1rem;margin:.8rem 0}
figure{margin:1rem 0;background:#fff;color:#222;border:1px solid #d0d0d0;border-radius:10px;
padding:14px 16px 10px}
figure img{display:block;width:100%;height:auto}
figcaption{margin-top:8px;font-size:.92em;color:#333}
code{white-space:nowrap}
@media print{body{max-width:none}figure,table{break-inside:avoid}}
"""


def page(title: str, body: Iterable[str]) -> str:
    """Return a whole page; the title is text, the body HTML."""
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width'>"
        "<meta name='referrer' content='no-referrer'>"
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        f"<main><h1>{escape(title)}</h1>{''.join(body)}</main></body></html>\n"
    )


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    numbers: Sequence[int] = (),
    bold: Sequence[int] = (),
) -> str:
    """Return a table; all cells are HTML already.

    Args:
        caption: above it.
        head: of the columns.
        rows: the first cell of each names the row.
        numbers: the columns that hold numbers.
        bold: the rows that hold what is right.
    """

    def kind(column: int) -> str:
        return " class='n'" if column in numbers else ""

    columns = "".join(f"<th scope='col'{kind(n)}>{cell}</th>" for n, cell in enumerate(head))
    body = []
    for number, (first, *rest) in enumerate(rows):
        cells = "".join(f"<td{kind(n)}>{cell}</td>" for n, cell in enumerate(rest, 1))
        mark = " class='key'" if number in bold else ""
        body.append(f"<tr{mark}><th scope='row'{kind(0)}>{first}</th>{cells}</tr>")
    return (
        f"<div class='wide' tabindex='0' role='region' aria-label='{escape(caption)}'><table>"
        f"<caption>{escape(caption)}</caption><thead><tr>{columns}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def notes(lines: Iterable[str]) -> str:
    """Return remarks, one paragraph each, or nothing."""
    return "".join(f"<p class='note'>{escape(line)}</p>" for line in lines)
