"""A page with explorers and nothing of Jupyter around them; this Python draws them."""

from __future__ import annotations

import base64
import html
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

import imuran_edu
from imuran_edu.widgets.explorer import drawn, explorer_view

STATIC = Path(imuran_edu.__file__).parent / "widgets" / "static"
ADDRESS = "http://page.test/"
PAPER = {"light": ("#fff", "#222"), "dark": ("#212121", "#eee")}
MOUNT = """async (view) => {
  const widget = (await import("/quiz.js")).default;
  const el = document.createElement("div");
  el.id = view.name;
  document.querySelector("main").append(el);
  const heard = new Set();
  const send = async (message) => {
    const { reply, png } = await window.drawInPython(view.name, message);
    const bytes = png && Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    for (const each of [...heard]) each(reply, bytes ? [new DataView(bytes.buffer)] : []);
  };
  const model = {
    get: (name) => (name === "explorer" ? view : undefined),
    on: (_, callback) => heard.add(callback),
    off: (_, callback) => heard.delete(callback),
    send,
  };
  widget.render({ model, el });
}"""


def _draw(_: Any, name: str, asked: dict[str, Any]) -> dict[str, Any]:
    reply, pictures = drawn(name, asked)
    png = base64.b64encode(pictures[0]).decode() if pictures else None
    return {"reply": reply, "png": png}


def explorer_page(
    browser: Browser, names: list[str], width: int, theme: str = "light", height: int = 768
) -> Page:
    """Open a page with these explorers, as wide as a window of that width has it."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
    page = context.new_page()
    paper, ink = PAPER[theme]
    style = (STATIC / "quiz.css").read_text(encoding="utf-8")
    jupyter = f"--jp-content-font-size1:16px;--jp-layout-color1:{paper}"
    body = (
        "<!doctype html><html lang='en'><title>Explorers</title>"
        "<meta name='viewport' content='width=device-width'>"
        f"<style>{style} body{{margin:8px 12px;background:{paper};color:{ink};{jupyter}}}"
        "main{max-width:960px;margin:auto}</style>"
        f"<body data-jp-theme-light='{html.escape(str(theme == 'light').lower())}'>"
        "<main><h1>Lesson</h1><h2>Section</h2><h3>Part</h3></main></body></html>"
    )
    script = (STATIC / "quiz.js").read_text(encoding="utf-8")
    page.route(ADDRESS, lambda route: route.fulfill(content_type="text/html", body=body))
    page.route(
        f"{ADDRESS}quiz.js",
        lambda route: route.fulfill(content_type="text/javascript", body=script),
    )
    page.expose_binding("drawInPython", _draw)
    page.goto(ADDRESS)
    for name in names:
        page.evaluate(MOUNT, dict(explorer_view(name)))
    return page
