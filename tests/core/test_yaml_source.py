"""YAML read so that every complaint names its file and line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.core import InputError, Problem, read_yaml, validate
from imuran_edu.core.strict_model import Strict
from imuran_edu.core.yaml_source import each_file_once


class Fruit(Strict):
    name: str
    seeds: int = 0


class Basket(Strict):
    owner: str
    fruits: list[Fruit] = []


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "file.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def complaint(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        validate(Basket, read_yaml(path))
    return "\n".join(str(replace(p, file=Path(p.file.name))) for p in caught.value.problems)


def test_data_and_lines(tmp_path: Path) -> None:
    path = written(tmp_path, "# note\nowner: Ann\nfruits:\n  - name: fig\n\n  - {name: date}\n")
    source = read_yaml(path)
    assert source.data == {"owner": "Ann", "fruits": [{"name": "fig"}, {"name": "date"}]}
    assert source.line(("owner",)) == 2
    assert source.line(("fruits",)) == 3
    assert source.line(("fruits", 0, "name")) == 4
    assert source.line(("fruits", 1)) == 6
    assert source.line(("fruits", 1, "absent")) == 6
    assert source.line(("fruits", "name of a union", 1)) == 6
    assert source.line(("nowhere",)) == source.line(()) == 2
    assert str(source.problem(("owner",), "is odd")) == f"{path}:2: is odd"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("owner: Ann\nfruits: [\n", "file.yaml:3: is not YAML"),
        ("owner: 'Ann\n", "is not YAML"),
        ("owner: Ann\n  fruits: []\n", "file.yaml:2: is not YAML"),
        ("owner: Ann\nowner: Bob\n", "file.yaml:2: the key 'owner' stands twice; delete one"),
        ("owner: Ann\n? [1]\n: x\n", "file.yaml:2: a key must be a plain word; quote it"),
        ("owner: Ann\n1.5: x\n", "file.yaml:2: a key must be a plain word"),
        ("owner: *nobody\n", "file.yaml:1: is not YAML"),
        ("owner: Ann\n---\nowner: Bob\n", "is not YAML"),
        ("owner: !!python/object:os.system x\n", "is not YAML"),
        ("owner: !secret x\n", "is not YAML"),
        ("owner: Ann\nfruits:\n  - name: 2024-13-45\n", "file.yaml:3: '2024-13-45' cannot be read"),
        ("owner: &a [*a]\n", "file.yaml:1: this part is used again by an alias"),
        ("fruits: &f []\nowner: *f\n", "file.yaml:1: this part is used again by an alias (*)"),
        ("owner: " + "[" * 5000 + "]" * 5000, "nest"),
        ("owner: \x00\n", "is not YAML"),
        (b"owner: Ann\nfruits: \xff\n", "file.yaml:2: is not UTF-8 text; save it as UTF-8"),
        ("owner: Ann\nfruit: []\n", "file.yaml:2: 'fruit' is not a field of this kind"),
        ("fruits:\n  - seeds: 3\nowner: Ann\n", "file.yaml:2: 'name' is missing; add it"),
        ("owner: 3\n", "file.yaml:1: 'owner' must be text; put it in quotes"),
        ("owner: 2024-01-01\n", "file.yaml:1: 'owner' must be text; put it in quotes"),
        ("owner: Ann\nfruits:\n  - {name: fig, seeds: many}\n", "file.yaml:3: 'seeds' should be"),
        ("", "file.yaml:1: 'the file' should have fields, and is empty"),
        ("- owner\n", "file.yaml:1: 'the file' should have fields and be no list"),
        ("fruits:\n  - name: fig\n    seeds 2\nowner: Ann\n", "file.yaml:3: is not YAML: a colon"),
        ("fruits:\n  - name: 'fig\n    seeds: 2\nowner: Ann\n", "file.yaml:2: is not YAML: the q"),
        ("owner: off\n", "'owner' is false, as which YAML reads off or no; put the word in quotes"),
        ("owner: Ann\nfruits: fig\n", "file.yaml:2: 'fruits' must be a list; write [fig]"),
        ("owner: Ann\nfruits: {name: fig}\n", "each entry begins with a dash"),
        ("owner: Ann\nfruits: [fig]\n", "should have fields of its own, not 'fig'"),
    ],
)
def test_what_is_wrong_and_where(tmp_path: Path, text: str | bytes, says: str) -> None:
    assert says in complaint(written(tmp_path, text))


def test_every_problem_is_named_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    said = complaint(written(tmp_path, "fruits:\n  - name: 1\n  - {}\n  - pips: 3\n"))
    assert [line.split(":")[1] for line in said.splitlines()] == ["1", "2", "3", "4", "4"]


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "file.yaml: cannot be read" in complaint(tmp_path / "file.yaml")
    (tmp_path / "file.yaml").mkdir()
    assert "file.yaml: cannot be read" in complaint(tmp_path / "file.yaml")


def test_problems_sort_by_file_then_line() -> None:
    first, second, third = (
        Problem(Path("a"), 9, "x"),
        Problem(Path("b"), 1, "z"),
        Problem(Path("b"), 2, "a"),
    )
    error = InputError([third, first, second])
    assert error.problems == [first, second, third]
    assert str(error) == "a:9: x\nb:1: z\nb:2: a"


@given(
    st.one_of(
        st.text(max_size=80),
        st.text(alphabet="ab:-[]{}&*!?|>'\"#%@ \n\t1.e", max_size=60),
        st.binary(max_size=40),
    )
)
def test_no_text_raises_anything_else(tmp_path: Path, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    path = written(tmp_path, data)
    try:
        source = read_yaml(path)
    except InputError as error:
        assert all(problem.line >= 1 and problem.message for problem in error.problems)
    else:
        assert source.line(()) >= 1


def test_a_file_is_parsed_once_where_that_is_asked_for(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    with each_file_once():
        first = read_yaml(path)
        assert read_yaml(path) is first
        path.write_text("a: 2\n")
        assert read_yaml(path).data == {"a": 2}
    assert read_yaml(path) is not read_yaml(path)


def test_words_are_read_as_pyyaml_reads_them(tmp_path):
    path = tmp_path / "a.yaml"
    words = ["yes", "x", "1.5", "0x1f", "~", "''", "'5'", "!!str 5", "null", "2024-01-02", ""]
    path.write_text("".join(f"k{n}: {word}\n" for n, word in enumerate(words)) + "5: five\n")
    assert read_yaml(path).data == yaml.safe_load(path.read_text())
