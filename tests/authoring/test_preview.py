"""The preview: what it shows of a bank, how it follows the file, and who can open it."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from imuran_edu.authoring.new_course import new_course
from imuran_edu.authoring.preview.contents import Preview, statistics
from imuran_edu.authoring.preview.server import PreviewServer


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return new_course(tmp_path / "c", "methotrexate") / "quizzes" / "graded" / "first-steps.yaml"


def shown(bank: Path) -> Preview:
    return Preview(bank.parents[2], bank)


def test_each_question_stands_beside_key_rows_and_line(bank: Path) -> None:
    found = shown(bank).contents()
    one, two = found["questions"]
    assert (one["id"], two["id"], found["problems"]) == ("first-g1", "first-g2", [])
    assert bank.read_text().splitlines()[one["line"] - 1] == "  - id: first-g1"
    assert one["key"] == "2.5 mg/kg/day (within 0.006)"
    assert one["rows"][0] == {"values": "dose 150, weight 60", "key": one["key"]}
    assert (len(one["rows"]), two["rows"]) == (60, [])
    assert one["view"]["key"]["data"]["value"] == 2.5


def test_findings_and_faults_name_their_line_and_the_last_good_stays(bank: Path) -> None:
    preview = shown(bank)
    text = bank.read_text()
    bank.write_text(text.replace("tolerance: 0.006", "tolerance: 0.02"))
    (finding,) = preview.contents()["questions"][0]["findings"]
    assert "[tolerance-wider-than-rounding]" in finding["message"]
    assert "tolerance: 0.02" in bank.read_text().splitlines()[finding["line"] - 1]
    bank.write_text(text.replace("type: numeric", "type: numerik"))
    found = preview.contents()
    assert [each["id"] for each in found["questions"]] == ["first-g1", "first-g2"]
    assert "numerik" in found["problems"][0]["message"]


def test_what_a_class_made_of_a_question_is_told(tmp_path: Path) -> None:
    path = tmp_path / "items.json"
    item = {"name": "q-1", "facility": 0.25, "discrimination": {"value": 0.4}, "flags": ["Odd."]}
    path.write_text(json.dumps({"items": [item]}))
    assert statistics(path) == {"q-1": "q-1: facility 25%, discrimination 0.40; Odd."}
    assert statistics(tmp_path / "none.json") == {}


@pytest.fixture
def server(bank: Path) -> Iterator[PreviewServer]:
    made = PreviewServer(shown(bank).contents, [bank])
    thread = threading.Thread(target=made.serve)
    thread.start()
    yield made
    made.close()
    thread.join()


def read(address: str) -> str:
    with urlopen(address) as reply:
        return str(reply.read().decode())


def test_the_page_follows_the_file(bank: Path, server: PreviewServer) -> None:
    assert "preview.js" in read(server.address)
    first: dict[str, Any] = json.loads(read(f"{server.address}news?since=0"))
    bank.write_text(bank.read_text().replace("first steps", "second steps"))
    later = json.loads(read(f"{server.address}news?since={first['number']}"))
    assert later["number"] > first["number"]
    assert later["bank"]["title"] == "Assignment 1: second steps"


def test_a_page_that_was_closed_while_it_waited_leaves_no_trace(
    bank: Path, server: PreviewServer, capfd: pytest.CaptureFixture[str]
) -> None:
    host, port = server.address.split("/")[2].split(":")
    with socket.create_connection((host, int(port))) as waiting:
        path = server.address.removeprefix(f"http://{host}:{port}")
        waiting.sendall(f"GET {path}news?since=99 HTTP/1.0\r\n\r\n".encode())
        # closed with something unread, so that the server is told at once
        waiting.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    server._number = 99
    for each in ("second", "third"):
        bank.write_text(bank.read_text().replace("first steps", f"{each} steps"))
        read(f"{server.address}news?since={server._number}")
    server._server.shutdown()
    assert "Traceback" not in capfd.readouterr().err


def test_without_the_secret_nobody_sees_a_key(server: PreviewServer) -> None:
    root = server.address.rsplit("/", 2)[0]
    for path in ("", "/", "/news?since=0", "/wrong/news?since=0"):
        with pytest.raises(HTTPError, match="404"):
            read(f"{root}{path}")
    assert len(server.address.rsplit("/", 2)[1]) > 20
