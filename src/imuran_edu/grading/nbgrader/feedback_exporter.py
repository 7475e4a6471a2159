"""nbgrader's feedback page with what its template leaves out for people who cannot see it well.

A language, a title, headings for the questions, links that say where they lead and that are told
from text by more than their colour, lines that fit a phone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from itertools import count
from typing import Any

from nbconvert.exporters import HTMLExporter

from imuran_edu.core.html_page import style
from imuran_edu.core.words import _

# of nbgrader's `feedback/index.html.j2`; tests/upstream holds that it still writes so
_TITLE = re.compile(r"<title>(.*?)</title>")
_HEADING = re.compile(r"<h4>(.*?)</h4>", re.DOTALL)
_LABEL = re.compile(r'<span class="nbgrader-label">Grade cell: <code>[^<]*</code></span>')
_LINK = re.compile(r">Test cell</a>")
_END = re.compile(r"</div>(\s*</body>)")


class FeedbackExporter(HTMLExporter):
    """Draws a page by nbgrader's template and makes it readable for everybody."""

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
        """Return the page and nbconvert's resources."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        return readable(page), resources


def readable(page: str) -> str:
    """Return a page of nbgrader's template with a language, headings and a style of ours."""
    look = style("variables.css", "picture.css", "feedback.css")
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    page = page.replace("<html>", '<html lang="en">', 1)
    page = page.replace("</head>", f"{view}<style>{look}</style></head>", 1)
    page = page.replace("<main>", "<div>").replace("</main>", "</div>")
    page = page.replace('<div class="container">', '<main class="container">', 1)
    page = _END.sub(r"</main>\1", page, count=1)
    page = _TITLE.sub(lambda found: f"<title>{_told(found[1])}</title>", page, count=1)
    page = _HEADING.sub(r"<h1>\1</h1>", page, count=1)
    page = _LABEL.sub(_numbered('<h2 class="nbgrader-label">{}</h2>'), page)
    return _LINK.sub(_numbered(">{}</a>"), page)


def _told(name: str) -> str:
    return _("Feedback on {name}", name=name)


def _numbered(form: str) -> Callable[[re.Match[str]], str]:
    numbers = count(1)
    return lambda _found: form.format(escape(_("Question {number}", number=next(numbers))))
