"""Which small faults can be planted in a package's modules."""

from __future__ import annotations

import ast
import difflib
import random
from dataclasses import dataclass
from pathlib import Path

import cosmic_ray.plugins
from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import mutate_code

# what no behaviour depends on: annotations are text, and decorators there build or register
KEPT = ("core/ReplaceBinaryOperator_BitOr", "core/RemoveDecorator")


@dataclass(frozen=True)
class Fault:
    """One small change of a module: the `occurrence`-th place where cosmic-ray's operator fits."""

    path: Path
    line: int
    column: int
    last_line: int
    operator: str
    occurrence: int

    def planted(self, source: str) -> str:
        """Return the module's text with the fault in it."""
        operator = cosmic_ray.plugins.get_operator(self.operator)()
        text = mutate_code(source, operator, self.occurrence)
        if text is None:
            raise LookupError(f"{self.path}:{self.line}: {self.operator} fits nowhere")
        return text

    def changed_lines(self, source: str) -> list[str]:
        """Return the lines that the fault changes, before (`-`) and after (`+`)."""
        rows = difflib.unified_diff(source.splitlines(), self.planted(source).splitlines(), n=0)
        return [row for row in rows if not row.startswith(("---", "+++", "@@"))]


def all_faults(modules: list[Path]) -> list[Fault]:
    """Return every fault that can be planted in these modules, in the order of their lines."""
    found = []
    for path in modules:
        nodes = list(ast_nodes(get_ast_from_path(path)))
        for name in cosmic_ray.plugins.operator_names():
            kind = cosmic_ray.plugins.get_operator(name)
            if name.startswith(KEPT) or kind.arguments():
                continue
            places = [place for node in nodes for place in kind().mutation_positions(node)]
            found += [
                Fault(path, *start, end[0], name, index)
                for index, (start, end) in enumerate(places)
            ]
    return sorted(found, key=lambda fault: (fault.path, fault.line, fault.column, fault.operator))


def sample(faults: list[Fault], count: int, seed: int) -> list[Fault]:
    """Return `count` of the faults, the same ones for the same seed, in their order."""
    chosen = set(random.Random(seed).sample(range(len(faults)), min(count, len(faults))))
    return [fault for index, fault in enumerate(faults) if index in chosen]


def function_lines(source: str, line: int) -> range | None:
    """Return the lines of the outermost function whose body holds `line`; None outside of any."""
    inside: list[ast.FunctionDef | ast.AsyncFunctionDef] = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body[0].lineno <= line <= (node.end_lineno or node.lineno)
    ]
    if not inside:
        return None
    outer = min(inside, key=lambda node: node.lineno)
    return range(outer.body[0].lineno, (outer.end_lineno or outer.lineno) + 1)
