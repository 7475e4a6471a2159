"""The course as static pages: what is written, and what never is."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imuran_edu.cli import app
from imuran_edu.core import InputError, Problem
from imuran_edu.core.lesson_text import KINDS
from imuran_edu.core.words import translations
from imuran_edu.questions import load_bank
from imuran_edu.site import write
from imuran_edu.site.page import WORDS, data_script, page
from imuran_edu.site.write import SiteError, graded_traces_in, put_in_place, site_files
from imuran_edu.widgets.course_index import course_index
from imuran_edu.widgets.outline import course_outline
from imuran_edu.widgets.page_script import words_line
from tests.courses import ROOT
from tests.secrets_of_banks import graded_secrets

HOSTILE = "</script><script>alert(1)</script><!-- \u2028 &lt; ]]>"


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return site_files()


def data(files: dict[str, str], name: str) -> object:
    return json.loads(files[f"data/{name}.js"].split("]=", 1)[1].rstrip(";\n"))


class Loaded(HTMLParser):
    """What a page loads by itself, its language and its headings."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.levels: list[int] = []
        self.language = ""

    @classmethod
    def of(cls, text: str) -> list[str]:
        read = cls()
        read.feed(text)
        return read.addresses

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag in ("script", "img", "iframe", "source"):
            self.addresses.append(given.get("src") or "")
        if tag == "link":
            self.addresses.append(given.get("href") or "")
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))


def test_a_page_loads_nothing_from_elsewhere_and_has_its_language_and_one_title(
    files: dict[str, str],
) -> None:
    pages = {name: text for name, text in files.items() if name.endswith(".html")}
    assert len(pages) == len(list((ROOT / "notebooks").glob("*.ipynb")))
    for name, text in pages.items():
        read = Loaded()
        read.feed(text)
        assert read.language == "en", name
        assert read.levels.count(1) == 1, name
        for address in read.addresses:
            assert address in files or address == "data:,", f"{name} loads {address}"
        assert 'type="module"' not in text


def test_links_between_lessons_lead_to_pages_that_are_there(files: dict[str, str]) -> None:
    for name, text in files.items():
        if name.endswith(".html"):
            for found in re.findall(r'href="([\w-]+\.(?:html|ipynb))', text):
                assert found in files, f"{name} links to {found}"


def test_today_finds_every_practice_question_in_the_page_of_its_lesson(
    files: dict[str, str],
) -> None:
    index = course_index()
    lessons = {each["id"]: Path(each["notebook"]).stem for each in index["lessons"]}
    asked: dict[str, set[str]] = {}
    for lesson, stem in lessons.items():
        made = data(files, stem)
        assert isinstance(made, dict)
        quizzes = [cell["quiz"] for cell in made["cells"] if cell["kind"] == "quiz"]
        asked[lesson] = {each["id"] for quiz in quizzes for each in quiz["questions"]}
    assert index["cards"]
    for card in index["cards"]:
        assert card["id"] in asked[card["lesson"]]


def test_no_sentence_of_a_graded_bank_is_on_a_page(files: dict[str, str]) -> None:
    texts = "\n".join(files.values())
    shown = json.dumps([data(files, Path(name).stem) for name in files if name[:5] == "data/"])
    assert [each for each in graded_secrets() if each in texts or each in shown] == []
    assert graded_traces_in(ROOT, files) == []


