"""Say what is odd about a submission. Pure: nothing here opens a file or changes a grade.

Text of a student's is quoted with `escape_control`, so that a terminal does not obey it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from imuran_edu.answers import Entry, Responses
from imuran_edu.grading.question_grade import stamp
from imuran_edu.grading.safety.ordinary_files import escape_control
from imuran_edu.grading.safety.sanitize import is_inert
from imuran_edu.questions import QuestionType
from imuran_edu.questions.public import row_answered

NAMED = 5  # names in one line
CLOCKS = timedelta(minutes=10)  # by how much two computers' clocks may differ
TYPES = ("code", "markdown", "raw")  # of cells
CODE = (".py", ".pyc", ".pyd", ".pth", ".so", ".ipy")
NO_CELL = "holds something that is no cell"
BY_ANSWERS = "graded by the answers alone"

Observation = tuple[str, str]
"""What was found, and what follows from it."""


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to look at.

    Attributes:
        student: name of the student who handed it in.
        file: path within the submission; `"."` for its folder.
        what: what was found.
        means: what follows from it for the grade, or what to do.
    """

    student: str
    file: str
    what: str
    means: str

    def __str__(self) -> str:
        place = f"{escape_control(self.student)}: {escape_control(self.file)}"
        return f"{place}: {self.what}; {self.means}"


@dataclass(frozen=True)
class AnswersFile:
    """A file of answers as it was handed in.

    Attributes:
        digest: hash of its bytes.
        responses: the answers in it.
    """

    digest: str
    responses: Responses


def in_notebook(
    data: Any,
    masters: Mapping[str, Any],
    name: str,
    run: bool = False,
    texts: Collection[str] = (),
    unusable: str = "not graded",
) -> Iterator[Observation]:
    """Say what is odd about a notebook.

    Args:
        data: the notebook's JSON.
        masters: the assignment's own cells by name, as `nbgrader.master_cells.Master`.
        name: name of the assignment.
        run: whether the notebook will be run, since it has code to grade.
        texts: of the course's own cells that have no name.
        unusable: what follows if it cannot be used.
    """
    cells = data.get("cells") if isinstance(data, dict) else None
    if isinstance(data, dict) and data.get("nbformat") in (1, 2, 3):
        yield "is a notebook of an old format", "its answers are graded, its cells not looked at"
        return
    if not isinstance(cells, list) or data.get("nbformat") != 4:
        yield "is no notebook of a format that can be graded", unusable
        return
    if not all(map(is_cell, cells)):
        wrong = "perhaps not graded" if unusable == "not graded" else unusable
        yield NO_CELL, wrong
    cells = list(filter(is_cell, cells))
    found = stamp(data["metadata"]) if isinstance(data.get("metadata"), dict) else None
    if found is None:
        yield "does not say to which assignment it belongs", f"graded as {name}"
    elif found != name:
        yield f"belongs to '{escape_control(found)}'", "nothing in it counts"
    yield from _course_cells(cells, masters)
    yield from _own_cells([cell for cell in cells if _source(cell) not in texts], masters, run)


def is_cell(cell: Any) -> bool:
    """Whether something in a notebook is a cell of a kind that is known, with text and metadata."""
    return (
        isinstance(cell, dict)
        and isinstance(cell.get("metadata"), dict)
        and cell.get("cell_type") in TYPES
        and _source(cell) is not None
    )


def _source(cell: Any) -> str | None:
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def _marks(cell: Any) -> dict[str, Any]:
    about = cell["metadata"].get("nbgrader")
    return about if isinstance(about, dict) else {}


def _name(cell: Any) -> str:
    name = _marks(cell).get("grade_id")
    return name if isinstance(name, str) else ""


