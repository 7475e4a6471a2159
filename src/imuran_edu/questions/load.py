"""Read a bank and hold it against the rules and the register."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from imuran_edu.core import InputError, Problem, Source, find_data, read_yaml, validate
from imuran_edu.evidence import Evidence, with_facts, words_of
from imuran_edu.evidence.facts import Words
from imuran_edu.questions.bank import Bank
from imuran_edu.questions.rules import broken_rules
from imuran_edu.questions.variants.bank_rows import with_first_rows
from imuran_edu.questions.variants.pool import Pool


def find_bank(name: str, kind: str = "practice", start: Path | None = None) -> Path:
    """Return the path of a bank by its name.

    Raises:
        FileNotFoundError: there is none; the message lists those there are.
    """
    folder = find_data("quizzes", kind, start=start)
    path = folder / f"{name}.yaml"
    if not path.is_file():
        names = ", ".join(sorted(file.stem for file in folder.glob("*.yaml"))) or "none"
        raise FileNotFoundError(f"there is no {kind} bank '{name}'; there are: {names}")
    return path


def load_bank(path: Path, evidence: Evidence | None = None) -> Bank:
    """Read one bank.

    Args:
        path: the YAML file.
        evidence: the register; given, every rule on claims and references is checked too.

    Raises:
        InputError: with every problem found, each with its file, line and mend.
    """
    return read_bank(path, evidence)[2]


def kept_bank(path: Path) -> Bank:
    """Return `load_bank(path)`, which is read once and again when it or a fact has changed.

    A lesson names its bank in every section, and servers live on while an author edits.

    Raises:
        InputError: as `load_bank` does.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return load_bank(path)  # it says what is wrong
    words = _words_in(path, text)
    known = _kept.get(path)
    if known is None or known[0] != text or known[1] is not words:
        known = _kept[path] = (text, words, load_bank(path))
    return known[2]


_kept: dict[Path, tuple[str, Words | None, Bank]] = {}


def _words_in(path: Path, text: str) -> Words | None:
    """Return what the names in a bank's text stand for; None if it names nothing."""
    return words_of(path.parents[1], "{{ref:" in text) if "{{" in text else None


def read_bank(path: Path, evidence: Evidence | None = None) -> tuple[Source, Any, Bank]:
    """Read one bank with its file.

    Returns:
        The file with names of facts filled in, its data as they are written, and the bank.

    Raises:
        InputError: as `load_bank` does.
    """
    source = read_yaml(path)
    written = source.data
    if not isinstance(source.data, dict):
        message = "is not a bank; begin with 'kind:', 'lesson:', 'title:' and 'questions:'"
        raise InputError([Problem(path, 1, message)])
    text = path.read_text(encoding="utf-8")
    if (words := _words_in(path, text)) is not None:
        source = with_facts(source, words)
    source, templates = with_first_rows(source)
    bank = validate(Bank, source)
    for question in bank.questions:
        if (template := templates.get(question.id)) is not None:
            question.belongs_to(template, 0)
        elif sets := question.option_sets():
            question.belongs_to(Pool.of(question, sets), 0)
    problems = [source.problem(at, message) for at, message in broken_rules(bank, evidence)]
    if path.parent.name in ("practice", "graded") and path.parent.name != bank.kind:
        message = f"kind is '{bank.kind}' but the file lies in {path.parent.name}/; move it"
        problems.append(source.problem(("kind",), message))
    if problems:
        raise InputError(problems)
    return source, written, bank
