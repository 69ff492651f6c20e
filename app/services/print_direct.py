"""What goes to a printer and is kept nowhere: the kick that opens the cash drawer, a sheet of new badges."""

from __future__ import annotations

from app.domain.actors import Actor
from app.domain.errors import StateError
from app.printing.transports.base import Outgoing, tell_nobody
from app.services.print_store import reading
from app.services.printer_ways import way_to
from app.services.printers import OS_PDF, THERMAL, Printer, printer_for, printers
from app.services.till_receipts import drawer_kick
from app.shop import Shop


def open_drawer(shop: Shop, actor: Actor) -> str:
    """Open the drawer that hangs on this PC's printer of receipts; the sentence that tells so.

    StateError where no such printer is set up, TransportError where it cannot be reached. It prints
    nothing. For a thread beside the window: a printer that is away takes a while.
    """
    shop.require(actor, "payments.create")
    with reading(shop) as db:
        printer = _till(printers(db))
        way = way_to(db, printer)
    way.send_all([Outgoing("drawer.escpos", drawer_kick())], "Cash drawer", tell_nobody)
    return f"{printer.title} was told to open the drawer"


def _till(found: list[Printer]) -> Printer:
    tills = [one for one in found if one.kind == THERMAL]
    tills.sort(key=lambda one: "receipts" not in one.purposes)
    if not tills:
        raise StateError(
            "No drawer here",
            "A cash drawer is opened by the receipt printer that it hangs on, and this PC has none.",
            "Add the printer under Tags and printing, then try it again.",
        )
    if tills[0].paused:
        raise StateError(
            "The receipt printer is paused",
            f"{tills[0].title} was stopped on this PC, so it opens no drawer.",
            "Let it go on under Tags and printing, or open the drawer by its key.",
        )
    return tills[0]


def print_badges(shop: Shop, actor: Actor, sheet: bytes) -> str:
    """Print a sheet of badges that is stored nowhere, not in the queue either; the sentence of it.

    StateError where this PC has no printer for papers: into a folder it is saved on purpose only.
    """
    shop.require(actor, "users.update")
    with reading(shop) as db:
        printer = printer_for(db, "documents")
        if printer.kind != OS_PDF:
            raise StateError(
                "No printer for papers",
                "Badges are kept nowhere, so they cannot wait in the queue or lie in its folder.",
                "Save the sheet, print it from there, and delete the file.",
            )
        way = way_to(db, printer)
    way.send_all([Outgoing("badges.pdf", sheet)], "Badges", tell_nobody)
    return f"The badges were given to {printer.title}"
