"""Make `reading.json`, by which typed answers are read here and in the page alike.

`python -m imuran_edu.questions.reading_table` writes it from `reading.yaml`; a test holds it in
step. Whoever reads follows the table and knows no character, spelling or unit beside it.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import yaml

SOURCE = Path(__file__).with_name("reading.yaml")
TARGET = Path(__file__).with_name("reading.json")
NUMBER = r"(?:[0-9]{1,15}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})"


def table() -> dict[str, Any]:
    """Return the table as data that JSON holds."""
    rules = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    numbers = [
        {**rule, "pattern": f"{rule['pattern'].replace('NUMBER', NUMBER)}"}
        for rule in rules["numbers"]
    ]
    return {
        "characters": _characters(rules["characters"]),
        "numbers": numbers,
        "problems": rules["problems"],
        "unit_forms": rules["unit_forms"],
        "units": _units(rules),
        "letters": [
            [first, last, [_plain(chr(code)) for code in range(first, last + 1)]]
            for first, last in rules["letters"]
        ],
        "blank": rules["blank"],
    }


def to_json() -> str:
    """Return the text of `reading.json`."""
    return json.dumps(table(), ensure_ascii=True, separators=(",", ":")) + "\n"


def _characters(rules: dict[str, Any]) -> dict[str, str]:
    known = {each: each for each in rules["same"]}
    known |= {each.upper(): each for each in rules["same"]}
    known |= dict.fromkeys(rules["spaces"], " ")
    for group in ("for", "words"):
        known |= {each: plain for plain, signs in rules[group].items() for each in signs}
    known |= {chr(ord(rules["digits"]) + digit): str(digit) for digit in range(10)}
    known |= {each: f"^{digit}" for digit, each in enumerate(rules["raised"])}
    known[rules["raised_minus"]] = "^-"
    return known


def _units(rules: dict[str, Any]) -> dict[str, list[Any]]:
    """Return what each name of a unit measures, and its size."""
    known: dict[str, list[Any]] = {}
    for measures, sizes in rules["units"].items():
        prefixes = sizes.pop("prefixes", [])
        for size, names in sizes.items():
            known |= {name: [measures, float(size)] for name in names}
        for prefix in prefixes:
            size = rules["prefixes"][rules["prefix_words"].get(prefix, prefix)]
            long = prefix in rules["prefix_words"]
            for name in sizes[1]:
                if (len(name) > 3) == long or (prefix in ("mc", "m") and name == "mol"):
                    known[prefix + name] = [measures, size]
    return known


def _plain(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", decomposed) if c.isalnum())


if __name__ == "__main__":
    TARGET.write_text(to_json(), encoding="utf-8")
