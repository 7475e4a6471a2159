"""Students who are not honest: what each hands in, what it earns, and what must be told of it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from imuran_edu.answers import Entry, Responses, to_json
from imuran_edu.grading.findings import BY_ANSWERS
from imuran_edu.questions import load_bank, public_view, version
from tests.grading.conftest import Course, by_id
from tests.grading.material import POINTS, RIGHT
from tests.grading.submissions import marker

SECRET = "nobody who hands in may see this\n"  # lies beside the course, for links to lead to
LARGE = 200_000_000
HALF = {**RIGHT, "demo-one": "a", "demo-many": ["a"], "demo-text": "Some."}
TIMESTAMP = "2026-03-02 10:00:00.000000 UTC"


@dataclass(frozen=True)
class Case:
    """One submission.

    Attributes:
        student: who hands it in; the name says what is wrong.
        earns: points for what is scored by reading; None if it must not be graded.
        told: words of the line, or lines, that `inspect` prints of it.
        make: changes the folder of a right and honest submission.
    """

    student: str
    earns: float | None
    told: tuple[str, ...]
    make: Callable[[Course, Path], None]


def hand_in(
    course: Course,
    student: str,
    answers: dict[str, Any],
    seed: int,
    assignment: str = "demo",
    edit: Callable[[Any], None] | None = None,
) -> Path:
    """Hand in as the page and `nbgrader submit` leave it: seed, times and a time stamp."""
    target = course.submit(student, None, assignment, edit=edit)
    write_answers(course, target, answers, seed, assignment)
    (target / "timestamp.txt").write_text(TIMESTAMP)
    return target


def write_answers(
    course: Course, target: Path, answers: dict[str, Any], seed: int, assignment: str = "demo"
) -> None:
    """Write answers as the page does, each a minute after the other."""
    known = _versions(course.bank(assignment))
    entries = {
        name: Entry(
            value,
            known[name],
            f"2026-03-02T09:{minute:02d}:00.{(seed * 7919 + minute) % 10**6:06d}+00:00",
        )
        for minute, (name, value) in enumerate(answers.items())
    }
    text = to_json(Responses(assignment, seed, entries))
    (target / "responses.json").write_text(text, encoding="utf-8")


@cache
def _versions(bank: Path) -> dict[str, str]:
    return {item.id: version(public_view(item)) for item in load_bank(bank).questions}


def edit_notebook(target: Path, change: Callable[[Any], None]) -> None:
    """Change the cells of a notebook as a student can: it is text."""
    import nbformat

    path = target / "demo.ipynb"
    nb = nbformat.read(path, as_version=4)
    change(nb)
    path.write_text(json.dumps(nb), encoding="utf-8")


def _code(*sources: str) -> Callable[[Course, Path], None]:
    """Put code everywhere: cells of the student's own, the import, a question, a graded cell."""

    def make(course: Course, target: Path) -> None:
        lines = [source.format(root=str(course.root)) for source in sources]
        code = "\n".join([marker(str(course.root)), *lines])

        def change(nb: Any) -> None:
            graded = {"grade": True, "solution": True, "locked": False, "points": 99}
            nb.cells[1].source += "\n" + code
            by_id(nb, "demo-one").source = code
            nb.cells.insert(0, new_code_cell(code))
            own = {"nbgrader": {**graded, "grade_id": "my-own", "schema_version": 3}}
            nb.cells.insert(0, new_code_cell(code, metadata=own))

        edit_notebook(target, change)

    return make


def _modules(course: Course, target: Path) -> None:
    """Take the place of every module that a grader may load, and of what Python loads by itself."""
    code = f"{marker(str(course.root))}\ndef score(*_): return 1000\n"
    names = (
        "imuran_edu.py",
        "imuran_edu/__init__.py",
        "imuran_edu/scoring/__init__.py",
        "nbgrader/__init__.py",
        "ipykernel_launcher.py",
        "sitecustomize.py",
        "usercustomize.py",
        "nbgrader_config.py",
        "jupyter_config.py",
        "conftest.py",
        "ipython_config.py",
        ".ipython/profile_default/startup/00-first.py",
    )
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(code)
    (target / "evil.pth").write_text(f"import os; {marker(str(course.root))}\n")
    _code("from imuran_edu import scoring")(course, target)


