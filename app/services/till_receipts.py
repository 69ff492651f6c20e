"""A sales receipt as the bytes of an 80-mm thermal printer, and the cash drawer that hangs on it."""

from __future__ import annotations

from app.domain.errors import InputError
from app.models.database import Database
from app.printing.document.sale import SalesReceipt
from app.services.documents import document_content, times_printed


def receipt_bytes(
    db: Database, document_id: int, *, drawer: bool = False, copy: bool | None = None
) -> bytes:
    """A stored sales receipt as ESC/POS; marked COPY from the second printing on unless said otherwise.

    ``drawer`` opens the cash drawer first. InputError for any other paper.
    """
    from app.printing.document.till_escpos import (
        receipt_escpos,  # here: loads all printers there are
    )

    content = document_content(db, document_id)
    if not isinstance(content, SalesReceipt):
        raise InputError(
            "Not a receipt",
            f"{content.number} is no sales receipt; a receipt printer prints nothing else.",
            "Choose a printer for pages.",
            field="printer",
        )
    before = times_printed(db, "document", document_id)
    nth = before if copy is None else max(before, 1) if copy else 0
    return receipt_escpos(content, copy=nth, drawer=drawer)


def drawer_kick() -> bytes:
    """The bytes that open the cash drawer and print nothing."""
    from app.printing.document.till_escpos import drawer_kick as kick

    return kick()
