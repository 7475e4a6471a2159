"""Serve the preview of a bank on this computer alone, and tell the page when the file was saved."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

LOOK: Final = 0.1  # seconds between two looks at the file
PATIENCE: Final = 20.0  # seconds that a request for news is kept open
PAGE: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Preview</title>
<link rel="icon" href="data:,"></head><body><main id="preview"></main>
<script src="preview.js"></script></body></html>"""
SAFE: Final = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data: blob:; "
    "connect-src 'self'; font-src data:"
)


def _state(path: Path) -> tuple[int, int]:
    """Return what changes when a file is saved.

    The size too, for an editor empties a file and fills it within one tick of the disk's clock.
    """
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


class PreviewServer:
    """A server of one page. Its address holds a secret, since the page shows keys.

    Attributes:
        address: for the browser.
    """

    def __init__(self, contents: Callable[[], dict[str, Any]], watched: list[Path]) -> None:
        """Read the bank and listen on a free port.

        Args:
            contents: gives what the page shows, anew at each call.
            watched: files whose change makes it anew.
        """
        self._contents, self._watched = contents, watched
        self._secret = secrets.token_urlsafe(16)
        self._news = threading.Condition()
        self._number, self._text = 0, ""
        self._seen: list[tuple[int, int]] = []
        self._look()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/{self._secret}/"
        self._ended = threading.Event()

    def serve(self) -> None:
        """Serve until `close` is called or the program is interrupted."""
        threading.Thread(target=self._watch, daemon=True).start()
        try:
            self._server.serve_forever()
        finally:
            self._ended.set()
            self._server.server_close()

    def close(self) -> None:
        """End `serve`, which runs in another thread."""
        self._server.shutdown()

    def _watch(self) -> None:
        while not self._ended.wait(LOOK):
            self._look()

    def _look(self) -> None:
        """Make the contents anew if a file has changed."""
        states = [_state(path) for path in self._watched]
        if states == self._seen:
            return
        self._seen = states
        text = json.dumps(self._contents(), ensure_ascii=False)
        with self._news:
            self._number, self._text = self._number + 1, text
            self._news.notify_all()

    def news(self, since: int) -> str:
        """Return the contents with their number, once there are any after a number."""
        end = time.monotonic() + PATIENCE
        with self._news:
            while self._number <= since and (left := end - time.monotonic()) > 0:
                self._news.wait(left)
            return f'{{"number": {self._number}, "bank": {self._text}}}'

    def answer(self, path: str) -> tuple[str, str] | None:
        """Return type and text of what an address asks for; None if there is no such thing."""
        if not path.startswith(f"/{self._secret}/"):
            return None
        name, _, since = path.removeprefix(f"/{self._secret}/").partition("?since=")
        if name == "":
            return "text/html", PAGE
        if name == "preview.js":
            script = files("imuran_edu.authoring.preview").joinpath("static", "preview.js")
            return "text/javascript", script.read_text(encoding="utf-8")
        if name == "news":
            return "application/json", self.news(int(since) if since.isdecimal() else 0)
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # http.server's name
                found = server.answer(self.path)
                kind, text = found or ("text/plain", "There is nothing here.")
                body = text.encode()
                with suppress(ConnectionError):  # the page was closed while it waited
                    self._send(found is not None, kind, body)

            def _send(self, found: bool, kind: str, body: bytes) -> None:
                self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", SAFE)
                self.send_header("Referrer-Policy", "no-referrer")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing: the address holds the secret."""

        return Handler