def _course_cells(cells: list[Any], masters: Mapping[str, Any]) -> Iterator[Observation]:
    """Say how the course's own cells were changed."""
    names = Counter(map(_name, cells))
    by_name = {_name(cell): cell for cell in reversed(cells)}
    changed, marked = [], []
    for name, master in masters.items():
        if names[name] > 1:
            yield f"holds cell '{name}' more than once", "the first counts as the course's cell"
        if name not in by_name:
            if master.graded:
                yield f"has lost cell '{name}'", "put back for grading"
            continue
        cell = by_name[name]
        same = (_source(cell) or "").strip() == master.source.strip()
        if master.locked and not (same and cell["cell_type"] == master.cell_type):
            changed.append(name)
        if any(_differs(_marks(cell), master.nbgrader, mark) for mark in _MARKS):
            marked.append(name)
    if changed:
        yield f"has other text in locked cells ({', '.join(changed)})", "put back for grading"
    if marked:
        yield f"has other grading marks ({', '.join(marked)})", "put back for grading"


_MARKS = ("grade", "solution", "task", "locked", "points")


def _differs(found: Mapping[str, Any], wanted: Mapping[str, Any], mark: str) -> bool:
    default: Any = 0.0 if mark == "points" else False
    return bool(found.get(mark, default) != wanted.get(mark, default))


def _own_cells(cells: list[Any], masters: Mapping[str, Any], run: bool) -> Iterator[Observation]:
    """Say what the student added."""
    own = [cell for cell in cells if _name(cell) not in masters]
    if claims := [escape_control(_name(cell), 30) for cell in own if _marks(cell)]:
        yield (
            f"marks cells of the student's own as graded ({', '.join(claims)})",
            "they earn nothing",
        )
    code = [text for cell in own if cell["cell_type"] == "code" and (text := _text(cell))]
    if code:
        count = "1 cell" if len(code) == 1 else f"{len(code)} cells, the first"
        means = "run with the code that is graded" if run else "not run"
        yield f"holds code of the student's own ({count}: {escape_control(code[0], 60)})", means
    texts = [_text(cell) for cell in own if cell["cell_type"] in ("markdown", "raw")]
    if not all(map(is_inert, texts)):
        yield "holds Markdown that might act on your page or is very long", "shown as plain text"


def _text(cell: Any) -> str:
    return (_source(cell) or "").strip()


def in_answers(
    responses: Responses,
    name: str,
    questions: set[str],
    handed_in: datetime | None,
    templates: Mapping[str, QuestionType] | None = None,
) -> Iterator[Observation]:
    """Say what is odd about a file of answers that can be read.

    Args:
        responses: the answers.
        name: name of the assignment.
        questions: ids of the questions that the assignment asks.
        handed_in: the time in `timestamp.txt`, in UTC; None if it has none.
        templates: those questions of the bank that have rows, by id.
    """
    if responses.assignment is not None and responses.assignment != name:
        yield f"belongs to '{escape_control(responses.assignment)}'", "nothing in it counts"
        return
    given = responses.answers
    if unknown := sorted(set(given) - questions):
        listed = ", ".join(escape_control(question, 30) for question in unknown[:NAMED])
        yield f"answers questions that are not asked ({listed})", "they count for nothing"
    if other := sorted(_of_other_rows(responses, templates or {})):
        listed = ", ".join(other[:NAMED])
        yield (
            f"answers other numbers or options than its seed gives ({listed})",
            "the seed was changed or the answers come from another folder; a person settles them",
        )
    times = [_moment(entry) for entry in given.values()]
    if given and (responses.seed == 0 or None in times):
        yield "lacks the seed or the times that the page writes", "written or edited elsewhere; ask"
    last = max((time for time in times if time), default=None)
    if handed_in and last and last > handed_in + CLOCKS:
        what = f"holds an answer saved after timestamp.txt ({last:%Y-%m-%d %H:%M} UTC)"
        yield what, "one of the two was changed, or a clock was wrong; look at lateness"


def _of_other_rows(responses: Responses, templates: Mapping[str, QuestionType]) -> Iterator[str]:
    """Yield the questions that were answered in another row than the folder's seed gives."""
    for name, question in templates.items():
        entry = responses.answers.get(name)
        answered = row_answered(question, entry.version) if entry else None
        if answered is not None and answered.row != question.for_seed(responses.seed).row:
            yield name


def _moment(entry: Entry) -> datetime | None:
    try:
        time = datetime.fromisoformat(entry.saved)
        return (time.astimezone(UTC) if time.tzinfo else time).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
