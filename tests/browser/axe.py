"""axe-core in a page: which rules something of ours breaks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page

from tests.browser.lab import COURSE

AXE = COURSE / "src" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# JupyterLab's body is 0 px high and hides what stands out of it, so axe takes all text for hidden
# and passes every colour; cells out of view are not styled at all.
SEEN = """
html, body { height: 100% !important; overflow: visible !important; }
.jp-Cell { content-visibility: visible !important; }
"""
VIOLATIONS = """
async ([within, tags, off]) => {
  const found = await axe.run({include: within}, {
    runOnly: tags, resultTypes: ["violations"],
    rules: Object.fromEntries(off.map((id) => [id, {enabled: false}]))});
  return found.violations.flatMap(({id, nodes}) =>
    nodes.map((node) => `${id}: ${node.target} ${node.html.slice(0, 90)}`));
}
"""


def violations(page: Page, within: Sequence[str] = ("html",), off: Sequence[str] = ()) -> list[str]:
    """Return what axe finds, a line each: the rule, where, and the beginning of its HTML.

    Args:
        page: what is looked at; JupyterLab's page is made visible for axe and stays so.
        within: selectors of what is ours.
        off: rules that do not count here.
    """
    if not AXE.exists():
        pytest.skip("axe-core is not there; in src/: npm ci")
    if page.locator(
        "body.jp-ThemedContainer, body[data-jp-theme-name], #jupyter-config-data"
    ).count():
        page.add_style_tag(content=SEEN)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return list(page.evaluate(VIOLATIONS, [list(within), list(TAGS), list(off)]))
