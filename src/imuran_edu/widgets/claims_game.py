"""The claims as a game: read what a document says, choose a verdict, see ours and why.

The questions are made from the register. They are predictions: nothing is earned by them, and
how often a learner agrees with us is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final

from imuran_edu.core.words import N_, _
from imuran_edu.evidence import Claim, Verdict
from imuran_edu.questions import PracticeQuestion, public_view
from imuran_edu.questions.base import Basis, Option
from imuran_edu.questions.types.single_choice import SingleChoice
from imuran_edu.widgets.evidence_views import VERDICTS, claims_of
from imuran_edu.widgets.practice_view import practice_view
from imuran_edu.widgets.readers import store_here
from imuran_edu.widgets.session import Session

MODE: Final = "claims"
TITLE: Final = N_("Your verdict, and ours")
INTRODUCTION: Final = N_(
    "Read what the document says, in our words. Choose a verdict, then see ours and why."
)
# what each verdict asks for, told to whoever chose it and should not have
_ASKS: Final[Mapping[Verdict, str]] = {
    Verdict.SUPPORTED: N_(
        "Then the authorities would have to say the same, with nothing left out."
    ),
    Verdict.VAGUE: N_("Then it would have to be true as far as it goes, and lack what matters."),
    Verdict.OUTDATED: N_("Then authorities would have to have said so once, and say it no longer."),
    Verdict.MISLEADING: N_("Then the facts would have to be near, and the impression wrong."),
    Verdict.CONTRADICTED: N_("Then the authorities would have to say the contrary."),
    Verdict.NOT_CHECKABLE: N_("Then there would have to be nothing to hold it against."),
    Verdict.PLACEHOLDER: N_("Then the place for a number or a name would have to be empty."),
}
# options are shown in the order of their ids: the list of verdicts is closed, so is this one
_IDS: Final = {verdict: f"v{number}" for number, verdict in enumerate(Verdict, 1)}


def claims_game(*ids: str) -> None:
    """Show claims of the documents to be judged, one after the other.

    Args:
        ids: of claims, such as `"D1-014"`, in the order of the questions.

    Raises:
        ValueError: an id is in no document's register.
    """
    from imuran_edu.widgets.quiz_widget import show

    asked = claim_questions(*ids)
    session = Session([each.public for each in asked], store_here())
    show(session, claims_page(asked, session.seed), MODE, _(TITLE), introduction())


def introduction() -> str:
    """Return what is said above the claims, as HTML."""
    return f"<p>{_(INTRODUCTION)}</p>"


def claim_questions(*ids: str) -> list[PracticeQuestion]:
    """Return a question for each claim.

    Raises:
        ValueError: an id is in no document's register.
    """
    made = [claim_question(claim) for claim in claims_of(ids)]
    return [PracticeQuestion(public_view(question), question) for question in made]


def claims_page(asked: list[PracticeQuestion], seed: str) -> list[dict[str, Any]]:
    """Return the questions of a game as the page gets them."""
    return [practice_view(each, str(number), seed) for number, each in enumerate(asked, 1)]


def claim_question(claim: Claim) -> SingleChoice:
    """Return the question that asks for the verdict on a claim; its key is the register's."""
    place = f"{claim.document}, {claim.section}"
    options = [
        Option(id=_IDS[verdict], text=_(VERDICTS[verdict]), feedback=_told(verdict, claim))
        for verdict in Verdict
    ]
    return SingleChoice(
        id=f"claim-{claim.id.lower()}",
        type="single",
        predict=True,
        objective="claims",
        level="evaluate",
        stem=f"*{escape(place, quote=False)}:* {claim.says}",
        options=options,
        key=_IDS[claim.verdict],
        shuffle=False,
        rationale=claim.reason,
        rests_on=Basis(claims=[claim.id]),
    )


def _told(verdict: Verdict, claim: Claim) -> str:
    return "" if verdict is claim.verdict else _(_ASKS[verdict])
