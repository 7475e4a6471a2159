"""Run the tests that reach a fault, in a process that has everything imported already.

One process collects the tests once and learns which test runs which line. For each fault it forks:
the child has all libraries loaded, takes the changed functions in place of the sound ones, and runs
only the tests that reach the fault, the quickest first.
"""

from __future__ import annotations

import functools
import gc
import os
import pickle
import resource
import signal
import sys
import time
import types
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

from tests.mutation.planting import Fault, function_lines

OPTIONS = [
    *("-q", "-x", "--no-header", "-m", "not slow"),
    *("-p", "no:cacheprovider", "-p", "no:cov", "-p", "no:xdist"),
]


class Chosen:
    """A pytest plugin: keep the tests of `names`, in that order; all where `names` is None."""

    def __init__(self, names: list[str] | None, cover: coverage.Coverage | None = None) -> None:
        self.names = names
        self.cover = cover
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.names is not None:
            place = {name: index for index, name in enumerate(self.names)}
            items[:] = [item for item in items if item.nodeid in place]
            items.sort(key=lambda item: place[item.nodeid])

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        if self.cover is not None:
            self.cover.switch_context(item.nodeid)
        start = time.process_time()
        yield
        self.seconds[item.nodeid] = time.process_time() - start
        if self.cover is not None:
            self.cover.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


class Tests:
    """Which tests run which lines, how long each takes, and percent of lines and branches run."""

    def __init__(
        self, paths: list[str], deselected: str, modules: list[Path], longest: float
    ) -> None:
        """Collect the tests here, and run them once, sound, in a child.

        Args:
            paths: Files and folders of tests.
            deselected: What `pytest -k` gets.
            modules: Those that faults are planted in.
            longest: Seconds of the processor; a test that needs more is left out afterwards.

        Raises:
            SystemExit: A test fails without any fault.
        """
        options = [*OPTIONS, "-k", deselected, *paths]
        pytest.main([*options, "--collect-only", "-qq"], [Chosen(None)])
        here, there = os.pipe()
        child = os.fork()
        if not child:
            with os.fdopen(there, "wb") as pipe:
                pickle.dump(_measured(options, modules), pipe)
            os._exit(0)
        os.close(there)
        with os.fdopen(here, "rb") as pipe:
            failed, seconds, self.lines, self.covered = pickle.load(pipe)
        os.waitpid(child, 0)
        if failed:
            raise SystemExit(f"these fail without any fault: {', '.join(failed)}")
        self.seconds = {name: cost for name, cost in seconds.items() if cost <= longest}
        self.left_out = sorted(set(seconds) - set(self.seconds))

    def reaching(self, fault: Fault, source: str) -> list[str]:
        """Return the tests that run the fault's lines, file by file, the quickest first.

        A line outside of functions runs when the module is imported: then all tests of the module.
        """
        contexts = self.lines.get(fault.path, {})
        body = function_lines(source, fault.line)
        wanted = range(fault.line, fault.last_line + 1)
        rows: Iterator[int] | range = wanted if body else iter(contexts)
        names = {name for row in rows for name in contexts.get(row, [])}
        if body and not names & set(self.seconds):  # the middle of a long statement
            names = {name for row in body for name in contexts.get(row, [])}
        files = defaultdict(list)
        for name in names & set(self.seconds):
            files[name.split("::")[0]].append(name)
        cost = {file: sum(map(self.seconds.__getitem__, group)) for file, group in files.items()}
        return [
            name
            for file in sorted(files, key=cost.__getitem__)
            for name in sorted(files[file], key=self.seconds.__getitem__)
        ]

    def notice(self, fault: Fault, names: list[str], seconds: float) -> bool:
        """Plant the fault and say whether one of the tests fails or hangs.

        Args:
            fault: It is on disk meanwhile, so that processes that tests start have it as well.
            names: The tests to run.
            seconds: Of the processor, after which a run counts as hanging.
        """
        source = fault.path.read_text(encoding="utf-8")
        planted = fault.planted(source)
        before = fault.path.stat()
        inside = function_lines(source, fault.line) is not None
        try:
            fault.path.write_text(planted, encoding="utf-8")
            os.utime(fault.path, (1, 1))  # so that no compiled module is taken for it
            return self._fails(fault.path, planted if inside else None, names, seconds)
        finally:
            fault.path.write_text(source, encoding="utf-8")
            os.utime(fault.path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def _fails(self, path: Path, planted: str | None, names: list[str], seconds: float) -> bool:
        """Run tests in a child: with functions exchanged or, without `planted`, imported anew."""
        child = os.fork()
        if child:
            return os.waitpid(child, 0)[1] != 0
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
            signal.alarm(int(seconds) * 20)
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            if planted is None or not exchanged(path, planted):
                forget()
            files = sorted({name.partition("::")[0] for name in names})
            code = int(pytest.main([*OPTIONS, *files], [Chosen(names)]))
        finally:
            os._exit(code)


def forget() -> None:
    """Have the package and its tests imported anew."""
    for name in [*sys.modules]:
        if name.partition(".")[0] in ("imuran_edu", "tests", "conftest"):
            del sys.modules[name]


def _measured(
    options: list[str], modules: list[Path]
) -> tuple[list[str], dict[str, float], dict[Path, dict[int, list[str]]], float]:
    """Run all tests: which fail, the seconds of each, the tests of each line, branch coverage."""
    names = [str(path) for path in modules]
    cover = coverage.Coverage(data_file=None, include=names, branch=True, config_file=False)
    plugin = Chosen(None, cover)
    cover.start()
    forget()
    pytest.main(options, [plugin])
    cover.stop()
    data = cover.get_data()
    lines = {Path(name): data.contexts_by_lineno(name) for name in data.measured_files()}
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        covered = cover.report(file=nowhere)
    return plugin.failed, plugin.seconds, lines, covered


def exchanged(path: Path, planted: str) -> bool:
    """Give the living functions of a module their changed code; False where one would not fit."""
    new: dict[str, list[types.CodeType]] = defaultdict(list)
    waiting = [compile(planted, str(path), "exec", dont_inherit=True)]
    while waiting:
        code = waiting.pop()
        new[code.co_qualname].append(code)
        waiting += [part for part in code.co_consts if isinstance(part, types.CodeType)]
    for thing in gc.get_objects():
        if isinstance(thing, functools._lru_cache_wrapper) and "imuran" in thing.__module__:
            thing.cache_clear()
        if isinstance(thing, types.FunctionType) and thing.__code__.co_filename == str(path):
            fits = sorted(
                new[thing.__code__.co_qualname],
                key=lambda code: abs(code.co_firstlineno - thing.__code__.co_firstlineno),
            )
            if not fits or fits[0].co_freevars != thing.__code__.co_freevars:
                return False
            thing.__code__ = fits[0]
    return True
