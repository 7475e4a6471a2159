"""Play QTI 3.0 items in `@citolab/qti-components`, in Chromium."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page

from tests.courses import ROOT

PLAYER = ROOT / "src/node_modules/@citolab/qti-components/cdn/index.global.js"
PLAY = """
async ([xml, answers]) => {
  document.body.innerHTML = "<qti-item><item-container></item-container></qti-item>";
  const container = document.querySelector("item-container");
  container.itemDoc = QtiComponents.qtiTransformItem().parse(xml).htmlDoc();
  let item = null;
  for (let turn = 0; turn < 500 && !item; turn++) {
    await new Promise((done) => setTimeout(done, 20));
    item = container.shadowRoot?.querySelector("qti-assessment-item");
  }
  if (!item) throw new Error("the player shows no item");
  await item.updateComplete;
  return answers.map((answer) => {
    item.resetResponses();
    if (answer !== null) item.updateResponseVariable("RESPONSE", answer);
    item.processResponse();
    return Number(item.getOutcome("SCORE")?.value ?? NaN);
  });
}
"""


def load_player(page: Page) -> None:
    """Open an empty page that has the player."""
    page.set_content("<!doctype html><body></body>")
    page.add_script_tag(path=PLAYER)


def scores(page: Page, xml: str, answers: Sequence[Any]) -> list[float]:
    """Return what the player gives for answers to an item; None is no answer."""
    return list(page.evaluate(PLAY, [xml, list(answers)]))
