"""Facts and replaced authorities as snippets of VS Code: `imuran-edu build` writes them.

The schema completes whole fields; a fact stands in the middle of a text, which no schema reaches.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from imuran_edu.core import Problem
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.evidence import Evidence, Fact
from imuran_edu.evidence.facts import AUTHORITY, authority_words

FILE: Final = ".vscode/facts.code-snippets"
Facts = Mapping[str, Fact]


def snippets_text(facts: Facts, evidence: Evidence) -> str:
    """Return a snippet for each fact (`fact-ra-dose-max`) and replaced authority (`ref-bsr-2017`).

    Args:
        facts: by id.
        evidence: the register.
    """
    made = {name: (f"fact-{name}", f"{each.text}: {each.means}") for name, each in facts.items()}
    words = authority_words(evidence.references)
    for name, reference in evidence.references.items():
        if reference.superseded_by:
            made[AUTHORITY + name] = f"ref-{name}", words[AUTHORITY + name]
    lines = []
    for name, (prefix, told) in sorted(made.items()):
        body = f"{{{{{name}}}}}"
        snippet = {"scope": "yaml", "prefix": prefix, "body": body, "description": told}
        lines.append(f" {json.dumps(name)}: {json.dumps(snippet, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write_snippets(root: Path, facts: Facts, evidence: Evidence) -> bool:
    """Write the snippets of a checkout that has a folder `.vscode`; return whether they changed."""
    path = root / FILE
    return path.parent.is_dir() and write_if_changed(path, snippets_text(facts, evidence))


def snippet_problems(root: Path, facts: Facts, evidence: Evidence) -> list[Problem]:
    """Say whether the snippets are those that the facts give; a checkout may have no `.vscode`."""
    path = root / FILE
    if not path.parent.is_dir():
        return []
    if path.is_file() and path.read_text(encoding="utf-8") == snippets_text(facts, evidence):
        return []
    return [Problem(path, 1, "is not in step with the facts; run 'imuran-edu build'")]
