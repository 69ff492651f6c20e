"""The usual texts of documents: topics as the trade has them. A shop's lawyer supplies its own."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database
from app.models.work import Work


@dataclass(frozen=True)
class UsualWording:
    """A block of text on a kind of document."""

    document_kind: str
    block: str
    body: str


USUAL_WORDINGS = (
    UsualWording(
        "condition_report",
        "statement",
        "This report says what was seen on the date and by the means stated. It is an opinion of"
        " condition at that date: not a warranty, and not a grading report. Weights of mounted"
        " stones are estimates.",
    ),
    UsualWording(
        "take_in_receipt",
        "statement",
        "We have received the pieces listed for sale on your behalf. They remain yours until they"
        " are sold. You state that you own them, that nobody else has a right to them, and that you"
        " may sell them.",
    ),
    UsualWording(
        "take_in_receipt",
        "risk",
        "While they are with us the pieces are insured at the agreed price. Treatments that can be"
        " known only with the stones out of their settings are not excluded by this receipt.",
    ),
    UsualWording(
        "take_in_receipt",
        "privacy",
        "We keep your data for this agreement and for as long as the law asks, and give it to nobody"
        " who is not needed for it.",
    ),
    UsualWording(
        "job_bag",
        "stop_and_call",
        "Stop and call before going on if the cost, the risk or the result would differ from what"
        " is written here.",
    ),
    UsualWording(
        "job_bag",
        "customer_property",
        "Customer's property: weigh and count before and after each step.",
    ),
)


def wording(db: Database | Work, document_kind: str, block: str, language: str = "en") -> str:
    """The shop's text of a block that holds now, else the usual one, else ""."""
    found = db.value(
        "SELECT body FROM wording WHERE document_kind = ? AND block = ? AND removed = 0"
        " ORDER BY language = ? DESC, valid_from DESC, id DESC LIMIT 1",
        (document_kind, block, language),
    )
    if found:
        return str(found)
    return next(
        (u.body for u in USUAL_WORDINGS if (u.document_kind, u.block) == (document_kind, block)), ""
    )
