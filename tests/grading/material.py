"""A small course for tests: a register, a bank with a question of every type, its right answers."""

from __future__ import annotations

import shutil
from pathlib import Path

REGISTER = {
    "documents.yaml": """\
documents:
  - {id: D1, title: A page, kind: page, file: a.txt, lines: 9, sha256: "%s", appraisal: Short.}
"""
    % ("0" * 64),
    "references.yaml": """\
references:
  - {id: label, short: the label, type: document, title: A label, URL: "https://example.org/",
     seen: [{at: All, extent: text, gives: everything}]}
""",
    "lessons.yaml": """\
lessons:
  - {id: demo, notebook: demo.ipynb, title: Demo, minutes: 5,
     objectives: [{id: demo-1, text: Do it.}]}
""",
    "claims/D1.yaml": "document: D1\nclaims: []\n",
}

_HEAD = """\
    objective: demo-1
    level: remember
    rests_on: {references: [{id: label, at: All}]}
    rationale: RATIONALE-%s is why.
"""


def _question(name: str, kind: str, stem: str, rest: str) -> str:
    return f"  - id: {name}\n    type: {kind}\n{_HEAD % name}    stem: {stem}\n{rest}"


_NESTED = """\
            objective: demo-1
            level: apply
            rests_on: {references: [{id: label, at: All}]}
            rationale: RATIONALE-%s is why.
"""

BANK = (
    "kind: graded\nlesson: demo\ntitle: Demo\nintroduction: Some questions.\nquestions:\n"
    + _question(
        "demo-one",
        "single",
        "Which <b>one</b>?",
        """\
    points: 2
    options:
      - {id: a, text: Alpha option, feedback: FEEDBACK-a}
      - {id: b, text: Beta option, feedback: FEEDBACK-b}
    key: b
""",
    )
    + _question(
        "demo-many",
        "multiple",
        "Which ones?",
        """\
    options:
      - {id: a, text: First}
      - {id: b, text: Second}
      - {id: c, text: Third}
    key: [a, c]
""",
    )
    + _question(
        "demo-true",
        "true_false",
        "Is it so?",
        "    key: true\n    feedback: {if_true: FEEDBACK-true, if_false: FEEDBACK-false}\n",
    )
    + _question(
        "demo-dose",
        "numeric",
        "What dose?",
        """\
    key: {value: 125, unit: mg/day, tolerance: 1}
    feedback: FEEDBACK-dose
    otherwise: FEEDBACK-otherwise
""",
    )
    + _question(
        "demo-match",
        "matching",
        "Match.",
        """\
    points: 3
    left: [{id: x, text: Ex}, {id: y, text: Why}, {id: z, text: Zed}]
    right: [{id: p, text: Pe}, {id: q, text: Cue}, {id: r, text: Are}]
    key: {x: q, y: p, z: r}
""",
    )
    + _question(
        "demo-order",
        "ordering",
        "Order.",
        """\
    items: [{id: u, text: You}, {id: v, text: Vee}, {id: w, text: Double}]
    key: [w, u, v]
    feedback: FEEDBACK-order
""",
    )
    + _question(
        "demo-class",
        "categorise",
        "Sort.",
        """\
    classes: [{id: m, text: Em}, {id: n, text: En}]
    items: [{id: g, text: Gee}, {id: h, text: Aitch}]
    key: {g: m, h: n}
""",
    )
    + _question(
        "demo-word",
        "short_text",
        "Which drug?",
        "    key: [allopurinol]\n    feedback: FEEDBACK-word\n    otherwise: FEEDBACK-otherword\n",
    )
    + """\
  - id: demo-case
    type: case
"""
    + _HEAD % "demo-case"
    + """\
    stem: A patient comes.
    stages:
      - id: s1
        title: First visit
        story: She is ill.
        questions:
          - id: demo-case-a
            type: true_false
"""
    + _NESTED % "demo-case-a"
    + """\
            stem: Treat her?
            key: true
            feedback: {if_true: FEEDBACK-yes, if_false: FEEDBACK-no}
      - id: s2
        title: Second visit
        story: She is better.
        questions:
          - id: demo-case-b
            type: short_text
"""
    + _NESTED % "demo-case-b"
    + """\
            stem: With what?
            key: [azathioprine]
            feedback: FEEDBACK-with
            otherwise: FEEDBACK-other
"""
    + _question(
        "demo-text",
        "written",
        "Explain.",
        """\
    points: 4
    words: 50
    rubric:
      - {points: 0, title: Nothing, earns: No reason.}
      - {points: 4, title: Whole, earns: Every reason.}
""",
    )
)

POINTS = 2 + 1 + 1 + 1 + 3 + 1 + 1 + 1 + 2  # of what is scored by reading

RIGHT = {
    "demo-one": "b",
    "demo-many": ["a", "c"],
    "demo-true": True,
    "demo-dose": "0.125 g/day",
    "demo-match": {"x": "q", "y": "p", "z": "r"},
    "demo-order": ["w", "u", "v"],
    "demo-class": {"g": "m", "h": "n"},
    "demo-word": "Allopurinol",
    "demo-case": {"demo-case-a": True, "demo-case-b": "azathioprine"},
    "demo-text": "One.\nTwo & <i>three</i>.",
}

MIXED = "kind: graded\nlesson: demo\ntitle: Mixed\nquestions:\n" + _question(
    "mixed-true",
    "true_false",
    "Is it so?",
    "    points: 2\n    key: true\n    feedback: {if_true: Yes., if_false: No.}\n",
)


def write_course(root: Path) -> Path:
    """Make `root/quizzes` and `root/course` with the course's own nbgrader_config.py."""
    for name, text in REGISTER.items():
        path = root / "quizzes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    graded = root / "quizzes" / "graded"
    graded.mkdir()
    (graded / "demo.yaml").write_text(BANK, encoding="utf-8")
    (graded / "mixed.yaml").write_text(MIXED, encoding="utf-8")
    course = root / "course"
    course.mkdir()
    config = Path(__file__).parents[2] / "course" / "nbgrader_config.py"
    shutil.copy(config, course)
    return course
