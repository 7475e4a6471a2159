"""The rules that a bank must keep beyond its shape.

Keys that exist, options that differ, claims that hold, references that were seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from imuran_edu.core import InputError
from imuran_edu.core.pictures import picture_html
from imuran_edu.core.yaml_source import Location
from imuran_edu.evidence import Citation, Evidence
from imuran_edu.questions.bank import Bank
from imuran_edu.questions.decisions import decision_rules
from imuran_edu.questions.question_type import Broken, QuestionType


def broken_rules(bank: Bank, evidence: Evidence | None) -> Broken:
    """Yield where a rule is broken and what would mend it, in one line each."""
    seen: set[str] = set()
    if evidence is not None and bank.lesson is not None and bank.lesson not in evidence.lessons:
        yield ("lesson",), f"unknown lesson '{bank.lesson}'; see lessons.yaml"
    for at, question in _walk(bank):
        if question.id in seen:
            yield (*at, "id"), f"the id '{question.id}' stands twice; give one another id"
        seen.add(question.id)
        yield from ((at + where, message) for where, message in question.rules())
        yield from (
            ((*at, "shown"), message) for message in _pool(question, bank.kind, len(at) > 2)
        )
        if evidence is not None:
            yield from (
                (at + where, f"question '{question.id}': {message}")
                for where, message in _basis(question, bank, evidence)
            )
    placed = (question for _, question in _walk(bank))
    yield from decision_rules(placed, bank.decisions, bank.kind == "graded")


def _pool(question: QuestionType, kind: str, within: bool) -> Iterator[str]:
    """Yield what is wrong with a pool where it stands.

    An assignment tells the options of every row, and students compare copies: so no option of a
    graded question may be in all rows, as the one right option would be, and what was added to row
    0 may not be of one kind.
    """
    sets = question.option_sets()
    if sets and within:
        yield "a part of a case shows all its options: take out 'shown'"
    elif sets and kind == "graded":
        offered = question.offered()
        if set.intersection(*map(set, sets)):
            yield (
                "every copy would show the right option, so who compares two copies knows it: "
                "take out 'shown', or ask for every right option (type: multiple)"
            )
        elif len({offered[name].right for name in offered if name not in sets[0]}) < 2:
            yield (
                f"what stands after the first {len(sets[0])} options is all right or all wrong, "
                "and copies tell what was added: let one of each kind stand there"
            )


def _walk(bank: Bank) -> Iterator[tuple[Location, QuestionType]]:
    """Yield every question with its location, the parts of cases among them."""
    for index, question in enumerate(bank.questions):
        yield ("questions", index), question
        for where, part in question.placed_parts():
            yield ("questions", index, *where), part


def _basis(question: QuestionType, bank: Bank, evidence: Evidence) -> Broken:
    """Check the promise of a key: on what it rests, and what it puts right."""
    yield from question.slow_rules()
    if question.picture:
        try:
            picture_html(question.picture)
        except (ValueError, InputError) as error:
            yield ("picture",), str(error)
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


def _rests_on_text(question: QuestionType, evidence: Evidence) -> bool:
    """Whether the text of at least one authority behind a key was read."""
    return any(
        citation.id in evidence.references
        and evidence.references[citation.id].extent(citation.at) == "text"
        for citation in cited_behind(question, evidence)
    )


def cited_behind(question: QuestionType, evidence: Evidence) -> list[Citation]:
    """Return what a key cites, and what the claims cite that it rests on."""
    claims = (evidence.claims.get(name) for name in question.rests_on.claims)
    behind = [citation for claim in claims if claim for citation in claim.references]
    return [*question.rests_on.references, *behind]


def _corrections(question: QuestionType, evidence: Evidence) -> Broken:
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
