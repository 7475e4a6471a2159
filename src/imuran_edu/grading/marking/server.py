"""A page on this machine alone: 127.0.0.1, and a token that the address carries."""

from __future__ import annotations

import hmac
import json
import secrets
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

from imuran_edu.core.html_page import style
from imuran_edu.errors import CourseError
from imuran_edu.grading.marking.session import MarkingError, MarkingSession

MOST = 100_000  # bytes of a request
PAGE = ("page.html", "page.css", "page.mjs")
TYPES = {"html": "text/html", "css": "text/css", "mjs": "text/javascript"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class MarkingServer(ThreadingHTTPServer):
    """Serves the page and what it asks for.

    Attributes:
        session: what is marked.
        token: without it nothing of the class is told or taken.
    """

    daemon_threads = True

    def __init__(self, session: MarkingSession, port: int = 0) -> None:
        """Listen on 127.0.0.1.

        Args:
            session: what is marked.
            port: 0 for any that is free.

        Raises:
            OSError: the port is in use.
        """
        super().__init__(("127.0.0.1", port), _Handler)
        self.session, self.token = session, secrets.token_urlsafe(24)
        self.lock = threading.Lock()  # one question to the gradebook at a time

    @property
    def address(self) -> str:
        """The page's address; what stands behind the `#` never leaves the browser by itself."""
        return f"http://127.0.0.1:{self.server_port}/#{self.token}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say what went wrong, but not that a page was closed before it had its answer."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: MarkingServer
    server_version, sys_version = "imuran-edu", ""

    def do_GET(self) -> None:  # the name that http.server asks for
        where = urlsplit(self.path)
        name = where.path.lstrip("/") or "page.html"
        if not self._is_here():
            self._tell(HTTPStatus.FORBIDDEN, {"problem": "not the address of this page"})
        elif name in PAGE:
            page = files(__package__).joinpath(name).read_bytes()
            shared = style("variables.css").encode() if name.endswith(".css") else b""
            self._send(HTTPStatus.OK, shared + page, name)
        elif self._may():
            self._answer(name, {key: each[0] for key, each in parse_qs(where.query).items()})

    def do_POST(self) -> None:  # the name that http.server asks for
        if not self._is_here() or not self._may():
            return
        try:
            size = int(self.headers.get("Content-Length", ""))
            data = json.loads(self.rfile.read(size)) if 0 <= size <= MOST else None
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            self._tell(HTTPStatus.BAD_REQUEST, {"problem": "no such request"})
            return
        self._answer(urlsplit(self.path).path.lstrip("/"), data)

    def _answer(self, what: str, data: dict[str, Any]) -> None:
        session = self.server.session
        try:
            with self.server.lock:
                if what == "api/about" and self.command == "GET":
                    found = session.about()
                elif what == "api/answers" and self.command == "GET":
                    found = session.answers(data.get("question", ""))
                elif what == "api/mark" and self.command == "POST":
                    wanted = ("question", "number", "points", "comment")
                    found = session.mark(*(data.get(name) for name in wanted))
                else:
                    self._tell(HTTPStatus.NOT_FOUND, {"problem": "no such request"})
                    return
        except MarkingError as error:
            self._tell(HTTPStatus.BAD_REQUEST, {"problem": str(error)})
        except (CourseError, OSError) as error:
            self._tell(HTTPStatus.SERVICE_UNAVAILABLE, {"problem": str(error)})
        else:
            self._tell(HTTPStatus.OK, found)

    def _is_here(self) -> bool:
        """Whether the browser means this machine: another site may have a name that leads here."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        return host in ("127.0.0.1", "localhost")

    def _may(self) -> bool:
        given = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if hmac.compare_digest(given.encode(), self.server.token.encode()):
            return True
        message = "the address lacks its token; open the one that the command printed"
        self._tell(HTTPStatus.FORBIDDEN, {"problem": message})
        return False

    def _tell(self, status: HTTPStatus, data: dict[str, Any]) -> None:
        self._send(status, json.dumps(data).encode(), "")

    def _send(self, status: HTTPStatus, body: bytes, name: str) -> None:
        kind = TYPES.get(name.rpartition(".")[2], "application/json")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what is marked belongs in no log."""
