"""The sheet beside a new scanner: shown as PDF, or printed like any paper."""

from __future__ import annotations

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.ids import now_ms
from app.domain.permissions import allowed, require
from app.services.documents import Paper
from app.services.house_paper import company_of, made
from app.services.print_jobs import enqueue
from app.services.print_parts import Part
from app.services.print_rendering import Rendered
from app.shop import Shop

FILE_NAME = "scanner-set-up.pdf"
TITLE = "Setting a scanner up"


def scanner_paper(shop: Shop) -> Paper:
    """The sheet, drawn."""
    # Here: drawing papers is loaded when a paper is drawn.
    from app.printing.document.scanner_sheet import render_scanner_sheet

    db = shop.reader()
    try:
        pdf = render_scanner_sheet(company_of(db), made(db, now_ms(), "Parure"))
    finally:
        db.close()
    return Paper(pdf, FILE_NAME, TITLE, 0)


def print_scanner_sheet(shop: Shop, actor: Actor) -> Changes:
    """Draw, store and queue it: ``first("print_job")``."""
    if not allowed(actor.roles, "devices.update"):  # who sets scanners up prints their sheet
        require(actor.roles, "documents.print")
    part = Part(FILE_NAME, scanner_paper(shop).pdf)
    return enqueue(shop, actor, Rendered("document", TITLE, FILE_NAME, "", 0, (part,)))
