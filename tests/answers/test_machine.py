"""Two kernels, full disks, crashes and damage in any order: what was saved is there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from imuran_edu.answers import Entry, NotSavedError, Store, read_responses
from imuran_edu.answers.responses_file import clean
from tests.json_values import leaves

kernels = st.sampled_from([0, 1])
questions = st.sampled_from(["q-1", "q-2", "q-3"])
values = st.one_of(st.sampled_from("abc"), st.lists(leaves, max_size=3), leaves)


class Crash(BaseException):
    """The power goes."""


class Kernels(RuleBasedStateMachine):
    """Two kernels of one folder beside a plain model of what must be on its disk."""

    @initialize()
    def start(self) -> None:
        self.home = tempfile.TemporaryDirectory()
        self.folder = Path(self.home.name)
        self.stores = [Store(self.folder), Store(self.folder)]
        self.clock = 0
        # question -> (when it was given, answer), as saved and as waiting in each kernel
        self.disk: dict[str, tuple[int, Any]] = {}
        self.waiting: list[dict[str, tuple[int, Any]]] = [{}, {}]

    def teardown(self) -> None:
        if hasattr(self, "home"):
            self.home.cleanup()

    def _given(self, value: Any) -> tuple[int, Any]:
        self.clock += 1
        return self.clock, clean(value)

    def _reached(self, kernel: int) -> None:
        for question, given in self.waiting[kernel].items():
            if given >= self.disk.get(question, given):
                self.disk[question] = given
        self.waiting[kernel] = {}

    @rule(kernel=kernels, question=questions, value=values)
    def save(self, kernel: int, question: str, value: Any) -> None:
        given = self._given(value)
        assert self.stores[kernel].save(question, Entry(value)).answer == given[1]
        self._reached(kernel)
        self.disk[question] = given

    @rule(kernel=kernels, question=questions, value=values)
    def the_disk_is_full(self, kernel: int, question: str, value: Any) -> None:
        with (
            patch.object(os, "fsync", side_effect=OSError(28, "No space left on device")),
            pytest.raises(NotSavedError),
        ):
            self.stores[kernel].save(question, Entry(value))
        self.waiting[kernel][question] = self._given(value)

    @rule(kernel=kernels)
    def save_again(self, kernel: int) -> None:
        assert self.stores[kernel].unsaved == bool(self.waiting[kernel])
        if self.waiting[kernel]:
            self.stores[kernel].save_all({})
            self._reached(kernel)

    @rule(kernel=kernels)
    def the_kernel_restarts(self, kernel: int) -> None:
        self.stores[kernel] = Store(self.folder)
        self.waiting[kernel] = {}

    @rule(
        kernel=kernels,
        question=questions,
        value=values,
        moment=st.sampled_from([(os, "fsync"), (Path, "replace")]),
    )
    def the_power_goes_while_saving(
        self, kernel: int, question: str, value: Any, moment: tuple[Any, str]
    ) -> None:
        # nothing runs after a power cut, so the half-written file stays
        with (
            patch.object(*moment, side_effect=Crash),
            patch.object(Path, "unlink"),
            pytest.raises(Crash),
        ):
            self.stores[kernel].save(question, Entry(value))
        self.the_kernel_restarts(kernel)

    @rule(junk=st.sampled_from(["{", "[]", '{"version": 99}']))
    def the_file_is_damaged(self, junk: str) -> None:
        """From outside; the next answer sets it aside and starts anew."""
        path = self.folder / "responses.json"
        path.write_text(junk)
        self.stores[0].save("q-1", Entry("after damage"))
        assert [each for each in self.folder.glob("responses-*.json") if each.read_text() == junk]
        self.disk = {}
        given = self._given("after damage")
        self._reached(0)
        self.disk["q-1"] = given

    @invariant()
    def what_was_saved_is_there(self) -> None:
        if not hasattr(self, "folder"):
            return
        responses, problem = read_responses(self.folder / "responses.json")
        assert problem == ("" if self.disk else "there is no responses.json")
        on_disk = {question: entry.answer for question, entry in responses.answers.items()}
        assert on_disk == {question: answer for question, (_, answer) in self.disk.items()}
        for kernel, mine in enumerate(self.stores):
            wanted = dict(self.disk)
            for question, given in self.waiting[kernel].items():
                if given >= wanted.get(question, given):
                    wanted[question] = given
            shown = {name: entry.answer for name, entry in mine.load().answers.items()}
            assert shown == {question: answer for question, (_, answer) in wanted.items()}
            assert mine.unsaved == bool(self.waiting[kernel])


TestKernels = Kernels.TestCase
TestKernels.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
