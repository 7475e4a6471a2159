"""The rules that a bank must keep beyond its shape.

Keys that exist, options that differ, claims that hold, references that were seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from imuran_edu.core.yaml_source import Location
from imuran_edu.evidence import Evidence
from imuran_edu.questions.model import Bank, Case, Question
from imuran_edu.questions.parts import Option
from imuran_edu.questions.words import plain

Broken = Iterator[tuple[Location, str]]


def broken_rules(bank: Bank, evidence: Evidence | None) -> Broken:
    """Yield where a rule is broken and what would mend it, in one line each."""
    seen: set[str] = set()
    if evidence is not None and bank.lesson is not None and bank.lesson not in evidence.lessons:
        yield ("lesson",), f"unknown lesson '{bank.lesson}'; see lessons.yaml"
    for at, question in _walk(bank):
        if question.id in seen:
            yield (*at, "id"), f"the id '{question.id}' stands twice; give one another id"
        seen.add(question.id)
        yield from ((at + where, message) for where, message in _shape(question))
        if evidence is not None:
            yield from (
                (at + where, f"question '{question.id}': {message}")
                for where, message in _basis(question, bank, evidence)
            )


def _walk(bank: Bank) -> Iterator[tuple[Location, Question]]:
    """Yield every question with its location, the parts of cases among them."""
    for index, question in enumerate(bank.questions):
        yield ("questions", index), question
        if isinstance(question, Case):
            for s, stage in enumerate(question.stages):
                for p, part in enumerate(stage.questions):
                    yield ("questions", index, "stages", s, "questions", p), part


def _shape(question: Question) -> Broken:
    """Check that a key names what is there and that no two options are equal."""
    match question.type:
        case "single":
            yield from _options(question.options, "options")
            yield from _named([question.key], question.options, ("key",))
        case "multiple":
            yield from _options(question.options, "options")
            yield from _named(question.key, question.options, ("key",))
            if len(set(question.key)) < len(question.key):
                yield ("key",), "the key names an option twice; name each once"
        case "matching":
            yield from _options(question.left, "left")
            yield from _options(question.right, "right")
            yield from _pairs(question.key, question.left, question.right)
            partners = [question.key.get(option.id, "") for option in question.left]
            if len(partners) > 2 and partners == sorted(set(partners)):
                yield ("key",), "the ids tell the key, and students can see ids; mix them"
        case "categorise":
            yield from _options(question.classes, "classes")
            yield from _options(question.items, "items")
            yield from _pairs(question.key, question.items, question.classes)
        case "ordering":
            yield from _options(question.items, "items")
            if sorted(question.key) != sorted(item.id for item in question.items):
                yield ("key",), "the key must name every item once, in the right order"
            elif question.key == sorted(question.key):
                yield ("key",), "the ids tell the order, and students can see ids; mix them"
        case "numeric":
            for index, part in enumerate(question.ranges):
                if part.low is None or part.high is None:
                    continue
                low, high = question.key.value - question.key.tolerance, question.key.value
                if part.low >= low and part.high <= high + question.key.tolerance:
                    message = "the range lies within the key's tolerance, so nobody meets it"
                    yield ("ranges", index), message
        case "short_text":
            shortest = min(len(plain(text)) for text in question.key)
            if not shortest:
                yield ("key",), "an accepted answer has no letter or digit, so any mark would do"
            accepted = {plain(text) for text in question.key}
            for index, other in enumerate(question.others):
                if plain(other.text) in accepted:
                    message = f"'{other.text}' is an accepted answer too; delete one of the two"
                    yield ("others", index, "text"), message
            if question.slips and shortest < 5 * question.slips:
                message = f"{question.slips} slips are too many for an answer of {shortest} "
                yield ("slips",), message + "letters; allow one for every five"
        case "written":
            best = max(level.points for level in question.rubric)
            if best != question.points:
                yield ("rubric",), f"the best level has {best:g} points, not {question.points:g}"


def _options(options: Sequence[Option], field: str) -> Broken:
    ids = Counter(option.id for option in options)
    texts: dict[str, str] = {}
    for index, option in enumerate(options):
        if ids[option.id] > 1:
            yield (field, index, "id"), f"the id '{option.id}' stands twice in this question"
            ids[option.id] = 0
        same = texts.setdefault(" ".join(option.text.casefold().split()), option.id)
        if same != option.id:
            yield (field, index, "text"), f"equals option '{same}'; make them differ or delete one"


def _named(ids: Sequence[str], options: Sequence[Option], at: Location) -> Broken:
    known = [option.id for option in options]
    for name in ids:
        if name not in known:
            yield at, f"the key names '{name}', but the ids here are {', '.join(known)}"


def _pairs(key: dict[str, str], left: Sequence[Option], right: Sequence[Option]) -> Broken:
    yield from _named(list(key), left, ("key",))
    yield from _named(list(dict.fromkeys(key.values())), right, ("key",))
    for option in left:
        if option.id not in key:
            yield ("key",), f"the key leaves out '{option.id}'; give it its partner"
    if all(name == partner for name, partner in key.items()):
        yield ("key",), "partners have the same ids, and students can see ids; change one side"


def _is_unit(text: str) -> bool:
    from imuran_edu.questions.units import (
        is_unit,  # pint takes long to load, and no lesson waits for it
    )

    return is_unit(text)


def _basis(question: Question, bank: Bank, evidence: Evidence) -> Broken:
    """Check the promise of a key: on what it rests, and what it puts right."""
    if question.type == "numeric" and question.key.unit and not _is_unit(question.key.unit):
        message = f"unit '{question.key.unit}' is not understood; use one like mg/day or none"
        yield ("key", "unit"), message
    if question.objective not in evidence.objectives:
        yield ("objective",), f"unknown objective '{question.objective}'; see lessons.yaml"
    for index, claim_id in enumerate(question.rests_on.claims):
        claim = evidence.claims.get(claim_id)
        at: Location = ("rests_on", "claims", index)
        if claim is None:
            yield at, f"unknown claim '{claim_id}'; mend the id or add it to claims/"
        elif not claim.verdict.holds:
            message = f"claim {claim_id} is judged {claim.verdict}, so no key may rest on it; "
            yield at, message + "name it under 'corrects' and rest the key on references"
    for index, citation in enumerate(question.rests_on.references):
        at = ("rests_on", "references", index)
        if problem := evidence.citation_problem(citation):
            yield at, problem
            continue
        extent = evidence.references[citation.id].extent(citation.at)
        if extent == "none" or (extent == "part" and bank.kind == "graded"):
            seen = "was not seen" if extent == "none" else "was seen in part only"
            message = f"'{citation.id}', {citation.at}, {seen}: no {bank.kind} key may rest on it"
            yield at, message
    if bank.kind == "graded" and not _rests_on_text(question, evidence):
        message = "nothing that this graded key rests on was read: cite a part that was seen"
        yield ("rests_on",), message
    yield from _corrections(question, evidence)


def _rests_on_text(question: Question, evidence: Evidence) -> bool:
    """Whether the text of at least one authority behind a key was read."""
    claims = (evidence.claims.get(name) for name in question.rests_on.claims)
    behind = [citation for claim in claims if claim for citation in claim.references]
    return any(
        citation.id in evidence.references
        and evidence.references[citation.id].extent(citation.at) == "text"
        for citation in (*question.rests_on.references, *behind)
    )


def _corrections(question: Question, evidence: Evidence) -> Broken:
    for index, claim_id in enumerate(question.corrects):
        claim = evidence.claims.get(claim_id)
        if claim is None:
            yield ("corrects", index), f"unknown claim '{claim_id}'"
        elif claim.verdict.holds:
            message = f"claim {claim_id} is judged {claim.verdict}: put it under 'rests_on'"
            yield ("corrects", index), message
    if not question.corrects:
        return
    names = [
        evidence.references[citation.id].short
        for citation in question.rests_on.references
        if citation.id in evidence.references
    ]
    if not names:
        yield ("corrects",), "a claim is put right, so the key must rest on references"
    elif not any(name.casefold() in question.stem.casefold() for name in names):
        message = "the stem must say whose word the key follows: name "
        yield ("stem",), message + " or ".join(f"'{name}'" for name in names)
