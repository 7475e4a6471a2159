"""The rules that a lesson notebook keeps."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from imuran_edu.authoring.lesson_structure import missing_parts, sections_shown
from imuran_edu.core import Problem
from imuran_edu.core.lesson_cells import Cell, call_in, is_import, source_of
from imuran_edu.evidence import Evidence, Fact, Lesson
from imuran_edu.evidence.facts import authority_words, fact_words, unknown_name
from imuran_edu.evidence.inline_facts import (
    LOCKS,
    facts_named,
    told_values,
    values_by_hand,
    written_out,
)

PACKAGE = "imuran_edu"
Sections = Mapping[str, list[str] | None]


def lesson_problems(
    root: Path, evidence: Evidence, banks: Sections, facts: Mapping[str, Fact]
) -> list[Problem]:
    """Check every lesson of the register and every notebook of the folder `notebooks`.

    Args:
        root: the checkout.
        evidence: its register.
        banks: the sections of each of its practice banks, by name; None where it has a fault.
        facts: its facts by id.
    """
    folder = root / "notebooks"
    names = {lesson.notebook: lesson for lesson in evidence.lessons.values()}
    problems = [
        Problem(folder / name, 1, f"lesson '{lesson.id}' has no notebook; write it")
        for name, lesson in names.items()
        if not (folder / name).is_file()
    ]
    for path in sorted(folder.glob("*.ipynb")):
        if path.name not in names:
            problems.append(Problem(path, 1, "is no lesson of lessons.yaml; add it there"))
            continue
        problems.extend(_Checked(path, names[path.name], evidence, banks, facts).problems())
    return problems


class _Checked:
    """One notebook while it is checked."""

    def __init__(
        self,
        path: Path,
        lesson: Lesson,
        evidence: Evidence,
        banks: Sections,
        facts: Mapping[str, Fact],
    ) -> None:
        self.path, self.lesson, self.evidence, self.banks = path, lesson, evidence, banks
        self.words = {**fact_words(facts), **authority_words(evidence.references)}
        self.told = told_values(facts)
        self.text = path.read_text(encoding="utf-8", errors="replace")

    def problems(self) -> Iterator[Problem]:
        try:
            notebook = json.loads(self.text)
            cells: list[Cell] = notebook["cells"]
            kinds = {cell["cell_type"] for cell in cells}
            marked = notebook["metadata"].get(PACKAGE, {}).get("lesson")
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
            kinds = {None}
        if not kinds <= {"code", "markdown", "raw"}:
            yield Problem(self.path, 1, "is not a notebook of format 4")
            return
        if marked != self.lesson.id:
            message = (
                f"metadata {PACKAGE}.lesson must be '{self.lesson.id}', so that it comes alive"
            )
            yield Problem(self.path, 1, message)
        twice = [name for name, n in Counter(cell.get("id") for cell in cells).items() if n > 1]
        if twice:
            yield Problem(self.path, 1, f"cell ids that are missing or stand twice: {twice}")
        for cell in cells:
            if not LOCKS.items() <= dict(cell.get("metadata") or {}).items():
                message = "is not locked: a key could delete it; run imuran-edu build"
                yield self._at(cell, message)
            if cell["cell_type"] == "code":
                yield from self._code(cell)
            else:
                yield from self._prose(cell)
                yield from self._facts(cell)
        yield from self._promises(cells)
        yield from self._skeleton(cells)

    def _at(self, cell: Cell, message: str) -> Problem:
        mark = f'"id": {json.dumps(cell.get("id"))}'
        line = self.text[: max(self.text.find(mark), 0)].count("\n") + 1
        return Problem(self.path, line, f"cell '{cell.get('id')}': {message}")

    def _code(self, cell: Cell) -> Iterator[Problem]:
        if cell.get("outputs") or cell.get("execution_count") is not None:
            yield self._at(cell, "is stored with outputs; clear them")
        if "source_hidden" not in json.dumps(cell.get("metadata")):
            yield self._at(cell, "shows its code; set jupyter.source_hidden in its metadata")
        try:
            call = call_in(source_of(cell))
        except SyntaxError as error:
            yield self._at(cell, f"is not Python: {error.msg}")
            return
        if call:
            yield from self._call(cell, *call)
        elif not is_import(source_of(cell), PACKAGE):
            yield self._at(
                cell, "must be one call with literal arguments, or the import of this course"
            )

    def _call(self, cell: Cell, name: str, given: list[str]) -> Iterator[Problem]:
        from imuran_edu.widgets.explorer_spec import explorer_names
        from imuran_edu.widgets.figure_spec import figure_names

        known: dict[str, Any] = {
            "quiz": self.banks,
            "figure": figure_names(),
            "explore": explorer_names(),
            "claims_game": self.evidence.claims,
            "claims_table": self.evidence.claims,
            "reference_list": self.evidence.references,
            "progress": (),
            "today": (),
            "glossary": (),
            "corrections": (),
        }
        if name not in known:
            yield self._at(cell, f"calls '{name}'; a lesson calls one of {', '.join(known)}")
            return
        if name in ("progress", "corrections", "glossary", "today"):
            if given:
                yield self._at(cell, f"{name} needs no name; write {name}()")
            return
        if name == "quiz" and len(given) == 2:  # a bank, then a section
            bank, section = given
            known_sections = self.banks.get(bank, ())
            if known_sections is not None and section not in known_sections:
                message = f"no question of '{bank}' stands in a section '{section}'"
                yield self._at(cell, f"{name}: {message}")
            given = [bank]
        if not given or (len(given) > 1 and name in ("quiz", "figure", "explore")):
            yield self._at(cell, f"{name} needs one name")
        if name == "reference_list":  # a lesson, then references of its text
            lesson, *given = given or [""]
            if lesson not in self.evidence.lessons or lesson not in self.banks:
                yield self._at(cell, f"{name}: there is no lesson '{lesson}' with questions")
        for value in given:
            if value not in known[name]:
                yield self._at(cell, f"{name}: there is no '{value}'")

    def _prose(self, cell: Cell) -> Iterator[Problem]:
        for alt, target in re.findall(r"(!\[[^\]]*\]|\[[^\]]*\])\(([^)\s]+)\)", source_of(cell)):
            if alt == "![]":
                yield self._at(cell, f"the picture {target} has no alt text; describe it")
            inside = "://" not in target and not target.startswith(("#", "mailto:", "attachment:"))
            if inside and not (self.path.parent / target.split("#")[0]).exists():
                yield self._at(cell, f"links to {target}, which is not there")

    def _facts(self, cell: Cell) -> Iterator[Problem]:
        text = source_of(cell)
        for name in dict.fromkeys(facts_named(text)):
            if name not in self.words:
                yield self._at(cell, unknown_name(name))
        if written_out(text, self.words) != text:
            message = "its facts are not those of quizzes/facts/ and references.yaml; "
            yield self._at(cell, message + "run imuran-edu build")
        for words, ids in values_by_hand(text, self.told).items():
            names = " or ".join(f"{{{{{name}}}}}" for name in ids)
            yield self._at(cell, f"'{words}' is a fact of the register; write {names} instead")

    def _skeleton(self, cells: list[Cell]) -> Iterator[Problem]:
        for message in missing_parts(self.lesson, cells):
            yield Problem(self.path, 1, message)
        for message in sections_shown(cells, self.banks):
            yield Problem(self.path, 1, message)

    def _promises(self, cells: list[Cell]) -> Iterator[Problem]:
        """Check that the lesson says of itself what the register says of it."""
        prose = " ".join("\n".join(source_of(c) for c in cells if c["cell_type"] != "code").split())
        wanted = [self.lesson.title, *(goal.text for goal in self.lesson.objectives)]
        for text in (*wanted, f"{self.lesson.minutes} minutes"):
            if text not in prose:
                yield Problem(self.path, 1, f"does not say '{text}', as lessons.yaml does")
