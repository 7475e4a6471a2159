"""Answers by Jupyter's server: a real one, asked as a page asks, and as a page must not ask."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from imuran_edu.answers import Entry, Store
from tests.browser.conftest import copy_course
from tests.browser.lab import Lab, jupyter_lab

LESSON = "notebooks/01_mechanism.ipynb"
EMPTY = {"version": "", "saved": "", "checked": [], "hints": {}}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    root = copy_course(tmp_path_factory.mktemp("course"))
    with jupyter_lab(root, tmp_path_factory.mktemp("home")) as running:
        yield running


class Page:
    """Asks as a page does that has the server's token."""

    def __init__(self, lab: Lab, path: str = LESSON, token: str | None = None) -> None:
        self.lab, self.path = lab, path
        self.headers = {"Authorization": f"token {token or lab.token}"}
        self.folder = ""

    def ask(self, method: str, what: str = "answers", body: Any = None, query: str = "") -> Any:
        """Return the status and what was answered."""
        address = f"http://127.0.0.1:{self.lab.port}/imuran-edu/{what}/{quote(self.path)}{query}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address, data, self.headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")

    def load(self) -> Any:
        status, told = self.ask("GET")
        assert status == 200
        self.folder = told["loaded"]["folder"]
        return told

    def save(self, answer: Any, name: str = "mech-p01", age: float = 0) -> Any:
        given = 1000 * (time.time() - age)
        parcel = {"entries": {name: {**EMPTY, "answer": answer}}, "given": {name: given}}
        return self.ask("PUT", body={"parcel": parcel, "folder": self.folder})


def stored(lab: Lab) -> dict[str, Any]:
    path = lab.root / "notebooks" / "responses.json"
    return json.loads(path.read_text())["answers"] if path.exists() else {}


def test_an_answer_is_on_the_disk_when_the_server_says_so(lab: Lab) -> None:
    page = Page(lab)
    page.load()
    status, told = page.save("a")
    assert (status, told["problem"]) == (200, "")
    assert stored(lab)["mech-p01"]["answer"] == "a"
    assert told["loaded"]["entries"]["mech-p01"]["saved"] == stored(lab)["mech-p01"]["saved"]


def test_a_page_hears_what_a_kernel_saved_and_nothing_twice(lab: Lab) -> None:
    page = Page(lab)
    since = f"?since={quote(page.load()['state'])}"
    assert page.ask("GET", query=since) == (204, None)
    Store(lab.root / "notebooks").save("mech-p02", Entry("from a kernel"))
    status, told = page.ask("GET", query=since)
    assert status == 200
    assert told["loaded"]["entries"]["mech-p02"]["answer"] == "from a kernel"


def test_of_two_answers_the_later_counts_although_it_came_first(lab: Lab) -> None:
    page = Page(lab)
    page.load()
    page.save("now")
    _, told = page.save("an hour ago, kept in a browser", age=3600)
    assert told["loaded"]["entries"]["mech-p01"]["answer"] == "now"
    assert stored(lab)["mech-p01"]["answer"] == "now"


def test_only_questions_of_the_notebook_are_kept(lab: Lab) -> None:
    page = Page(lab)
    page.load()
    for name in ("dose-p01", "../x", "round-of-dosing", ""):
        assert page.save("x", name)[0] == 200
        assert name not in stored(lab)
    assert page.save(2, "round-of-mechanism")[0] == 200
    assert stored(lab)["round-of-mechanism"]["answer"] == 2


def test_a_folder_that_came_to_the_place_of_another_gets_nothing(lab: Lab) -> None:
    page = Page(lab)
    page.load()
    before = stored(lab)
    page.folder = "0" * 32
    status, told = page.save("of another folder")
    assert status == 409
    assert "Another folder" in told["message"]
    assert stored(lab) == before


@pytest.mark.parametrize(
    "path",
    ["notebooks/../notebooks/01_mechanism.ipynb", "notebooks/none.ipynb", "other.ipynb"],
)
def test_what_is_no_lesson_is_refused(lab: Lab, path: str) -> None:
    (lab.root / "other.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4}')
    page = Page(lab, path)
    assert page.ask("GET")[0] == 404
    assert page.save("x")[0] == 404
    assert not (lab.root / "responses.json").exists()


def test_without_jupyters_token_nothing_is_told_or_kept(lab: Lab) -> None:
    before = stored(lab)
    stranger = Page(lab, token="0" * 16)
    assert stranger.ask("GET")[0] == 403
    assert stranger.save("x")[0] == 403
    assert stranger.ask("POST", "progress", {"type": "download"})[0] == 403
    assert stored(lab) == before


def test_a_cookie_alone_does_not_write(lab: Lab) -> None:
    """A foreign page can make a browser send its cookies, and nothing else."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    base = f"http://127.0.0.1:{lab.port}"
    opener.open(f"{base}/lab?token={lab.token}", timeout=60).read()
    address = f"{base}/imuran-edu/answers/{LESSON}"
    body = json.dumps({"parcel": {"entries": {"mech-p01": {"answer": "forged"}}}}).encode()
    headers = {"Referer": f"{base}/lab"}
    assert opener.open(urllib.request.Request(address, headers=headers), timeout=60).status == 200
    with pytest.raises(urllib.error.HTTPError) as refused:
        opener.open(urllib.request.Request(address, body, headers, method="PUT"), timeout=60)
    assert refused.value.code == 403
    assert stored(lab)["mech-p01"]["answer"] != "forged"


@pytest.mark.parametrize("body", [None, [], "x", {"parcel": 5}, {"parcel": {"entries": []}}])
def test_no_body_breaks_the_server(lab: Lab, body: Any) -> None:
    page = Page(lab)
    page.load()
    assert page.ask("PUT", body=body)[0] in (200, 400)
    assert page.save("still there")[0] == 200


def test_answers_of_another_folder_become_a_progress_file(lab: Lab) -> None:
    entries = {"mech-p01": {**EMPTY, "answer": "b", "saved": "2026-01-01T10:00:00.000000+00:00"}}
    status, file = Page(lab).ask("POST", body={"entries": entries})
    assert status == 200
    assert file["name"].startswith("imuran-progress-")
    _, told = Page(lab).ask("POST", "progress", {"type": "restore", "text": file["text"]})
    assert told["messages"][-1]["type"] == "said"


def test_the_progress_card_is_answered_without_a_kernel(lab: Lab) -> None:
    status, told = Page(lab).ask("GET", "progress")
    assert status == 200
    assert told["view"]["lessons"]
    status, told = Page(lab).ask("POST", "progress", {"type": "download"})
    assert [each["type"] for each in told["messages"]] == ["file"]


def test_a_lock_that_somebody_holds_is_told_as_the_reason(lab: Lab, tmp_path: Path) -> None:
    page = Page(lab)
    page.load()
    lock = lab.root / "notebooks" / ".responses.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()
    try:
        status, told = page.save("kept on the page")
        assert status == 200
        assert told["problem"].startswith("Not saved")
    finally:
        lock.rmdir()
    assert page.save("kept on the page")[1]["problem"] == ""
    assert stored(lab)["mech-p01"]["answer"] == "kept on the page"