def test_pages_speak_the_language_that_they_were_written_in(
    files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not [name for name, text in files.items() if WORDS in (name, *Loaded.of(text))]
    monkeypatch.setenv("IMURAN_LANGUAGE", "ar_XB")
    monkeypatch.setattr(write, "course_outline", lambda: course_outline()[:1])
    try:
        translations.cache_clear()
        words_line.cache_clear()
        other = site_files()
    finally:
        monkeypatch.undo()
        translations.cache_clear()
        words_line.cache_clear()
    assert '"language": "ar-XB"' in other[WORDS]
    loaded = Loaded.of(other["index.html"])
    assert loaded.index(WORDS) < loaded.index("site.js")
    assert 'lang="en"' in other["index.html"]  # what it teaches is not translated


def test_a_planted_key_stops_it_and_the_folder_stays_as_it_was(tmp_path: Path) -> None:
    graded = load_bank(ROOT / "quizzes" / "graded" / "mechanism.yaml")
    question = next(each for each in graded.questions if len(each.rationale.split()) > 20)
    good = page("Lesson", "<p>as it was</p>", [])
    put_in_place(tmp_path, {"data/course.js": "", "index.html": good}, "data/course.js")
    for planted in (
        {"data/x.js": data_script("x", {"html": f"<p>{question.rationale}</p>"})},
        {"index.html": page("Lesson", f"<p>{question.rationale}</p>", [])},
        {"data/x.js": data_script("x", {"id": question.id})},
    ):
        with pytest.raises(SiteError, match="graded question"):
            put_in_place(tmp_path, {"data/course.js": "", **planted}, "data/course.js")
        assert (tmp_path / "index.html").read_text() == good
        assert not (tmp_path / "data" / "x.js").exists()


def test_markup_in_texts_stays_text() -> None:
    made = data_script(HOSTILE, {"text": HOSTILE})
    assert not set("<>\u2028") & set(made)
    name, value = re.fullmatch(r"\(.*?\)\[(.*?)\]=(.*);\n", made, re.DOTALL).groups()  # type: ignore[union-attr]
    assert json.loads(name) == HOSTILE
    assert json.loads(value) == {"text": HOSTILE}
    assert "<script>alert" not in page(HOSTILE, "", [], HOSTILE)


def test_what_was_written_before_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    own = {"data/course.js": "1", "index.html": "1", "09_gone.html": "1", "data/09_gone.js": "1"}
    put_in_place(tmp_path / "site", own, "data/course.js")
    put_in_place(tmp_path / "site", {"data/course.js": "2", "index.html": "2"}, "data/course.js")
    found = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {"site/data/course.js", "site/index.html"}
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "index.html").write_text("mine")
    with pytest.raises(SiteError, match="holds what site did not write; name an empty folder"):
        put_in_place(tmp_path / "other", own, "data/course.js")
    with pytest.raises(SiteError, match="is a file; name a folder"):
        put_in_place(tmp_path / "other" / "index.html", own, "data/course.js")
    with pytest.raises(SiteError, match="holds the course"):
        put_in_place(ROOT, own, "quizzes/documents.yaml")
    assert (tmp_path / "other" / "index.html").read_text() == "mine"


def test_the_command_says_what_is_wrong_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> dict[str, str]:
        raise InputError([Problem(Path("quizzes/practice/doses.yaml"), 3, "is no question")])

    monkeypatch.setattr(write, "site_files", fails)
    done = CliRunner().invoke(app, ["site", str(tmp_path / "site")])
    assert done.exit_code == 1
    assert done.output.strip().endswith("doses.yaml:3: is no question")
    assert not (tmp_path / "site").exists()


# what a lesson may call, and what the guide says of it where a page differs
SAME = {"claims_game", "claims_table", "corrections", "figure", "glossary", "progress", "quiz"} | {
    *("reference_list", "today"),
}
DIFFERS = {"explore": "Explorers show the drawings of their presets"}
APART = {"ask": "Assignments are not among the pages"}
# held by `assert cell["kind"] not in …` below, and by the test of the language
MORE = ("There is no notebook to open, and no code", "The interface speaks one language")


def test_the_guide_lists_all_that_differs_from_jupyter_and_the_list_is_short(
    files: dict[str, str],
) -> None:
    assert set(KINDS) == SAME | set(DIFFERS) | set(APART)
    guide = (ROOT / "course" / "SITE.md").read_text(encoding="utf-8")
    told = guide.split("## What differs from Jupyter")[1]
    items = re.findall(r"^- (.*)", told.split("\n## ")[0], re.MULTILINE)
    known = (*DIFFERS.values(), *APART.values(), *MORE)
    assert len(items) == len(known) <= 5
    for sentence in known:
        assert [item for item in items if item.startswith(sentence)], sentence
    for name in files:
        made = data(files, Path(name).stem) if name.startswith("data/0") else None
        for cell in made["cells"] if isinstance(made, dict) else ():
            assert cell["kind"] not in ("problem", "code"), f"{name}: {cell}"
            if cell["kind"] == "explorer":
                assert len(cell["explorer"]["stills"]) == 1 + len(cell["explorer"]["presets"])
