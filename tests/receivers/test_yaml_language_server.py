"""The engine of VS Code's YAML extension, given our settings and a real bank."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.courses import ROOT

SERVER = ROOT / "src/node_modules/yaml-language-server/bin/yaml-language-server"
SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
BANK = (ROOT / "quizzes" / "practice" / "mechanism.yaml").read_text(encoding="utf-8")
DRAFT = """\
kind: practice
lesson: mechanism
title: Draft
questions:
  - id: mech-x99
    type: single
    objective: mech
    shown: 4
    rests_on:
      references:
        - {id: us-pi, at: }
"""


class LanguageServer:
    """A client of the server, as an editor is one."""

    def __init__(self) -> None:
        """Start it with the settings of `.vscode`, whose paths are those of the checkout."""
        command = ["node", str(SERVER), "--stdio"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.told: dict[str, list[dict[str, Any]]] = {}
        self._number = 0
        schemas = SETTINGS["yaml.schemas"].items()
        here = {(ROOT / path).as_uri(): banks for path, banks in schemas}
        self._settings = {"yaml": {"schemas": here, "completion": True, "validate": True}}
        folder = {"uri": ROOT.as_uri(), "name": "course"}
        can = {"workspace": {"configuration": True}, "textDocument": {"publishDiagnostics": {}}}
        self.ask("initialize", processId=None, capabilities=can, workspaceFolders=[folder])
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=self._settings)
        warm_up = self.open("warm-up", "kind: exam\n")["uri"]
        while not self.told.get(warm_up):
            self.hear()  # it has read the schema when it finds the fault

    def tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            heard = self.hear()
            if heard.get("id") == number and "method" not in heard:
                return heard.get("result")

    def hear(self) -> dict[str, Any]:
        """Return its next message; a question of its own is answered from the settings."""
        assert self.process.stdout is not None
        size = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                size = int(line.split(b":")[1])
        heard: dict[str, Any] = json.loads(self.process.stdout.read(size))
        if heard.get("method") == "textDocument/publishDiagnostics":
            self.told[heard["params"]["uri"]] = heard["params"]["diagnostics"]
        elif "method" in heard and "id" in heard:
            asked = heard.get("params", {}).get("items", []) if heard["params"] else []
            found = [self._settings.get(item.get("section")) for item in asked]
            self._send({"id": heard["id"], "result": found or None})
        return heard

    def open(self, name: str, text: str) -> dict[str, str]:
        """Open a text as if it were a bank of that name."""
        uri = (ROOT / "quizzes" / "practice" / f"{name}.yaml").as_uri()
        self.tell(
            "textDocument/didOpen",
            textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": text},
        )
        return {"uri": uri}

    def faults(self, name: str, text: str) -> list[dict[str, Any]]:
        """Open a text and return what it finds wrong."""
        uri = self.open(name, text)["uri"]
        while uri not in self.told:
            self.hear()
        return self.told[uri]

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    if not SERVER.is_file():
        pytest.skip("yaml-language-server is not there; in src/: npm ci")
    made = LanguageServer()
    yield made
    made.process.kill()
    made.process.wait()


def behind(text: str, words: str) -> dict[str, int]:
    end = text.index(words) + len(words)
    return {"line": text.count("\n", 0, end), "character": end - text.rfind("\n", 0, end) - 1}


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("objective: mech", "mechanism-1"),
        ("at: ", "Contraindications"),
        ("- {id: us-pi", "us-generic-pi"),
    ],
)
def test_it_completes_ids(server: LanguageServer, words: str, offered: str) -> None:
    draft = server.open(f"draft-{offered}", DRAFT)
    found = server.ask("textDocument/completion", textDocument=draft, position=behind(DRAFT, words))
    assert offered in [each["label"] for each in found["items"]]


def test_it_explains_a_field(server: LanguageServer) -> None:
    draft = server.open("draft-hover", DRAFT)
    found = server.ask("textDocument/hover", textDocument=draft, position=behind(DRAFT, "    sho"))
    assert "How many options a copy shows" in found["contents"]["value"]


def test_it_finds_no_fault_in_a_good_bank_and_a_misspelt_field_at_its_line(
    server: LanguageServer,
) -> None:
    field = "        text: Its tablet must dissolve before anything is absorbed.\n"
    assert BANK.count(field) == 1
    assert server.faults("good", BANK) == []
    faulty = BANK.replace(field, field.replace("text", "txet"))
    found = server.faults("faulty", faulty)
    at = [faulty.splitlines()[each["range"]["start"]["line"]] for each in found]
    assert field.replace("text", "txet").rstrip() in at