def _edited(course: Course, target: Path) -> None:
    """Edit every locked cell, and mark the questions as what earns points by itself."""
    write_answers(course, target, {}, 77)

    def change(nb: Any) -> None:
        questions = [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade")]
        for number, cell in enumerate(questions):
            cell.source = "1000"
            cell.outputs = [
                {
                    "output_type": "execute_result",
                    "data": {"text/plain": "1000"},
                    "metadata": {},
                    "execution_count": 1,
                }
            ]
            cell.metadata["nbgrader"]["points"] = 1000
            cell.metadata["nbgrader"]["schema_version"] = 99
            cell.metadata["nbgrader"][("solution", "task", "locked")[number % 3]] = number % 3 < 2
        nb.cells[0].source = "# Full marks for all"

    edit_notebook(target, change)


def _elsewhere(course: Course, target: Path) -> None:
    edit_notebook(target, lambda nb: nb.metadata.imuran_edu.update(assignment="mixed"))


def _renamed(course: Course, target: Path) -> None:
    (target / "demo.ipynb").rename(target / "mixed.ipynb")


def _twins(course: Course, target: Path) -> None:
    """Add a second cell of the same id, of the page's and of nbgrader's, behind and before."""

    def change(nb: Any) -> None:
        twin = by_id(nb, "demo-one")
        second = new_code_cell("2 + 2", id=twin.id, metadata=json.loads(json.dumps(twin.metadata)))
        nb.cells.insert(0, second)
        nb.cells.append(json.loads(json.dumps(second)))

    edit_notebook(target, change)


def _swapped(course: Course, target: Path) -> None:
    other = course.folder / "submitted" / "ann" / "demo" / "responses.json"
    (target / "responses.json").write_bytes(other.read_bytes())


def _touched_up(course: Course, target: Path) -> None:
    """Take another's answers, with a seed of one's own and an answer changed."""
    other = course.folder / "submitted" / "ann" / "demo" / "responses.json"
    data = json.loads(other.read_text())
    data["seed"] = 4711
    data["answers"]["demo-text"]["answer"] = "In my own words."
    (target / "responses.json").write_text(json.dumps(data))


def _reseeded(course: Course, target: Path) -> None:
    """Go on where another stopped: her seed, later answers."""
    write_answers(course, target, RIGHT, 1)
    text = (target / "responses.json").read_text()
    (target / "responses.json").write_text(text.replace("T09:", "T08:"))


def _link(name: str, to: str) -> Callable[[Course, Path], None]:
    def make(course: Course, target: Path) -> None:
        path = target / name
        if path.is_file():
            path.unlink()
        path.symlink_to(to.format(course=course.folder, root=course.root))

    return make


def _linked_folder(course: Course, target: Path) -> None:
    for path in target.iterdir():
        path.unlink()
    target.rmdir()
    target.symlink_to(course.folder / "submitted" / "ann" / "demo")


def _linked_student(course: Course, target: Path) -> None:
    _linked_folder(course, target)
    target.unlink()
    target.parent.rmdir()
    target.parent.symlink_to(course.folder / "submitted" / "ann")


def _paths(course: Course, target: Path) -> None:
    """Name files outside in every place that takes a name."""
    out = "../../../gradebook.db"

    def change(nb: Any) -> None:
        cell = new_markdown_cell(f"![]({out})")
        cell.attachments = {out: {"image/png": "aGVsbG8="}}
        output = {
            "output_type": "display_data",
            "data": {"image/png": "aGVsbG8="},
            "metadata": {"filename": out, "filenames": {"image/png": out}},
        }
        graded = {"grade": True, "solution": False, "locked": True, "points": 9, "grade_id": out}
        about = {"nbgrader": {**graded, "schema_version": 3}}
        nb.cells += [cell, new_code_cell("1", outputs=[output], metadata=about)]
        nb.metadata.name = nb.metadata.title = out

    edit_notebook(target, change)
    (target / "..\\..\\gradebook.db").write_text("no database")
    (target / "...ipynb").write_text((target / "demo.ipynb").read_text())


def _stamped_path(course: Course, target: Path) -> None:
    text = (target / "responses.json").read_text()
    text = text.replace('"assignment": "demo"', '"assignment": "../../gradebook.db"')
    (target / "responses.json").write_text(text)


def _huge_answer(course: Course, target: Path) -> None:
    write_answers(course, target, {**RIGHT, "demo-text": "a" * LARGE}, 5)


def _huge_notebook(course: Course, target: Path) -> None:
    text = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    (target / "demo.ipynb").write_text(text + " " * 21_000_000)


def _huge_file(course: Course, target: Path) -> None:
    with (target / "film.mp4").open("wb") as file:
        file.truncate(LARGE)


def _text(name: str, text: str) -> Callable[[Course, Path], None]:
    return lambda course, target: (target / name).write_text(text) and None


def _bytes(name: str) -> Callable[[Course, Path], None]:
    return lambda course, target: (target / name).write_bytes(b"\xff\xfe") and None


def _fifo(name: str) -> Callable[[Course, Path], None]:
    def make(course: Course, target: Path) -> None:
        (target / name).unlink(missing_ok=True)
        os.mkfifo(target / name)

    return make


def _socket(course: Course, target: Path) -> None:
    here = Path.cwd()
    os.chdir(target)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as capture:
            capture.bind("ear")
    finally:
        os.chdir(here)


def _folder(name: str) -> Callable[[Course, Path], None]:
    def make(course: Course, target: Path) -> None:
        (target / name).unlink(missing_ok=True)
        (target / name).mkdir()
        (target / name / "inside.txt").write_text("x")

    return make


def _odd_names(course: Course, target: Path) -> None:
    names = (b"red\x1b[31m.txt", b"two\nlines.txt", b"bell\x07", b"\xff\xfe.txt")
    for name in names:
        with open(os.path.join(os.fsencode(target), name), "w") as file:  # noqa: PTH118, PTH123
            file.write("x")


def _moved(name: str) -> Callable[[Course, Path], None]:
    """Give the student's folder another name."""
    return lambda course, target: target.parent.rename(target.parent.with_name(name)) and None


def _script(course: Course, target: Path) -> None:
    texts = [
        "Hello <script>fetch('/formgrader/api/grade/1')</script>",
        "<img src=x onerror=alert(1)>",
        "[look](javascript:alert(1)) $\\href{java\\script:alert(2)}{x}$",
        "````\n</code></pre><script>alert(3)</script>\n````",
    ]
    edit_notebook(target, lambda nb: nb.cells.extend(new_markdown_cell(text) for text in texts))


def _slow(course: Course, target: Path) -> None:
    """Write what takes hours to be coloured: runs of blanks in code, in both kinds of cells."""
    blanks = "x = 1" + "\n " * 100_000
    texts = [new_code_cell(blanks), new_markdown_cell(f"```ipython3\n{blanks}\n```")]
    edit_notebook(target, lambda nb: nb.cells.extend(texts))


def _headed(course: Course, target: Path) -> None:
    """Add headings with the ids of a form, raw cells, attachments, tags and foreign metadata."""
    picture = {"a.svg": {"image/svg+xml": "<svg/>"}, "b.png": {"image/png": "aGVsbG8="}}

    def change(nb: Any) -> None:
        heading = new_markdown_cell("# score-demo-text", metadata={"tags": ["hide-input"]})
        heading.attachments = picture
        raw = new_raw_cell("<b>raw words</b>", metadata={"raw_mimetype": "text/html"})
        honest = new_markdown_cell("What I was not sure of: [the source](https://example.org).")
        nb.cells[:0] = [heading, raw, honest]
        nb.metadata.title = "<b>x</b>"
        nb.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"state": {}}}

    edit_notebook(target, change)


