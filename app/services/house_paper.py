"""What every document of the house begins with: the shop's head, who made it when, the statements."""

from __future__ import annotations

from app.models.database import Database
from app.models.work import Work
from app.printing.document.content import Company, Made
from app.printing.document.wording import blocks
from app.services.settings import COMPANY_LINES, DOCUMENT_LANGUAGE, get

COMPANY_PHONE = "documents.phone"
COMPANY_EMAIL = "documents.email"
COMPANY_REGISTRATION = "documents.registration"
JURISDICTION = "documents.jurisdiction"
PAPER = "documents.paper"


def company_of(db: Database | Work) -> Company:
    """The shop's name, address and how to reach it, as its papers show them."""
    lines = tuple(line.strip() for line in get(db, COMPANY_LINES).splitlines() if line.strip())
    return Company(
        get(db, "name"),
        lines,
        get(db, COMPANY_PHONE),
        get(db, COMPANY_EMAIL),
        get(db, COMPANY_REGISTRATION),
    )


def made_by(w: Work) -> Made:
    """The maker of a document of this unit of work."""
    return made(w, w.at, w.actor.display)


def made(db: Database | Work, at: int, by: str) -> Made:
    """Who makes a document, when (UTC ms), in which zone, language and on which paper."""
    paper = get(db, PAPER) or ("letter" if get(db, "locale").endswith(("_US", "_CA")) else "a4")
    return Made(at, by, get(db, "zone") or "UTC", language_of(db), paper)


def language_of(db: Database | Work) -> str:
    """The language of the house's papers, as a tag: ``en-US``."""
    set_one = get(db, DOCUMENT_LANGUAGE)
    locale = get(db, "locale").replace("_", "-")
    return locale if locale.split("-")[0] == set_one else set_one or "en"


def statements_of(
    db: Database | Work, document: str, on: str, language: str = ""
) -> tuple[str, ...]:
    """The statements on a document that hold on an ISO date, in their order; none that is empty."""
    texts = statement_blocks(db, document, on, language)
    return tuple(text for text in texts.values() if text.strip())


def statement_blocks(
    db: Database | Work, document: str, on: str, language: str = ""
) -> dict[str, str]:
    """The texts of the statements by what they are about, as they hold on an ISO date.

    A block of the shop's own stands in place of the shipped one of its topic; an empty one leaves it
    out. ``language`` is the paper's, else the house's.
    """
    spoken, jurisdiction = language or language_of(db), get(db, JURISDICTION)
    texts = dict(blocks(document, spoken, jurisdiction, on))
    own = db.rows(
        "SELECT block, body FROM wording WHERE document_kind = ? AND removed = 0"
        " AND valid_from <= ? AND language IN (?, ?) AND jurisdiction IN (?, '')"
        " ORDER BY jurisdiction <> '', length(language), valid_from, id",
        (document, on, spoken, spoken.split("-")[0], jurisdiction),
    )
    texts.update(own)
    return texts
