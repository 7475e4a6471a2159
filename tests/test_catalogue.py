"""Every string that a learner meets is in the catalogue, and the catalogue is in step."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.jslexer import tokenize

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "imuran_edu"
SCRIPTS = sorted(
    path
    for path in PACKAGE.rglob("*.ts")
    if not {"generated", "node_modules", "authoring"} & {*path.parts} and path.name != "preview.ts"
)
# what a learner meets: the rest speaks to instructors and authors, in English
LEARNERS = (
    *("widgets/*.py", "questions/types/*.py", "questions/feedback.py", "questions/page.py"),
    *("questions/reading.py", "questions/credit.py", "answers/*.py", "grading/answer_html.py"),
    *("evidence/corrections.py", "server/extension/*.py", "grading/question_grade.py"),
    *("grading/nbgrader/preprocessors/tell_grades.py", "questions/decisions.py"),
)
AUTHORS = ("protocol.py", "content_spec.py", "explorer_spec.py", "figure_spec.py")
# what simulated students write, and what other systems read
SIMULATED = ("right_answer", "wrong_answer", "to_interchange")
CONSTANTS = ("SAMPLE", "__all__")
MODULES = sorted(
    path for pattern in LEARNERS for path in PACKAGE.glob(pattern) if path.name not in AUTHORS
)
# two words of prose in a row: no class name, selector, key or piece of markup
PROSE = re.compile(r"(?:^|[ >(])[A-Za-z’']*[a-z]{2,},? [a-z’']{2,}[ .,:;!?)]|^[A-Z][a-z]+[ .:!?]*$")
MARK = re.compile(
    r"imuran-edu|^imr-|^imuran-|^[\w-]+(?: [\w-]*-[\w-]*)+$|[.:]\w+-\w+|^(Enter|Escape|Notebook)$"
)


def prose(text: str) -> bool:
    """Whether a text reads as something that is shown."""
    bare = re.sub(r"<[^>]*>|\{[^}]*\}", " ", text)
    return bool(PROSE.search(bare)) and not MARK.search(text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_the_page_says_nothing_that_is_not_in_the_catalogue(path: Path) -> None:
    assert list(_loose_in_script(path.read_text(encoding="utf-8"))) == []


def _loose_in_script(source: str) -> Iterator[str]:
    source = re.sub(r"^(?:import|export) .*? from .*?;$", "", source, flags=re.M | re.S)
    source = re.sub(r"new (?:\w*Error)\(\s*`[^`]*`", "", source)
    calls: list[str] = []  # the function before each bracket that is open
    last = before = ""
    for token in tokenize(source, jsx=False):
        if token.type in ("linecomment", "multilinecomment"):
            continue
        if token.type == "operator" and token.value in ("(", "{", "["):
            calls.append(last if token.value == "(" else "")
        elif token.type == "operator" and token.value in (")", "}", "]") and calls:
            calls.pop()
        elif token.type in ("string", "template_string"):
            inside = any(name in ("t", "tn", "kept", "error", "warn") for name in calls)
            if not inside and before != "description" and prose(token.value[1:-1]):
                yield token.value
        if token.value != ":":
            before = token.value
        last = token.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_python_says_nothing_that_is_not_in_the_catalogue(path: Path) -> None:
    assert list(_loose_in_module(path.read_text(encoding="utf-8"))) == []


def _loose_in_module(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    known = {id(node) for node in _of_the_catalogue(tree)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and id(node) not in known and prose(text):
            yield f"line {node.lineno}: {text}"


def _of_the_catalogue(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what needs no marking: arguments of `_()` and the like, and what speaks to authors."""
    for node in ast.walk(tree):
        spoken = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if spoken and node.func.id in ("_", "ngettext", "N_", "ColumnsError", "ValueError"):
            yield from (each for value in node.args for each in ast.walk(value))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value  # a docstring
        elif (
            isinstance(node, ast.FunctionDef)
            and (node.name in SIMULATED or (node.returns and ast.unparse(node.returns) == "Broken"))
        ) or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in CONSTANTS):
            yield from ast.walk(node)


def test_the_catalogue_is_in_step() -> None:
    script = [sys.executable, str(ROOT / ".ci" / "catalogue.py"), "--check"]
    done = subprocess.run(script, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("source", "loose"),
    [
        ('x = t("Not saved yet");', 0),
        ('x = el("p", { text: "Not saved yet" });', 1),
        ("x = `${n} of these are left`;", 1),
        ('x = tn("{n} more word", "{n} more words", 2);', 0),
        ('x = { class: "imuran-a imuran-b" };', 0),
        ('x = "Question";', 1),
    ],
)
def test_the_test_sees_what_it_looks_for(source: str, loose: int) -> None:
    assert len(list(_loose_in_script(source))) == loose
