"""The cash drawer that hangs on a receipt printer: opened with the receipt of a sale paid in cash."""

from __future__ import annotations

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.models.database import Database
from app.printing.document.sale import SalesReceipt
from app.services.documents import document_content, times_printed
from app.services.settings import get_here, put_here
from app.shop import Shop

CASH = frozenset({"cash", "foreign_cash", "foreign cash"})
"""How a till or channel calls what goes into the drawer."""


def opens_drawer(db: Database, printer: str) -> bool:
    """Whether a printer opens its drawer with a receipt that was paid in cash."""
    return get_here(db, _name(printer), "1") == "1"


def set_drawer(shop: Shop, actor: Actor, printer: str, *, opens: bool) -> Changes:
    """Choose whether it does."""
    shop.require(actor, "devices.update")
    return put_here(shop, _name(printer), "1" if opens else "0")


def kicks(db: Database, printer: str, document_id: int, *, copy: bool | None = None) -> bool:
    """Whether this printing opens the drawer: the first of a receipt with cash in it, never a copy's."""
    if copy or not opens_drawer(db, printer) or times_printed(db, "document", document_id):
        return False
    content = document_content(db, document_id)
    return isinstance(content, SalesReceipt) and any(
        paid.method.casefold() in CASH and paid.amount_minor > 0 for paid in content.payments
    )


def _name(printer: str) -> str:
    return f"print.drawer.{printer}"
