"""Every kind of submission that a class, an accident or an attacker may hand in."""

from __future__ import annotations

import json
from typing import Any

from imuran_edu.answers import Entry, Responses, to_json
from tests.grading.material import RIGHT

SCRIPT = "<script>alert('x')</script>"
TEX = "$\\href{javascript:alert(1)}{click}$ ![](http://evil.example/x.png)"
FIFTY_MB = 50_000_000

HOSTILE = {
    "demo-one": SCRIPT,
    "demo-many": SCRIPT + "![](http://evil.example/y.png)",
    "demo-dose": SCRIPT,
    "demo-match": {SCRIPT: SCRIPT},
    "demo-word": TEX,
    "demo-case": {"demo-case-a": SCRIPT, "demo-case-b": SCRIPT},
    "demo-text": f"{SCRIPT}\nline two {TEX}",
}

MALFORMED = {
    "demo-one": 7,
    "demo-many": {"a": True},
    "demo-true": "yes",
    "demo-dose": "1e400",
    "demo-match": ["x"],
    "demo-order": ["w"],
    "demo-class": "g",
    "demo-word": ["allopurinol"],
    "demo-case": "all",
    "demo-text": {"a": 1},
}


def marker(folder: str) -> str:
    """Return code that leaves a file if it is ever run."""
    return f"open({folder!r} + '/ran', 'w').write('it ran')"


def hand_in_everything(course: Any) -> None:
    """Submit each kind once, under a student's name that says which it is."""
    course.submit("right", RIGHT)
    course.submit("half", {**RIGHT, "demo-one": "a", "demo-many": ["a"], "demo-text": "Some."})
    course.submit("blank", {})
    course.submit("nofile")
    course.submit("hostile", HOSTILE)
    course.submit("invalid", MALFORMED)
    course.submit("otherstamp", RIGHT, edit=_stamped({"assignment": f"week9{SCRIPT}"}))
    course.submit("otheranswers", RIGHT, stamp="week8")
    course.submit("nostamp", RIGHT, edit=lambda nb: nb.metadata.pop("imuran_edu"))
    course.submit("oddstamp", RIGHT, edit=_stamped(["demo"]))
    course.submit("code", RIGHT, edit=_with_code(str(course.root)))
    course.submit("tampered", {}, edit=_tampered)
    course.submit("swapped", {"demo-one": "b"}, edit=_swapped)
    course.submit("deleted", RIGHT, edit=_deleted)
    course.submit("emptied", RIGHT, edit=lambda nb: nb.cells.clear())
    _old(course)
    _files(course)


def _old(course: Any) -> None:
    target = course.submit("old")
    entries = {"demo-one": Entry("b", "an-old-text"), "demo-true": Entry(True)}
    (target / "responses.json").write_text(to_json(Responses("demo", 7, entries)))


def _files(course: Any) -> None:
    """Hand in files that cannot be used."""
    texts = {
        "nested": "[" * 100_000 + "]" * 100_000,
        "notjson": "{'demo-one': 'b'}",
        "notobject": json.dumps(["b"]),
    }
    for student, text in texts.items():
        (course.submit(student) / "responses.json").write_text(text)
    with (course.submit("huge") / "responses.json").open("wb") as file:
        file.truncate(FIFTY_MB)
    link = course.submit("link") / "responses.json"
    link.symlink_to(course.folder / "submitted" / "right" / "demo" / "responses.json")


def _stamped(mark: Any) -> Any:
    return lambda nb: nb.metadata.update(imuran_edu=mark)


def _with_code(folder: str) -> Any:
    """Put code into the import cell, a question's cell, cells of its own, and a graded one."""

    def edit(nb: Any) -> None:
        nb.cells[1].source += "\n" + marker(folder)
        nb.cells[2].source = marker(folder)
        for grade_id in ("", "not-the-course's", "my-test"):
            metadata: dict[str, Any] = {}
            if grade_id:
                about = {"grade": True, "solution": True, "locked": False, "points": 99}
                metadata = {"nbgrader": {**about, "grade_id": grade_id, "schema_version": 3}}
            nb.cells.insert(0, _code(marker(folder), metadata))

    return edit


def _code(source: str, metadata: dict[str, Any]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": f"c{abs(hash(str(metadata))) % 10**9}",
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def _tampered(nb: Any) -> None:
    """Change every mark that could turn into points."""
    questions = [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade")]
    changes = [
        {"solution": True},
        {"grade": False},
        {"points": 1000},
        {"locked": False, "solution": True, "grade": False},
        {"grade_id": "renamed"},
        {"task": True},
        {"points": "many", "schema_version": 0},
    ]
    for cell, change in zip(questions, changes, strict=False):
        cell.metadata["nbgrader"].update(change)
        cell.outputs = [
            {
                "output_type": "execute_result",
                "data": {"text/plain": "1000"},
                "metadata": {},
                "execution_count": 1,
            }
        ]
    questions[7].metadata["nbgrader"] = "graded"
    questions[8]["cell_type"] = "markdown"
    for field in ("outputs", "execution_count"):
        del questions[8][field]
    questions[9].metadata["tags"] = ["skip-execution"]
    questions[9].metadata["nbgrader"].pop("grade_id")


def _swapped(nb: Any) -> None:
    """Call every question by the name of the one that was answered rightly."""
    for cell in nb.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata["nbgrader"]["grade_id"] = "demo-one"


def _deleted(nb: Any) -> None:
    """Delete the import, the first question and one in the middle."""
    gone = ("setup", "demo-one", "demo-order")
    nb.cells = [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") not in gone]
