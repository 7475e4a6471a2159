"""Hold the teaching model against what was published, and write `models/VALIDATION.md`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from imuran_edu.pharmacology.models import parameters as module
from tests.benchmarks import validation_words as words
from tests.benchmarks.validation_figures import MANY, figures, followed, sensitivity

DATA = Path(__file__).with_name("validation.yaml")
PAGE = Path(module.__file__).with_name("VALIDATION.md")
Row = dict[str, Any]
PEOPLE = {
    "normal": ("normal", "normal"),
    "intermediate TPMT": ("intermediate", "normal"),
    "poor TPMT": ("poor", "normal"),
    "intermediate NUDT15": ("normal", "intermediate"),
    "poor NUDT15": ("normal", "poor"),
    "both intermediate": ("intermediate", "intermediate"),
}


def rows() -> list[Row]:
    """The rows of the table, with the model's value and the verdict in each figure."""
    found: list[Row] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["rows"]
    for row in found:
        for figure in row["figures"]:
            value = figures()[row["row"]][figure["key"]]
            figure["value"] = value
            low, high = figure.get("low"), figure.get("high")
            if low is None and high is None:
                figure["verdict"] = "shown"
            else:
                inside = (low is None or value >= low) and (high is None or value <= high)
                figure["verdict"] = "in" if inside else "out"
    return found


def accepted(figure: Row) -> str:
    low, high = figure.get("low"), figure.get("high")
    if low is None and high is None:
        return "no limit"
    if low is None:
        return f"at most {high:g}"
    if high is None:
        return f"at least {low:g}"
    return f"{low:g} to {high:g}"


def written(figure: Row) -> str:
    return f"{figure['value']:,.{figure['digits']}f}"


def table(head: list[str], lines: list[list[str]]) -> str:
    rule = ["---"] * len(head)
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *lines))


def the_table(found: list[Row]) -> str:
    lines = []
    for row in found:
        for index, figure in enumerate(row["figures"]):
            first = index == 0
            unit = f" ({figure['unit']})" if figure["unit"] else ""
            verdict = figure["verdict"]
            lines.append(
                [
                    row["row"] if first else "",
                    (f"**{row['quantity']}**: " if first else "") + figure["what"] + unit,
                    figure["published"],
                    accepted(figure),
                    figure["kind"],
                    written(figure),
                    f"**{verdict}**" if verdict == "out" else verdict,
                    row["source"] if first else "",
                ]
            )
    head = ["row", "quantity", "published", "accepted", "kind", "model", "verdict", "source"]
    return table(head, lines)


def summary(found: list[Row]) -> str:
    counts: dict[tuple[str, str], int] = {}
    for row in found:
        for figure in row["figures"]:
            place = figure["kind"], figure["verdict"]
            counts[place] = counts.get(place, 0) + 1
    said = []
    for kind in ("fit", "predicted"):
        met, missed = counts.get((kind, "in"), 0), counts.get((kind, "out"), 0)
        name = "fitted" if kind == "fit" else kind
        said.append(f"Of {met + missed} {name} figures {met} are in and {missed} out.")
    missed_rows = [row["row"] for row in found if out(row)]
    return f"{' '.join(said)} Rows with a figure out: {', '.join(missed_rows)}."


def out(row: Row) -> list[Row]:
    return [figure for figure in row["figures"] if figure["verdict"] == "out"]


def misses(found: list[Row]) -> str:
    parts = []
    for row in found:
        if out(row):
            values = "; ".join(
                f"{each['what']} {written(each)} instead of {each['published']}"
                for each in out(row)
            )
            parts.append(f"- **Row {row['row']}, {row['quantity']}** ({values}). {row['why']}")
    return "\n".join(parts)


def notes(found: list[Row]) -> str:
    return "\n".join(f"- Row {row['row']}: {row['note']}" for row in found if "note" in row)


def shares() -> str:
    lines = []
    for name, (tpmt, nudt15) in PEOPLE.items():
        lowest = followed(module.Phenotype(tpmt), module.Phenotype(nudt15)).nadirs()
        below = [f"{100 * float((lowest < limit).mean()):.1f}" for limit in (1.8, 1.5, 1.0, 0.5)]
        lines.append([name, *below])
    return table(["who", "below 1.8", "below 1.5", "below 1.0", "below 0.5"], lines)


def sensitivities() -> str:
    found = sensitivity()
    days = [[name, f"{value:.0f}"] for name, value in found["days"]]
    percents = [[name, f"{value:.1f}"] for name, value in found["shares"]]
    begin = f"{found['begin'][0][1]:.1f}"
    return "\n\n".join(
        [
            words.BEFORE_DAYS.strip(),
            table(["with", "first day below 1.0"], days),
            words.BEFORE_PERCENTS.strip(),
            table(["with", "leucopenic, %"], percents),
            words.AFTER_PERCENTS.strip().replace("BEGIN", begin),
        ]
    )


def parameter_table() -> str:
    lines = [
        [f"`{each.id}`", f"{each.value:g}", each.unit, each.means, each.standing, each.source]
        for each in module.parameters().values()
    ]
    return table(["name", "value", "unit", "what", "standing", "source"], lines)


def standings() -> str:
    counts: dict[str, int] = {}
    for each in module.parameters().values():
        counts[each.standing] = counts.get(each.standing, 0) + 1
    return ", ".join(f"{number} {standing}" for standing, number in counts.items())


def measured() -> str:
    found = yaml.safe_load(DATA.read_text(encoding="utf-8"))["measured"]
    lines = [[each["what"], each["figure"], each.get("goal", "")] for each in found]
    return table(["what", "measured", "goal"], lines)


@cache
def page() -> str:
    """The whole page; equal on every machine."""
    found = rows()
    parts = [
        words.OPENING,
        "## Held against the literature",
        words.BEFORE_TABLE.replace("MANY", f"{MANY:,}"),
        summary(found),
        the_table(found),
        "Remarks:",
        notes(found),
        "## What the model fails at, and why",
        misses(found),
        words.AFTER_TABLE,
        "## Shares of virtual patients",
        words.BEFORE_SHARES,
        shares(),
        "## Where the sources are weak",
        words.SOURCES,
        "## What happens with other parameters",
        sensitivities(),
        "## Numerics",
        words.NUMERICS,
        measured(),
        "## Parameters",
        f"By how each is known: {standings()}.",
        parameter_table(),
        "## Limits",
        words.LIMITS,
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def main() -> None:
    found = rows()
    for row in found:
        for figure in row["figures"]:
            what = f"{row['row']:>3}  {row['quantity']}: {figure['what']}"
            told = f"{written(figure)} {figure['unit']}"
            print(f"{what[:86]:86} {told:>16}  {figure['verdict']:6} ({figure['published']})")
    print(summary(found))
    PAGE.write_text(page(), encoding="utf-8")
    print(f"written: {PAGE.name}")
