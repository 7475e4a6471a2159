"""A page that shows the components of the course in every state, in a theme and a language.

`python -m tests.gallery FOLDER` writes `index.html` for English and one for each language for
tests; open them with a browser. `tests/browser/test_gallery.py` does, and looks with axe.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from imuran_edu.core.words import SETTINGS, direction, language, translations
from imuran_edu.questions import PracticeQuestion, load_bank, practice_questions
from imuran_edu.questions.page import front_view
from imuran_edu.widgets.claims_game import claim_questions, claims_page
from imuran_edu.widgets.evidence_views import as_evidence, claims_view, corrections_view
from imuran_edu.widgets.figure import figure_html
from imuran_edu.widgets.practice_view import practice_view
from imuran_edu.widgets.reference_views import references_view

COURSE = Path(__file__).parents[2]
PACKAGE = COURSE / "src" / "imuran_edu"
LANGUAGES = ("en", "en_XA", "ar_XB")
SHEETS = ("progress.css", "figure.css", "evidence.css")
SAVED = "2026-03-01T15:04:05+00:00"
QUIET = {"level": "none", "text": ""}
UNREADABLE = {"numeric": "1.2.3 mg", "short_text": "?" * 3}
CARD: dict[str, Any] = {
    "mastered": 7,
    "of": 40,
    "done": 1,
    "lessons": [
        {"title": "How azathioprine works", "mastered": 5, "of": 20, "done": True},
        {"title": "Dosing", "mastered": 2, "of": 20, "done": False},
    ],
    "code": "7KX3-9QTM-2A",
    "answers": 9,
    "away": "",
}

Piece = dict[str, Any]


def examples() -> list[PracticeQuestion]:
    """Return a practice question of each type, and a prediction."""
    found: dict[str, PracticeQuestion] = {}
    for path in sorted((COURSE / "quizzes" / "practice").glob("*.yaml")):
        for asked in practice_questions(load_bank(path)):
            kind = "predict" if asked.question.predict else asked.question.type
            best = found.get(kind)
            if best is None or (asked.question.hints and not best.question.hints):
                found[kind] = asked
    return list(found.values())


def entry(view: Piece, answer: Any, checked: bool = False, **more: Any) -> Piece:
    """Return an entry of `responses.json`."""
    parts = [part["id"] for stage in view.get("stages", ()) for part in stage["questions"]]
    names = parts or [view["id"]]
    tries = {name: more.get("tries", 2) for name in names}
    return {
        "answer": answer,
        "version": more.get("version", view["version"]),
        "saved": SAVED,
        "checked": names if checked else [],
        "hints": dict.fromkeys(names, more.get("hints", 0)),
        "tries": tries if checked else {},
    }


def states(asked: PracticeQuestion, view: Piece) -> Iterator[tuple[str, Piece]]:
    """Yield the states of a question by their names."""
    question, rng = asked.question, Random(1)
    right, wrong = question.right_answer(), question.wrong_answer(rng)
    hints = len(view["hints"])
    yield "untouched", {}
    yield "answered, with hints", entry(view, right, hints=hints or 1)
    yield "wrong for the first time", entry(view, wrong, True, tries=1)
    yield "wrong", entry(view, wrong, True, hints=hints)
    if partial := question.partial_answer(rng):
        yield "partly right", entry(view, partial, True)
    yield "right", entry(view, right, True)
    if view["type"] in UNREADABLE:
        yield "cannot be read", entry(view, UNREADABLE[view["type"]])
    yield "edited since", entry(view, right, version="of another day")


def quiz(questions: list[Piece], entries: Piece, notice: Piece = QUIET, **more: Any) -> Piece:
    """Return what `mountQuiz` draws."""
    loaded = {"entries": entries, "notice": notice}
    return {
        "mode": "practice",
        "title": "",
        "introduction": "",
        "round_id": "",
        "questions": questions,
        "loaded": loaded,
        **more,
    }


def pieces() -> Iterator[Piece]:
    """Yield every component in every state, with a title each."""
    all_asked = examples()
    views = [practice_view(each, str(n), "seed") for n, each in enumerate(all_asked, 1)]
    for asked, view in zip(all_asked, views, strict=True):
        name = "prediction" if view.get("predict") else view["type"]
        for state, kept in states(asked, view):
            entries = {view["id"]: kept} if kept else {}
            yield {"title": f"{name}: {state}", "quiz": quiz([view], entries)}
    plain = [view for view in views if not view.get("predict")]
    yield from whole_quizzes(all_asked, plain)
    yield from graded(all_asked)
    yield from cards()
    yield from register_pieces()


def whole_quizzes(all_asked: list[PracticeQuestion], views: list[Piece]) -> Iterator[Piece]:
    """Yield a practice quiz at its start and at its end."""
    by_id = {each.question.id: each.question for each in all_asked}
    titled = {"title": "A quiz", "introduction": "<p>All at once.</p>", "round_id": "round-of-x"}
    warned = {"level": "warning", "text": "Your answers were in a file that cannot be read."}
    yield {"title": "quiz: begun", "quiz": quiz(views, {}, warned, **titled)}
    done = {
        view["id"]: entry(view, by_id[view["id"]].right_answer(), True)
        if number % 2
        else entry(view, by_id[view["id"]].wrong_answer(Random(1)), True)
        for number, view in enumerate(views)
    }
    objectives = sorted({by_id[view["id"]].objective for view in views})
    asked = {
        name: [[each.id] for each in by_id.values() if each.objective == name]
        for name in objectives
    }
    section = {"id": "Two-genes", "title": "Two genes"}
    lesson = {
        "id": "mechanism",
        "objectives": [
            {"id": name, "text": f"Explain {name}.", "questions": own, "sections": [section]}
            for name, own in asked.items()
        ],
        "next": [{"title": "Dosing", "notebook": "02-dosing.ipynb"}],
    }
    yield {"title": "quiz: done", "quiz": quiz(views, done, **titled, lesson=lesson)}
    game = claims_page(claim_questions("D1-001", "D1-002"), "seed")
    judged = {game[0]["id"]: entry(game[0], "v5", True)}
    head = {"title": "Your verdict, and ours", "introduction": "<p>Choose.</p>", "mode": "claims"}
    yield {"title": "claims game", "quiz": quiz(game, judged, **head)}


def graded(all_asked: list[PracticeQuestion]) -> Iterator[Piece]:
    """Yield graded questions: open, saved, and one that no store takes."""
    views = {
        each.question.type: {**front_view(each.public, "1", "seed"), "of": 3}
        for each in all_asked
        if not each.question.predict
    }
    right = {each.question.id: each.question.right_answer() for each in all_asked}
    for kind, view in views.items():
        kept = entry(view, right[view["id"]])
        yield {
            "title": f"graded {kind}: saved",
            "quiz": quiz([view], {view["id"]: kept}, mode="graded"),
        }
    view = views["single"]
    yield {"title": "graded: not answered", "quiz": quiz([view], {}, mode="graded")}
    full = {"level": "error", "text": "Not saved: the disk is full. Free some space."}
    yield {"title": "graded: not saved", "quiz": quiz([view], {}, full, mode="graded")}
    fails = {"fails": "Not saved: the disk is full. Free some space."}
    yield {"title": "graded: refused", "quiz": quiz([view], {}, mode="graded"), **fails}


def cards() -> Iterator[Piece]:
    """Yield progress cards."""
    none = {**CARD, "mastered": 0, "done": 0, "code": "", "answers": 0}
    yield {"title": "progress: begun", "card": CARD}
    yield {"title": "progress: nothing yet", "card": none}
    away = {**CARD, "away": "You are on Binder. Download your progress."}
    refused = {"type": "said", "level": "error", "text": "This is no progress file."}
    yield {"title": "progress: refused", "card": away, "said": refused}
    kept = {"type": "said", "level": "info", "text": "4 answers brought back."}
    yield {"title": "progress: brought back", "card": CARD, "said": kept}


def register_pieces() -> Iterator[Piece]:
    """Yield what the register shows, and a figure."""
    claims, _text = claims_view("D1-001", "D1-002", "D1-003")
    yield {
        "title": "claims table",
        "html": unfolded(claims),
    }
    references, _text = references_view("mechanism")
    yield {"title": "references", "html": as_evidence(references)}
    corrected, _text = corrections_view()
    yield {
        "title": "corrections",
        "html": unfolded(corrected),
    }
    yield {"title": "figure", "html": figure_html("pathway")}


def unfolded(html: str) -> str:
    """Return a piece of the register with nothing folded away."""
    return as_evidence(html.replace("<details", "<details open"))


def bundle() -> str:
    """Return the script that draws the pieces."""
    command = [
        *(str(COURSE / "src/node_modules/.bin/esbuild"), "--bundle"),
        *("--format=iife", "--charset=utf8", str(COURSE / "tests/gallery/gallery.ts")),
    ]
    done = subprocess.run(command, cwd=COURSE / "src", capture_output=True, text=True, check=True)
    return done.stdout


def page(name: str, script: str, made: Callable[[], Iterable[Piece]] = pieces) -> str:
    """Return the gallery, or other pieces that are made in that language, as a page."""
    before = {setting: os.environ.pop(setting, None) for setting in SETTINGS}
    os.environ["IMURAN_LANGUAGE"] = name
    translations.cache_clear()
    try:
        words = PACKAGE / "widgets" / "static" / "words" / f"{name}.json"
        known = json.loads(words.read_text(encoding="utf-8")) if words.exists() else None
        data = json.dumps({"words": known, "pieces": list(made())}).replace("</", "<\\/")
        lang, side = language(), direction()
    finally:
        for setting, value in before.items():
            os.environ.pop(setting, None)
            if value is not None:
                os.environ[setting] = value
        translations.cache_clear()
    static = PACKAGE / "widgets" / "static"
    styles = [static.joinpath(each).read_text(encoding="utf-8") for each in SHEETS]
    look = Path(__file__).with_name("gallery.css").read_text(encoding="utf-8")
    return (
        f"<!doctype html><html lang='{lang}' dir='{side}'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width'><title>Gallery</title>"
        f"<style>{''.join([*styles, look])}</style></head><body class='imuran-gallery'><main>"
        f"<h1>Gallery: {name}</h1></main><script>window.GALLERY={data}</script>"
        f"<script>{script}</script></body></html>"
    )


def write(folder: Path) -> list[Path]:
    """Write a page for each language; return them."""
    folder.mkdir(parents=True, exist_ok=True)
    script = bundle()
    made = []
    for name in LANGUAGES:
        path = folder / f"{name}.html"
        path.write_text(page(name, script), encoding="utf-8")
        made.append(path)
    return made
