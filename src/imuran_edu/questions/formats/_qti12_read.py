"""Read QTI 1.2, as Canvas, Blackboard and others write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from imuran_edu.questions.formats._archive import is_zip, unpack
from imuran_edu.questions.formats._model import (
    MOST_QUESTIONS,
    Bounds,
    Draft,
    FormatError,
    Loss,
    letters,
    of_tags,
    one_right,
    unique_ids,
)
from imuran_edu.questions.formats._qti12_scores import Scores, credit_of
from imuran_edu.questions.formats._qti12_texts import names_of, stem_of, text_in, unit_of
from imuran_edu.questions.formats._texts import from_text
from imuran_edu.questions.formats._xml import (
    Element,
    child,
    descendants,
    local,
    number_in,
    parse,
    text_of,
    weight_of,
)
from imuran_edu.questions.interchange import (
    Alternative,
    Choice,
    Group,
    Item,
    Match,
    Number,
    Order,
    Section,
    Text,
)

Lost = Callable[[str], None]
_NO_PLACE: Final = ("calculated_question", "file_upload_question")  # though a field stands there
_VERDICTS: Final = {"true": "true", "false": "false", "wahr": "true", "falsch": "false"}


def recognises(data: bytes, name: str) -> bool:
    """Whether a file looks like this format."""
    files = unpack(data, ".xml").values() if is_zip(data) else [data]
    return any(b"<questestinterop" in each[:4000] for each in files)


def read(data: bytes, name: str) -> Draft:
    """Return the questions of a file or a package.

    Raises:
        FormatError: it is neither.
    """
    files = unpack(data, ".xml") if is_zip(data) else {name: data}
    roots = [
        parse(text, f"QTI 1.2 ({path})" if is_zip(data) else "QTI 1.2")
        for path, text in files.items()
    ]
    roots = [root for root in roots if local(root) == "questestinterop"]
    if not roots:
        raise FormatError("holds no QTI 1.2, whose files begin with <questestinterop>")
    draft, found, bounds = Draft(), [], Bounds()
    for root in roots:
        for assessment in descendants(root, "assessment", "objectbank"):
            draft.title = draft.title or assessment.get("title") or ""
        found += descendants(root, "item")
    if len(found) > MOST_QUESTIONS:
        raise FormatError(f"holds more than {MOST_QUESTIONS:,} questions; divide it")
    for element in found:
        _take(element, draft, bounds)
    ids = unique_ids(item.id for item in draft.items)
    draft.items = [replace(item, id=new) for new, item in zip(ids, draft.items, strict=True)]
    return draft


def _take(element: Element, draft: Draft, bounds: Bounds) -> None:
    name = element.get("ident") or element.get("title") or "question"

    def lost(what: str) -> None:
        draft.losses.append(Loss(name, what, element.sourceline or 0))

    if why := bounds.refuse(weight_of(element), element.sourceline or 0):
        lost(why)
        return
    labels = {
        text_of(child(field, "fieldlabel")): text_of(child(field, "fieldentry"))
        for field in descendants(element, "qtimetadatafield")
    }
    scores = Scores(element, lost)
    presentation = child(element, "presentation")
    fields: dict[str, Any] = {
        "id": name,
        "stem": stem_of(presentation, lost),
        "rationale": scores.note("general_fb", "general"),
        "points": scores.points(labels.get("points_possible", "")),
        **of_tags(labels),
    }
    last = draft.items[-1] if draft.items else None
    if labels.get("question_type") == "text_only_question":
        if "case" in labels:
            _stage(draft, fields, labels)
        else:
            lost("was left out: a text asks nothing; put its words into the questions")
        return
    item = _item(element, presentation, labels, fields, scores, lost)
    if item is None:
        return
    for note in scores.left_over():
        lost(f"the feedback '{note[:40]}' was left out")
    # our ids of a case's parts begin with that of the case
    is_part = isinstance(last, Group) and item.type and item.id.startswith(f"{last.id}-")
    if is_part and isinstance(last, Group) and last.sections:
        *before, stage = last.sections
        stage = replace(stage, items=(*stage.items, item))
        draft.items[-1] = replace(last, sections=(*before, stage))
    else:
        draft.items.append(item)


def _stage(draft: Draft, fields: dict[str, Any], labels: dict[str, str]) -> None:
    title, case = labels.get("stage", ""), labels["case"]
    stem, _, story = fields["stem"].partition(f"**{title}**")
    last = draft.items[-1] if draft.items else None
    section = Section(fields["id"].removeprefix(f"{case}-"), title, story.strip(), ())
    if isinstance(last, Group) and last.id == case:
        draft.items[-1] = replace(last, sections=(*last.sections, section))
        return
    rationale = from_text(labels.get("rationale", ""), marked=True)
    draft.items.append(
        Group(
            id=case,
            stem=stem.strip(),
            rationale=rationale,
            points=None,
            type="case",
            sections=(section,),
        )
    )


def _item(
    element: Element,
    presentation: Element | None,
    labels: dict[str, str],
    fields: dict[str, Any],
    scores: Scores,
    lost: Lost,
) -> Item | None:
    choices = descendants(element, "response_lid")
    typed = descendants(element, "response_str", "response_num")
    kind = labels.get("question_type") or labels.get("qmd_itemtype", "")
    if len(typed) > 1 or (typed and choices):
        lost(f"was left out: it asks {len(typed) + len(choices)} things at once")
        return None
    if len(choices) == 1:
        return _choice(choices[0], kind, labels, fields, scores, lost)
    if choices and kind not in ("multiple_dropdowns_question", "fill_in_multiple_blanks_question"):
        return _rows(choices, labels, fields, scores, lost)
    if not typed or kind in _NO_PLACE:
        lost(f"was left out: there is no place for a question of type '{kind or 'unknown'}'")
        return None
    ident = typed[0].get("ident") or ""
    if kind == "numerical_question" or local(typed[0]) == "response_num" or scores.is_number(ident):
        spans = scores.numbers()
        if not spans:
            lost("was left out: it names no right number")
            return None
        for value, tolerance in spans[1:]:
            lost(f"a further right number, {value:g} ± {tolerance:g}, was left out")
        return Number(
            **fields,
            value=spans[0][0],
            tolerance=spans[0][1],
            unit=unit_of(presentation),
            feedback=scores.note("correct_fb"),
            default_feedback=scores.note("general_incorrect_fb"),
        )
    return Text(
        **fields,
        accepted=tuple(scores.texts(kind, lost)),
        max_typos=int(number_in(labels.get("slips")) or 0),
        feedback=scores.note("correct_fb"),
        default_feedback=scores.note("general_incorrect_fb"),
    )


def _choice(
    asked: Element, kind: str, labels: dict[str, str], fields: Any, scores: Scores, lost: Lost
) -> Item | None:
    found = descendants(asked, "response_label")
    cardinality = (asked.get("rcardinality") or "").lower()
    if cardinality == "ordered":
        return _ordered(asked, fields, scores, lost)
    several = cardinality == "multiple"
    shares = {n: s for n, s in scores.shares(asked.get("ident") or "").items() if s > 0}
    if not shares or len(found) < 2:
        lost("was left out: it names no right answer, or has fewer than two")
        return None
    most = max(shares.values())
    right = {name for name, share in shares.items() if several or share == most}
    if len(right) < len(shares):
        part = ", ".join(f"{share:g}" for share in shares.values() if share < most)
        lost(f"answers worth {part} of {most:g} points are wrong answers here")
    names = names_of([each.get("ident") or "" for each in found])
    options = tuple(
        Alternative(
            names[each.get("ident") or ""],
            text_in(each, lost),
            scores.said_of(asked.get("ident") or "", each.get("ident") or ""),
            each.get("ident") in right,
        )
        for each in found
    )
    words = [_VERDICTS.get(option.text.strip().lower()) for option in options]
    verdict = kind == "true_false_question" or labels.get("type") == "true_false"
    if verdict and sorted(filter(None, words)) == ["false", "true"]:
        pairs = sorted(zip(words, options, strict=True), key=lambda pair: pair[0] == "false")
        verdicts = tuple(replace(o, id=str(w), text=str(w).capitalize()) for w, o in pairs)
        return Choice(**fields, options=verdicts, shuffle=False, verdict=True)
    if not several:
        options = one_right(options, lost)
    render = child(asked, "render_choice")
    shuffle = render is None or (render.get("shuffle") or "Yes").lower() != "no"
    credit = credit_of(labels, "net-correct") if several else ""
    if (
        several
        and "credit" not in labels
        and credit != "off"
        and kind != "multiple_answers_question"
    ):
        lost("how much of it counts in part is not said: 'net-correct' was taken")
    return Choice(**fields, options=options, several=several, shuffle=shuffle, credit=credit)


def _ordered(asked: Element, fields: Any, scores: Scores, lost: Lost) -> Item | None:
    found = descendants(asked, "response_label")
    names = names_of([each.get("ident") or "" for each in found])
    order = scores.order(asked.get("ident") or "")
    if len(found) < 2 or sorted(order) != sorted(names):
        lost("was left out: its right order does not name every thing once")
        return None
    return Order(
        **fields,
        things=tuple(
            Alternative(names[each.get("ident") or ""], text_in(each, lost)) for each in found
        ),
        order=tuple(names[each] for each in order),
        credit="off",
        feedback=scores.note("Correct", "correct_fb"),
    )


def _rows(
    choices: list[Element], labels: dict[str, str], fields: Any, scores: Scores, lost: Lost
) -> Item | None:
    """Read rows that each choose from the same list: a matching, or an order of ours."""
    partners = {
        each.get("ident") or "": text_in(each, lost)
        for row in choices
        for each in descendants(row, "response_label")
    }
    keys = {}
    for row in choices:
        ident = row.get("ident") or ""
        right = [name for name, share in scores.shares(ident).items() if share > 0]
        if len(right) != 1 or right[0] not in partners:
            lost("was left out: a row of it has no partner, or several")
            return None
        keys[ident] = right[0]
    names = dict(zip(keys, letters(len(keys)), strict=True))
    things = tuple(
        Alternative(names[row.get("ident") or ""], text_in(row, lost, own=True)) for row in choices
    )
    if labels.get("type") == "ordering":
        order = sorted(keys, key=lambda name: number_in(partners[keys[name]]) or 0)
        return Order(
            **fields,
            things=things,
            order=tuple(names[each] for each in order),
            credit=labels.get("credit", ""),
        )
    others = names_of(list(partners))
    return Match(
        **fields,
        things=things,
        partners=tuple(Alternative(others[ident], text) for ident, text in partners.items()),
        pairs={names[ident]: others[right] for ident, right in keys.items()},
        classes=labels.get("type") == "categorise",
        credit=credit_of(labels, "each-answer"),
    )