def _pages(course: Course, target: Path) -> None:
    """Lay files beside the notebook that a browser would run."""
    for name in ("page.html", "drawing.svg", "code.js", "data.xml", "page.html.txt"):
        (target / name).write_text("<p>a page</p>")


def _deep(course: Course, target: Path) -> None:
    folder = target
    for _ in range(60):
        folder = folder / "d"
        folder.mkdir()


def _many_files(course: Course, target: Path) -> None:
    (target / "many").mkdir()
    for number in range(10_000):
        (target / "many" / f"{number}").touch()


def _many_cells(course: Course, target: Path) -> None:
    texts = ["word " * 300] * 300
    edit_notebook(target, lambda nb: nb.cells.extend(new_markdown_cell(text) for text in texts))


def _slow_texts(course: Course, target: Path) -> None:
    """Write what takes long to be read by a careless pattern, or is read as another language."""
    texts = ["`" * 100_000, "``` " * 25_000, "```\N{NO-BREAK SPACE}html\n<b>\n```"]
    texts.append(f"&#{'1' * 5000};")
    edit_notebook(target, lambda nb: nb.cells.extend(new_markdown_cell(text) for text in texts))


def _backdated(course: Course, target: Path) -> None:
    (target / "timestamp.txt").write_text("2026-03-01 10:00:00.000000 UTC")


