"""What a key rests on."""

from __future__ import annotations

import re

from imuran_edu.authoring.check_currency import Place, cited_in, silent_on, texts_in
from imuran_edu.authoring.lint.rule import AskedPart, LintedCourse, Said, question_rule
from imuran_edu.evidence.facts import AUTHORITY, NAMED
from imuran_edu.questions.rules import cited_behind


@question_rule(
    "unsupported-key",
    "warning",
    why="""A key is as good as what it rests on. Where a question names an authority, or a figure
    of the register that was read in one, and cites something else, nobody who checks the key
    finds it there. Cite what is named under `rests_on`.""",
    source="This course's rule: each key names where it was read (ARCHITECTURE.md, decision 9)",
    before="By the EU SmPC …? rests_on: {references: [{id: us-pi, at: Dosage}]}",
    after="rests_on: {references: [{id: jayempi-smpc, at: 4.2 Posology}]}",
)
def unsupported_key(asked: AskedPart, course: LintedCourse) -> Said:
    """The question names an authority, or shows a fact of one, that its key does not rest on."""
    if asked.question.parts:
        return
    cited = {each.id for each in cited_behind(asked.question, course.evidence)}
    for name in sorted(_facts_in(asked)):
        fact = course.facts.get(name)
        if fact is None or fact.rests_on.id in cited:
            continue
        short = course.evidence.references[fact.rests_on.id].short
        message = f"shows '{name}', which was read in {short}, and does not cite it; add "
        yield ("rests_on",), message + f'{{id: {fact.rests_on.id}, at: "{fact.rests_on.at}"}}'
    shorts = [set(course.evidence.references[each].short.split()) for each in cited]
    for name, reference in _named_in(asked.question.stem, course).items():
        if not any(set(name.split()) <= each for each in shorts):
            message = (
                f"the stem names {name}, and the key rests on something else; cite '{reference}'"
            )
            yield ("rests_on",), message + " too"


def _named_in(text: str, course: LintedCourse) -> dict[str, str]:
    """Return the authorities that a text calls by name; of nested names the longest."""
    found = {
        each.short: each.id
        for each in course.evidence.references.values()
        if each.short in text and re.search(rf"(?<!\w){re.escape(each.short)}(?!\w)", text)
    }
    return {
        name: reference
        for name, reference in found.items()
        if not any(name != other and name in other for other in found)
    }


def _facts_in(asked: AskedPart) -> set[str]:
    """Return the facts of what is asked, and of why it is right; feedback may look further."""
    text = f"{asked.written.get('stem', '')} {asked.written.get('rationale', '')}"
    return {name for name in NAMED.findall(text) if not name.startswith(AUTHORITY)}


@question_rule(
    "superseded-evidence",
    "error",
    why="""A key that rests on a text which has been replaced teaches the past as if it were in
    force. The words must say so, through the register, or the key must rest on what took its
    place.""",
    source="This course's lesson 09 on dates; the register's `superseded-by`",
    before="By EULAR 2016 …?",
    after="By {{ref:eular-2016}} …? or a key that rests on the update too",
)
def superseded_evidence(asked: AskedPart, course: LintedCourse) -> Said:
    """The question rests on a superseded reference and does not say so."""
    if len(asked.at) > 2:
        return  # a case is one place: one of its parts may say it for all
    written = dict(asked.written)
    name, cites = asked.question.id, frozenset(cited_in(written))
    place = Place("question", name, asked.bank.path, 1, "\n".join(texts_in(written)), cites)
    for name in silent_on(place, course.evidence, course.facts):
        old, new = course.evidence.references[name], course.evidence.successors(name)[0]
        message = (
            f"rests on {old.short}, which {new.short} has replaced, and does not say so; write "
        )
        yield ("rests_on",), message + f"{{{{ref:{old.id}}}}}, or rest it on '{new.id}'"