def _format(number: int) -> Callable[[Course, Path], None]:
    return lambda course, target: edit_notebook(target, lambda nb: nb.update(nbformat=number))


def _odd_cells(course: Course, target: Path) -> None:
    text = (target / "demo.ipynb").read_text()
    data = json.loads(text)
    data["cells"] += [7, None, {"cell_type": "code"}, {"metadata": []}]
    (target / "demo.ipynb").write_text(json.dumps(data))


def _alone(change: Callable[[Course, Path], None]) -> Callable[[Course, Path], None]:
    """Change a notebook so that it cannot be read, and leave no answers beside it."""

    def make(course: Course, target: Path) -> None:
        change(course, target)
        (target / COPIED).unlink()

    return make


COPIED = "responses.json"
# what stands in the notebook's place, is not opened or cannot be read: the answers count alone,
# and if there are none it is not known what it earns
UNREADABLE: list[tuple[str, tuple[str, ...], Callable[[Course, Path], None]]] = [
    ("renamed", ("there is no demo.ipynb", "mixed.ipynb"), _renamed),
    (
        "link-notebook",
        ("demo.ipynb", "symbolic link"),
        _link("demo.ipynb", "../../ann/demo/demo.ipynb"),
    ),
    ("link-notebook-endless", ("demo.ipynb", "/dev/zero"), _link("demo.ipynb", "/dev/zero")),
    ("huge-notebook", ("demo.ipynb", "larger than 20 MB"), _huge_notebook),
    ("nested-notebook", ("demo.ipynb",), _text("demo.ipynb", "[" * 500_000)),
    ("no-notebook", ("demo.ipynb", "no notebook"), _text("demo.ipynb", "{}")),
    ("odd-cells", ("demo.ipynb", "no cell"), _odd_cells),
    ("format-99", ("demo.ipynb",), _format(99)),
    ("fifo-notebook", ("demo.ipynb", "pipe"), _fifo("demo.ipynb")),
    ("folder-notebook", ("demo.ipynb", "folder"), _folder("demo.ipynb")),
]
CASES = [
    *(Case(name, POINTS, (*told, BY_ANSWERS), make) for name, told, make in UNREADABLE),
    *(
        Case(f"{name}-alone", None, (*told, "not graded"), _alone(make))
        for name, told, make in UNREADABLE
    ),
    Case("deletes", POINTS, ("code", "demo-one"), _code("import shutil; shutil.rmtree({root!r})")),
    Case("loops", POINTS, ("code",), _code("while True: pass")),
    Case(
        "opens-gradebook",
        POINTS,
        ("code",),
        _code(
            "import sqlite3; c = sqlite3.connect({root!r} + '/course/gradebook.db')",
            "c.execute('update grade set manual_score = 99'); c.commit()",
        ),
    ),
    Case(
        "prints-bank",
        POINTS,
        ("code",),
        _code("print(open({root!r} + '/quizzes/graded/demo.yaml').read())"),
    ),
    Case(
        "modules",
        POINTS,
        ("imuran_edu.py", "sitecustomize.py", "evil.pth", "00-first.py"),
        _modules,
    ),
    Case("edits", 0, ("demo-one", "put back"), _edited),
    Case("elsewhere", 0, ("belongs to 'mixed'",), _elsewhere),
    Case("twins", POINTS, ("demo-one", "more than once"), _twins),
    Case("swapped", POINTS, (COPIED, "ann", "same file"), _swapped),
    Case("touched-up", POINTS, (COPIED, "ann", "same moments"), _touched_up),
    Case("reseeded", POINTS, (COPIED, "ann", "same seed"), _reseeded),
    Case(
        "link-answers",
        0,
        (COPIED, "symbolic link", "ann"),
        _link(COPIED, "../../ann/demo/responses.json"),
    ),
    Case("link-passwd", POINTS, ("words.txt", "/etc/passwd"), _link("words.txt", "/etc/passwd")),
    Case(
        "link-secret", POINTS, ("words.txt", "secret.txt"), _link("words.txt", "{root}/secret.txt")
    ),
    Case(
        "link-gradebook", POINTS, ("my.db", "gradebook.db"), _link("my.db", "../../../gradebook.db")
    ),
    Case(
        "link-bank",
        POINTS,
        ("questions.json",),
        _link("questions.json", "{root}/quizzes/graded/demo.yaml"),
    ),
    Case("link-outside", POINTS, ("sub", "symbolic link"), _link("sub", "{root}/quizzes")),
    Case("link-endless", POINTS, ("data.bin", "/dev/zero"), _link("data.bin", "/dev/zero")),
    Case("link-nowhere", POINTS, ("gone", "symbolic link"), _link("gone", "nowhere")),
    Case("link-time", None, ("timestamp.txt", "/dev/zero"), _link("timestamp.txt", "/dev/zero")),
    Case("link-folder", None, ("symbolic link",), _linked_folder),
    Case("link-student", None, ("symbolic link",), _linked_student),
    Case("paths", POINTS, ("...ipynb",), _paths),
    Case("stamped-path", 0, ("../../gradebook.db",), _stamped_path),
    Case("huge-answer", 0, (COPIED, "larger than 2 MB"), _huge_answer),
    Case("huge-file", POINTS, ("film.mp4", "larger than 100 MB"), _huge_file),
    Case("nested", 0, (COPIED, "nested too deeply"), _text(COPIED, '{"a":' * 100_000)),
    Case("fifo-answers", 0, (COPIED, "pipe"), _fifo(COPIED)),
    Case("fifo-time", None, ("timestamp.txt", "pipe"), _fifo("timestamp.txt")),
    Case("fifo-other", POINTS, ("thing", "pipe"), _fifo("thing")),
    Case("socket", POINTS, ("ear", "socket"), _socket),
    Case("folder-answers", 0, (COPIED, "folder"), _folder(COPIED)),
    Case("odd-names", POINTS, ("red\\x1b[31m.txt", "two\\nlines.txt", "\\udcff"), _odd_names),
    Case(
        "huge-time", None, ("timestamp.txt", "larger"), _text("timestamp.txt", "2026-03-02 " * 999)
    ),
    Case("odd-time", None, ("timestamp.txt", "no time"), _text("timestamp.txt", "yesterday")),
    Case("backdated", POINTS, ("timestamp.txt", "saved after"), _backdated),
    Case("headed", POINTS, ("Markdown",), _headed),
    Case("pages", POINTS, ("page.html", "drawing.svg", "a browser would run"), _pages),
    Case("deep", POINTS, ("more than 20 deep",), _deep),
    Case("many-files", POINTS, ("more than 1000 files",), _many_files),
    Case("many-cells", POINTS, (), _many_cells),
    Case("slow-texts", POINTS, ("Markdown",), _slow_texts),
    Case("bad-bytes-time", None, ("timestamp.txt", "no time"), _bytes("timestamp.txt")),
    Case("slow", POINTS, ("code", "Markdown"), _slow),
    Case("script", POINTS, ("Markdown",), _script),
    Case("broken\nname", None, ("broken\\nname", "control"), _moved("broken\nname")),
    Case("colour\x1b[31m", None, ("colour\\x1b[31m", "control"), _moved("colour\x1b[31m")),
]
HONEST = {"ann": RIGHT, "bob": HALF, "zoe": RIGHT}  # the first, one between, the last of the class


def hand_in_class(course: Course) -> None:
    """Hand in every case, with honest students before, between and behind."""
    (course.root / "secret.txt").write_text(SECRET)
    for seed, (student, answers) in enumerate(HONEST.items(), 1):
        hand_in(course, student, answers, seed)
    for number, case in enumerate(CASES):
        plain = case.student if case.student.isprintable() else f"plain-{number}"
        case.make(course, hand_in(course, plain, RIGHT, 1000 + number))
